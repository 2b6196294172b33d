"""Colours and widths follow the terminal, and what it cannot show does not stop the conversation."""

import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from adapters.console.terminal import columns, shows_colour, write


class Screen(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "colour"),
    [
        (Screen(), {"TERM": "xterm"}, True),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colours_go_to_a_terminal_whose_reader_wants_them(
    stream: StringIO, environment: dict[str, str], *, colour: bool
) -> None:
    assert shows_colour(stream, environment) is colour


@pytest.mark.parametrize(("wide", "drawn"), [("200", 78), ("80", 78), ("40", 38), ("5", 20)])
def test_cards_are_drawn_to_the_terminals_width(wide: str, drawn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", wide)
    assert columns() == drawn


def test_signs_the_terminal_lacks_become_question_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="latin-1"))
    write("毛布 200\n")
    assert raw.getvalue() == b"?? 200\n"
