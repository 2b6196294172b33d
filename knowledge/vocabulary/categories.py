"""What can be needed and offered: the taxonomy's categories and sectors, hazards and units, found by their names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Any

from rapidfuzz import fuzz, process

from bot.domain.vocabulary import Category, CategorySpan, Name
from knowledge.datafiles import read_text, read_words, read_yaml
from knowledge.learnt.naming import loaded
from knowledge.vocabulary.folding import fold
from knowledge.vocabulary.heads import head_of
from knowledge.vocabulary.phrases import Mention, PhraseIndex, is_japanese
from knowledge.vocabulary.standards import SphereFigures, load_standards

_LIKENESS_TO_SUGGEST = 60  # of 100: below it rapidfuzz's WRatio pairs words that share little but a letter or two
_COMPOUND = re.compile(r"[ァ-ヺー一-鿿々]$")  # 段ボール is no ball


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the reading contract as it is written after one and after several."""

    one: str
    many: str
    ja: str

    def of(self, locale: str, count: int) -> str:
        """Return the label in the language, in English singular for a count of one."""
        if locale.startswith("ja"):
            return self.ja
        return self.one if abs(count) == 1 else self.many


class Words:
    """The `Vocabulary` port over the data files: every lookup is answered from memory.

    `guess` returns a category's id for words that no list has, or None.
    """

    def __init__(
        self,
        taxonomy: Mapping[str, Any],
        extra: Mapping[str, Any],
        lists: Mapping[str, Any],
        guess: Callable[[str], str | None],
    ) -> None:
        self.guess = guess
        self._units = {unit: Unit(**labels) for unit, labels in lists["units"]["units"].items()}
        self._unit_of: Mapping[str, str] = lists["units"]["taxonomy_units"]
        self._categories = {each.id: each for each in self._read_categories(taxonomy)}
        named = list(_category_phrases(taxonomy, extra))
        general = list(_general_phrases(taxonomy))
        vague = {fold(word) for word in extra["vague_alone"]}
        more, alone = (list(_listed(lists[name])) for name in ("synonyms", "alone"))
        traps = [*taxonomy["ja_stop_contexts"], *extra["traps"]]
        self._named = named
        self._completable = [(fold(phrase), leaf) for phrase, leaf in named]
        self._phrases = PhraseIndex([*named, *more, *(pair for pair in general if fold(pair[0]) not in vague)], traps)
        self._general = PhraseIndex([*named, *general, *more])
        self._alone = PhraseIndex(alone)
        self._sectors = tuple((cluster["id"], Name(**cluster["name"])) for cluster in taxonomy["clusters"])
        self._sector_phrases = PhraseIndex(_sector_phrases(taxonomy, lists["sectors"]))
        self._hazards = tuple((each["code"], Name(each["en"], each["ja"])) for each in lists["hazards"]["hazards"])
        self._hazard_phrases = PhraseIndex(_hazard_phrases(lists["hazards"]), lists["hazards"]["traps"])

    def category(self, id: str) -> Category | None:
        """Return the category, or None for an unknown id."""
        return self._categories.get(id)

    def categories(self) -> Sequence[Category]:
        """Return all leaves in the taxonomy's order."""
        return tuple(self._categories.values())

    def find_category(self, words: str) -> Category | None:
        """Return the category these words mean: an id, a name or synonym; else the head of what they name.

        A head that does not end the words ("water softener") yields to what the words surely sound like.
        """
        known = words.strip()
        exact = fold(known) if fold(known) in self._categories else self._general.exact(known)
        if exact is not None:
            return self._categories[exact]
        head = head_of(known, self._phrases.mentions(known) or self._general.mentions(known) or self._ending(known))
        if head and head.end == len(known):
            return self._categories[head.meaning]
        meant = self.guess(known) or (head.meaning if head else None)
        return self._categories[meant] if meant else None

    def spans(self, text: str) -> Sequence[CategorySpan]:
        """Return the categories mentioned within a longer text, in order, longest first where they overlap."""
        return [
            CategorySpan(each.start, each.end, each.meaning, text[each.start : each.end])
            for each in self._phrases.mentions(text)
        ]

    def suggest_categories(self, words: str, limit: int = 3) -> Sequence[Category]:
        """Return the nearest categories to words that are none, by likeness to names in the words' own script."""
        asked = fold(words).strip()
        if not asked:
            return ()
        japanese = is_japanese(words)
        names = [(fold(phrase), leaf) for phrase, leaf in self._named if is_japanese(phrase) == japanese]
        near = process.extract(
            asked, [name for name, _ in names], scorer=fuzz.WRatio, limit=limit * 5, score_cutoff=_LIKENESS_TO_SUGGEST
        )
        leaves = dict.fromkeys(names[place][1] for _, _, place in near)
        return [self._categories[leaf] for leaf in leaves][:limit]

    def complete(self, typed: str, limit: int = 25) -> Sequence[Category]:
        """Return the categories whose name begins with what was typed, then those a synonym of which does.

        After these come those with a later word that begins so ("water" → "Drinking water"). Nothing typed, none.
        """
        asked = fold(typed).strip()
        if not asked:
            return ()
        within = f" {asked}"
        first = (leaf for phrase, leaf in self._completable if phrase.startswith(asked))
        later = (leaf for phrase, leaf in self._completable if within in phrase)
        return [self._categories[leaf] for leaf in islice(dict.fromkeys(chain(first, later)), limit)]

    def sectors(self) -> Sequence[tuple[str, Name]]:
        """Return (id, name) of every cluster, in order."""
        return self._sectors

    def find_sector(self, words: str) -> str | None:
        """Return the sector id these words mean (name, code such as WSH, alias in either language), or None."""
        return _only(self._sector_phrases, words)

    def hazards(self) -> Sequence[tuple[str, Name]]:
        """Return (GLIDE code, name) of every hazard."""
        return self._hazards

    def find_hazard(self, words: str) -> str | None:
        """Return the GLIDE code of the hazard named in the words, the longest name first, or None."""
        return _only(self._hazard_phrases, words)

    def unit_name(self, unit: str, locale: str, count: int) -> str:
        """Return a unit of the reading contract as shown after a number; an unknown unit as it stands."""
        known = self._units.get(unit)
        return known.of(locale, count) if known else unit

    @cached_property
    def standards(self) -> SphereFigures:
        """Return the minimum standards of relief; read when first asked for."""
        return load_standards()

    def _ending(self, words: str) -> Sequence[Mention]:
        """Return what the last of the words means where it is one that has to stand alone; no part of a compound."""
        return [
            each
            for each in self._alone.mentions(words)
            if each.end == len(words) and not _COMPOUND.search(words[: each.start])
        ]

    def _read_categories(self, taxonomy: Mapping[str, Any]) -> Iterator[Category]:
        for cluster in taxonomy["clusters"]:
            for leaf in cluster["categories"]:
                label = leaf["default_unit"]
                unit = self._unit_of.get(label["en"], label["en"])
                name, shown = Name(**leaf["name"]), Name(**label)
                yield Category(leaf["id"], name, cluster["id"], leaf["type"], unit, shown, tuple(leaf["related"]))


def load_vocabulary() -> Words:
    """Return the vocabulary read from the data files."""
    lists = {name: read_yaml(__package__, f"{name}.yaml") for name in ("units", "sectors", "hazards")}
    lists |= {name: read_words(__package__, f"{name}.txt") for name in ("synonyms", "alone")}
    naming = loaded(read_text("knowledge.learnt", "naming.txt"))
    return Words(read_yaml(__package__, "taxonomy.yaml"), read_yaml(__package__, "words.yaml"), lists, naming.meant)


def _only(index: PhraseIndex, words: str) -> str | None:
    """Return the meaning of the whole words, else of the longest phrase in them (of equals, the first)."""
    known = index.exact(words)
    mentions = () if known else index.mentions(words)
    return max(mentions, key=lambda each: each.length).meaning if mentions else known


def _category_phrases(taxonomy: Mapping[str, Any], extra: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    leaves = [leaf for cluster in taxonomy["clusters"] for leaf in cluster["categories"]]
    for leaf in leaves:
        yield from _pairs(leaf["name"].values(), leaf["id"])
    for leaf in leaves:
        yield from _pairs([*leaf["synonyms"]["en"], *leaf["synonyms"]["ja"]], leaf["id"])
    for leaf_id, phrases in extra["synonyms"].items():
        yield from _pairs(phrases, leaf_id)


def _general_phrases(taxonomy: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for cluster in taxonomy["clusters"]:
        terms = cluster["generic_terms"]
        yield from _pairs([*terms["en"], *terms["ja"]], terms["default_leaf"])


def _sector_phrases(taxonomy: Mapping[str, Any], sectors: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for cluster in taxonomy["clusters"]:
        yield from _pairs([cluster["id"], *cluster["name"].values()], cluster["id"])
    for sector, aliases in sectors["aliases"].items():
        yield from _pairs(aliases, sector)


def _hazard_phrases(hazards: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for hazard in hazards["hazards"]:
        yield from _pairs([hazard["en"], hazard["ja"], *hazard["words"]], hazard["code"])


def _listed(words: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return (pair for leaf, phrases in words.items() for pair in _pairs(phrases, leaf))


def _pairs(phrases: Iterable[str], meaning: str) -> Iterator[tuple[str, str]]:
    return ((phrase, meaning) for phrase in phrases)
