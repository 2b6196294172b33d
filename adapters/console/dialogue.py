"""Asks a form's questions one after another, because a terminal shows no window to fill in."""

from dataclasses import dataclass, field, replace

from adapters.console.clean import clean
from adapters.console.render import WIDTH, Line, fold
from bot.chat import Choice, Field, Form, Place
from bot.words.catalogue import N_, Words

# Each is also understood as a Japanese keyboard types it.
SKIP = ("-", "－", "ー")
KEEP = ("=", "＝")
REST = (".", "．", "。")
# Longer numbers are no numbers of choices.
DIGITS = 4

NEEDED = N_("This needs an answer.")
NOT_A_CHOICE = N_("Answer with one of the numbers below, or with its words.")


class AnswerError(ValueError):
    """An answer that does not fit its question; its argument is the English sentence for `Words.say`."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A form somebody is answering, where it was opened, the questions still to ask and the answers so far."""

    form: Form
    place: Place
    questions: tuple[Field, ...]
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, str]:
        """Return what the form is sent back with: its own options and every field that is not empty."""
        fields = {each.name: each.value for each in self.form.fields} | self.answers
        return {**self.form.options, **{name: value for name, value in fields.items() if value}}


def begin(form: Form, place: Place) -> Dialogue:
    """Ask what is wrong, else what is still empty; a form that lacks nothing is there to be changed: ask it all."""
    wrong = [each for each in form.fields if each.error]
    missing = any(each.required and not each.value for each in form.fields)
    empty = [each for each in form.fields if not each.value] if missing else []
    return Dialogue(form, place, tuple(wrong or empty or form.fields))


def answer(dialogue: Dialogue, text: str) -> Dialogue:
    """Return the dialogue after its next question was answered. Raises AnswerError."""
    asked, *later = dialogue.questions
    if text in REST:
        return _send_rest(dialogue)
    given = {asked.name: _value(asked, text)}
    return replace(dialogue, questions=tuple(later), answers={**dialogue.answers, **given})


def opening(form: Form, words: Words, width: int = WIDTH) -> list[Line]:
    """Return the form's title, its note, and what it already knows."""
    known = [
        words.say("{label}: {value}", label=each.label.rstrip("?？"), value=_shown(each))
        for each in form.fields
        if each.value
    ]
    return [
        *(Line(line, "title") for line in fold(form.title, width, "  ")),
        *(Line("  " + line, "quiet") for line in fold(form.note, width - 2)),
        *(Line("  " + line) for text in known for line in fold(text, width - 2, "  ")),
    ]


def question(dialogue: Dialogue, words: Words, width: int = WIDTH, refusal: str = "") -> list[Line]:
    """Return the next question; `refusal` is the English sentence that says why the last answer did not do."""
    asked = dialogue.questions[0]
    label = words.say("{label} ({hint})", label=asked.label, hint=asked.hint) if asked.hint else asked.label
    problem = words.say(refusal) if refusal else asked.error
    choices = [f"{at}) {choice.label}" for at, choice in enumerate(asked.choices, 1)]
    return [
        *(Line("? " + line if at == 0 else "  " + line, "title") for at, line in enumerate(fold(label, width - 2))),
        *(Line("  " + line, "urgent") for line in fold(problem, width - 2)),
        *(Line("  " + line) for choice in choices for line in fold(choice, width - 2, "   ")),
        *(Line("  " + line, "quiet") for way in _ways(dialogue, words) for line in fold(way, width - 2)),
    ]


def _ways(dialogue: Dialogue, words: Words) -> list[str]:
    asked = dialogue.questions[0]
    ways = []
    if asked.value and not asked.error:
        ways.append(words.say("Type = to keep “{value}”.", value=_shown(asked)))
    if not asked.required:
        ways.append(words.say("Type - to leave it out."))
    if not _unfinished(dialogue):
        ways.append(words.say("Type . to send the rest as it stands."))
    return ways


def _value(asked: Field, text: str) -> str:
    if text in ("", *KEEP) and asked.value and not asked.error:
        return asked.value
    if text in ("", *KEEP, *SKIP):
        if asked.required:
            raise AnswerError(NEEDED)
        return ""
    return _chosen(asked.choices, text) if asked.choices else text


def _chosen(choices: tuple[Choice, ...], text: str) -> str:
    typed = clean(text).casefold()
    for choice in choices:
        if typed in (clean(choice.label).casefold(), choice.value.casefold()):
            return choice.value
    number = int(typed) if typed.isdecimal() and len(typed) <= DIGITS else 0
    if 1 <= number <= len(choices):
        return choices[number - 1].value
    raise AnswerError(NOT_A_CHOICE)


def _send_rest(dialogue: Dialogue) -> Dialogue:
    if _unfinished(dialogue):
        raise AnswerError(NEEDED)
    return replace(dialogue, questions=())


def _unfinished(dialogue: Dialogue) -> bool:
    return any(each.error or (each.required and not each.value) for each in dialogue.questions)


def _shown(asked: Field) -> str:
    return next((choice.label for choice in asked.choices if choice.value == asked.value), asked.value)
