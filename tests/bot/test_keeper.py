"""What happens by itself when its time comes."""

import asyncio
from datetime import timedelta

import pytest

from bot.keeper import REMEMBERED, Keeper
from bot.late import LateAnswers
from bot.store import Store
from tests.bot.stage import commitment_of, direct, opened, post_of
from tests.chat import Chat
from tests.clock import SetClock

BEN, AKI = direct("Blue Hand", "ben"), direct("みどり支援隊", "aki")


@pytest.fixture
async def keeper(chat: Chat) -> Keeper:
    """Return the keeper of an exchange in which a response stands open."""
    await opened(chat)
    return Keeper(chat.core, LateAnswers(chat.core, {}))


@pytest.mark.parametrize(("urgent", "hours"), [("", 12), (", urgent", 3)])
async def test_a_proposal_lapses_after_its_time_and_both_sides_are_told(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock, urgent: str, hours: int
) -> None:
    await chat.say("ben", f"/request 200 blankets in Wajima{urgent}", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")
    await chat.deliver(timedelta(hours=hours, seconds=-1))
    assert await keeper.tend() == 0
    clock.move(timedelta(seconds=1))
    assert await keeper.tend() == 1
    assert (await commitment_of(store)).state == "lapsed"
    assert (await post_of(store, "R1")).left == 200_000
    told = [each.place for each in await chat.deliver() if each.card.title.startswith("C1")]
    assert sorted(told, key=str) == sorted((AKI, BEN), key=str)


async def test_an_answered_proposal_does_not_lapse(chat: Chat, keeper: Keeper, store: Store, clock: SetClock) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")
    await chat.say("ben", "/mine accept C1")
    clock.move(timedelta(hours=13))
    assert await keeper.tend() == 0
    assert (await commitment_of(store)).state == "accepted"


async def test_two_keepers_at_once_let_a_proposal_lapse_once(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")
    clock.move(timedelta(hours=12))
    await asyncio.gather(keeper.tend(), Keeper(chat.core, LateAnswers(chat.core, {})).tend(), return_exceptions=True)
    async with store.read() as view:
        history = [entry.what for entry in await view.audit.of("C1")]
    assert history == ["propose", "lapse"]
    assert (await post_of(store, "R1")).tally.promised == 0


async def test_a_post_is_open_through_its_last_day_and_expires_after_it(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima until:2026-11-27", "Blue Hand", "field")
    clock.move(timedelta(days=3, hours=14, minutes=59))
    assert await keeper.tend() == 0
    clock.move(timedelta(minutes=1))
    assert await keeper.tend() == 1
    assert (await post_of(store, "R1")).state == "expired"
    assert "R1" not in await chat.tell("ben", "/list")


async def test_the_owner_of_an_expired_post_is_told_and_keeps_it_alive_with_one_press(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima until:2026-11-27", "Blue Hand", "")
    await chat.deliver(timedelta(minutes=1))
    clock.move(timedelta(days=5))
    await keeper.tend()
    await chat.deliver()
    said = chat.text(await chat.press("ben", "Keep alive"))
    assert "R1 stands, confirmed just now" in said
    kept = await post_of(store, "R1")
    assert (kept.state, kept.ends) == ("open", None)
    assert await keeper.tend() == 0


async def test_what_somebody_promised_does_not_expire(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima until:2026-11-27", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")
    await chat.say("ben", "/mine accept C1")
    clock.move(timedelta(days=5))
    await keeper.tend()
    assert (await post_of(store, "R1")).state == "partly_covered"


async def test_answers_are_forgotten_after_a_week_and_not_before(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    clock.move(REMEMBERED)
    await keeper.tend()
    async with store.begin() as uow:
        assert await uow.inbox.seen("act1") is not None
    clock.move(timedelta(seconds=1))
    await keeper.tend()
    async with store.begin() as uow:
        assert await uow.inbox.seen("act1") is None
