"""Pairs the things a sentence names with the amounts it gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.vocabulary import CategorySpan
from knowledge.reader.quantities import Amount
from knowledge.reader.wording import Wording

_FORWARD = (
    r"\s*(?:of\s+|more\s+|x\s+|の|分の|ほどの|程度の|以上の)?(?:[a-z0-9'&()/.%\x1f-]+\s*){0,4}|の?[^\s、。,.:\d]{0,10}"
)
_NOT_FORWARD = (
    r"[,;:+\n、。]|\b(?:and|for|to|at|in|from|by|with|on|or|plus|until|near|who|needed|please)\b|[をがはもへ]|"
    r"から|まで"
)
_JAPANESE_LINK = r"まで(?=[一-龥ァ-ヶ])|(?:分|ほど|程度|以上|くらい)?の"
_REACH = 40
_MONEY = ("jpy", "usd", "eur")
_CARRIERS = ("logistics.road_transport", "logistics.air_sea_transport")
_NOUNS = ("room", "bed", "meal", "person", "team", "vehicle")  # units that are things of their own


@dataclass(frozen=True, slots=True)
class Thing:
    """The words for one thing at `start:end`; `category` None where nobody knows it."""

    start: int
    end: int
    category: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing with its amount; without one where none is given."""

    thing: Thing
    amount: Amount | None = None

    @property
    def start(self) -> int:
        """Where the pair begins in the text."""
        return min(self.thing.start, self.amount.start) if self.amount else self.thing.start

    @property
    def end(self) -> int:
        """Where the pair ends in the text."""
        return max(self.thing.end, self.amount.end) if self.amount else self.thing.end


class Pairing:
    """The pairing rules, compiled once."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._forward = re.compile(_FORWARD)
        self._not_forward = re.compile(_NOT_FORWARD)
        self._of = re.compile(r"\s*(?:of\s+)?")
        self._japanese_link = re.compile(_JAPANESE_LINK)

    def pairs(self, text: str, spans: Sequence[CategorySpan], amounts: Sequence[Amount]) -> list[Pair]:
        """Return the amounts with their things, and the things without amounts, of one sentence in order.

        Amounts for which no known thing stands near are left out; see `strangers`.
        """
        spans = _compounds(text, [span for span in spans if self._is_free(text, span, amounts)])
        if len(spans) == len(amounts) > 1 and spans[-1].end <= amounts[0].start:
            return [Pair(self._thing(text, span), each) for span, each in zip(spans, amounts, strict=True)]
        free, paired = list(spans), list[Pair]()
        for at, amount in enumerate(amounts):
            before = amounts[at - 1].end if at else 0
            after = amounts[at + 1].start if at + 1 < len(amounts) else len(text)
            span = self._partner(text, free, amount, before, after)
            if span:
                free.remove(span)
                free = [each for each in free if not amount.unit_start <= each.start < amount.end]
                paired.append(Pair(self._thing(text, span, amount), amount))
        paired += [Pair(self._thing(text, span)) for span in free]
        return sorted(paired, key=lambda pair: pair.start)

    def stranger(self, text: str, amount: Amount, floor: int, ceiling: int) -> Pair | None:
        """Return an amount with the unknown words beside it, or None where there are none."""
        if amount.counter:
            stretch = self._wording.preceding(text, amount.start, floor)
        else:
            stretch = self._wording.following(text, amount.end, ceiling) or self._wording.preceding(
                text, amount.start, floor
            )
        if stretch is None and amount.unit in _NOUNS and not amount.counter:
            stretch = amount.unit_start + 1, amount.end
        if stretch is None and amount.unit in _MONEY:
            stretch = amount.end, amount.end
        return Pair(Thing(*stretch, None), amount) if stretch else None

    def _partner(
        self, text: str, free: list[CategorySpan], amount: Amount, floor: int, ceiling: int
    ) -> CategorySpan | None:
        own = next((span for span in free if amount.unit_start <= span.start < amount.end), None)
        earlier = [span for span in reversed(free) if floor <= span.start < span.end <= amount.start]
        named = (span for span in earlier if not self._wording.is_context(text, span.start, span.end, 0))
        before = next(named, earlier[0] if earlier else None)
        if before and amount.start - before.end > _REACH:
            before = None
        if own:
            listed = before is None or self._wording.is_list(text[before.end : amount.start])
            return own if listed else before
        after = next((span for span in free if amount.end <= span.start < ceiling), None)
        if after and not self._leads_to(text[amount.end : after.start]):
            after = None
        if amount.counter and before and not self._japanese_link.match(text, amount.end):
            return before
        return after or (before if not self._interrupted(text, before, amount) else None)

    def _is_free(self, text: str, span: CategorySpan, amounts: Sequence[Amount]) -> bool:
        if any(_within(span, amount) for amount in amounts):
            return False
        return not self._wording.is_purpose(text, span.end)

    def _leads_to(self, gap: str) -> bool:
        gap = gap.removeprefix("まで")
        return len(gap) < _REACH and not self._not_forward.search(gap) and bool(self._forward.fullmatch(gap))

    def _interrupted(self, text: str, span: CategorySpan | None, amount: Amount) -> bool:
        """Return whether a number with words of its own follows: "blankets and 50 widgets" are two things."""
        if span is None or amount.counter or amount.unit:
            return False
        joined = self._wording.is_bare_list(text[span.end : amount.start])
        return joined and self._wording.following(text, amount.end, len(text)) is not None

    def _thing(self, text: str, span: CategorySpan, amount: Amount | None = None) -> Thing:
        if amount and amount.start <= span.start < amount.end < span.end:
            link = self._of.match(text, amount.end)
            return Thing(link.end() if link else amount.end, span.end, span.category)
        floor = amount.end if amount and amount.end <= span.start else 0
        return Thing(self._wording.describing(text, span.start, floor), span.end, span.category)


def _compounds(text: str, spans: Sequence[CategorySpan]) -> list[CategorySpan]:
    """Make one of mentions side by side ("mobile laundry van"): the last says what it is, unless it only carries."""
    merged: list[CategorySpan] = []
    for span in spans:
        if merged and text[merged[-1].end : span.start] in ("", " "):
            head = merged[-1] if span.category in _CARRIERS else span
            merged[-1] = CategorySpan(merged[-1].start, span.end, head.category, text[merged[-1].start : span.end])
        else:
            merged.append(span)
    return merged


def _within(span: CategorySpan, amount: Amount) -> bool:
    """Return whether a mention lies in an amount's number rather than in its unit word."""
    return amount.start <= span.start < amount.unit_start
