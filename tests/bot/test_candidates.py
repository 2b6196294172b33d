"""A new post meets the best of all that is there, however many newer ones lie farther away, on both databases."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.chat import Identity, Invocation, Place
from bot.command import Tools
from bot.domain.matching import Fit, fits
from bot.domain.matching_gates import may_meet
from bot.domain.matching_sides import side_of
from bot.domain.people import TRUST
from bot.domain.post import WANTING, Post, PostPlace, first_state
from bot.domain.reading import PostKind
from bot.domain.record import AUDIENCES, Audience, Stamp
from bot.domain.rules import PUBLIC, Sight, may_see, owns
from bot.flows.exchange import candidates
from bot.flows.exchange.fitting import best_fits, ground
from bot.store import Meeting, PostFilter, Store, View
from tests.chat import Chat, known
from tests.clock import START, SetClock
from tests.contracts.records import post

TOWNS = ("JP17204", "JP17205", "JP17201", "JP16201", "JP13104", "JP27100", "JP40130", "JP01100", "JP17", "")
CATEGORIES = ("shelter.blankets", "shelter.bedding", "wash.drinking_water", "wash.water_trucking", "wash.toilets", None)
TEXTS = (
    "毛布を提供できます",
    "blankets, can deliver anywhere",
    "飲料水があります。引き取り限定",
    "portable toilets, pick-up only",
    "水を配送できます",
    "tanker with drinking water, from next week",
    "寝具あります",
)
MINE = post("R1", text="輪島市で毛布500枚が必要です")


def stamped(person: int, minutes: int, organisation: str | None = "G9") -> Stamp:
    """Return the stamp of an offer or request some minutes old."""
    at = START - timedelta(minutes=minutes)
    return Stamp(f"P{person}", organisation, None, "public", "actual", at, at)


def offer(number: int, code: str, minutes: int, **fields: object) -> Post:
    """Return an offer of blankets in a place."""
    places = (PostPlace(code, (code,)),) if code else ()
    made = post(f"O{number}", "offer", text="毛布があります", places=places, stamp=stamped(9, minutes))
    return replace(made, **fields)  # type: ignore[arg-type]  # any of its fields


def invented(number: int, draw: random.Random) -> Post:
    """Return a request or an offer of anything anywhere by anybody, in any state."""
    kind: PostKind = draw.choice(("request", "offer"))
    codes = tuple(dict.fromkeys(code for code in draw.sample(TOWNS, draw.choice((1, 1, 2))) if code))
    ends = draw.choice((None, START.date() + timedelta(draw.randrange(-3, 9))))
    return post(
        f"{'R' if kind == 'request' else 'O'}{number}",
        kind,
        draw.randrange(1, 900) * 1000,
        text=draw.choice(TEXTS),
        category=draw.choice(CATEGORIES),
        places=(PostPlace("place", codes, draw.choice(("at", "from", "to"))),) if codes else (),
        stamp=stamped(draw.randrange(6), draw.randrange(5000), draw.choice((None, "G1", "G2", "G3"))),
        state=draw.choice((first_state(kind), first_state(kind), "closed")),
        ends=ends,
    )


async def stored(store: Store, posts: list[Post]) -> None:
    """Store the posts in one transaction."""
    async with store.begin() as unit:
        for each in posts:
            await unit.posts.add(each, "P1")
        await unit.commit()


async def tools_of(chat: Chat, view: View) -> Tools:
    """Return what a handler works with, for somebody who reads."""
    act = Invocation("a", "match", {}, Identity("console", "o", "mori"), Place("console", "o", "c"), chat.clock.now())
    return await chat.core._tools(view, None, await chat.callers.known(view, act), act, None, None)


async def found(store: Store, mine: Post, limit: int = 5) -> list[Fit]:
    """Return the best matches as the program finds them."""
    async with store.read() as view:
        return await best_fits(mine, await tools_of(Chat(store, SetClock()), view), limit)


async def test_the_near_offer_is_found_behind_fifteen_hundred_newer_ones_far_away(store: Store) -> None:
    near = offer(1, "JP17204", minutes=50_000)
    far = [offer(number, "JP01100", minutes=number) for number in range(2, 1502)]
    await stored(store, [near, *far])
    assert (await found(store, MINE))[0].post == near


async def test_the_offer_of_another_is_found_behind_newer_ones_of_ones_own(store: Store) -> None:
    other = offer(1, "JP17204", minutes=50_000)
    own = [offer(number, "JP17204", number, stamp=stamped(1, number, "G1")) for number in range(2, 602)]
    await stored(store, [other, *own])
    assert [fit.post for fit in await found(store, MINE)] == [other]


async def test_the_offer_without_a_kind_is_found_behind_many_newer_ones_of_other_kinds(store: Store) -> None:
    vague = offer(1, "JP17204", minutes=50_000, category=None, item="blankets")
    others = [offer(number, "JP17204", number, category="wash.toilets", item="x", text="x") for number in range(2, 402)]
    await stored(store, [vague, *others])
    assert [fit.post for fit in await found(store, MINE)] == [vague]


async def test_the_matches_are_those_of_a_comparison_with_every_post(store: Store) -> None:
    draw, numbers = random.Random(3), count(1)
    posts = [invented(next(numbers), draw) for _ in range(300)]
    await stored(store, posts)
    async with store.read() as view:
        tools = await tools_of(Chat(store, SetClock()), view)
        world, everything = ground(tools), await view.posts.listing(PostFilter(limit=1000))
        met = 0
        for mine in draw.sample(posts, 60):
            side = side_of(mine, world)
            categories = (*candidates._categories(side, world, tools.vocabulary), None)
            all_ = [other for other in everything if other.category in categories]
            expected = fits(mine, all_, tools.viewer.today(), world, 10)
            assert await best_fits(mine, tools, 10) == expected
            met += bool(expected)
    assert met > 30


def sights(draw: random.Random) -> Sight:
    """Return anybody: a passer-by, a person of an organisation or of none, a coordinator."""
    if draw.random() < 0.1:
        return PUBLIC
    return Sight(
        person_id=f"P{draw.randrange(6)}",
        organisation_id=draw.choice((None, "G1", "G2", "G3")),
        trust=draw.choice(TRUST),
        coordinator=draw.random() < 0.15,
        platform="console",
        workspace="o",
    )


async def test_who_may_see_what_is_the_same_in_the_database_as_in_the_rules(store: Store) -> None:
    draw, numbers = random.Random(8), count(1)
    posts = [invented(next(numbers), draw) for _ in range(250)]
    posts = [replace(each, stamp=replace(each.stamp, audience=draw.choice(AUDIENCES))) for each in posts]
    await stored(store, posts)
    rings = (("JP17204",), tuple(code for code in TOWNS if code not in ("JP17204", "")), ("",))
    async with store.read() as view:
        for _ in range(60):
            mine, sight = draw.choice(posts), sights(draw)
            kind: PostKind = "offer" if mine.kind == "request" else "request"
            categories = tuple(draw.sample([each for each in CATEGORIES if each], 3))
            wanted = Meeting(
                kind, WANTING, mine.stamp, categories, rings, START.date(), 500, 500, sight, draw.random() < 0.3, 500
            )
            meeting = [
                each
                for each in posts
                if may_meet(mine, each, START.date()) and each.category in (*categories, None) and each.kind == kind
            ]
            may = owns if wanted.owned else may_see
            seen = {each.id for each in meeting if may(sight, each.stamp)}
            unseen = {each.id for each in meeting if each.category and not may(sight, each.stamp)}
            found = await view.posts.meeting(wanted)
            assert len(found) == len(set(found))
            assert set(found) == seen | (set() if sight.coordinator else unseen)


@pytest.mark.parametrize("audience", ["own", "verified"])
async def test_the_offer_one_may_see_is_found_behind_nearer_ones_one_may_not(store: Store, audience: Audience) -> None:
    far = offer(1, "JP17205", minutes=50_000)
    hidden = [offer(number, "JP17204", number) for number in range(2, 402)]
    await stored(store, [far, *(replace(each, stamp=replace(each.stamp, audience=audience)) for each in hidden)])
    assert [fit.post for fit in await found(store, MINE)] == [far]


async def test_ones_own_offer_is_found_behind_nearer_ones_of_others(store: Store) -> None:
    own = offer(1, "JP17205", 50_000, stamp=stamped(5, 50_000, "G5"))
    await stored(store, [own, *(offer(number, "JP17204", number) for number in range(2, 402))])
    async with store.read() as view:
        tools = await tools_of(Chat(store, SetClock()), view)
        me = replace(tools.me, sight=replace(tools.me.sight, person_id="P5", organisation_id="G5"))
        assert [fit.post for fit in await best_fits(MINE, replace(tools, me=me), owned=True)] == [own]


async def test_an_edited_post_is_found_where_and_as_what_it_now_stands(store: Store) -> None:
    first = offer(1, "JP01100", minutes=5, category="wash.toilets", item="toilets", text="仮設トイレ")
    await stored(store, [first])
    assert not await found(store, MINE)
    async with store.begin() as unit:
        now = replace(offer(1, "JP17204", minutes=5), stamp=first.stamp)
        edited = await unit.posts.save(now, "P9", "edit")
        await unit.commit()
    [fit] = await found(store, MINE)
    assert (fit.post, fit.reasons[1].code) == (edited, "same_place")


async def test_what_was_not_committed_is_neither_found_nor_kept(store: Store) -> None:
    reader = known().reader.attributes
    async with store.begin() as unit:
        await unit.posts.add(offer(1, "JP17204", 5), "P9")
        await unit.traits.keep({"毛布": reader.traits("毛布")}, reader.edition)
    assert not await found(store, MINE)
    async with store.read() as view:
        assert not await view.traits.known(["毛布"], reader.edition)


@pytest.mark.parametrize("text", TEXTS)
async def test_what_was_read_of_a_text_comes_back_as_it_was_and_only_to_the_same_edition(
    store: Store, text: str
) -> None:
    read = known().reader.attributes.traits(text)
    async with store.begin() as unit:
        await unit.traits.keep({text: read}, "one")
        await unit.traits.keep({text: read}, "two")
        await unit.commit()
    async with store.read() as view:
        assert await view.traits.known([text, "other"], "two") == {text: read}
        assert not await view.traits.known([text], "one")
