"""Finds numbers of which nobody can tell what they count, so that they are asked about and not taken."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.quantity import plain
from bot.domain.reading import ReadLine, Trouble
from knowledge.reader.pairing import Pair
from knowledge.reader.quantities import Amount

_BESIDE = re.compile(r"[\s/~-]*")
_YEARS = range(2020, 2036)
"""A number of these that nothing counts with may be a year."""


def may_count_else(text: str, pair: Pair, pairs: Sequence[Pair], amounts: Sequence[Amount]) -> bool:
    """Return whether a thing's number without a unit may belong to something else: it is a year, or one of two.

    "毛布 200 300": another bare number stands right beside it, and either may be meant.
    """
    amount = pair.amount
    if amount is None or amount.value is None or amount.unit or amount.counter:
        return False
    if amount.max is None and amount.value % 1000 == 0 and amount.value // 1000 in _YEARS:
        return True
    free = [each for each in amounts if each.value is not None and not (each.unit or each.unknown)]
    free = [each for each in free if not any(other.amount is each for other in pairs)]
    beside = [(one, other) for one, other in pairwise(amounts) if _BESIDE.fullmatch(text, one.end, other.start)]
    return any(amount in both and (both[0] in free or both[1] in free) for both in beside)


def without_two_numbers(lines: Sequence[ReadLine]) -> tuple[list[ReadLine], list[Trouble]]:
    """Make one line of those that say two numbers of one thing at one place and time; it has none until asked.

    "200 blankets in Wajima. We need 300 blankets."
    """
    kept: list[ReadLine] = []
    numbers: dict[int, list[int]] = {}
    for line in lines:
        at = next((at for at, other in enumerate(kept) if _same_but_for_the_number(other, line)), None)
        if at is None or line.quantity is None:
            numbers[len(kept)] = [line.quantity.value] if line.quantity else []
            kept.append(line)
        else:
            numbers[at].append(line.quantity.value)
    troubles: list[Trouble] = []
    for at, said in numbers.items():
        several = tuple(plain(value) for value in dict.fromkeys(said))
        if len(said) > 1:
            kept[at] = replace(kept[at], quantity=None, unsure=tuple(dict.fromkeys((*kept[at].unsure, "quantity"))))
            troubles.append(Trouble("quantity", kept[at].item, several, "two"))
    return kept, troubles


def _same_but_for_the_number(one: ReadLine, other: ReadLine) -> bool:
    if one.quantity is None or other.quantity is None or one.quantity.value == other.quantity.value:
        return False
    shared = (one.item.casefold(), one.quantity.unit) == (other.item.casefold(), other.quantity.unit)
    grounds = tuple(each for each in other.grounds if each[0] in ("quantity", "kind"))
    alike = replace(other, quantity=one.quantity, unsure=one.unsure, item=one.item, grounds=one.grounds)
    return bool(shared and grounds) and alike == one
