"""Brings text to the form in which names are compared, and remembers where each character came from."""

import unicodedata
from dataclasses import dataclass

_HALF_WIDTH_VOICING = "ﾞﾟ"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. `origin[i]` is where the i-th folded character began in the original; its last entry is the end."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's positions of the folded `text[start:end]`; `end` must be greater than `start`."""
        last = self.origin[end - 1]
        after = next((place for place in self.origin[end:] if place > last), self.origin[-1])
        return self.origin[start], after


def fold(text: str) -> str:
    """Return the text in NFKC and caseless, so that ＷＡＳＨ, wash and WASH are one."""
    return unicodedata.normalize("NFKC", text).casefold()


def fold_with_origin(text: str, *, caseless: bool = True) -> Folded:
    """Return the text folded like `fold` (or only to NFKC), with the way back to the original's positions."""
    if unicodedata.is_normalized("NFKC", text):
        same = text.casefold() if caseless else text
        if len(same) == len(text):
            return Folded(same, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    origin: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end])
        piece = piece.casefold() if caseless else piece
        pieces.append(piece)
        origin.extend([start] * len(piece))
    return Folded("".join(pieces), (*origin, len(text)))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Return the bounds of characters together with the marks that normalisation melts into them."""
    starts = [
        place
        for place, sign in enumerate(text)
        if place == 0 or not (sign in _HALF_WIDTH_VOICING or unicodedata.combining(sign))
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else []
