"""An edit of what is promised already: both cards show it, the other side is told, and a move takes the mark away."""

from datetime import timedelta

import pytest

from bot.store import Store
from tests.bot.stage import accepted, commitment_of
from tests.chat import Chat, Delivered

CHANGED = "The request or the offer has changed since. Please look at it again."


@pytest.fixture(autouse=True)
async def _accepted(chat: Chat) -> None:
    await accepted(chat)


async def heard(chat: Chat, who: str) -> list[Delivered]:
    """Return what reaches somebody alone and is new."""
    sent = await chat.deliver(timedelta(hours=2))
    return [each for each in sent if each.place.channel == who and each.place.direct and not each.amended]


async def test_a_new_place_is_told_to_the_giver_in_their_language_and_noted_in_the_history(
    chat: Chat, store: Store
) -> None:
    said = chat.text(await chat.say("ben", "/mine edit R1 place:Suzu"))
    assert "R1 is changed." in said
    assert "The other side of C1 is told." in said
    (told,) = await heard(chat, "aki")
    text = chat.card_text(told.card)
    assert "石川県珠洲市" in text
    assert "依頼か提供の内容が、その後変わりました。もう一度確かめてください。" in text
    async with store.read() as view:
        last = (await view.audit.of("C1"))[-1]
    ben = (await commitment_of(store)).asker_person_id
    assert (last.what, last.by, last.after["state"], last.after["note"]) == ("alter", ben, "accepted", CHANGED)


async def test_a_new_day_or_thing_of_the_offer_is_told_to_the_asker(chat: Chat) -> None:
    await chat.say("aki", "/mine edit O1 place:Nanao")
    (told,) = await heard(chat, "ben")
    assert CHANGED in chat.card_text(told.card)


@pytest.mark.parametrize("edit", ["quantity:300", "", 'text:"200 blankets in Wajima by Friday, thank you"'])
async def test_what_changes_nothing_for_the_other_side_is_not_told(chat: Chat, store: Store, edit: str) -> None:
    before = await commitment_of(store)
    await chat.say("ben", f"/mine edit R1 {edit}" if edit else "/mine keep R1")
    assert await commitment_of(store) == before
    assert not await heard(chat, "aki")


async def test_said_twice_it_stands_once_and_the_next_move_takes_it_away(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/自分の投稿 いつ・どこへ C1 受付:ゲート2", locale="ja")
    await chat.say("ben", "/mine edit R1 place:Suzu")
    await chat.say("ben", "/mine edit R1 until:2026-11-28")
    assert (await commitment_of(store)).note == CHANGED
    await chat.say("aki", "/自分の投稿 発送 C1")
    assert (await commitment_of(store)).note == ""


async def test_what_has_arrived_stays_as_it_is(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/自分の投稿 発送 C1")
    await chat.say("ben", "/mine received C1")
    before = await commitment_of(store)
    await chat.say("ben", "/mine edit R1 place:Suzu")
    assert await commitment_of(store) == before
