"""Typed values as Discord shows them: a moment becomes a stamp that each reader sees in their own zone and language."""

from datetime import datetime

from adapters.discord.clean import neutral
from adapters.discord.limits import units
from bot.chat import Fact, Moment, Value
from bot.words.values import value_text

STYLES = {"date": "D", "time": "t", "datetime": "f", "about": "R"}


def stamp(value: Moment) -> str:
    """Return `<t:1764300000:f>`: the only such sign in a message, since people's own are taken apart."""
    return f"<t:{int(value.at.timestamp())}:{STYLES[value.style]}>"


def shown(value: Value, locale: str, now: datetime, most: int) -> str:
    """Return any typed value, people's words made harmless."""
    return stamp(value) if isinstance(value, Moment) else neutral(value_text(value, locale, now), most)


def fact_values(fact: Fact, locale: str, now: datetime, most: int) -> str:
    """Return a fact's values as one text of at most `most` units; a value that finds no room is left out whole."""
    room, kept = most, list[str]()
    for value in fact.values:
        text = shown(value, locale, now, room)
        if units(text) + 1 > room:
            break
        kept.append(text)
        room -= units(text) + 1
    return " ".join(kept)
