"""People in a Slack workspace and the real core, by HTTP and by socket: what they do, see and leave."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.slack.adapter import Mode
from bot.store import PostFilter, Store
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import served
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack

REQUEST = "/kizuna request 200 blankets in Wajima by Friday"


@pytest.fixture
async def slack(store: Store, clock: SetClock, mode: Mode) -> AsyncIterator[Slack]:
    """A workspace with the real core behind it."""
    async with served(Chat(store, clock).core, clock, mode) as running:
        yield running


async def posts(store: Store) -> list[str]:
    """Return what every post says."""
    async with store.read() as view:
        return [post.text for post in await view.posts.listing(PostFilter(limit=50))]


async def test_a_command_is_saved_and_answered_to_its_sender_alone(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", REQUEST)
    assert "R1" in await slack.sees("C1", who="U1")
    assert slack.workspace.standing("C1", "U2") == []
    assert await posts(store) == ["200 blankets in Wajima by Friday"]


@pytest.mark.parametrize(
    "line", ["/request 30 tents in Suzu", "/kz-request 30 tents in Suzu", "/kizuna 依頼 テント30張 珠洲市"]
)
async def test_a_command_of_its_own_with_a_prefix_or_in_japanese_is_the_same(
    slack: Slack, store: Store, line: str
) -> None:
    await slack.types("U2", "C1", line)
    await slack.sees("C1", "R1", who="U2")
    assert len(await posts(store)) == 1


async def test_a_person_is_answered_in_the_language_of_their_slack(slack: Slack) -> None:
    await slack.types("U2", "C1", "/kizuna 依頼 毛布200枚 輪島市")
    assert "毛布" in await slack.sees("C1", who="U2")


async def test_what_is_missing_is_asked_in_a_modal_that_keeps_what_was_typed(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", "/request 200 blankets")
    assert "200 blankets" in str(slack.workspace.views["U1"])
    await slack.submits("U1", place="Wajima")
    assert "R1" in await slack.sees("C1", "R1", who="U1")
    assert await posts(store) == ["200 blankets"]


async def test_a_wrong_answer_in_a_modal_is_told_at_its_field_and_can_be_mended(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", "/request 200 blankets")
    errors = await slack.submits("U1", place="Nowhereville")
    assert set(errors) == {"place"}
    assert await slack.submits("U1", place="Nowhereville") == errors
    assert await slack.submits("U1", place="Suzu") == {}
    await slack.sees("C1", "R1", who="U1")
    assert len(await posts(store)) == 1


async def test_a_modal_that_cannot_open_is_offered_as_a_button(slack: Slack, store: Store) -> None:
    slack.fails("views.open", error="expired_trigger_id")
    await slack.types("U1", "C1", "/request 200 blankets")
    await slack.presses("U1", "C1", "Fix it")
    await slack.submits("U1", place="Wajima")
    await slack.sees("C1", "R1", who="U1")
    assert await posts(store) == ["200 blankets"]


async def test_a_button_on_a_private_answer_replaces_it(slack: Slack) -> None:
    await slack.types("U1", "C1", REQUEST)
    [answer] = slack.workspace.standing("C1", "U1")
    before, label = answer.text, "Undo"
    await slack.presses("U1", "C1", label)
    await slack.until(lambda: answer.text != before)
    assert slack.workspace.standing("C1", "U1") == [answer]


async def test_a_button_pressed_twice_is_one_act_with_one_answer(slack: Slack, store: Store) -> None:
    await slack.types("U1", "C1", REQUEST)
    await asyncio.gather(*(slack.presses("U1", "C1", "Undo") for _ in range(2)))
    await slack.sees("C1", who="U1")
    assert len(slack.workspace.standing("C1", "U1")) == 1


async def test_a_mention_in_a_thread_is_answered_there_privately(slack: Slack) -> None:
    root = slack.workspace.ts()
    await slack.says("U1", "C1", "<@UBOT> /find blankets Wajima", thread=root)
    await slack.sees("C1", who="U1")
    [answer] = slack.workspace.standing("C1", "U1")
    assert (answer.only_for, answer.payload["thread_ts"]) == ("U1", root)


async def test_a_direct_message_is_a_command_too(slack: Slack, store: Store) -> None:
    await slack.says("U1", "DU1", "request 200 blankets &amp; 5 &lt;big&gt; tents in Wajima")
    await slack.sees("DU1", "R1")
    assert await posts(store) != []
    assert "&amp;" not in "".join(await posts(store))


async def test_an_event_delivered_four_times_is_one_record_and_one_answer(slack: Slack, store: Store) -> None:
    event = await slack.says("U1", "DU1", "request 200 blankets in Wajima")
    await asyncio.gather(
        *(slack.says("U1", "DU1", "request 200 blankets in Wajima", event_id=event, retry=n) for n in (1, 2, 3))
    )
    await slack.sees("DU1", "R1")
    assert len(slack.workspace.standing("DU1")) == 1
    assert len(await posts(store)) == 1


async def test_a_command_delivered_twice_is_one_record_with_the_same_answer(slack: Slack, store: Store) -> None:
    trigger = await slack.types("U1", "C1", REQUEST)
    await slack.types("U1", "C1", REQUEST, trigger)
    first, second = (each.text for each in slack.workspace.standing("C1", "U1"))
    assert first == second
    assert len(await posts(store)) == 1


async def test_what_people_write_pings_and_links_nobody(slack: Slack) -> None:
    await slack.types("U1", "C1", "/request 200 blankets in Wajima <!channel> @here *bold*")
    [answer] = slack.workspace.standing("C1", "U1")
    assert "<" not in answer.payload["text"]
    assert "@here" not in answer.payload["text"]


async def test_what_nobody_waits_for_is_acknowledged(clock: SetClock, mode: Mode) -> None:
    async with served(ScriptedCore(), clock, mode) as slack:
        for kind, payload in (
            ("events_api", {"type": "event_callback", "event": {"type": "team_join", "user": {"id": "U9"}}}),
            ("interactive", {"type": "shortcut", "callback_id": "other", "user": {"id": "U1"}}),
            (
                "interactive",
                {"type": "view_submission", "view": {"type": "modal", "callback_id": "other"}, "user": {"id": "U1"}},
            ),
        ):
            told = await slack.delivery.deliver(kind, {"team_id": "T1", "team": {"id": "T1"}, **payload})
            assert told in ("", {})
