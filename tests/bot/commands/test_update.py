"""`/update` numbers what is happening, corrects it in sight of everyone, and notes news on a record."""

from datetime import timedelta

import pytest

from bot.chat import Form
from bot.flows.knowing.reporting import LONGEST_HEADLINE, headline_of
from tests.bot.commands.standing import linked, opened
from tests.chat import Chat

FULL = "/update 輪島市の避難所は満員。飲料水が不足。"


async def test_a_japanese_update_is_saved_with_number_headline_place_and_sector(chat: Chat) -> None:
    await opened(chat)
    text = await chat.tell("aki", FULL, "Green Wave", "suzu")
    assert "Saved as U1. It goes out to the linked channels in 30 seconds." in text
    assert "U1 Update No. 1, Green Wave: 輪島市の避難所は満員" in text
    assert "In Japanese: 輪島市の避難所は満員。飲料水が不足。" in text
    assert "Where: Wajima, Ishikawa" in text
    assert "Sector: WASH" in text


async def test_each_organisation_counts_its_own_reports(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", FULL, "Green Wave")
    assert "U2 Update No. 2, Green Wave" in await chat.tell("aki", "/状況報告 珠洲市の道路が復旧。")
    assert "U3 Update No. 1, Blue Hand" in await chat.tell("ben", "/update The road to Suzu is open.", "Blue Hand")


async def test_it_stands_where_it_was_written_at_once_and_in_linked_channels_after_the_undo_time(chat: Chat) -> None:
    response = await opened(chat)
    await linked(chat, "Blue Hand", "ops", response)
    await chat.say("aki", FULL, "Green Wave", "suzu")
    assert [each.place.channel for each in await chat.deliver()] == ["suzu"]
    assert [each.place.channel for each in await chat.deliver(timedelta(seconds=31))] == ["ops"]


async def test_a_correction_is_a_visible_new_version_everywhere(chat: Chat) -> None:
    await linked(chat, "Blue Hand", "ops", await opened(chat))
    await chat.say("aki", FULL, "Green Wave", "suzu")
    await chat.deliver(timedelta(seconds=31))
    text = await chat.tell("aki", "/update U1 輪島市の避難所に空きが出た。")
    assert "U1 is corrected: version 2." in text
    cards = await chat.deliver(timedelta(minutes=1))
    assert {(each.place.channel, each.amended) for each in cards} == {("suzu", True), ("ops", True)}
    assert all("Corrected: version 2" in chat.card_text(each.card) for each in cards)
    assert all("空きが出た" in chat.card_text(each.card) for each in cards)


async def test_a_source_alone_can_be_added_and_the_text_stays(chat: Chat) -> None:
    await chat.say("aki", FULL, "Green Wave")
    text = await chat.tell("aki", '/update U1 source:"town hall"')
    assert "Source: town hall" in text
    assert "輪島市の避難所は満員。飲料水が不足。" in text


async def test_nobody_corrects_the_update_of_others_but_a_coordinator(chat: Chat) -> None:
    await chat.say("aki", FULL, "Green Wave")
    text = await chat.tell("ben", "/update U1 all is well", "Blue Hand")
    assert "U1 belongs to others" in text
    assert "What you typed: /update U1 all is well" in text
    assert "version 2" in await chat.tell("mori", "/update U1 Shelters in Wajima have room.", "Hub")


async def test_what_an_unverified_person_says_stays_with_them_and_it_says_so(chat: Chat) -> None:
    await linked(chat, "Blue Hand", "ops", await opened(chat))
    text = chat.text(await chat.say("eve", FULL, "Open Server", "hall", platform="discord"))
    assert "You are not verified yet, so only you and your organisation see it." in text
    assert [each.place.channel for each in await chat.deliver(timedelta(seconds=31))] == ["hall"]
    assert "U1" not in await chat.tell("ben", "/brief", "Blue Hand")


async def test_without_a_response_it_waits_and_says_so(chat: Chat) -> None:
    assert "Saved as U1. It waits for a response" in await chat.tell("aki", FULL, "Green Wave")


async def test_of_two_responses_the_one_that_fits_its_place_is_taken(chat: Chat) -> None:
    await opened(chat)
    await opened(chat, "Second one", "exercise")
    assert "It goes out" in await chat.tell("aki", FULL, "Green Wave")


async def test_nothing_typed_brings_a_form_whose_answer_is_saved(chat: Chat) -> None:
    reply = await chat.say("aki", "/update", "Green Wave")
    assert isinstance(reply.answer, Form)
    text = chat.text(await chat.fill("aki", text="The road to Suzu is open. Trucks can pass.", source="town hall"))
    assert "Green Wave: The road to Suzu is open" in text
    assert "Source: town hall" in text


async def test_an_unknown_place_or_sector_is_asked_again_and_the_text_kept(chat: Chat) -> None:
    text = await chat.tell("aki", "/update Shelters are full. place:Wajma sector:watr", "Green Wave")
    assert "What is happening?: Shelters are full." in text
    assert "I do not know the place Wajma. Nearest: Wajima" in text
    assert "I do not know the sector watr. Nearest: " in text
    assert "Where: Wajima" in chat.text(await chat.fill("aki", place="Wajima", sector="WASH"))


async def test_the_same_words_twice_are_one_update(chat: Chat) -> None:
    await chat.say("aki", FULL, "Green Wave")
    assert "You reported this already; it was not doubled." in await chat.tell("aki", FULL)


async def test_news_on_a_request_are_noted_on_it_and_confirm_it(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    await chat.deliver(timedelta(hours=50))
    text = await chat.tell("aki", "/update R1 the road is open again")
    assert "R1 is amended and confirmed." in text
    assert "Note: the road is open again" in text
    assert "Not confirmed for" not in text
    assert [each.amended for each in await chat.deliver()] == [True]


async def test_a_note_without_words_is_asked_for(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave")
    await chat.say("aki", "/update R1")
    assert "Note: the road is open" in chat.text(await chat.fill("aki", text="the road is open"))


async def test_only_owners_note_news_and_absent_records_are_said_to_be_absent(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave")
    assert "R1 belongs to others" in await chat.tell("ben", "/update R1 done", "Blue Hand")
    assert "I find no record R9." in await chat.tell("ben", "/update R9 done")
    assert "I find no record U9." in await chat.tell("ben", "/update U9 done")
    assert "C3 cannot be amended here" in await chat.tell("ben", "/update C3 done")


async def test_a_japanese_reader_is_answered_in_japanese(chat: Chat) -> None:
    reply = await chat.say("aki", "/報告 輪島市の避難所は満員。", "みどりの波", locale="ja")
    assert "U1 第1報 みどりの波：輪島市の避難所は満員" in chat.text(reply)
    assert "（英語）" not in chat.text(reply)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("満員。不足。", "満員"),
        ("Road 2.5 km is open. Trucks pass.", "Road 2.5 km is open"),
        ("Help! Now.", "Help!"),
        ("first line\nsecond", "first line"),
        ("\n\n満員", "満員"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_the_headline(text: str, headline: str) -> None:
    assert headline_of(text) == headline


def test_a_headline_is_cut_to_its_length() -> None:
    assert len(headline_of("あ" * 500)) == LONGEST_HEADLINE
