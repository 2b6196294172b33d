"""How good the search is beside its peers, on the public collections: `python -m tests.benchmarks retrieval`.

Prints a table in Markdown, nDCG@10 × 100 and P@1 × 100. The product's rows come from the code of `kizuna lessons eval`,
in the settings everything uses. Each peer indexes title and text together and is asked an OR of the question's words.
`bm25s` is no dependency of this project: its row needs `pip install bm25s`. The collections lie in
../shared/data/retrieval.
"""

import asyncio
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from bot.wiring.evaluating import measured
from knowledge.language.analysis import Analysis
from knowledge.language.japanese import JapaneseWords
from knowledge.language.script import is_japanese
from knowledge.language.stopwords import load_stopwords
from knowledge.library.collection import Collection, asked, load_collection, quality
from tests.databases import postgres_server

SHARED = Path(__file__).parents[3] / "shared/data/retrieval"
NAMES = ("cranfield", "llis", "jsquad", "laser_en_ja", "laser_ja_en")

Ranked = Callable[[str, int], Sequence[tuple[str, float]]]
_WORD = re.compile(r"\w+")
_ANALYSIS = Analysis(load_stopwords(), JapaneseWords())


def main() -> None:
    """Measure every system on every collection."""
    if not SHARED.is_dir():
        raise SystemExit(f"The public collections do not lie in {SHARED}.")
    say(f"| | {' | '.join(NAMES)} |\n|---|{'---|' * len(NAMES)}\n")
    row("Kizuna", [_own(name) for name in NAMES])
    collections = [load_collection(SHARED / name) for name in NAMES]
    for label, peer in peers().items():
        row(label, [_figures(collection, peer(collection)) for collection in collections])
    with postgres_server() as server:
        address = asyncio.run(server.bare())
        row("PostgreSQL ts_rank, english", [_figures_in_postgres(each, address) for each in collections])


def row(label: str, cells: Sequence[str]) -> None:
    """Print a system's row."""
    say(f"| {label} | {' | '.join(cells)} |\n")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line)
    sys.stdout.flush()


def _own(name: str) -> str:
    figures = measured(SHARED / name)
    return f"**{100 * figures['ndcg_10']:.1f}** / {100 * figures['p_1']:.1f}"


def _figures(collection: Collection, ranked: Ranked) -> str:
    runs, _ = asked(collection, ranked)
    figures = quality(runs, collection.judged)
    return f"{100 * figures.ndcg_10:.1f} / {100 * figures.p_1:.1f}"


def peers() -> Mapping[str, Callable[[Collection], Ranked]]:
    """Return each peer that needs no server: it indexes a collection, and ranks."""
    found: dict[str, Callable[[Collection], Ranked]] = {}
    if find_spec("bm25s"):
        found["bm25s, k1 1.5, stems without stop words / Sudachi words"] = bm25s_ranked
    else:
        say("| bm25s is not installed |\n")
    found |= {f"tantivy, {cut}": partial(tantivy_ranked, tokenizer=cut) for cut in ("default", "en_stem")}
    found |= {f"SQLite FTS5, {cut}": partial(fts5_ranked, tokenizer=cut) for cut in ("unicode61", "porter", "trigram")}
    return found


def words(line: str) -> list[str]:
    """Return the words of a line as a peer is given them: stems, or Sudachi's words where it is Japanese."""
    terms = _ANALYSIS.terms(line)
    return list(terms.japanese if is_japanese(line) else terms.told)


def texts(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield id and whole text of each entry."""
    return ((entry.id, f"{entry.title} {entry.text}".strip()) for entry in collection.entries)


def bm25s_ranked(collection: Collection) -> Ranked:
    """Rank by bm25s."""
    import bm25s  # type: ignore[import-not-found]  # no dependency of this project

    ids = [entry.id for entry in collection.entries]
    index = bm25s.BM25(k1=1.5)
    index.index([words(line) for _, line in texts(collection)], show_progress=False)

    def ranked(question: str, limit: int) -> list[tuple[str, float]]:
        terms = [term for term in words(question) if term in index.vocab_dict]
        if not terms:
            return []
        found, scores = index.retrieve([terms], k=min(limit, len(ids)), show_progress=False)
        return [(ids[int(place)], float(score)) for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ranked


def tantivy_ranked(collection: Collection, tokenizer: str) -> Ranked:
    """Rank by tantivy with one of its own tokenizers."""
    from tantivy import Document, Index, SchemaBuilder

    schema = SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("text", tokenizer_name=tokenizer)
    index = Index(schema.build())
    writer = index.writer(50_000_000, 1)
    for known, line in texts(collection):
        writer.add_document(Document(id=known, text=line))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranked(question: str, limit: int) -> list[tuple[str, float]]:
        query = index.parse_query_lenient(" ".join(_WORD.findall(question)), ["text"])[0]
        hits = searcher.search(query, limit).hits
        return [(str(searcher.doc(place).get_first("id")), score) for score, place in hits]

    return ranked


def fts5_ranked(collection: Collection, tokenizer: str) -> Ranked:
    """Rank by FTS5's bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, text, tokenize='{tokenizer}')")
    database.executemany("INSERT INTO found VALUES (?, ?)", texts(collection))

    def ranked(question: str, limit: int) -> list[tuple[str, float]]:
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(question)))
        rows = database.execute("SELECT id, rank FROM found WHERE text MATCH ? ORDER BY rank LIMIT ?", (query, limit))
        return [(str(found), -rank) for found, rank in rows] if query else []

    return ranked


def _figures_in_postgres(collection: Collection, address: str) -> str:
    with asyncio.Runner() as runner:
        connection = runner.run(_filled(collection, address))

        def ranked(question: str, limit: int) -> list[tuple[str, float]]:
            return runner.run(_ranked_in_postgres(connection, question, limit))

        figures = _figures(collection, ranked)
        runner.run(connection.close())
    return figures


async def _filled(collection: Collection, address: str) -> asyncpg.Connection:
    connection = await asyncpg.connect(address)
    await connection.execute("DROP TABLE IF EXISTS found; CREATE TABLE found (id text, words tsvector)")
    rows = list(texts(collection))
    await connection.executemany("INSERT INTO found VALUES ($1, to_tsvector('english', $2))", rows)
    return connection


async def _ranked_in_postgres(connection: asyncpg.Connection, question: str, limit: int) -> list[tuple[str, float]]:
    asked_for = " | ".join(f"'{word}'" for word in dict.fromkeys(_WORD.findall(question)))
    rows = await connection.fetch(
        "SELECT id, ts_rank(words, query, 1) AS rank FROM found, to_tsquery('english', $1) AS query"
        " WHERE words @@ query ORDER BY rank DESC, id LIMIT $2",
        asked_for,
        limit,
    )
    return [(row["id"], row["rank"]) for row in rows]
