"""Leaves out what a poster takes back in the same breath: "50, no, 60 blankets", 10月いっぱい…いや20日まで."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_TAKEN_BACK = (
    r"(?:\b(?:sorry|correction|i\s+mean|scratch\s+that|make\s+(?:that|it)|no,?\s+wait|oops|or\s+rather)\b|[,.-]\s*no,\s|"
    r"(?:^|[\s、。…,.])(?:いや|いえ|訂正|もとい|すみません、?正しくは|正しくは|間違えました|失礼)|(?:じゃ|では)なくて?)"
)


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Found = TypeVar("Found", bound=_Stretch)


class Corrections:
    """The rules for taking back, compiled once."""

    def __init__(self) -> None:
        self._taken_back = re.compile(_TAKEN_BACK)

    def kept(self, text: str, found: Sequence[Found], reach: int) -> list[Found]:
        """Return the finds, in order, that none within `reach` signs of the folded text corrects.

        A correction takes back every find before it on the same line that is no further away.
        """
        first = 0
        for at, (one, other) in enumerate(pairwise(found), start=1):
            gap = text[one.end : other.start]
            if len(gap) <= reach and "\n" not in gap and self._taken_back.search(gap):
                first = at
        begin = text.rfind("\n", 0, found[first].start) + 1 if found else 0
        return [each for at, each in enumerate(found) if at >= first or each.end <= begin]
