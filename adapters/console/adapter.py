"""Serves the terminal: typed lines become acts of the people named in them, cards become text."""

from asyncio import Event
from collections.abc import Callable, Mapping
from uuid import uuid4

from adapters.console.buttons import Message, Pressable
from adapters.console.clean import clean_text
from adapters.console.dialogue import AnswerError, Dialogue, answer, begin, opening, question
from adapters.console.line import PLATFORM, LineError, Speaker, addressed, parse
from adapters.console.render import WIDTH, Line, words_of
from adapters.console.screen import Screen
from bot.chat import Button, Card, Form, Identity, Invocation, MessageRef, Place, Reply
from bot.ports import Clock, Core
from bot.words.catalogue import N_, Words

SLASHES = ("/", "／")
PRESSES = (">", "＞")
# Longer numbers are no numbers of buttons.
DIGITS = 9

NO_SUCH_NUMBER = N_("No button [{number}] stands here. Press one that a card still shows, or type /help.")
NO_SUCH_LABEL = N_("You see no button “{label}”. Press one by its number, such as 3, or type /help.")


class ConsoleAdapter:
    """The terminal as a chat platform. `speaker` types lines that name nobody; `write` shows a whole text at once."""

    platform = PLATFORM

    def __init__(
        self,
        clock: Clock,
        write: Callable[[str], None],
        speaker: Speaker,
        *,
        locale: str | None = None,
        zone: str | None = None,
        colour: bool = False,
        width: int = WIDTH,
    ) -> None:
        """Make it; without `locale` and `zone` the core decides. `width` is in cells."""
        self.speaker = speaker
        self.screen = Screen(clock, write, colour=colour, width=width)
        self._clock = clock
        self._locale = locale
        self._zone = zone
        # The store outlives the terminal, so no two runs may name an act or a message alike.
        self._run = uuid4().hex[:12]
        self._count = 0
        self._dialogues: dict[Identity, Dialogue] = {}
        self._organisations = {speaker.person: speaker.organisation}
        self._languages: dict[Identity, str] = {}
        self._typed: dict[Identity, str] = {}

    async def run(self, core: Core) -> None:
        """Wait until cancelled: lines come from whoever reads the terminal, through `hear` or `act`."""
        await Event().wait()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Show a card in a place. Raises OSError when the terminal is gone."""
        ref = MessageRef(place, self._name())
        self.screen.card(Message(ref.id, self._count, place, ref), card)
        return ref

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return None: what a terminal has shown cannot be read back."""
        return None

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Show a card meant for one person in the channel they typed in. Raises OSError when the terminal is gone."""
        self.screen.card(Message(self._name(), self._count, place, owner=to), card)

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Show the card again, marked as amended; the earlier one's buttons are gone. Raises OSError."""
        self._count += 1
        self.screen.card(Message(ref.id, self._count, ref.place, ref), card, amended=True)

    async def hear(self, core: Core, line: str) -> None:
        """Take a typed line; one that only names somebody makes them the speaker of the lines to come."""
        try:
            speaker, text = self.read(line)
        except LineError as problem:
            self.screen.tell(self.words().say(problem.sentence))
            return
        if addressed(line) and not text:
            self.speaker = speaker
            self._organisations[speaker.person] = speaker.organisation
        else:
            await self.act(core, speaker, text)

    def read(self, line: str) -> tuple[Speaker, str]:
        """Return who says what; a line that names nobody is the default speaker's. Raises LineError."""
        if not addressed(line):
            return self.speaker, line
        spoken = parse(line)
        known = self._organisations.get(spoken.person, "")
        organisation = known if spoken.organisation is None else spoken.organisation
        return Speaker(spoken.person, organisation, spoken.channel), spoken.text

    async def act(self, core: Core, speaker: Speaker, text: str) -> None:
        """Let a person do what they typed: a command, `> label` or a number for a button, an answer to a question."""
        text = clean_text(text).strip()
        self._organisations[speaker.person] = speaker.organisation
        self._note_language(speaker.identity, text)
        dialogue = self._dialogues.get(speaker.identity)
        number = text.strip("[]")
        if text.startswith(SLASHES):
            await self._command(core, speaker, "/" + text[1:])
        elif text.startswith(PRESSES):
            label = text[1:].strip()
            held = self.screen.buttons.labelled(label, speaker.identity)
            await self._press(core, speaker, held, self.words(speaker).say(NO_SUCH_LABEL, label=label))
        elif dialogue:
            await self._answer(core, speaker, dialogue, text)
        elif number.isdecimal() and len(number) <= DIGITS:
            held = self.screen.buttons.numbered(int(number), speaker.identity)
            await self._press(core, speaker, held, self.words(speaker).say(NO_SUCH_NUMBER, number=int(number)))
        elif text:
            await self._command(core, speaker, text)

    def _note_language(self, who: Identity, text: str) -> None:
        """A terminal has no language of its own: who types mostly Japanese is answered in Japanese.

        A number keeps the language; a Japanese command or label decides alone, an English one only without more words.
        """
        word, _, rest = text.lstrip("/／>＞ ").partition(" ")
        if not word.isdecimal():
            letters = [sign for sign in rest if sign.isalpha()]
            mostly = sum(not sign.isascii() for sign in letters) * 2 > len(letters)
            self._typed[who] = "ja" if mostly or not word.isascii() else "en"

    def words(self, speaker: Speaker | None = None) -> Words:
        """Return the terminal's own words in the language of the person's last card, else the one it was set to."""
        seen = self._languages.get((speaker or self.speaker).identity)
        return words_of(seen or self._locale)

    async def _command(self, core: Core, speaker: Speaker, line: str) -> None:
        command, options = core.typed(line)
        await self._dispatch(core, self._invocation(speaker, speaker.place, command, options))

    async def _press(self, core: Core, speaker: Speaker, held: Pressable | None, absent: str) -> None:
        if held is None:
            self.screen.tell(absent)
            return
        button, message = held.button, held.message
        pressed = self._invocation(speaker, message.place, button.command, button.options, held)
        await self._dispatch(core, pressed)

    async def _answer(self, core: Core, speaker: Speaker, dialogue: Dialogue, text: str) -> None:
        try:
            dialogue = answer(dialogue, text)
        except AnswerError as refused:
            self._ask(speaker.identity, dialogue, refusal=str(refused))
            return
        if dialogue.questions:
            self._ask(speaker.identity, dialogue)
        else:
            command, options = dialogue.form.command, dialogue.options
            await self._dispatch(core, self._invocation(speaker, dialogue.place, command, options))

    async def _dispatch(self, core: Core, invocation: Invocation) -> None:
        # A new act abandons the form that waits: the core keeps what was typed as a draft.
        self._dialogues.pop(invocation.sender, None)
        reply = await core.dispatch(invocation)
        self._languages[invocation.sender] = reply.answer.locale
        if isinstance(reply.answer, Form):
            self._open(invocation, reply.answer)
        else:
            self._show(invocation, reply, reply.answer)

    def _show(self, invocation: Invocation, reply: Reply, card: Card) -> None:
        alone = reply.private or invocation.place.direct
        owner = invocation.sender if alone else None
        self.screen.card(Message(self._name(), self._count, invocation.place, owner=owner), card)

    def _open(self, invocation: Invocation, form: Form) -> None:
        dialogue = begin(form, invocation.place)
        self._ask(invocation.sender, dialogue, opening(form, words_of(form.locale), self.screen.width))

    def _ask(self, who: Identity, dialogue: Dialogue, before: list[Line] | None = None, refusal: str = "") -> None:
        self._dialogues[who] = dialogue
        asked = question(dialogue, words_of(dialogue.form.locale), self.screen.width, refusal)
        self.screen.lines([*(before or ()), *asked])

    def _invocation(
        self, speaker: Speaker, place: Place, command: str, options: Mapping[str, str], held: Pressable | None = None
    ) -> Invocation:
        return Invocation(
            id=held.act(speaker.identity) if held else self._name(),
            command=command,
            options=options,
            sender=speaker.identity,
            place=place,
            at=self._clock.now(),
            name=speaker.person,
            organisation=speaker.organisation,
            message=held.message.ref if held else None,
            locale=self._locale or self._typed.get(speaker.identity),
            zone=self._zone,
        )

    def _name(self) -> str:
        self._count += 1
        return f"{self._run}-{self._count}"
