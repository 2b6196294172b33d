"""When a request's story is over, everyone who had a part in it hears once that it arrived."""

from bot.cards.story import Story, story_name, story_of
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.domain.post import Post
from bot.flows.exchange.arrival_codes import BY_CODE
from bot.notices import owe_news
from bot.store import View

ONCE = 1
"""The version of every such notice: one that was owed to somebody is never owed to them again."""
TOUCHES = ("pass", "edit", "keep", "close")
"""What somebody does with a request that is a part in its story; who proposed something in vain had none."""


def story_over(commitment: Commitment, request: Post) -> bool:
    """Return whether this move was the last one: all that was asked for is received."""
    return commitment.state == "received" and request.state == "met"


async def owe_story(request: Post, tools: Tools) -> None:
    """Owe the end of a request's story to everyone who had a part in it but the one who ends it; each hears it once."""
    story = await story_of(tools.view, request)
    for person in await took_part(story, tools.view):
        await owe_news(tools, person, story_name(request.id), ONCE, urgent=request.urgency == "critical")


async def took_part(story: Story, view: View) -> list[str]:
    """Return who asked (also on behalf of others), passed it on or changed it, gave, moved what arrived, carried it."""
    request = story.request
    people = [request.stamp.author_id]
    people += [entry.by for entry in await view.audit.of(request.id) if entry.what in TOUCHES]
    for commitment in story.received:
        people += [commitment.giver_person_id, commitment.asker_person_id]
        people += [entry.by for entry in await view.audit.of(commitment.id) if entry.what != BY_CODE]
    people += [each.giver_person_id for each in story.carriers]
    transports = [each.transport_id for each in story.received if each.transport_id]
    people += [post.stamp.author_id for post in await view.posts.many(transports)]
    return [person for person in dict.fromkeys(people) if person]
