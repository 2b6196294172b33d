"""What an offer reaches beside the places it names: what lies between them, around them, and in their prefecture."""

import pytest

from knowledge.reader.folding import fold
from knowledge.reader.reach import Reach, ReachReader
from knowledge.vocabulary.places import load_gazetteer

READER = ReachReader(load_gazetteer())


def read(text: str) -> Reach:
    return READER.read(text, fold(text))


REACHED = [
    ("anywhere on the coast between Oga and Yuza", {"JP05206", "JP05214", "JP06461"}, {"JP05203", "JP06206"}),
    ("any depot between Oga and Nikaho", {"JP05210"}, {"JP05202"}),
    ("The van serves shelters from Kochi City east to Muroto", {"JP39201", "JP39203"}, {"JP39208"}),
    ("We cover Kesennuma to Kamaishi", {"JP03203"}, {"JP03202"}),
    ("From Nankoku the van goes along the coast to Muroto", {"JP39203", "JP39202"}, {"JP39206"}),
    ("driving from Kitakami to Ichinoseki, can stop anywhere on the way", {"JP03215"}, {"JP03201"}),
    ("安芸市から須崎市までの避難所へ", {"JP39203", "JP39201", "JP39206"}, {"JP39208"}),
    ("阿南から海陽までの海岸線", {"JP36204", "JP36387", "JP36388"}, {"JP36201"}),
    ("気仙沼から釜石にかけての沿岸部", {"JP03203"}, {"JP03202"}),
    ("輪島・珠洲間を巡回", {"JP17463"}, {"JP17202"}),
    ("八代から人吉の間で", {"JP43513"}, {"JP43100"}),
    ("横手市から車で1時間以内", {"JP05203", "JP05212"}, {"JP05201", "JP05202"}),
    ("長岡市から半径50キロ", {"JP15202", "JP15205"}, {"JP15222"}),
    ("within an hour of Yokote Station", {"JP05203", "JP05212"}, {"JP05202"}),
    ("in Yuzawa, Akita or within 40 minutes by car", {"JP05207", "JP05203"}, {"JP05201"}),
    ("based at Uwajima, to any hall within an hour's drive", {"JP38203", "JP38214"}, {"JP38201"}),
    ("in a radius of 30 km of Muroto", {"JP39202", "JP39301"}, {"JP39201"}),
    ("Hitoyoshi and the surrounding villages", {"JP43513"}, {"JP43100"}),
    ("七尾市とその周辺へ届けます", {"JP17202", "JP17407"}, {"JP17201"}),
]


@pytest.mark.parametrize(("text", "within", "without"), REACHED)
def test_what_lies_between_and_around_is_reached_too(text: str, within: set[str], without: set[str]) -> None:
    found = read(text)
    reached = {*found.reach, *found.about}
    assert within <= reached
    assert not without & {*reached, *found.base}


@pytest.mark.parametrize(
    "text",
    [
        "由利本荘市内から秋田市方面への通院",
        "hospital trips from Yurihonjo to Akita City",
        "由利本荘市から秋田市の病院まで運びます",
    ],
)
def test_a_journey_reaches_its_end_and_not_the_towns_it_passes(text: str) -> None:
    found = read(text)
    assert (found.base, found.reach) == (("JP05210",), ("JP05201",))
