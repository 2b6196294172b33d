"""Replies and invocations survive being stored, whatever is in them."""

from datetime import UTC, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import (
    Button,
    Card,
    Choice,
    Day,
    Fact,
    Field,
    Form,
    Identity,
    Invocation,
    MessageRef,
    Moment,
    Place,
    Reply,
    Where,
    Who,
)
from storage.replies import invocation_json, invocation_of, reply_json, reply_of

TEXT = st.text(max_size=20)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=5.75))]))
OPTIONS = st.dictionaries(TEXT, TEXT, max_size=3)
VALUES = st.one_of(
    TEXT,
    st.dates().map(str),
    TIMES.map(lambda time: time.isoformat()),
    st.builds(Moment, TIMES, TEXT, st.sampled_from(["date", "time", "datetime", "about"])),
    st.builds(Day, st.dates(), TEXT, TEXT, TEXT, st.sampled_from(["start", "end"])),
    st.builds(Where, st.none() | TEXT, TEXT),
    st.builds(Who, TEXT, TEXT),
)
FACTS = st.lists(st.builds(Fact, TEXT, st.lists(VALUES, max_size=3).map(tuple)), max_size=3).map(tuple)
BUTTONS = st.lists(st.builds(Button, TEXT, TEXT, OPTIONS), max_size=2).map(tuple)
URGENCY = st.sampled_from(["routine", "critical"])


def cards(items: st.SearchStrategy[tuple[Card, ...]]) -> st.SearchStrategy[Card]:
    """Return cards with such items."""
    return st.builds(
        Card, TEXT, TEXT, facts=FACTS, items=items, buttons=BUTTONS, urgency=URGENCY, source=TEXT, note=TEXT
    )


CHOICES = st.lists(st.builds(Choice, TEXT, TEXT), max_size=2).map(tuple)
FIELDS = st.lists(st.builds(Field, TEXT, TEXT, TEXT, TEXT, TEXT, st.booleans(), CHOICES), max_size=3).map(tuple)
FORMS = st.builds(Form, TEXT, TEXT, FIELDS, OPTIONS, note=TEXT)
CARDS = cards(st.lists(cards(st.just(())), max_size=2).map(tuple))
PLACES = st.builds(Place, TEXT, TEXT, TEXT, TEXT, st.booleans())


@given(st.builds(Reply, CARDS | FORMS, st.booleans()))
def test_a_reply_comes_back_equal_with_every_value_of_its_own_type(reply: Reply) -> None:
    back = reply_of(reply_json(reply))
    assert back == reply
    assert _types(back) == _types(reply)


def _types(reply: Reply) -> list[type]:
    answer = reply.answer
    if isinstance(answer, Form):
        return [Form]
    return [type(value) for card in (answer, *answer.items) for fact in card.facts for value in fact.values]


@given(
    st.builds(
        Invocation,
        TEXT,
        TEXT,
        OPTIONS,
        st.builds(Identity, TEXT, TEXT, TEXT),
        PLACES,
        TIMES,
        name=TEXT,
        organisation=TEXT,
        message=st.none() | st.builds(MessageRef, PLACES, TEXT),
        locale=st.none() | TEXT,
        zone=st.none() | TEXT,
    )
)
def test_an_invocation_comes_back_equal(invocation: Invocation) -> None:
    assert invocation_of(invocation_json(invocation)) == invocation


def test_text_that_is_no_unicode_is_stored_with_replacement_signs() -> None:
    assert reply_of(reply_json(Reply(Card("水\ud800")))) == Reply(Card("水\ufffd"))
