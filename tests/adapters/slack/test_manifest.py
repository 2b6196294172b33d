"""The app manifest follows the declared commands and asks for no more than is needed."""

from dataclasses import replace

import pytest
import yaml

from adapters.slack.manifest import KEPT, ManifestError, as_yaml, manifest
from bot.commands import COMMANDS
from bot.commands.request import REQUEST


def names(**options: object) -> list[str]:
    """Return the slash commands of a manifest."""
    made = manifest(COMMANDS, str(options.get("prefix", "")), root_only=bool(options.get("root_only")))
    return [each["command"] for each in made["features"]["slash_commands"]]


def test_the_root_and_the_marked_commands_are_registered() -> None:
    assert names() == ["/kizuna", "/request", "/offer", "/find", "/brief", "/mine"]


def test_the_root_alone_is_enough() -> None:
    assert names(root_only=True) == ["/kizuna"]


def test_a_prefix_keeps_them_apart_from_other_apps() -> None:
    assert names(prefix="kz-")[1:] == ["/kz-request", "/kz-offer", "/kz-find", "/kz-brief", "/kz-mine"]


@pytest.mark.parametrize("prefix", ["kz", "KZ-", "k z-", "-", "／-"])
def test_a_prefix_that_slack_refuses_is_refused(prefix: str) -> None:
    with pytest.raises(ManifestError, match="kz-"):
        manifest(COMMANDS, prefix)


def test_a_name_that_slack_keeps_is_left_out() -> None:
    """One of them would void the whole manifest."""
    kept = replace(REQUEST, name="search")
    made = manifest((kept,))
    assert [each["command"] for each in made["features"]["slash_commands"]] == ["/kizuna"]
    assert not {name.removeprefix("/") for name in names()} & KEPT


def test_a_new_command_appears_by_itself() -> None:
    made = manifest((*COMMANDS, replace(REQUEST, name="invented")))
    assert made["features"]["slash_commands"][-1]["command"] == "/invented"


def test_no_command_has_a_hyphen_which_would_look_like_a_prefix() -> None:
    assert [command.name for command in COMMANDS if "-" in command.name] == []


def test_the_scopes_are_the_few_that_are_explained() -> None:
    made = manifest(COMMANDS)
    assert made["oauth_config"]["scopes"] == {
        "bot": ["app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read"],
        "bot_optional": ["channels:history", "files:write"],
    }
    assert made["features"]["app_home"]["messages_tab_enabled"]
    assert made["settings"]["socket_mode_enabled"]


def test_texts_keep_slacks_lengths() -> None:
    made = manifest(COMMANDS)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    for each in made["features"]["slash_commands"]:
        assert len(each["command"]) <= 32
        assert len(each["description"]) <= 2000
        assert len(each.get("usage_hint", "")) <= 1000
    assert len(made["features"]["shortcuts"]) <= 10
    for each in made["features"]["shortcuts"]:
        assert len(each["name"]) <= 24
        assert len(each["description"]) <= 150
        assert len(each["callback_id"]) <= 255


def test_four_commands_stand_in_the_menu_of_every_message_in_both_languages() -> None:
    shortcuts = manifest(COMMANDS)["features"]["shortcuts"]
    assert {each["callback_id"]: each["name"] for each in shortcuts} == {
        "request": "Make request / 依頼にする",
        "offer": "Make offer / 提供にする",
        "update": "Make update / 状況報告にする",
        "lessons:add": "Save as lesson / 教訓として保存",
    }
    assert {each["type"] for each in shortcuts} == {"message"}


def test_it_is_printed_as_yaml_that_reads_back_the_same() -> None:
    made = manifest(COMMANDS)
    assert yaml.safe_load(as_yaml(made)) == made
