"""An act that arrives twice, or two hundred times, is one record with one answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import pytest

from adapters.slack.adapter import Mode
from adapters.slack.asking import MOST_AT_ONCE
from bot.chat import Card, Reply
from bot.store import PostFilter, Store
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.acts import FORM, Gated, SlowCore
from tests.adapters.slack.stage import adapter_at, served
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.slack.delivery import ACK_SECONDS, HttpDelivery
from tests.platforms.slack.driver import Slack

LINE = "request 200 blankets in Wajima"
REQUEST = f"/kizuna {LINE}"
IMPATIENT = 0.05
BUSY = 30.0
"""Where the number of acts is looked at and not the time."""
MINUTE = timedelta(minutes=1)


async def posts(store: Store) -> list[str]:
    """Return what every post says."""
    async with store.read() as view:
        return [post.text for post in await view.posts.listing(PostFilter(limit=50))]


def texts(slack: Slack, where: str = "C1", who: str = "U1") -> list[str]:
    """Return what somebody sees."""
    return [each.text for each in slack.workspace.standing(where, who)]


@pytest.fixture
async def slack(store: Store, clock: SetClock, mode: Mode) -> AsyncIterator[Slack]:
    """A workspace with the real core behind it."""
    async with served(Chat(store, clock).core, clock, mode) as running:
        yield running


@pytest.mark.parametrize("failing", [0, 2, 3, 4])
async def test_an_event_that_slack_brings_up_to_four_times_is_one_record_and_one_answer(
    store: Store, clock: SetClock, mode: Mode, failing: int
) -> None:
    """At once, after a minute and after five; the first delivery is at work until `failing` of them have failed."""
    core = Gated(Chat(store, clock).core)
    async with served(core, clock, mode) as slack:
        if failing == 0:
            core.gate.set()
        set_patience(slack, IMPATIENT if failing else ACK_SECONDS)
        await slack.says("U1", "DU1", LINE)
        for wait in (MINUTE, 5 * MINUTE)[: max(failing - 2, 0)]:
            await slack.passes(wait)
        core.gate.set()
        await slack.sees("DU1", "R1")
        set_patience(slack, ACK_SECONDS)
        await slack.passes(5 * MINUTE)
        assert [retry for _, retry in slack.events.brought] == list(range(min(failing + 1, 4)))
        assert len(slack.events.lost) == (1 if failing == 4 else 0)
        assert len(texts(slack, "DU1")) == 1
    assert await posts(store) == ["200 blankets in Wajima"]


def set_patience(slack: Slack, seconds: float) -> None:
    """Let Slack wait so long for an acknowledgement."""
    if isinstance(slack.delivery, HttpDelivery):
        slack.delivery.seconds = seconds
    slack.socket.seconds = seconds


async def test_an_event_that_slack_brings_again_after_its_answer_is_not_answered_again(
    slack: Slack, store: Store
) -> None:
    event = await slack.says("U1", "DU1", LINE)
    await slack.sees("DU1", "R1")
    for retry in (1, 2, 3):
        await slack.says("U1", "DU1", LINE, event_id=event, retry=retry)
    assert len(texts(slack, "DU1")) == 1
    assert len(await posts(store)) == 1


async def test_one_envelope_on_two_connections_is_one_record_with_the_same_reply(store: Store, clock: SetClock) -> None:
    """Two processes of one exchange, each with a connection of its own."""
    core = Chat(store, clock).core
    async with served(core, clock, "socket") as slack:
        second = asyncio.create_task(adapter_at(slack, clock, "socket").run(core))
        await slack.socket.wait_for(2)
        body = slack.typed("U1", "C1", REQUEST, slack.workspace.trigger("U1"))
        one, other = await slack.socket.flood("slash_commands", body, 2)
        second.cancel()
        with suppress(asyncio.CancelledError):
            await second
    assert one == other
    assert "R1" in str(one)
    assert len(await posts(store)) == 1


async def test_two_hundred_copies_of_an_envelope_are_one_record_with_the_same_reply(
    store: Store, clock: SetClock
) -> None:
    async with served(Chat(store, clock).core, clock, "socket") as slack:
        slack.socket.seconds = BUSY
        body = slack.typed("U1", "C1", REQUEST, slack.workspace.trigger("U1"))
        told = await slack.socket.flood("slash_commands", body, 200)
    assert "R1" in str(told[0])
    assert told == [told[0]] * 200
    assert len(await posts(store)) == 1


async def test_two_hundred_copies_of_an_envelope_keep_the_core_busy_once(clock: SetClock) -> None:
    core = SlowCore()
    async with served(core, clock, "socket", patience=IMPATIENT) as slack:
        slack.socket.seconds = BUSY
        body = slack.typed("U1", "C1", "/match", slack.workspace.trigger("U1"))
        await slack.socket.flood("slash_commands", body, 200)
        core.gate.set()
        await slack.until(lambda: core.told_of != [])
    assert (len(core.heard), core.most, len(core.kept)) == (1, 1, 1)
    assert texts(slack) == ["Done after all"]


async def test_two_hundred_acts_at_once_are_worked_on_in_turn_and_all_acknowledged(clock: SetClock) -> None:
    core = SlowCore()
    async with served(core, clock, "socket", patience=IMPATIENT) as slack:
        slack.socket.seconds = BUSY
        await asyncio.gather(*(slack.types("U1", "C1", "/match") for _ in range(200)))
        assert (core.most, len(core.kept)) == (MOST_AT_ONCE, 200)
        core.gate.set()
        await slack.until(lambda: len(core.told_of) == 200)
    assert core.most == MOST_AT_ONCE
    assert texts(slack).count("Done after all") == 200


async def test_a_button_pressed_twice_is_one_act_with_one_answer(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", REQUEST)
    await asyncio.gather(*(slack.presses("U1", "C1", "Undo") for _ in range(2)))
    await slack.sees("C1", who="U1")
    assert len(texts(slack)) == 1


async def test_a_button_everybody_sees_that_is_pressed_twice_is_answered_once(clock: SetClock, mode: Mode) -> None:
    core = SlowCore()
    core.answers["help"] = Reply(core.answers["help"], private=False)  # type: ignore[arg-type]  # it is a card
    async with served(core, clock, mode) as slack:
        await slack.types("U1", "C1", "/help")
        presses = [asyncio.create_task(slack.presses("U1", "C1", "Take up")) for _ in range(2)]
        await slack.until(lambda: core.working > 0)
        core.gate.set()
        await asyncio.gather(*presses)
        await slack.sees("C1", "Done after all", who="U1")
    assert texts(slack).count("Done after all") == 1
    assert [each.command for each in core.heard].count("match") == 1


async def test_a_button_pressed_again_later_is_answered_again(clock: SetClock, mode: Mode) -> None:
    core = SlowCore()
    core.gate.set()
    core.answers["help"] = Reply(core.answers["help"], private=False)  # type: ignore[arg-type]  # it is a card
    async with served(core, clock, mode) as slack:
        await slack.types("U1", "C1", "/help")
        for times in (1, 2):
            await slack.presses("U1", "C1", "Take up")
            await slack.until(lambda times=times: texts(slack).count("Done after all") == times)  # type: ignore[misc]  # mypy infers no lambda with a default


async def test_a_modal_submitted_twice_is_one_record_with_one_answer(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", "/request 200 blankets")
    await asyncio.gather(*(slack.submits("U1", place="Wajima") for _ in range(2)))
    await slack.sees("C1", "R1", who="U1")
    assert len(texts(slack)) == 1
    assert await posts(store) == ["200 blankets"]


async def test_a_command_that_is_brought_again_opens_one_modal(clock: SetClock, mode: Mode) -> None:
    async with served(ScriptedCore({"ask": FORM}), clock, mode) as slack:
        trigger = slack.workspace.trigger("U1")
        await asyncio.gather(*(slack.types("U1", "C1", "/ask", trigger) for _ in range(3)))
    assert slack.workspace.calls.count("views.open") == 1
    assert texts(slack) == []


async def test_a_command_that_is_brought_again_is_one_record_with_the_same_answer(slack: Slack, store: Store) -> None:
    trigger = slack.workspace.trigger("U1")
    await asyncio.gather(*(slack.types("U1", "C1", REQUEST, trigger) for _ in range(3)))
    await slack.types("U1", "C1", REQUEST, trigger)
    assert len(set(texts(slack))) == 1
    assert len(await posts(store)) == 1


async def test_the_same_words_typed_again_are_another_act(clock: SetClock, mode: Mode) -> None:
    """So that the ones above mean something."""
    core = ScriptedCore({"help": Card("Here")})
    async with served(core, clock, mode) as slack:
        for _ in range(2):
            await slack.types("U1", "C1", "/help")
    assert len(core.heard) == 2
