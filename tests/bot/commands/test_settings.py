"""`/settings`: language, time zone, privacy, and the language of a channel."""

import pytest

from bot.flows.zones import find_zone, near_zones
from tests.chat import Chat, known


async def test_what_is_set_is_shown_and_what_is_not_says_automatic(chat: Chat) -> None:
    answer = await chat.tell("aki", "/settings")
    assert "Language: English (automatic)" in answer
    assert "Time zone: Asia/Tokyo (automatic)" in answer
    assert "Language of this channel" not in answer


async def test_the_answer_to_a_new_language_is_in_it_and_it_stays(chat: Chat) -> None:
    assert "言語: 日本語" in await chat.tell("aki", "/settings language ja")
    assert "設定" in await chat.tell("aki", "/settings")
    assert "Language: English" in await chat.tell("aki", "/設定 言語 英語")


async def test_automatic_gives_the_choice_back(chat: Chat) -> None:
    await chat.say("aki", "/settings language ja")
    await chat.say("aki", "/settings language auto")
    assert "Language: English (automatic)" in await chat.tell("aki", "/settings")


async def test_times_are_shown_in_the_chosen_zone(chat: Chat) -> None:
    answer = await chat.tell("aki", "/settings zone new york")
    assert "Time zone: America/New_York" in answer
    assert "Your time now: Mon 23 Nov 19:00" in answer


async def test_an_unknown_zone_is_answered_with_the_nearest_to_press(chat: Chat) -> None:
    answer = await chat.tell("aki", "/settings zone New Yorl")
    assert "I do not know the time zone “New Yorl”." in answer
    assert "Time zone: America/New_York" in chat.text(await chat.press("aki", "America/New_York"))


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("asia/tokyo", "Asia/Tokyo"),
        ("Tokyo", "Asia/Tokyo"),
        ("JST", "Asia/Tokyo"),
        ("東京", "Asia/Tokyo"),
        ("ニューヨーク", "America/New_York"),
        ("輪島市", "Asia/Tokyo"),
        ("Nepal", "Asia/Kathmandu"),
        ("los_angeles", "America/Los_Angeles"),
        ("UTC", "Etc/UTC"),
        ("nowhere at all", None),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(words: str, zone: str | None) -> None:
    assert find_zone(words, known().gazetteer) == zone


def test_every_suggested_zone_can_be_typed_back() -> None:
    suggested = near_zones("Londn")
    assert suggested[0] == "Europe/London"
    assert [find_zone(zone, known().gazetteer) for zone in suggested] == suggested


async def test_a_person_decides_whether_others_find_them(chat: Chat) -> None:
    assert "Other organisations may find me: no" in await chat.tell("aki", "/settings privacy no")
    assert "Other organisations may find me: yes" in chat.text(await chat.press("aki", "Let others find me"))


async def test_a_channel_gets_a_language_of_its_own(chat: Chat) -> None:
    answer = await chat.tell("aki", "/settings channel ja", "Green Wave", "suzu")
    assert "Language of this channel: Japanese" in answer
    assert "設定" in await chat.tell("ben", "/settings", "Green Wave", "suzu")


async def test_the_language_of_a_channel_leaves_its_link_alone(chat: Chat) -> None:
    await chat.say("mori", "/response open Noto earthquake", "Hub", "ops")
    await chat.say("mori", "/response link D1")
    await chat.say("mori", "/settings channel ja")
    async with chat.store.read() as view:
        [channel] = await view.places.linked("D1")
    assert channel.locale == "ja"


async def test_a_direct_place_has_no_channel_to_set(chat: Chat) -> None:
    assert "Type it in the channel that you mean." in await chat.tell("aki", "/settings channel ja", "Green Wave")


async def test_an_unverified_person_does_not_set_up_channels(chat: Chat) -> None:
    await chat.say("dai", "/settings", "", "noto", platform="discord")
    assert "You cannot set up channels yet." in await chat.tell("dai", "/settings channel ja")


async def test_a_value_without_a_setting_is_asked_back_one_press_away(chat: Chat) -> None:
    assert "Is Asia/Tokyo to be your time zone?" in await chat.tell("aki", "/settings Tokyo")
    assert "Time zone: Asia/Tokyo" in chat.text(await chat.press("aki", "Yes, my time zone"))
    await chat.say("aki", "/settings ja")
    assert "言語: 日本語" in chat.text(await chat.press("aki", "Yes, my language"))


async def test_an_unknown_value_is_named_and_the_choices_can_be_pressed(chat: Chat) -> None:
    assert "“klingon” is none of these." in await chat.tell("aki", "/settings language klingon")
    assert "言語: 日本語" in chat.text(await chat.press("aki", "日本語"))
    assert "Nearest:" in await chat.tell("ben", "/settings colour blue")
