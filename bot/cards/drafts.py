"""What waits to be posted, as the card that mentions it again."""

from bot.chat import Button, Card
from bot.store import Draft, View
from bot.viewer import Viewer

POSTED = "posted"
"""The option under which a draft that was posted keeps as what."""
LONGEST = 300
"""Characters of a text that are repeated."""


def draft_id(person_id: str, name: str) -> str:
    """Return under which id a person's draft is kept; everybody has their own."""
    return f"{person_id}:{name}"


def about(person_id: str, name: str) -> str:
    """Return how a notice names a person's draft."""
    return f"{name}:{person_id}"


async def reminder(view: View, about: str, viewer: Viewer) -> Card | None:
    """Return the mention of a draft to its author; None when it does not wait any more."""
    name, _, person_id = about.partition(":")
    draft = await view.drafts.get(draft_id(person_id, name))
    if draft is None or POSTED in draft.options or viewer.sight.person_id != person_id:
        return None
    return line(draft, viewer)


def line(draft: Draft, viewer: Viewer) -> Card:
    """Return a draft as a small card for its author."""
    text, name = draft.options.get("text", ""), draft.options["draft"]
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    buttons = (
        Button(viewer.say("Look at it"), "mine", {"action": "show", "record": name}),
        Button(viewer.say("Discard"), "mine", {"action": "discard", "record": name}),
    )
    title = viewer.say("You typed this and have not posted it: {id}", id=name)
    return Card(title, viewer.say("“{text}”", text=shown), buttons=buttons, locale=viewer.locale)
