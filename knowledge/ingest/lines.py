"""Puts lines together again into the paragraphs that they were broken from."""

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.language.script import JAPANESE

_WIDE = re.compile(f"[{JAPANESE}、。，．・：；！？「」『』（）［］【】〈〉《》…ー〜　]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_SMALL = re.compile(r"^[^\W\d_]")
_ENDS, _CLOSERS = tuple(".!?。！？：:"), "\"'”’」』)）"
_ITEM = re.compile(
    r"^\s*(?:[•‣◦▪■□●○◆◇・※→►▶✓\uf0b7\uf0a7]|[-–*+]\s|[(（]?(?:\d{1,3}|[a-z])[)）]\s?|\d{1,3}\.\s|[①-⑳㈠-㈩])"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*$|[…‥・]{3,}\s*\d*$")
_NUMBERED = re.compile(
    r"^(?:第\s?[0-9０-９一二三四五六七八九十]+\s?[章節部編回]"
    r"|[0-9０-９]{1,2}[.．、)]\s*(?=\D)"
    r"|[0-9０-９]{1,2}(?:[.．-][0-9０-９]{1,2}){1,3}[.．]?\s+(?=\D)"
    rf"|[0-9０-９]{{1,2}}[\s　]+(?=[{JAPANESE}])"
    r"|[IVX]{1,5}\.\s|[A-Z]\.\s|(?:chapter|section|part|annex|appendix)\s+\w+|【[^】]+】$|[■◆●]\s*(?=\S))",
    re.IGNORECASE,
)
"""What stands before a heading: a number of a chapter, one of several levels, or a mark."""
LONGEST_HEADING = 100
"""Signs."""
_UNBROKEN = 150
"""Signs of a line that no page broke: such a text has a line for each paragraph."""
_SHORT = 0.75
"""A line that ends a sentence and is shorter than so much of the longest lines ends its paragraph."""


def joined(first: str, second: str) -> str:
    """Return two parts of a paragraph as one: a word that was divided is whole, Japanese has no space between."""
    if not first or not second:
        return first or second
    if _HYPHEN.search(first[-2:]) and _SMALL.match(second) and second[0].islower():
        return first[:-1] + second
    touching = first[-1] in "、。」" or (_WIDE.match(first[-1]) and _WIDE.match(second[0]))
    return first + second if touching else f"{first} {second}"


def ends_sentence(text: str) -> bool:
    """Return whether a text ends where a sentence does."""
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def is_leader(line: str) -> bool:
    """Return whether a line belongs to a table of contents (Water ........ 12)."""
    return _LEADERS.search(line) is not None


def may_be_heading(line: str) -> bool:
    """Return whether a line is short enough for a heading and does not end as a sentence does."""
    return 0 < len(line) <= LONGEST_HEADING and line[-1] not in ".。,、;；" and any(map(str.isalpha, line))


def is_numbered_heading(line: str) -> bool:
    """Return whether a line looks like a heading by what stands before it (2.1 Water, 第3章)."""
    return may_be_heading(line) and _NUMBERED.match(line) is not None


def width_of(lines: Iterable[str]) -> int:
    """Return how long a full line is, in signs: nine of ten are no longer."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def paragraphs(lines: Sequence[str], width: int | None = None) -> Iterator[str]:
    """Yield paragraphs: they end at an empty line, before an item of a list, after a short line that ends a sentence.

    `width` is how long a full line is; it is taken from the lines themselves where it is not given.
    """
    full = width_of(lines) if width is None else width
    open_paragraph, before = "", ""
    for line in lines:
        text = " ".join(line.split())
        if open_paragraph and _begins(line, before, full):
            yield open_paragraph
            open_paragraph = ""
        open_paragraph = joined(open_paragraph, text)
        before = text
    if open_paragraph:
        yield open_paragraph


def _begins(line: str, before: str, full: int) -> bool:
    """Return whether a line begins a new paragraph."""
    if not line.strip() or full > _UNBROKEN or line.startswith("　") or _ITEM.match(line):
        return True
    return ends_sentence(before) and len(before) < full * _SHORT
