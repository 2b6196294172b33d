"""Looks a sentence up in the reader's language; English sentences are their own keys (gettext)."""

import gettext
from functools import cache
from pathlib import Path

from bot.words.terms import TERMS

FOLDER = Path(__file__).parent
LOCALES = ("en", "ja")


def nearest_locale(tag: str | None) -> str | None:
    """Return "en" or "ja" for a locale tag ("ja-JP", "en_US"), None for any other or none."""
    language = (tag or "").replace("_", "-").split("-")[0].lower()
    return language if language in LOCALES else None


def N_(sentence: str) -> str:  # noqa: N802 - gettext's customary name for marking without translating
    """Mark a sentence for translation; look it up later with `Words.say`."""
    return sentence


class Words:
    """The sentences of one language."""

    def __init__(self, locale: str, translations: gettext.NullTranslations) -> None:
        self.locale = locale
        self._translations = translations

    def say(self, sentence: str, **values: object) -> str:
        """Return the sentence in this language with `{values}` filled in."""
        return self._translations.gettext(sentence).format(**values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form that fits `n`; `{n}` is filled in too."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def term(self, context: str, code: str) -> str:
        """Return one word of a table (a state, a trust level) in this language; an unknown code raises KeyError."""
        return self._translations.pgettext(context, TERMS[context, code])


@cache
def words(locale: str) -> Words:
    """Return the words of "en" or "ja". A missing compiled catalogue raises FileNotFoundError."""
    if locale == "en":
        return Words("en", gettext.NullTranslations())
    with (FOLDER / f"{locale}.mo").open("rb") as compiled:
        return Words(locale, gettext.GNUTranslations(compiled))
