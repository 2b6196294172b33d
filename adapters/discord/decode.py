"""What Discord tells → an Invocation: the act's name, who did it, where, and what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from adapters.discord.codes import Code, mark_of
from adapters.discord.written import CHANNEL, PERSON, Named, addressed, written
from bot.chat import DIRECT, Identity, Invocation, MessageRef, Place
from bot.command import Command
from bot.fragments import joined
from bot.ports import Core

PLATFORM = "discord"

Interaction = discord.Interaction[discord.Client]
Answers = Mapping[str, Any]  # Any: JSON as Discord sends it


def slash(interaction: Interaction, at: datetime) -> Invocation:
    """Return a slash command as an act; its id is the interaction's."""
    data = told(interaction)
    return _act(interaction, str(interaction.id), data["name"], typed_options(data), at)


def press(interaction: Interaction, code: Code, at: datetime) -> Invocation:
    """Return a pressed button as an act: two presses of the same person on the same card are one."""
    message = interaction.message
    assert message, "Discord sends a button's message with every press"
    version = int(message.edited_at.timestamp() * 1000) if message.edited_at else 0
    # An act's name has to find room in the code of a button: not whole, then, what is a code itself.
    act = f"{message.id}.{version}:{mark_of(told(interaction)['custom_id'])}:{interaction.user.id}"
    return _act(interaction, act, code.command, code.options, at, str(message.id))


def target(interaction: Interaction) -> Answers:
    """Return the message in whose menu an entry was chosen; Discord sends it along, its words too."""
    data = told(interaction)
    message: Answers = data["resolved"]["messages"][data["target_id"]]
    return message


def choice(interaction: Interaction, command: Command, at: datetime) -> Invocation:
    """Return an entry of a message's menu; chosen twice on the same words by one person it is one act."""
    message = target(interaction)
    people = {int(user["id"]): user.get("global_name") or user["username"] for user in message.get("mentions", ())}
    text = written(message["content"], names(people, interaction.guild))
    edited = message.get("edited_timestamp")
    version = int(datetime.fromisoformat(edited).timestamp() * 1000) if edited else 0
    act = f"{message['id']}.{version}:{command.name}:{interaction.user.id}"
    # What finds no room in a code is left out from the end, so the text is the last.
    options = {"action": command.menu_action, "from": "message", "text": text}
    given = {name: value for name, value in options.items() if value}
    return _act(interaction, act, command.name, given, at, message["id"])


def submit(interaction: Interaction, command: str, options: Mapping[str, str], at: datetime) -> Invocation:
    """Return a form that was sent as an act."""
    answers = joined((name, value) for name, value in answered(told(interaction)["components"]) if value)
    message = str(interaction.message.id) if interaction.message else ""
    return _act(interaction, str(interaction.id), command, {**options, **answers}, at, message)


def earlier(interaction: Interaction, code: Code, at: datetime) -> Invocation:
    """Return the act a code speaks of once more: the core gives the answer that it gave then."""
    return _act(interaction, code.act, code.command, code.options, at)


def said(core: Core, message: discord.Message, me: int, at: datetime) -> Invocation:
    """Return a mention or direct message as an act, named by the message: its edits are no new acts."""
    author, guild = message.author, message.guild
    people = {person.id: person.display_name for person in message.mentions}
    command, options = core.typed(addressed(message.content, me, names(people, guild)))
    return Invocation(
        id=str(message.id),
        command=command,
        options=options,
        sender=identity(author.id, guild.id if guild else None),
        place=place(guild.id if guild else None, message.channel, author.id),
        at=at,
        name=author.display_name,
        organisation=guild.name if guild else "",
    )


def names(people: Mapping[int, str], guild: discord.Guild | None) -> Named:
    """Return what tells the names of these people, and of the roles and channels of a server."""

    def named(kind: str, id: int) -> str:
        if kind == PERSON:
            return people.get(id, "")
        known = guild and (guild.get_channel_or_thread(id) if kind == CHANNEL else guild.get_role(id))
        return known.name if known else ""

    return named


def told(interaction: Interaction) -> Answers:
    """Return the interaction's own data as Discord sent it."""
    return interaction.data or {}


def typed_options(data: Answers) -> dict[str, str]:
    """Return the options of a slash command as typed."""
    return {option["name"]: str(option["value"]) for option in data.get("options", ()) if "value" in option}


def focused(data: Answers) -> tuple[str, str]:
    """Return which option is being typed and what stands there so far."""
    option: Answers = next((each for each in data.get("options", ()) if each.get("focused")), {})
    return str(option.get("name", "")), str(option.get("value", ""))


def answered(components: Sequence[Answers]) -> Iterator[tuple[str, str]]:
    """Yield the name and value of every field of a form."""
    for component in components:
        if "component" in component:
            yield from answered([component["component"]])
        elif "components" in component:
            yield from answered(component["components"])
        elif "custom_id" in component:
            values = component.get("values")
            yield component["custom_id"], str(component.get("value") or (values[0] if values else ""))


def identity(user_id: int, guild_id: int | None) -> Identity:
    """Return one person in one server, or in direct messages."""
    return Identity(PLATFORM, str(guild_id) if guild_id else DIRECT, str(user_id))


def place(guild_id: int | None, channel: object, user_id: int) -> Place:
    """Return where something was said; a thread belongs to its channel, a direct message to its person."""
    if guild_id is None:
        return Place(PLATFORM, DIRECT, str(user_id), direct=True)
    if isinstance(channel, discord.Thread):
        return Place(PLATFORM, str(guild_id), str(channel.parent_id), str(channel.id))
    return Place(PLATFORM, str(guild_id), str(getattr(channel, "id", "")))


def interaction_place(interaction: Interaction) -> Place:
    """Return where an interaction happened."""
    return place(interaction.guild_id, interaction.channel, interaction.user.id)


def _act(
    interaction: Interaction, id: str, command: str, options: Mapping[str, str], at: datetime, message: str = ""
) -> Invocation:
    where = interaction_place(interaction)
    return Invocation(
        id=id,
        command=command,
        options=options,
        sender=identity(interaction.user.id, interaction.guild_id),
        place=where,
        at=at,
        name=interaction.user.display_name,
        organisation=interaction.guild.name if interaction.guild else "",
        message=MessageRef(where, message) if message else None,
        locale=interaction.locale.value,
    )
