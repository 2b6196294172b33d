"""Makes the lexicon anew: `python -m knowledge.language.build_lexicon JAMDICT_DB EN_JA_TSV`, some three minutes.

JAMDICT_DB is `jamdict.db` of the package `jamdict-data` 1.5 (JMdict and JMnedict, see data/README.md); install that in
an environment of its own, it takes 300 MB. EN_JA_TSV holds sentences: English TAB Japanese. The glossary beside it and
the names of categories, sectors and hazards go in too. The same sources give the same files.
"""

import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from knowledge.datafiles import read_text
from knowledge.language.alignment import Pair, learn
from knowledge.language.analysis import Analysis
from knowledge.language.japanese import JapaneseWords
from knowledge.language.lexicon import written
from knowledge.language.stopwords import load_stopwords
from knowledge.vocabulary.categories import load_vocabulary

LEAST, MOST = 0.02, 12
"""A translation's smallest share, and how many a word keeps. Measured: 0.05 costs two points across languages."""
GLOSSARY, COMMON, RARE, NAME = 4.0, 1.0, 0.3, 0.1
"""How much a pair counts beside a sentence's 1; a later sense counts less by its place."""
HEADS, SENSES, GLOSSES, GLOSS_WORDS = 4, 8, 8, 5
_ASIDE = re.compile(r"\([^)]*\)")
_ARTICLE = re.compile(r"^(?:to|a|an|the) ")
_APART = re.compile(r" '(?=(?:t|m|s|re|ll|ve|d)\b)")
_KATAKANA = re.compile("[ァ-ヿ]+")


def main() -> None:
    """Write both files into the data folder of this package."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    analysis = Analysis(load_stopwords(), JapaneseWords())
    texts = [*_sentences(Path(sys.argv[2])), *_glossary(), *_vocabulary(), *_dictionary(Path(sys.argv[1]))]
    pairs = [pair for english, japanese, weight in texts for pair in _analysed(analysis, english, japanese, weight)]
    folder = Path(__file__).parent / "data"
    turned = [(japanese, english, weight) for english, japanese, weight in pairs]
    for name, given in (("en-ja.txt", pairs), ("ja-en.txt", turned)):
        (folder / name).write_bytes(written(learn(given, least=LEAST, most=MOST)))


def _analysed(analysis: Analysis, english: str, japanese: str, weight: float) -> Iterator[Pair]:
    one, other = analysis.terms(english).english, analysis.terms(japanese).japanese
    if one and other:
        yield one, other, weight


def _sentences(path: Path) -> Iterator[tuple[str, str, float]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        english, japanese = line.split("\t")[:2]
        yield _APART.sub("'", english), japanese, 1.0


def _glossary() -> Iterator[tuple[str, str, float]]:
    groups: Sequence[Mapping[str, Any]] = yaml.safe_load(read_text(__package__, "glossary.yaml"))
    for group in groups:
        for english, others in group["terms"].items():
            yield from ((english, japanese, GLOSSARY) for japanese in others)


def _vocabulary() -> Iterator[tuple[str, str, float]]:
    vocabulary = load_vocabulary()
    named = [category.name for category in vocabulary.categories()]
    named += [name for _, name in (*vocabulary.sectors(), *vocabulary.hazards())]
    for name in named:
        yield name.en, name.ja, GLOSSARY


def _dictionary(path: Path) -> Iterator[tuple[str, str, float]]:
    """Yield every gloss of JMdict with each usual writing of its word, and foreign names of JMnedict in katakana."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as source:
        yield from _words(source)
        yield from _names(source)


def _words(source: sqlite3.Connection) -> Iterator[tuple[str, str, float]]:
    heads = _heads(source)
    glosses: defaultdict[int, list[str]] = defaultdict(list)
    for sense, text in source.execute("SELECT sid, text FROM SenseGloss WHERE lang IN ('eng', '') ORDER BY rowid"):
        glosses[sense].append(text)
    senses: defaultdict[int, list[int]] = defaultdict(list)
    for sense, entry in source.execute("SELECT ID, idseq FROM Sense ORDER BY ID"):
        senses[entry].append(sense)
    for entry, own in senses.items():
        written_as, common = heads[entry]
        for place, sense in enumerate(own[:SENSES], start=1):
            for gloss in glosses[sense][:GLOSSES]:
                english = _ARTICLE.sub("", _ASIDE.sub(" ", gloss).strip())
                if english and len(english.split()) <= GLOSS_WORDS:
                    weight = (COMMON if common else RARE) / (len(written_as) * place)
                    yield from ((english, head, weight) for head in written_as)


def _heads(source: sqlite3.Connection) -> dict[int, tuple[list[str], bool]]:
    """Return how each entry is usually written, and whether it is marked as common."""
    kanji, kana = _writings(source, "Kanji", "KJP"), _writings(source, "Kana", "KNP")
    in_kana = {
        entry
        for (entry,) in source.execute(
            "SELECT idseq FROM Sense JOIN misc ON misc.sid = Sense.ID WHERE misc.text LIKE '%kana%'"
        )
    }
    heads: dict[int, tuple[list[str], bool]] = {}
    for entry in kanji.keys() | kana.keys():
        own = kanji.get(entry, [])
        common = any(known for _, known in (*own, *kana.get(entry, [])))
        chosen = [text for text, known in own if known or not common] or [text for text, _ in own]
        if not own or entry in in_kana:
            chosen += [text for text, _ in kana.get(entry, [])]
        heads[entry] = (chosen[:HEADS], common)
    return heads


def _writings(source: sqlite3.Connection, table: str, marks: str) -> Mapping[int, list[tuple[str, bool]]]:
    common = {row for (row,) in source.execute(f"SELECT kid FROM {marks}")}  # noqa: S608 - both names stand in this file
    found: defaultdict[int, list[tuple[str, bool]]] = defaultdict(list)
    for row, entry, text in source.execute(f"SELECT ID, idseq, text FROM {table} ORDER BY ID"):  # noqa: S608 - as above
        found[entry].append((text, row in common))
    return found


def _names(source: sqlite3.Connection) -> Iterator[tuple[str, str, float]]:
    rows = source.execute(
        "SELECT NEKana.text, NETransGloss.text FROM NEKana"
        " JOIN NETranslation ON NETranslation.idseq = NEKana.idseq"
        " JOIN NETransGloss ON NETransGloss.tid = NETranslation.ID"
        " WHERE NEKana.idseq NOT IN (SELECT idseq FROM NEKanji) ORDER BY NEKana.ID"
    )
    for kana, gloss in rows:
        english = _ASIDE.sub(" ", gloss).strip()
        if _KATAKANA.fullmatch(kana) and len(english.split()) == 1:
            yield english, kana, NAME


if __name__ == "__main__":
    main()
