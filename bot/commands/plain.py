"""The plain private answer that most commands give: a sentence, and what to do next."""

from collections.abc import Mapping

from bot.chat import Button, Card, Fact, Reply
from bot.command import Option, Tools, Word
from bot.words.catalogue import N_

FORCE = Option("force", "確認", N_("yes: do it although you were asked first"), "choice", (Word("yes", ("yes",), ("はい",)),))


def plain(
    tools: Tools,
    title: str,
    body: str = "",
    *,
    facts: tuple[Fact, ...] = (),
    items: tuple[Card, ...] = (),
    buttons: tuple[Button, ...] = (),
    note: str = "",
) -> Reply:
    """Return a private card in the sender's language."""
    return Reply(Card(title, body, facts, items, buttons, note=note, locale=tools.viewer.locale))


def agreed(options: Mapping[str, str]) -> bool:
    """Return whether the sender was asked before and said yes."""
    return options.get("force") == "yes"
