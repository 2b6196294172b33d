"""Makes the lines of each sentence: which things it asks for or offers, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.reading import PostKind, ReadQuantity
from bot.domain.vocabulary import Category
from bot.ports import Vocabulary
from knowledge.reader.pairing import Pair, Pairing, Thing
from knowledge.reader.quantities import Amount, Quantities
from knowledge.reader.stances import Sentence
from knowledge.reader.wording import Wording

_SERVED = ("person", "household")
_MONEY = ("jpy", "usd", "eur")
_MONEY_WORDS = "funding"  # a sum alone is money given or asked for
NOT_GOODS = ("person", "household", "jpy", "usd", "eur", "hour", "word", "session", "trip", "site", "m2")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before its place and time are known; `start:end` is where the text says it.

    `weak`: words that may only be the surroundings of another line ("for the shelter").
    """

    kind: PostKind
    start: int
    end: int
    item: str
    category: str | None
    quantity: ReadQuantity | None
    amount: Amount | None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence to be read as lines of a kind.

    `own`: things without a number count too; `bare`: so do numbers of things nobody knows; `said`: its own words
    ask or offer.
    """

    sentence: Sentence
    kind: PostKind
    own: bool
    bare: bool
    said: bool = False


class Lines:
    """The rules for lines over a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, quantities: Quantities) -> None:
        self._vocabulary = vocabulary
        self._quantities = quantities
        self._wording = Wording()
        self._pairing = Pairing(self._wording)

    def read(self, text: str, original: str, task: Task) -> list[Draft]:
        """Return the lines of one sentence in order.

        `text` is folded with contacts, dates and places blotted out; `task.own` False: only things with a number
        count, for a sentence that says nothing of its own may speak of anything.
        """
        start, end = task.sentence.start, task.sentence.end
        words = text[start:end]
        amounts = _outside_brackets(words, self._quantities.find(words))
        pairs = self._pairs(words, amounts, task)
        return [self._draft(words, original[start:end], pair, task) for pair in pairs]

    def with_later_amount(self, text: str, draft: Draft, sentence: Sentence) -> Draft:
        """Return a line with the amount that a sentence of its own gives afterwards ("60 packs, please")."""
        words = text[sentence.start : sentence.end]
        amounts = self._quantities.find(words)
        if draft.amount or not amounts or self._vocabulary.spans(words.replace(_unit_words(words, amounts[0]), " ")):
            return draft
        category = self._vocabulary.category(draft.category) if draft.category else None
        quantity = self._quantity(draft.item.lower(), amounts[0], category)
        return replace(draft, quantity=quantity, amount=amounts[0])

    def any_line(self, text: str, original: str, kind: PostKind) -> Draft | None:
        """Return a line made of the likeliest words of a text in which nothing known is named, or None."""
        stretch = self._wording.any_words(text, 0, len(text))
        if stretch is None:
            return None
        pair = Pair(Thing(*stretch, None))
        return self._draft(text, original, pair, Task(Sentence(0, len(text), None), kind, own=True, bare=True))

    def _pairs(self, words: str, amounts: Sequence[Amount], task: Task) -> list[Pair]:
        pairs = self._pairing.pairs(words, self._vocabulary.spans(words), amounts)
        counted = [pair for pair in pairs if pair.amount]
        strangers = self._strangers(words, amounts, counted, task)
        counted = sorted([*counted, *strangers], key=lambda pair: pair.start)
        bare = [pair for pair in pairs if not pair.amount]
        if not counted:
            return self._uncounted(words, bare) if task.own else []
        return self._joined(words, counted, bare)

    def _strangers(self, words: str, amounts: Sequence[Amount], counted: Sequence[Pair], task: Task) -> list[Pair]:
        """Return the amounts of things that no category covers; in a list, or where the sentence has no other."""
        if not (task.own or task.bare):
            return []
        found: list[Pair] = []
        for at, amount in enumerate(amounts):
            taken = [pair for pair in [*counted, *found] if pair.amount is amount]
            if taken or amount.value is None:
                continue
            floor = amounts[at - 1].end if at else 0
            ceiling = amounts[at + 1].start if at + 1 < len(amounts) else len(words)
            pair = self._pairing.stranger(words, amount, floor, ceiling)
            if pair and self._is_welcome(words, pair, [*counted, *found]):
                found.append(pair)
        return found

    def _is_welcome(self, words: str, pair: Pair, others: Sequence[Pair]) -> bool:
        if not others:
            return True
        if pair.amount is None or pair.amount.unit in NOT_GOODS:
            return False
        before = max((other.end for other in others if other.end <= pair.start), default=None)
        after = min((other.start for other in others if other.start >= pair.end), default=None)
        return (before is not None and self._wording.is_list(words[before : pair.start])) or (
            after is not None and self._wording.is_list(words[pair.end : after])
        )

    def _uncounted(self, words: str, bare: Sequence[Pair]) -> list[Pair]:
        """Return the first thing that is not mere surroundings, with those listed after it."""
        core = [pair for pair in bare if not self._is_context(words, pair)] or list(bare[:1])
        return self._joined(words, core[:1], core[1:])

    def _joined(self, words: str, kept: Sequence[Pair], others: Sequence[Pair]) -> list[Pair]:
        """Return the kept pairs and those others that are listed right beside one of them."""
        joined = list(kept)
        for pair in others:
            if self._is_context(words, pair):
                continue
            gaps = [words[each.end : pair.start] for each in joined if each.end <= pair.start]
            gaps += [words[pair.end : each.start] for each in joined if pair.end <= each.start]
            if any(self._wording.is_list(gap) for gap in gaps):
                joined.append(pair)
        return sorted(joined, key=lambda pair: pair.start)

    def _is_context(self, words: str, pair: Pair) -> bool:
        return self._wording.is_context(words, pair.thing.start, pair.thing.end, 0)

    def _draft(self, words: str, original: str, pair: Pair, task: Task) -> Draft:
        thing = pair.thing
        item = original[thing.start : thing.end].strip(" 　-・「」")
        known = thing.category
        money = pair.amount is not None and pair.amount.unit in _MONEY and not item
        if known is None and (found := self._vocabulary.find_category(_MONEY_WORDS if money else item)):
            known = found.id
        category = self._vocabulary.category(known) if known else None
        if category and not item:
            item = category.name.of("en" if original.isascii() else "ja")
        quantity = self._quantity(words[thing.start : thing.end], pair.amount, category)
        offset = task.sentence.start
        weak = pair.amount is None and self._is_context(words, pair)
        return Draft(task.kind, pair.start + offset, pair.end + offset, item, known, quantity, pair.amount, weak)

    def _quantity(self, item: str, amount: Amount | None, category: Category | None) -> ReadQuantity | None:
        if amount is None or amount.value is None or amount.absurd or amount.unknown:
            return None
        if amount.unit in _SERVED and category and category.type == "goods" and not amount.counter.endswith("分"):
            return None
        if amount.unit == "person" and amount.counter.endswith("分") and category and category.type == "goods":
            return None
        unit = amount.unit or self._quantities.natural(item, category.unit if category else "piece")
        if amount.counter == "台" and unit != "vehicle":
            unit = "unit"
        return ReadQuantity(amount.value, unit, amount.max, amount.counter)


def _unit_words(words: str, amount: Amount) -> str:
    return words[amount.start : amount.end]


def _outside_brackets(words: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Leave out what brackets say of a thing already counted: "one van (6 machines inside)"."""
    kept: list[Amount] = []
    for amount in amounts:
        lead = words[: amount.start]
        if not kept or lead.count("(") <= lead.count(")"):
            kept.append(amount)
    return kept


def without_asides(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the lines without those that only surround others.

    Where something is counted, an uncounted offer is a remark (運賃, "by boat"), and so is an uncounted request
    beside counted offers (燃料だけ負担してください).
    """
    counted = {draft.kind for draft in drafts if draft.amount}
    strong = [draft for draft in drafts if not draft.weak]
    if not counted:
        return strong or list(drafts[:1])
    remark = {"offer"} | ({"request"} if counted == {"offer"} else set())
    return [draft for draft in strong if draft.amount or draft.kind not in remark]


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the lines without those that say an earlier one again, as posts in two languages do."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((at for at, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        elif kept[twin].quantity is None:
            kept[twin] = replace(kept[twin], quantity=draft.quantity, amount=draft.amount)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    if one.category is None or (one.kind, one.category) != (other.kind, other.category):
        return False
    if one.quantity is None or other.quantity is None:
        return one.item.isascii() != other.item.isascii() or one.item.lower() == other.item.lower()
    numbers = (one.quantity.value, one.quantity.max) == (other.quantity.value, other.quantity.max)
    return numbers and (one.item.isascii() != other.item.isascii() or one.item.lower() == other.item.lower())
