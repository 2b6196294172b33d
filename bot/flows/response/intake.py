"""What a channel is to take in, read from the options beside `/response link`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat import Choice, Field, Form
from bot.command import Option, Tools, Word
from bot.domain.people import Channel
from bot.flows.lists import read_areas, read_kinds
from bot.typed import folded, value_of
from bot.words.catalogue import N_

EVERYTHING = ("all", "any", "すべて", "全部")
LISTS = {"areas": read_areas, "categories": read_kinds}
URGENCY_WORDS = (
    Word("critical", ("critical", "urgent"), ("至急", "緊急")),
    Word("routine", ("routine", *EVERYTHING[:2]), ("通常", *EVERYTHING[2:])),
)
TRUST_WORDS = (
    Word("unverified", ("unverified", *EVERYTHING[:2]), ("未確認", *EVERYTHING[2:])),
    Word("vouched", ("vouched",), ("推薦あり", "推薦")),
    Word("verified", ("verified",), ("確認済み", "確認済")),
    Word("official", ("official",), ("公的機関", "公的")),
)
CARDS_WORDS = (
    Word("digest", ("digest", "hourly"), ("まとめ", "1時間ごと")),
    Word("each", ("each", "single"), ("1件ずつ", "個別")),
)
INTAKE = (
    Option("areas", "対象地域", N_("only what is in these places: Wajima,Suzu; all: everywhere"), "place"),
    Option(
        "categories",
        "対象品目",
        N_("only these kinds or fields of work: water,blankets; all: everything"),
        "category",
    ),
    Option("urgency", "緊急度", N_("critical: only what is urgent"), "choice", URGENCY_WORDS),
    Option("trust", "信頼度", N_("only from people trusted so far at least"), "choice", TRUST_WORDS),
    Option("cards", "カード", N_("each: every post in a card of its own, not one card an hour"), "choice", CARDS_WORDS),
)
"""The options of `/response link` that say what the channel takes in."""


def wished(options: Mapping[str, str], base: Channel, tools: Tools) -> tuple[Channel, Mapping[str, str]]:
    """Return the channel with what the options say, and what is wrong by option; what they leave out stays."""
    chosen: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for option in INTAKE:
        typed = options.get(option.name, "")
        if typed:
            value, error = _read(option, typed, tools)
            chosen |= {} if error else {option.name: value}
            errors |= {option.name: error} if error else {}
    return replace(base, **chosen), errors


def _read(option: Option, typed: str, tools: Tools) -> tuple[object, str]:
    """Return the value of one option, or None and what is wrong with it."""
    if option.name in LISTS:
        return ((), "") if folded(typed) in EVERYTHING else LISTS[option.name](typed, tools)
    value = value_of(option, typed)
    error = tools.viewer.say("“{typed}” is none of these. Which one?", typed=typed)
    return (value, "") if value else (None, error)


def intake_form(options: Mapping[str, str], errors: Mapping[str, str], tools: Tools) -> Form:
    """Return the question for what is wrong; everything else is kept as typed."""
    say = tools.viewer.say
    fields = tuple(
        Field(
            option.name,
            say(option.summary),
            options[option.name],
            error=errors[option.name],
            choices=tuple(Choice(word.value, _shown(word, tools)) for word in option.words),
        )
        for option in INTAKE
        if option.name in errors
    )
    kept = {name: value for name, value in options.items() if name not in errors}
    note = say("Nothing is lost: correct what is marked and send.")
    return Form(say("Linking this channel: one more thing"), "response", fields, kept, note, tools.viewer.locale)


def _shown(word: Word, tools: Tools) -> str:
    return (word.ja if tools.viewer.locale == "ja" else word.en)[0]
