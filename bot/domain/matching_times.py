"""Whether what is offered is there when it is needed."""

from datetime import date, timedelta

from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Side

UNKNOWN = 0.95
"""Most offers that name no day hold now, and most requests that name none are for now.

Goods that are there now are in time for a day to come, if a little less surely than those with a date.
"""
MISSED = 0.1
"""What is left when the days do not meet: plans shift, so it is shown last and not hidden."""
LONG = 14
"""Beyond so many days a stay or a loan can be split between several givers, so a part of it is as good."""
SATURDAY = 5


def timeliness(request: Side, offer: Side, lasting: bool) -> Share:
    """Return how the days meet. `lasting`: it has to be there all the while (people, rooms, loans), not only once."""
    if request.last and offer.first and offer.first > request.last:
        return Share(MISSED, Reason("late", (offer.first - request.last).days))
    if lasting and request.first and offer.last and offer.last < request.first:
        return Share(MISSED, Reason("early", (request.first - offer.last).days))
    if lasting and _other_days(request, offer):
        return Share(MISSED, Reason("other_days"))
    if lasting and request.first and request.last:
        return _while_needed(request.first, request.last, offer.first, offer.last)
    if offer.first or offer.last:
        return (
            Share(1.0, Reason("in_time")) if request.first or request.last else Share(UNKNOWN, Reason("time_unknown"))
        )
    return Share(UNKNOWN, Reason("in_time" if request.last and not lasting else "time_unknown"))


def _while_needed(start: date, end: date, first: date | None, last: date | None) -> Share:
    if not (first or last):
        return Share(UNKNOWN, Reason("time_unknown"))
    needed = (end - start).days + 1
    covered = (min(end, last or end) - max(start, first or start)).days + 1
    if needed > LONG or covered * 2 >= needed:
        return Share(1.0, Reason("in_time"))
    return Share(0.5 + 0.5 * covered / needed, Reason("part_of_time", covered))


def _other_days(request: Side, offer: Side) -> bool:
    """Return whether one is bound to weekends or weekdays and the days of the other hold none of them."""
    given, asked = _bound(offer), _bound(request)
    if given and asked and given != asked:
        return True
    if given and not request.says("days", given) and _outside(request.first, request.last, given):
        return True
    return bool(asked) and not offer.says("days", asked) and _outside(offer.first, offer.last, asked)


def _bound(side: Side) -> str:
    """Return the days one is bound to, if any: not where its own line has none of them and another is meant."""
    said = side.marks.get("days", frozenset())
    bound = next(iter(said)) if len(said) == 1 else ""
    return "" if bound and _outside(side.first, side.last, bound) else bound


def _outside(start: date | None, end: date | None, bound: str) -> bool:
    """Return whether some few days hold no such day."""
    if start is None or end is None or (end - start).days >= LONG // 2:
        return False
    days = [(start + timedelta(days=each)).weekday() >= SATURDAY for each in range((end - start).days + 1)]
    return not any(days) if bound == "weekend" else all(days)
