"""Finds what stands between quotation marks in a question: words that are to be found side by side."""

import re
from dataclasses import dataclass

_QUOTED = re.compile('"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』')
_MARKS = re.compile('["“”「」『』]')
_NOTHING = re.compile(r"[\s\W_]*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A question without its quotation marks, the phrases between them, and whether nothing stands beside those."""

    text: str
    phrases: tuple[str, ...]
    alone: bool


def phrases_in(question: str) -> Quoted:
    """Return the question taken apart; a mark that is never closed is no mark."""
    phrases = tuple(next(filter(None, found.groups())) for found in _QUOTED.finditer(question))
    beside = _QUOTED.sub(" ", question)
    return Quoted(_MARKS.sub(" ", question), phrases, bool(phrases) and _NOTHING.fullmatch(beside) is not None)
