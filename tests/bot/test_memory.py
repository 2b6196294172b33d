"""Suggestions come from memory: what is open, to those who may see it, as it was committed by any process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import get_args

import pytest

from bot.chat import Identity, Invocation, Place
from bot.domain.people import TRUST
from bot.domain.post import PostState
from bot.domain.record import AUDIENCES
from bot.domain.rules import Sight, may_see
from bot.flows.options import RECORD
from bot.memory.memory import STATES, Memory
from bot.memory.senders import FRESH
from bot.settings import Settings
from bot.store import Store, Unavailable, UnitOfWork
from bot.wiring import parts
from tests.bot.stage import OPS, opened
from tests.chat import Chat, known
from tests.clock import START, SetClock
from tests.contracts.records import organisation, person, post, stamp

AREAS = ("JP17204", "JP17205")


@pytest.fixture
async def here(chat: Chat) -> Chat:
    """An exchange with one real response, D1, and three open records of two organisations."""
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima", "みどり支援隊", "輪島")
    await chat.say("aki", "/依頼 至急 飲料水 500リットル 珠洲市")
    await chat.say("mori", "/offer 300 blankets in Kanazawa")
    await chat.memory.refresh()
    return chat


def ids(chat: Chat, who: str, line: str, typed: str = "") -> list[str]:
    """Return the values offered to somebody for "command option"."""
    return [value for value, _ in offered(chat, who, line, typed)]


def labels(chat: Chat, who: str, line: str, typed: str = "") -> list[str]:
    """Return the labels."""
    return [label for _, label in offered(chat, who, line, typed)]


def offered(chat: Chat, who: str, line: str, typed: str) -> Sequence[tuple[str, str]]:
    command, option = line.split()
    found = chat.core.suggest(command, option, typed, chat.identity(who), chat.place(who))
    return [(choice.value, choice.label) for choice in found]


async def test_a_record_is_found_by_the_beginning_of_its_words_in_either_language(here: Chat) -> None:
    assert labels(here, "mori", "match record", "bl")[0] == "R1 200 blankets, Wajima"
    assert ids(here, "mori", "match record", "毛") == ["R1", "O1"]
    assert ids(here, "mori", "match record", "suzu") == ["R2"]
    assert ids(here, "mori", "match record", "blankets wajima") == ["R1"]
    assert ids(here, "mori", "match record", "ankets") == []


@pytest.mark.parametrize("typed", ["R1", "1", "#1", "r1", "Ｒ１"])
async def test_a_record_is_found_by_its_number(here: Chat, typed: str) -> None:
    assert ids(here, "mori", "match record", typed)[0] == "R1"


async def test_a_label_is_in_the_language_of_what_is_typed_and_else_in_the_senders(here: Chat) -> None:
    assert labels(here, "mori", "match record", "珠洲")[0] == "R2 飲料水 500リットル、珠洲市"
    assert "Suzu" in labels(here, "mori", "match record", "R2")[0]
    await here.say("mori", "/settings language ja")
    await here.memory.refresh()
    assert "珠洲市" in labels(here, "mori", "match record", "R2")[0]
    assert "Suzu" in labels(here, "mori", "match record", "suzu")[0]


async def test_urgent_records_come_first_and_then_the_newest(here: Chat) -> None:
    here.clock.move(timedelta(minutes=1))
    await here.say("aki", "/request 5 tents in Nanao")
    await here.memory.refresh()
    assert ids(here, "mori", "match record")[:3] == ["R2", "R3", "R1"]


async def test_each_command_is_offered_what_it_can_act_on(here: Chat) -> None:
    assert ids(here, "aki", "mine record") == ["R2", "R1"]
    assert ids(here, "aki", "match record") == ["O1", "R2", "R1"]
    assert ids(here, "aki", "match with") == ["R2", "R1"]
    assert ids(here, "aki", "update record") == ["R2", "R1"]
    assert ids(here, "mori", "mine record") == ["O1", "R2", "R1"], "a coordinator may change what is not his own"
    assert ids(here, "aki", "lessons record") == ids(here, "aki", "profile record") == []


async def test_what_has_ended_is_no_longer_offered(here: Chat) -> None:
    await here.say("aki", "/mine close R1")
    await here.memory.refresh()
    assert "R1" not in ids(here, "aki", "mine record")


async def test_a_response_is_found_by_its_title_hazard_and_areas(here: Chat) -> None:
    for typed in ("noto", "D1", "地震", "earth", "石川", "ishi", ""):
        assert offered(here, "aki", "response record", typed) == [("D1", "D1 Noto earthquake, Ishikawa")], typed
    assert ids(here, "aki", "response into", "noto") == ["D1"]
    assert ids(here, "aki", "response record", "kumamoto") == []


async def test_an_exercise_is_marked_and_its_records_stay_among_themselves(here: Chat) -> None:
    await here.say("mori", "/response propose Kumamoto drill drill:exercise", "Harbour Relief", "drill")
    await here.say("mori", "/response open D2")
    await here.say("mori", "/response link D2")
    await here.say("mori", "/request 40 tents in Wajima")
    await here.memory.refresh()
    assert "【EXERCISE】" in labels(here, "aki", "response record", "kuma")[0]
    assert "R3" not in ids(here, "aki", "match record")
    assert labels(here, "mori", "mine record", "tents")[0].startswith("【EXERCISE】R3")
    ids(here, "mori", "match record")
    await here.memory.refresh()
    assert ids(here, "mori", "response record")[0] == "D2"
    assert ids(here, "mori", "match record") == ["R3"], "his own real offer is not here, and others' are real"


async def test_a_closed_response_is_no_longer_offered(here: Chat) -> None:
    await here.say("mori", "/response close D1 force:yes")
    await here.memory.refresh()
    assert ids(here, "aki", "response record") == []


async def test_categories_are_found_in_either_language_and_by_what_is_open_where_nothing_is_typed(here: Chat) -> None:
    assert ids(here, "aki", "request category", "毛")[0] == "毛布・寝具"
    assert "Drinking water" in ids(here, "aki", "request category", "wat")
    assert ids(here, "aki", "request category")[0] == "Blankets and bedding"
    assert len(ids(here, "aki", "request category")) == 25


def test_every_name_of_a_category_is_read_as_that_category() -> None:
    vocabulary = known().vocabulary
    for category in vocabulary.categories():
        for name in (category.name.en, category.name.ja):
            assert vocabulary.find_category(name) == category
            assert {span.category for span in vocabulary.spans(name)} == {category.id}


async def test_the_areas_of_the_channels_response_come_first_where_no_place_is_typed(here: Chat) -> None:
    async with here.store.begin() as uow:
        response = await uow.responses.get("D1")
        assert response
        await uow.responses.save(replace(response, areas=AREAS), by="P1", what="areas")
        await uow.commit()
    await here.memory.refresh()
    assert ids(here, "mori", "request place") == list(AREAS)
    assert ids(here, "mori", "request place", "Waji") == ["JP17204"]


async def test_the_last_of_several_values_is_completed(here: Chat) -> None:
    assert ids(here, "mori", "response categories", "Shelter,drink")[0] == "Shelter,Drinking water"
    assert ids(here, "mori", "response areas", "Suzu, waji") == ["Suzu,JP17204"]


async def test_dates_amounts_and_free_text_are_not_suggested(here: Chat) -> None:
    for option in ("until", "quantity", "text"):
        assert ids(here, "aki", f"request {option}", "2") == []


async def test_what_another_process_wrote_is_found(here: Chat) -> None:
    async with saving(here.store) as uow:
        await uow.posts.add(post("R77", stamp=stamp("P77", None)), by="P77")
    assert ids(here, "mori", "match record", "R77") == []
    await here.memory.refresh()
    assert ids(here, "mori", "match record", "R77") == ["R77"]


async def test_a_memory_that_begins_knows_what_was_written_before(here: Chat, clock: SetClock) -> None:
    again = Memory(here.store, here.callers, clock)
    await again.refresh()
    assert [kept.id for kept in again.posts] == [kept.id for kept in here.memory.posts]
    assert list(again.responses) == ["D1"]


async def test_beyond_the_bound_the_oldest_that_are_not_urgent_fall_out(here: Chat, clock: SetClock) -> None:
    small = Memory(here.store, here.callers, clock, most=2)
    await small.refresh()
    assert {kept.id for kept in small.posts} == {"R2", "O1"}
    clock.move(timedelta(minutes=1))
    await here.say("aki", "/request 5 tents in Nanao")
    await small.refresh()
    assert {kept.id for kept in small.posts} == {"R2", "R3"}


async def test_a_write_is_taken_in_as_soon_as_the_memory_is_woken(here: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, refresh = asyncio.Event(), here.memory.refresh

    async def watched() -> None:
        await refresh()
        looked.set()

    monkeypatch.setattr(here.memory, "refresh", watched)
    monkeypatch.setattr("bot.memory.memory.EVERY_SECONDS", 3600)
    following = asyncio.create_task(here.memory.run())
    try:
        async with asyncio.timeout(10):
            await looked.wait()
            looked.clear()
            await here.say("aki", "/request 5 tents in Nanao")
            here.memory.wake()
            await looked.wait()
        assert here.memory.post("R3")
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def test_nothing_is_missed_when_the_database_fails_in_the_middle(
    here: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.say("aki", "/request 5 tents in Nanao")
    with monkeypatch.context() as broken:
        broken.setattr(Memory, "_take_posts", failing)
        with pytest.raises(Unavailable):
            await here.memory.refresh()
    assert here.memory.post("R3") is None
    await here.memory.refresh()
    assert here.memory.post("R3") is not None


async def failing(*_: object) -> None:
    """Fail as a database does that is gone."""
    raise Unavailable("gone")


async def test_a_look_up_that_is_too_old_makes_a_stranger_until_it_is_done_again(here: Chat, clock: SetClock) -> None:
    seconds = [0.0]
    memory = Memory(here.store, here.callers, clock, ticks=lambda: seconds[0])
    await memory.refresh()
    assert memory.known(here.identity("aki")).sight.person_id
    seconds[0] += FRESH
    assert memory.known(here.identity("aki")).sight == Sight(platform="console", workspace="みどり支援隊")
    await memory.refresh()
    assert memory.known(here.identity("aki")).sight.person_id


async def test_trust_that_was_taken_away_hides_what_it_showed(here: Chat) -> None:
    await here.say("mori", "/offer 9 generators in Kanazawa audience:verified")
    await here.say("ken", "/help", "Blue Hand")
    await here.say("ken", "/request water in Suzu")
    async with here.store.read() as view:
        me = await view.people.by_identity(here.identity("ken"))
    assert me
    for level, seen in (("verified", True), ("unverified", False)):
        await here.say("mori", f"/profile trust {me.id} {level}")
        await here.say("mori", f"/profile trust {me.organisation_id} {level}")
        await here.memory.refresh()
        assert ("O2" in ids(here, "ken", "match record")) is seen


SENDERS = {
    "of Sakura": ("P1", "G1", "vouched"),
    "of nobody": ("P2", None, "unverified"),
    "of Blue, verified": ("P3", "G2", "verified"),
    "official": ("P4", "G2", "official"),
    "coordinator": ("P5", None, "vouched"),
}


async def test_everybody_is_offered_exactly_what_the_rule_of_the_cards_lets_them_see(
    store: Store, clock: SetClock
) -> None:
    """Every audience, state, author, organisation and origin, against every level of trust in both workspaces."""
    chat = Chat(store, clock, coordinators=("console:coordinator",))
    async with saving(store) as uow:
        for number in ("G1", "G2"):
            await uow.organisations.add(organisation(number, f"Example {number}"), by="")
        for name, (number, belongs, trust) in SENDERS.items():
            level = next(known for known in TRUST if known == trust)
            await uow.people.add(person(number, name, belongs, trust=level, coordinator=number == "P5"), by="")
            for workspace in ("team-sakura", "elsewhere"):
                await uow.people.link(Identity("console", workspace, name), number, name)
        shapes = product(AUDIENCES, get_args(PostState), ("P1", "P2", "P9"), (None, "G1", "G2"), ("team-sakura", "far"))
        made = [
            post(
                f"R{number}",
                stamp=replace(stamp(author, belongs), audience=audience, created_at=START),
                state=state,
                origin_platform="console",
                origin_workspace=workspace,
            )
            for number, (audience, state, author, belongs, workspace) in enumerate(shapes, 1)
        ]
        for each in made:
            await uow.posts.add(each, by="P1")
    await chat.memory.refresh()
    senders = [Identity("console", team, name) for team in ("team-sakura", "elsewhere") for name in (*SENDERS, "new")]
    for sender in senders:
        ask_all(chat, sender, ["R1"])
    await chat.memory.refresh()
    for sender in senders:
        place = Place("console", sender.workspace, "c")
        async with store.read() as view:
            sight = (await chat.callers.known(view, Invocation("", "", {}, sender, place, clock.now()))).sight
        wanted = {
            each.id
            for each in made
            if each.state in STATES
            and may_see(sight, each.stamp, each.state == "held", each.origin_platform, each.origin_workspace)
        }
        assert ask_all(chat, sender, [each.id for each in made]) == wanted, sender


def ask_all(chat: Chat, sender: Identity, numbers: Sequence[str]) -> set[str]:
    """Return those of these records that are offered when their number is typed, whatever else is offered with it."""
    place, found = Place("console", sender.workspace, "c"), set()
    for number in numbers:
        offered = chat.core.suggesting.choices("any", RECORD, number, sender, place) or ()
        found |= {choice.value for choice in offered} & {number}
    return found


@asynccontextmanager
async def saving(store: Store) -> AsyncIterator[UnitOfWork]:
    """Give a unit of work that is committed at its end."""
    async with store.begin() as uow:
        yield uow
        await uow.commit()


async def test_before_anything_is_loaded_an_account_is_never_more_than_a_stranger(here: Chat, clock: SetClock) -> None:
    fresh = Chat(here.store, clock)
    assert fresh.core.suggest("match", "record", "bl", here.identity("mori"), OPS) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_record_committed_after_one_with_a_later_number_is_found(chat: Chat) -> None:
    await chat.memory.refresh()
    async with saving(chat.store) as slow:
        await slow.posts.add(post("R81"), by="P1")
        async with saving(chat.store) as quick:
            await quick.posts.add(post("R82"), by="P1")
        await chat.memory.refresh()
        assert [kept.id for kept in chat.memory.posts] == ["R82"]
    await chat.memory.refresh()
    assert {kept.id for kept in chat.memory.posts} == {"R81", "R82"}


async def test_what_was_taken_in_is_not_read_again(here: Chat) -> None:
    kept = here.memory.post("R1")
    await here.memory.refresh()
    assert here.memory.post("R1") is kept


async def test_a_running_bot_remembers_what_is_written_at_its_door(
    address: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, refresh = asyncio.Event(), Memory.refresh

    async def watched(memory: Memory) -> None:
        await refresh(memory)
        looked.set()

    monkeypatch.setattr(Memory, "refresh", watched)
    monkeypatch.setattr("bot.memory.memory.EVERY_SECONDS", 3600)
    asked = Invocation(
        "act1", "request", {"text": "200 blankets in Wajima"}, Identity("console", "team", "aki"), OPS, clock.now()
    )
    async with asyncio.timeout(30), parts.opened(Settings(database_url=address), clock, {}) as kizuna:
        async with parts.working(kizuna):
            await looked.wait()
            await kizuna.core.dispatch(asked)
            await kizuna.core.dispatch(replace(asked, id="act2", command="mine", options={"text": "post"}))
            while not kizuna.core.suggest("mine", "record", "bl", asked.sender, OPS):
                looked.clear()
                await looked.wait()
        assert [choice.value for choice in kizuna.core.suggest("mine", "record", "bl", asked.sender, OPS)] == ["R1"]
