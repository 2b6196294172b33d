"""What takes long is kept, and its answer reaches its sender even when the program dies in between."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.chat import Identity, Invocation, Place
from bot.keeper import Keeper
from bot.late import PATIENCE, LateAnswers
from bot.ports import Undeliverable
from bot.store import PostFilter, Store
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.recording import RecordingAdapter, Sent

HANA = Identity("recording", "Green Wave", "hana")
ALONE = Place("recording", "Green Wave", "hana", direct=True)
FIELD = Place("recording", "Green Wave", "field")


def asked(clock: SetClock, command: str = "request", text: str = "2 tents in Wajima") -> Invocation:
    """Return an act of Hana's in #field."""
    return Invocation("act-1", command, {"text": text}, HANA, FIELD, clock.now(), "hana", "Green Wave")


@pytest.fixture
def platform() -> RecordingAdapter:
    """Return the platform on which Hana writes."""
    return RecordingAdapter()


@pytest.fixture
def keeper(chat: Chat, platform: RecordingAdapter) -> Keeper:
    """Return the keeper of a program that was started anew."""
    return Keeper(chat.core, LateAnswers(chat.core, {"recording": platform}))


async def told_after(keeper: Keeper, clock: SetClock, platform: RecordingAdapter) -> Sequence[Sent]:
    """Let a minute pass and the keeper look twice; return what reached Hana alone."""
    clock.move(PATIENCE + timedelta(seconds=1))
    await keeper.tend()
    await keeper.tend()
    return platform.sends(ALONE)


async def test_an_act_that_was_kept_when_the_program_died_is_done_and_told_once(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter, store: Store
) -> None:
    assert await chat.core.receive(asked(clock))
    told = await told_after(keeper, clock, platform)
    assert [sent.card.title.split()[:3] for sent in told] == [["Saved", "as", "R1."]]
    assert "late" in told[0].card.note
    async with store.read() as view:
        assert len(await view.posts.listing(PostFilter())) == 1
        assert await view.inbox.untold(clock.now()) == []


async def test_an_answer_that_was_saved_and_not_told_is_told_and_nothing_is_saved_twice(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter, store: Store
) -> None:
    act = asked(clock)
    await chat.core.receive(act)
    await chat.core.dispatch(act)
    assert len(await told_after(keeper, clock, platform)) == 1
    async with store.read() as view:
        assert len(await view.posts.listing(PostFilter())) == 1


async def test_an_answer_that_was_told_is_not_told_again(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter
) -> None:
    act = asked(clock)
    await chat.core.receive(act)
    await chat.core.dispatch(act)
    await chat.core.told(act.id)
    assert await told_after(keeper, clock, platform) == []


async def test_a_late_form_comes_as_what_was_typed_and_what_is_wrong_with_it(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter
) -> None:
    await chat.core.receive(asked(clock, text="blankets"))
    (told,) = await told_after(keeper, clock, platform)
    assert "/request blankets" in told.card.body


async def test_a_platform_that_is_away_gets_the_late_answer_when_it_is_back(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter
) -> None:
    await chat.core.receive(asked(clock))
    platform.fail(ConnectionResetError("away"), times=2)
    assert await told_after(keeper, clock, platform) == []
    assert len(await told_after(keeper, clock, platform)) == 1


async def test_with_closed_direct_messages_a_late_answer_appears_where_it_was_asked(
    chat: Chat, keeper: Keeper, clock: SetClock, platform: RecordingAdapter
) -> None:
    await chat.core.receive(asked(clock))
    platform.fail(Undeliverable("closed"))
    assert await told_after(keeper, clock, platform) == []
    assert [sent.card.title.split()[:2] for sent in platform.sends(FIELD)] == [["Saved", "as"]]


async def test_an_act_is_called_kept_only_when_it_is_even_while_its_own_transaction_is_open(
    chat: Chat, clock: SetClock, store: Store
) -> None:
    act = asked(clock)
    async with asyncio.timeout(5), store.begin() as uow:
        await uow.inbox.seen(act.id)
        kept = await chat.core.receive(act)
    async with store.read() as view:
        assert await view.inbox.untold(clock.now() + PATIENCE) == ([act] if kept else [])
    assert (await chat.core.dispatch(act)).answer.title.startswith("Saved as")
