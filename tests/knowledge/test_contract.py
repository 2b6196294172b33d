"""A reading becomes exactly the object of the reading contract, whatever the text was."""

import json
from datetime import date, datetime, timedelta, timezone
from functools import cache

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reading import Personal, Reading, ReadLine, ReadPlace, ReadQuantity
from knowledge.reader.contract import as_contract, number
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

AT = datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=9)))
LONGEST = 10_000
UNITS = (
    "piece box pack bag set kit pair roll case litre kg tonne meal person household team vehicle unit room bed "
    "site m2 hour day trip session word jpy usd eur"
)
DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
QUANTITY = {
    "type": ["object", "null"],
    "required": ["value", "max", "unit"],
    "additionalProperties": False,
    "properties": {
        "value": {"type": "number", "minimum": 0},
        "max": {"type": ["number", "null"]},
        "unit": {"enum": UNITS.split()},
        "counter": {"type": "string", "minLength": 1},
    },
}
PLACE = {
    "type": "object",
    "required": ["code", "name", "role"],
    "additionalProperties": False,
    "properties": {
        "code": {"type": ["string", "null"], "pattern": r"^(JP(\d{2}|\d{5})?|[A-Z]{2})$"},
        "name": {"type": "string", "minLength": 1},
        "role": {"enum": ["at", "from", "to"]},
        "site": {"type": "string", "minLength": 1},
        "region": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
LINE = {
    "type": "object",
    "required": ["kind", "category", "item", "quantity", "places", "from", "until", "urgency"],
    "additionalProperties": False,
    "properties": {
        "kind": {"enum": ["request", "offer"]},
        "category": {"type": ["string", "null"]},
        "item": {"type": "string"},
        "quantity": QUANTITY,
        "places": {"type": "array", "items": PLACE},
        "from": DAY,
        "until": DAY,
        "urgency": {"enum": ["routine", "critical"]},
        "on_behalf_of": {"type": "string", "minLength": 1},
        "languages": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "conditions": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["id", "kind", "lines", "personal"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "kind": {"enum": ["request", "offer", "update", "question", "none"]},
        "lines": {"type": "array", "items": LINE},
        "personal": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "text"],
                "additionalProperties": False,
                "properties": {
                    "type": {"enum": ["phone", "email", "name", "address"]},
                    "text": {"type": "string", "minLength": 1},
                },
            },
        },
        "danger": {"const": True},
    },
}
WORDS = (
    "200 blankets ",
    "毛布５００枚",
    "輪島市",
    " by Friday",
    "至急",
    "12/5",
    "（",
    "ー",
    "1万5千",
    "help ",
    "@",
    "0",
    "。",
    "\n",
)


@cache
def reader() -> PlainReader:
    """Return the reader over the real vocabulary and gazetteer, loaded once."""
    return PlainReader(load_vocabulary(), load_gazetteer())


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    """Return the contract as a schema, compiled once."""
    return jsonschema_rs.Draft202012Validator(SCHEMA)


def test_a_full_reading_is_written_field_by_field() -> None:
    line = ReadLine(
        kind="offer",
        category="nfi.bedding",
        item="毛布",
        quantity=ReadQuantity(2_500, "box", 3_000, "箱"),
        places=(ReadPlace(None, "能登", "to", region=("JP17204",), site="小学校"),),
        starts=date(2026, 11, 24),
        on_behalf_of="町役場",
        languages=("en",),
        conditions=("引き取り限定",),
    )
    reading = Reading("offer", (line,), personal=(Personal("phone", "090", 0, 3),), danger="searching")
    assert as_contract("x", reading) == {
        "id": "x",
        "kind": "offer",
        "lines": [
            {
                "kind": "offer",
                "category": "nfi.bedding",
                "item": "毛布",
                "quantity": {"value": 2.5, "max": 3, "unit": "box", "counter": "箱"},
                "places": [{"code": None, "name": "能登", "role": "to", "site": "小学校", "region": ["JP17204"]}],
                "from": "2026-11-24",
                "until": None,
                "urgency": "routine",
                "on_behalf_of": "町役場",
                "languages": ["en"],
                "conditions": ["引き取り限定"],
            }
        ],
        "personal": [{"type": "phone", "text": "090"}],
        "danger": True,
    }


def test_what_is_empty_is_left_out_where_the_contract_allows_it() -> None:
    made = as_contract("x", Reading("request", (ReadLine("request", None, "something"),)))
    assert made["personal"] == []
    assert "danger" not in made
    assert validator().is_valid(made)


@pytest.mark.parametrize(("thousandths", "shown"), [(200_000, "200"), (2_500, "2.5"), (1, "0.001"), (1_100, "1.1")])
def test_a_number_is_written_without_noise(thousandths: int, shown: str) -> None:
    assert json.dumps(number(thousandths)) == shown


@settings(max_examples=40, deadline=10_000)
@given(
    st.text(max_size=LONGEST)
    | st.lists(st.sampled_from(WORDS), max_size=1200).map(lambda some: "".join(some)[:LONGEST])
)
def test_any_text_gives_a_valid_object_in_bounded_time(text: str) -> None:
    made = as_contract("x", reader().read(text, AT))
    assert [error.message for error in validator().iter_errors(made)] == []
