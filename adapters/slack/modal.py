"""Draws a form as a modal that carries its command along, so that no form has to be remembered here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack.render import Block, plain_text, words_of
from adapters.slack.text import clean, fitted, one_line, units
from bot.chat import Choice, Field, Form, Place
from bot.fragments import fragments, joined

CALLBACK = "kz"
MOST_TITLE, MOST_HINT, MOST_TYPED, MOST_CARRIED = 24, 2000, 3000, 3000
MOST_OPTION_TEXT, MOST_OPTION_VALUE, MOST_OPTIONS = 75, 150, 100
MOST_FIELDS = 40
ANSWER = "answer"
LONG = 60
"""What was typed gets several lines from here on."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a modal carries in its private metadata: its command, where it was asked for, where to answer."""

    command: str
    options: Mapping[str, str]
    channel: str
    place: Place
    response_url: str = ""

    def text(self) -> str:
        """Return it as private metadata."""
        place = [self.place.workspace, self.place.channel, self.place.thread, self.place.direct]
        carried = {
            "c": self.command,
            "o": dict(self.options),
            "p": place,
            "d": self.channel,
            "u": self.response_url,
        }
        return json.dumps(carried, ensure_ascii=False, separators=(",", ":"))


def carried_by(view: Mapping[str, Any], platform: str) -> Carried:
    """Return what a modal of ours carries. Raises ValueError for any other view."""
    try:
        kept = json.loads(view["private_metadata"])
        workspace, channel, thread, direct = kept["p"]
        place = Place(platform, workspace, channel, thread, direct)
        return Carried(kept["c"], kept["o"], kept["d"], place, kept["u"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("this view was not made here") from error


def modal(form: Form, carried: Carried) -> Block:
    """Return the form as a view; what it carries for `form` comes from the form itself."""
    say = words_of(form.locale).say
    carried, fields = _spread(replace(carried, command=form.command, options=form.options), form.fields)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(one_line(form.title) or "Kizuna", MOST_TITLE),
        "submit": plain_text(say("Send"), MOST_TITLE),
        "close": plain_text(say("Cancel"), MOST_TITLE),
        "private_metadata": carried.text(),
        "blocks": [*_head(form), *(_input(part) for field in fields[:MOST_FIELDS] for part in _parts(field))],
    }


def errors_of(form: Form, view: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong by block, if the view that stands asks just what the form asks; else nothing."""
    asked = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    errors = {f.name: clean(f.error) for f in form.fields if f.error}
    return errors if {field.name for field in form.fields} <= asked and set(errors) <= asked else {}


def typed_in(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed and chosen in a submitted view, by field, whole; what was left empty is left out."""
    given: dict[str, str] = {}
    for name, elements in view["state"]["values"].items():
        for element in elements.values():
            chosen = element.get("selected_option") or {}
            value = element.get("value") or chosen.get("value")
            if value:
                given[name] = value
    return joined(given.items())


def _spread(carried: Carried, fields: tuple[Field, ...]) -> tuple[Carried, tuple[Field, ...]]:
    """Make fields of the longest options until the rest fits into the private metadata: nothing typed is lost."""
    while carried.options and units(carried.text()) > MOST_CARRIED:
        longest = max(carried.options, key=lambda name: units(carried.options[name]))
        fields = (*fields, Field(longest, longest, carried.options[longest], required=False))
        carried = replace(carried, options={n: v for n, v in carried.options.items() if n != longest})
    return carried, fields


def _head(form: Form) -> Iterator[Block]:
    title = one_line(form.title)
    shown = [title if units(title) > MOST_TITLE else "", clean(form.note)]
    for text in filter(None, shown):
        yield {"type": "section", "text": plain_text(text, MOST_TYPED)}


def _parts(field: Field) -> Iterator[Field]:
    """Yield the field, or as many as it takes to hold a text that is longer than one of them may be."""
    if field.choices:
        yield field
        return
    (name, value), *later = fragments(field.name, field.value, MOST_TYPED, units)
    yield replace(field, name=name, value=value)
    for number, (name, value) in enumerate(later, 2):
        yield Field(name, f"{field.label} ({number})", value, required=False)


def _input(field: Field) -> Block:
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(one_line(field.label) or field.name, MOST_HINT),
        "optional": not field.required,
        "element": _select(field) if field.choices else _line(field),
    }
    hint = "\n".join(filter(None, [clean(field.error), clean(field.hint)]))
    return block | ({"hint": plain_text(hint, MOST_HINT)} if hint else {})


def _line(field: Field) -> Block:
    value = fitted(field.value, MOST_TYPED)
    long = field.name == "text" or len(value) > LONG or "\n" in value
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "multiline": long, "max_length": MOST_TYPED}
    return element | ({"initial_value": value} if value else {})


def _select(field: Field) -> Block:
    options = [_option(choice) for choice in field.choices[:MOST_OPTIONS]]
    chosen = [option for option in options if option["value"] == field.value]
    element: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
    return element | ({"initial_option": chosen[0]} if chosen else {})


def _option(choice: Choice) -> Block:
    label = one_line(choice.label) or choice.value
    return {"text": plain_text(label, MOST_OPTION_TEXT), "value": fitted(choice.value, MOST_OPTION_VALUE)}
