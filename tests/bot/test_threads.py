"""The thread beneath a request's card: begun when a promise is agreed on, one for all, for those who may read it."""

from datetime import timedelta

import pytest

from bot.chat import Place
from bot.store import Store
from tests.bot.stage import FIELD, OPS, WAJIMA, opened
from tests.chat import UNDO, Chat, Delivered

LATER = timedelta(seconds=UNDO + 1)


@pytest.fixture(autouse=True)
async def _promised(chat: Chat) -> None:
    """Let Ben ask for 200 blankets in his organisation's #field, and Aki propose 120 of them."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.deliver(LATER)
    await chat.say("aki", "/match give R1 120", "みどり支援隊", "輪島", locale="ja")


async def thread_of(store: Store, channel: Place = FIELD, record: str = "R1") -> Place:
    """Return the thread that begins at a record's card in a channel."""
    async with store.read() as view:
        standing = await view.outbox.standing(channel, record, "card")
    assert standing
    return Place(channel.platform, channel.workspace, channel.channel, standing.ref.id)


def within(brought: list[Delivered], place: Place) -> list[Delivered]:
    """Return what was brought into a place."""
    return [each for each in brought if each.place == place]


async def test_a_proposal_stays_between_the_two_sides(chat: Chat) -> None:
    await chat.say("ben", "/mine decline C1 too few")
    assert [each for each in await chat.deliver(LATER) if each.place.thread] == []


async def test_what_is_agreed_on_stands_in_a_thread_beneath_the_request_and_is_amended_there(
    chat: Chat, store: Store
) -> None:
    await chat.deliver()
    await chat.say("ben", "/mine accept C1")
    thread = await thread_of(store)
    [card] = within(await chat.deliver(), thread)
    assert "C1 みどり支援隊 → Blue Hand: 120 blankets" in chat.card_text(card.card)
    assert "State: agreed" in chat.card_text(card.card)
    await chat.say("aki", "/mine sent C1")
    [card] = within(await chat.deliver(), thread)
    assert (card.amended, "on its way" in chat.card_text(card.card)) == (True, True)


async def test_later_ones_stand_in_the_same_thread(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine accept C1")
    await chat.say("cho", "/match give R1 50", "Third Wave", "south")
    await chat.deliver()
    await chat.say("ben", "/mine received C2")
    brought = [each for each in await chat.deliver() if each.place.thread]
    assert [(each.place, each.card.title[:2], each.amended) for each in brought] == [
        (await thread_of(store), "C2", False)
    ]


async def test_the_thread_is_in_the_channel_the_request_came_from_and_nowhere_else(chat: Chat) -> None:
    await chat.say("ben", "/mine accept C1")
    for place in {each.place for each in await chat.deliver(timedelta(hours=2)) if each.card.title.startswith("C1")}:
        assert place.direct or (place.channel, bool(place.thread)) == (FIELD.channel, True)


async def test_a_request_that_was_asked_for_directly_has_no_thread(chat: Chat) -> None:
    await chat.say("ben", "/request 30 tents in Wajima", "Blue Hand", "")
    await chat.say("cho", "/match give R2 30", "Third Wave", "south")
    await chat.say("ben", "/mine accept C2")
    assert [each for each in await chat.deliver(LATER) if each.place.thread] == []


async def test_where_the_channel_is_of_neither_side_nothing_is_posted_beneath(chat: Chat) -> None:
    """Cho speaks for Third Wave in the channel of others: who reads that channel may not see her commitments."""
    await chat.say("cho", "/profile organisation Third Wave (invented)", "Harbour Relief", "ops")
    await chat.say("cho", "/request 30 tents in Wajima")
    await chat.deliver(LATER)
    await chat.say("aki", "/match give R2 30")
    assert "Noted." in await chat.tell("cho", "/mine accept C2")
    brought = await chat.deliver(LATER)
    assert [each for each in brought if each.place.thread] == []
    assert [each for each in brought if each.place == OPS and each.card.title.startswith("R2")]


async def test_what_fell_through_is_seen_to_in_the_thread(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine accept C1")
    await chat.deliver()
    await chat.say("aki", "/mine release C1")
    [card] = within(await chat.deliver(), await thread_of(store))
    assert card.amended
    assert card.card.buttons == ()


async def test_a_request_whose_card_stands_only_elsewhere_gets_no_thread_there(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine accept C1")
    assert [each for each in await chat.deliver() if each.place.thread and each.place.channel == WAJIMA.channel] == []
