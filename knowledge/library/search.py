"""Finds the lessons and passages that answer a question, and says which of its words none of them names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.domain.lesson import Found
from bot.domain.passages import Entry, Filters, IndexMark
from bot.domain.vocabulary import Name
from knowledge.language.analysis import Analysis
from knowledge.language.japanese import JapaneseWords
from knowledge.language.lexicon import Lexicon
from knowledge.language.words import Words
from knowledge.library.answering import WIDER, Answering, Candidate
from knowledge.library.broader import Broader
from knowledge.library.live import LiveIndex
from knowledge.library.ranking import Ranking
from knowledge.library.reading import Reading, Scored
from knowledge.library.texts import SHOWN, Texts, version_tag

# No question is longer; words are looked at one by one in its beginning only.
LONGEST, LONGEST_LOOKED_AT = 20_000, 2_000
# So many of the best by score are looked at word by word.
SHORTLIST = 20
# Entries taken in at once: what waits in memory until it is written.
BATCH = 5_000
# Entries that are given again unchanged, as the feed of changes may, are known by so many of the latest.
REMEMBERED = 4_000


class LessonLibrary:
    """Search over lessons and passages of documents (the `Library` port), for a million of them and more.

    The index is opened, and everything it needs loaded, when it is first asked for. From several threads at once.
    """

    def __init__(
        self,
        words: Words,
        labels: Mapping[str, Name] | None = None,
        broader: Broader | None = None,
        folder: Path | None = None,
    ) -> None:
        """Search with an index under `folder`, or in memory.

        `labels` names themes and hazards by their key or code; `broader` widens words that no text names.
        """
        analysis, lexicon = Analysis(words.stop, JapaneseWords()), Lexicon()
        self.folder = folder
        self._texts = Texts(words, analysis, lexicon, labels or {})
        self._ranking = Ranking(analysis, lexicon)
        self._answering = Answering(words, analysis, lexicon, broader)
        self._changing = Lock()
        self._known: dict[str, Entry] = {}

    @property
    def mark(self) -> IndexMark:
        """Return how far the index has followed its database."""
        with self._changing:
            return self._index.mark

    def put(self, entries: Iterable[Entry], mark: IndexMark | None = None) -> None:
        """Take entries in; one with a known id replaces the older, one in a state that is not shown goes.

        A document's entries are given together: they replace all that is known of it. With the last of them the mark is
        remembered; before that, a process that dies begins again where it stood.
        """
        with self._changing:
            news = self._news(list(entries))
            replaced = list(dict.fromkeys(entry.document_id for entry in news if entry.document_id))
            for batch in _batches(news):
                self._put(batch, replaced)
                replaced = []
            if mark is not None:
                self._index.follow(mark)

    def has(self, document_id: str, version: int) -> bool:
        """Return whether this version of a document is in the index."""
        return self._reading().holds_tag(version_tag(document_id, version))

    def clear(self) -> None:
        """Forget everything, because the index was made from another database."""
        with self._changing:
            self._known.clear()
            self._index.clear()

    def search(self, question: str, limit: int = 3, filters: Filters = Filters()) -> Found:  # noqa: B008 - it is frozen
        """Return at most `limit` entries, the nearest first; of a very long text only the beginning is looked at."""
        reading = self._reading()
        tags = [f"{name}={value}" for name, value in filters.given().items()]
        beginning = question[:LONGEST_LOOKED_AT]
        best = self._ranking.ranked(reading, question[:LONGEST], limit, tags)
        candidates = _candidates(reading, best, limit)
        asked = self._answering.asked(reading, beginning, candidates)
        wider = {wide.text: WIDER for one in asked for wide in one.wider}
        if wider:
            best = self._ranking.ranked(reading, question[:LONGEST], limit, tags, wider)
            candidates = _candidates(reading, best, limit)
        return self._answering.found(asked, candidates, limit)

    def ranked(self, question: str, limit: int) -> list[tuple[str, float]]:
        """Return ids and scores of what ranks highest, whether it answers or not: what test collections measure."""
        reading = self._reading()
        best = self._ranking.ranked(reading, question[:LONGEST], limit)[:limit]
        ids = reading.ids([one.place for one in best])
        return list(zip(ids, [one.score for one in best], strict=True))

    def close(self) -> None:
        """Let go of the index's folder."""
        with self._changing:
            if "_index" in self.__dict__:  # it was opened
                self._index.close()
                del self._index

    def _reading(self) -> Reading:
        """Return the index as it stands; only the first to ask waits, until it is open."""
        if "_index" not in self.__dict__:
            with self._changing:
                return self._index.reading
        return self._index.reading

    @cached_property
    def _index(self) -> LiveIndex:
        return LiveIndex(self.folder)

    def _news(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return what is not in the index as it is; of a document of which anything is new, everything."""
        changed = [entry for entry in entries if self._known.get(entry.id) != entry]
        documents = {entry.document_id for entry in changed} - {""}
        news = [entry for entry in entries if entry.document_id in documents or self._known.get(entry.id) != entry]
        self._known.update((entry.id, entry) for entry in news)
        for old in list(self._known)[: max(len(self._known) - REMEMBERED, 0)]:
            del self._known[old]
        return news

    def _put(self, entries: Sequence[Entry], documents: Sequence[str]) -> None:
        shown = [entry for entry in entries if entry.state in SHOWN]
        gone = [entry.id for entry in entries if entry.state not in SHOWN]
        self._index.put(map(self._texts.indexed, shown), gone, documents)


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the entries in stretches; a document's stay together, so that it is never found by halves."""
    start = 0
    for end in range(1, len(entries)):
        if end - start >= BATCH and (
            not entries[end].document_id or entries[end - 1].document_id != entries[end].document_id
        ):
            yield entries[start:end]
            start = end
    if entries:
        yield entries[start:]


def _candidates(reading: Reading, best: Sequence[Scored], limit: int) -> list[Candidate]:
    looked_at = best[: max(SHORTLIST, 2 * limit)]
    kept = reading.stored([one.place for one in looked_at])
    return [Candidate(stored, one.score) for stored, one in zip(kept, looked_at, strict=True)]
