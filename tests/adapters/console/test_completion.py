"""A half-typed line is completed with commands, options, their values and buttons, as the person may use them."""

import pytest

from adapters.console.completion import completions
from bot.chat import Button, Card, Choice, Invocation, Reply
from bot.command import Command, Option, Tools
from tests.adapters.console.stage import Stage, stage


async def unused(invocation: Invocation, tools: Tools) -> Reply:
    raise NotImplementedError


COMMANDS = (
    Command(
        "request",
        ("依頼", "要請"),
        "Say what is needed.",
        unused,
        (Option("text", "内容", "What"), Option("place", "場所", "Where", "place")),
    ),
    Command("response", ("災害",), "Open a response.", unused),
)


def offered(here: Stage, line: str) -> list[tuple[str, int]]:
    return [(found.text, found.replaces) for found in completions(line, here.core, here.adapter, COMMANDS)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/re", [("request", 2), ("response", 2)]),
        ("@ken#suzu /req", [("request", 3)]),
        ("/依", [("依頼", 1)]),
        ("／災", [("災害", 1)]),
        ("need water", []),
        ("@ke", []),
        ("@ /re", []),
        ("/nothing wa", []),
        ("/response x", []),
    ],
)
def test_commands_are_completed_in_either_language(line: str, expected: list[tuple[str, int]]) -> None:
    assert offered(stage(), line) == expected


def test_the_free_text_and_the_names_of_options_are_completed() -> None:
    here = stage()
    here.core.choices = (Choice("R12", "R12 blankets"),)
    assert offered(here, "/request R1 p") == [("R12", 4), ("place:", 1)]
    assert here.core.suggested == [("request", "text", "R1 p")]


def test_a_value_with_a_space_is_put_in_quotation_marks() -> None:
    here = stage()
    here.core.choices = (Choice("Wajima port", "Wajima port"),)
    assert offered(here, "/request water place:Wa") == [('"Wajima port"', 2)]


@pytest.mark.parametrize("line", ["/request water place:Wa", "/依頼 水 場所：Wa"])
def test_the_value_of_a_named_option_is_completed(line: str) -> None:
    here = stage()
    here.core.choices = (Choice("JP17204", "Wajima"),)
    assert offered(here, line) == [("JP17204", 2)]
    assert here.core.suggested == [("request", "place", "Wa")]


async def test_labels_are_those_of_buttons_the_person_sees() -> None:
    here = stage({"request": Card(title="R12", buttons=(Button("Edit", "mine"), Button("Undo", "undo")))})
    await here.say("/request water")
    assert offered(here, "> ") == [("Edit", 0), ("Undo", 0)]
    assert offered(here, "> ed") == [("Edit", 2)]
    assert offered(here, "@ken > ") == []


async def test_completing_a_name_does_not_change_whom_anybody_speaks_for() -> None:
    here = stage()
    await here.say("@ken/Hope hello")
    offered(here, "@ken/Ho /re")
    await here.say("@ken hello")
    assert here.last.organisation == "Hope"
