"""Measures how long a new request takes that is matched with many offers: `python -m tests.benchmarks match_time`.

Fills a migrated database with varied open offers, sends new requests of somebody who is vouched for through the
dispatcher, and prints what that costs beside an indexed look-up of 20 rows in the same run. `--offers N` (20,000
unless told), `--postgres`, `--profile`.
"""

import argparse
import asyncio
import cProfile
import pstats
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

from bot.chat import Card, Reply
from bot.domain.post import Post, PostPlace, first_state
from bot.domain.record import AUDIENCES, Stamp
from bot.domain.response import Response
from bot.domain.vocabulary import Category
from bot.store import Store
from bot.wiring.warming import warm
from storage.store import open_store
from tests.chat import Chat, known
from tests.clock import START, SetClock
from tests.databases import SqliteFiles, postgres_server

OFFERS, REQUESTS, LOOKUPS, BATCH, SEED = 20_000, 200, 200, 500, 11
BOUNDS = {20_000: 50.0, 100_000: 100.0}
"""Milliseconds that 95 of 100 requests stay under, up to so many open offers."""
EVERY = timedelta(minutes=1)
"""How long the same person waits before their next request."""
PAUSE = 1.0
"""Milliseconds between the turns that are asked for beside the requests."""
TURN_BOUND = 50.0
"""Milliseconds for which nothing else gets its turn, at most."""
AREAS = ("JP17", "JP16", "JP18", "JP15")
"""Ishikawa and its neighbours: some eighty towns."""
DETAILS = {
    "en": (
        "new",
        "unopened",
        "in good order",
        "from our depot",
        "call ahead",
        "can deliver",
        "pick-up only",
        "for now",
    ),
    "ja": ("新品", "未開封", "良品", "倉庫にあります", "要連絡", "配送できます", "引き取り限定", "当面"),
}
OFFERING = {
    "en": "We offer {n} {unit} of {item} in {town}, {detail}, lot {lot}.",
    "ja": "{town}で{item}を{n}{unit}提供できます。{detail}。整理番号{lot}。",
}
ASKING = {
    "en": "We need {n} {unit} of {item} in {town} by {day}.",
    "ja": "{town}で{item}が{n}{unit}必要です。{day}まで。",
}
DAYS = {"en": ("1 December", "5 December"), "ja": ("12月1日", "12月5日")}
UNITS = {
    "en": {"goods": "pieces", "people": "people", "service": "teams", "space": "rooms", "money": "yen"},
    "ja": {"goods": "個", "people": "人", "service": "組", "space": "室", "money": "円"},
}


@dataclass(slots=True)
class Maker:
    """Makes offers and the texts of requests, the same for the same seed; few categories are common, many are rare."""

    draw: random.Random
    categories: Sequence[Category]
    towns: Sequence[str]

    def category(self) -> Category:
        """Return a category; the second is half as common as the first (Zipf)."""
        return self.draw.choices(self.categories, [1 / (rank + 1) for rank in range(len(self.categories))])[0]

    def offer(self, number: int, response: str) -> Post:
        """Return an open offer as people write it."""
        draw, category, language = self.draw, self.category(), self.draw.choice(("en", "ja"))
        code, person, many = draw.choice(self.towns), draw.randrange(1, 400), draw.randrange(1, 500)
        town, item = known().gazetteer.name(code, language), category.name.of(language)
        unit, detail = UNITS[language][category.type], draw.choice(DETAILS[language])
        text = OFFERING[language].format(n=many, unit=unit, item=item, town=town, detail=detail, lot=number)
        at = START - timedelta(seconds=draw.randrange(10**6))
        starts = draw.choice((None, date(2026, 11, 20) + timedelta(draw.randrange(20))))
        return Post(
            id=f"O{number}",
            kind="offer",
            stamp=Stamp(f"P{person}", f"G{person % 80}", response, draw.choice(AUDIENCES[:3]), "actual", at, at),
            state=first_state("offer"),
            category=category.id,
            item=item,
            text=text,
            language=language,
            quantity=many * 1000,
            counted=draw.random() < 0.8,
            unit=category.unit,
            places=(PostPlace(town, (code,), draw.choice(("at", "at", "from", "to"))),) if draw.random() < 0.95 else (),
            starts=starts,
            ends=starts + timedelta(draw.randrange(10, 30)) if starts else None,
        )

    def request(self) -> str:
        """Return what somebody types who needs something."""
        category, language = self.category(), self.draw.choice(("en", "ja"))
        town = known().gazetteer.name(self.draw.choice(self.towns), language)
        unit, item, day = UNITS[language][category.type], category.name.of(language), self.draw.choice(DAYS[language])
        return ASKING[language].format(n=self.draw.randrange(1, 300), unit=unit, item=item, town=town, day=day)


def maker() -> Maker:
    """Return the maker of this benchmark's posts."""
    draw, categories = random.Random(SEED), list(known().vocabulary.categories())
    draw.shuffle(categories)
    towns = [code for code in known().gazetteer.around(AREAS) if code[:4] in AREAS and len(code) > 4]
    return Maker(draw, categories, towns)


async def filled(store: Store, made: Maker, offers: int, read: bool = True) -> str:
    """Store a response and its offers, many in one transaction; return the response's id."""
    async with store.begin() as uow:
        response = await uow.new_id("E")
        stamp = Stamp("P1", "G1", response, "public", "actual", START, START)
        await uow.responses.add(Response(response, stamp, "active", "Noto exercise", "EQ", AREAS), by="")
        await uow.commit()
    attributes = known().reader.attributes
    for start in range(0, offers, BATCH):
        async with store.begin() as uow:
            posts = [made.offer(number + 1, response) for number in range(start, min(start + BATCH, offers))]
            for post in posts:
                await uow.posts.add(post, by="")
            if read:
                await uow.traits.keep({post.text: attributes.traits(post.text) for post in posts}, attributes.edition)
            await uow.commit()
    return response


class Turns:
    """The longest time for which nothing else had its turn, in milliseconds, while it is entered."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        """Ask for a turn every PAUSE, until cancelled; asking all the time would take the processor from the rest."""
        while True:
            at = time.perf_counter()
            await asyncio.sleep(PAUSE / 1000)
            self.longest = max(self.longest, (time.perf_counter() - at) * 1000 - PAUSE)


async def asked(chat: Chat, texts: Sequence[str], turns: Turns) -> tuple[list[float], list[float], int]:
    """Post the texts; return what each took in ms, by the clock and by the processor, and the matches.

    `turns` watches all but the first: in that one the statements are made.
    """
    taken, worked, matched = list[float](), list[float](), 0
    watching = asyncio.create_task(turns.watch())
    for text in texts:
        chat.clock.move(EVERY)
        if len(taken) == 1:
            turns.longest = 0.0
        start, work = time.perf_counter(), time.process_time()
        reply = await chat.act("mori", "request", {"text": text})
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
        matched += has_match(reply)
    watching.cancel()
    return taken, worked, matched


def has_match(reply: Reply) -> bool:
    """Return whether a new post's answer shows something beside the post."""
    return isinstance(reply.answer, Card) and len(reply.answer.items) > 1


async def looked_up(store: Store, offers: int) -> list[float]:
    """Return how long each look-up of 20 rows by their keys took, in milliseconds."""
    taken = []
    for number in range(LOOKUPS):
        start = time.perf_counter()
        async with store.read() as view:
            rows = await view.posts.many([f"O{(number * 20 + each) % offers + 1}" for each in range(20)])
        taken.append((time.perf_counter() - start) * 1000)
        assert rows
    return taken


async def measured(address: str, offers: int, profile: cProfile.Profile | None) -> bool:
    """Fill, ask and print; return whether the bounds were kept."""
    store = open_store(address, patience=30)
    made, turns = maker(), Turns()
    start = time.perf_counter()
    await filled(store, made, offers)
    show(f"{offers} offers stored in {time.perf_counter() - start:.1f} s")
    warm(known().reader)
    chat = Chat(store, SetClock(), confirming=True)
    await chat.say("mori", "/request", organisation="Example Relief Mori")
    texts = [made.request() for _ in range(REQUESTS)]
    with profile or nullcontext():
        taken, worked, matched = await asked(chat, texts, turns)
    floor = median(await looked_up(store, offers))
    await store.close()
    p95, bound, middle = quantiles(taken, n=20)[-1], BOUNDS.get(offers), median(taken)
    show(f"new request: p50 {middle:.1f} ms, p95 {p95:.1f} ms, first {taken[0]:.1f} ms, most {max(taken):.1f} ms")
    show(f"of the processor: p50 {median(worked):.1f} ms, p95 {quantiles(worked, n=20)[-1]:.1f} ms")
    show(f"{matched} of {len(texts)} answered with a match; longest turn after the first {turns.longest:.1f} ms")
    ratios = f"a request takes {middle / floor:.0f} times that at p50, {p95 / floor:.0f} times at p95"
    show(f"look-up of 20 rows: p50 {floor:.2f} ms; {ratios}")
    return (bound is None or p95 <= bound) and turns.longest <= TURN_BOUND


def show(line: str) -> None:
    """Print a measurement."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Measure as the arguments say."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--offers", type=int, default=OFFERS)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--profile", action="store_true")
    chosen = arguments.parse_args()
    profile = cProfile.Profile() if chosen.profile else None
    with tempfile.TemporaryDirectory() as folder:
        if chosen.postgres:
            with postgres_server() as server:
                asyncio.run(measured(asyncio.run(server.copy()), chosen.offers, profile))
        else:
            file = SqliteFiles(Path(folder)).file(Path(folder))
            asyncio.run(measured(f"sqlite:///{file}", chosen.offers, profile))
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
