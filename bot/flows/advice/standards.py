"""`/lessons sphere water 500 people`: the minimum standard at hand, and a word beside a request that is far from it."""

from bot.cards import standards as standard_cards
from bot.chat import Card, Reply
from bot.command import Tools
from bot.domain.post import Post
from bot.domain.standards import Served, far


async def sphere(text: str, tools: Tools) -> Reply:
    """Work out what the people named in the text need of what it names; without a subject say which there are."""
    viewer, standards = tools.viewer, tools.vocabulary.standards
    served = tools.reader.served(text)
    found = standards.find(text)
    if not found:
        return _subjects(text, tools)
    items = tuple(standard_cards.card(standard, served, viewer) for standard in found)
    title = viewer.say("Sphere minimum: {question}", question=text)
    more = (
        "" if served.people or served.households else viewer.say("Say for how many: /lessons sphere water 500 people")
    )
    body = "\n".join(part for part in (viewer.say("These are minimums, not targets."), more) if part)
    return Reply(Card(title, body, items=items, locale=viewer.locale))


def _subjects(text: str, tools: Tools) -> Reply:
    """Return which figures there are."""
    viewer = tools.viewer
    names = viewer.listed([standard.name.of(viewer.locale) for standard in tools.vocabulary.standards.all()])
    title = viewer.say("Sphere minimum standards")
    if text:
        title = viewer.say("No Sphere figure here is about “{text}”.", text=text)
    body = viewer.say("There are figures for: {names}", names=names)
    example = viewer.say("/lessons sphere water 500 people")
    return Reply(Card(title, f"{body}\n{example}", locale=viewer.locale))


def beside(post: Post, tools: Tools) -> str:
    """Return a word beside a request that says whom it serves and is far below or above the minimum; else nothing."""
    if post.kind != "request" or not post.counted or not post.category:
        return ""
    standards = tools.vocabulary.standards.of_category(post.category)
    served = tools.reader.served(post.text) if standards else Served()
    for standard in standards:
        way = far(standard, post.quantity, post.unit, served)
        if way:
            asked = tools.viewer.quantity(post.quantity, post.unit, post.counter)
            return standard_cards.word_beside(standard, served, asked, way, tools.viewer)
    return ""
