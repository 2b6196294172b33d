"""Whoever lets a promise go by a button is asked why, in one sentence that may be left out: the other side reads it."""

from bot.cards.commitments import ASKS
from bot.chat import Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import Commitment, Move


def reason_asked(commitment: Commitment, wanted: Move, invocation: Invocation, tools: Tools) -> Reply | None:
    """Return the question for a reason where a button asks for it; None for a typed line, which has room for one."""
    if not ASKS.items() <= invocation.options.items() or invocation.options.get("text"):
        return None
    say = tools.viewer.say
    title = say("Decline {id}", id=commitment.id) if wanted == "decline" else say("Release {id}", id=commitment.id)
    field = Field(
        "text", say("Why? The other side reads it. It may stay empty."), hint=say("we need larger ones"), required=False
    )
    options = {"action": wanted, "record": commitment.id}
    return Reply(Form(title, "mine", (field,), options, locale=tools.viewer.locale))
