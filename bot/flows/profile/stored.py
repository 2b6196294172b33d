"""What is stored about the sender, and deleting it."""

from dataclasses import replace

from bot.cards import people as people_cards
from bot.chat import Button, Fact, Invocation, Reply
from bot.command import Tools
from bot.domain.people import Person
from bot.domain.post import LIVE, Post, PostState
from bot.flows import drafting
from bot.flows.plain import agreed, plain
from bot.flows.response.steering import counted_on
from bot.notices import owe_amendments
from bot.store import PostFilter

MOST = 10_000
"""Records of one person looked at: all of them, by any measure of one person."""
DRAFTS = ("response", "profile")
"""The commands that keep one draft for each person, besides what waits to be posted."""


async def kept(person_id: str, tools: Tools) -> people_cards.Kept:
    """Return what is stored about a person beside their own record."""
    posts = await tools.view.posts.listing(PostFilter(author_id=person_id, limit=MOST))
    updates = await tools.view.updates.listing(None, limit=MOST)
    return people_cards.Kept(
        identities=await tools.view.people.identities(person_id),
        requests=sum(post.kind == "request" for post in posts),
        offers=sum(post.kind == "offer" for post in posts),
        updates=sum(update.stamp.author_id == person_id for update in updates),
    )


async def stored(invocation: Invocation, tools: Tools) -> Reply:
    """Say line by line what is stored about the sender and who sees it."""
    viewer, person = tools.viewer, tools.me.person
    say = viewer.say
    if not person.id:
        return plain(tools, say("Nothing is stored about you yet."))
    everyone, alone = say("Seen by others in the response"), say("Seen by you alone")
    open_lines = [
        person.name,
        viewer.listed([people_cards.language(code, viewer) for code in person.languages]),
        person.skills,
    ]
    closed_lines = [person.contact, viewer.listed(list(filter(None, (person.locale, person.zone))))]
    facts = (
        Fact(everyone, (viewer.listed(list(filter(None, open_lines))),)),
        Fact(alone, (viewer.listed(list(filter(None, closed_lines))) or "–",)),
        *people_cards.kept_facts(await kept(person.id, tools), viewer),
    )
    body = say("All of it lies in this exchange's own database, with a numbered trail of who changed what.")
    delete = Button(say("Delete what is mine"), "profile", {"action": "forget"})
    return plain(tools, say("What is stored about {id}", id=person.id), body, facts=facts, buttons=(delete,))


async def forget(invocation: Invocation, tools: Tools) -> Reply:
    """Take the sender's posts back and empty their record, after asking once."""
    say, person = tools.viewer.say, tools.me.person
    posts = await tools.view.posts.listing(PostFilter(states=(*LIVE, "held"), author_id=person.id, limit=MOST))
    if not agreed(invocation.options):
        counted = tools.viewer.plural(
            "{n} open post of yours is taken back.", "{n} open posts of yours are taken back.", len(posts)
        )
        body = say("Your name, contact, languages, skills and drafts are deleted. There is no way back.")
        confirm = Button(say("Yes, delete it"), "profile", {"action": "forget", "force": "yes"})
        return plain(tools, say("Delete what is yours?"), f"{counted}\n{body}", buttons=(confirm,))
    left = [post.id for post in posts if not await _taken_back(post, tools)]
    await _empty(tools)
    lines = [
        say(
            "Your number {id} stays. Earlier wordings stay in the trail of changes until the operator clears it.",
            id=person.id,
        )
    ]
    if left:
        ids = tools.viewer.listed(left)
        lines.insert(0, say("Still there, because something is promised: {ids}. Settle them in /mine.", ids=ids))
    return plain(tools, say("Deleted."), "\n".join(lines))


async def _taken_back(post: Post, tools: Tools) -> bool:
    """Take a post back; False when somebody still counts on it."""
    if await counted_on(post, tools):
        return False
    state: PostState = "cancelled" if post.kind == "request" else "withdrawn"
    changed = replace(post, state=state, stamp=replace(post.stamp, updated_at=tools.now))
    saved = await tools.uow.posts.save(changed, by=tools.me.person.id, what="forget")
    await owe_amendments(tools, saved.id, saved.stamp.version)
    return True


async def _empty(tools: Tools) -> None:
    """Empty the sender's record, the names of their accounts and their drafts."""
    mine = tools.me.person.id
    person = await tools.view.people.get(mine)
    assert person is not None, "whoever changes something is stored"
    bare = Person(mine, mine, None, person.trust, person.created_at, tools.now, listed=False, version=person.version)
    await tools.uow.people.save(bare, by=mine, what="forget")
    for identity in await tools.view.people.identities(mine):
        await tools.uow.people.link(identity, mine, "")
    for command in DRAFTS:
        await tools.uow.drafts.drop(f"{mine}:{command}")
    await drafting.forget_all(tools)
