"""A card says by itself what is late, once: by name to those concerned, as a number to others."""

from datetime import timedelta

import pytest

from bot.chat import Place
from bot.keeper import Keeper
from bot.late import LateAnswers
from bot.store import Store
from tests.bot.stage import FIELD, OPS, WAJIMA, commitment_of, opened
from tests.chat import UNDO, Chat
from tests.clock import SetClock

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def _sent(chat: Chat) -> None:
    """Let Ben ask for 200 blankets by Friday, Aki promise 120 and say they are there on Thursday; it is Tuesday."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.deliver()
    await chat.say("aki", "/offer 120 blankets in Kanazawa", "みどり支援隊", "輪島", locale="ja")
    await chat.say("aki", "/match give R1 with:O1 120")
    await chat.say("ben", "/mine accept C1")
    await chat.say("aki", "/自分の投稿 いつ・どこへ C1 到着日:2026-11-26")
    await chat.deliver(timedelta(seconds=UNDO + 1))


@pytest.fixture
def keeper(chat: Chat) -> Keeper:
    """Return the keeper of the exchange."""
    return Keeper(chat.core, LateAnswers(chat.core, {}))


async def shown(chat: Chat, record: str, later: timedelta = timedelta()) -> dict[Place, str]:
    """Let time pass; return what the cards about a record became in each channel."""
    brought = await chat.deliver(later)
    assert [each for each in brought if not each.amended and not each.place.direct] == []
    return {each.place: chat.card_text(each.card) for each in brought if each.card.title.startswith(record)}


async def test_when_lateness_begins_every_card_says_so_by_itself_and_makes_no_sound(
    chat: Chat, keeper: Keeper, clock: SetClock
) -> None:
    clock.move(2 * DAY)
    assert await keeper.tend() == 0
    assert await chat.deliver() == []
    clock.move(DAY)
    assert await keeper.tend() == 1
    heard = len([each for each in chat.mailbox.sent if not each.amended])
    cards = await shown(chat, "R1")
    assert len([each for each in chat.mailbox.sent if not each.amended]) == heard
    assert "Late: C1 みどり支援隊, 120 pieces, was due Thu 26 Nov" in cards[FIELD]
    assert "Late: 1 delivery is late" in cards[OPS]
    assert "C1" not in cards[OPS]
    assert "遅れ: C1 みどり支援隊 120個 予定日 11月26日(木)" in cards[WAJIMA]
    assert await keeper.tend() == 0
    assert await chat.deliver(DAY / 2) == []


async def test_the_offers_card_says_it_alike(chat: Chat, keeper: Keeper, clock: SetClock) -> None:
    clock.move(3 * DAY)
    await keeper.tend()
    cards = await shown(chat, "O1")
    assert "遅れ: C1 Blue Hand 120個 予定日 11月26日(木)" in cards[WAJIMA]
    assert "Late: 1 delivery is late" in cards[OPS]


async def test_two_keepers_at_once_say_it_once(chat: Chat, keeper: Keeper, store: Store, clock: SetClock) -> None:
    clock.move(3 * DAY)
    assert await keeper.tend() + await Keeper(chat.core, LateAnswers(chat.core, {})).tend() == 1
    async with store.read() as view:
        assert [entry.what for entry in await view.audit.of("C1")][-2:] == ["details", "late"]


async def test_a_new_day_takes_the_lateness_off_and_it_comes_again_when_that_is_over(
    chat: Chat, keeper: Keeper, clock: SetClock
) -> None:
    clock.move(3 * DAY)
    await keeper.tend()
    await chat.deliver()
    await chat.say("ben", "/mine details C1 arrives:2026-11-28")
    assert "Late" not in (await shown(chat, "R1"))[FIELD]
    assert await keeper.tend() == 0
    clock.move(2 * DAY)
    await keeper.tend()
    assert "was due Sat 28 Nov" in (await shown(chat, "R1"))[FIELD]


async def test_arrival_takes_it_off(chat: Chat, keeper: Keeper, store: Store, clock: SetClock) -> None:
    clock.move(3 * DAY)
    await keeper.tend()
    await chat.deliver()
    await chat.say("aki", "/mine arrived C1")
    brought = await chat.deliver()
    assert [
        each for each in brought if "Late" in chat.card_text(each.card) or "遅れ:" in chat.card_text(each.card)
    ] == []
    clock.move(DAY / 2)
    assert await keeper.tend() == 0
    assert (await commitment_of(store)).state == "delivered"


async def test_a_proposal_and_what_fell_through_are_never_late(chat: Chat, keeper: Keeper, clock: SetClock) -> None:
    await chat.say("ben", "/mine release C1")
    await chat.deliver()
    clock.move(5 * DAY)
    await keeper.tend()
    assert [each for each in await chat.deliver() if "Late" in chat.card_text(each.card)] == []


async def test_without_a_day_of_its_own_it_is_late_when_the_requests_last_day_is_over(
    chat: Chat, keeper: Keeper, clock: SetClock
) -> None:
    await chat.say("cho", "/match give R1 10", "Third Wave", "south")
    await chat.say("ben", "/mine accept C2")
    await chat.deliver(timedelta(hours=2))
    clock.move(4 * DAY - timedelta(hours=2))
    await keeper.tend()
    late = (await shown(chat, "R1"))[FIELD]
    assert "C1 みどり支援隊, 120 pieces, was due Thu 26 Nov / C2 Third Wave, 10 pieces, was due Fri 27 Nov" in late


async def test_the_card_of_the_hour_says_it_too(chat: Chat, keeper: Keeper, clock: SetClock) -> None:
    await chat.say("lee", "/response link D1", "Tidewater", "late")
    await chat.say("ben", "/request 30 tents in Wajima by Thursday")
    await chat.deliver(timedelta(minutes=2))
    await chat.say("cho", "/match give R2 30", "Third Wave", "south")
    await chat.say("ben", "/mine accept C2")
    await chat.deliver(timedelta(hours=2))
    clock.move(3 * DAY)
    await keeper.tend()
    brought = await chat.deliver()
    [card] = [chat.card_text(each.card) for each in brought if each.place.channel == "late"]
    assert "Late: 1 delivery is late" in card
