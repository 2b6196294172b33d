"""Plain private answers that several commands give: a sentence, and what to do next."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.chat import Button, Card, Fact, Reply
from bot.command import Option, Tools, Word
from bot.typed import folded, spellings
from bot.words.catalogue import N_

YES = Word("yes", ("yes",), ("はい",))
FORCE = Option("force", "確認", N_("yes: do it although you were asked first"), "choice", (YES,))


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


def not_vouched(tools: Tools) -> str:
    """Return what somebody does who is not vouched for."""
    person = tools.me.person
    return tools.viewer.say("You are not vouched for yet. A coordinator can: /profile trust {id} vouched", id=person.id)


def only_coordinators(tools: Tools) -> Reply:
    """Return the answer to somebody who asks for what only coordinators do."""
    say = tools.viewer.say
    body = say("Ask the coordinators of this exchange, or write to your operator.")
    return plain(tools, say("Only a coordinator can do this."), body)


def agreed(options: Mapping[str, str]) -> bool:
    """Return whether the sender was asked before and said yes."""
    return options.get("force") == "yes"


def unknown(id: str, tools: Tools) -> str:
    """Return the sentence for a number that no record has."""
    return tools.viewer.say("There is no {id}.", id=id)


def unknown_words(typed: str, words: Sequence[Word], tools: Tools) -> Reply:
    """Answer an action that is none with the nearest ones."""
    say, japanese = tools.viewer.say, tools.viewer.locale == "ja"
    shown_as = {spelling: (word.ja if japanese else word.en)[0] for word in words for spelling in spellings(word)}
    near = process.extract(folded(typed), list(shown_as), scorer=fuzz.ratio, limit=3)
    names = tools.viewer.listed(list(dict.fromkeys(shown_as[spelling] for spelling, _, _ in near)))
    return plain(tools, say("I do not know “{typed}”. Nearest: {near}.", typed=typed, near=names))
