"""The courier when platforms fail: nothing is lost, nothing doubled, nobody held up."""

import asyncio
from asyncio import Event
from contextlib import suppress
from datetime import timedelta

from bot.chat import Card, MessageRef, Place
from bot.courier import FIRST_WAIT, LEASE_SECONDS, LONGEST_WAIT, POISON_ATTEMPTS, SEND_SECONDS, Courier, next_try
from bot.ports import Undeliverable
from bot.store import Store
from tests.bot.couriers import AFTER_UNDO, MINUTE, Held, ask, pass_by, titles
from tests.bot.stage import FIELD, OPS, WAJIMA
from tests.chat import PLATFORM, Chat
from tests.clock import START, SetClock
from tests.platforms.recording import RecordingAdapter


class Counting(RecordingAdapter):
    """A platform that tells when so many new messages have arrived in #field."""

    def __init__(self, wanted: int) -> None:
        super().__init__(PLATFORM)
        self.wanted, self.reached = wanted, Event()

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Keep the message, and count."""
        ref = await super().deliver(id, place, card)
        if len(self.sends(FIELD)) >= self.wanted:
            self.reached.set()
        return ref


async def test_a_platform_that_hangs_holds_up_nobody_but_itself(chat: Chat, store: Store, clock: SetClock) -> None:
    slow, quick = Held("discord"), Counting(30)
    await chat.say("zoe", "/request 5 tents in Suzu", "Big Server", "help", platform="discord")
    courier = Courier(store, {PLATFORM: quick, "discord": slow}, chat.callers, clock, chat.core.reader)
    working = asyncio.create_task(courier.run())
    await slow.asked.wait()
    for amount in range(1, 31):
        await ask(chat, f"/request {amount}0 blankets in Wajima")
    courier.wake()
    await quick.reached.wait()
    assert slow.sent == []
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def test_a_failed_send_waits_longer_each_time_and_the_wait_is_kept_in_the_store(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    platform.fail(OSError("rate limited"), 2)
    await courier.drain()
    clock.move(timedelta(seconds=1))
    restarted = Courier(store, {PLATFORM: platform}, chat.callers, clock, chat.core.reader)
    assert await restarted.drain() == 0
    clock.move(FIRST_WAIT)
    assert await restarted.drain() == 1
    assert titles(platform, FIELD) == []
    clock.move(2 * FIRST_WAIT * 1.2)
    await restarted.drain()
    assert titles(platform, FIELD) == ["R1 Request: 200 blankets"]


def test_waits_double_from_two_seconds_to_ten_minutes() -> None:
    for attempts in range(40):
        wait = (next_try(START, attempts) - START) / min(FIRST_WAIT * 2 ** min(attempts, 12), LONGEST_WAIT)
        assert 0.8 <= wait <= 1.2


def test_a_send_gives_up_before_its_lease_ends() -> None:
    assert SEND_SECONDS < LEASE_SECONDS


async def test_an_outage_of_ten_minutes_loses_nothing_doubles_nothing_and_is_told(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    platform.fail(OSError("down"), 10_000)
    for amount in range(1, 6):
        await ask(chat, f"/request {amount}0 blankets in Wajima")
        await pass_by(courier, clock, 2 * MINUTE)
    platform.recover()
    await pass_by(courier, clock, 11 * MINUTE)
    expected = [f"R{n} Request: {n}0 blankets" for n in range(1, 6)]
    assert titles(platform, FIELD) == expected
    assert titles(platform, OPS) == expected
    assert "Delayed by" in platform.sends(FIELD)[0].card.note
    assert "分遅れ" in platform.sends(WAJIMA)[0].card.note


async def test_one_platform_that_is_down_holds_nobody_up_elsewhere(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    down = RecordingAdapter("slack")
    down.fail(OSError("down"), 10_000)
    await chat.say("lee", "/response link D1 cards:each", "Tidewater", "help", platform="slack")
    both = Courier(store, {PLATFORM: platform, "slack": down}, chat.callers, clock, chat.core.reader)
    await ask(chat)
    await pass_by(both, clock, MINUTE)
    assert titles(platform, OPS) == ["R1 Request: 200 blankets"]
    down.recover()
    await pass_by(both, clock, 11 * MINUTE)
    assert titles(down, Place("slack", "Tidewater", "help"))[-1] == "R1 Request: 200 blankets"


async def test_a_message_in_time_does_not_speak_of_delay(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    platform.fail(OSError("hiccup"))
    await pass_by(courier, clock, MINUTE)
    assert [sent.card.note for sent in (*platform.sends(FIELD), *platform.sends(OPS))] == ["", ""]


async def test_a_place_that_is_gone_is_parked_at_once(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    platform.fail(Undeliverable("channel_not_found"))
    await courier.drain()
    clock.move(timedelta(minutes=20))
    await courier.drain()
    assert titles(platform, FIELD) == []
    async with store.read() as view:
        assert (await view.outbox.counts())["parked"] == 1


async def test_a_poisoned_notice_is_parked_and_the_rest_go_on(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await ask(chat, "/request 30 tents in Suzu")
    platform.fail(ValueError("blocks too long"), POISON_ATTEMPTS)
    await pass_by(courier, clock, timedelta(seconds=25))
    assert titles(platform, FIELD) == ["R2 Request: 30 tents"]
    async with store.read() as view:
        assert (await view.outbox.counts())["parked"] == 1


async def test_what_fails_for_a_day_is_parked(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    platform.fail(OSError("down"), 10_000)
    for _ in range(26):
        await courier.drain()
        clock.move(timedelta(hours=1))
    async with store.read() as view:
        counts = await view.outbox.counts()
    assert (counts["parked"], counts["due"]) == (3, 0)


async def test_a_platform_that_does_not_run_here_keeps_its_notices(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    await Courier(store, {}, chat.callers, clock, chat.core.reader).drain()
    clock.move(MINUTE)
    await courier.drain()
    assert titles(platform, FIELD) == ["R1 Request: 200 blankets"]


async def test_a_send_that_arrived_but_was_not_confirmed_is_repeated_under_the_same_name(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    await ask(chat)
    platform.fail(TimeoutError(), accepted=True)
    await pass_by(courier, clock, timedelta(seconds=15))
    first, again = platform.sends(FIELD)
    assert first.notice == again.notice != ""


async def test_a_send_that_arrived_but_was_not_confirmed_is_found_again_where_the_platform_reads_back(
    chat: Chat, courier: Courier, clock: SetClock, platform: RecordingAdapter
) -> None:
    platform.reads_back = True
    await ask(chat)
    platform.fail(TimeoutError(), accepted=True)
    await pass_by(courier, clock, timedelta(seconds=15))
    assert [sent.amended for sent in platform.sends(FIELD)] == [False, True]
    assert len(platform.standing(FIELD)) == 1


async def test_two_couriers_at_once_deliver_each_notice_once(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    other = Courier(store, {PLATFORM: platform}, chat.callers, clock, chat.core.reader)
    for amount in range(1, 8):
        await ask(chat, f"/request {amount}0 blankets in Wajima")
    clock.move(AFTER_UNDO)
    await asyncio.gather(courier.drain(), other.drain(), courier.drain(), other.drain())
    expected = [f"R{n} Request: {n}0 blankets" for n in range(1, 8)]
    assert [titles(platform, place) for place in (FIELD, OPS)] == [expected, expected]


async def test_a_notice_is_not_taken_again_before_its_lease_ends(
    chat: Chat, courier: Courier, store: Store, clock: SetClock, platform: RecordingAdapter
) -> None:
    slow = Held(PLATFORM)
    await ask(chat)
    died = asyncio.create_task(Courier(store, {PLATFORM: slow}, chat.callers, clock, chat.core.reader).drain())
    await slow.asked.wait()
    died.cancel()
    clock.move(timedelta(seconds=LEASE_SECONDS - 1))
    await courier.drain()
    assert titles(platform, FIELD) == []
    clock.move(timedelta(seconds=2))
    await courier.drain()
    assert titles(platform, FIELD) == ["R1 Request: 200 blankets"]
