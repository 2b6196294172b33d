"""Fills a store with what a board may and may not show."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.people import Organisation, Person
from bot.domain.post import LETTERS, Post, PostPlace, Tally, settled
from bot.domain.record import Audience, Drill, Stamp
from bot.domain.response import Response
from bot.domain.update import Update
from bot.store import Store

WAJIMA, SUZU, ANAMIZU, NOTO, ISHIKAWA, SENDAI = "JP17204", "JP17205", "JP17461", "JP17463", "JP17", "JP04100"


@dataclass(frozen=True, slots=True)
class Stage:
    """A store with one person of one organisation, who writes everything that is put on it."""

    store: Store
    at: datetime
    person_id: str
    organisation_id: str

    def stamp(
        self, response_id: str | None, audience: Audience = "response", drill: Drill = "actual", hours_ago: int = 1
    ) -> Stamp:
        """Return a stamp of the organisation."""
        at = self.at - timedelta(hours=hours_ago)
        return Stamp(self.person_id, self.organisation_id, response_id, audience, drill, at, at)

    async def respond(
        self, title: str, audience: Audience = "public", drill: Drill = "actual", areas: tuple[str, ...] = (ISHIKAWA,)
    ) -> str:
        """Open a response and return its id."""
        return await self.open(Response("", self.stamp(None, audience, drill), "active", title, "EQ", areas))

    async def open(self, response: Response) -> str:
        """Put up a response and return its id."""
        async with self.store.begin() as uow:
            made = replace(response, id=await uow.new_id("D"))
            await uow.responses.add(made, self.person_id)
            await uow.commit()
        return made.id

    async def post(self, *posts: Post) -> list[str]:
        """Put up posts and return their ids."""
        made = []
        async with self.store.begin() as uow:
            for post in posts:
                named = replace(post, id=await uow.new_id(LETTERS[post.kind]), state=settled(post))
                made.append(await uow.posts.add(named, self.person_id))
            await uow.commit()
        return [post.id for post in made]

    async def update(self, *updates: Update) -> list[str]:
        """Put up situation updates and return their ids."""
        made = []
        async with self.store.begin() as uow:
            for update in updates:
                made.append(await uow.updates.add(replace(update, id=await uow.new_id("U")), self.person_id))  # noqa: PERF401 - each id must be drawn before the record is added
            await uow.commit()
        return [update.id for update in made]


def at(*codes: str) -> tuple[PostPlace, ...]:
    """Return places as posts have them, in words that no page repeats."""
    return tuple(PostPlace("canary-place-words", (code,), site="canary-site", site_id="S1") for code in codes)


def asked(stamp: Stamp, *codes: str, number: int = 200) -> Post:
    """Return a request for so many blankets in these places (Wajima unless given)."""
    places = at(*codes or (WAJIMA,))
    return Post(
        id="",
        kind="request",
        stamp=stamp,
        state="open",
        category="nfi.bedding",
        item="blankets",
        text="",
        language="en",
        quantity=number * 1000,
        counted=True,
        places=places,
    )


def offered(stamp: Stamp, *codes: str, number: int = 500) -> Post:
    """Return an offer of so many blankets in these places."""
    return replace(asked(stamp, *codes, number=number), kind="offer", state="available")


def reported(stamp: Stamp, headline: str, number: int = 1, language: str = "en") -> Update:
    """Return a situation update from Wajima."""
    return Update("", stamp, number, headline, headline, language, at(WAJIMA))


async def new_stage(store: Store, at: datetime) -> Stage:
    """Return a stage with its person and organisation."""
    async with store.begin() as uow:
        group = Organisation(await uow.new_id("G"), "Noto Otter Relief", at, at, name_ja="能登かわうそ救援")
        await uow.organisations.add(replace(group, contact="canary-org-contact"), "")
        person = Person(await uow.new_id("P"), "Canaria Person", group.id, "verified", at, at)
        await uow.people.add(replace(person, contact="canary-person-contact"), "")
        await uow.commit()
    return Stage(store, at, person.id, group.id)


async def fill(stage: Stage, drill: Drill = "actual") -> str:
    """Put up a response with an ordinary evening's posts and return its id."""
    title = "Noto Peninsula earthquake" if drill == "actual" else "Autumn drill, Sendai"
    areas = (WAJIMA, SUZU, ANAMIZU, NOTO) if drill == "actual" else (SENDAI,)
    key = await stage.respond(title, "public", drill, areas)

    def ago(hours: int) -> Stamp:
        return stage.stamp(key, "public", drill, hours)

    partly = Tally(promised=120_000, sent=80_000, arrived=30_000)
    alone = replace(ago(2), organisation_id=None)
    urgent = replace(
        asked(ago(5)),
        item="毛布",
        language="ja",
        counter="枚",
        ends=date(2026, 11, 27),
        urgency="critical",
        tally=partly,
    )
    toilets = replace(asked(ago(9), SUZU, number=12), category="wash.toilets", item="portable toilets")
    water = replace(asked(ago(60), SUZU, number=2000), category="wash.drinking_water", item="water", unit="litre")
    meals = replace(asked(ago(7), WAJIMA, SUZU, number=300), category="food.hot_kitchen", item="hot meals", unit="meal")
    await stage.post(
        urgent,
        water,
        replace(toilets, urgency="critical", on_behalf_of="珠洲市役所"),
        replace(asked(ago(3), ISHIKAWA), category=None, item="紙芝居", language="ja", counted=False),
        asked(alone, ANAMIZU, number=30),
        meals,
        replace(asked(ago(20), number=50), tally=Tally(promised=50_000, sent=50_000)),
        replace(offered(ago(4), SENDAI), tally=partly, item="wool blankets"),
        _lorries(ago(6)),
    )
    water_back = reported(ago(1), "Water is back in 3 of 12 shelters; toilets are short everywhere.", 2)
    checked = reported(ago(8), "輪島市内の避難所12か所を確認。段ボールベッドが不足。", 1, "ja")
    await stage.update(checked, replace(water_back, sector="wash"))
    return key


def _lorries(stamp: Stamp) -> Post:
    way = (PostPlace("", (SENDAI,), "from"), PostPlace("", (WAJIMA,), "to"))
    lorries = replace(offered(stamp, number=2), places=way, category="logistics.road_transport")
    return replace(lorries, item="10t lorries", unit="vehicle")
