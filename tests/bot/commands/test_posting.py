"""`/request` and `/offer`: from a typed sentence to records, or to the one question that is missing."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.chat import Form, Reply
from bot.store import Store
from tests.bot.stage import FIELD, OPS, WAJIMA, opened, post_of, posts_of
from tests.chat import Chat
from tests.clock import SetClock

BEN = ("Blue Hand", "field")
LATER = timedelta(seconds=31)


def errors(reply: Reply) -> dict[str, str]:
    """Return what a form says is wrong, by field."""
    assert isinstance(reply.answer, Form), f"no form but {reply.answer.title!r}"
    return {field.name: field.error for field in reply.answer.fields if field.error}


async def test_a_sentence_becomes_a_request_with_all_it_says(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "/request 200 blankets in Wajima by Friday", *BEN)
    assert "Saved as R1" in said
    assert "Until: Fri 27 Nov" in said
    saved = await post_of(store, "R1")
    assert (saved.category, saved.quantity, saved.counted) == ("nfi.bedding", 200_000, True)
    assert saved.places[0].codes == ("JP17204",)
    assert saved.text == "200 blankets in Wajima by Friday"
    assert (saved.origin_workspace, saved.origin_channel) == BEN


async def test_japanese_keeps_the_posters_own_counter(chat: Chat, store: Store) -> None:
    said = chat.text(await chat.say("aki", "/依頼 毛布200枚 輪島市 金曜日まで", "みどり支援隊", "輪島", locale="ja"))
    assert "R1 として保存しました" in said
    assert "毛布 200枚" in said
    assert (await post_of(store, "R1")).language == "ja"


async def test_several_lines_are_several_records_under_one_post(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "/request 200 blankets in Wajima\n30 tents in Suzu", *BEN)
    assert "Saved as R1, R2" in said
    posts = await posts_of(store)
    assert posts["R1"].bundle == posts["R2"].bundle != ""
    assert [posts[number].places[0].name for number in ("R1", "R2")] == ["Wajima", "Suzu"]


@pytest.mark.parametrize(
    "line",
    [
        '/request 200 blankets in Wajima for:"Wajima welfare council"',
        "/request Wajima welfare council: 200 blankets in Wajima for:Wajima",
        "/request on behalf of Wajima welfare council: 200 blankets in Wajima",
    ],
)
async def test_a_post_on_behalf_of_a_body_shows_its_name(chat: Chat, store: Store, line: str) -> None:
    await chat.say("ben", line, *BEN)
    assert (await post_of(store, "R1")).on_behalf_of.startswith("Wajima")
    cards = [each.card for each in await chat.deliver()]
    assert "On behalf of: Wajima" in chat.card_text(cards[0])


async def test_a_council_that_speaks_through_another_is_named_in_japanese(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/依頼 輪島市社協さんから、毛布200枚 輪島市", "みどり支援隊", "輪島")
    assert (await post_of(store, "R1")).on_behalf_of == "輪島市社協"


@pytest.mark.parametrize(
    ("line", "id", "audience"),
    [
        ("/request 200 blankets in Wajima", "R1", "response"),
        ("/offer 200 blankets in Wajima", "O1", "response"),
        ("/offer 3 nurses in Kanazawa", "O1", "verified"),
        ("/request 3 nurses in Kanazawa", "R1", "response"),
        ("/offer 3 nurses in Kanazawa audience:public", "O1", "public"),
        ("/request 200 blankets in Wajima 公開範囲：自団体", "R1", "own"),
    ],
)
async def test_the_audience_is_the_chosen_one_or_the_one_that_fits(
    chat: Chat, store: Store, line: str, id: str, audience: str
) -> None:
    await chat.say("ben", line, *BEN)
    assert (await post_of(store, id)).stamp.audience == audience


async def test_a_missing_place_is_asked_for_and_what_was_typed_is_kept(chat: Chat, store: Store) -> None:
    reply = await chat.say("ben", '/request 200 blankets by Friday for:"Suzu town hall"', *BEN)
    assert set(errors(reply)) == {"place"}
    assert "200 blankets by Friday" in chat.text(reply)
    assert await posts_of(store) == {}
    said = chat.text(await chat.fill("ben", place="Suzu"))
    assert "Saved as R1" in said
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.on_behalf_of, str(saved.ends)) == (200_000, "Suzu town hall", "2026-11-27")


async def test_what_was_typed_is_kept_as_a_draft_until_it_is_posted(chat: Chat) -> None:
    await chat.say("ben", "/request 200 blankets", *BEN)
    assert "“200 blankets”" in await chat.tell("ben", "/mine")
    chat.clock.move(timedelta(minutes=1))
    await chat.press("ben", "Look at it")
    await chat.fill("ben", place="Suzu")
    assert "“200 blankets”" not in await chat.tell("ben", "/mine")


async def test_only_the_lines_without_a_place_get_the_one_that_is_filled_in(chat: Chat, store: Store) -> None:
    reply = await chat.say("ben", "/request 200 blankets\n30 tents in Suzu", *BEN)
    assert set(errors(reply)) == {"place"}
    await chat.fill("ben", place="Wajima")
    posts = await posts_of(store)
    assert [posts[number].places[0].name for number in ("R1", "R2")] == ["Wajima", "Suzu"]


@pytest.mark.parametrize(
    ("text", "field", "says", "answer"),
    [
        ("200 blankets in Wajma", "place", "Wajima, Ishikawa", "Wajima"),
        ("200 blankets in Wajima until 31 Feb", "until", "28 February", "2026-11-30"),
        ("5 flurbs of blankets in Wajima", "quantity", "20 boxes", "5 boxes"),
        ("0 blankets in Wajima", "quantity", "For example 200", "20"),
    ],
)
async def test_what_cannot_be_taken_is_said_at_its_field_and_mended_there(
    chat: Chat, text: str, field: str, says: str, answer: str
) -> None:
    reply = await chat.say("ben", f"/request {text}", *BEN)
    assert set(errors(reply)) == {field}
    assert says in errors(reply)[field]
    assert "Saved as R1" in chat.text(await chat.fill("ben", **{field: answer}))


@pytest.mark.parametrize(
    ("option", "typed", "says"),
    [
        ("place", "Atlantis", "I do not know the place Atlantis"),
        ("until", "someday", "For example 2026-11-30"),
        ("quantity", "lots", "For example 200"),
    ],
)
async def test_a_typed_option_that_means_nothing_is_answered_with_an_example(
    chat: Chat, option: str, typed: str, says: str
) -> None:
    reply = await chat.say("ben", f"/request 200 blankets in Wajima {option}:{typed}", *BEN)
    assert says in errors(reply)[option]
    assert typed in chat.text(reply)


async def test_typed_options_win_over_the_sentence(chat: Chat, store: Store) -> None:
    await chat.say(
        "ben", "/request 200 blankets in Wajima quantity:150 place:Suzu until:2026-12-01 category:tents", *BEN
    )
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.places[0].name, str(saved.ends)) == (150_000, "Suzu", "2026-12-01")
    assert saved.category == "shelter.tents"


async def test_an_amount_that_is_corrected_keeps_its_counter(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/依頼 毛布200枚 輪島市 数量：150", "みどり支援隊", "輪島")
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.counter) == (150_000, "枚")


async def test_a_command_without_words_asks_what(chat: Chat) -> None:
    reply = await chat.say("ben", "/offer", *BEN)
    assert isinstance(reply.answer, Form)
    assert "500 wool blankets" in chat.text(reply)
    assert "Saved as O1" in chat.text(await chat.fill("ben", text="500 blankets in Sendai"))


async def test_the_same_words_within_ten_minutes_are_one_post(chat: Chat, store: Store, clock: SetClock) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", *BEN)
    clock.move(timedelta(minutes=9))
    assert "not doubled" in await chat.tell("ben", "/request 200 blankets in Wajima")
    assert list(await posts_of(store)) == ["R1"]
    clock.move(timedelta(minutes=2))
    assert "Saved as R2" in await chat.tell("ben", "/request 200 blankets in Wajima")


async def test_the_same_words_by_another_person_are_another_post(chat: Chat) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", *BEN)
    assert "Saved as R2" in await chat.tell("bea", "/request 200 blankets in Wajima", *BEN)


async def test_the_same_words_with_other_options_are_another_post(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 200 blankets place:Wajima", *BEN)
    assert "Saved as R2" in await chat.tell("ben", "/request 200 blankets place:Suzu")
    assert "not doubled" in await chat.tell("ben", "/request 200 blankets place:Suzu")


async def test_what_was_undone_may_be_posted_again(chat: Chat) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", *BEN)
    await chat.press("ben", "Undo")
    assert "Saved as R2" in await chat.tell("ben", "/request 200 blankets in Wajima")


async def test_an_unverified_persons_post_waits_and_is_seen_in_its_own_server_only(chat: Chat, store: Store) -> None:
    await opened(chat)
    await chat.say("vol", "/list", "Open Server", "help", platform="discord")
    assert "A moderator passes it on" in await chat.tell("vol", "/request 200 blankets in Wajima, urgent")
    assert (await post_of(store, "R1")).state == "held"
    brought = await chat.deliver(timedelta(minutes=1))
    assert [each.place for each in brought if "R1" in each.card.title] == [chat.place("vol")]
    assert "I find no record R1" in await chat.tell("ben", "/match R1", *BEN)
    assert "R1" not in await chat.tell("ben", "/list")


async def test_a_held_post_that_was_undone_and_kept_alive_is_held_again(chat: Chat, store: Store) -> None:
    await chat.say("vol", "/request 200 blankets in Wajima", "Open Server", "help", platform="discord")
    await chat.press("vol", "Undo")
    await chat.press("vol", "Keep alive")
    assert (await post_of(store, "R1")).state == "held"


async def test_critical_posts_go_out_at_once_and_others_after_the_undo_time(chat: Chat) -> None:
    await opened(chat)
    assert "in 30 seconds" in await chat.tell("ben", "/request 200 blankets in Wajima", *BEN)
    assert "at once" in await chat.tell("ben", "/request 30 tents in Suzu, urgent")
    first = [(each.place, each.card.title[:2]) for each in await chat.deliver()]
    assert sorted(first, key=str) == sorted([(FIELD, "R1"), (FIELD, "R2"), (OPS, "R2"), (WAJIMA, "R2")], key=str)
    later = [(each.place, each.card.title[:2]) for each in await chat.deliver(LATER)]
    assert sorted(later, key=str) == sorted([(OPS, "R1"), (WAJIMA, "R1")], key=str)


async def test_a_post_joins_the_one_response_that_fits_its_place(chat: Chat, store: Store) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "elsewhere")
    assert (await post_of(store, "R1")).stamp.response_id == "D1"


async def test_what_fits_is_shown_with_the_post(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/offer 500 blankets in Kanazawa")
    said = await chat.tell("ben", "/request 200 blankets in Wajima", *BEN)
    assert "O1 Offer" in said
    assert "Fits R1: the same kind of thing, " in said
    assert "[Take up O1]" in said


async def test_a_crowd_posting_at_once_gets_numbers_of_its_own(chat: Chat, store: Store) -> None:
    people = [f"p{n}" for n in range(8)]
    replies = await asyncio.gather(*(chat.say(who, "/request 5 tents in Suzu", "Blue Hand", "field") for who in people))
    assert all("Saved as R" in chat.text(reply) for reply in replies)
    assert sorted(await posts_of(store)) == [f"R{n}" for n in range(1, 9)]


@pytest.mark.parametrize("line", ["200 blankets in Fuchu", "200 blankets place:Fuchu"])
async def test_a_name_that_is_several_places_is_asked_with_a_button_for_each(
    chat: Chat, store: Store, line: str
) -> None:
    told = await chat.tell("ben", f"/request {line}", "Blue Hand")
    assert "Fuchu is more than one place: Fuchu, Tokyo / Fuchu City, Hiroshima" in told
    assert "[Fuchu, Tokyo] [Fuchu City, Hiroshima]" in told
    assert "Saved as R1" in chat.text(await chat.press("ben", "Fuchu City, Hiroshima"))
    assert (await post_of(store, "R1")).places[0].codes == ("JP34208",)


async def test_two_names_that_are_several_places_are_asked_one_after_the_other(chat: Chat, store: Store) -> None:
    told = await chat.tell("ben", "/request 200 blankets in Fuchu\n30 tents in Fukushima", "Blue Hand")
    assert "Fuchu is more than one place" in told
    assert "Fukushima is more than one place" in chat.text(await chat.press("ben", "Fuchu, Tokyo"))
    assert "Saved as R1, R2" in chat.text(await chat.press("ben", "Fukushima, Fukushima"))
    posts = await posts_of(store)
    assert [posts[number].places[0].codes for number in ("R1", "R2")] == [("JP13206",), ("JP07201",)]


@pytest.mark.parametrize(
    ("line", "label", "category"),
    [
        ("30 zorgles in Wajima", "Clothing and footwear", "nfi.clothing"),
        ("30 zorgles in Wajima", "None of these", None),
        ("30 zorgles in Wajima category:zorgles", "Clothing and footwear", "nfi.clothing"),
    ],
)
async def test_an_unknown_kind_of_thing_is_asked_with_the_nearest_and_none_of_them(
    chat: Chat, store: Store, line: str, label: str, category: str | None
) -> None:
    assert "zorgles" in await chat.tell("ben", f"/request {line}", *BEN)
    assert "Saved as R1" in chat.text(await chat.press("ben", label))
    assert (await post_of(store, "R1")).category == category


async def test_of_several_missing_things_the_place_is_asked_first_and_alone(chat: Chat) -> None:
    reply = await chat.say("ben", "/request 5 flurbs of blankets until 31 Feb", *BEN)
    assert set(errors(reply)) == {"place"}
    reply = await chat.fill("ben", place="Suzu")
    assert set(errors(reply)) == {"quantity"}
    assert set(errors(await chat.fill("ben", quantity="5 boxes"))) == {"until"}
    assert "Saved as R1" in chat.text(await chat.fill("ben", until="2026-12-01"))


async def test_a_name_that_is_two_places_is_the_one_in_the_response(chat: Chat, store: Store) -> None:
    await chat.say("mori", "/response open Tama flood, Tokyo", "Hub", "tama")
    await chat.say("mori", "/response link D1")
    assert "Fuchu, Tokyo" in await chat.tell("mori", "/request 200 blankets in Fuchu")
    assert (await post_of(store, "R1")).places[0].codes == ("JP13206",)


async def test_a_day_typed_as_the_question_shows_it_is_taken(chat: Chat, store: Store) -> None:
    assert "30 February is no date. Until when? For example 28 February." in await chat.tell(
        "ben", "/request 50 tents in Suzu by 30 February", "Blue Hand"
    )
    await chat.fill("ben", until="11-30")
    assert (await post_of(store, "R1")).ends == date(2026, 11, 30)
