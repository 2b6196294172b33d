"""Makes Discord's commands from the declared ones and registers only what differs."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from adapters.discord.clean import clip
from adapters.discord.limits import CHOICES, DESCRIPTION, OPTIONS
from bot.command import Command, Option, Word
from bot.words.catalogue import words

Payload = dict[str, Any]  # Any: JSON as Discord takes it

CHAT_INPUT, MESSAGE, STRING = 1, 3, 3
IN_SERVERS, IN_DIRECT_MESSAGES = 0, 1
TO_SERVERS = 0
EVERYWHERE: Payload = {"contexts": [IN_SERVERS, IN_DIRECT_MESSAGES], "integration_types": [TO_SERVERS]}
SUGGESTED = frozenset({"place", "category", "record", "response"})
"""Kinds of options whose values are offered while they are typed."""


class Registry(Protocol):
    """The part of discord.py's HTTP client that registers commands, with commands as plain JSON."""

    async def get_global_commands(self, application_id: int) -> Sequence[Payload]: ...
    async def bulk_upsert_global_commands(self, application_id: int, payload: list[Payload]) -> object: ...
    async def upsert_global_command(self, application_id: int, payload: Payload) -> object: ...
    async def delete_global_command(self, application_id: int, command_id: int) -> object: ...


def tree(commands: Sequence[Command]) -> list[Payload]:
    """Return every command as Discord registers it, and the entries of messages' menus, in both languages."""
    menu = [menu_payload(command) for command in commands if command.menu]
    return [*(command_payload(command) for command in commands), *menu]


def command_payload(command: Command) -> Payload:
    """Return one command: its free text first, typed options beside it, none of them required."""
    return {
        "type": CHAT_INPUT,
        "name": command.name,
        "name_localizations": {"ja": command.japanese[0]},
        **described(command.summary),
        "options": [option_payload(option) for option in command.options[:OPTIONS]],
        **EVERYWHERE,
    }


def menu_payload(command: Command) -> Payload:
    """Return a command's entry in the menu of every message: a name and nothing else."""
    return {
        "type": MESSAGE,
        "name": command.menu,
        "name_localizations": {"ja": words("ja").say(command.menu)},
        **EVERYWHERE,
    }


def option_payload(option: Option) -> Payload:
    """Return one option: a short closed list as choices, what is looked up as suggestions, all else as free text."""
    payload: Payload = {
        "type": STRING,
        "name": option.name,
        "name_localizations": {"ja": option.ja},
        **described(option.summary),
    }
    if 0 < len(option.words) <= CHOICES and option.suggest is None:
        payload["choices"] = [choice_payload(word) for word in option.words]
    elif option.kind in SUGGESTED or option.suggest or option.words:
        payload["autocomplete"] = True
    return payload


def choice_payload(word: Word) -> Payload:
    """Return one value of a closed list."""
    return {"name": word.en[0], "name_localizations": {"ja": word.ja[0]}, "value": word.value}


def described(summary: str) -> Payload:
    """Return a summary in both languages."""
    return {
        "description": clip(summary, DESCRIPTION),
        "description_localizations": {"ja": clip(words("ja").say(summary), DESCRIPTION)},
    }


def characters(payload: Payload) -> int:
    """Return what Discord counts: names, descriptions and values of a command, here in all languages together."""
    own = sum(len(payload.get(name, "")) for name in ("name", "description", "value"))
    told = [payload.get(f"{name}_localizations", {}) for name in ("name", "description")]
    within = [*payload.get("options", ()), *payload.get("choices", ())]
    return own + sum(len(text) for texts in told for text in texts.values()) + sum(map(characters, within))


async def sync(registry: Registry, application_id: int, wanted: Sequence[Payload]) -> int:
    """Register what differs from what Discord knows, remove what is no longer declared; return how many changed."""
    known = {kept_as(command): command for command in await registry.get_global_commands(application_id)}
    changed = [payload for payload in wanted if essence(known.get(kept_as(payload), {})) != essence(payload)]
    gone = [command for key, command in known.items() if key not in set(map(kept_as, wanted))]
    if changed and len(changed) == len(wanted):
        await registry.bulk_upsert_global_commands(application_id, list(wanted))
        return len(changed) + len(gone)
    for payload in changed:
        await registry.upsert_global_command(application_id, payload)
    for command in gone:
        await registry.delete_global_command(application_id, int(command["id"]))
    return len(changed) + len(gone)


def kept_as(told: Mapping[str, Any]) -> tuple[int, str]:
    """Return what Discord keeps a command under: its kind and name."""
    return told.get("type", CHAT_INPUT), told["name"]


def essence(told: Mapping[str, Any]) -> Payload:
    """Return what we declare of a registered command or option, without what Discord adds or leaves out as empty."""
    declared = ("type", "name", "name_localizations", "description", "description_localizations", "value")
    switches = ("autocomplete", "required", "contexts", "integration_types")
    kept = {name: told[name] for name in (*declared, *switches) if told.get(name)}
    nested = {name: [essence(each) for each in told[name]] for name in ("options", "choices") if told.get(name)}
    return {**kept, **nested}
