"""Discord's commands are those that are declared, in both languages, and only what differs is registered."""

from dataclasses import replace

import pytest

from adapters.discord.invite import invite
from adapters.discord.limits import COMMAND
from adapters.discord.tree import (
    CHAT_INPUT,
    MESSAGE,
    Payload,
    characters,
    command_payload,
    kept_as,
    menu_payload,
    sync,
    tree,
)
from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.commands import COMMANDS
from bot.commands.request import REQUEST
from tests.platforms.discord.checks import checker, command_problems

APP = 900000000000000001


class Registry:
    """Keeps what is registered, and how."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, str], Payload] = {}
        self.asked: list[str] = []

    async def get_global_commands(self, application_id: int) -> list[Payload]:
        return [{"id": "1", "nsfw": False, "options": [], **command} for command in self.known.values()]

    async def bulk_upsert_global_commands(self, application_id: int, payload: list[Payload]) -> None:
        self.asked.append("all")
        self.known = {kept_as(command): command for command in payload}

    async def upsert_global_command(self, application_id: int, payload: Payload) -> None:
        self.asked.append(payload["name"])
        self.known[kept_as(payload)] = payload

    async def delete_global_command(self, application_id: int, command_id: int) -> None:
        self.asked.append("delete")
        self.known.popitem()


async def nothing(invocation: Invocation, tools: Tools) -> Reply:
    return Reply(Card("?"))


def test_every_command_is_one_that_discord_takes() -> None:
    assert checker().problems("PUT", f"/applications/{APP}/commands", tree(COMMANDS)) == []
    slash = [payload["name"] for payload in tree(COMMANDS) if payload["type"] == CHAT_INPUT]
    assert slash == [command.name for command in COMMANDS]
    assert max(map(characters, tree(COMMANDS))) <= COMMAND


def test_no_option_is_required_and_the_free_text_is_first() -> None:
    for payload in map(command_payload, COMMANDS):
        assert not any(option.get("required") for option in payload["options"])
        assert payload["options"][0]["name"] == "text"


def test_names_and_descriptions_are_in_both_languages() -> None:
    request = tree(COMMANDS)[0]
    assert request["name_localizations"] == {"ja": "依頼"}
    assert request["description_localizations"]["ja"] != request["description"]


def test_places_and_records_are_suggested_and_closed_lists_are_choices() -> None:
    [request] = [payload for payload in tree(COMMANDS) if payload["name"] == "request"]
    options = {option["name"]: option for option in request["options"]}
    assert options["place"]["autocomplete"]
    assert {choice["value"] for choice in options["audience"]["choices"]} == {"own", "verified", "response", "public"}


def test_a_list_of_more_than_25_is_suggested() -> None:
    words = tuple(Word(f"w{n}", (f"w{n}",), (f"語{n}",)) for n in range(26))
    [payload] = tree([Command("many", ("多",), "many", nothing, (Option("which", "どれ", "which", "choice", words),))])
    assert payload["options"][0]["autocomplete"]


async def test_the_first_time_all_are_registered_at_once_and_then_nothing() -> None:
    registry = Registry()
    assert await sync(registry, APP, tree(COMMANDS)) == len(tree(COMMANDS))
    assert await sync(registry, APP, tree(COMMANDS)) == 0
    assert registry.asked == ["all"]


async def test_one_changed_command_is_registered_alone() -> None:
    registry = Registry()
    await sync(registry, APP, tree(COMMANDS))
    registry.known[1, "offer"] = {**registry.known[1, "offer"], "description": "older words"}
    assert await sync(registry, APP, tree(COMMANDS)) == 1
    assert registry.asked == ["all", "offer"]


async def test_a_command_that_is_no_longer_declared_is_removed() -> None:
    registry = Registry()
    await sync(registry, APP, tree(COMMANDS))
    await sync(registry, APP, tree(COMMANDS[:-1]))
    assert registry.asked == ["all", "delete"]


def test_four_commands_stand_in_the_menu_of_every_message_under_a_name_in_both_languages() -> None:
    menu = [payload for payload in tree(COMMANDS) if payload["type"] == MESSAGE]
    assert {payload["name"]: payload["name_localizations"]["ja"] for payload in menu} == {
        "Make request": "依頼にする",
        "Make offer": "提供にする",
        "Make update": "状況報告にする",
        "Save as lesson": "教訓として保存",
    }


@pytest.mark.parametrize("more", [{"description": "what it does"}, {"options": [{"name": "text"}]}])
def test_an_entry_of_a_menu_with_more_than_a_name_is_refused(more: Payload) -> None:
    assert "more than a name" in "".join(command_problems({**menu_payload(REQUEST), **more}))


async def test_a_menu_and_a_command_of_one_name_are_two_commands() -> None:
    registry = Registry()
    both = [menu_payload(replace(REQUEST, menu="request")), command_payload(REQUEST)]
    assert [await sync(registry, APP, both) for _ in "12"] == [2, 0]


def test_the_invitation_asks_for_exactly_what_is_needed() -> None:
    link = invite(str(APP))
    assert "permissions=309237763072" in link
    assert "scope=bot+applications.commands" in link


@pytest.mark.parametrize("code", ["administrator", "mention"])
def test_the_invitation_asks_for_no_power(code: str) -> None:
    bits = {"administrator": 1 << 3, "mention": 1 << 17}
    assert not 309237763072 & bits[code]
