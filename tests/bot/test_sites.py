"""A site named in a post becomes a record, or is the one that bears the name; cards name it to those who may know."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards.posts import place_facts
from bot.domain.post import PostPlace
from bot.domain.rules import PUBLIC
from bot.domain.site import Site
from bot.store import Store
from bot.viewer import Viewer
from bot.words.catalogue import words
from bot.words.values import fact_text
from tests.bot.stage import opened, post_of
from tests.chat import Chat, known
from tests.clock import SetClock

BEN, AKI = ("Blue Hand", "field"), ("みどり支援隊", "輪島")
SUZU = "JP17205"
SCHOOL = "/request 200 blankets at Iida elementary school, Suzu"
SHELTER = "/依頼 珠洲市上戸小避難所で毛布200枚が必要です"


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange with an earthquake response, linked to an English and a Japanese channel."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    return chat


async def sites_of(store: Store) -> list[Site]:
    """Return every real site, oldest first."""
    async with store.read() as view:
        return list(await view.sites.listing())


async def place_of(store: Store, id: str) -> PostPlace:
    """Return the one place of a post."""
    (place,) = (await post_of(store, id)).places
    return place


async def test_a_school_named_in_a_request_becomes_a_site_that_its_card_names(chat: Chat, store: Store) -> None:
    said = await chat.tell("ben", SCHOOL, *BEN)
    assert "Where: Iida elementary school, Suzu, Ishikawa" in said
    (site,) = await sites_of(store)
    assert (site.id, site.code, site.name, site.language, site.kind) == (
        "S1",
        SUZU,
        "Iida elementary school",
        "en",
        "school",
    )
    assert (site.stamp.response_id, site.stamp.drill) == ("D1", "actual")
    assert await place_of(store, "R1") == PostPlace("Suzu", (SUZU,), site="Iida elementary school", site_id="S1")


async def test_a_shelter_named_in_japanese_becomes_one_too(chat: Chat, store: Store) -> None:
    said = await chat.tell("aki", SHELTER, *AKI)
    assert "石川県珠洲市　上戸小避難所" in said
    (site,) = await sites_of(store)
    assert (site.code, site.name, site.language, site.kind) == (SUZU, "上戸小避難所", "ja", "shelter")


async def test_a_shelter_that_bears_another_towns_name_stands_where_the_post_says(chat: Chat, store: Store) -> None:
    """Iida is a city in Nagano too."""
    said = await chat.tell("aki", "/依頼 珠洲市の飯田小避難所で毛布200枚が必要です", *AKI)
    assert "石川県珠洲市　飯田小避難所" in said
    assert [(site.code, site.name) for site in await sites_of(store)] == [(SUZU, "飯田小避難所")]


async def test_the_same_site_in_other_words_is_found_and_not_doubled(chat: Chat, store: Store) -> None:
    await chat.say("aki", SHELTER, *AKI)
    said = await chat.tell("aki", "/依頼 珠洲市上戸小学校に水500本お願いします")
    assert "石川県珠洲市　上戸小避難所" in said
    assert (await place_of(store, "R2")).site_id == "S1"
    await chat.say("ben", "/request 200 blankets at Higashiyama elementary school, Suzu", *BEN)
    said = await chat.tell("ben", "/request 20 cots at Higashyama elementry school, Suzu")
    assert "Higashiyama elementary school, Suzu" in said
    assert [site.id for site in await sites_of(store)] == ["S1", "S2"]
    assert (await place_of(store, "R4")).site_id == "S2"


async def test_neighbours_with_like_names_stay_two_sites(chat: Chat, store: Store) -> None:
    for name in ("East", "West"):
        await chat.say("ben", f"/request 200 blankets at Hibari {name} school, Suzu", *BEN)
    for name in ("第一小学校", "第二小学校"):
        await chat.say("aki", f"/依頼 珠洲市{name}で毛布200枚が必要です", *AKI)
    names = [site.name for site in await sites_of(store)]
    assert names == ["Hibari East school", "Hibari West school", "第一小学校", "第二小学校"]


async def test_the_same_name_in_another_municipality_is_another_site(chat: Chat, store: Store) -> None:
    await chat.say("ben", SCHOOL, *BEN)
    await chat.say("ben", "/request 200 blankets at Iida elementary school, Wajima")
    assert [(site.id, site.code) for site in await sites_of(store)] == [("S1", SUZU), ("S2", "JP17204")]


async def test_a_shelter_without_a_name_makes_no_site(chat: Chat, store: Store) -> None:
    said = await chat.tell("aki", "/依頼 輪島市の避難所で水500本必要です", *AKI)
    assert "石川県輪島市" in said
    assert (await place_of(store, "R1")).site == ""
    assert await sites_of(store) == []


async def test_the_same_words_twice_are_one_post_though_the_site_is_spelt_as_others_spelt_it(chat: Chat) -> None:
    await chat.say("aki", SHELTER, *AKI)
    again = "/依頼 珠洲市上戸小学校に水500本お願いします"
    await chat.say("aki", again)
    assert "R2" in await chat.tell("aki", again)


async def test_a_preview_names_the_site_and_nothing_is_stored_before_the_press(chat: Chat, store: Store) -> None:
    chat.core.confirming = False
    said = await chat.tell("ben", SCHOOL, *BEN)
    assert "Where: Iida elementary school, Suzu, Ishikawa" in said
    assert await sites_of(store) == []
    await chat.press("ben", "Post")
    assert [site.id for site in await sites_of(store)] == ["S1"]


async def test_an_edit_names_another_site_or_keeps_the_one_there_was(chat: Chat, store: Store) -> None:
    await chat.say("ben", SCHOOL, *BEN)
    await chat.say("ben", "/mine edit R1 quantity:300")
    assert (await place_of(store, "R1")).site_id == "S1"
    await chat.say("ben", "/mine edit R1 200 blankets at Hibari library, Suzu")
    assert (await place_of(store, "R1")).site == "Hibari library"
    await chat.say("ben", "/mine edit R1 place:Wajima")
    assert await place_of(store, "R1") == PostPlace("Wajima", ("JP17204",))


async def test_an_exercise_has_sites_of_its_own(chat: Chat, store: Store) -> None:
    await chat.say("ben", SCHOOL, *BEN)
    await chat.say("mori", "/response propose Noto drill, Ishikawa drill:exercise", "Harbour Relief", "drill")
    await chat.say("mori", "/response open D2")
    await chat.say("mori", "/response link D2")
    await chat.say("mori", SCHOOL)
    assert [site.id for site in await sites_of(store)] == ["S1"]
    assert (await place_of(store, "R2")).site_id == "S2"


async def test_channels_of_the_response_read_the_site_in_their_language_and_a_passer_by_the_municipality_alone(
    chat: Chat, store: Store
) -> None:
    await chat.say("ben", SCHOOL, *BEN)
    cards = [chat.card_text(each.card) for each in await chat.deliver(timedelta(minutes=1))]
    assert any("Iida elementary school, Suzu, Ishikawa" in card for card in cards)
    assert any("石川県珠洲市　Iida elementary school" in card for card in cards)
    post = replace(await post_of(store, "R1"), text="")
    now = chat.clock.now()
    viewer = Viewer(words("en"), "Asia/Tokyo", PUBLIC, known().vocabulary, known().gazetteer, now)
    assert [fact_text(fact, "en", now) for fact in place_facts(post, viewer)] == ["Suzu, Ishikawa"]
