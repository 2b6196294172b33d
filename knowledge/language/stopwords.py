"""Words that say nothing about a question's subject, from a data file."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.datafiles import read_yaml


@dataclass(frozen=True, slots=True)
class StopWords:
    """What search leaves out; the lists and their meaning stand in `data/stopwords.yaml`, every entry folded."""

    en: frozenset[str]
    en_words: frozenset[str]
    en_forms: Mapping[str, str]
    ja_particles: frozenset[str]
    ja_words: frozenset[str]
    ja_kept: frozenset[str]
    ja_compounds: frozenset[str]


def load_stopwords() -> StopWords:
    """Return the lists that come with the bot."""
    lists = read_yaml(__package__, "stopwords.yaml")
    return StopWords(
        en=frozenset(lists["en"]),
        en_words=frozenset(lists["en_words"]),
        en_forms=lists["en_forms"],
        ja_particles=frozenset(lists["ja_particles"]),
        ja_words=frozenset(lists["ja_words"]),
        ja_kept=frozenset(lists["ja_kept"]),
        ja_compounds=frozenset(lists["ja_compounds"]),
    )
