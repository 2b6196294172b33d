"""Numbers and their units are read as people write them, and sizes, times and telephone numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.folding import fold
from knowledge.reader.numbers import spelt_number, written_number
from knowledge.reader.quantities import Amount, Quantities
from knowledge.reader.units import Units

QUANTITIES = Quantities()


def amounts(text: str) -> list[Amount]:
    """Return the amounts of a text as the reader meets it."""
    return QUANTITIES.find(QUANTITIES.without_contacts(fold(text)))


def shown(text: str) -> list[tuple[float | None, str]]:
    """Return each amount of a text as (value in whole units, unit)."""
    return [(each.value / 1000 if each.value is not None else None, each.unit) for each in amounts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 pcs", [(40, "piece")]),
        ("1,250 boxes", [(1250, "box")]),
        ("2.5 tonnes of rice", [(2.5, "tonne")]),
        ("10k masks", [(10_000, "")]),
        ("3 thousand dollars", [(3000, "usd")]),
        ("$7,500", [(7500, "usd")]),
        ("USD 900", [(900, "usd")]),
        ("€120", [(120, "eur")]),
        ("¥30,000", [(30_000, "jpy")]),
        ("two dozen bags", [(24, "bag")]),
        ("half a dozen cots", [(6, "")]),
        ("twenty-five people", [(25, "person")]),
        ("a hundred packs", [(100, "pack")]),
        ("about 300 litres", [(300, "litre")]),
        ("at least 12 teams", [(12, "team")]),
        ("300+ masks", [(300, "")]),
        ("several boxes", [(None, "box")]),
        ("a couple of tents", [(None, "")]),
        ("60 square metres", [(60, "m2")]),
        ("9 metric tons", [(9, "tonne")]),
        ("毛布三十枚", [(30, "piece")]),
        ("１２０枚", [(120, "piece")]),
        ("1万5千枚", [(15_000, "piece")]),
        ("二千五百個", [(2500, "piece")]),
        ("50万円", [(500_000, "jpy")]),
        ("八十万円", [(800_000, "jpy")]),
        ("1,500万円", [(15_000_000, "jpy")]),
        ("水を2トン", [(2, "tonne")]),
        ("灯油百二十リットル", [(120, "litre")]),
        ("約三百㎡", [(300, "m2")]),
        ("40世帯", [(40, "household")]),
        ("軍手20双", [(20, "pair")]),
        ("2か所", [(2, "site")]),
        ("全3回", [(3, "session")]),
        ("看護師3名", [(3, "person")]),
        ("おにぎり80食", [(80, "meal")]),
        ("数十袋", [(None, "bag")]),
        ("100枚以上", [(100, "piece")]),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, expected: list[tuple[float | None, str]]) -> None:
    """Digits, words, kanji, full width and money come out as one value and one unit of the closed list."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15-20 volunteers", 15, 20),
        ("60 to 80 nets", 60, 80),
        ("3〜5台", 3, 5),
        ("10～15台", 10, 15),
        ("5、6名", 5, 6),
        ("one or two helpers", 1, 2),
        ("between 20 and 30 boxes", 20, 30),
        ("三から五台", 3, 5),
    ],
)
def test_a_range_gives_its_lower_and_upper_end(text: str, low: int, high: int) -> None:
    """Two rising numbers with "to", a dash or から between them are one amount."""
    (amount,) = amounts(text)

    assert (low * 1000, high * 1000) == (amount.value, amount.max)


@pytest.mark.parametrize(
    "text",
    [
        "call 090-0000-1234",
        "電話 ０９０－００００－１２３４",
        "+81 76 000 0000",
        "(202) 555-0100",
        "at 18:30",
        "18時に集合",
        "第二中学校",
        "国道249号は通行止め",
        "500mlペットボトル",
        "26 cm and up",
        "母は81歳です",
        "震度6強",
        "一人暮らしの父",
        "一部の地区",
        "mail to a.b3@example.org",
        "https://example.org/12/boxes",
        "本町2-7-15",
        "24/7",
        "万が一のため",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    """Telephone numbers, times, sizes, ages, ordinals and addresses give no amount."""
    assert [each for each in amounts(text) if each.value is not None] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("090-0000-1234 まで、水20箱", [(20, "box")]),
        ("4トン車2台", [(2, "")]),
        ("2Lの水、30ケース", [(30, "case")]),
        ("30kg入りの袋を50袋", [(50, "bag")]),
        ("20 boxes of 24 bottles of water", [(20, "box")]),
        ("one 4-ton truck", [(1, "")]),
        ("1日300食", [(300, "meal")]),
        ("100枚じゃなくて1000枚", [(1000, "piece")]),
    ],
)
def test_the_count_beside_a_size_or_telephone_number_is_found(text: str, expected: list[tuple[float, str]]) -> None:
    """The number that counts is told from the one that describes."""
    assert expected == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        *("-5 blankets", "毛布-5枚", "minus 5 blankets", "minus five blankets", "毛布マイナス5枚", "0 tents"),
        *("99999999999 boxes", "10 billion blankets", "two hundred thousand million boxes", "毛布1兆枚"),
    ],
)
def test_an_absurd_number_is_marked(text: str) -> None:
    """Nothing, less than nothing and more than ten million goods are slips of the finger."""
    (amount,) = amounts(text)

    assert amount.absurd


def test_a_dash_before_each_row_is_a_bullet() -> None:
    """A row "-5 boxes" in a list of rows is five, not minus five."""
    assert [each.absurd for each in amounts("-5 boxes\n-6 bags")] == [False, False]


def test_the_posters_counter_is_kept() -> None:
    """台 and 枚 stay beside the unit they stand for; an English unit has none."""
    assert [each.counter for each in amounts("発電機2台、毛布3枚、4 boxes")] == ["台", "枚", ""]


@pytest.mark.parametrize(
    ("item", "default", "unit"),
    [
        ("water trucks", "trip", "vehicle"),
        ("portable toilets", "piece", "unit"),
        ("wool blankets", "kit", "piece"),
        ("hygiene kits", "piece", "kit"),
        ("volunteers", "team", "person"),
        ("camp cots", "bed", "unit"),
        ("ダンプトラック", "unit", "vehicle"),
        ("車椅子", "piece", "unit"),
        ("救急キット", "piece", "kit"),
        ("something", "litre", "litre"),
    ],
)
def test_a_thing_without_a_unit_has_its_natural_one(item: str, default: str, unit: str) -> None:
    """The head of the item decides, else the category's own unit."""
    assert unit == Units().natural(item, default)


@given(st.integers(1, 9_999_999))
def test_digits_with_separators_are_the_number(number: int) -> None:
    """A number written with commas is read back exactly."""
    assert [(float(number), "box")] == shown(f"{number:,} boxes")


@given(st.integers(1, 99_999_999))
def test_kanji_numbers_are_the_number(number: int) -> None:
    """A number spelt in kanji is read back exactly."""
    assert number == written_number(in_kanji(number))


@given(st.integers(20, 99))
def test_english_tens_are_the_number(number: int) -> None:
    """The words "forty-two" are 42, with or without its hyphen."""
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][number // 10 - 2]
    ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][number % 10]

    assert number == spelt_number(f"{tens}-{ones}".strip("-"))


def in_kanji(number: int) -> str:
    """Spell a whole number below 10^8 in kanji, place by place."""
    if number >= 10_000:
        return in_kanji(number // 10_000) + "万" + (in_kanji(number % 10_000) if number % 10_000 else "")
    places = [("千", 1000), ("百", 100), ("十", 10), ("", 1)]
    digits = [(sign, number // size % 10) for sign, size in places]
    return "".join(
        ("" if digit == 1 and sign else "〇一二三四五六七八九"[digit]) + sign for sign, digit in digits if digit
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # for whom and where, not how many
        ("安芸市の3避難所で200パック", [(200, "pack")]),
        ("5集落へ水20箱", [(20, "box")]),
        ("12 walkie-talkies between our five teams", [(12, "")]),
        ("blankets, 80 pieces, for the three shelters here", [(80, "piece")]),
        # how strong, large or old
        ("forklift here, 1.8 t, free to borrow", []),
        ("2.5トンのフォークリフト（ディーゼル）を1台", [(1, "")]),
        ("barge, 5 t payload", []),
        ("10 wheelchairs, seat width 25 to 30 cm", [(10, "")]),
        ("1〜5歳の子ども12名", [(12, "person")]),
        ("ten children in grades 3 to 9", [(10, "")]),
        ("ドリル（小1〜中3）を100冊", [(100, "piece")]),
        ("牧草ロール30個（1個およそ350キロ）", [(30, "piece")]),
        ("28品目不使用の米を300食", [(300, "meal")]),
        ("a two-page form for 40 tents", [(40, "")]),
        ("one-to-one lessons", []),
        ("not one washing machine", []),
        # when and how often
        ("9〜11日に撮ります", []),
        ("週2回", []),
        ("昼間2〜3時間ずつ", []),
        ("庄内一円", []),
        # what holds it, and thousands of litres
        ("250 pouches of curry", [(250, "piece")]),
        ("2 kL of diesel", [(2000, "litre")]),
        ("軽油3キロリットル", [(3000, "litre")]),
        ("seven 200 L drums of kerosene", [(1400, "litre")]),
        ("灯油、18リットルのポリタンク40本", [(720, "litre")]),
        ("500リットルの貯水タンク6基", [(6, "unit")]),
        # people who speak of themselves
        ("three of us can come", [(3, "person")]),
        ("a crew of four or so", [(4, "person")]),
        ("around 3 million yen", [(3_000_000, "jpy")]),
    ],
)
def test_a_number_beside_others_that_count_nothing(text: str, expected: list[tuple[float, str]]) -> None:
    """Places served, strength, age, contents, dates and rates are no amounts; drums of fuel are litres."""
    assert expected == shown(text)
