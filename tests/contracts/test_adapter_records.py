"""The same conversation leaves the same records and says the same words, whatever platform it is held on."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.courier import Courier
from bot.ports import Core
from bot.store import Draft, PostFilter, Store
from bot.trail import AuditEntry
from storage.store import open_store
from tests.chat import Chat
from tests.clock import SetClock
from tests.contracts.conversations import ACTS, CONVERSATIONS, SETTING, Fills, Step
from tests.contracts.rooms.console import console_room
from tests.contracts.rooms.discord import discord_room
from tests.contracts.rooms.room import Opened, Room, Told
from tests.contracts.rooms.slack import slack_room
from tests.databases import SqliteFiles

ROOMS: dict[str, Opened] = {
    "console": console_room,
    "discord": discord_room,
    "slack-socket": partial(slack_room, mode="socket"),
    "slack-http": partial(slack_room, mode="http"),
}
LIKE = "console"
"""The room that the others are compared with."""
ITS_OWN = (
    *("origin_platform", "origin_workspace", "origin_channel", "platform", "workspace", "channel", "bundle"),
    *("heard_locale", "heard_zone"),
)
"""Fields that name the platform itself: places and acts in it, and what it tells of a person's client."""
PACE = timedelta(minutes=1)
SAID_DIFFERENTLY = {
    r"(?m)^\s*\[?\d+\. |\[\d+\] ": "",
    r"the terminal|Slack|Discord": "here",
    r"\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b": "CODE",
    r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d+:\d+|\d+月\d+日\(.\) \d+:\d+": "then",
}
"""What stands for what a platform has a way of its own for: numbers of items and buttons, its name, moments."""


@dataclass
class Left:
    """What a conversation left behind: the records as they stand, how they became so, and what was read."""

    records: dict[str, list[dict[str, Any]]]
    trail: list[dict[str, Any]]
    told: list[Told]


async def held(name: str, steps: Sequence[Step], store: Store) -> Left:
    """Hold a conversation in a room; a minute passes with every act, and what is due is delivered."""
    clock = SetClock()
    chats: list[Chat] = []

    def core_for(coordinator: str) -> Core:
        chats.append(Chat(store, clock, coordinators=(coordinator,)))
        return chats[0].core

    async with ROOMS[name](core_for, clock) as room:
        courier = Courier(store, {room.adapter.platform: room.adapter}, chats[0].callers, clock, chats[0].core.reader)
        for step in SETTING:
            await act(room, step, courier, clock)
        before = (await trail(store))[-1].number
        told = [await act(room, step, courier, clock) for step in steps]
    return Left(await records(store), [change(entry) for entry in await trail(store, before)], told)


async def act(room: Room, step: Step, courier: Courier, clock: SetClock) -> Told:
    """Let somebody do something, and time go on."""
    told = await ACTS[type(step)](room, step)
    clock.move(PACE)
    await courier.drain()
    return told


async def trail(store: Store, after: int = 0) -> Sequence[AuditEntry]:
    """Return the history after a number."""
    async with store.read() as view:
        return await view.audit.since(after)


def change(entry: AuditEntry) -> dict[str, Any]:
    """Return one change, without its number in the trail and what names the platform."""
    return bare({name: value for name, value in asdict(entry).items() if name != "number"})


def without_origin(draft: Draft) -> Draft:
    """Return a draft without the place in which it was typed, which every platform names in its own way."""
    return replace(draft, options={name: value for name, value in draft.options.items() if name != "origin"})


async def records(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every record as it stands, without what names the platform."""
    async with store.read() as view:
        posts, responses = await view.posts.listing(PostFilter()), await view.responses.listing()
        people = await view.people.listing()
        lists = [(person.id, await view.drafts.get(f"{person.id}:typed")) for person in people]
        names = [f"{person}:{name}" for person, listed in lists if listed for name in listed.options]
        drafts = [await view.drafts.get(name) for name in names]
        found: Mapping[str, Sequence[Any]] = {
            "posts": posts,
            "commitments": [each for post in posts for each in await view.commitments.of_post(post.id)],
            "updates": await view.updates.listing(None),
            "responses": responses,
            "organisations": await view.organisations.listing(),
            "people": people,
            "lessons": (await view.lessons.changed_since(0))[0],
            "channels": [each for response in responses for each in await view.places.linked(response.id)],
            "drafts": [without_origin(draft) for draft in drafts if draft],
        }
        owed: dict[str, Any] = {str(state): count for state, count in (await view.outbox.counts()).items()}
    return {"owed": [owed]} | {noun: [bare(asdict(each)) for each in kept] for noun, kept in found.items()}


def bare(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record, and those within it, without what names the platform."""
    return {
        name: bare(value) if isinstance(value, Mapping) else value
        for name, value in record.items()
        if name not in ITS_OWN
    }


def words(text: str) -> Counter[str]:
    """Return the words of a text."""
    for sign, meant in SAID_DIFFERENTLY.items():
        text = re.sub(sign, meant, text)
    return Counter(re.findall(r"\w+", text))


@pytest.fixture(params=[name for name in ROOMS if name != LIKE])
def other(request: pytest.FixtureRequest) -> str:
    """Name a room that is no terminal."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def at_terminal() -> dict[str, Left]:
    """Return what conversations left at the terminal, as far as they were held there."""
    return {}


async def left_in(name: str, conversation: str, files: SqliteFiles, folder: Path) -> Left:
    """Hold a conversation in a room that has a database of its own."""
    (folder / name).mkdir()
    store = open_store(await files.copy(folder / name), patience=30)
    try:
        return await held(name, CONVERSATIONS[conversation], store)
    finally:
        await store.close()


@pytest.mark.parametrize("conversation", CONVERSATIONS)
async def test_a_conversation_leaves_the_same_records_and_says_the_same_words(
    conversation: str, other: str, at_terminal: dict[str, Left], sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    if conversation not in at_terminal:
        at_terminal[conversation] = await left_in(LIKE, conversation, sqlite_files, tmp_path)
    here, there = at_terminal[conversation], await left_in(other, conversation, sqlite_files, tmp_path)
    assert here.trail
    assert there.trail == here.trail
    assert there.records == here.records
    for step, one, same in zip(CONVERSATIONS[conversation], here.told, there.told, strict=True):
        if not one.asks:
            assert (step, words(same.text)) == (step, words(one.text))
        elif not isinstance(step, Fills):
            # A terminal asks one question after another: what is on every screen is the form's title.
            assert words(one.text.splitlines()[0]) <= words(same.text), step
