"""Draws a reading as a table: each field, the words it came from, what was guessed, and what would be asked."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_date
from rich.table import Table
from rich.text import Text

from adapters.console.clean import clean
from bot.domain.reading import Reading, ReadLine, ReadPlace, ReadQuantity
from bot.flows.exchange.troubles import trouble_text
from bot.viewer import Viewer
from bot.words.catalogue import N_
from bot.words.languages import language_name
from bot.words.values import DAY

Row = tuple[str, str, str]
"""The field as `ReadLine.grounds` and `unsure` name it, its label, what was read."""

KINDS = {
    "request": N_("a request"),
    "offer": N_("an offer"),
    "update": N_("news: nothing is asked for or offered"),
    "question": N_("a question"),
    "none": N_("nothing for the response"),
}
PERSONAL = {
    "phone": N_("telephone number"),
    "email": N_("e-mail address"),
    "name": N_("name of a person"),
    "address": N_("private address"),
}
ROLES = {"at": N_("at {place}"), "from": N_("from {place}"), "to": N_("to {place}")}


def table(reading: Reading, viewer: Viewer) -> Iterator[Table | Text]:
    """Yield what is printed: the kind, a table for each line, personal data, danger, and the questions."""
    yield Text(viewer.say("This is {kind}.", kind=viewer.say(KINDS[reading.kind])))
    if reading.danger:
        yield Text(viewer.say("A person may be in danger or looked for: it would be answered privately and not kept."))
    for number, line in enumerate(reading.lines, 1):
        yield _line_table(number, line, viewer)
    for each in reading.personal:
        kind = viewer.say(PERSONAL[each.kind])
        yield Text(viewer.say("Personal: {words} ({kind})", words=clean(each.words), kind=kind))
    for question in questions(reading, viewer):
        yield Text(viewer.say("It would be asked: {question}", question=clean(question)))


def questions(reading: Reading, viewer: Viewer) -> Sequence[str]:
    """Return what the bot would ask before it keeps the post, in order and without repeats."""
    asked = [trouble_text(trouble, viewer) for trouble in reading.troubles]
    for line in reading.lines:
        if line.category is None:
            asked.append(viewer.say("Which category is “{item}”?", item=line.item))
        if not line.places:
            asked.append(viewer.say("Where is “{item}” needed, or where does it stand?", item=line.item))
    return tuple(dict.fromkeys(asked))


def _line_table(number: int, line: ReadLine, viewer: Viewer) -> Table:
    drawn = Table(title=f"{number}. {clean(line.item)}", title_justify="left")
    for heading in (N_("Field"), N_("Read as"), N_("From the words"), N_("Sure?")):
        drawn.add_column(viewer.say(heading), overflow="fold")
    for field, label, read in _rows(line, viewer):
        words = [clean(found) for named, found in line.grounds if named == field]
        sure = viewer.say("guessed") if field in line.unsure else viewer.say("sure") if read else ""
        drawn.add_row(*map(Text, (label, read or "–", " / ".join(words), sure)))
    return drawn


def _rows(line: ReadLine, viewer: Viewer) -> Iterator[Row]:
    yield "kind", viewer.say("Kind"), viewer.term("kind", line.kind)
    category = f"{viewer.category(line.category)} ({line.category})" if line.category else ""
    yield "category", viewer.say("Category"), category
    yield "item", viewer.say("Thing"), clean(line.item)
    yield "quantity", viewer.say("Quantity"), _quantity(line.quantity, viewer) if line.quantity else ""
    yield "place", viewer.say("Place"), viewer.listed([_place(place, viewer) for place in line.places])
    yield "window", viewer.say("When"), _window(line, viewer)
    yield "urgency", viewer.say("Urgency"), viewer.term("urgency", line.urgency)
    yield "on_behalf_of", viewer.say("On behalf of"), clean(line.on_behalf_of)
    spoken = [language_name(code, viewer.locale) for code in line.languages]
    yield "languages", viewer.say("Languages"), viewer.listed(spoken)
    yield "conditions", viewer.say("Conditions"), viewer.listed([clean(each) for each in line.conditions])


def _quantity(quantity: ReadQuantity, viewer: Viewer) -> str:
    least = viewer.quantity(quantity.value, quantity.unit, quantity.counter)
    if quantity.max is None:
        return least
    return viewer.say(
        "{least} to {most}", least=least, most=viewer.quantity(quantity.max, quantity.unit, quantity.counter)
    )


def _place(place: ReadPlace, viewer: Viewer) -> str:
    known = (
        viewer.place(place.code, full=True) if place.code else viewer.listed([viewer.place(c) for c in place.region])
    )
    name = clean(f"{place.name} {place.site}".strip())
    named = f"{name} = {known}" if known else name
    code = f" [{place.code}]" if place.code else ""
    return viewer.say(ROLES[place.role], place=named + code)


def _window(line: ReadLine, viewer: Viewer) -> str:
    """Return both ends with their dates in full, so that a wrong year is seen."""
    if line.starts and line.starts == line.ends:
        return _day(line.starts, viewer)
    start = viewer.say("from {day}", day=_day(line.starts, viewer)) if line.starts else ""
    end = viewer.say("until {day}", day=_day(line.ends, viewer)) if line.ends else ""
    return " ".join(filter(None, (start, end)))


def _day(day: date, viewer: Viewer) -> str:
    return f"{format_date(day, DAY[viewer.locale], locale=viewer.locale)} ({day.isoformat()})"
