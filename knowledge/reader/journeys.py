"""Tells times that only say how long the way is, or when it begins, from times at which a thing is needed or there."""

import re

from knowledge.reader import window_words as words

_LEAD = 40
_FURTHEST = 70  # signs between the day of leaving and that of arriving
_SENTENCE_ENDS = re.compile(r"[。!?\n]|\.(?=\s|$)")


class Journeys:
    """The rules for ways, compiled once."""

    def __init__(self) -> None:
        self._far = re.compile(words.FAR_BEFORE), re.compile(words.FAR_AFTER)
        self._arrives = re.compile(words.ARRIVES_BEFORE)
        self._sent = re.compile(words.SENT_BEFORE), re.compile(words.SENT_AFTER)
        self._asks = re.compile(words.ASKS)
        self._leaves = re.compile(words.LEAVES), re.compile(words.LEAVES_AFTER)
        self._reaches = re.compile(words.REACHES), re.compile(words.REACHES_AFTER)

    def lasts(self, text: str, within: re.Match[str]) -> bool:
        """Return whether "within two days" is the way itself: 車で1時間以内, "arrives in two days"."""
        start, end = within.span()
        lead = text[max(0, start - _LEAD) : start]
        far_before, far_after = self._far
        if far_before.search(lead) or far_after.match(text, end) or self._arrives.search(lead):
            return True
        sent_before, sent_after = self._sent
        sent = sent_before.search(lead) or sent_after.match(text, end)
        return bool(sent) and not self._asks.search(_sentence(text, start, end))

    def leads_to(self, text: str, leaving: tuple[int, int], arriving: tuple[int, int]) -> bool:
        """Return whether a load leaves on the day named at one stretch and arrives on that named at the next."""
        gap = text[leaving[1] : arriving[0]]
        if len(gap) > _FURTHEST or _SENTENCE_ENDS.search(gap):
            return False
        leaves, leaves_after = self._leaves
        reaches, reaches_after = self._reaches
        said = text[max(0, leaving[0] - _LEAD) : leaving[1]]
        left = leaves.search(said) or leaves_after.match(text, leaving[1])
        return bool(left and (reaches.search(gap) or reaches_after.match(text, arriving[1])))


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch."""
    begins = [match.end() for match in _SENTENCE_ENDS.finditer(text, 0, start)]
    ends = _SENTENCE_ENDS.search(text, end)
    return text[begins[-1] if begins else 0 : ends.start() if ends else len(text)]
