"""What holds for every pair: gates never open, silence is never worth more than a good answer, order is stable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from math import inf
from random import Random

import hypothesis.strategies as st
from hypothesis import assume, given

from bot.domain.matching import fit_of, fits
from bot.domain.matching_traits import Traits
from bot.domain.post import Post, Tally
from tests.bot.domain.matching_pairs import GROUND, TODAY, at, ours, said, score, theirs, world
from tests.contracts.records import stamp

CATEGORIES = ["blankets", "futons", "rooms", "people.volunteers", "finance.funding", None]
DAYS = st.none() | st.integers(-5, 30).map(lambda after: TODAY + timedelta(days=after))
PLACES = st.sampled_from(
    [(), at("WAJIMA"), at("KANAZAWA"), at("FUKUOKA"), at("SUZU", role="to"), at("NANAO", role="from")]
)
MARKS = st.sampled_from(
    [
        ("handover", "pickup"),
        ("only", "places"),
        ("remote", "yes"),
        ("days", "weekend"),
        ("over", "yes"),
        ("voice", "asks"),
    ]
)
TEXTS = st.builds(lambda marks: Traits(marks=tuple(marks)), st.lists(MARKS, max_size=3))


@st.composite
def posts(draw: st.DrawFn, id: str) -> Post:
    """Return any post of the kind its id tells."""
    base = ours() if id.startswith("R") else theirs(id)
    return replace(
        base,
        id=id,
        category=draw(st.sampled_from(CATEGORIES)),
        places=draw(PLACES),
        starts=draw(DAYS),
        ends=draw(DAYS),
        quantity=draw(st.integers(1, 10**9)),
        counted=draw(st.booleans()),
        unit=draw(st.sampled_from(["piece", "box", "person", "room", "jpy", "m2", "litre"])),
        urgency=draw(st.sampled_from(["routine", "critical"])),
        item=draw(st.sampled_from(["", "blankets"])),
        text=id,
    )


OFFERS = st.lists(st.integers(1, 30), max_size=8, unique=True).flatmap(
    lambda numbers: st.tuples(*(posts(f"O{number}") for number in numbers))
)


@given(posts("R1"), posts("O7"), TEXTS, TEXTS)
def test_what_must_not_pass_never_passes(mine: Post, other: Post, asked: Traits, told: Traits) -> None:
    ground = world({"R1": asked, "O7": told})
    shut = [
        replace(other, stamp=stamp("P9", "G1")),
        replace(other, stamp=replace(other.stamp, drill="test")),
        replace(other, stamp=replace(other.stamp, response_id="D9")),
        replace(other, ends=TODAY - timedelta(days=1)),
        replace(other, state="withdrawn"),
        replace(other, tally=Tally(other.quantity)),
    ]
    assert [fit_of(mine, each, TODAY, ground) for each in shut] == [None] * len(shut)


@given(posts("R1"), posts("O7"), TEXTS, TEXTS)
def test_a_score_is_a_share_and_both_sides_see_the_same(mine: Post, other: Post, asked: Traits, told: Traits) -> None:
    ground = world({"R1": asked, "O7": told})
    one, two = fit_of(mine, other, TODAY, ground), fit_of(other, mine, TODAY, ground)
    assume(
        all(post.ends is None or post.ends >= TODAY for post in (mine, other))
    )  # one may look at one's own late post
    assert (one and (one.score, one.reasons)) == (two and (two.score, two.reasons))
    assert one is None or (0 <= one.score <= 1 and len(one.reasons) >= 4)


SILENCED: dict[str, Callable[[Post], Post]] = {
    "place": lambda post: replace(post, places=()),
    "amount": lambda post: replace(post, counted=False),
    "first day": lambda post: replace(post, starts=None),
    "last day": lambda post: replace(post, ends=None),
}


@given(st.sets(st.sampled_from(sorted(SILENCED))), st.sampled_from(CATEGORIES[:4]))
def test_an_unknown_field_never_counts_more_than_a_good_one_and_is_never_hidden(
    silent: set[str], category: str
) -> None:
    mine = ours(category=category, ends=date(2026, 11, 30))
    good = theirs(category=category, places=at("WAJIMA"), starts=TODAY, ends=date(2026, 12, 1))
    known = fit_of(mine, good, TODAY, GROUND)
    unknown = fit_of(mine, reduce(lambda post, name: SILENCED[name](post), sorted(silent), good), TODAY, GROUND)
    assert unknown is not None
    assert 0 < score(unknown) <= score(known)


@given(st.sampled_from(["language", "diet", "volts", "pets", "age"]), st.sampled_from(["a", "b"]))
def test_a_trait_the_offer_does_not_speak_of_never_counts_more_than_the_wished_one(name: str, value: str) -> None:
    wish = Traits(marks=((name, value),))
    for category in ("information.interpreting", "food.special_diet", "telecoms.generators", "nfi.diapers"):
        assert score(said(wish, Traits(), category)) <= score(said(wish, wish, category))


@given(posts("R1"), OFFERS, st.randoms(use_true_random=False))
def test_the_order_does_not_hang_on_the_order_they_come_in(
    mine: Post, others: tuple[Post, ...], random: Random
) -> None:
    shuffled = list(others)
    random.shuffle(shuffled)
    one, two = fits(mine, others, TODAY, GROUND, 50), fits(mine, shuffled, TODAY, GROUND, 50)
    assert [fit.post.id for fit in one] == [fit.post.id for fit in two]
    assert [fit.score for fit in one] == sorted((fit.score for fit in one), reverse=True)


@given(
    posts("R1"),
    OFFERS,
    st.integers(0, 4),
    st.sampled_from([0.0, 0.2, 0.5, 0.7, inf]),
    st.integers(0, 8),
)
def test_what_is_kept_is_what_a_comparison_to_the_end_keeps(
    mine: Post, others: tuple[Post, ...], limit: int, well: float, first: int
) -> None:
    every = fits(mine, others, TODAY, GROUND, len(others) + 1)
    expected = [fit for at, fit in enumerate(every) if at < limit or fit.score >= well]
    begun = fits(mine, others[:first], TODAY, GROUND, limit, well)
    assert fits(mine, others, TODAY, GROUND, limit, well) == expected
    assert fits(mine, others[first:], TODAY, GROUND, limit, well, known=begun) == expected
