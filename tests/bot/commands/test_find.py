"""`/find` names counterparts with the reasons for each, and says what it searched when there is none."""

from dataclasses import replace

import pytest

from bot.domain.people import Person
from bot.words.languages import language_name, named_languages
from tests.bot.commands.standing import introduced, linked, listed, opened, organisation
from tests.chat import Chat


@pytest.fixture
async def noto(chat: Chat) -> Chat:
    """Return a conversation in an open response in which four invented organisations are known."""
    await opened(chat)
    clear = organisation(chat, "G101", "Clear Spring")
    await listed(
        chat,
        replace(
            clear, name_ja="清い泉", trust="verified", sectors=("wash",), areas=("JP17205",), languages=("ja", "en")
        ),
    )
    await listed(chat, replace(organisation(chat, "G102", "Far River"), sectors=("wash",), areas=("JP43",)))
    await listed(chat, replace(organisation(chat, "G103", "Warm Pot"), sectors=("food",), areas=("JP17",)))
    drones = organisation(chat, "G104", "Sky Eye")
    await listed(chat, replace(drones, capacities="Drones for search and mapping", languages=("ne",)))
    return chat


async def test_sector_area_and_language_are_the_reasons_and_the_best_comes_first(noto: Chat) -> None:
    text = await noto.tell("aki", "/find water trucking Suzu Japanese", "Green Wave")
    first = text[text.index("G101") : text.index("G102")]
    assert "Why: works in WASH, works around Suzu, speaks Japanese" in first
    assert "Trust: verified" in first
    assert "Languages: Japanese, English" in first
    assert "[What they offer]" in first
    assert "Warm Pot" not in text


async def test_an_area_within_or_around_the_place_counts_either_way(noto: Chat) -> None:
    text = await noto.tell("aki", "/find water Ishikawa", "Green Wave")
    assert "Why: works in WASH, works around Suzu" in text
    assert "works around Ishikawa" in await noto.tell("aki", "/find hot meals Wajima")


async def test_an_open_offer_there_is_the_strongest_evidence_and_is_counted(noto: Chat) -> None:
    await noto.say("ben", "/offer 2 water trucks in Suzu", "Blue Hand")
    await noto.say("ben", "/offer 1 water truck in Suzu")
    await noto.say("ben", "/offer 500 bottles of drinking water in Sendai")
    text = await noto.tell("aki", "/find water Suzu", "Green Wave")
    assert text.index("Blue Hand") < text.index("Clear Spring")
    assert "Why: 2 open offers there, 1 open offer elsewhere" in text


async def test_offers_that_the_reader_may_not_see_or_that_are_an_exercise_are_no_evidence(noto: Chat) -> None:
    await linked(noto, "Blue Hand", "drill", await opened(noto, "Drill in Suzu", "exercise"))
    await noto.say("ben", "/offer 2 water trucks in Suzu audience:own", "Blue Hand")
    await noto.say("ben", "/offer 3 water trucks in Suzu", channel="drill")
    assert "Blue Hand" not in await noto.tell("aki", "/find water Suzu", "Green Wave")


async def test_what_they_offer_leads_to_the_list_of_their_offers(noto: Chat) -> None:
    await noto.say("ben", "/offer 2 water trucks in Suzu", "Blue Hand")
    await noto.say("aki", "/find water trucks in Suzu", "Green Wave")
    text = noto.text(await noto.press("aki", "What they offer"))
    assert "O1" in text


async def test_japanese_words_are_understood_and_answered_in_japanese(noto: Chat) -> None:
    text = noto.text(await noto.say("aki", "/探す 給水 珠洲 日本語", "みどりの波", locale="ja"))
    assert "合う相手：給水車・給水支援、珠洲市、日本語" in text
    assert "G101 清い泉" in text
    assert "理由: 分野：水・衛生（WASH）、活動地域：珠洲市、日本語が話せる" in text


async def test_a_whole_question_is_understood(noto: Chat) -> None:
    text = await noto.tell("aki", "/find who can do hot meals in Suzu?", "Green Wave")
    assert "Who fits: Hot meals and field kitchen, Suzu" in text
    assert "G103 Warm Pot" in text
    assert "G103" in await noto.tell("aki", "/団体 珠洲で炊き出しできる団体は？")


async def test_a_name_is_found_even_misspelled_and_so_is_a_word_of_what_they_do(noto: Chat) -> None:
    assert "G101 Clear Spring" in await noto.tell("aki", "/find Clear Sprng", "Green Wave")
    text = await noto.tell("aki", "/find drones")
    assert "G104 Sky Eye" in text
    assert "matches “drones”" in text


async def test_a_language_alone_finds_who_speaks_it(noto: Chat) -> None:
    text = await noto.tell("aki", "/find Nepali", "Green Wave")
    assert "G104 Sky Eye" in text
    assert "speaks Nepali" in text
    assert "G101" not in text


async def test_the_own_organisation_is_no_counterpart(noto: Chat) -> None:
    await noto.say("aki", "/offer 2 water trucks in Suzu", "Green Wave")
    assert "Green Wave" not in await noto.tell("aki", "/find water Suzu")


async def test_people_are_found_when_listed_and_never_with_their_contact(noto: Chat) -> None:
    now = noto.clock.now()
    ema = Person("P101", "Ema", "G101", "vouched", now, now, skills="Interpreter", contact="ema@example.org")
    ema = replace(ema, languages=("vi",))
    await introduced(noto, ema)
    await introduced(noto, replace(ema, id="P102", name="Hidden Person", listed=False))
    text = await noto.tell("aki", "/find Vietnamese", "Green Wave")
    assert "P101 Ema of Clear Spring" in text
    assert "speaks Vietnamese" in text
    assert "To be introduced: /introduce P101" in text
    assert "example.org" not in text
    assert "Hidden Person" not in text


async def test_when_nobody_fits_it_says_what_was_searched_and_gives_a_line_to_copy(noto: Chat) -> None:
    text = await noto.tell("aki", "/find tents Suzu", "Green Wave")
    assert "Nobody here fits that yet." in text
    assert "Searched: Tents, Suzu, in the names" in text
    assert "Ask everyone in the response: /request tents Suzu" in text


async def test_when_nobody_fits_the_nearest_open_offers_of_it_are_shown(noto: Chat) -> None:
    await noto.say("aki", "/offer 5 tents in Sendai", "Green Wave")
    await noto.say("aki", "/offer 4 tents in Kanazawa")
    text = await noto.tell("aki", "/find tents Suzu")
    assert "The nearest open offers:" in text
    assert text.index("O2 ") < text.index("O1 ")


async def test_a_name_that_is_two_places_is_said_and_the_rest_answered(noto: Chat) -> None:
    text = await noto.tell("aki", "/find water Fuchu", "Green Wave")
    assert "is more than one place" in text
    assert "G101" in text


async def test_a_place_and_a_sector_beside_the_text_count_too(noto: Chat) -> None:
    text = await noto.tell("aki", "/find place:Suzu sector:WASH", "Green Wave")
    assert "Why: works in WASH, works around Suzu" in text


async def test_alone_it_shows_examples(noto: Chat) -> None:
    text = await noto.tell("aki", "/find", "Green Wave")
    assert "/find water trucking Suzu Japanese" in text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("speaks japanese and Chinese", ["ja", "zh"]),
        ("日本語と中国語", ["ja", "zh"]),
        ("英語OK", ["en"]),
        ("Japan", []),
        ("water trucking", []),
    ],
)
def test_languages_are_named_in_either_language(text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in named_languages(text)] == codes


def test_a_language_has_a_name_in_both_languages_and_an_unknown_code_stays() -> None:
    assert (language_name("ne", "en"), language_name("ne", "ja")) == ("Nepali", "ネパール語")
    assert language_name("xq", "en") == "xq"
