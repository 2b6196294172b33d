"""Every reason of a match can be read in both languages, with its values."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.domain.matching_reasons import Reason
from bot.domain.post import Post
from bot.domain.rules import PUBLIC
from bot.flows.exchange.fitting import SENTENCES, TRAIT_CODES, TRAITS, reason_text, trait_text
from bot.viewer import Viewer
from bot.words.catalogue import words
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
from tests.contracts.records import post

MARKS = Path(__file__).parents[2] / "knowledge/reader/data/attributes.yaml"
OFFER: Post = post("O1", "offer", 300_000, counter="枚")
HIDDEN = (
    "guests",
    "only_for",
    "over",
    "handover",
    "remote",
    "onsite",
    "nearby",
    "open_to",
    "demands",
    "days",
    "only",
    "voice",
    "sort",
    "empty",
)
"""Marks that speak through a reason of place, time or kind or as needs, or close the gate."""


def viewer(locale: str) -> Viewer:
    """Return a reader in this language."""
    return Viewer(words(locale), "UTC", PUBLIC, load_vocabulary(), load_gazetteer(), datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_every_reason_reads_as_a_few_plain_words(locale: str) -> None:
    reader = viewer(locale)
    reasons = [Reason(code, 2) for code in SENTENCES] + [
        Reason(code, 0, word) for code in TRAIT_CODES for word in TRAITS
    ]
    said = [reason_text(reason, OFFER, reader) for reason in reasons]
    assert all(said)
    assert not [each for each in said if "{" in each or "\n" in each or "  " in each]


def test_no_reason_is_left_in_the_other_language() -> None:
    english, japanese = viewer("en"), viewer("ja")
    for code in SENTENCES:
        assert reason_text(Reason(code, 2), OFFER, english) != reason_text(Reason(code, 2), OFFER, japanese), code


@pytest.mark.parametrize(
    ("reason", "english", "japanese"),
    [
        (Reason("near", 25), "25 km away", "25km 先"),
        (Reason("late", 1), "too late by 1 day", "間に合わない（1日）"),
        (Reason("late", 3), "too late by 3 days", "間に合わない（3日）"),
        (Reason("part", 40_000), "a part: 40 pieces", "一部：40枚"),
        (Reason("agrees", 0, "language:vi"), "fits: Vietnamese", "条件が合う：ベトナム語"),
        (Reason("not_said", 0, "diet:halal"), "to be asked: halal", "要確認：ハラール"),
        (Reason("to_settle", 0, "track_record"), "they ask for: years of accounts", "相手の条件：活動実績・決算"),
    ],
)
def test_a_reason_tells_its_values(reason: Reason, english: str, japanese: str) -> None:
    assert [reason_text(reason, OFFER, viewer(locale)) for locale in ("en", "ja")] == [english, japanese]


def test_every_trait_that_is_read_has_its_words() -> None:
    marks = yaml.safe_load(MARKS.read_text(encoding="utf-8"))["marks"]
    unnamed = [name for name in marks if name not in HIDDEN and name not in TRAITS and name != "status"]
    assert unnamed == []
    assert trait_text("language:ne", viewer("ja")) == "ネパール語"
