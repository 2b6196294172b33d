"""An act is acknowledged within three seconds whatever the core does, and its answer is told or kept to be told."""

import asyncio

import pytest

from adapters.slack.adapter import Mode
from adapters.slack.answer import OPENING, PATIENCE
from adapters.slack.asking import KEEPING
from adapters.slack.people import SECONDS
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.acts import (
    ACTS,
    BALKED,
    FORM,
    Act,
    HangingCore,
    RaisingCore,
    SlowCore,
    button,
    command,
    direct,
    mention,
    modal,
)
from tests.adapters.slack.stage import served
from tests.clock import SetClock
from tests.platforms.slack.delivery import ACK_SECONDS

WAITS = "This takes a moment. The answer follows here."
AGAIN = "If nothing follows within a minute, send it again."
SOON = 0.3
"""The patience of these tests: long enough for what is answered at once, short for who waits."""
by_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)


def test_all_that_can_happen_before_the_acknowledgement_fits_into_three_seconds() -> None:
    """A modal is opened for an answer in time; an act is kept for one that is not: never both."""
    assert PATIENCE + max(OPENING, KEEPING) <= ACK_SECONDS - 0.5
    assert SECONDS < PATIENCE


@by_act
async def test_a_slow_act_is_kept_and_announced_and_its_answer_follows(clock: SetClock, mode: Mode, act: Act) -> None:
    core = SlowCore()
    async with served(core, clock, mode, patience=SOON) as slack:
        where = await act(slack)
        assert await slack.sees(where, "moment", who="U1") == WAITS
        assert len(core.kept) == 1
        assert core.told_of == []
        core.gate.set()
        await slack.sees(where, "Done after all", who="U1")
    assert core.told_of == core.kept


@by_act
async def test_where_an_act_cannot_be_kept_its_sender_learns_what_to_do(clock: SetClock, mode: Mode, act: Act) -> None:
    core = SlowCore(keeps=False)
    async with served(core, clock, mode, patience=SOON) as slack:
        where = await act(slack)
        assert await slack.sees(where, "moment", who="U1") == f"{WAITS}\n{AGAIN}"
        core.gate.set()
        await slack.sees(where, "Done after all", who="U1")


@by_act
async def test_a_core_that_raises_leaves_a_plain_sentence(clock: SetClock, mode: Mode, act: Act) -> None:
    core = RaisingCore()
    async with served(core, clock, mode) as slack:
        where = await act(slack)
        assert "nothing was saved" in await slack.sees(where, "Something went wrong", who="U1")
    assert core.kept == []


@by_act
async def test_an_answer_that_cannot_be_told_now_is_left_for_the_core_to_tell(
    clock: SetClock, mode: Mode, act: Act
) -> None:
    core = SlowCore()
    async with served(core, clock, mode, patience=SOON) as slack:
        where = await act(slack)
        await slack.sees(where, "moment", who="U1")
        slack.workspace.down = "service_unavailable"
        core.gate.set()
    assert len(core.kept) == 1
    assert core.told_of == []


@pytest.mark.parametrize("act", [button, modal, mention, direct], ids=lambda act: act.__name__)
async def test_an_answer_in_time_that_slack_does_not_take_at_once_is_told_again(
    clock: SetClock, mode: Mode, act: Act
) -> None:
    core = SlowCore()
    core.gate.set()
    async with served(core, clock, mode) as slack:
        for method in ("respond", "chat.postEphemeral", "chat.postMessage"):
            slack.fails(method, 2, status=503)
        where = await act(slack)
        await slack.sees(where, "Done after all", who="U1")
    assert [each.command for each in core.heard if each.command in BALKED] == [core.heard[-1].command]


async def test_an_act_is_acknowledged_even_where_the_core_does_not_say_whether_it_is_kept(
    clock: SetClock, mode: Mode
) -> None:
    core = HangingCore()
    async with served(core, clock, mode, patience=SOON) as slack:
        async with asyncio.timeout(ACK_SECONDS):
            await command(slack)
        core.gate.set()
        assert AGAIN in await slack.sees("C1", "moment", who="U1")


async def test_a_slow_act_is_announced_in_the_language_of_its_sender(clock: SetClock, mode: Mode) -> None:
    core = SlowCore(keeps=False)
    async with served(core, clock, mode, patience=SOON) as slack:
        await slack.types("U2", "C1", "/match")
        assert await slack.sees("C1", who="U2") == (
            "少し時間がかかっています。回答はこのあとここに届きます。\n"
            "1分たっても届かないときは、もう一度送ってください。"
        )
        core.gate.set()


async def test_an_announcement_that_fails_does_not_hold_back_the_answer(clock: SetClock, mode: Mode) -> None:
    core = SlowCore()
    async with served(core, clock, mode, patience=SOON) as slack:
        slack.fails("chat.postEphemeral", status=500)
        await mention(slack)
        core.gate.set()
        await slack.sees("C1", "Done after all", who="U1")
    assert core.told_of == core.kept


async def test_a_form_that_comes_too_late_for_a_modal_is_offered_as_a_button(clock: SetClock, mode: Mode) -> None:
    core = SlowCore()
    core.answers["match"] = FORM
    async with served(core, clock, mode, patience=SOON) as slack:
        await command(slack)
        core.gate.set()
        await slack.sees("C1", "Fix it", who="U1")
        assert slack.workspace.views == {}
        assert "views.open" not in slack.workspace.calls


async def test_a_slow_act_that_arrives_again_is_kept_once_and_answered_once(clock: SetClock, mode: Mode) -> None:
    core = SlowCore()
    async with served(core, clock, mode, patience=SOON) as slack:
        trigger = slack.workspace.trigger("U1")
        await asyncio.gather(*(slack.types("U1", "C1", "/match", trigger) for _ in range(4)))
        core.gate.set()
        await slack.sees("C1", "Done after all", who="U1")
    texts = [each.text for each in slack.workspace.standing("C1", "U1")]
    assert sorted(texts) == ["Done after all", *[WAITS] * 4]
    assert (len(core.heard), len(core.kept), len(core.told_of)) == (1, 1, 1)


async def test_what_was_promised_is_told_before_the_program_stops(clock: SetClock) -> None:
    core = SlowCore()
    async with served(core, clock, "http", patience=SOON) as slack:
        await command(slack)
        asyncio.get_running_loop().call_later(0.1, core.gate.set)
    assert "Done after all" in [each.text for each in slack.workspace.standing("C1", "U1")]
    assert core.told_of == core.kept


async def test_an_act_under_way_when_the_program_stops_is_acknowledged_and_answered(
    clock: SetClock, mode: Mode
) -> None:
    core = SlowCore()
    async with served(core, clock, mode) as slack:
        typing = asyncio.create_task(command(slack))
        await slack.until(lambda: core.working > 0)
        asyncio.get_running_loop().call_later(0.1, core.gate.set)
    await typing
    assert [each.text for each in slack.workspace.standing("C1", "U1")] == ["Done after all"]


async def test_somebody_slack_knows_nothing_of_is_answered_all_the_same(clock: SetClock, mode: Mode) -> None:
    core = ScriptedCore()
    async with served(core, clock, mode) as slack:
        slack.fails("users.info", error="a_reason_not_known_yet")
        await slack.types("U1", "C1", "/help")
    assert core.heard[0].name == "u1"
