"""Posts of people nobody vouches for wait in their own server until somebody there passes them on."""

from datetime import timedelta

import pytest

from bot.chat import Place
from bot.store import Store
from tests.bot.stage import OPS, WAJIMA, opened, post_of
from tests.chat import Chat

LATER = timedelta(seconds=31)
SERVER = Place("discord", "Big Server", "help")


@pytest.fixture
async def waiting(chat: Chat) -> Chat:
    """Return an exchange in which Zoe's request waits in an open server."""
    await opened(chat)
    await chat.say("zoe", "/response link D1", "Big Server", "help", platform="discord")
    async with chat.store.begin() as uow:
        channel = await uow.places.channel(OPS)
        assert channel is not None
        await uow.places.save_channel(
            type(channel)("discord", "Big Server", "help", channel.response_id, "en", "", chat.clock.now())
        )
        await uow.commit()
    await chat.say("zoe", "/request 5 tents in Suzu")
    return chat


async def test_a_held_post_stays_in_its_server_with_one_button(waiting: Chat) -> None:
    brought = await waiting.deliver(LATER)
    assert {each.place for each in brought} == {SERVER}
    assert "[Pass on]" in waiting.card_text(brought[-1].card)


async def test_who_posted_it_cannot_pass_it_on(waiting: Chat, store: Store) -> None:
    assert "You are not vouched for yet" in await waiting.tell("zoe", "/mine pass R1")
    assert (await post_of(store, "R1")).state == "held"


async def test_a_coordinator_passes_it_on_and_it_crosses(waiting: Chat, store: Store) -> None:
    await waiting.deliver(LATER)
    assert "Passed on: R1." in await waiting.tell("mori", "/mine pass R1")
    assert (await post_of(store, "R1")).state == "open"
    brought = await waiting.deliver(LATER)
    assert {OPS, WAJIMA} <= {each.place for each in brought}
    assert [each.amended for each in brought if each.place == SERVER] == [True]


async def test_a_vouched_member_of_the_same_server_passes_it_on(waiting: Chat, store: Store) -> None:
    await waiting.say("kit", "/update All quiet in Suzu.", "Big Server", "help", platform="discord")
    assert "not vouched" in await waiting.tell("kit", "/mine pass R1")
    async with store.read() as view:
        kit = await view.people.by_identity(waiting.identity("kit"))
    assert kit is not None
    await waiting.say("mori", f"/profile trust {kit.id} vouched")
    assert "Passed on: R1." in await waiting.tell("kit", "/mine pass R1")


async def test_somebody_of_another_place_does_not_even_see_it(waiting: Chat) -> None:
    assert "R1という番号の記録は見つかりません" in await waiting.tell("aki", "/mine pass R1")


async def test_several_are_passed_on_at_once(waiting: Chat, store: Store) -> None:
    await waiting.say("zoe", "/request 7 tents in Wajima")
    shown = await waiting.tell("mori", "/mine pass")
    assert "2 posts wait to be passed on" in shown
    assert "Passed on: R1, R2." in waiting.text(await waiting.press("mori", "Pass all on"))
    assert {(await post_of(store, number)).state for number in ("R1", "R2")} == {"open"}
    assert "Nothing waits" in await waiting.tell("mori", "/mine pass")


async def test_new_words_of_the_same_person_wait_again(waiting: Chat, store: Store) -> None:
    await waiting.say("mori", "/mine pass R1")
    await waiting.say("zoe", "/mine edit R1 9 tents in Suzu")
    assert (await post_of(store, "R1")).state == "held"
