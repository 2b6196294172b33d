"""One `kizuna run` between Slack and Discord: what is asked on one side is given on the other."""

import time
from datetime import timedelta
from functools import partial

import pytest

from tests.scenarios.exchange import AKI, FIELD, KEN, OPS, Mode, exchange

SECOND = 1.0
UNDO, MINUTE = timedelta(seconds=31), timedelta(minutes=1)
both_ways_into_slack = pytest.mark.parametrize("mode", ["socket", "http"])


@both_ways_into_slack
async def test_an_urgent_need_from_slack_is_taken_up_on_discord_and_slack_sees_it_each_within_a_second(
    address: str, mode: Mode
) -> None:
    async with exchange(address, mode) as both:
        await both.slack_posts("/request URGENT 200 blankets in Wajima by Friday")
        assert await both.until(lambda: both.in_discord("R1 Request: 200 blankets")) < SECOND
        await both.until(lambda: both.in_slack("secured 0"))
        seen = await both.discord.presses(KEN, FIELD, "I can give this")
        assert "Proposed as C1" in seen.text
        assert seen.private
        assert await both.until(lambda: both.in_slack("secured 200")) < SECOND
        assert await both.until(lambda: both.in_discord("secured 200")) < SECOND


@both_ways_into_slack
async def test_a_routine_offer_from_discord_stands_in_slacks_card_of_the_hour_and_is_taken_up_there(
    address: str, mode: Mode
) -> None:
    async with exchange(address, mode) as both:
        await both.discord_posts("offer", "500 blankets in Sendai, can deliver to Noto")
        await both.until(lambda: both.in_discord("O1 Offer: 500 blankets"))
        await both.later(UNDO / 2)
        assert not both.in_slack("500 blankets")
        await both.later(UNDO / 2)
        await both.until(lambda: both.in_slack("500 blankets"))
        await both.slack.presses(AKI, OPS, "I need this")
        await both.until(lambda: both.in_discord("State: reserved"))
        await both.later(MINUTE)
        await both.until(lambda: both.in_slack("State: reserved"))


@both_ways_into_slack
async def test_a_routine_need_from_slack_stands_in_discords_card_of_the_hour_and_is_taken_up_there(
    address: str, mode: Mode
) -> None:
    async with exchange(address, mode) as both:
        await both.slack_posts("/request 輪島に毛布100枚")
        await both.later(UNDO)
        await both.until(lambda: both.in_discord("毛布"))
        await both.discord.presses(KEN, FIELD, "I can give this")
        await both.until(lambda: both.in_slack("secured 100"))


async def test_with_slack_down_for_ten_minutes_discord_goes_on_and_slack_gets_everything_once_in_order_and_marked_late(
    address: str,
) -> None:
    async with exchange(address) as both:
        both.slack.workspace.down = "service_unavailable"
        for number in (1, 2, 3):
            await both.discord_posts("request", f"URGENT {number}00 blankets in Wajima")
            assert await both.until(partial(both.in_discord, f"R{number} Request")) < SECOND
        for _ in range(10):
            await both.later(MINUTE)
        assert not both.in_slack("R1 Request")
        both.slack.workspace.down = ""
        for _ in range(4):
            await both.later(MINUTE)
        await both.until(lambda: both.in_slack("R3 Request"))
        standing = [each.text for each in both.slack.workspace.standing(OPS, "") if " Request: " in each.text]
        assert [f"R{number}" in text for number, text in enumerate(standing, start=1)] == [True, True, True]
        assert all("Delayed by 1" in text for text in standing)


async def test_a_program_that_is_told_to_stop_while_a_platform_hangs_ends_within_ten_seconds(address: str) -> None:
    async with exchange(address) as both:
        await both.until(lambda: both.in_slack("D1 Noto earthquake"))
        both.slack.workspace.calls.clear()
        both.slack.fails("chat.postMessage", hangs=True)
        await both.discord_posts("request", "URGENT 100 blankets in Wajima")
        await both.until(lambda: "chat.postMessage" in both.slack.workspace.calls)
        began = time.perf_counter()
    assert time.perf_counter() - began < 10
