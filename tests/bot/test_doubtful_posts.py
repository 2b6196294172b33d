"""Bad numbers and days in a post: the one question names the field, and nothing that was typed is lost."""

from datetime import date

import pytest

from bot.chat import Card, Form, Reply
from bot.store import Store
from tests.bot.stage import post_of, posts_of
from tests.chat import Chat
from tests.clock import SetClock

BEN, AKI = ("Blue Hand", "field"), ("みどり支援隊", "輪島")


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange on Tuesday 24 November 2026, in Japan."""
    return Chat(store, clock, coordinators=("console:mori",))


def asked(reply: Reply) -> dict[str, str]:
    """Return what each marked field of a form says is wrong."""
    assert isinstance(reply.answer, Form)
    return {field.name: field.error for field in reply.answer.fields if field.error}


def kept(reply: Reply) -> str:
    """Return the text that the form shows again."""
    assert isinstance(reply.answer, Form)
    return next(field.value for field in reply.answer.fields if field.name == "text")


@pytest.mark.parametrize(
    ("text", "field", "question"),
    [
        ("200 blankets in Wajima until 30 February", "until", "30 February is no date. Until when?"),
        ("200 blankets in Wajima until 13/45", "until", "13/45 is no date. Until when?"),
        ("200 blankets in Wajima by 1 November 2026", "until", "by 1 November 2026 is over. Until when?"),
        ("200 blankets in Wajima by yesterday", "until", "by yesterday is over. Until when?"),
        (
            "200 blankets in Wajima from 5 December until 1 December",
            "until",
            "from 5 December until 1 December ends before it begins. Until when? For example 6 December.",
        ),
        ("200 blankets in Wajima 2026-12-05 to 2026-12-01", "until", "ends before it begins. Until when?"),
        ("-5 blankets in Wajima", "quantity", "-5 blankets is no amount I can take. For example 200."),
        ("0 blankets in Wajima", "quantity", "0 blankets is no amount I can take."),
        ("minus 20 blankets in Wajima", "quantity", "minus 20 blankets is no amount I can take."),
        ("10 billion blankets in Wajima", "quantity", "10 billion blankets is no amount I can take."),
        ("5 flurbs of blankets in Wajima", "quantity", "I do not know the unit flurbs."),
        ("200 blankets in Wajimo", "place", "I do not know the place Wajimo. Nearest: Wajima, Ishikawa"),
    ],
)
async def test_the_question_names_what_is_wrong_and_the_text_stands(
    chat: Chat, store: Store, text: str, field: str, question: str
) -> None:
    reply = await chat.say("ben", f"/request {text}", *BEN)
    assert list(asked(reply)) == [field]
    assert question in asked(reply)[field]
    assert kept(reply) == text
    assert await posts_of(store) == {}


@pytest.mark.parametrize(
    ("text", "field", "question"),
    [
        ("輪島市に毛布200枚 2月30日まで", "until", "2月30日 という日付はありません。いつまでですか。例：2月28日"),
        ("輪島市に毛布200枚 2026年11月1日まで", "until", "2026年11月1日まで はもう過ぎています。"),
        ("輪島市に毛布200枚 昨日まで", "until", "昨日まで はもう過ぎています。いつまでですか。例：11月25日"),
        ("輪島市に毛布200枚 12月5日から12月1日まで", "until", "終わりが始まりより前になっています。"),
        ("輪島市に毛布-5枚", "quantity", "「毛布-5枚」は数量として扱えません。例：200"),
        ("輪島市に毛布マイナス5枚", "quantity", "「毛布マイナス5枚」は数量として扱えません。"),
        ("輪島市に毛布100億枚", "quantity", "「毛布100億枚」は数量として扱えません。"),
    ],
)
async def test_the_same_in_japanese(chat: Chat, store: Store, text: str, field: str, question: str) -> None:
    reply = await chat.say("aki", f"/依頼 {text}", *AKI, locale="ja")
    assert list(asked(reply)) == [field]
    assert question in asked(reply)[field]
    assert kept(reply) == text
    assert await posts_of(store) == {}


async def test_an_answer_completes_what_was_typed(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima from 5 December until 1 December", *BEN)
    reply = await chat.fill("ben", until="1 December")
    assert "2026-12-05 – 1 December ends before it begins." in asked(reply)["until"]
    assert "Saved as R1" in chat.text(await chat.fill("ben", until="10 December"))
    saved = await post_of(store, "R1")
    assert (saved.quantity, saved.starts, saved.ends) == (200_000, date(2026, 12, 5), date(2026, 12, 10))


async def test_the_example_in_the_question_is_understood(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/依頼 輪島市に毛布200枚 2月30日まで", *AKI, locale="ja")
    assert "R1 として保存しました" in chat.text(await chat.fill("aki", until="2月28日"))
    assert (await post_of(store, "R1")).ends == date(2027, 2, 28)


async def test_a_day_that_is_over_is_not_taken_as_an_option_either(chat: Chat) -> None:
    reply = await chat.say("ben", "/request 200 blankets in Wajima until:2026-11-01", *BEN)
    assert "2026-11-01 is over. Until when? For example 25 November." in asked(reply)["until"]


@pytest.mark.parametrize(
    ("who", "line", "question", "post"),
    [
        (
            "ben",
            "/request 200 blankets in Wajima. We need 300 blankets.",
            "There are several numbers for blankets: 200 / 300. How much is it in all?",
            "Saved as R1",
        ),
        (
            "aki",
            "/依頼 輪島市 毛布200枚 毛布300枚",
            "毛布 の数がいくつか書かれています：200 / 300。全部でいくつですか。",
            "R1 として保存しました",
        ),
    ],
)
async def test_of_two_numbers_for_one_thing_the_right_one_is_one_press(
    chat: Chat, store: Store, who: str, line: str, question: str, post: str
) -> None:
    reply = await chat.say(who, line, *(BEN if who == "ben" else AKI), locale="en" if who == "ben" else "ja")
    assert question in chat.text(reply)
    assert isinstance(reply.answer, Card)
    assert [button.label for button in reply.answer.buttons][:2] == ["200", "300"]
    assert post in chat.text(await chat.press(who, "300"))
    assert (await post_of(store, "R1")).quantity == 300_000


async def test_two_numbers_of_a_thing_at_two_places_are_two_requests(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima and 300 blankets in Suzu", *BEN)
    assert [post.quantity for post in (await posts_of(store)).values()] == [300_000, 200_000]


@pytest.mark.parametrize("text", ["blankets 200 300, Wajima", "Wajima 2026 blankets"])
async def test_a_number_that_may_count_something_else_is_shown_before_it_is_posted(chat: Chat, text: str) -> None:
    await chat.say("ben", "/offer 3 tents in Suzu", *BEN)
    chat.core.confirming = False
    assert "I guessed: the amount" in await chat.tell("ben", f"/request {text}")


async def test_a_name_that_is_two_places_asks_which(chat: Chat, store: Store) -> None:
    reply = await chat.say("aki", "/依頼 府中に毛布200枚", *AKI, locale="ja")
    assert isinstance(reply.answer, Card)
    assert [button.label for button in reply.answer.buttons][:3] == ["東京都府中市", "広島県府中市", "広島県府中町"]
    await chat.press("aki", "広島県府中市")
    assert (await post_of(store, "R1")).places[0].codes == ("JP34208",)


async def test_a_text_that_is_too_long_is_not_cut_but_asked_for_in_parts(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "/request 200 blankets in Wajima " + "for everybody here " * 600, *BEN)
    assert "This is longer than 10,000 characters and was not read. Please send it in parts." in said
    assert await posts_of(store) == {}


async def test_signs_that_are_no_text_are_left_out(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 200 \x00blan\x07kets\ud800 in Wajima", *BEN)
    assert (await post_of(store, "R1")).text == "200 blankets in Wajima"


async def test_a_text_of_signs_alone_is_asked_about(chat: Chat, store: Store) -> None:
    reply = await chat.say("ben", "/request 💧💧💧", *BEN)
    assert asked(reply) == {"place": "Where? For example Wajima, 輪島市 or Noto."}
    assert kept(reply) == "💧💧💧"
    assert await posts_of(store) == {}


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("200 blankets in Wajima until 30 February", 200_000), ("10 billion blankets in Wajima", 1000)],
)
async def test_a_question_about_what_may_stay_open_is_not_asked_twice(
    chat: Chat, store: Store, text: str, quantity: int
) -> None:
    await chat.say("ben", f"/request {text}", *BEN)
    assert "Saved as R1" in chat.text(await chat.fill("ben"))
    saved = await post_of(store, "R1")
    assert (saved.text, saved.quantity, saved.ends) == (text, quantity, None)


async def test_a_corrected_text_is_read_anew_without_the_answer(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima until 30 February", *BEN)
    assert "Saved as R1" in chat.text(await chat.fill("ben", text="200 blankets in Wajima until 28 February"))
    assert (await post_of(store, "R1")).ends == date(2027, 2, 28)
