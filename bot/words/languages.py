"""Names of languages in English and Japanese, from CLDR, and the languages named in a text."""

import re
from functools import cache

from babel import Locale

from bot.words.catalogue import LOCALES

LETTERS = 2
"""Languages are kept by their ISO 639-1 codes, which have two letters."""


def language_name(code: str, locale: str) -> str:
    """Return a language's name in "en" or "ja"; an unknown code as it is."""
    return str(Locale.parse(locale).languages.get(code, code))


def named_languages(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (code, start, end) of each language that a text names in English or Japanese, in order."""
    pattern, codes = _names()
    return tuple((codes[found[0].casefold()], *found.span()) for found in pattern.finditer(text))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of every name, longest first, and the code of each; Japanese names end in 語."""
    codes = {
        name.casefold(): code
        for locale in LOCALES
        for code, name in Locale.parse(locale).languages.items()
        if len(code) == LETTERS and (locale == "en" or name.endswith("語"))
    }
    names = sorted(codes, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in names if name[0].isascii())
    others = "|".join(re.escape(name) for name in names if not name[0].isascii())
    return re.compile(rf"\b(?:{latin})\b|{others}", re.IGNORECASE), codes
