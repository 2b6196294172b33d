"""Arbitrary cards and forms against Discord's limits (long: `python -m tests.platforms.discord.storm 10000`)."""

import asyncio
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import discord
from discord.http import handle_message_parameters
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.discord.kit import modal_of, parts
from adapters.discord.modal import draw_form
from adapters.discord.render import draw
from bot.chat import Button, Card, Choice, Day, Fact, Field, Form, Moment, Value, Where, Who
from tests.platforms.discord.checks import checker
from tests.platforms.discord.world import Json

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ATTACKS = (
    "@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "<t:1764300000:R>", "</help:1>", "<:smile:1>", "<a:x:1>",
    "<id:home>", "<https://invented.example>", "https://invented.example", "http://", "discord.gg/invented", "://",
    "[free](https://invented.example)", "**", "__", "~~", "```", "||", "# ", "\n# ", "\n> ", "\n>>> ", "\n- ", "\n-# ",
    "\n1. ", "\\", "\\\\", "\u200b", "\u200d", "\u202e", "\x00", "\ud800", "😀", "毛布", "・",
)  # fmt: skip
STAMP = r"t:-?\d+:[DtfR]>"

texts = st.one_of(
    st.text(max_size=12),
    st.tuples(st.sampled_from(ATTACKS), st.sampled_from(ATTACKS), st.sampled_from(ATTACKS)).map("".join),
    st.tuples(st.sampled_from(ATTACKS), st.integers(1, 600)).map(lambda pair: pair[0] * pair[1]),
)
moments = st.builds(
    Moment,
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.sampled_from(("Asia/Tokyo", "Asia/Kathmandu")),
    st.sampled_from(("date", "time", "datetime", "about")),
)
zones = st.sampled_from(("UTC", "Asia/Tokyo"))
days = st.builds(Day, st.dates(date(1971, 1, 1), date(2100, 1, 1)), st.just("Asia/Tokyo"), texts, zones)
values: st.SearchStrategy[Value] = st.one_of(
    texts, moments, days, st.builds(Where, st.none(), texts), st.builds(Who, texts, texts)
)
facts = st.lists(st.builds(Fact, texts, st.lists(values, max_size=3).map(tuple)), max_size=4).map(tuple)
options = st.dictionaries(st.sampled_from("abc"), texts, max_size=2)
buttons = st.lists(st.builds(Button, texts, st.sampled_from(("match", "mine")), options), max_size=4).map(tuple)
locales = st.sampled_from(("en", "ja", "fr"))


def cards(depth: int) -> st.SearchStrategy[Card]:
    """Return cards with items nested this deep."""
    items = st.lists(cards(depth - 1), max_size=12 if depth == 2 else 2).map(tuple) if depth else st.just(())
    urgency = st.sampled_from(("routine", "critical"))
    return st.builds(Card, texts, texts, facts, items, buttons, urgency, texts, texts, locales)


fields = st.builds(
    Field,
    st.sampled_from(("text", "place", "with", "unit", "until", "for")), texts, texts, texts, texts, st.booleans(),
    st.lists(st.builds(Choice, texts, texts), max_size=30, unique_by=lambda choice: choice.value).map(tuple),
)  # fmt: skip
forms = st.builds(
    Form, texts, st.just("request"), st.lists(fields, min_size=1, max_size=6, unique_by=lambda f: f.name).map(tuple),
    st.dictionaries(st.sampled_from(("action", "record", "for")), texts), texts, locales,
)  # fmt: skip


async def payload_of(card: Card) -> Json:
    """Return a card as discord.py would send it."""
    drawn = draw(card, NOW, "0123456789AB")
    nobody = discord.AllowedMentions.none()
    return handle_message_parameters(**parts(drawn), nonce="0123456789AB", allowed_mentions=nobody).payload or {}


async def modal_payload(form: Form) -> Json:
    """Return a form as discord.py would send it."""
    return {"type": 9, "data": modal_of(draw_form(form, "1572602285102465037")).to_dict()}


def card_problems(card: Card) -> list[str]:
    """Return what Discord would refuse of a card, and what in it could ping, link or format its way out."""
    payload = asyncio.run(payload_of(card))
    found = checker().problems("POST", "/channels/1/messages", payload)
    marked = [
        payload["content"],
        *(embed.get(part) or "" for embed in payload["embeds"] for part in ("title", "description")),
    ]
    return found + [problem for text in marked for problem in alive(text)]


def form_problems(form: Form) -> list[str]:
    """Return what Discord would refuse of a form."""
    return checker().problems("POST", "/interactions/1/token/callback", asyncio.run(modal_payload(form)))


def alive(text: str) -> Iterator[str]:
    """Yield what a client would make of a text beyond our own bold, small print and stamps."""
    live = {
        "a tag": rf"<(?!\u200b|{STAMP})",
        "a ping": r"@(?!\u200b)",
        "a link": r"://",
        "an invitation": r"(?i)discord(?:app)?\.(?:gg|com)",
    }
    yield from (f"{name} in {text[:200]!r}" for name, sign in live.items() if re.search(sign, text))
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", text)
    if re.search(r"[_~`|\[\]]", bare) or re.search(r"\*", bare.replace("**", "")) or bare.count("**") % 2:
        yield f"formatting in {text[:200]!r}"
    if re.search(r"(?m)^[ \t]*(?:#{1,3} |>|[-+*] )", bare):
        yield f"a heading, list or quotation in {text[:200]!r}"


def storm(examples: int) -> None:
    """Try so many cards and half as many forms. Raises AssertionError with what one of them breaks."""
    calm = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # nothing is made smaller: a card of ten thousand signs takes minutes
    )

    @calm
    @given(cards(2))
    def every_card(card: Card) -> None:
        assert card_problems(card) == []

    @settings(calm, max_examples=max(1, examples // 2))
    @given(forms)
    def every_form(form: Form) -> None:
        assert form_problems(form) == []

    every_card()
    every_form()


if __name__ == "__main__":
    storm(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
