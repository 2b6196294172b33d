"""What a typed sentence and the options beside it say together: the lines of a post, and what is wrong by field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.command import Tools
from bot.domain.quantity import parse, plain
from bot.domain.reading import PostKind, Reading, ReadLine, ReadPlace, ReadQuantity, Trouble
from bot.flows.exchange.troubles import trouble_text
from bot.flows.places import guessed, settled
from bot.flows.places import trouble as place_trouble

LEFT_OUT = "none"
"""The answer of somebody who leaves open how much or until when, or finds no category that fits."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sentence and the options beside it say together; `errors` by field name."""

    lines: tuple[ReadLine, ...]
    errors: Mapping[str, str]


def gather(kind: PostKind, options: Mapping[str, str], reading: Reading | None, tools: Tools) -> Wish:
    """Join the reading of the text with the typed options, which win."""
    lines, errors = understood(kind, options["text"], reading, tools)
    for name in ("place", "quantity", "until", "category"):
        if name != "place" and options.get(name) == LEFT_OUT:
            for field in ANSWERS[name]:
                errors.pop(field, None)
        elif options.get(name):
            lines, error = OVERRIDES[name](options[name], lines, tools)
            for field in ANSWERS[name]:
                errors.pop(field, None)
            if error:
                errors[name] = error
    lines = tuple(replace(line, on_behalf_of=options.get("for") or line.on_behalf_of) for line in lines)
    if "place" not in errors and any(not line.places for line in lines):
        errors["place"] = tools.viewer.say("Where? For example Wajima, 輪島市 or Noto.")
    if "date" in errors:
        errors["until"] = errors.pop("date")
    if "unit" in errors:
        errors["quantity"] = errors.pop("unit")
    return Wish(lines, errors)


def understood(
    kind: PostKind, text: str, reading: Reading | None, tools: Tools
) -> tuple[tuple[ReadLine, ...], dict[str, str]]:
    """Return the lines of the text, at least one, and what is wrong with it by field."""
    read = tuple(line for line in (reading.lines if reading else ()) if line.kind == kind)
    errors = {t.field: trouble_text(t, tools.viewer) for t in reversed(reading.troubles if reading else ())}
    lines = tuple(replace(line, places=tuple(settled(place, tools) for place in line.places)) for line in read)
    if lines != read and all(place.code or place.region for line in lines for place in line.places):
        errors.pop("place", None)
    if not lines:
        category = tools.vocabulary.find_category(text)
        lines = (ReadLine(kind, category.id if category else None, text),)
    if all(line.category for line in lines):
        errors.pop("category", None)
    return lines, errors


def unsettled(place: ReadPlace) -> bool:
    """Return whether a place is a name that several places bear, none of which was chosen."""
    return place.code is None and not place.region and bool(place.candidates)


def _chosen(place: ReadPlace, codes: Sequence[str]) -> ReadPlace:
    code = next((code for code in codes if unsettled(place) and code in place.candidates), None)
    return replace(place, code=code, candidates=()) if code else place


def _with_place(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the place on every line, or, where only some name one, on those that name none.

    Codes that were chosen for a name that is several places stand for that name alone.
    """
    chosen = tuple(replace(line, places=tuple(_chosen(p, typed.split()) for p in line.places)) for line in lines)
    if chosen != lines:
        left = next((p for line in chosen for p in line.places if unsettled(p)), None)
        return chosen, place_trouble(tools.gazetteer.resolve(left.name), tools.viewer) if left else ""
    place, error = guessed(typed, tools)
    if place is None:
        return lines, error
    code = place.codes[0] if len(place.codes) == 1 else None
    read = ReadPlace(code, place.name, region=() if code else place.codes)
    some = any(line.places for line in lines) and not all(line.places for line in lines)
    return tuple(line if some and line.places else replace(line, places=(read,)) for line in lines), ""


def _with_quantity(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the amount on the first line that names none, or else on the first."""
    at = next((n for n, line in enumerate(lines) if line.quantity is None), 0)
    first = lines[at]
    category = tools.vocabulary.category(first.category) if first.category else None
    bare = parse(typed)
    if bare:
        unit = first.quantity.unit if first.quantity else (category.unit if category else "piece")
        counter = first.quantity.counter if first.quantity else ""
        quantity: ReadQuantity | None = ReadQuantity(bare, unit, counter=counter)
    else:
        read = tools.reader.read(f"{typed} {first.item}", tools.now, first.kind).lines
        quantity = read[0].quantity if read else None
    if quantity is None:
        return lines, tools.viewer.say("{typed} is no amount I can read. For example 200 or 20 boxes.", typed=typed)
    return (*lines[:at], replace(first, quantity=quantity), *lines[at + 1 :]), ""


def day_in(typed: str, item: str, kind: PostKind, tools: Tools) -> date | None:
    """Return the day that somebody wrote about a thing ("Friday", "11-30", 11月30日), or None for no date."""
    local = tools.now.astimezone(ZoneInfo(tools.viewer.zone))
    month_and_day = re.fullmatch(r"\s*(\d{1,2})-(\d{1,2})\s*", typed, re.ASCII)
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        day = "/".join(month_and_day.groups()) if month_and_day else typed
        read = tools.reader.read(f"{item or '水'} {day}", local, kind).lines
        return (read[0].ends or read[0].starts) if read else None


def no_date(typed: str, tools: Tools) -> str:
    """Say that words are no date, with examples of what is one."""
    return tools.viewer.say("{typed} is no date I can read. For example 2026-11-30, Friday or 11月30日.", typed=typed)


def _with_until(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    ends = day_in(typed, lines[0].item, lines[0].kind, tools)
    if ends is None:
        return lines, no_date(typed, tools)
    error = _out_of_time(typed, ends, lines, tools)
    if error:
        return lines, error
    return tuple(replace(line, ends=ends) for line in lines), ""


def _out_of_time(typed: str, ends: date, lines: Sequence[ReadLine], tools: Tools) -> str:
    """Return why a day cannot be the last: it is over, or before a beginning that was read; "" where it can."""
    today = tools.viewer.today()
    begins = max((line.starts for line in lines if line.starts), default=today)
    if ends < today:
        return trouble_text(Trouble("date", typed, (f"{today + timedelta(1):%m-%d}",), "past"), tools.viewer)
    if ends < begins:
        words = f"{begins.isoformat()} – {typed}"
        return trouble_text(Trouble("date", words, (f"{begins + timedelta(1):%m-%d}",), "turned"), tools.viewer)
    return ""


def _with_category(typed: str, lines: tuple[ReadLine, ...], tools: Tools) -> tuple[tuple[ReadLine, ...], str]:
    """Put the category on every line, or, where only some have one, on those that have none."""
    category = tools.vocabulary.find_category(typed)
    if category is None:
        near = [c.name.of(tools.viewer.locale) for c in tools.vocabulary.suggest_categories(typed)]
        nearest = tools.viewer.listed(near)
        return lines, tools.viewer.say(
            "I do not know the category {typed}. Nearest: {near}.", typed=typed, near=nearest
        )
    some = any(line.category for line in lines) and not all(line.category for line in lines)
    return tuple(line if some and line.category else replace(line, category=category.id) for line in lines), ""


OVERRIDES = {"place": _with_place, "quantity": _with_quantity, "until": _with_until, "category": _with_category}
ANSWERS = {"place": ("place",), "quantity": ("quantity", "unit"), "until": ("date",), "category": ("category",)}
"""Which of the reader's troubles an option settles."""


def prefilled(wish: Wish, tools: Tools) -> dict[str, str]:
    """Return what was read of a post of one line as a person would type it, by field; of several lines nothing."""
    if len(wish.lines) != 1:
        return {}
    line, viewer = wish.lines[0], tools.viewer
    places = [viewer.place(p.code, full=True) if p.code else p.name for p in line.places]
    read = {
        "place": places[0] if len(places) == 1 else "",
        "quantity": plain(line.quantity.value) if line.quantity else "",
        "until": line.ends.isoformat() if line.ends else "",
        "category": viewer.category(line.category),
    }
    return {name: value for name, value in read.items() if value}
