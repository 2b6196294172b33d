"""What the bot or the place cannot be sure of is shown to its author first, and posted with one press."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.chat import Card, Form, Reply
from bot.domain.reading import PostKind, Reading
from bot.store import Store
from knowledge.reader.reader import PlainReader
from tests.bot.stage import direct, opened, post_of, posts_of
from tests.chat import Chat, known
from tests.clock import SetClock

BEN = ("Blue Hand", "field")
FIRST = "/request 200 blankets in Wajima by Friday"


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange whose people look before they press."""
    return Chat(store, clock, coordinators=("console:mori",), confirming=False)


async def experienced(chat: Chat) -> None:
    """Let Ben have posted once."""
    await chat.say("ben", "/offer 3 tents in Suzu", *BEN)
    await chat.press("ben", "Post")


def labels(reply: Reply) -> list[str]:
    """Return what the answer's own buttons say."""
    assert isinstance(reply.answer, Card)
    return [button.label for button in reply.answer.buttons]


async def test_a_first_post_is_shown_as_it_would_stand_and_saved_with_one_press(chat: Chat, store: Store) -> None:
    reply = await chat.say("ben", FIRST, *BEN)
    said = chat.text(reply)
    assert "Please look: this will be posted" in said
    assert "Request: 200 blankets" in said
    assert "Until: Fri 27 Nov" in said
    assert "This is your first post here" in said
    assert labels(reply) == ["Post", "Edit", "Discard"]
    assert await posts_of(store) == {}
    assert "Saved as R1" in chat.text(await chat.press("ben", "Post"))
    assert (await post_of(store, "R1")).text == "200 blankets in Wajima by Friday"


async def test_a_vouched_person_who_has_posted_before_is_saved_at_once(chat: Chat) -> None:
    await experienced(chat)
    assert "Saved as R1" in await chat.tell("ben", FIRST)


async def test_what_was_posted_is_not_shared_before_the_press(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima, urgent", *BEN)
    assert await chat.deliver(timedelta(minutes=1)) == []
    await chat.press("ben", "Post")
    assert any("R1" in each.card.title for each in await chat.deliver(timedelta(minutes=1)))


async def test_relative_days_are_read_as_of_when_they_were_typed(chat: Chat, store: Store, clock: SetClock) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima tomorrow", *BEN)
    clock.move(timedelta(hours=23))
    await chat.press("ben", "Post")
    assert str((await post_of(store, "R1")).ends) == "2026-11-25"


async def test_options_beside_the_text_are_posted_as_they_were_previewed(chat: Chat, store: Store) -> None:
    await chat.say("ben", '/request 200 blankets place:Suzu audience:public for:"Suzu town hall"', *BEN)
    await chat.press("ben", "Post")
    saved = await post_of(store, "R1")
    assert (saved.places[0].name, saved.stamp.audience, saved.on_behalf_of) == ("Suzu", "public", "Suzu town hall")


async def test_a_second_press_says_as_what_it_was_posted(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    await chat.press("ben", "Post")
    chat.core.confirming = False
    assert "It was posted as R1; nothing was doubled." in await chat.tell("ben", "/mine post W1")
    assert list(await posts_of(store)) == ["R1"]


async def test_two_presses_at_once_make_one_record(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    replies = await asyncio.gather(*(chat.say("ben", "/mine post W1") for _ in range(2)))
    assert sorted(chat.text(each)[:12] for each in replies) == ["It was poste", "Saved as R1."]
    assert list(await posts_of(store)) == ["R1"]


async def test_two_drafts_wait_side_by_side_and_both_can_be_posted(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    await chat.say("ben", "/request 30 tents in Suzu")
    assert "Saved as R1" in await chat.tell("ben", "/mine post W1")
    assert "Saved as R2" in await chat.tell("ben", "/mine post")
    assert {post.item for post in (await posts_of(store)).values()} == {"blankets", "tents"}


async def test_what_is_thrown_away_is_posted_no_more(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    assert "W1 is thrown away. Nothing was posted." in chat.text(await chat.press("ben", "Discard"))
    assert "thrown away" in await chat.tell("ben", "/mine post W1")
    assert "Nothing of yours waits" in await chat.tell("ben", "/mine post")
    assert await posts_of(store) == {}


async def test_nobody_posts_the_draft_of_another(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    assert "Nothing of yours waits" in await chat.tell("eve", "/mine post W1", *BEN)
    assert await posts_of(store) == {}


async def test_edit_shows_the_text_and_what_was_read_of_it(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    reply = await chat.press("ben", "Edit")
    assert isinstance(reply.answer, Form)
    shown = {field.name: field.value for field in reply.answer.fields}
    assert shown == {
        "text": "200 blankets in Wajima by Friday",
        "place": "Wajima, Ishikawa",
        "quantity": "200",
        "until": "2026-11-27",
        "category": "Blankets and bedding",
    }
    assert "Request: 150 blankets" in chat.text(await chat.fill("ben", quantity="150"))
    await chat.press("ben", "Post")
    assert (await post_of(store, "R1")).quantity == 150_000


async def test_new_words_win_over_what_was_read_of_the_old_ones(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    await chat.press("ben", "Edit")
    assert "Request: 30 tents" in chat.text(await chat.fill("ben", text="30 tents in Suzu"))
    await chat.press("ben", "Post")
    saved = await post_of(store, "R1")
    assert (saved.places[0].name, saved.ends, saved.category) == ("Suzu", None, "shelter.tents")


async def test_a_draft_is_mentioned_once_after_ten_minutes(chat: Chat) -> None:
    await chat.say("ben", FIRST, *BEN)
    assert await chat.deliver(timedelta(minutes=9)) == []
    [told] = await chat.deliver(timedelta(minutes=1))
    assert told.place == direct("Blue Hand", "ben")
    assert "You typed this and have not posted it: W1" in chat.card_text(told.card)
    assert await chat.deliver(timedelta(days=1)) == []


@pytest.mark.parametrize("label", ["Post", "Discard"])
async def test_a_draft_that_was_posted_or_thrown_away_is_not_mentioned(chat: Chat, label: str) -> None:
    await chat.say("ben", FIRST, "Blue Hand", "")
    await chat.press("ben", label)
    assert await chat.deliver(timedelta(hours=1)) == []


async def test_a_mentioned_draft_is_posted_where_it_was_typed(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    await chat.deliver(timedelta(minutes=11))
    await chat.say("ben", "/help", channel="")
    await chat.press("ben", "Look at it")
    await chat.press("ben", "Post")
    assert (await post_of(store, "R1")).origin_channel == "field"


async def test_drafts_are_deleted_with_what_is_mine(chat: Chat, store: Store) -> None:
    await chat.say("ben", FIRST, *BEN)
    await chat.say("ben", "/profile forget force:yes")
    async with store.read() as view:
        assert await view.drafts.get("P1:W1") is None
        assert await view.drafts.get("P1:typed") is None


async def test_an_unverified_person_sees_it_first_however_often_they_posted(chat: Chat) -> None:
    await chat.say("vol", FIRST, "Open Server", "help", platform="discord")
    await chat.press("vol", "Post")
    assert "You are not verified yet" in await chat.tell("vol", "/offer 3 tents in Suzu")
    assert "A moderator passes it on" in chat.text(await chat.press("vol", "Post"))
    assert "You are not verified yet" in await chat.tell("vol", "/update The road to Suzu is open.")
    assert "Saved as U1" in chat.text(await chat.press("vol", "Post"))


async def test_a_first_update_is_shown_before_it_is_posted_and_the_next_is_not(chat: Chat) -> None:
    await opened(chat)
    await experienced(chat)
    await chat.deliver(timedelta(minutes=1))
    reply = await chat.say("ben", "/update The road to Suzu is open.")
    assert "Situation update: The road to Suzu is open" in chat.text(reply)
    assert "This is your first update here, so you see it before others do." in chat.text(reply)
    assert labels(reply) == ["Post", "Edit", "Discard"]
    assert await chat.deliver(timedelta(minutes=1)) == []
    assert "Saved as U1" in chat.text(await chat.press("ben", "Post"))
    assert "Saved as U2" in await chat.tell("ben", "/update The port of Wajima is closed.")


async def test_a_correction_of_an_update_is_no_first_update(chat: Chat) -> None:
    await chat.say("ben", "/update The road to Suzu is open.", *BEN)
    await chat.press("ben", "Post")
    assert "U1 is corrected: version 2" in await chat.tell("ben", "/update U1 The road to Suzu is closed.")


class Guessing(PlainReader):
    """The real reader, which says that it guessed the place."""

    def read(self, text: str, at: datetime, expect: PostKind | None = None) -> Reading:
        """Read a text and doubt its places."""
        reading = super().read(text, at, expect)
        return replace(reading, lines=tuple(replace(line, unsure=("place",)) for line in reading.lines))


async def test_what_was_guessed_is_named_and_asked_about(store: Store, clock: SetClock) -> None:
    chat = Chat(store, clock, reader=Guessing(known().vocabulary, known().gazetteer), confirming=False)
    await experienced(chat)
    said = await chat.tell("ben", FIRST)
    assert "I guessed: the place" in said
    assert "Saved as R1" in chat.text(await chat.press("ben", "Post"))
    assert "Saved as R2" in await chat.tell("ben", "/request 200 blankets place:Suzu")


async def test_several_lines_are_one_preview_and_several_records(chat: Chat) -> None:
    said = await chat.tell("ben", "/request 200 blankets in Wajima\n30 tents in Suzu", *BEN)
    assert "Request: 200 blankets" in said
    assert "Request: 30 tents" in said
    assert "Saved as R1, R2" in chat.text(await chat.press("ben", "Post"))


async def test_a_region_is_its_municipalities_and_not_asked(chat: Chat, store: Store) -> None:
    assert "Where: Noto" in await chat.tell("ben", "/request 200 blankets in Noto", *BEN)
    await chat.press("ben", "Post")
    assert len((await post_of(store, "R1")).places[0].codes) > 1


async def test_buttons_hold_ids_and_short_codes_only(chat: Chat) -> None:
    await chat.say("ben", "/request 200 blankets in Fuchu " + "and more " * 50, *BEN)
    for button in chat.buttons("ben"):
        assert len(button.command + "".join(f"{name}={value}" for name, value in button.options.items())) < 60


async def test_a_japanese_reader_is_shown_it_in_japanese(chat: Chat) -> None:
    said = chat.text(await chat.say("aki", "/依頼 毛布200枚 輪島市", "みどり支援隊", "輪島", locale="ja"))
    assert "ご確認ください：この内容で投稿します" in said
    assert "依頼：毛布 200枚" in said
    assert "[投稿] [直す] [破棄]" in said
    assert "R1 として保存しました" in chat.text(await chat.press("aki", "投稿"))
