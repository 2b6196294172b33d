"""Words about private people in a post: shown to its author before anything is shared, and left out by default."""

import pytest

from bot.store import Store
from tests.bot.stage import opened, post_of, posts_of
from tests.chat import Chat
from tests.clock import SetClock

BEN = ("Blue Hand", "field")
CALL = "/request 200 blankets in Wajima, call Yamada Taro 090-1234-5678"


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Ben has posted before, and people look before they press."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("ben", "/offer 3 tents in Suzu", *BEN)
    await chat.deliver()
    chat.core.confirming = False
    return chat


async def test_a_phone_number_is_shown_to_its_author_and_left_out_by_default(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", CALL)
    assert "“200 blankets in Wajima, call [name] [phone number]”" in said
    assert "Left out: Yamada Taro, 090-1234-5678" in said
    assert "/profile contact" in said
    assert "[Post without it] [Post as typed] [Edit] [Discard]" in said
    assert await posts_of(store) == {"O1": await post_of(store, "O1")}
    await chat.press("ben", "Post without it")
    saved = await post_of(store, "R1")
    assert saved.text == "200 blankets in Wajima, call [name] [phone number]"
    cards = [chat.card_text(each.card) for each in await chat.deliver()]
    assert any("[phone number]" in card for card in cards)
    assert not any("090-1234" in card or "Yamada" in card for card in cards)


async def test_the_marks_are_in_the_language_of_the_text(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/依頼 毛布200枚 輪島市 連絡先は090-1234-5678 山田太郎")
    await chat.press("ben", "Post without it")
    assert (await post_of(store, "R1")).text == "毛布200枚 輪島市 連絡先は【電話番号】 【氏名】"


async def test_a_vouched_person_may_post_a_public_contact_as_typed(chat: Chat, store: Store) -> None:
    await chat.say("ben", CALL)
    await chat.press("ben", "Post as typed")
    assert "090-1234-5678" in (await post_of(store, "R1")).text


async def test_an_unverified_person_cannot_post_it_as_typed(chat: Chat, store: Store) -> None:
    said = chat.text(await chat.say("vol", CALL, "Open Server", "help", platform="discord"))
    assert "[Post without it] [Edit] [Discard]" in said
    await chat.say("vol", "/mine post W2 typed")
    assert "090" not in (await post_of(store, "R1")).text


async def test_a_name_in_the_item_or_of_whom_it_is_for_is_left_out_too(chat: Chat, store: Store) -> None:
    await chat.say("ben", '/request 2 blankets in Wajima for:"Yamada Taro 090-1234-5678"')
    await chat.press("ben", "Post without it")
    saved = await post_of(store, "R1")
    assert "090" not in f"{saved.item}{saved.text}{saved.on_behalf_of}"


async def test_the_same_words_again_are_still_one_post(chat: Chat) -> None:
    await chat.say("ben", CALL)
    await chat.press("ben", "Post without it")
    assert "not doubled" in await chat.tell("ben", CALL)


async def test_an_update_is_held_to_the_same(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "/update The road to Suzu is open. Call 090-1234-5678.")
    assert "“The road to Suzu is open. Call [phone number].”" in said
    saved = chat.text(await chat.press("ben", "Post without it"))
    assert "Saved as U1" in saved
    assert "090" not in saved


async def test_a_correction_and_a_note_are_held_to_the_same(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/update The road to Suzu is open.")
    await chat.press("ben", "Post")
    assert "[phone number]" in await chat.tell("ben", "/update U1 Closed again, call 090-1234-5678")
    assert "U1 is corrected" in chat.text(await chat.press("ben", "Post without it"))
    assert "[phone number]" in await chat.tell("ben", "/update O1 call 090-1234-5678")
    await chat.press("ben", "Post without it")
    assert (await post_of(store, "O1")).note == "call [phone number]"


async def test_new_words_of_a_post_are_held_to_the_same(chat: Chat, store: Store) -> None:
    assert "[phone number]" in await chat.tell("ben", "/mine edit O1 5 tents in Suzu, call 090-1234-5678")
    assert "O1 is changed" in chat.text(await chat.press("ben", "Post without it"))
    saved = await post_of(store, "O1")
    assert (saved.text, saved.quantity) == ("5 tents in Suzu, call [phone number]", 5000)


async def test_a_lesson_is_held_to_the_same(chat: Chat) -> None:
    line = "/lessons add Ask first: blankets came twice, told by 090-1234-5678 → call the depot first"
    assert "[phone number]" in await chat.tell("ben", line)
    saved = chat.text(await chat.press("ben", "Post without it"))
    assert "Saved as L1" in saved
    assert "090" not in saved
