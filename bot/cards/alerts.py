"""An alert to a place's moderators: somebody there may be in danger; what they wrote is not in it."""

from bot.cards import responses
from bot.chat import Card, Fact, Who
from bot.store import View
from bot.viewer import Viewer


async def drawn(view: View, about: str, viewer: Viewer) -> Card:
    """Return the alert of this name ("!:P9:D1", either id may be missing)."""
    _, person_id, response_id = about.split(":")
    person = await view.people.get(person_id) if person_id else None
    response = await view.responses.get(response_id) if response_id else None
    facts = [Fact(viewer.say("Who"), (Who(person.name),))] if person else []
    if response:
        facts.append(Fact(viewer.say("In a channel of"), (responses.title(response, viewer),)))
    body = viewer.say("They were told whom to call. Their words were not kept. Speak to them at once.")
    title = viewer.say("Somebody may be in danger, or be looking for somebody.")
    return Card(title, body, tuple(facts), urgency="critical", locale=viewer.locale)
