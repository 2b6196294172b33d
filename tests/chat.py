"""A conversation with the real core on a real store: people say lines, press labels and read text, as in a chat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count

from bot.callers import Callers
from bot.chat import Button, Card, Form, Identity, Invocation, MessageRef, Place, Reply
from bot.command import Command
from bot.commands import COMMANDS
from bot.courier import Courier
from bot.dispatcher import Dispatcher
from bot.domain.vocabulary import Name
from bot.memory.memory import Memory
from bot.memory.suggesting import Suggesting
from bot.ports import Gazetteer, Library, Reader, Vocabulary
from bot.store import Store
from bot.words.values import fact_text
from knowledge.language.words import load_words
from knowledge.library.search import LessonLibrary
from knowledge.pairing.highs import HighsSolver
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
from tests.clock import SetClock

PLATFORM, PLATFORMS = "console", ("console", "slack", "discord")
UNDO = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What the bot knows by heart, loaded once for all conversations: none of it changes."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    reader: Reader


@cache
def known() -> Known:
    """Return the real vocabulary, gazetteer and reader."""
    vocabulary, gazetteer = load_vocabulary(), load_gazetteer()
    return Known(vocabulary, gazetteer, PlainReader(vocabulary, gazetteer))


def new_library() -> Library:
    """Return an empty index over lessons with the hazards' names; each store has lessons of its own."""
    hazards: dict[str, Name] = dict(known().vocabulary.hazards())
    return LessonLibrary(load_words(), hazards)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A card that reached a place; `amended` when it took the place of one that stood there."""

    place: Place
    card: Card
    amended: bool = False


class Mailbox:
    """The platform's side: keeps every card that the courier sends, in order."""

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self.sent: list[Delivered] = []

    async def run(self, core: object) -> None:
        """Serve nobody: the conversation calls the core itself."""

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Keep a new card."""
        self.sent.append(Delivered(place, card))
        return MessageRef(place, f"m{len(self.sent)}")

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return None: this mailbox never loses an answer."""
        return None

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Keep what was shown to one person in a channel."""
        self.sent.append(Delivered(place, card))

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Keep the card that a standing one became."""
        self.sent.append(Delivered(ref.place, card, amended=True))


@dataclass(slots=True)
class Desk:
    """Where somebody sits: set by `say` and kept for their next lines, presses and answers."""

    organisation: str = ""
    channel: str = ""
    platform: str = PLATFORM
    locale: str | None = None


@dataclass(slots=True)
class Confirming(Dispatcher):
    """The core as people meet it who press the first button of every preview at once, while `confirming`."""

    confirming: bool = True

    async def answer(self, invocation: Invocation) -> Reply:
        """Answer an act, and after a preview the press on it; both again where the act is delivered again."""
        reply = await Dispatcher.answer(self, invocation)
        post = posting_button(reply) if self.confirming else None
        if post is None:
            return reply
        press = replace(invocation, id=f"{invocation.id}, pressed", command=post.command, options=dict(post.options))
        return await Dispatcher.answer(self, press)


class Chat:
    """One exchange and the people who talk to it.

    `coordinators` as in KIZUNA_COORDINATORS ("console:mori"). `locale` is the language of people who chose none. Each
    answer is kept by person, so that `press` and `fill` know what they see. `confirming`: people who are shown what
    would be posted press its first button at once.
    """

    def __init__(
        self,
        store: Store,
        clock: SetClock,
        *,
        commands: tuple[Command, ...] = COMMANDS,
        locale: str = "en",
        zone: str = "Asia/Tokyo",
        coordinators: Sequence[str] = (),
        undo: int = UNDO,
        reader: Reader | None = None,
        library: Library | None = None,
        confirming: bool = True,
    ) -> None:
        self.store, self.clock = store, clock
        self.mailbox = Mailbox(PLATFORM)
        self.callers = Callers(known().vocabulary, known().gazetteer, frozenset(coordinators), locale, zone)
        reader = reader or known().reader
        self.courier = Courier(store, dict.fromkeys(PLATFORMS, self.mailbox), self.callers, clock, reader)
        self.memory = Memory(store, self.callers, clock)
        self.core = Confirming(
            store,
            commands,
            self.callers,
            reader,
            library or new_library(),
            clock,
            undo,
            self.courier.wake,
            Suggesting(self.memory, self.callers),
            solver=HighsSolver(),
            confirming=confirming,
        )
        self._numbers = count(1)
        self._desks: dict[str, Desk] = {}
        self._seen: dict[str, list[Reply]] = {}

    async def say(
        self,
        who: str,
        line: str,
        organisation: str | None = None,
        channel: str | None = None,
        *,
        locale: str | None = None,
        platform: str | None = None,
    ) -> Reply:
        """Let somebody type a line. Organisation, channel ("": the bot alone) and locale hold for the next lines."""
        told = {"organisation": organisation, "channel": channel, "locale": locale, "platform": platform}
        desk = replace(self._desk(who), **{name: value for name, value in told.items() if value is not None})
        self._desks[who] = desk
        command, options = self.core.typed(line)
        return await self.act(who, command, options)

    async def tell(self, who: str, line: str, organisation: str | None = None, channel: str | None = None) -> str:
        """Let somebody type a line and return the answer as text."""
        return self.text(await self.say(who, line, organisation, channel))

    async def press(self, who: str, label: str) -> Reply:
        """Let somebody press the newest button of this label among the answers and delivered cards that they see."""
        button = next((b for b in self.buttons(who) if b.label == label), None)
        assert button, f"{who} sees no button {label!r}, only {[b.label for b in self.buttons(who)]}"
        return await self.act(who, button.command, dict(button.options))

    async def fill(self, who: str, **answers: str) -> Reply:
        """Let somebody answer their last form: fields that are not named keep the value they show."""
        form = self._seen[who][-1].answer
        assert isinstance(form, Form), f"{who} was shown no form"
        unknown = set(answers) - {field.name for field in form.fields}
        assert not unknown, f"the form does not ask for {unknown}"
        typed = {field.name: field.value for field in form.fields} | answers
        given = {name: value for name, value in typed.items() if value}
        return await self.act(who, form.command, {**form.options, **given})

    async def deliver(self, later: timedelta = timedelta()) -> list[Delivered]:
        """Let time pass and the courier work; return what it brought."""
        self.clock.move(later)
        before = len(self.mailbox.sent)
        await self.courier.drain()
        return self.mailbox.sent[before:]

    def buttons(self, who: str) -> list[Button]:
        """Return the buttons somebody sees: their newest answer's first, then delivered cards, newest first."""
        answers = [reply.answer for reply in reversed(self._seen.get(who, [])) if isinstance(reply.answer, Card)]
        place = self.place(who)
        cards = [each.card for each in reversed(self.mailbox.sent) if each.place == place]
        return [button for card in (*answers, *cards) for button in buttons_of(card)]

    def text(self, reply: Reply) -> str:
        """Return an answer as a person reads it."""
        answer = reply.answer
        lines = self._form_lines(answer) if isinstance(answer, Form) else self._card_lines(answer)
        return "\n".join(line for line in lines if line)

    def card_text(self, card: Card) -> str:
        """Return a delivered card as a person reads it."""
        return self.text(Reply(card))

    def place(self, who: str) -> Place:
        """Return where somebody types."""
        desk = self._desk(who)
        if desk.channel:
            return Place(desk.platform, desk.organisation, desk.channel)
        return Place(desk.platform, desk.organisation, who, direct=True)

    def identity(self, who: str) -> Identity:
        """Return somebody's account: one person of one organisation."""
        desk = self._desk(who)
        return Identity(desk.platform, desk.organisation, who)

    def _desk(self, who: str) -> Desk:
        return self._desks.get(who, Desk())

    async def act(self, who: str, command: str, options: dict[str, str]) -> Reply:
        """Let somebody do what a press, a form or a menu does: a command with its options."""
        desk = self._desk(who)
        invocation = Invocation(
            id=f"act{next(self._numbers)}",
            command=command,
            options=options,
            sender=self.identity(who),
            place=self.place(who),
            at=self.clock.now(),
            name=who,
            organisation=desk.organisation,
            locale=desk.locale,
        )
        reply = await self.core.dispatch(invocation)
        self._seen.setdefault(who, []).append(reply)
        return reply

    def _card_lines(self, card: Card, indent: str = "") -> Iterator[str]:
        yield f"{indent}{card.title}"
        yield f"{indent}{card.body}" if card.body else ""
        for fact in card.facts:
            yield f"{indent}{fact.label}: {fact_text(fact, card.locale, self.clock.now())}"
        for item in card.items:
            yield from self._card_lines(item, indent + "  ")
        yield indent + " ".join(f"[{button.label}]" for button in card.buttons) if card.buttons else ""
        yield f"{indent}Source: {card.source}" if card.source else ""
        yield f"{indent}({card.note})" if card.note else ""

    def _form_lines(self, form: Form) -> Iterator[str]:
        yield form.title
        for field in form.fields:
            yield f"{field.label}: {field.value or '…'}"
            yield f"  ! {field.error}" if field.error else ""
            yield f"  e.g. {field.hint}" if field.hint else ""
            yield "  " + " | ".join(choice.label for choice in field.choices) if field.choices else ""
        yield f"({form.note})" if form.note else ""


def posting_button(reply: Reply) -> Button | None:
    """Return the button of a preview that posts what it shows, as it is shown."""
    card = reply.answer
    buttons = card.buttons if isinstance(card, Card) else ()
    return next((each for each in buttons if each.options.get("action") == "post"), None)


def buttons_of(card: Card) -> Iterator[Button]:
    """Yield a card's buttons, those of its items after its own."""
    yield from card.buttons
    for item in card.items:
        yield from buttons_of(item)
