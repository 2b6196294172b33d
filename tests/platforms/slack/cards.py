"""Makes arbitrary cards and forms, with the texts that people type to get out of where they are shown."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.chat import Button, Card, Choice, Day, Fact, Field, Form, Moment, Value, Where, Who

TRICKS = (
    "<!channel> <!here> <!everyone>",
    "<@U123ABC> and <@W1>",
    "<!subteam^S123>",
    "<#C024BE91L|general>",
    "<https://evil.example|your bank>",
    "@channel @here @everyone",
    "*bold* _it_ ~no~ `code` ```block```",
    "<!date^1392734382^{date}|never>",
    "> quoted\n• list\n1. one",
    ":fire: :skin-tone-2:",
    "&lt;!channel&gt; &amp;amp;",
    "\u202eright to left\u202c \x00\x1b[31m",
    "\ud800 half a pair",
    "👩‍👩‍👧‍👦" * 40,
    "輪島市で毛布二百枚" * 30,
    "e" + "\u0301" * 50,
)
ONE_TEXT = st.one_of(st.text(max_size=60), st.sampled_from(TRICKS), st.text("<>&*_~`@!#|:", max_size=30))
TEXT = st.one_of(
    ONE_TEXT,
    st.lists(ONE_TEXT, max_size=4).map(" ".join),
    st.builds(lambda text, times: text * times, ONE_TEXT, st.integers(1, 60)),
)
CODE = st.one_of(st.text("ABCDEFGHabcdefgh0123456789-", min_size=1, max_size=12), st.sampled_from(["<a&b>", '"']))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds must be naive
ZONES = st.sampled_from(["Asia/Tokyo", "Asia/Kathmandu", "Europe/Berlin"])
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXT,
    st.builds(Moment, MOMENTS, ZONES, st.sampled_from(["date", "time", "datetime", "about"])),
    st.builds(Day, st.dates(date(2000, 1, 1), date(2099, 1, 1)), ZONES, ONE_TEXT, ZONES),
    st.builds(Where, st.none(), TEXT),
    st.builds(Who, TEXT, TEXT),
)
FACTS = st.lists(st.builds(Fact, TEXT, st.lists(VALUES, max_size=4).map(tuple)), max_size=15).map(tuple)
BUTTONS = st.builds(Button, TEXT, st.sampled_from(["offer", "request"]), st.dictionaries(CODE, CODE, max_size=3))
LOCALES = st.sampled_from(["en", "ja"])


def cards(depth: int = 2) -> st.SearchStrategy[Card]:
    """Return cards with items so many levels deep."""
    items = st.lists(cards(depth - 1), max_size=8 if depth == 2 else 2) if depth else st.just([])
    return st.builds(
        Card,
        title=TEXT,
        body=TEXT,
        facts=FACTS,
        items=items.map(tuple),
        buttons=st.lists(BUTTONS, max_size=3 if depth < 2 else 6).map(tuple),
        urgency=st.sampled_from(["routine", "critical"]),
        source=TEXT,
        note=TEXT,
        locale=LOCALES,
    )


NAMES = st.sampled_from(["text", "place", "quantity", "until", "category"])
CHOICES = st.lists(st.builds(Choice, CODE, TEXT), max_size=12, unique_by=lambda choice: choice.value).map(tuple)
FIELDS = st.builds(Field, NAMES, TEXT, TEXT, TEXT, TEXT, st.booleans(), CHOICES)
FORMS = st.builds(
    Form,
    TEXT,
    st.just("request"),
    st.lists(FIELDS, min_size=1, max_size=5, unique_by=lambda field: field.name).map(tuple),
    st.dictionaries(st.sampled_from(["for", "audience", "record"]), TEXT),
    TEXT,
    LOCALES,
)
