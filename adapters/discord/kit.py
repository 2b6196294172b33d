"""Turns what was drawn into discord.py's own objects."""

from collections.abc import Iterable
from typing import Protocol, TypedDict, cast

import discord

from adapters.discord.codes import TEMPLATE, Code, decode
from adapters.discord.modal import Sheet
from adapters.discord.render import Drawn, Key, Panel

URGENT = 0xC62828
"""Red, beside the word URGENT."""

PlainButton = discord.ui.Button[discord.ui.View]


class Pressed(Protocol):
    """The client to which presses are passed on."""

    async def pressed(self, interaction: discord.Interaction[discord.Client], code: Code | None) -> None: ...


class Parts(TypedDict):
    """What every send and edit of discord.py takes."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View


class Press(discord.ui.DynamicItem[PlainButton], template=TEMPLATE):
    """A button that is known by its code alone: nothing about it is kept, so it works after any restart."""

    def __init__(self, key: Key, code: Code | None = None) -> None:
        super().__init__(discord.ui.Button(label=key.label, custom_id=key.code))
        self.code = code

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[discord.Client], item: discord.ui.Item[discord.ui.View], match: object, /
    ) -> "Press":
        """Make the button again that was pressed."""
        button = cast("PlainButton", item)
        code = button.custom_id or ""
        return cls(Key(button.label or "", code), decode(code))

    async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Pass the press on."""
        await cast("Pressed", interaction.client).pressed(interaction, self.code)


def parts(drawn: Drawn) -> Parts:
    """Return a message's content, embeds and buttons. Needs a running loop."""
    return {"content": drawn.content, "embeds": [embed(panel) for panel in drawn.panels], "view": view_of(drawn.keys)}


def embed(panel: Panel) -> discord.Embed:
    """Return one panel as an embed."""
    made = discord.Embed(
        title=panel.title or None, description=panel.text or None, colour=URGENT if panel.urgent else None
    )
    return made.set_footer(text=panel.foot) if panel.foot else made


def view_of(keys: Iterable[Key]) -> discord.ui.View:
    """Return the buttons in rows of five; stopped, so that the library keeps nothing of them either."""
    view = discord.ui.View(timeout=None)
    for key in keys:
        view.add_item(Press(key))
    view.stop()
    return view


def modal_of(sheet: Sheet) -> discord.ui.Modal:
    """Return a form as a modal; its answers are read from what comes back, so nothing of it is kept."""
    modal = discord.ui.Modal(title=sheet.title, custom_id=sheet.code, timeout=None)
    if sheet.note:
        modal.add_item(discord.ui.TextDisplay(sheet.note))
    for question in sheet.questions:
        answer: discord.ui.TextInput[discord.ui.Modal] | discord.ui.Select[discord.ui.Modal]
        if question.choices:
            answer = discord.ui.Select(
                custom_id=question.name,
                required=question.required,
                min_values=int(question.required),
                options=[
                    discord.SelectOption(label=c.label, value=c.value, default=c.chosen) for c in question.choices
                ],
            )
        else:
            answer = discord.ui.TextInput(
                custom_id=question.name,
                style=discord.TextStyle.paragraph if question.long else discord.TextStyle.short,
                default=question.value or None,
                placeholder=question.example or None,
                required=question.required,
            )
        modal.add_item(discord.ui.Label(text=question.label, description=question.hint or None, component=answer))
    modal.stop()
    return modal
