"""A site that may be one the municipality has under another name is asked about, once, and never doubled unasked."""

import pytest

from bot.chat import Card, Reply
from bot.store import Store
from tests.bot.stage import opened, post_of, posts_of
from tests.chat import Chat
from tests.clock import SetClock

BEN, AKI = ("Blue Hand", "field"), ("みどり支援隊", "輪島")
SCHOOL = "/request 200 blankets at Iida Elementary School, Suzu"
GYM = "/依頼 珠洲市飯田小学校体育館に水500本お願いします"


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Ben named a school in English (S1)."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("ben", SCHOOL, *BEN)
    await chat.say("aki", "/依頼 輪島市に水10本", *AKI, locale="ja")
    return chat


async def sites_of(store: Store) -> list[tuple[str, str]]:
    """Return the number and name of every real site, oldest first."""
    async with store.read() as view:
        return [(site.id, site.name) for site in await view.sites.listing()]


async def site_of(store: Store, id: str) -> tuple[str, str]:
    """Return the number and name of the site in the one place of a post."""
    (place,) = (await post_of(store, id)).places
    return place.site_id, place.site


def labels(reply: Reply) -> list[str]:
    """Return what the answer's own buttons say."""
    assert isinstance(reply.answer, Card)
    return [button.label for button in reply.answer.buttons]


async def test_a_school_written_in_the_other_script_is_asked_about_and_found_by_one_press(
    chat: Chat, store: Store
) -> None:
    reply = await chat.say("aki", GYM)
    said = chat.text(reply)
    assert "「飯田小学校体育館」とあります。すでに登録のある「Iida Elementary School」（S1）のことですか。" in said
    assert "珠洲市飯田小学校体育館に水500本お願いします" in said
    assert labels(reply) == ["はい、S1 です", "いいえ、新しい場所です", "そのほか", "破棄"]
    assert "R3" not in await posts_of(store)
    assert "R3 として保存しました" in chat.text(await chat.press("aki", "はい、S1 です"))
    assert await site_of(store, "R3") == ("S1", "Iida Elementary School")
    assert len(await sites_of(store)) == 1


async def test_a_new_site_is_made_when_its_poster_says_so_and_the_next_poster_is_asked_between_both(
    chat: Chat, store: Store
) -> None:
    await chat.say("aki", GYM)
    await chat.press("aki", "いいえ、新しい場所です")
    assert await site_of(store, "R3") == ("S2", "飯田小学校体育館")
    reply = await chat.say("ben", "/request 20 cots at Iida shelter, Suzu")
    assert "You wrote Iida shelter. Is it one of these?" in chat.text(reply)
    assert labels(reply)[:3] == ["S1 Iida Elementary School", "S2 飯田小学校体育館", "No, a new site"]
    await chat.press("ben", "S2 飯田小学校体育館")
    assert await site_of(store, "R4") == ("S2", "飯田小学校体育館")


@pytest.mark.parametrize(
    "line",
    [
        "/request 20 cots at Iida elementary school, Suzu",
        "/request 20 cots at Iida Elementary, Suzu",
        "/request 20 cots at Iida Elementry School, Suzu",
        "/request 20 cots at Iida East Elementary School, Suzu",
        "/request 200 blankets for Iida High School, Suzu",
        "/request 20 cots at Iida Elementary School No. 2, Suzu",
        "/request 20 cots at Iida Elementary School, Wajima",
        "/request 20 cots in Suzu",
    ],
)
async def test_nobody_is_asked_about_an_equal_name_a_slip_of_the_pen_or_another_site(chat: Chat, line: str) -> None:
    assert "Saved as R3" in await chat.tell("ben", line)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("yes", ("S1", "Iida Elementary School")),
        ("Yes, it's S1.", ("S1", "Iida Elementary School")),
        ("ｓ１", ("S1", "Iida Elementary School")),
        ("no, a new site", ("S2", "Iida shelter")),
    ],
)
async def test_the_question_is_answered_in_plain_words_too(
    chat: Chat, store: Store, typed: str, site: tuple[str, str]
) -> None:
    await chat.say("ben", "/request 20 cots at Iida shelter, Suzu")
    await chat.act("ben", "", {"text": typed})
    await chat.press("ben", "Post") if "R3" not in await posts_of(store) else None
    assert await site_of(store, "R3") == site


async def test_an_answer_in_japanese_words_is_understood(chat: Chat, store: Store) -> None:
    await chat.say("aki", GYM)
    await chat.act("aki", "", {"text": "いいえ、新しい場所です。"})
    assert (await site_of(store, "R3"))[0] == "S2"


async def test_of_two_sites_in_one_post_each_is_asked_about_once(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 20 cots at Hibari High School, Wajima")
    line = "/offer 2 tonnes of rice from Iida shelter, Suzu to Hibari shelter, Wajima"
    assert "You wrote Iida shelter. Is this Iida Elementary School (S1)?" in await chat.tell("ben", line)
    said = chat.text(await chat.press("ben", "Yes, S1"))
    assert "You wrote Hibari shelter. Is this Hibari High School (S2)?" in said
    assert "Saved as O1" in chat.text(await chat.press("ben", "No, a new site"))
    places = (await post_of(store, "O1")).places
    assert [(place.site_id, place.site) for place in places] == [
        ("S1", "Iida Elementary School"),
        ("S3", "Hibari shelter"),
    ]


async def test_the_preview_that_follows_names_the_chosen_site(chat: Chat, store: Store) -> None:
    chat.core.confirming = False
    await chat.say("eve", "/request 20 cots at Iida shelter, Suzu", "Harbour Relief", "ops")
    said = chat.text(await chat.press("eve", "Yes, S1"))
    assert "Where: Iida Elementary School, Suzu, Ishikawa" in said
    assert "Saved as R3" in chat.text(await chat.press("eve", "Post"))
    assert await site_of(store, "R3") == ("S1", "Iida Elementary School")


async def test_the_same_words_again_are_the_same_post_and_no_second_question(chat: Chat) -> None:
    line = "/request 20 cots at Iida shelter, Suzu"
    await chat.say("ben", line)
    await chat.press("ben", "Yes, S1")
    assert "You posted this already; it was not doubled." in await chat.tell("ben", line)


async def test_new_words_forget_the_answer_to_the_old_ones(chat: Chat, store: Store) -> None:
    chat.core.confirming = False
    await chat.say("eve", "/request 20 cots at Iida shelter, Suzu", "Harbour Relief", "ops")
    await chat.press("eve", "No, a new site")
    await chat.press("eve", "Edit")
    said = chat.text(await chat.fill("eve", text="20 cots at Iida School, Suzu"))
    assert "You wrote Iida School. Is this Iida Elementary School (S1)?" in said


async def test_an_edit_asks_too(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", "/mine edit R1 200 blankets at Iida shelter, Suzu")
    assert "You wrote Iida shelter. Is this Iida Elementary School (S1)?" in said
    assert "R1 is changed" in chat.text(await chat.press("ben", "No, a new site"))
    assert await site_of(store, "R1") == ("S2", "Iida shelter")


async def test_a_drill_is_not_asked_about_real_sites(chat: Chat) -> None:
    await chat.say("mori", "/response propose Noto drill, Ishikawa drill:exercise", "Harbour Relief", "drill")
    await chat.say("mori", "/response open D2")
    await chat.say("mori", "/response link D2")
    assert "Saved as R3" in await chat.tell("mori", "/request 20 cots at Iida shelter, Suzu")
