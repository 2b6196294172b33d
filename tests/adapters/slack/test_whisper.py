"""What is meant for closed direct messages is shown in a channel to one person alone, and its buttons work."""

import pytest

from adapters.slack.adapter import Mode
from bot.chat import Button, Card, Identity, Place
from bot.ports import Undeliverable
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import adapter_at, served
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack

AKI = Identity("slack", "T1", "U1")
C1 = Place("slack", "T1", "C1")
ROOT = "1795000000.000001"
CARD = Card("R12 was taken up", buttons=(Button("Thank them", "help"),))
ASK = Button("Show it", "mine", {"action": "show", "record": "R12"})


@pytest.mark.parametrize("thread", ["", ROOT], ids=["channel", "thread"])
async def test_one_person_sees_the_whole_card_and_its_buttons_answer_in_its_place(
    clock: SetClock, mode: Mode, thread: str
) -> None:
    core = ScriptedCore({"help": Card("Thanked")})
    async with served(core, clock, mode) as slack:
        place = Place("slack", "T1", "C1", thread)
        await adapter_at(slack, clock, "socket").whisper("n1", place, AKI, CARD, ASK)
        [shown] = slack.workspace.standing("C1", "U1")
        assert (shown.only_for, shown.thread) == ("U1", thread)
        assert "R12 was taken up" in shown.text
        assert "Show it" not in shown.text
        assert slack.workspace.standing("C1", "U2") == []
        await slack.presses("U1", "C1", "Thank them")
        await slack.until(lambda: shown.text == "Thanked")
        assert core.heard[-1].place == place


@pytest.mark.parametrize("person", ["U404"])
async def test_somebody_who_does_not_read_the_channel_cannot_be_told_there(clock: SetClock, person: str) -> None:
    async with Slack(clock).running() as slack:
        slack.workspace.channels["C1"] = True
        with pytest.raises(Undeliverable, match="user_not_in_channel"):
            await adapter_at(slack, clock, "socket").whisper("n1", C1, Identity("slack", "T1", person), CARD, ASK)


async def test_a_whisper_that_fails_for_now_raises(clock: SetClock) -> None:
    async with Slack(clock).running() as slack:
        slack.fails("chat.postEphemeral", status=503)
        with pytest.raises(OSError, match=r"chat\.postEphemeral"):
            await adapter_at(slack, clock, "socket").whisper("n1", C1, AKI, CARD, ASK)
