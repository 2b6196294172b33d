"""Ranks texts that are written in English and Japanese side by side, each language by its own lengths."""

from collections import defaultdict
from collections.abc import Mapping

from knowledge.language.script import is_japanese
from knowledge.library.ranking import Ranking


class BilingualRanking:
    """Two rankings under one id, their scores summed: the length of a text means something else in each language."""

    def __init__(self) -> None:
        self._english = Ranking()
        self._japanese = Ranking()

    def put(self, id: str, terms: Mapping[str, float]) -> None:
        """Add a text, or replace the one with this id; without terms it is forgotten."""
        self._english.put(id, {term: count for term, count in terms.items() if not is_japanese(term)})
        self._japanese.put(id, {term: count for term, count in terms.items() if is_japanese(term)})

    def holders(self, term: str) -> Mapping[str, float]:
        """Return the texts that hold the term, with its weighted count in each."""
        return self._of(term).holders(term)

    def scores(self, terms: Mapping[str, float]) -> Mapping[str, float]:
        """Return the summed score of each text that holds a term of either language."""
        scores: defaultdict[str, float] = defaultdict(float)
        for ranking in (self._english, self._japanese):
            own = {term: weight for term, weight in terms.items() if self._of(term) is ranking}
            for text, score in ranking.scores(own).items():
                scores[text] += score
        return scores

    def _of(self, term: str) -> Ranking:
        return self._japanese if is_japanese(term) else self._english
