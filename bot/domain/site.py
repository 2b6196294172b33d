"""A shelter, school, warehouse or office within a municipality, under the name people gave it."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.domain.record import Stamp
from bot.domain.site_names import site_key

SiteKind = Literal["shelter", "clinic", "school", "warehouse", "office", "unknown"]

_KINDS: tuple[tuple[SiteKind, str], ...] = (
    ("shelter", r"避難[所場]|\bshelter\b|\bevacuation\b"),
    ("clinic", r"病院|診療所|クリニック|\bhospital\b|\bclinic\b"),
    (
        "school",
        r"学校|高校|大学|[小中高]$|保育[園所]|幼稚園|\b(?:school|elementary|junior high|university|kindergarten)\b",
    ),
    ("warehouse", r"倉庫|\bwarehouse\b"),
    ("office", r"役[所場]|支所|出張所|\boffice\b|\b(?:city|town|village|ward) hall\b"),
)
"""By which words a kind is known; the first that fits stands, so that a school which is a shelter is a shelter."""


@dataclass(frozen=True, slots=True)
class Site:
    """S3. `name` is in the words of whoever named it first, in `language` ("en", "ja"); `code` is its municipality.

    `stamp` says who that was, and in which response. Two sites of one municipality never bear the same `key`.
    """

    id: str
    stamp: Stamp
    code: str
    name: str
    language: str
    kind: SiteKind = "unknown"

    @property
    def key(self) -> str:
        """Return the name as it is compared."""
        return site_key(self.name)


def kind_of(name: str) -> SiteKind:
    """Return what a site is, as far as its name tells."""
    return next((kind for kind, words in _KINDS if re.search(words, name, re.IGNORECASE)), "unknown")
