"""How a typed line becomes a command and its options, in both languages and without losing a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.command import Command
from bot.commands import COMMANDS
from bot.commands.match import MATCH
from bot.commands.mine import MINE
from bot.commands.offer import OFFER
from bot.commands.request import REQUEST
from bot.commands.update import UPDATE
from bot.typed import find_command, lift, split


def lifted(line: str) -> tuple[str, dict[str, str]]:
    """Return the command and options of a line as its handler gets them."""
    name, options = split(line, COMMANDS)
    command = find_command(name, COMMANDS)
    assert command, f"{name!r} is no command"
    return name, lift(command, options)


@pytest.mark.parametrize(
    "line",
    [
        "/request 200 blankets",
        "request 200 blankets",
        "Request: 200 blankets",
        "／request　200 blankets",
        "/ｒｅｑｕｅｓｔ 200 blankets",
        "/kizuna request 200 blankets",
        "kizuna REQUEST 200 blankets",
        "  /依頼　200 blankets ",
        "依頼：200 blankets",
        "／お願い 200 blankets",
        "/kizuna ほしい 200 blankets",
    ],
)
def test_a_command_is_known_with_and_without_its_slash_in_both_languages(line: str) -> None:
    assert split(line, COMMANDS) == ("request", {"text": "200 blankets"})


def test_a_command_without_words_has_no_options() -> None:
    assert split("/mine", COMMANDS) == ("mine", {})
    assert split("/kizuna", COMMANDS) == ("help", {})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/requst 5 tents", ("requst", {"text": "5 tents"})),
        ("/kizuna requst 5 tents", ("requst", {"text": "5 tents"})),
        ("good morning all", ("", {"text": "good morning all"})),
        ("requests are many", ("", {"text": "requests are many"})),
        (": what?", ("", {"text": ": what?"})),
        ("/: what?", ("", {"text": ": what?"})),
        ("/kizuna : what?", ("what?", {"text": ""})),
        ("", ("", {"text": ""})),
    ],
)
def test_what_is_no_command_keeps_its_words(line: str, expected: tuple[str, dict[str, str]]) -> None:
    assert split(line, COMMANDS) == expected


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("/mine close R12", {"action": "close", "record": "R12"}),
        ("/mine R12 close", {"action": "close", "record": "R12"}),
        ("/mine #r12 close", {"action": "close", "record": "R12"}),
        ("/mine Ｒ１２ 終了", {"action": "close", "record": "R12"}),
        ("/mine close: R12", {"action": "close", "record": "R12"}),
        (
            "/mine close R12 because the road is closed",
            {"action": "close", "record": "R12", "text": "because the road is closed"},
        ),
        ("/自分の投稿 編集　R12　毛布150枚 輪島市", {"action": "edit", "record": "R12", "text": "毛布150枚 輪島市"}),
        ("/mine edit R12 close to the school", {"action": "edit", "record": "R12", "text": "close to the school"}),
        ("/mine C3 arrived C4", {"action": "arrive", "record": "C3", "text": "C4"}),
        ("/match give R12 100", {"action": "give", "record": "R12", "text": "100"}),
        ("/候補 これを出せます R12", {"action": "give", "record": "R12"}),
        ("/match R12", {"record": "R12"}),
        ("/mine whatever R12", {"text": "whatever R12"}),
        ("/mine R12号線沿い", {"text": "R12号線沿い"}),
        ("/mine R12-4", {"text": "R12-4"}),
    ],
)
def test_a_leading_action_and_record_are_lifted_in_either_order(line: str, options: dict[str, str]) -> None:
    assert lifted(line)[1] == options


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("/mine on its way C3", {"action": "send", "record": "C3"}),
        ("/mine C3 on its way", {"action": "send", "record": "C3"}),
        ("/match I can give this R12 100", {"action": "give", "record": "R12", "text": "100"}),
        ("/match I need this: O7", {"action": "need", "record": "O7"}),
    ],
)
def test_an_action_of_several_words_is_lifted_whole(line: str, options: dict[str, str]) -> None:
    assert lifted(line)[1] == options


@pytest.mark.parametrize(
    "text",
    [
        "close-fitting masks for 20 in Suzu",
        "close the gap: 20 barriers in Suzu",
        "A4 paper in Wajima",
        "R12号線沿いに毛布200枚",
        "offer of help needed in Suzu",
        "critical: water in Wajima",
        "12:30 meeting room in Nanao",
        "for whom: 200 blankets",
    ],
)
def test_the_words_of_a_post_stay_whole_though_they_begin_like_an_action(text: str) -> None:
    assert lifted(f"/request {text}") == ("request", {"text": text})
    assert lifted(f"/offer {text}") == ("offer", {"text": text})


def test_a_road_at_the_head_of_an_update_is_no_record() -> None:
    assert lift(UPDATE, {"text": "R12号線沿いは通行止め"})["text"] == "R12号線沿いは通行止め"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("200 blankets place:Wajima until:Friday", {"text": "200 blankets", "place": "Wajima", "until": "Friday"}),
        ('200 blankets for:"Suzu welfare council"', {"text": "200 blankets", "for": "Suzu welfare council"}),
        ("毛布200枚 代理：「珠洲市 社協」", {"text": "毛布200枚", "for": "珠洲市 社協"}),
        ("毛布200枚、場所：輪島市、期限：金曜日", {"text": "毛布200枚、", "place": "輪島市", "until": "金曜日"}),
        ("PLACE:Suzu 200 blankets", {"text": "200 blankets", "place": "Suzu"}),
        ('for:"until:5 o\'clock club" blankets', {"text": "blankets", "for": "until:5 o'clock club"}),
        ("blankets audience:確認済み", {"text": "blankets", "audience": "verified"}),
        ("blankets audience:nobody", {"text": "blankets", "audience": "nobody"}),
        ("blankets place:Suzu place:Wajima", {"text": "blankets place:Wajima", "place": "Suzu"}),
        ("see https://example.org/place:x", {"text": "see https://example.org/place:x"}),
        ("birthplace:Suzu", {"text": "birthplace:Suzu"}),
        ("place: Suzu", {"text": "place: Suzu"}),
    ],
)
def test_named_values_are_taken_out_of_the_text(text: str, options: dict[str, str]) -> None:
    found = lift(REQUEST, {"text": text})
    assert {name: " ".join(value.split()) for name, value in found.items()} == options


def test_what_is_given_explicitly_is_never_overwritten() -> None:
    given = {"text": "close R12 place:Suzu", "action": "edit", "record": "R4", "place": "Wajima"}
    assert lift(MINE, given) == given


def test_explicit_values_are_made_canonical() -> None:
    assert lift(MINE, {"action": "終了", "record": " #ｒ12 "}) == {"action": "close", "record": "R12"}


WORDS = st.sampled_from(
    [
        *("close", "終了", "on its way", "i need this", "action:edit"),
        *("R12", "#r4", "Ｃ３", "R12号線", "record:O7"),
        *("place:Suzu", "場所：「輪島 市」", 'for:"a place:b"', "for:a、until:b", "text:x", "until:"),
        *('"', "、", "：", "\n", "200", "blankets", "毛布"),
    ]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=8).map(" ".join) | st.text(max_size=30)
SOME = st.sampled_from([MINE, MATCH, REQUEST, OFFER, UPDATE])


@given(SOME, TEXTS)
def test_lifting_twice_changes_nothing(command: Command, text: str) -> None:
    once = lift(command, {"text": text})
    assert lift(command, once) == once


@given(SOME, TEXTS)
def test_every_figure_and_letter_typed_is_still_there(command: Command, text: str) -> None:
    """All is in the text or in an option; only names of options, closed-list words and punctuation are rewritten."""
    found = lift(command, {"text": text})
    kept = "".join(value for name, value in found.items() if command.option(name))
    tokens = re.findall(r"(?:blankets|毛布|200)", text)
    assert len(re.findall(r"(?:blankets|毛布|200)", kept)) == len(tokens)


@given(TEXTS)
def test_splitting_any_line_keeps_its_words(text: str) -> None:
    name, options = split(text, COMMANDS)
    kept = name + options.get("text", "")
    for word in ("blankets", "毛布", "200"):
        assert kept.count(word) == text.count(word)
