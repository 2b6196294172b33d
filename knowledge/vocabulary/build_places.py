"""Builds places.csv and countries.csv when the data is prepared; nothing here runs when the program does.

Usage: python -m knowledge.vocabulary.build_places SOURCE.csv (the municipalities of code4fukui/localgovjp).
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_global

from knowledge.vocabulary.romaji import romanise

# CLDR's two-letter codes that ISO 3166-1 does not assign to a country or territory.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
_NOTE = re.compile(r"\s*[(（].*?[)）]")  # "Myanmar (Burma)", 香港(中国特別行政区): the name before the note is enough
DATA = Path(__file__).parent / "data"
_READINGS = {"市": ("し",), "区": ("く",), "町": ("ちょう", "まち"), "村": ("むら", "そん")}


def main(source: Path) -> None:
    """Write both files beside this module from the source's rows and from CLDR as Babel carries it."""
    with source.open(encoding="utf-8-sig", newline="") as rows:
        _write("places.csv", ("code", "kanji", "kana", "romaji", "lat", "lng"), map(municipality, csv.DictReader(rows)))
    _write("countries.csv", ("code", "en", "ja", "zone"), countries())


def municipality(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return (code, kanji, kana, romaji stem, latitude, longitude) of one row; a ward's romaji is its own stem."""
    own_kanji, own_kana = row["city"].split()[-1], row["citykana"].split()[-1]
    romaji = romanise(stem_kana(own_kanji, own_kana)).capitalize()
    place = (f"{float(row['lat']):.4f}", f"{float(row['lng']):.4f}")
    return (f"JP{int(row['cid']):05}", row["city"].replace(" ", ""), row["citykana"].replace(" ", ""), romaji, *place)


def stem_kana(kanji: str, kana: str) -> str:
    """Return the reading without its 市, 区, 町 or 村: わじまし → わじま, おおまちちょう → おおまち."""
    for reading in _READINGS.get(kanji[-1], ()):
        if kana.endswith(reading):
            return kana.removesuffix(reading)
    return kana


def countries() -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, English, Japanese, zone) of every ISO 3166-1 country; zone is empty where there are several."""
    english, japanese, zones = Locale("en").territories, Locale("ja").territories, get_global("territory_zones")
    for code in sorted(english):
        if code in japanese and re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES:
            several = zones.get(code, [])
            names = (_NOTE.sub("", english[code]), _NOTE.sub("", japanese[code]))
            yield code, *names, several[0] if len(several) == 1 else ""


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
