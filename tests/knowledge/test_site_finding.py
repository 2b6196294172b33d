"""Which sites a post names, in whose municipality, and which place names are only a site's."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import ReadPlace
from knowledge.reader.site_finding import Sites
from tests.chat import known

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
SUZU, WAJIMA, NANAO, NOTO = "JP17205", "JP17204", "JP17202", "JP17463"
SITES = Sites()


def places(text: str) -> list[ReadPlace]:
    """Return the places of the one line of a request."""
    (line,) = known().reader.read(text, NOON, "request").lines
    return list(line.places)


@pytest.mark.parametrize(
    ("text", "code", "site"),
    [
        ("200 blankets at Iida East School, Suzu", SUZU, "Iida East School"),
        ("200 blankets at Iida Elementary in Suzu", SUZU, "Iida Elementary"),
        ("200 blankets at Iida Junior High School No. 2, Suzu", SUZU, "Iida Junior High School No. 2"),
        ("200 blankets at First Elementary School, Suzu", SUZU, "First Elementary School"),
        ("200 blankets in Suzu (Iida Elementary School gym)", SUZU, "Iida Elementary School gym"),
        ("Suzu, Iida shelter: 200 blankets", SUZU, "Iida shelter"),
        ("200 blankets at Wajima Community Center", WAJIMA, "Wajima Community Center"),
        ("Wajima Town Hall needs 200 blankets", WAJIMA, "Town Hall"),
        ("200 blankets at the city hall, Wajima", WAJIMA, "city hall"),
        ("200 blankets at Suzu General Hospital", SUZU, "Suzu General Hospital"),
        ("200 blankets at the Welfare Center, Suzu", SUZU, "Welfare Center"),
        ("500 bottles of water at Wajima port", WAJIMA, "Wajima port"),
        ("500 bottles of water at the port of Wajima", WAJIMA, "Wajima port"),
        ("200 blankets at Michi-no-Eki Suzunari in Suzu", SUZU, "Michi-no-Eki Suzunari"),
        ("200 blankets at Zenryuji Temple, Wajima", WAJIMA, "Zenryuji Temple"),
        ("輪島市役所に毛布200枚", WAJIMA, "市役所"),
        ("能登町役場に毛布200枚", NOTO, "町役場"),
        ("飯田公民館（珠洲市）に毛布200枚", SUZU, "飯田公民館"),
        ("ふれあいセンター（輪島市）に毛布200枚", WAJIMA, "ふれあいセンター"),
        ("珠洲市の飯田コミュニティセンターで毛布200枚", SUZU, "飯田コミュニティセンター"),
        ("珠洲市飯田小学校体育館に毛布200枚", SUZU, "飯田小学校体育館"),
        ("珠洲市飯田第二小学校に毛布200枚", SUZU, "飯田第二小学校"),
        ("輪島市保健センターに毛布200枚", WAJIMA, "保健センター"),
        ("珠洲市総合福祉センターで毛布200枚", SUZU, "総合福祉センター"),
        ("珠洲市蛸島町の勝安寺に毛布20枚", SUZU, "勝安寺"),
        ("道の駅輪島に毛布200枚", WAJIMA, "道の駅輪島"),
        ("珠洲市の道の駅すずなりに毛布200枚", SUZU, "道の駅すずなり"),
        ("珠洲市の道の駅「狼煙」に毛布20枚", SUZU, "道の駅狼煙"),
        ("輪島港に毛布200枚", WAJIMA, "輪島港"),
        ("七尾市和倉温泉駅に毛布20枚", NANAO, "和倉温泉駅"),
    ],
)
def test_a_site_is_found_in_its_municipality_and_its_name_is_no_place_of_its_own(
    text: str, code: str, site: str
) -> None:
    """Iida is a city in Nagano too, 飯田 as well."""
    assert [(place.code, place.site) for place in places(text)] == [(code, site)]


def test_a_site_between_two_places_belongs_to_one_of_them() -> None:
    found = places("30 tents to Suzu, Wajima Community Center")
    assert [(place.code, place.site) for place in found] == [(SUZU, ""), (WAJIMA, "Wajima Community Center")]
    found = places("30 tents at Hibari shelter, Suzu and Minato shelter, Wajima")
    assert [(place.code, place.site) for place in found] == [(SUZU, "Hibari shelter"), (WAJIMA, "Minato shelter")]


@pytest.mark.parametrize(
    "text",
    [
        "輪島中で毛布が足りない、200枚お願い",
        "輪島市避難所に毛布200枚",
        "200 blankets in Wajima. The office is closed",
        "200 blankets at a temple in Wajima",
        "200 blankets at the school in Wajima",
    ],
)
def test_words_that_only_say_what_kind_of_building_it_is_name_no_site(text: str) -> None:
    assert [(place.code, place.site) for place in places(text)] == [(WAJIMA, "")]


@pytest.mark.parametrize("text", ["20 boxes of gloves to Kami town office, Hyogo", "兵庫県香美町役場に手袋20箱"])
def test_a_town_whose_office_is_named_stays_the_place(text: str) -> None:
    assert [place.code for place in places(text)] == ["JP28585"]


@given(st.text(max_size=80), st.data())
def test_any_stretch_of_any_text_can_be_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(min(start + 1, len(text)), len(text)))
    if start < end:
        assert isinstance(SITES.beside(text, start, end, 0, len(text)), str)
