"""Telephone numbers, e-mail addresses, names of individuals and private addresses are found, and nothing else."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reader.personal import PersonalFinder
from tests.chat import known
from tests.clock import START

DEVELOPMENT = Path(__file__).parents[3] / "shared/data/posts-dev.jsonl"


@cache
def finder() -> PersonalFinder:
    """Return the finder, loaded once."""
    return PersonalFinder()


def found(text: str, kind: str) -> list[str]:
    """Return what is found of one kind, in order."""
    return [each.words for each in finder().find(text) if each.kind == kind]


@pytest.mark.parametrize(
    "number",
    [
        "０９０−１２３４−５６７８",
        "０９０ー１２３４ー５６７８",
        "(03)1234-5678",
        "03（1234）5678",
        "090 1234 5678",
        "090.1234.5678",
        "09012345678",
        "+81-90-1234-5678",
        "+81 (0)90 1234 5678",
        "0120-123-456",
        "0800-123-4567",
        "0768(22)1234",
        "050-1234-5678",
        "+44 20 7946 0958",
        "(202) 555-0143",
        "1-800-555-0143",
    ],
)
def test_a_telephone_number_is_found_however_it_is_typed(number: str) -> None:
    assert found(f"連絡先は{number}です", "phone") == [number]
    assert found(f"Call {number} before noon", "phone") == [number]
    assert found(f"TEL:{number}（山根）", "phone") == [number]


def test_several_numbers_and_an_extension_are_told_apart() -> None:
    assert found("03-0000-1234 ext 12, 090-0000-1234/0120-000-123", "phone") == [
        "03-0000-1234",
        "090-0000-1234",
        "0120-000-123",
    ]


def test_a_local_number_counts_only_where_it_is_called_one() -> None:
    assert found("電話 22-1234", "phone") == ["22-1234"]
    assert found("倉庫 22-1234", "phone") == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 09:00, 11/24, 0900-1700",
        "毛布100-200枚、水500 L、4トン車",
        "〒920-0001 輪島市",
        "1,000,000円、0.5トン",
        "JIS 04202, R12, O7, 100-200-300",
        "ISBN 978-4-00-310101-8",
        "call 10-12 people",
    ],
)
def test_dates_quantities_codes_and_postal_codes_are_no_telephone_numbers(text: str) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize(
    "address",
    [
        "intake@sanriku.example.jp",
        "info＠example．org",
        "a.b+c@mail.example.co.jp",
        "name at example dot org",
        "name[at]example.org",
        "info @ example.org",
    ],
)
def test_an_email_address_is_found_however_it_is_typed(address: str) -> None:
    assert found(f"Write to us: {address}", "email") == [address]
    assert found(f"連絡は {address} まで", "email") == [address]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Please contact Yuki Tanaka at the depot", ["Yuki Tanaka"]),
        ("please contact yuki tanaka for keys", ["yuki tanaka"]),
        ("I'm Maria from the youth club", ["Maria"]),
        ("hi im Prakash, student in Toyama", ["Prakash"]),
        ("Ask for Ms. Keiko Mori or Dr Patel", ["Keiko Mori", "Patel"]),
        ("Thank you Hiroko! Chiba-san drove all night", ["Hiroko", "Chiba"]),
        ("Maria Santos and Ahmed Khan are on the road", ["Maria Santos", "Ahmed Khan"]),
        ("Driver: Kenji Ota 080-0000-1111", ["Kenji Ota"]),
        ("POC Dale Winfield, desk 3", ["Dale Winfield"]),
        ("my son Kenta (7) is here", ["Kenta"]),
        ("HIROKO TSUJI will meet you", ["HIROKO TSUJI"]),
        ("担当：田中", ["田中"]),
        ("連絡は木村まで", ["木村"]),
        ("お問い合わせは090-0000-1111（三浦）", ["三浦"]),
        ("ボランティアの田中です。", ["田中"]),
        ("小松と申します", ["小松"]),
        ("林さんと石川さん、山田課長", ["林", "石川", "山田"]),
        ("佐藤花子さん（81）が一人です", ["佐藤花子"]),
        ("母の坂口ハナ、81歳", ["坂口ハナ"]),
        ("氏名　高野ひろし", ["高野ひろし"]),
        ("グエン・ヴァン・アンさん、Nguyenさん", ["グエン・ヴァン・アン", "Nguyen"]),
        ("Erik Sandvall です", ["Erik Sandvall"]),
        ("担当: Lena Abe、窓口はMaria", ["Lena Abe", "Maria"]),
        ("Contact 山田 or ask for 佐々木", ["山田", "佐々木"]),
    ],
)
def test_the_name_of_an_individual_is_found_without_title_or_honorific(text: str, names: list[str]) -> None:
    assert found(text, "name") == names


@pytest.mark.parametrize(
    "text",
    [
        "Call Wajima City Hall or Kanazawa Medical University",
        "Contact: Sanriku Relief, Contact Save the Children Japan",
        "Thanks to Nanao Volunteer Centre. I'm Sure we can help",
        "Grant Application closes May 5. Mark your calendars. Will Tokyo send help?",
        "Jordan River bridge closed, Victoria Park is open",
        "Mina-san, thank you",
        "500 blankets from Toyota City to Noto Town",
        "皆さん、患者さん、大工さん、お母さん、社協さん、業者さん、ドライバーさん",
        "金沢です。場所は七尾です。中島まで運べます",
        "総務課長、本部長、被災者様、神父様",
        "高橋病院さん、斎藤建設、坂本龍馬記念館",
        "山口県から広島県へ、千葉市中央区で",
    ],
)
def test_organisations_places_roles_and_words_are_no_names(text: str) -> None:
    assert found(text, "name") == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("一人暮らしの母（人吉市下青井町12-4）", ["下青井町12-4"]),
        ("東京都港区赤坂9-7-1の家に母がいます", ["赤坂9-7-1"]),
        ("さくら町3-4の自宅", ["さくら町3-4"]),
        ("輪島市河井町３丁目１２番地の佐藤さん宅", ["河井町３丁目１２番地"]),
        ("Mrs Arai, Honmachi 2-7-15, Tsubame", ["Honmachi 2-7-15"]),
        ("I live at 12 Baker Street, Flat 4", ["12 Baker Street, Flat 4"]),
        ("避難所（輪島市河井町20-1 輪島中学校）", []),
        ("河井町3丁目で断水、トン車 10-20台", []),
        ("2 vehicles for Route 2-3, Shelter 2-3, Nov 2-5", []),
        ("11月12-14日、3-4人", []),
        ("輪島市河井町2丁目の佐藤さん宅", ["河井町2丁目"]),
        ("コーポ青葉203号室です", ["コーポ青葉203号室"]),
        ("青葉ハイツ203号室です", ["青葉ハイツ203号室"]),
        ("Restoring family links, can come to Joso 24-28 Aug", []),
    ],
)
def test_the_part_of_a_private_address_below_the_municipality_is_found(text: str, addresses: list[str]) -> None:
    assert found(text, "address") == addresses


def test_the_development_posts_give_every_contact_and_no_false_one() -> None:
    if not DEVELOPMENT.exists():
        pytest.skip("the development posts lie beside the repository, in ../shared/data")
    gold: Counter[tuple[str, str]] = Counter()
    got: Counter[tuple[str, str]] = Counter()
    for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines():
        post = json.loads(line)
        gold.update((each["type"], each["text"]) for each in post["gold"]["personal"])
        got.update((each.kind, each.words) for each in finder().find(post["text"]))
    assert got == gold


@settings(max_examples=60, deadline=5000)
@given(st.text(max_size=10_000) | st.text("090-１２ @.a田中さんAb +()町", min_size=500, max_size=10_000))
def test_what_is_found_lies_in_the_text_in_order_and_without_overlaps(text: str) -> None:
    last = 0
    for each in finder().find(text):
        assert last <= each.start < each.end
        assert text[each.start : each.end] == each.words
        last = each.end


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("大家の田中（022-000-4518）まで", "022-000-4518"),
        ("ask the landlord (022-000-4518)", "022-000-4518"),
        ("(03)3200-0000へ", "(03)3200-0000"),
    ],
)
def test_brackets_around_a_whole_number_are_not_part_of_it(text: str, number: str) -> None:
    assert [each.words for each in PersonalFinder().find(text) if each.kind == "phone"] == [number]


def test_looking_for_private_people_alone_finds_what_a_reading_finds() -> None:
    for text in ("Call Mr Example at 090-1234-5678", "田中様宛、090-1234-5678", "毛布100枚", ""):
        assert known().reader.personal(text) == known().reader.read(text, START).personal
