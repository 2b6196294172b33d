"""Whole posts in both languages become the lines their writers meant, and nothing else."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reading import PostKind, Reading, ReadLine
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

AT = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=9)))


@dataclass(frozen=True, slots=True)
class Line:
    """What a test expects of one line: `amount` as "200 piece", places as "role code"."""

    kind: str
    category: str | None
    item: str
    amount: str | None
    places: tuple[str, ...] = ()
    window: tuple[str | None, str | None] = (None, None)


@cache
def reader() -> PlainReader:
    """Return the reader over the real vocabulary and gazetteer, loaded once."""
    return PlainReader(load_vocabulary(), load_gazetteer())


def read(text: str, expect: PostKind | None = None) -> Reading:
    """Read a post of Wednesday 25 November 2026, 9:00 in Japan."""
    return reader().read(text, AT, expect)


def as_line(line: ReadLine) -> Line:
    """Put a line into the short form of these tests."""
    quantity = line.quantity
    return Line(
        line.kind,
        line.category,
        line.item,
        f"{quantity.value / 1000:g} {quantity.unit}" if quantity else None,
        tuple(f"{place.role} {place.code}" for place in line.places),
        (line.starts.isoformat() if line.starts else None, line.ends.isoformat() if line.ends else None),
    )


WAJIMA, SUZU, NANAO, SENDAI = "at JP17204", "at JP17205", "at JP17202", "at JP04100"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "200 blankets in Wajima by Friday",
            [Line("request", "nfi.bedding", "blankets", "200 piece", (WAJIMA,), (None, "2026-11-27"))],
        ),
        (
            "500 wool blankets in Sendai until 30 Nov",
            [Line("request", "nfi.bedding", "wool blankets", "500 piece", (SENDAI,), (None, "2026-11-30"))],
        ),
        (
            "毛布500枚 仙台市 11月30日まで",
            [Line("request", "nfi.bedding", "毛布", "500 piece", (SENDAI,), (None, "2026-11-30"))],
        ),
        ("珠洲市で水を2トンほしい、至急", [Line("request", "wash.drinking_water", "水", "2 tonne", (SUZU,))]),
        (
            "need 2 water trucks for Suzu city from Monday, urgent",
            [Line("request", "wash.water_trucking", "water trucks", "2 vehicle", (SUZU,), ("2026-11-30", None))],
        ),
        (
            "飲料水 500mlペットボトル 1,200本 輪島市 明日まで",
            [Line("request", "wash.drinking_water", "飲料水", "1200 piece", (WAJIMA,), (None, "2026-11-26"))],
        ),
        (
            "4-ton truck from Kanazawa to Wajima tomorrow",
            [
                Line(
                    "request",
                    "logistics.road_transport",
                    "4-ton truck",
                    None,
                    ("from JP17201", "to JP17204"),
                    ("2026-11-26", "2026-11-26"),
                )
            ],
        ),
        ("20 boxes of 24 bottles of water", [Line("request", "wash.drinking_water", "water", "20 box")]),
        ("4トン車2台 珠洲市", [Line("request", "logistics.road_transport", "4トン車", "2 vehicle", (SUZU,))]),
        (
            "水曜日までに毛布100枚お願いします",
            [Line("request", "nfi.bedding", "毛布", "100 piece", (), (None, "2026-11-25"))],
        ),
        ("18時に第二中学校へ毛布20枚お願いします", [Line("request", "nfi.bedding", "毛布", "20 piece")]),
        (
            "Please call 090-0000-1234, 20 blankets needed in Wajima",
            [Line("request", "nfi.bedding", "blankets", "20 piece", (WAJIMA,))],
        ),
        (
            "We can lend 3 generators to Nanao from tomorrow",
            [Line("offer", "telecoms.generators", "generators", "3 unit", ("to JP17202",), ("2026-11-26", None))],
        ),
        (
            "発電機を3台お貸しできます。七尾市まで届けます。",
            [Line("offer", "telecoms.generators", "発電機", "3 unit", ("to JP17202",))],
        ),
        ("We have 40 tents to spare in Wajima", [Line("offer", "shelter.tents", "tents", "40 piece", (WAJIMA,))]),
        ("看護師2名を派遣できます、輪島市", [Line("offer", "health.nurses", "看護師", "2 person", (WAJIMA,))]),
        ("food for 120 people in Wajima please send", [Line("request", "food.ready_meals", "food", None, (WAJIMA,))]),
        ("お弁当 120人分 輪島市 お願いします", [Line("request", "food.ready_meals", "お弁当", None, (WAJIMA,))]),
        ("We need several tents in Suzu", [Line("request", "shelter.tents", "tents", None, (SUZU,))]),
        (
            "毛布は足りています。必要なのは発電機2台、珠洲市です。",
            [Line("request", "telecoms.generators", "発電機", "2 unit", (SUZU,))],
        ),
        (
            "We can't send trucks, but we can lend 10 tents in Wajima",
            [Line("offer", "shelter.tents", "tents", "10 piece", (WAJIMA,))],
        ),
    ],
)
def test_a_post_gives_its_line(text: str, expected: list[Line]) -> None:
    """Kind, category, item, quantity, place with role and window are read from one sentence."""
    assert expected == [as_line(line) for line in read(text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200 blankets and 50 tents in Wajima", [("200 piece", (WAJIMA,)), ("50 piece", (WAJIMA,))]),
        ("毛布100枚と水50箱 輪島市", [("100 piece", (WAJIMA,)), ("50 box", (WAJIMA,))]),
        ("毛布100枚 輪島市\n水 50箱 珠洲市", [("100 piece", (WAJIMA,)), ("50 box", (SUZU,))]),
        ("輪島市に毛布100枚、珠洲市に水50箱お願いします", [("100 piece", (WAJIMA,)), ("50 box", (SUZU,))]),
        ("50 tents in Suzu and 20 generators in Nanao", [("50 piece", (SUZU,)), ("20 unit", (NANAO,))]),
        (
            "Shopping list for the shelter in Wajima:\n- blankets, 30\n- toilet paper, 96 rolls\n- socks, 25 pairs",
            [("30 piece", (WAJIMA,)), ("96 roll", (WAJIMA,)), ("25 pair", (WAJIMA,))],
        ),
        (
            "輪島市の避難所です。以下お願いします。\n・毛布 30枚\n・おむつ 12パック\n・発電機 1台",
            [("30 piece", (WAJIMA,)), ("12 pack", (WAJIMA,)), ("1 unit", (WAJIMA,))],
        ),
        ("毛布 / blankets: 300枚 offer できます", [("300 piece", ())]),
        (
            "We need blankets, 60 packs of diapers and tents in Wajima",
            [(None, (WAJIMA,)), ("60 pack", (WAJIMA,)), (None, (WAJIMA,))],
        ),
    ],
)
def test_a_post_with_several_things_gives_a_line_each(
    text: str, expected: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    """Listed things share place and time unless each has its own."""
    assert expected == [(as_line(line).amount, as_line(line).places) for line in read(text).lines]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We do NOT need clothes", "update"),
        ("毛布は足りています", "update"),
        ("古着はもう送らないでください。倉庫がいっぱいです。", "update"),
        ("Please do not send any more blankets to Wajima", "update"),
        ("水は十分あります", "update"),
        ("Route 249 is open again since noon", "update"),
        ("輪島市の停電は16時半に復旧しました。", "update"),
        ("Who is the lead for water in Nanao?", "question"),
        ("給水所はどこですか？", "question"),
        ("ボランティア保険の担当をご存じの方いますか", "question"),
        ("Thank you all, what a day", "none"),
        ("みなさま本当にお疲れさまでした！", "none"),
        ("了解です！ありがとうございます。", "none"),
        ("We date the boxes by hand", "none"),
        ("", "none"),
    ],
)
def test_a_post_that_neither_asks_nor_offers_has_no_lines(text: str, kind: str) -> None:
    """Refusals, news, questions and chatter make no line."""
    reading = read(text)

    assert (kind, ()) == (reading.kind, reading.lines)


@pytest.mark.parametrize("expect", ["request", "offer"])
@pytest.mark.parametrize(
    "text",
    ["200 blankets in Wajima", "毛布200枚 輪島市", "blankets", "50 widgets in Wajima", "杵と臼 輪島市", "おむつ"],
)
def test_the_command_decides_the_kind(text: str, expect: PostKind) -> None:
    """Under /request or /offer any thing named is a line of that kind."""
    assert {expect} == {line.kind for line in read(text, expect).lines}


@pytest.mark.parametrize(
    ("text", "field", "words", "suggestion"),
    [
        ("200 blankets in Wajimaa", "place", "Wajimaa", "Wajima, Ishikawa"),
        ("200 blankets in Fuchu", "place", "Fuchu", "Fuchu, Tokyo"),
        ("毛布200枚、府中で", "place", "府中", "東京都府中市"),
        ("200 blankets in Wajima by 31 November", "date", "31 November", "11-30"),
        ("毛布100枚 2月30日まで", "date", "2月30日", "02-28"),
        ("200 foo of rice in Wajima", "unit", "foo", "box"),
        ("-5 blankets in Wajima", "quantity", "-5 blankets", None),
        ("50 widgets in Wajima", "category", "widgets", None),
    ],
)
def test_what_cannot_be_taken_is_told(text: str, field: str, words: str, suggestion: str | None) -> None:
    """Each doubtful part is named with what could be typed instead, and the line stays."""
    reading = read(text, "request")
    trouble = next(each for each in reading.troubles if each.field == field)

    assert (1, words) == (len(reading.lines), trouble.words)
    assert suggestion is None or suggestion in trouble.suggestions


def test_the_field_in_trouble_stays_empty() -> None:
    """An absurd quantity, an unknown place and an impossible date are not guessed."""
    (line,) = read("-5 blankets in Wajimaa by 31 November", "request").lines

    assert (line.quantity, line.places, line.ends) == (None, (), None)


def test_a_name_of_two_places_keeps_its_candidates() -> None:
    """Fuchu stays without a code, and says which places bear the name."""
    (place,) = read("毛布200枚、府中で", "request").lines[0].places

    assert place.code is None
    assert {"JP13206", "JP34208"} <= set(place.candidates)


def test_a_prefecture_in_the_post_settles_the_name() -> None:
    """府中 beside 広島県 is the city there."""
    (line,) = read("広島県府中市で毛布20枚お願いします").lines

    assert [place.code for place in line.places] == ["JP34208"]


def test_a_region_gives_its_municipalities() -> None:
    """Noto has no code of its own but a set of places."""
    (line,) = read("10 volunteers who speak Japanese, Noto, next week").lines
    (place,) = line.places

    assert (place.code, place.name) == (None, "Noto")
    assert "JP17204" in place.region


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("珠洲市で水を2トンほしい、至急", "critical"),
        ("20 blankets needed in Wajima ASAP", "critical"),
        ("We need 3 medics immediately", "critical"),
        ("Need 20 blankets, not urgent", "routine"),
        ("緊急助成の説明資料を20部お願いします", "routine"),
        ("毛布20枚お願いします、急ぎも可", "routine"),
    ],
)
def test_urgency_is_read_from_plain_words_only(text: str, urgency: str) -> None:
    """Urgent words count, denied ones and names do not."""
    assert {urgency} == {line.urgency for line in read(text).lines}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("社協さんから: タオル300枚 七尾市", "社協"),
        ("On behalf of Aozora Clinic, 20 blankets needed in Wajima", "Aozora Clinic"),
        ("for Suzu city: 30 portable toilets", "Suzu city"),
        ("社協さんから 毛布100枚 輪島市", "社協"),
        ("200 blankets in Wajima", ""),
    ],
)
def test_the_body_asked_for_is_named_only_when_clearly_a_body(text: str, body: str) -> None:
    """A place before a colon is where, not for whom."""
    assert body == read(text).lines[0].on_behalf_of


def test_a_persons_name_is_no_place() -> None:
    """石川さん and Chiba-san are people."""
    readings = [read("石川さん、毛布20枚お願いします"), read("Chiba-san, 20 blankets needed please")]

    assert [reading.lines[0].places for reading in readings] == [(), ()]


def test_the_same_thing_in_two_languages_is_one_line() -> None:
    """A post that repeats itself in the other language asks once."""
    reading = read("毛布100枚お願いします、輪島市。\nWe need 100 blankets in Wajima.")

    assert len(reading.lines) == 1


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=2000), st.sampled_from([None, "request", "offer"]))
def test_any_text_gives_a_reading(text: str, expect: PostKind | None) -> None:
    """No text of a message's length raises."""
    assert isinstance(read(text, expect), Reading)


PIECES = st.sampled_from(
    [
        "20",
        "毛布",
        "枚",
        " ",
        "、",
        "blankets",
        "in",
        "Wajima",
        "2月30日",
        "まで",
        "by Friday",
        "\n- ",
        "-",
        "府中",
        "一",
        "万",
        "(",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=120).map("".join), st.sampled_from([None, "request", "offer"]))
def test_any_mixture_of_known_words_gives_a_reading(text: str, expect: PostKind | None) -> None:
    """Words the rules know, in any order, never raise."""
    assert isinstance(read(text, expect), Reading)


@pytest.mark.parametrize(
    "piece", ["1", "(", "a ", "一", "、", "-", "20 blankets and ", "毛布と", "12/", "from ", "の", "\n"]
)
def test_the_longest_message_is_read_in_bounded_time(piece: str) -> None:
    """2,000 signs of anything repeated take no more than two seconds on a busy machine."""
    text = (piece * 2000)[:2000]
    reader()
    started = time.perf_counter()
    read(text, "request")

    assert time.perf_counter() - started < 2
