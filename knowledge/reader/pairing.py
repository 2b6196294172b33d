"""Pairs the things a sentence names with the amounts it gives."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.vocabulary import CategorySpan
from knowledge.reader.folding import hide
from knowledge.reader.quantities import Amount
from knowledge.reader.wording import Wording
from knowledge.vocabulary.heads import only_carries
from knowledge.vocabulary.phrases import is_japanese

_FORWARD = (
    r"\s*(?:of\s+|more\s+|x\s+|の|分の|ほどの|程度の|以上の)?(?:[a-z0-9'&()/.%\x1f-]+\s*){0,4}|の?[^\s、。,.:\d]{0,10}"
)
_NOT_FORWARD = (
    r"[,;:+\n、。]|(?<!-)\b(?:and|for|to|at|in|from|by|with|on|or|plus|until|near|who|needed|please)\b(?!-)|[をがはもへに]|"
    r"から|まで"
)
_JAPANESE_LINK = r"まで(?=[一-龥ァ-ヶ])|(?:分|ほど|程度|以上|くらい)?の"
_PIECE_END = (
    r"[,;、\n+・/&]|\band\b|\bplus\b|\bor\b|および|及び|並びに|ならびに|それと"
    r"|(?<=[\x1f枚個本箱袋台名人食足組着張缶])と"
)
_EACH_BEFORE = r"(?:各|それぞれ|\beach\s|\b(?:of\s)?each:?\s)$"
_EACH_AFTER = r"\s*(?:ずつ|each\b|of\s+each\b|apiece\b)"
_OTHER_CLAUSE = re.compile(r"\b(?:we|i|you|they)\s+(?:\w+\s+)?(?:want|need|have|seek|require|ask|look)")
# "the fodder stores were washed out, 45 milking cows", "the shelter is hoping to borrow 12": the number is another's
_TOLD = re.compile(r"\b(?:was|were|has|have|had|got|went|came|broke|lost)\b[^,;]*[,;-]\s*$")
_ASKED = re.compile(
    r"^(?:\s(?:in|at|of|near)\b)?[\sa-z\x1f'-]*\b(?:is|are|hopes?|hoping|needs|wants|would|could|has)\s(?:[a-z]+\s){0,4}?"
    r"(?:borrow|use|take|need|needs|get|have|rent|receive|collect)\s$"
)
_TOTAL = re.compile(
    r"(?:計|合計|総計|あわせて|合わせて|全部で|\btotal(?:ling|ing)?|\bin\s+all|\ball\s+together)[^\d]{0,6}\d[\d,.]*$"
)
_PARTICLE = re.compile(
    r"^[とやのにでを](?=[一-龥ァ-ヶ])|(?<=[一-龥ァ-ヶー])(?:で|に|は|が|を|へ|から|まで)(?=[一-龥ァ-ヶー])"
)
_VERBS = ("borrow", "get", "use", "take", "receive", "collect", "rent", "hire", "buy", "loan")  # "hopes to borrow 12"
_DIGIT = re.compile(r"\d+")
_REACH = 40
_HOUSES = ("shelter.evac_space", "coordination.site_management")  # a shelter that asks is no thing
_MONEY = ("jpy", "usd", "eur")
_HANDS = (
    "people.volunteers",
)  # "cooking volunteers", 泥かきボランティア: what they do says more than that they are people
_LOADED = re.compile(
    r"(?:pallet|truck|lorry|van|container|trailer|tanker|drum|barrel|jerry\s?can|canister|bale|tray|warehouse)s?"
)
_PICKING = re.compile(r"pick(?:ed|ing|s)?(?:[\s-]up\b|up\s?(?:only|in|at|from|point|:)|\s(?:it|them)\s)")  # no tool
# "flat-bottomed boats", "rope-access roofers", "water-damaged houses": half of a word that describes
_DESCRIBING = re.compile(
    r"-(?:bottomed|access|proof|resistant|powered|driven|shaped|lined|sized|damaged|logged|borne|based|like|related|side|style|mounted"
    r"|trained|certified|experienced|ready|safe|compatible|owned|led|run)\b"
)
_VESSEL = re.compile(r"ドラム缶|ポリタンク|携行缶|一斗缶|ジェリ缶")
_FILLED = re.compile(r"[をはが、]?\s?(?:\d[\d.]*\s?(?:l|リットル)(?:入り)?の?)?")  # 軽油をドラム缶2本: what it comes in
FUEL = "logistics.fuel"
_ALTERNATIVE = re.compile(r"\s*\bor\b\s*(?:a\s+|an\s+)?")


@dataclass(frozen=True, slots=True)
class Thing:
    """The words for one thing at `start:end`; `category` None where nobody knows it."""

    start: int
    end: int
    category: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing with its amount; without one where none is given. `again`: another amount of a thing named before."""

    thing: Thing
    amount: Amount | None = None
    again: bool = False

    @property
    def start(self) -> int:
        """Where the pair begins in the text."""
        if self.amount and self.again:
            return self.amount.start
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
        self._piece_end = re.compile(_PIECE_END)
        self._each_before = re.compile(_EACH_BEFORE)
        self._each_after = re.compile(_EACH_AFTER)

    def things(self, text: str, spans: Sequence[CategorySpan]) -> list[CategorySpan]:
        """Return the things that a sentence names: compounds and alternatives as one, without what brackets add."""
        named = [span for span in spans if not _PICKING.match(text, span.start)]
        named = [span for span in named if not (_DESCRIBING.match(text, span.end) or _is_vessel(text, span, named))]
        return [span for span in _compounds(text, named) if not self._is_aside(text, span, named)]

    def pairs(
        self,
        text: str,
        spans: Sequence[CategorySpan],
        amounts: Sequence[Amount],
        fits: Callable[[str | None, str], bool],
    ) -> list[Pair]:
        """Return the amounts with their things, and the things without amounts, of one sentence in order.

        `fits` tells whether a category can be counted in a unit. Amounts for which no known thing stands near are left
        out; see `stranger`.
        """
        spans = [span for span in spans if self._is_free(text, span, amounts)]
        if len(spans) == len(amounts) > 1 and spans[-1].end <= amounts[0].start and self._are_listed(text, spans):
            return [Pair(self._thing(text, span), each) for span, each in zip(spans, amounts, strict=True)]
        free, paired = list(spans), list[Pair]()
        stretches = (self._pieces(text, spans, amounts), False), (_between_amounts(text, amounts), True)
        for bounds, whole in stretches:
            for amount, (floor, ceiling) in zip(amounts, bounds, strict=True):
                if floor >= ceiling or any(pair.amount is amount for pair in paired):
                    continue
                near = [span for span in free if floor <= span.start and span.end <= ceiling]
                near = [span for span in near if fits(span.category, amount.unit)]
                if not whole and all(_is_unit_word(span, amount) for span in near):
                    continue
                span = self._partner(text, near, amount, floor, ceiling)
                if span:
                    free.remove(span)
                    free = [each for each in free if not amount.unit_start <= each.start < amount.end]
                    paired.append(Pair(self._thing(text, span, amount), amount))
        paired += [Pair(self._thing(text, span)) for span in free]
        paired = self._with_total(text, paired, amounts)
        return self._each(text, sorted(paired, key=lambda pair: pair.start))

    def _with_total(self, text: str, pairs: list[Pair], amounts: Sequence[Amount]) -> list[Pair]:
        """Give the fuel its litres where these follow its drums: 軽油をドラム缶2本、計400リットル."""
        poured = next((pair for pair in pairs if pair.thing.category == FUEL), None)
        if poured is None or (poured.amount and poured.amount.unit == "litre"):
            return pairs
        free = (each for each in amounts if not any(pair.amount is each for pair in pairs))
        total = next((each for each in free if each.unit == "litre" and self._is_total(text, each)), None)
        return [replace(pair, amount=total) if pair is poured and total else pair for pair in pairs]

    def _is_total(self, text: str, amount: Amount) -> bool:
        return _TOTAL.search(text[max(0, amount.start - 12) : amount.unit_start]) is not None

    def _pieces(self, text: str, spans: Sequence[CategorySpan], amounts: Sequence[Amount]) -> list[tuple[int, int]]:
        """Return for each amount the piece of a list it stands in; an empty one where another amount shares it."""
        masked = text
        for start, end in [(span.start, span.end) for span in spans] + [(each.start, each.end) for each in amounts]:
            masked = hide(masked, start, end)
        ends = [0, *(match.end() for match in self._piece_end.finditer(masked)), len(text)]
        found: list[tuple[int, int]] = []
        for amount in amounts:
            floor = max(end for end in ends if end <= amount.start)
            ceiling = min((end for end in ends if end >= amount.end), default=len(text))
            shared = any(each is not amount and floor <= each.start < ceiling for each in amounts)
            found.append((0, 0) if shared else (floor, ceiling))
        return found

    def _are_listed(self, text: str, spans: Sequence[CategorySpan]) -> bool:
        return all(self._wording.is_list(text[one.end : other.start]) for one, other in pairwise(spans))

    def _each(self, text: str, pairs: list[Pair]) -> list[Pair]:
        """Give an amount that holds for each ("soap and towels, 100 each", 各100個) to the things listed before it."""
        for at in range(len(pairs) - 1, 0, -1):
            amount = pairs[at].amount
            listed = self._wording.is_list(text[pairs[at - 1].thing.end : pairs[at].thing.start])
            if amount and listed and pairs[at - 1].amount is None and self._is_each(text, amount):
                pairs[at - 1] = replace(pairs[at - 1], amount=amount)
        return pairs

    def _is_each(self, text: str, amount: Amount) -> bool:
        before = text[max(0, amount.start - 8) : amount.unit_start]
        said = self._each_before.search(text[max(0, amount.start - 10) : amount.start]) or "各" in before
        return bool(said) or self._each_after.match(text, amount.end) is not None

    def stranger(self, text: str, amount: Amount, floor: int, ceiling: int) -> Pair | None:
        """Return an amount with the unknown words beside it, or None where there are none."""
        if not amount.counter and not amount.unit and is_japanese(text[amount.end : amount.end + 1]):
            return None  # 2028年3月, 65歳, 4年1組: what follows counts nothing anybody could bring
        if amount.counter:
            stretch = self._wording.preceding(text, amount.start, floor)
            if stretch is None and amount.unit == "meal":
                stretch = amount.end, amount.end
        else:
            stretch = self._wording.following(text, amount.end, ceiling) or self._wording.preceding(
                text, amount.start, floor
            )
        if stretch and text[slice(*stretch)] in _VERBS:
            stretch = None
        worded = amount.unit and not amount.counter and amount.end > amount.unit_start
        if stretch is None and worded and amount.unit not in _MONEY:
            stretch = amount.unit_start + 1, amount.end
        if stretch is None and amount.unit in _MONEY:
            stretch = amount.end, amount.end
        return Pair(Thing(*_named(text, stretch), None), amount) if stretch else None

    def _partner(
        self, text: str, free: list[CategorySpan], amount: Amount, floor: int, ceiling: int
    ) -> CategorySpan | None:
        own = next((span for span in free if amount.unit_start <= span.start < amount.end), None)
        earlier = [span for span in reversed(free) if floor <= span.start < span.end <= amount.start]
        named = (span for span in earlier if not self._wording.is_context(text, span.start, span.end, 0))
        before = next(named, earlier[0] if earlier else None)
        alone = sum(not self._wording.is_context(text, span.start, span.end, 0) for span in earlier) <= 1
        if before and amount.start - before.end > (2 * _REACH if alone else _REACH):
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

    def _is_aside(self, text: str, span: CategorySpan, spans: Sequence[CategorySpan]) -> bool:
        """Return whether brackets right after another thing hold this one: "gloves (medical)"."""
        opening = text.rfind("(", 0, span.start)
        if (
            opening < 0
            or ")" in text[opening : span.start]
            or len(_DIGIT.findall(text[opening : text.find(")", opening)])) > 1
        ):
            return False
        return any(0 <= opening - other.end <= 1 for other in spans)

    def _leads_to(self, gap: str) -> bool:
        gap = gap.removeprefix("まで")
        return len(gap) < _REACH and not self._not_forward.search(gap) and bool(self._forward.fullmatch(gap))

    def _interrupted(self, text: str, span: CategorySpan | None, amount: Amount) -> bool:
        """Return whether a number with words of its own follows: "blankets and 50 widgets" are two things."""
        if span is None or amount.counter or amount.unit:
            return False
        gap = text[span.end : amount.start]
        joined = self._wording.is_bare_list(gap) or any(each.search(gap) for each in (_OTHER_CLAUSE, _TOLD, _ASKED))
        if _ASKED.search(gap) and span.category in _HOUSES:
            return True
        return joined and self._wording.following(text, amount.end, len(text)) is not None

    def _thing(self, text: str, span: CategorySpan, amount: Amount | None = None) -> Thing:
        if amount and amount.start <= span.start < amount.end < span.end:
            link = self._of.match(text, amount.end)
            return Thing(link.end() if link else amount.end, span.end, span.category)
        floor = amount.end if amount and amount.end <= span.start else 0
        return Thing(self._wording.describing(text, span.start, floor), span.end, span.category)


def _named(text: str, stretch: tuple[int, int]) -> tuple[int, int]:
    """Return the words for an unknown thing without what stands before it: where it is, and the と that lists it."""
    words = text[slice(*stretch)]
    start = max((match.end() for match in _PARTICLE.finditer(words)), default=0)
    return (stretch[0] + start, stretch[1]) if start < len(words) else stretch


def _is_vessel(text: str, span: CategorySpan, spans: Sequence[CategorySpan]) -> bool:
    """Return whether a mention only says in what the fuel named before it comes."""
    if not _VESSEL.search(text, span.start, span.end):
        return False
    return any(each.category == FUEL and _FILLED.fullmatch(text, each.end, span.start) for each in spans)


def _compounds(text: str, spans: Sequence[CategorySpan]) -> list[CategorySpan]:
    """Make one of mentions side by side ("mobile laundry van"): the last says what it is, unless it only carries."""
    merged: list[CategorySpan] = []
    for span in spans:
        gap = text[merged[-1].end : span.start] if merged else None
        if gap is not None and (gap in ("", " ") or _is_one(gap, merged[-1], span)):
            head = merged[-1] if only_carries(span.category, span.words) else span
            merged[-1] = CategorySpan(merged[-1].start, span.end, head.category, text[merged[-1].start : span.end])
        elif gap == " of " and _LOADED.fullmatch(text[merged[-1].start : merged[-1].end]):
            merged[-1] = span  # "a pallet of water": what it carries is meant
        else:
            merged.append(span)
    return merged


def _is_one(gap: str, one: CategorySpan, other: CategorySpan) -> bool:
    """Return whether two mentions are one thing: alternatives ("ferry or boat"), or work and the hands for it."""
    if one.category == other.category and _ALTERNATIVE.fullmatch(gap):
        return True
    return other.category in _HANDS and gap in ("を", "の", "に", "も", "で")


def _between_amounts(text: str, amounts: Sequence[Amount]) -> list[tuple[int, int]]:
    """Return for each amount the stretch from the amount before it to the one after it."""
    starts = [0, *(amount.end for amount in amounts[:-1])]
    ends = [*(amount.start for amount in amounts[1:]), len(text)]
    return list(zip(starts, ends, strict=True)) if amounts else []


def _is_unit_word(span: CategorySpan, amount: Amount) -> bool:
    """Return whether a mention is an amount's own unit word ("45 meals"), which may count a thing named elsewhere."""
    return amount.unit_start <= span.start < amount.end


def _within(span: CategorySpan, amount: Amount) -> bool:
    """Return whether a mention lies in an amount's number rather than in its unit word."""
    return amount.start <= span.start < amount.unit_start
