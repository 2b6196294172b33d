"""How goods travel: who carries them, a code that marks arrival, silence that settles, and what is late."""

import asyncio
import re
from datetime import timedelta

import pytest

from bot.flows.exchange.arriving import ArrivalDesk
from bot.keeper import Keeper
from bot.late import LateAnswers
from bot.store import Store
from tests.bot.stage import accepted, commitment_of, post_of
from tests.chat import Chat, Delivered
from tests.clock import SetClock

CODE = r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b"
SETTLED = "Closed by itself: nobody said otherwise."


@pytest.fixture(autouse=True)
async def _accepted(chat: Chat) -> None:
    await accepted(chat)


@pytest.fixture
def keeper(chat: Chat) -> Keeper:
    """Return the keeper of the exchange."""
    return Keeper(chat.core, LateAnswers(chat.core, {}))


async def sent(chat: Chat) -> str:
    """Let Aki send the goods and return the code."""
    return found(await chat.tell("aki", "/mine sent C1"))


def found(text: str) -> str:
    """Return the code in a text."""
    match = re.search(CODE, text)
    assert match, text
    return match[0]


def heard(brought: list[Delivered]) -> list[Delivered]:
    """Return what made a sound with somebody: new direct messages, not those that were amended where they stood."""
    return [each for each in brought if each.place.direct and not each.amended]


async def history(store: Store, id: str) -> list[tuple[str, str]]:
    """Return what was done with a record, and by whom."""
    async with store.read() as view:
        return [(entry.what, entry.by) for entry in await view.audit.of(id)]


async def test_what_arrived_and_nobody_spoke_of_for_a_day_is_received_and_both_hear_once(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("aki", "/mine arrived C1")
    await chat.deliver()
    await chat.deliver(timedelta(hours=23, minutes=59))
    assert await keeper.tend() == 0
    clock.move(timedelta(minutes=1))
    assert await keeper.tend() == 1
    assert (await commitment_of(store)).state == "received"
    assert (await post_of(store, "R1")).tally.received == 120_000
    assert (await history(store, "C1"))[-1] == ("settle", "")
    told = {each.place.channel: chat.card_text(each.card) for each in heard(await chat.deliver())}
    assert set(told) == {"aki", "ben"}
    assert SETTLED in told["ben"]
    assert "自動で受領済みになりました" in told["aki"]
    assert await keeper.tend() == 0
    assert heard(await chat.deliver(timedelta(hours=2))) == []


async def test_two_keepers_at_once_settle_a_delivery_once(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("aki", "/mine arrived C1")
    clock.move(timedelta(days=1))
    await asyncio.gather(keeper.tend(), Keeper(chat.core, LateAnswers(chat.core, {})).tend(), return_exceptions=True)
    assert [what for what, _ in await history(store, "C1")][-2:] == ["arrive", "settle"]
    assert (await post_of(store, "R1")).tally.received == 120_000


async def test_a_delivery_that_the_asker_confirmed_is_not_settled_again(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("aki", "/mine arrived C1")
    await chat.say("ben", "/mine received C1 all dry")
    clock.move(timedelta(days=3))
    await keeper.tend()
    assert (await commitment_of(store)).note == "all dry"


async def test_the_note_of_the_arrival_stays_beside_the_one_of_the_clock(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await chat.say("aki", "/mine arrived C1 at the back door")
    clock.move(timedelta(days=1))
    await keeper.tend()
    assert (await commitment_of(store)).note == f"at the back door\n{SETTLED}"


async def test_everyone_who_moved_it_hears_once_when_it_is_over(chat: Chat) -> None:
    await chat.say("aya", "/mine sent C1", "みどり支援隊", "輪島", locale="ja")
    await chat.deliver(timedelta(hours=2))
    await chat.say("ben", "/mine received C1")
    assert [each.place.channel for each in heard(await chat.deliver(timedelta(hours=2)))] == ["aki"]
    await chat.say("ben", "/mine close R1")
    told = [each.place.channel for each in heard(await chat.deliver(timedelta(hours=2)))]
    assert sorted(told) == ["aki", "aya"]


@pytest.mark.parametrize("spelt", ["{}", " {} ", "lower", "bare"])
async def test_anybody_marks_arrival_with_the_code_however_it_is_spelt(chat: Chat, store: Store, spelt: str) -> None:
    code = await sent(chat)
    typed = {"lower": code.lower(), "bare": code.replace("-", "")}.get(spelt, spelt.format(code))
    said = await chat.tell("dora", f"/mine arrived {typed}", "Haulage", "")
    assert "Noted as arrived: " in said
    assert "120 pieces" in said
    assert "Wajima" in said
    assert not re.search("ben|aki|Blue Hand|みどり", said)
    assert (await commitment_of(store)).state == "delivered"
    assert (await history(store, "C1"))[-1][0] == "arrive by code"


async def test_both_sides_hear_of_an_arrival_by_code(chat: Chat) -> None:
    code = await sent(chat)
    await chat.deliver(timedelta(hours=2))
    await chat.say("dora", f"/自分の投稿 到着 {code}", "Haulage", "", locale="ja")
    told = [each.place.channel for each in heard(await chat.deliver(timedelta(hours=2)))]
    assert sorted(told) == ["aki", "ben"]


async def test_a_code_used_again_changes_nothing_and_is_answered_alike(chat: Chat, store: Store) -> None:
    code = await sent(chat)
    first = await chat.tell("dora", f"/自分の投稿 到着 {code}", "Haulage", "")
    again = await chat.tell("dora", f"/自分の投稿 到着 {code}")
    assert again.splitlines()[0] in first
    assert len(await history(store, "C1")) == 4


@pytest.mark.parametrize("typed", ["ABCD-EFGH", "A2345678", "nonsense", "12"])
async def test_a_wrong_code_marks_nothing(chat: Chat, store: Store, typed: str) -> None:
    await sent(chat)
    assert "This code does not hold" in await chat.tell("dora", f"/mine arrived {typed}", "Haulage", "")
    assert (await commitment_of(store)).state == "in_transit"


async def test_a_code_holds_for_fourteen_days(chat: Chat, store: Store, clock: SetClock) -> None:
    code = await sent(chat)
    clock.move(timedelta(days=14, seconds=1))
    assert "This code does not hold" in await chat.tell("dora", f"/mine arrived {code}", "Haulage", "")
    assert (await commitment_of(store)).state == "in_transit"


async def test_a_code_for_what_was_released_marks_nothing(chat: Chat, store: Store) -> None:
    code = await sent(chat)
    await chat.say("ben", "/mine release C1")
    assert "no longer on its way" in await chat.tell("dora", f"/mine arrived {code}", "Haulage", "")
    assert (await commitment_of(store)).state == "released"


async def test_the_asker_hears_that_it_is_on_its_way_and_gets_a_code_with_one_press(chat: Chat, store: Store) -> None:
    code = await sent(chat)
    told = [each.card for each in heard(await chat.deliver(timedelta(hours=2))) if each.place.channel == "ben"]
    assert "Code for the driver (C1)" in [button.label for button in told[-1].buttons]
    await chat.say("ben", "/mine")
    other = found(chat.text(await chat.press("ben", "Code for the driver (C1)")))
    assert other != code
    await chat.say("dora", f"/mine arrived {other}", "Haulage", "")
    assert (await commitment_of(store)).state == "delivered"


async def test_nobody_else_gets_a_code(chat: Chat) -> None:
    await sent(chat)
    assert "I find no record C1" in await chat.tell("cho", "/mine code C1", "Third Wave", "south")


async def test_what_is_not_on_its_way_has_no_code(chat: Chat) -> None:
    assert "That is not possible for C1 now" in await chat.tell("ben", "/mine code C1")


async def test_a_page_marks_arrival_once_and_names_nobody(chat: Chat, store: Store) -> None:
    code = await sent(chat)
    desk = ArrivalDesk(store, chat.core.clock_tools, chat.core.wake)
    async with store.read() as view:
        viewer = (await chat.core.clock_tools(view, None)).viewer
    before = await desk.shown(code, viewer)
    assert before is not None
    assert before.state == "moving"
    for _ in range(2):
        after = await desk.marked(code, viewer)
        assert after is not None
        assert after.state == "arrived"
    assert (await history(store, "C1"))[-1] == ("arrive by code", "")
    assert await desk.marked("ABCD-EFGH", viewer) is None


async def test_two_presses_at_once_mark_one_arrival(chat: Chat, store: Store) -> None:
    code = await sent(chat)
    desk = ArrivalDesk(store, chat.core.clock_tools, chat.core.wake)
    async with store.read() as view:
        viewer = (await chat.core.clock_tools(view, None)).viewer
    both = await asyncio.gather(desk.marked(code, viewer), desk.marked(code, viewer))
    assert [each.state for each in both if each] == ["arrived", "arrived"]
    assert [what for what, _ in await history(store, "C1")] == ["propose", "accept", "send", "arrive by code"]


async def test_whoever_marked_it_by_code_is_told_nothing_of_others(chat: Chat) -> None:
    code = await sent(chat)
    await chat.say("dora", f"/mine arrived {code}", "Haulage", "")
    await chat.say("ben", "/mine received C1")
    told = [each.place.channel for each in heard(await chat.deliver(timedelta(hours=2)))]
    assert "dora" not in told


async def test_transport_that_is_needed_is_asked_for_with_its_way_and_linked(chat: Chat, store: Store) -> None:
    said = chat.text(await chat.press("ben", "Transport needed (C1)"))
    assert "R2 asks for the transport." in said
    assert "Carried by: transport needed: R2" in said
    transport = await post_of(store, "R2")
    assert (transport.category, transport.state) == ("logistics.road_transport", "open")
    assert [(place.role, place.codes) for place in transport.places] == [("from", ("JP17201",)), ("to", ("JP17204",))]
    assert "transport of" in transport.text
    assert "blankets" in transport.text
    assert transport.ends == (await post_of(store, "R1")).ends
    told = [each for each in heard(await chat.deliver(timedelta(hours=2))) if each.place.channel == "aki"]
    assert "輸送手段を募集：R2" in chat.card_text(told[-1].card)


async def test_transport_is_asked_for_once(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/自分の投稿 輸送手段が必要 C1")
    assert "毛布" in (await post_of(store, "R2")).text
    await chat.say("ben", "/mine transport C1")
    async with store.read() as view:
        assert await view.posts.get("R3") is None


@pytest.mark.parametrize("end", ["arrived", "release"])
async def test_transport_is_asked_for_no_longer_when_the_goods_need_none(chat: Chat, store: Store, end: str) -> None:
    await chat.say("ben", "/mine transport C1")
    await chat.say("aki", f"/mine {end} C1")
    assert (await post_of(store, "R2")).state == "closed"


async def test_transport_that_somebody_took_up_stays(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine transport C1")
    await chat.say("mori", "/match give R2")
    await chat.say("aki", "/mine arrived C1")
    assert (await post_of(store, "R2")).tally.promised > 0
    assert (await post_of(store, "R2")).state == "covered"


async def test_who_fetches_it_says_when_it_is_on_its_way(chat: Chat, store: Store) -> None:
    assert "That is not possible for C1 now" in await chat.tell("ben", "/mine sent C1")
    assert "Carried by: the asking side" in chat.text(await chat.press("ben", "We fetch it (C1)"))
    assert found(await chat.tell("ben", "/mine sent C1"))
    assert (await commitment_of(store)).state == "in_transit"


async def test_the_giver_cannot_say_that_the_asker_fetches_it(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/mine fetch C1")
    assert (await commitment_of(store)).carrier == "giver"


async def test_a_delivery_whose_last_day_is_over_is_late_on_its_card_and_in_the_brief(
    chat: Chat, clock: SetClock
) -> None:
    clock.move(timedelta(days=3))
    assert "Late:" not in await chat.tell("ben", "/mine show C1")
    assert "Your deliveries that are late" not in await chat.tell("ben", "/brief")
    clock.move(timedelta(days=1))
    assert "Late: was due Fri 27 Nov" in await chat.tell("ben", "/mine show C1")
    said = await chat.tell("ben", "/brief")
    assert "Your deliveries that are late: 1" in said
    assert "C1 " in said
    assert "遅れている受け渡し: 1" in await chat.tell("aki", "/まとめ")
    await chat.say("aki", "/mine arrived C1")
    assert "Your deliveries that are late" not in await chat.tell("ben", "/brief")
    assert "Late:" not in await chat.tell("ben", "/mine show C1")


async def test_with_an_address_from_outside_the_driver_gets_a_whole_link(chat: Chat) -> None:
    chat.core.board = "https://board.example.org"
    said = await chat.tell("aki", "/mine sent C1")
    assert f"https://board.example.org/arrived/{found(said)}" in said
