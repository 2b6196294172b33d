"""What the sender typed and has not posted, in `/mine`: see it, post it, change it, throw it away."""

from collections.abc import Mapping

from bot.cards import drafts as draft_cards
from bot.chat import Card, Invocation, Reply
from bot.command import Tools
from bot.flows import drafting
from bot.flows.plain import plain
from bot.typed import folded

PRESSES = {"show": "", "edit": "edit", "post": "post"}
AS_TYPED = ("typed", "as typed", "そのまま")


def concerned(options: Mapping[str, str]) -> bool:
    """Return whether what was asked concerns a draft: it is named, or only drafts can be posted or thrown away."""
    action, record = options.get("action", ""), options.get("record", "")
    return action in ("post", "discard") or (record[:1] == "W" and action in PRESSES)


async def handled(invocation: Invocation, tools: Tools) -> Reply:
    """Do what was asked with the draft that was named, or else with the newest."""
    options = invocation.options
    name = options.get("record", "").partition(":")[0] or await _newest(tools)
    if not name:
        return plain(tools, tools.viewer.say("Nothing of yours waits to be posted."))
    if options["action"] == "discard":
        return await drafting.discard(name, tools)
    as_typed = options["action"] == "post" and folded(options.get("text", "")) in AS_TYPED
    return await drafting.again(name, "typed" if as_typed else PRESSES[options["action"]], invocation, tools)


async def _newest(tools: Tools) -> str:
    return next((draft.options["draft"] for draft in await drafting.waiting(tools)), "")


async def items(tools: Tools) -> list[Card]:
    """Return a small card for each draft of the sender."""
    return [draft_cards.line(draft, tools.viewer) for draft in await drafting.waiting(tools)]
