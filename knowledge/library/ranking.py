"""Ranks texts by how well they answer a few terms (BM25), in memory."""

import math
from collections import defaultdict
from collections.abc import Mapping

# Robertson and Zaragoza 2009; k1 1.5 was measured best for texts of a paragraph to a page.
K1 = 1.5
B = 0.75


class Ranking:
    """Texts by id, each a bag of terms with weights. Adding and removing cost only the text's own terms."""

    def __init__(self) -> None:
        self._texts: dict[str, Mapping[str, float]] = {}
        self._postings: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._lengths: dict[str, float] = {}

    def put(self, id: str, terms: Mapping[str, float]) -> None:
        """Add a text, or replace the one with this id; `terms` gives each term's weighted count."""
        self.drop(id)
        if not terms:
            return
        self._texts[id] = terms
        self._lengths[id] = sum(terms.values())
        for term, weight in terms.items():
            self._postings[term][id] = weight

    def drop(self, id: str) -> None:
        """Forget a text; an unknown id is no error."""
        for term in self._texts.pop(id, {}):
            del self._postings[term][id]
            if not self._postings[term]:
                del self._postings[term]
        self._lengths.pop(id, None)

    def holders(self, term: str) -> Mapping[str, float]:
        """Return the texts that hold the term, with its weighted count in each."""
        return self._postings.get(term, {})

    def rarity(self, term: str) -> float:
        """Return how much the term tells: its inverse document frequency, in natural logarithms, always above 0."""
        held = len(self.holders(term))
        return math.log(1 + (len(self._texts) - held + 0.5) / (held + 0.5))

    def scores(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Return a score for each text that holds a term; `terms` gives each term's weight, 2 for one asked twice."""
        scores: defaultdict[str, float] = defaultdict(float)
        mean = sum(self._lengths.values()) / max(len(self._lengths), 1)
        for term, weight in terms.items():
            rarity = weight * self.rarity(term)
            for text, count in self.holders(term).items():
                fullness = K1 * (1 - B + B * self._lengths[text] / mean)
                scores[text] += rarity * count * (K1 + 1) / (count + fullness)
        return scores
