"""How parts of areas are read, and areas without some of their places: southern Tokushima, all of Noto except Suzu."""

import pytest

from knowledge.vocabulary.places import load_gazetteer

PLACES = load_gazetteer()


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("southern Tokushima", {"JP36204", "JP36388"}, {"JP36201", "JP36208"}),
        ("徳島県南部の避難所", {"JP36204", "JP36388"}, {"JP36201", "JP36208"}),
        ("徳島県南へ", {"JP36204", "JP36388"}, {"JP36201"}),
        ("徳島市から県南の避難所まで", {"JP36201", "JP36388"}, {"JP36208"}),
        ("the southern part of the prefecture, from Tokushima City", {"JP36201", "JP36388"}, {"JP36208"}),
        ("western Kochi", {"JP39208", "JP39428"}, {"JP39201", "JP39202"}),
        ("高知県の西部", {"JP39208", "JP39428"}, {"JP39201", "JP39202"}),
        ("高知県中部", {"JP39201", "JP39206"}, {"JP39202", "JP39208", "JP15100"}),
        ("central Kochi Prefecture", {"JP39201", "JP39206"}, {"JP39202", "JP39208"}),
        ("秋田県北", {"JP05202", "JP05204"}, {"JP05201", "JP05207"}),
        ("the north of Akita Prefecture", {"JP05202", "JP05204"}, {"JP05201", "JP05207"}),
        ("anywhere south of Tanabe", {"JP30206", "JP30428"}, {"JP30201"}),
        ("田辺以南", {"JP30206", "JP30428"}, {"JP30201"}),
        ("the south-east coast of Shikoku", {"JP36388", "JP39202"}, {"JP39208", "JP37201"}),
        ("四国東部", {"JP36204", "JP37201"}, {"JP39208", "JP38201"}),
        ("紀南へ", {"JP30428", "JP30207"}, {"JP30201"}),
        ("庄内一円", {"JP06203", "JP06428"}, {"JP06205"}),
        ("山形県庄内地域", {"JP06203", "JP06428"}, {"JP06205"}),
        ("towns in the Shonai area", {"JP06203", "JP06428"}, {"JP06205"}),
        ("和歌山県日高郡", {"JP30381"}, {"JP01601"}),
        ("Kaifu District", {"JP36383", "JP36388"}, {"JP36204"}),
    ],
)
def test_a_part_of_an_area_is_its_own_municipalities(text: str, within: set[str], without: set[str]) -> None:
    codes = {code for guess in PLACES.find(text) for code in (guess.code, *guess.region, *guess.candidates)}
    assert within <= codes
    assert not without & codes


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("石川県内（珠洲市を除く）", {"JP17204", "JP17201"}, {"JP17205", "JP17"}),
        ("all of Noto except Suzu and Wajima", {"JP17202"}, {"JP17205", "JP17204"}),
        ("能登、ただし珠洲市・輪島市を除く", {"JP17202"}, {"JP17205", "JP17204"}),
        ("輪島市へ届けます。珠洲市へは行けません", {"JP17204"}, {"JP17205"}),
        ("Wajima and Anamizu, but not Suzu", {"JP17204"}, {"JP17205"}),
        ("anywhere in Ishikawa Prefecture excluding Kanazawa", {"JP17204"}, {"JP17201", "JP17"}),
        ("We can't deliver to Suzu, Wajima is fine", {"JP17204"}, {"JP17205"}),
        ("Trucks can't get to Suzu, water please", {"JP17205"}, set()),
        ("珠洲市へは行けません", {"JP17205"}, set()),
    ],
)
def test_an_excepted_place_is_none_of_a_texts_places(text: str, within: set[str], without: set[str]) -> None:
    codes = {code for guess in PLACES.find(text) for code in (guess.code, *guess.region, *guess.candidates)}
    assert within <= codes
    assert not without & codes


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("秋田県北秋田市", ["JP05213"]),
        ("埼玉県東松山市", ["JP11212"]),
        ("eastern Kochi City", ["JP39201"]),
        ("岩手県立大学", ["JP03"]),
        ("県南の農家へ", []),
        ("珠洲市より南へは行けません", ["JP17205"]),
        ("静岡県西伊豆町", ["JP22306"]),
        ("石川県南加賀", [None]),
    ],
)
def test_a_point_of_the_compass_that_is_part_of_a_name_narrows_nothing(text: str, places: list[str | None]) -> None:
    assert [guess.code for guess in PLACES.find(text)] == places
