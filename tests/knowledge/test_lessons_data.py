"""The bundled lessons are complete, in both languages, and true to the collection they come from."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.domain.lesson import LessonSeed
from knowledge.language.script import is_japanese
from knowledge.library.bundled import load_bundled, load_themes

COLLECTION = Path(__file__).parents[3] / "shared" / "reference" / "lessons.jsonl"
HAZARDS = {"TS", "EQ", "OT", "FL", "TC", "CE", "TO"}
ENGLISH = ("title_en", "summary_en", "implication_en")
JAPANESE = ("title_ja", "summary_ja", "implication_ja")


@pytest.fixture(scope="module")
def seeds() -> tuple[LessonSeed, ...]:
    return load_bundled()


def test_the_keys_run_from_l01_to_l74(seeds: tuple[LessonSeed, ...]) -> None:
    assert [seed.key for seed in seeds] == [f"L{number:02}" for number in range(1, 75)]


def test_every_text_stands_in_both_languages(seeds: tuple[LessonSeed, ...]) -> None:
    for seed in seeds:
        texts = asdict(seed)
        assert all(texts[field].strip() and not is_japanese(texts[field]) for field in ENGLISH), seed.key
        assert all(is_japanese(texts[field]) for field in JAPANESE), seed.key


def test_japanese_summaries_and_implications_are_whole_sentences_and_titles_are_not(
    seeds: tuple[LessonSeed, ...],
) -> None:
    for seed in seeds:
        assert seed.summary_ja.endswith("。"), seed.key
        assert seed.implication_ja.endswith("。"), seed.key
        assert not seed.title_ja.endswith("。"), seed.key


def test_no_japanese_text_repeats_another(seeds: tuple[LessonSeed, ...]) -> None:
    texts = [asdict(seed)[field] for seed in seeds for field in JAPANESE]
    assert len(texts) == len(set(texts))


def test_years_hazards_countries_and_sources_have_their_form(seeds: tuple[LessonSeed, ...]) -> None:
    for seed in seeds:
        assert seed.year is None or 1990 < seed.year < 2100, seed.key
        assert seed.hazard in HAZARDS, seed.key
        assert re.fullmatch("[A-Z]{3}", seed.country), seed.key
        assert re.match(r"https?://\S+", seed.source), seed.key
        assert seed.confidence in {"read", "weak source"}, seed.key


def test_figures_of_the_english_summary_stand_in_the_japanese_one(seeds: tuple[LessonSeed, ...]) -> None:
    """Years and counts that both languages write in digits; 40,000 is 4万 in Japanese and left out here."""
    for seed in seeds:
        small = set(re.findall(r"(?<![\d,.])\d{2,4}(?![\d,]|\.\d| (?:million|billion))", seed.summary_en))
        assert not {figure for figure in small - EXPECTED_ELSEWHERE if figure not in seed.summary_ja}, seed.key


# "3/11" is 東日本大震災, "730-750 million" 7億3000万～7億5000万.
EXPECTED_ELSEWHERE = {"11", "730", "750"}


def test_every_theme_has_a_name_in_both_languages(seeds: tuple[LessonSeed, ...]) -> None:
    themes = load_themes()
    assert {seed.theme for seed in seeds} == set(themes)
    assert all(name.en and is_japanese(name.ja) for name in themes.values())


@pytest.mark.skipif(not COLLECTION.exists(), reason="the collection of lessons does not lie beside the project")
def test_the_english_is_that_of_the_collection(seeds: tuple[LessonSeed, ...]) -> None:
    rows = [json.loads(line) for line in COLLECTION.read_text(encoding="utf-8").splitlines()]
    bundled = [
        {
            "id": seed.key,
            "title": seed.title_en,
            "summary": seed.summary_en,
            "implication": seed.implication_en,
            "theme": seed.theme,
            "hazard": seed.hazard,
            "year": seed.year,
            "country": seed.country,
            "source": seed.source,
            "confidence": seed.confidence,
        }
        for seed in seeds
    ]
    assert bundled == rows
