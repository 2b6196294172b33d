"""Lists as people type them (areas, sectors, languages) → codes, with the nearest names for what is not known."""

import re
from collections.abc import Callable, Iterable, Mapping

from babel import Locale
from rapidfuzz import fuzz, process

from bot.command import Tools
from bot.flows.places import guessed
from bot.typed import folded

NONE_WORDS = ("-", "none", "なし", "ー")
"""What empties a line of a profile."""
_BETWEEN = re.compile(r"\s*[,、，;；/／]\s*|\s+(?:and|と)\s+")
NEAR = 55
"""Of 100, rapidfuzz: below it a suggestion is noise."""


def parts(typed: str) -> list[str]:
    """Return the items of a typed list."""
    return [part for part in _BETWEEN.split(" ".join(typed.split())) if part and part.casefold() not in NONE_WORDS]


def read_areas(typed: str, tools: Tools) -> tuple[tuple[str, ...] | None, str]:
    """Return place codes, or what is wrong."""
    codes: list[str] = []
    errors: list[str] = []
    for part in parts(typed):
        place, error = guessed(part, tools)
        codes += place.codes if place else ()
        errors += [] if place else [error]
    return (None, " ".join(errors)) if errors else (tuple(dict.fromkeys(codes)), "")


def read_sectors(typed: str, tools: Tools) -> tuple[tuple[str, ...] | None, str]:
    """Return cluster ids, or what is wrong."""
    names = {
        folded(name.of(tools.viewer.locale)): name.of(tools.viewer.locale) for _, name in tools.vocabulary.sectors()
    }
    return _coded(parts(typed), tools.vocabulary.find_sector, names, tools)


def read_kinds(typed: str, tools: Tools) -> tuple[tuple[str, ...] | None, str]:
    """Return ids of sectors ("water": the whole field of work) and of categories, or what is wrong."""
    locale = tools.viewer.locale
    names = {folded(each.name.of(locale)): each.name.of(locale) for each in tools.vocabulary.categories()}

    def find(part: str) -> str | None:
        category = tools.vocabulary.find_category(part)
        return tools.vocabulary.find_sector(part) or (category.id if category else None)

    return _coded(parts(typed), find, names, tools)


def read_languages(typed: str, tools: Tools) -> tuple[tuple[str, ...] | None, str]:
    """Return ISO 639-1 codes, or what is wrong. Their names in English and Japanese are CLDR's."""
    codes = language_codes()
    shown = Locale.parse(tools.viewer.locale).languages
    names = {folded(str(shown[code])): str(shown[code]) for code in set(codes.values())}
    return _coded(parts(typed), lambda part: codes.get(folded(part)), names, tools)


def language_codes() -> Mapping[str, str]:
    """Return ISO 639-1 codes by folded name in English and Japanese, and by themselves."""
    found: dict[str, str] = {}
    for locale in ("en", "ja"):
        for code, name in Locale.parse(locale).languages.items():
            if len(code) == 2:
                found[folded(name)] = found[code] = code
    return found


def _coded(
    typed: Iterable[str], find: Callable[[str], str | None], names: Mapping[str, str], tools: Tools
) -> tuple[tuple[str, ...] | None, str]:
    """Return the codes of all parts, or one sentence for each that has none; `names` are shown names by folded ones."""
    found = {part: find(part) for part in typed}
    errors = [_unknown(part, names, tools) for part, code in found.items() if code is None]
    codes = tuple(dict.fromkeys(code for code in found.values() if code))
    return (None, " ".join(errors)) if errors else (codes, "")


def _unknown(part: str, names: Mapping[str, str], tools: Tools) -> str:
    near = process.extract(folded(part), list(names), scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR)
    listed = tools.viewer.listed([names[name] for name, _, _ in near] or list(names.values())[:3])
    return tools.viewer.say("I do not know “{typed}”. Nearest: {near}.", typed=part, near=listed)
