"""The head of a typed line says who speaks, for whom and where, in either script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.line import LineError, Speaker, addressed, parse
from bot.chat import Identity, Place


@pytest.mark.parametrize(
    ("line", "person", "organisation", "channel", "text"),
    [
        ("@ken /help", "ken", None, "", "/help"),
        ("@ken#suzu 12", "ken", None, "suzu", "12"),
        ("@aki/Hope#suzu /request 200 blankets", "aki", "Hope", "suzu", "/request 200 blankets"),
        ('@aki/"Green Wave"#suzu hi', "aki", "Green Wave", "suzu", "hi"),
        ('@"Aki Mori"/"Green Wave" hi there', "Aki Mori", "Green Wave", "", "hi there"),
        ("＠亜紀／みどりの波＃珠洲　依頼 毛布", "亜紀", "みどりの波", "珠洲", "依頼 毛布"),
        ("@亜紀/“みどりの 波”#珠洲 依頼", "亜紀", "みどりの 波", "珠洲", "依頼"),
        ("@ken > これを出せます", "ken", None, "", "> これを出せます"),
        ("@ken#suzu", "ken", None, "suzu", ""),
    ],
)
def test_a_line_is_taken_apart(line: str, person: str, organisation: str | None, channel: str, text: str) -> None:
    spoken = parse(line)
    assert (spoken.person, spoken.organisation, spoken.channel, spoken.text) == (person, organisation, channel, text)


@pytest.mark.parametrize("line", ["hello", "@", "@ hello", "@/Hope hi", "@aki# hi", '@aki/"Green hi', "", "#suzu hi"])
def test_a_line_that_names_nobody_is_refused_with_an_example(line: str) -> None:
    with pytest.raises(LineError, match="@aki/"):
        parse(line)


def test_one_name_typed_on_two_keyboards_is_one_person() -> None:
    assert parse("@ま\u3059\u3099 hi").person == parse("@ま\u305a hi").person


@given(st.text())
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        spoken = parse(line)
    except LineError:
        return
    assert spoken.person
    assert addressed(spoken.head)


def test_a_channel_is_a_place_and_no_channel_is_between_the_person_and_the_bot() -> None:
    aki = Speaker("aki", "Green Wave", "suzu")
    assert aki.identity == Identity("console", "Green Wave", "aki")
    assert aki.place == Place("console", "Green Wave", "suzu")
    assert Speaker("aki").place == Place("console", "", "aki", direct=True)
    assert [str(aki), str(Speaker("aki"))] == ["@aki#suzu", "@aki"]
