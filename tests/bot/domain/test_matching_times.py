"""Whether what is offered is there when it is needed."""

from datetime import date, timedelta

import pytest

from bot.domain.matching import Fit, fit_of
from bot.domain.matching_traits import Measure, Traits
from tests.bot.domain.matching_pairs import GROUND, TODAY, ours, score, theirs, world

PEOPLE = "people.volunteers"


def day(after: int) -> date:
    """Return the day so many days after today, a Tuesday."""
    return TODAY + timedelta(days=after)


def time_of(fit: Fit | None) -> tuple[str, int]:
    """Return the reason of the time."""
    assert fit is not None
    return fit.reasons[2].code, fit.reasons[2].value


def fit(
    wanted: tuple[date | None, date | None], given: tuple[date | None, date | None], category: str = "blankets"
) -> Fit | None:
    """Return how an offer fits a request, each with its (first, last) day."""
    mine = ours(category=category, starts=wanted[0], ends=wanted[1])
    return fit_of(mine, theirs(category=category, starts=given[0], ends=given[1]), TODAY, GROUND)


def test_an_offer_that_begins_after_the_deadline_is_shown_last_with_how_late_it_is() -> None:
    late, right = fit((None, day(3)), (day(5), None)), fit((None, day(3)), (day(3), None))
    assert time_of(late) == ("late", 2)
    assert time_of(right) == ("in_time", 0)
    assert score(late) <= 0.1 < score(right)


def test_goods_that_come_before_they_are_needed_are_in_time_and_people_who_leave_before_are_not() -> None:
    assert time_of(fit((day(10), day(12)), (None, day(5)))) == ("in_time", 0)
    assert time_of(fit((day(10), day(12)), (None, day(5)), PEOPLE)) == ("early", 5)


def test_a_loan_has_to_last_as_people_have_to_stay() -> None:
    lent = Traits(marks=(("handover", "loan"),))
    mine = ours(text="asked", item="", starts=day(10), ends=day(12))
    other = theirs(text="given", item="", ends=day(5))
    assert time_of(fit_of(mine, other, TODAY, world({"given": lent}))) == ("early", 5)


def test_people_for_a_part_of_the_days_are_told_with_how_many() -> None:
    assert time_of(fit((day(1), day(10)), (day(9), day(20)), PEOPLE)) == ("part_of_time", 2)
    assert time_of(fit((day(1), day(4)), (day(2), day(20)), PEOPLE)) == ("in_time", 0)


def test_over_a_long_time_several_givers_can_follow_one_another() -> None:
    assert time_of(fit((day(1), day(60)), (day(1), day(10)), PEOPLE)) == ("in_time", 0)


@pytest.mark.parametrize(("days", "first", "last"), [("weekend", 1, 3), ("weekday", 4, 5)])
def test_who_is_bound_to_other_days_of_the_week_is_no_help(days: str, first: int, last: int) -> None:
    bound = world({"given": Traits(marks=(("days", days),))})
    mine = ours(category=PEOPLE, item="", text="asked", starts=day(first), ends=day(last))
    other = theirs(category=PEOPLE, item="", text="given")
    assert time_of(fit_of(mine, other, TODAY, bound))[0] == "other_days"
    wide = ours(category=PEOPLE, item="", text="asked", starts=day(1), ends=day(5))
    assert time_of(fit_of(wide, other, TODAY, bound))[0] != "other_days"


def test_what_nobody_dated_is_to_be_agreed_and_counts_a_little_less() -> None:
    undated, dated = fit((None, None), (None, None)), fit((None, day(3)), (None, day(3)))
    assert time_of(undated) == ("time_unknown", 0)
    assert score(undated) < score(dated)


def test_goods_without_a_day_are_there_for_a_day_to_come_a_little_less_surely_than_dated_ones() -> None:
    open_end = fit((None, day(3)), (None, None))
    assert time_of(open_end) == ("in_time", 0)
    assert score(open_end) < score(fit((None, day(3)), (None, day(3))))


def test_a_number_of_days_that_was_read_as_a_day_of_the_month_is_no_date() -> None:
    takes_three = world({"given": Traits(measures=(Measure("days", 27, 27),))})
    mine, other = ours(ends=day(1)), theirs(item="", text="given", starts=day(3), ends=day(3))
    assert time_of(fit_of(mine, other, TODAY, GROUND)) == ("late", 2)
    assert time_of(fit_of(mine, other, TODAY, takes_three)) == ("in_time", 0)


@pytest.mark.parametrize(
    ("given", "asked", "met"),
    [
        (("weekday",), ("weekday", "weekend"), True),
        (("weekday",), ("weekday",), True),
        (("weekend",), ("weekday",), False),
        (("weekday",), ("weekend",), False),
        (("weekend", "weekday"), ("weekend",), True),
    ],
)
def test_weekdays_and_weekends_meet_where_both_sides_name_one_of_them(
    given: tuple[str, ...], asked: tuple[str, ...], met: bool
) -> None:
    bound = world(
        {each: Traits(marks=tuple(("days", day) for day in days)) for each, days in (("g", given), ("a", asked))}
    )
    mine = ours(category=PEOPLE, item="", text="a", starts=day(1), ends=day(40))
    reason, _ = time_of(fit_of(mine, theirs(category=PEOPLE, item="", text="g"), TODAY, bound))
    assert (reason != "other_days") is met


def test_weekdays_of_another_line_of_a_post_do_not_bind_a_line_that_has_its_own_weekend() -> None:
    bound = world({"given": Traits(marks=(("days", "weekday"),))})
    mine = ours(category=PEOPLE, item="", text="asked", starts=day(4), ends=day(5))
    other = theirs(category=PEOPLE, item="", text="given", starts=day(4), ends=day(5))
    assert time_of(fit_of(mine, other, TODAY, bound)) == ("in_time", 0)


def test_who_asks_for_weekends_is_not_helped_by_some_days_of_a_week() -> None:
    bound = world({"asked": Traits(marks=(("days", "weekend"),))})
    mine = ours(category=PEOPLE, item="", text="asked", starts=day(1), ends=day(40))
    other = theirs(category=PEOPLE, item="", text="given", starts=day(6), ends=day(9))
    assert time_of(fit_of(mine, other, TODAY, bound))[0] == "other_days"
