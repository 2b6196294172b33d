"""Builds names.txt, the names by which people are recognised, when the data is prepared; nothing here runs later.

Usage: python -m knowledge.reader.build_names (where janome, which carries IPADIC, and faker are installed).
"""

import csv
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from knowledge.datafiles import read_text, read_yaml
from knowledge.vocabulary.romaji import fold_romaji, romanise

DATA = Path(__file__).parent / "data"
PER_LINE = 20
SHORTEST_KEY = 3  # letters: Ai, Jo and the like are too often something else
_PARTS = range(10)  # janome keeps its dictionary in ten modules
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヶ"))}
_KANJI = re.compile(r"[\u4e00-\u9fff々ヶノ]{1,4}")
_SURNAME, _GIVEN = "名詞,固有名詞,人名,姓", "名詞,固有名詞,人名,名"
_LATIN_NAME = re.compile("[A-ZÀ-Þ][a-zß-ÿ]{2,14}")
_ENGLISH = 2  # of the following: surnames are taken from these alone
_LATIN = (
    *(
        "en_US",
        "en_GB",
        "en_IN",
        "de_DE",
        "fr_FR",
        "es_ES",
        "it_IT",
        "nl_NL",
        "sv_SE",
        "no_NO",
        "da_DK",
        "fi_FI",
        "pl_PL",
    ),
    *("pt_BR", "tr_TR", "id_ID", "en_NG", "en_KE", "ro_RO", "hu_HU"),
)


def main() -> None:
    """Write names.txt: each line a kind and some names of it; a weak name is also a place or an ordinary word."""
    kinds: dict[str, set[str]] = {}
    for kind, name in [*japanese(), *latin()]:
        kinds.setdefault(kind, set()).add(name)
    lines = [" ".join([kind, *some]) for kind, names in sorted(kinds.items()) for some in _batches(sorted(names))]
    (DATA / "names.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def japanese() -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of surnames in kanji and given names in kanji or kana, and of their romanised keys."""
    entries = list(_entries())
    cheapest: dict[str, int] = {}
    for written, cost, part, _ in entries:
        if part.startswith("名詞") and "人名" not in part:
            cheapest[written] = min(cost, cheapest.get(written, cost))
    stems, latin_stems = _places()
    for written, cost, part, kana in sorted(entries):
        kind = {_SURNAME: "surname", _GIVEN: "given"}.get(part, "")
        if kind and _usable(kind, written):
            weak = written in stems or len(written) == 1 or cheapest.get(written, cost + 1) <= cost
            yield f"weak_{kind}" if weak else kind, written
            key = fold_romaji(romanise(kana.translate(_TO_HIRAGANA)))
            if len(key) >= SHORTEST_KEY:
                yield (f"weak_{kind}_latin" if key in latin_stems else f"{kind}_latin"), key


def _places() -> tuple[set[str], set[str]]:
    """Return the names of municipalities and prefectures without 市 or 県, in kanji and as romanised keys."""
    municipalities = list(csv.DictReader(read_text("knowledge.vocabulary", "places.csv").splitlines()))
    prefectures = read_text("knowledge.vocabulary", "prefectures.csv").splitlines()[1:]
    kanji = {re.sub("[市区町村]$", "", row["kanji"]) for row in municipalities}
    kanji |= {row.split(",")[1][:-1] for row in prefectures}
    romaji = {row["romaji"] for row in municipalities} | {row.split(",")[3] for row in prefectures}
    return kanji, {fold_romaji(name) for name in romaji}


def latin() -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of English first names, weak where they are also words, and of English surnames."""
    english = read_yaml("knowledge.reader", "personal.yaml")["en"]
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in _LATIN]
    words = frozenset(english["first_names_that_are_words"])
    others = frozenset((*english["not_names"], *english["sentence"]))
    _, places = _places()
    for kind, field in (("first", "first_names"), ("last", "last_names")):
        names: set[str] = set().union(
            *(getattr(each, field) for each in providers[: None if kind == "first" else _ENGLISH])
        )
        for name in filter(_LATIN_NAME.fullmatch, names):
            weak = name in words or name.lower() in others or fold_romaji(name) in places
            yield f"weak_{kind}" if weak else kind, name


def _batches(names: list[str]) -> Iterator[list[str]]:
    yield from (names[start : start + PER_LINE] for start in range(0, len(names), PER_LINE))


def _usable(kind: str, written: str) -> bool:
    if kind == "surname":
        return _KANJI.fullmatch(written) is not None
    return re.fullmatch(r"[\u4e00-\u9fff々]{1,3}[のえみこ子]?|[ぁ-ん]{2,4}|[ァ-ヴー]{2,4}子?", written) is not None


def _entries() -> Iterable[tuple[str, int, str, str]]:
    """Yield (written, cost, part of speech, reading) of each entry of IPADIC."""
    for part in _PARTS:
        costs = import_module(f"janome.sysdic.entries_compact{part}").DATA
        words = import_module(f"janome.sysdic.entries_extra{part}").DATA
        for number, (written, _, _, cost) in costs.items():
            yield written, cost, words[number][0], words[number][4]


if __name__ == "__main__":
    main()
