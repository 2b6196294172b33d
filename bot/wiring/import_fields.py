"""What an operator says of the documents to import: checked, and written as the bot keeps it."""

import re
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.ports import Vocabulary
from bot.words.catalogue import LOCALES, N_, Words

FIRST_YEAR, LAST_YEAR = 1000, 2999
EVERYWHERE = "INT"
"""Stands for no single country, as in the bundled lessons."""
EXAMPLE = 'kizuna lessons import report.pdf --reference --summary "Shelters ran out of blankets on the second night."'
NO_HAZARD = N_("--hazard must be a GLIDE code or the name of a hazard ({codes}). For example: --hazard EQ")
WITHDRAWN = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"})
"""Codes that ISO 3166-1 took back, for countries that have another one now."""
ONE_ONLY = ("title", "source", "summary")


class WrongField(Exception):
    """An option cannot be used; the text names it and shows an example."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of all documents of one import; what was not said is empty.

    `hazard` is a GLIDE code, `country` alpha-3. `reference`: the text is not kept, only where it is and the summary.
    """

    title: str = ""
    source: str = ""
    licence: str = ""
    year: int | None = None
    hazard: str = ""
    country: str = ""
    summary: str = ""
    reference: bool = False


def given(arguments: Namespace, vocabulary: Vocabulary, said: Words, *, single: bool) -> Given:
    """Return what the options say; `single` tells that one document is named. Raises WrongField."""
    for name in ONE_ONLY:
        if getattr(arguments, name) and not single:
            raise WrongField(said.say("--{field} tells of one document: name one file or link.", field=name))
    if arguments.reference and not (arguments.summary or "").strip():
        raise WrongField(
            said.say("--reference needs --summary, in your own words. For example: {example}", example=EXAMPLE)
        )
    return Given(
        title=_line(arguments.title),
        source=_line(arguments.source),
        licence=_line(arguments.licence),
        year=_year(arguments.year, said),
        hazard=_hazard(arguments.hazard, vocabulary, said),
        country=_country(arguments.country, said),
        summary=(arguments.summary or "").strip(),
        reference=arguments.reference,
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _year(text: str | None, said: Words) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise WrongField(said.say("--year must be a year in four figures. For example: --year 2024"))
    return int(text)


def _hazard(text: str | None, vocabulary: Vocabulary, said: Words) -> str:
    code = hazard_code(text or "", vocabulary)
    if text and not code:
        listed = ", ".join(known for known, _ in vocabulary.hazards())
        raise WrongField(said.say(NO_HAZARD, codes=listed))
    return code


def _country(text: str | None, said: Words) -> str:
    code = country_code(text or "")
    if text and not code:
        raise WrongField(said.say("--country must be a country, or INT for no single one. For example: --country JPN"))
    return code


def hazard_code(text: str, vocabulary: Vocabulary) -> str:
    """Return the GLIDE code that a text is or names, or ""."""
    code = text.strip().upper()
    if any(code == known for known, _ in vocabulary.hazards()):
        return code
    return vocabulary.find_hazard(text) or "" if text else ""


def country_code(text: str) -> str:
    """Return the alpha-3 code of a country given by code or by name in English or Japanese, or ""."""
    return _countries().get(" ".join(text.split()).casefold(), "")


@cache
def _countries() -> Mapping[str, str]:
    """Return alpha-3 codes by code and by name, folded, from CLDR."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    single = {code: now[0] for code, now in aliases.items() if len(now) == 1 and code not in WITHDRAWN}
    names = [Locale(locale).territories for locale in LOCALES]
    found = {EVERYWHERE.casefold(): EVERYWHERE}
    for code, now in single.items():
        if re.fullmatch("[A-Z]{3}", code) and now in names[0]:
            others = [other for other, same in single.items() if same == now and len(other) == 2]
            found |= {each.casefold(): code for each in (code, now, *others, *(name[now] for name in names))}
    return found
