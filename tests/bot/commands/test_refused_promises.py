"""What cannot be promised is refused in plain words, in the reader's language, with what stands now beside it."""

import pytest

from bot.chat import Form
from bot.store import Store
from tests.bot.stage import commitment_of, opened, post_of, posts_of
from tests.chat import Chat

BOTH = pytest.mark.parametrize("locale", ["en", "ja"])


@pytest.fixture(autouse=True)
async def _exchange(chat: Chat) -> None:
    """Open a response in which Ben asks for 200 blankets as R1."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")


async def giving(chat: Chat, line: str, locale: str) -> str:
    """Let Aki type a line in one language and return the answer."""
    return chat.text(await chat.say("aki", line, "みどり支援隊", "", locale=locale))


@pytest.mark.parametrize(
    ("locale", "left", "button"),
    [
        ("en", "Only 80 pieces are left.", "Take up 80 pieces"),
        ("ja", "残りは80個です。", "80個を引き受ける"),
    ],
)
async def test_more_than_is_left_says_how_much_is_left_and_offers_exactly_that(
    chat: Chat, store: Store, locale: str, left: str, button: str
) -> None:
    await chat.say("cho", "/match give R1 120", "Third Wave", "south")
    assert left in chat.text(await chat.say("aki", "/match give R1 100", "みどり支援隊", "", locale=locale))
    await chat.press("aki", button)
    assert (await commitment_of(store, "C2")).asked == 80_000
    assert (await post_of(store, "R1")).state == "covered"


async def test_more_than_is_left_may_be_answered_with_another_amount(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/match give R1 300", "みどり支援隊", "", locale="en")
    form = (await chat.press("aki", "Another amount")).answer
    assert isinstance(form, Form)
    assert [field.value for field in form.fields] == ["200"]
    assert "Only 200 pieces are left." in chat.text(await chat.fill("aki", quantity="201"))
    await chat.press("aki", "Another amount")
    await chat.fill("aki", quantity="199")
    assert (await commitment_of(store)).asked == 199_000


async def test_what_was_left_a_moment_ago_is_not_promised_twice_by_its_button(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/match give R1 300", "みどり支援隊", "", locale="en")
    await chat.say("cho", "/match give R1 150", "Third Wave", "south")
    assert "Only 50 pieces are left." in chat.text(await chat.press("aki", "Take up 200 pieces"))
    assert (await post_of(store, "R1")).left == 50_000


@BOTH
async def test_more_than_ones_own_record_has_left_offers_what_it_has(chat: Chat, store: Store, locale: str) -> None:
    await chat.say("aki", "/offer 30 blankets in Kanazawa")
    assert "30" in chat.text(await chat.say("aki", "/match give R1 50 with:O1", locale=locale))
    await chat.press("aki", "Take up 30 pieces" if locale == "en" else "30個を引き受ける")
    made = await commitment_of(store)
    assert (made.offer_id, made.asked) == ("O1", 30_000)


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "D1 is paused. Nothing new is taken up"), ("ja", "D1は一時停止中です。")]
)
async def test_nothing_new_is_taken_up_in_a_response_that_is_paused_until_it_goes_on(
    chat: Chat, store: Store, locale: str, words: str
) -> None:
    await chat.say("cho", "/match give R1 120", "Third Wave", "south")
    await chat.say("mori", "/response pause D1")
    said = await giving(chat, "/match give R1 10", locale)
    assert words in said
    assert "R1 " in said.split(words)[1]
    assert (await post_of(store, "R1")).left == 80_000
    assert "Noted." in await chat.tell("ben", "/mine accept C1")
    await chat.say("mori", "/response resume D1")
    await giving(chat, "/match give R1 10", locale)
    assert (await post_of(store, "R1")).left == 70_000


@pytest.mark.parametrize(("locale", "words"), [("en", "Nothing of O1 is left."), ("ja", "O1はもう残っていません。")])
async def test_ones_own_record_of_which_nothing_is_left_is_named_and_shown(
    chat: Chat, store: Store, locale: str, words: str
) -> None:
    await chat.say("aki", "/offer 30 blankets in Kanazawa")
    await chat.say("aki", "/match give R1 with:O1")
    said = await giving(chat, "/match give R1 with:O1", locale)
    assert words in said
    assert "O1 " in said.split(words)[1]
    assert (await post_of(store, "R1")).left == 170_000


@pytest.mark.parametrize(("locale", "words"), [("en", "R1 is your own."), ("ja", "R1は自分の投稿です。")])
async def test_ones_own_post_is_refused_with_its_card_and_its_own_buttons(
    chat: Chat, store: Store, locale: str, words: str
) -> None:
    said = chat.text(await chat.say("ben", "/match give R1", locale=locale))
    assert words in said
    assert "200" in said.split(words)[1]
    assert {"action": "edit", "record": "R1"} in [dict(button.options) for button in chat.buttons("ben")]
    assert list(await posts_of(store)) == ["R1"]


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "D1 has been closed; nothing more"), ("ja", "D1は終了しました。")]
)
async def test_what_is_left_of_a_post_in_a_closed_response_is_not_taken_up_any_more(
    chat: Chat, store: Store, locale: str, words: str
) -> None:
    await chat.say("cho", "/match give R1 120", "Third Wave", "south")
    await chat.say("mori", "/response close D1")
    said = await giving(chat, "/match give R1 10", locale)
    assert words in said
    assert "R1 " in said.split(words)[1]
    assert (await post_of(store, "R1")).left == 80_000


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "O1 and R2 are in different responses."), ("ja", "O1とR2は別の災害対応のものです。")]
)
async def test_a_record_of_another_response_is_not_promised_across(
    chat: Chat, store: Store, locale: str, words: str
) -> None:
    await chat.say("aki", "/offer 30 blankets in Kanazawa")
    await chat.say("mori", "/response propose Sado flood, Niigata")
    await chat.say("mori", "/response open D2")
    await chat.say("dan", "/response link D2", "Fourth Wave", "island")
    await chat.say("dan", "/request 20 blankets in Sado")
    assert (await post_of(store, "R2")).stamp.response_id == "D2"
    said = await giving(chat, "/match give R2 with:O1", locale)
    assert words in said
    assert {"R2", "O1"} <= set(said.split(words)[1].split())
    assert (await post_of(store, "R2")).left == 20_000


@pytest.mark.parametrize(("locale", "words"), [("en", "O1 does not fit R1."), ("ja", "O1はR1に合いません。")])
async def test_ones_own_record_that_does_not_fit_is_said_not_to_fit(chat: Chat, locale: str, words: str) -> None:
    await chat.say("aki", "/offer 3 interpreters for Portuguese in Kanazawa")
    assert words in await giving(chat, "/match give R1 with:O1", locale)


@BOTH
async def test_a_record_of_others_is_not_given_in_their_name(chat: Chat, locale: str) -> None:
    await chat.say("cho", "/offer 30 blankets in Kanazawa", "Third Wave", "south")
    said = await giving(chat, "/match give R1 with:O1", locale)
    assert ("O1 belongs to others." if locale == "en" else "O1はほかの団体の投稿です。") in said


@BOTH
async def test_a_button_of_a_card_whose_post_has_ended_is_answered_with_the_post_as_it_stands(
    chat: Chat, store: Store, locale: str
) -> None:
    await chat.say("aki", "/list", "みどり支援隊", "", locale=locale)
    await chat.say("ben", "/mine close R1")
    said = chat.text(await chat.press("aki", "I can give this" if locale == "en" else "これを出せます"))
    assert ("R1 has ended already." if locale == "en" else "R1はすでに終わっています。") in said
    assert ("closed" if locale == "en" else "終了") in said
    assert list(await posts_of(store)) == ["R1"]


@BOTH
async def test_a_button_of_a_commitment_that_has_moved_on_is_answered_with_the_commitment_as_it_stands(
    chat: Chat, store: Store, locale: str
) -> None:
    await chat.say("aki", "/match give R1 120", "みどり支援隊", "")
    await chat.say("ben", "/mine", locale=locale)
    await chat.say("aki", "/mine cancel C1")
    said = chat.text(await chat.press("ben", "Accept (C1)" if locale == "en" else "受ける (C1)"))
    assert ("That is not possible for C1 now." if locale == "en" else "C1はいまその操作ができません。") in said
    assert ("State: cancelled" if locale == "en" else "状態: 取り消し") in said
    assert (await commitment_of(store)).state == "cancelled"
    assert (await post_of(store, "R1")).left == 200_000
