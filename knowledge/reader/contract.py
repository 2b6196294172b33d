"""Writes a reading as the JSON object of the reading contract, for programs that do not share our types."""

from datetime import date

from bot.domain.reading import Personal, Reading, ReadLine, ReadPlace, ReadQuantity

Object = dict[str, object]


def as_contract(id: str, reading: Reading) -> Object:
    """Return the contract's object for the message `id`; optional fields stand only where they hold something."""
    made: Object = {
        "id": id,
        "kind": reading.kind,
        "lines": [_line(line) for line in reading.lines],
        "personal": [_personal(each) for each in reading.personal],
    }
    if reading.danger:
        made["danger"] = True
    return made


def number(thousandths: int) -> int | float:
    """Return thousandths as a JSON number without noise: 200000 → 200, 2500 → 2.5."""
    whole, rest = divmod(thousandths, 1000)
    return whole if rest == 0 else thousandths / 1000


def _line(line: ReadLine) -> Object:
    made: Object = {
        "kind": line.kind,
        "category": line.category,
        "item": line.item,
        "quantity": _quantity(line.quantity) if line.quantity else None,
        "places": [_place(place) for place in line.places],
        "from": _day(line.starts),
        "until": _day(line.ends),
        "urgency": line.urgency,
    }
    extras: Object = {
        "on_behalf_of": line.on_behalf_of,
        "languages": list(line.languages),
        "conditions": list(line.conditions),
    }
    return made | {name: value for name, value in extras.items() if value}


def _quantity(quantity: ReadQuantity) -> Object:
    made: Object = {
        "value": number(quantity.value),
        "max": None if quantity.max is None else number(quantity.max),
        "unit": quantity.unit,
    }
    return made | ({"counter": quantity.counter} if quantity.counter else {})


def _place(place: ReadPlace) -> Object:
    made: Object = {"code": place.code, "name": place.name, "role": place.role}
    extras: Object = {"site": place.site, "region": list(place.region)}
    return made | {name: value for name, value in extras.items() if value}


def _personal(each: Personal) -> Object:
    return {"type": each.kind, "text": each.words}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
