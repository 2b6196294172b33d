"""What a text asks for or offers besides what was posted of it: one button posts that too, after a look."""

from collections.abc import Sequence

from bot.chat import Button, Invocation
from bot.command import Tools
from bot.domain.post import LIVE
from bot.domain.reading import PostKind, ReadLine
from bot.domain.rules import may_see
from bot.flows.exchange.missing import visible_post

LONGEST = 40
"""Characters of what is named on a button."""


def also_buttons(record: str, lines: Sequence[ReadLine], posted: str, tools: Tools) -> tuple[Button, ...]:
    """Return the button for the lines of a kind that the record of this number does not hold, or nothing."""
    kinds: tuple[PostKind, ...] = ("request", "offer")
    for kind in kinds:
        left = [line for line in lines if line.kind == kind]
        if left and kind != posted:
            say, named = tools.viewer.say, tools.viewer.listed([_what(line, tools) for line in left])
            what = named if len(named) <= LONGEST else f"{named[:LONGEST]}…"
            label = (
                say("Also post as a request: {what}", what=what)
                if kind == "request"
                else say("Also post as an offer: {what}", what=what)
            )
            return (Button(label, kind, {"from": record}),)
    return ()


def _what(line: ReadLine, tools: Tools) -> str:
    viewer, amount = tools.viewer, line.quantity
    thing = line.item or viewer.category(line.category)
    if amount is None:
        return thing
    counted = viewer.quantity(amount.value, amount.unit, amount.counter)
    return f"{thing} {counted}" if viewer.locale == "ja" else f"{counted.split(' ')[0]} {thing}"


async def text_of(invocation: Invocation, tools: Tools) -> str:
    """Return the words of the record that an act was made from, where its sender may see it, or an empty text."""
    record = invocation.options.get("from", "")
    if record[:1] == "U":
        update = await tools.view.updates.get(record)
        return update.text if update and may_see(tools.me.sight, update.stamp) else ""
    post = await visible_post(record, tools)
    return post.text if post and post.state in (*LIVE, "held") else ""
