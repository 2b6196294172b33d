"""Draws a form as a Discord modal within its limits: at most five questions, each with its error or example."""

from dataclasses import dataclass, replace

from adapters.discord.clean import clip, neutral
from adapters.discord.codes import Code, Kind, encode, encode_short
from adapters.discord.limits import (
    CHOICE,
    CHOICES,
    FIELD_HINT,
    FIELD_LABEL,
    FIELD_VALUE,
    MODAL_FIELDS,
    MODAL_TITLE,
    units,
)
from bot.chat import Field, Form
from bot.fragments import fragments

NOTE = 1000
# What is longer is typed into a field of several lines.
SHORT = 60


@dataclass(frozen=True, slots=True)
class Pick:
    """One value of a closed list; `chosen` when it is set already."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `hint` stands under its label, `example` pale in the empty field."""

    name: str
    label: str
    value: str
    hint: str
    example: str
    required: bool
    long: bool
    choices: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole form, ready to be shown."""

    title: str
    code: str
    questions: tuple[Question, ...]
    note: str = ""


def draw_form(form: Form, act: str) -> Sheet:
    """Return the form that answers the act `act`; what was typed stands in its fields."""
    asked = most_wanted(form)
    questions = tuple(question for field in asked for question in _questions(field))[:MODAL_FIELDS]
    note = neutral(form.note, NOTE) if len(questions) < MODAL_FIELDS else ""
    title = clip(form.title, MODAL_TITLE) or f"/{form.command}"[:MODAL_TITLE]
    return Sheet(title, form_code(form, act), questions, note)


def form_code(form: Form, act: str) -> str:
    """Return what the form carries: its options, or the act whose remembered answer holds them when they are long."""
    options = carried(form)
    return encode(Code(Kind.SUBMIT, form.command, options)) or encode_short(
        Code(Kind.RESUME, form.command, options, act)
    )


def carried(form: Form) -> dict[str, str]:
    """Return the form's options with the values of those fields that found no room among its five."""
    shown = {field.name for field in most_wanted(form)}
    left = {field.name: field.value for field in form.fields if field.name not in shown and field.value}
    return {**form.options, **left}


def most_wanted(form: Form) -> tuple[Field, ...]:
    """Return the fields that find room among five, in the form's order: what is wrong or missing goes first."""

    def settled(field: Field) -> int:
        return 0 if field.error else 1 if field.required and not field.value else 2

    wanted = sorted(form.fields, key=settled)
    kept, room = wanted[:1], MODAL_FIELDS - len(_parts(wanted[0])) if wanted else 0
    for field in wanted[1:]:
        if len(_parts(field)) <= room:
            kept.append(field)
            room -= len(_parts(field))
    return tuple(field for field in form.fields if field in kept)


def _parts(field: Field) -> tuple[Field, ...]:
    """Return the field, or as many as it takes to hold a text that is longer than one of them may be."""
    if _picks(field):
        return (field,)
    (name, value), *later = fragments(field.name, field.value, FIELD_VALUE, units)
    rest = (Field(name, f"{field.label} ({at})", value, required=False) for at, (name, value) in enumerate(later, 2))
    return (replace(field, name=name, value=value), *rest)


def _questions(field: Field) -> tuple[Question, ...]:
    return tuple(map(_question, _parts(field)))


def _question(field: Field) -> Question:
    return Question(
        field.name,
        clip(field.label, FIELD_LABEL) or field.name[:FIELD_LABEL],
        field.value,
        clip(field.error or field.hint, FIELD_HINT),
        clip(field.hint, FIELD_HINT),
        field.required,
        field.name == "text" or units(field.value) > SHORT or "\n" in field.value,
        _picks(field),
    )


def _picks(field: Field) -> tuple[Pick, ...]:
    """Return the field's closed list; more values than a list holds are typed: the core understands the words too."""
    picks = tuple(
        Pick(choice.value, clip(choice.label, CHOICE) or choice.value, choice.value == field.value)
        for choice in field.choices[:CHOICES]
        if 0 < units(choice.value) <= CHOICE
    )
    return picks if len(picks) == len(field.choices) else ()
