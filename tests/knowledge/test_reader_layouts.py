"""Lists, headers, short forms and slips of the finger do not change what a post says; nor does how its parts stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.folding import fold
from knowledge.reader.slips import Slips, mended
from knowledge.reader.texting import Texting
from tests.knowledge.posts import read, shortly

SLIPS = Slips()
WORDS = ["volunteers", "available", "blankets", "generator", "requested", "interpreter", "mattresses"]


def counted(text: str) -> list[str]:
    """Return each line as its kind and number."""
    return [f"{each.kind} {each.quantity.value // 1000 if each.quantity else '-'}" for each in read(text).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("NEEDED:\n- 60 blankets\n- 24 rolls of toilet paper\nNoto town office", ["request 60", "request 24"]),
        ("OFFERING:\n* 60 folding beds\n* 24 partitions", ["offer 60", "offer 24"]),
        ("Available now in Kaga:\n500 N95 masks\n50 face shields", ["offer 500", "offer 50"]),
        ("Still missing:\n40 sandbags\n6 widgets", ["request 40", "request 6"]),
        ("Wish list:\n1. baby wipes\n2. sanitary pads\n3. insulin", ["request -"] * 3),
        ("【求む】\n・毛布60枚\n・トイレットペーパー24個", ["request 60", "request 24"]),
        ("【提供】\n・折りたたみベッド60台\n・間仕切り24組", ["offer 60", "offer 24"]),
    ],
)
def test_a_header_holds_for_every_line_under_it(text: str, lines: list[str]) -> None:
    """Each line of a list is a line with its own number, whatever marks it."""
    assert counted(text) == lines


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Suzu:\n40 blankets\nNanao:\n60 towels", [["Suzu"], ["Nanao"]]),
        ("We need 40 blankets in Suzu and 60 in Nanao", [["Suzu"], ["Nanao"]]),
        ("40 blankets\n60 towels\nSuzu", [["Suzu"], ["Suzu"]]),
    ],
)
def test_each_line_has_the_place_that_stands_over_or_beside_it(text: str, places: list[list[str]]) -> None:
    """A place over several lines is theirs; a second number for another place is a second line."""
    assert [[place.name for place in line.places] for line in read(text).lines] == places


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("We have received 20 of the 30 heaters, 10 are still missing.", ["request 10"]),
        ("50 of the 80 blankets have arrived, we still need 30", ["request 30"]),
        ("1日250食、珠洲市で炊き出しします", ["offer 250"]),
        ("3日分の水をお願いします", ["request -"]),
        ("Two big tents from our scout group, sleeping 20 each", ["offer 2"]),
        ("Retired electrician, 67, still climbs roofs", ["offer -"]),
        ("need 2 doz eggs, Nanao", ["request 24"]),
    ],
)
def test_a_number_counts_what_is_meant(text: str, lines: list[str]) -> None:
    """What is left open is taken from the sentence before; ages, sizes and days' worth count nothing."""
    assert counted(text)[: len(lines)] == lines


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("審査3日で助成金50万円まで出します", None),
        ("Decision within 3 days, grants up to 500,000 yen", None),
        ("水はあと3日でなくなります。20箱お願いします", None),
        ("3-day workshop for volunteers, Nanao, please", None),
        ("毛布20枚、3日までにお願いします", date(2026, 12, 3)),
        ("Need 20 blankets within 2 days", date(2026, 11, 26)),
    ],
)
def test_how_long_a_thing_takes_is_no_deadline(text: str, until: date | None) -> None:
    """Only what is to be there by then has a window."""
    assert read(text).lines[0].ends == until


@pytest.mark.parametrize(
    "text",
    [
        "We need a truck. It has to go from Kanazawa to Suzu tomorrow.",
        "Truck wanted tomorrow. Load is in Kanazawa, destination Suzu.",
        "Need a van to move 30 boxes. Pick-up: Kanazawa. Drop-off: Suzu.",
        "We have 40 boxes to move. They are in Kanazawa and must get to Suzu. Can someone lend a truck?",
        "トラックを探しています。荷物は金沢市にあり、届け先は珠洲市です。",
        "4トン車1台、金沢市で積んで珠洲市へ運んでほしい",
    ],
)
def test_transport_has_both_ends_even_over_two_sentences(text: str) -> None:
    """Where the load waits is where it leaves."""
    assert [(place.code, place.role) for place in read(text).lines[0].places] == [
        ("JP17201", "from"),
        ("JP17205", "to"),
    ]


def test_where_an_offer_lies_is_no_journey() -> None:
    """Where a thing is fetched is where it stands; only who is asked to carry goes from there."""
    (line,) = read("We can give 20 tents, pick up in Takaoka").lines
    assert [place.role for place in line.places] == ["at"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("pls send 20 tents 2 suzu asap", "please send 20 tents to Suzu asap"),
        ("any1 got spare wheelchairs in Hakui?? thx", "anyone got spare wheelchairs in Hakui? thanks"),
        ("got 10 bags of rice 4 whoever needs it", "got 10 bags of rice for whoever needs it"),
        ("we r out of diapers", "we are out of diapers"),
        ("URGENT!!! NEED 50 BLANKETS IN WAJIMA", "urgent! need 50 blankets in Wajima"),
        ("#offer 30 sleeping bags, pickup Kanazawa", "offer: 30 sleeping bags, pickup Kanazawa"),
        ("Requst: 15 blankts for Suzu", "Request: 15 blankets for Suzu"),
        ("avalable: 8 portable tolets, Kanazawa", "available: 8 portable toilets, Kanazawa"),
    ],
)
def test_short_forms_capitals_and_slips_say_the_same(short: str, long: str) -> None:
    """What was typed in a hurry is read like what is written out."""
    assert shortly(short) == shortly(long) != ""


@pytest.mark.parametrize("text", ["He is beading batter", "Tents rented, cancer candles", "Ask Mr Doctar of Shelten"])
def test_real_words_and_names_are_no_slips(text: str) -> None:
    """A real word that lies one letter from a frequent one stays, and so does a name."""
    assert SLIPS.find(fold(text), text) == []


@given(st.sampled_from(WORDS), st.integers(1, 20), st.sampled_from(["drop", "double", "swap"]))
def test_one_slip_behind_the_first_letter_is_put_right(word: str, at: int, slip: str) -> None:
    """A letter missing, doubled or swapped with the next makes no other word of these."""
    at = 1 + at % (len(word) - 3)  # the last letters say one or several: a slip there may be either
    middle = {"drop": "", "double": word[at] * 2, "swap": word[at + 1] + word[at]}[slip]
    typed = word[:at] + middle + word[at + (2 if slip == "swap" else 1) :]
    text = f"we {typed} it"
    assert mended(text, SLIPS.find(text, text)) == f"we {word} it"


@given(st.text(max_size=200))
def test_texts_of_any_signs_are_written_out_and_mended_without_loss_of_lines(text: str) -> None:
    """Neither rule raises, and neither eats a line."""
    folded = fold(text)
    assert Texting().written_out(folded).count("\n") == folded.count("\n")
    assert mended(text, SLIPS.find(folded, text)).count("\n") == text.count("\n")
