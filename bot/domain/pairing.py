"""Which offers go to which requests so that most is served: what is possible, how good a plan is, and a plain one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.post import WHOLE, Post
from bot.domain.reading import Urgency

LEVELS: tuple[Urgency, ...] = ("critical", "routine")
"""Whose requests are served first: nothing of a critical one is given up for any number of routine ones."""
CLOSE = 1e-6
"""Two worths that differ by less are the same: what a solver computes in floating point."""


@dataclass(frozen=True, slots=True)
class Chance:
    """An offer that fits a request with this score (0–1).

    `whole`: the two are counted in different units or not at all, so that all of the one goes to all of the other.
    """

    request: str
    offer: str
    score: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Pairing:
    """So much of the request, in thousandths of its unit, is met by the chance; a `whole` one is met entirely."""

    chance: Chance
    amount: int


Plan = tuple[Pairing, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """What is still wanted and still to be had, in thousandths by id, how urgent each request is, and the chances."""

    wanted: Mapping[str, int]
    left: Mapping[str, int]
    urgency: Mapping[str, Urgency]
    chances: Sequence[Chance]

    def share(self, chance: Chance, amount: int) -> float:
        """Return which part of its request an amount meets, 0–1."""
        return amount / self.wanted[chance.request]

    def worth(self, plan: Iterable[Pairing]) -> tuple[float, ...]:
        """Return the sum of scores × parts met, level by level: compared in this order.

        Parts and not amounts, so that a million yen do not outweigh twenty nurses.
        """
        totals = dict.fromkeys(LEVELS, 0.0)
        for pairing in plan:
            chance = pairing.chance
            totals[self.urgency[chance.request]] += chance.score * self.share(chance, pairing.amount)
        return tuple(totals[level] for level in LEVELS)


def chance_of(request: Post, offer: Post, score: float) -> Chance:
    """Return the chance of two posts, divisible where both are counted in the same unit, as taking up is."""
    divisible = request.counted and offer.counted and request.unit == offer.unit
    return Chance(request.id, offer.id, score, not divisible)


def better(one: Sequence[float], other: Sequence[float]) -> bool:
    """Return whether one worth is better than another: the first level at which they differ decides."""
    for mine, theirs in zip(one, other, strict=True):
        if abs(mine - theirs) > CLOSE:
            return mine > theirs
    return False


@dataclass(slots=True)
class Shelf:
    """What is left of everything while a plan is made."""

    market: Market
    wanted: dict[str, int] = field(init=False)
    left: dict[str, int] = field(init=False)
    plan: dict[Chance, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wanted, self.left = dict(self.market.wanted), dict(self.market.left)

    def take(self, chance: Chance, most: int | None = None) -> None:
        """Let as much of a chance happen as is left and wanted, at most `most`; a whole one entirely or not at all."""
        wanted, left = self.wanted[chance.request], self.left[chance.offer]
        if chance.whole:
            all_ = wanted == self.market.wanted[chance.request] and left == self.market.left[chance.offer]
            amount, given = (wanted, left) if all_ and wanted and left else (0, 0)
        else:
            amount = given = grained(min(wanted, left, wanted if most is None else most), wanted, left)
        if amount > 0:
            self.wanted[chance.request] -= amount
            self.left[chance.offer] -= given
            self.plan[chance] = self.plan.get(chance, 0) + amount

    def pairings(self) -> Plan:
        """Return the plan, the most urgent requests first, then the best scores."""
        found = [Pairing(chance, amount) for chance, amount in self.plan.items()]
        return tuple(sorted(found, key=lambda pairing: order(self.market, pairing.chance)))


def grained(amount: int, wanted: int, left: int) -> int:
    """Return an amount in whole units where both sides count in whole ones: nobody sends a third of a blanket."""
    return amount - amount % WHOLE if wanted % WHOLE == 0 and left % WHOLE == 0 else amount


def order(market: Market, chance: Chance) -> tuple[int, float, str, str]:
    """Return the order in which chances come to mind: the most urgent request, then the best score."""
    return LEVELS.index(market.urgency[chance.request]), -chance.score, chance.request, chance.offer


def greedy(market: Market) -> Plan:
    """Return the plan that takes the best chance first, as somebody does who goes down the list."""
    return filled(market, ())


def filled(market: Market, amounts: Sequence[float]) -> Plan:
    """Return a plan near these amounts (one for each chance, as parts of what its request wants), which is possible.

    What rounding leaves over is then given out, the best chance first.
    """
    shelf = Shelf(market)
    for chance, part in zip(market.chances, amounts, strict=False):
        if not chance.whole or part > 1 / 2:
            shelf.take(chance, round(part * market.wanted[chance.request]))
    for chance in sorted(market.chances, key=lambda each: order(market, each)):
        shelf.take(chance)
    return shelf.pairings()


def best_plan(market: Market, solved: Sequence[float] | None) -> Plan:
    """Return the plan from what a solver found, or the greedy one where that is as good or nothing was found."""
    plain = greedy(market)
    if solved is None:
        return plain
    found = filled(market, solved)
    return found if better(market.worth(found), market.worth(plain)) else plain
