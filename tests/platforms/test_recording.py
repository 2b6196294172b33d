"""The recording platform fails as it is told to and keeps what really arrived."""

import pytest

from bot.chat import Card, Place
from tests.platforms.recording import RecordingAdapter

SUZU = Place("recording", "W1", "suzu")


async def test_it_fails_as_often_as_it_is_told_and_then_takes_messages() -> None:
    adapter = RecordingAdapter()
    adapter.fail(ConnectionResetError("down"), times=2)
    for _ in range(2):
        with pytest.raises(ConnectionResetError):
            await adapter.deliver("n1", SUZU, Card(title="R12"))
    await adapter.deliver("n1", SUZU, Card(title="R12"))
    assert [sent.notice for sent in adapter.sends(SUZU)] == ["n1"]


async def test_a_message_can_arrive_though_its_sender_hears_of_a_failure() -> None:
    adapter = RecordingAdapter()
    adapter.fail(TimeoutError("answer lost"), accepted=True)
    with pytest.raises(TimeoutError):
        await adapter.deliver("n1", SUZU, Card(title="R12"))
    assert adapter.standing(SUZU) == [Card(title="R12")]


async def test_what_stands_is_the_latest_card_of_each_message() -> None:
    adapter = RecordingAdapter()
    first = await adapter.deliver("n1", SUZU, Card(title="R12 open"))
    await adapter.deliver("n2", SUZU, Card(title="R13"))
    await adapter.amend(first, Card(title="R12 covered"))
    assert [card.title for card in adapter.standing(SUZU)] == ["R12 covered", "R13"]
    assert [sent.amended for sent in adapter.sends(SUZU)] == [False, False, True]


async def test_it_takes_messages_again_once_it_has_recovered() -> None:
    adapter = RecordingAdapter()
    adapter.fail(ConnectionResetError("down"), times=100)
    adapter.recover()
    await adapter.deliver("n1", SUZU, Card(title="R12"))
    assert len(adapter.sent) == 1
