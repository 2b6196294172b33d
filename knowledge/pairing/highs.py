"""Finds the best pairing of offers and requests with HiGHS, a solver of linear programmes with whole-number choices."""

import time
from collections.abc import Iterable, Sequence

from bot.domain.pairing import CLOSE, LEVELS, Chance, Market

SMALLEST = 0.05
"""Seconds below which another level is not begun."""

Row = list[tuple[int, float]]
"""Which variables count in a row, and with which factor."""


class HighsSolver:
    """The `Solver` port. One variable a chance: the part of its request that it meets, from 0 to 1."""

    def parts(self, market: Market, seconds: float) -> Sequence[float] | None:
        """Return for each chance the part of its request that it meets, or None where none was found in time.

        The levels of urgency are solved one after the other, each with what was reached before kept. May run in a
        thread: HiGHS holds no lock of Python's while it works.
        """
        if not market.chances:
            return ()
        ends, reached, found = time.monotonic() + seconds, list[tuple[Row, float]](), None
        for level in LEVELS:
            scores = [
                (at, chance.score)
                for at, chance in enumerate(market.chances)
                if market.urgency[chance.request] == level and chance.score > 0
            ]
            remaining = ends - time.monotonic()
            if not scores or (found is not None and remaining < SMALLEST):
                continue
            solved = _maximised(market, scores, reached, remaining)
            if solved is None:
                return found
            found = solved
            reached.append((scores, sum(score * solved[at] for at, score in scores)))
        return found


def _maximised(
    market: Market, scores: Row, reached: Iterable[tuple[Row, float]], seconds: float
) -> Sequence[float] | None:
    """Return the parts at the maximum of the scores, or the best found in time; None where there are none.

    No request is met and no offer given more than once, and what was `reached` is kept.
    """
    # Loads numpy, a seventh of a second, which few processes need. `Highs` itself prints a line about itself.
    from highspy import HighsModelStatus, HighsVarType, ObjSense, SolutionStatus, kHighsInf
    from highspy._core import _Highs

    model = _Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds)):
        model.setOptionValue(option, value)
    for at, chance in enumerate(market.chances):
        model.addVar(0.0, 1.0)
        if chance.whole:
            model.changeColIntegrality(at, HighsVarType.kInteger)
    for at, score in scores:
        model.changeColCost(at, score)
    model.changeObjectiveSense(ObjSense.kMaximize)
    bounds = [(row, -kHighsInf, 1.0) for row in _uses(market)]
    bounds += [(row, worth - CLOSE / 10, kHighsInf) for row, worth in reached]
    for row, low, high in bounds:
        model.addRow(low, high, len(row), [at for at, _ in row], [factor for _, factor in row])
    model.run()
    known = model.getInfo().primal_solution_status == SolutionStatus.kSolutionStatusFeasible
    ended = model.getModelStatus() in (HighsModelStatus.kOptimal, HighsModelStatus.kTimeLimit)
    return list(model.getSolution().col_value) if known and ended else None


def _uses(market: Market) -> Iterable[Row]:
    """Return for each request and each offer which parts of it the chances take."""
    rows: dict[str, Row] = {}
    for at, chance in enumerate(market.chances):
        rows.setdefault(chance.request, []).append((at, 1.0))
        rows.setdefault(chance.offer, []).append((at, _of_offer(market, chance)))
    return rows.values()


def _of_offer(market: Market, chance: Chance) -> float:
    """Return which part of its offer a chance takes when it meets the whole request."""
    return 1.0 if chance.whole else market.wanted[chance.request] / market.left[chance.offer]
