"""What would be posted is shown to its author first, where the bot or the place cannot be sure of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards import posts as post_cards
from bot.cards.drills import marked
from bot.cards.shown import Names, names_of
from bot.chat import Button, Card, Fact, Invocation, Reply
from bot.command import Tools
from bot.domain.post import Post
from bot.domain.reading import Personal, PostKind, ReadLine
from bot.flows import drafting
from bot.flows.exchange.saving import record_of
from bot.flows.personal import advice, draft_buttons, found_fact, personal_buttons, post_button
from bot.store import PostFilter

COMMANDED = ("", "message")
"""Where words come from whose kind somebody named: a command typed before them, a menu on their message."""
SETTLED_BY = {"place": "place", "category": "category", "quantity": "quantity", "window": "until", "kind": "read"}
"""Which option of the poster settles a field that the reader guessed."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Why something is shown before it is posted: guessed fields, personal words, sentences about its poster."""

    guessed: tuple[str, ...] = ()
    found: tuple[Personal, ...] = ()
    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self.guessed or self.found or self.reasons)


async def doubts_about(lines: Sequence[ReadLine], found: Sequence[Personal], act: Invocation, tools: Tools) -> Doubts:
    """Return what speaks against posting these lines at once."""
    settled = {field for field, option in SETTLED_BY.items() if act.options.get(option)}
    settled |= {"kind"} if act.options.get("from", "") in COMMANDED else set()
    guessed = tuple(dict.fromkeys(field for line in lines for field in line.unsure if field not in settled))
    return Doubts(guessed, tuple(found), (*reasons(act, tools), *await first_post(tools)))


def read_as(act: Invocation, tools: Tools) -> tuple[str, ...]:
    """Say how words were taken that no command was typed before, and of what comes from elsewhere."""
    source, say = act.options.get("from", ""), tools.viewer.say
    if not source:
        return ()
    if source != "plain":
        return (say("You post it in your own name; the words stay as they were written."),)
    sentences = {
        "request": say("I read this as a request."),
        "offer": say("I read this as an offer."),
        "update": say("I read this as a situation update."),
    }
    return (sentences[act.command],)


def reasons(act: Invocation, tools: Tools) -> tuple[str, ...]:
    """Say why the bot asks first: how it took the words, and whether their sender is verified."""
    unverified = tools.viewer.say("You are not verified yet, so you see it before others do.")
    return (*read_as(act, tools), *((unverified,) if tools.me.sight.trust == "unverified" else ()))


async def first_post(tools: Tools) -> tuple[str, ...]:
    """Say that somebody has posted nothing before."""
    say = tools.viewer.say
    before = await tools.view.posts.listing(PostFilter(author_id=tools.me.person.id, limit=1))
    return () if before else (say("This is your first post here, so you see it before others do."),)


async def first_update(tools: Tools) -> tuple[str, ...]:
    """Say that somebody has reported nothing before."""
    say = tools.viewer.say
    before = await tools.view.updates.listing(None, limit=1, author_id=tools.me.person.id)
    return () if before else (say("This is your first update here, so you see it before others do."),)


async def preview(
    kind: PostKind, lines: Sequence[ReadLine], doubts: Doubts, clean: Invocation, act: Invocation, tools: Tools
) -> Reply:
    """Show the records as they would stand. `clean` is the act without personal words, as it would be posted."""
    viewer = tools.viewer
    name = await drafting.keep(kind, act, tools)
    records = [await record_of(kind, line, clean, tools) for line in lines]
    names = await names_of(tools.view, viewer.locale, *(record.stamp for record in records))
    items = tuple(as_it_would_stand(record, names, tools) for record in records)
    return look(act.command, name, clean.options["text"], items, doubts, act, tools)


def look(
    command: str, name: str, text: str, items: tuple[Card, ...], doubts: Doubts, act: Invocation, tools: Tools
) -> Reply:
    """Return the card with one press to post, to change, or to throw away."""
    say, viewer = tools.viewer.say, tools.viewer
    facts = []
    if doubts.guessed:
        facts.append(Fact(say("I guessed"), (viewer.listed([field_name(each, tools) for each in doubts.guessed]),)))
    if doubts.found:
        facts.append(found_fact(doubts.found, tools))
    others = kind_buttons(command, name, tools) if act.options.get("from") == "plain" else ()
    post = personal_buttons(name, tools) if doubts.found else post_button(name, tools)
    buttons = (*post, *others, *draft_buttons(name, tools))
    note = "\n".join((*doubts.reasons, *((advice(tools),) if doubts.found else ())))
    title = say("Please look: this will be posted")
    body = say("“{text}”", text=text)
    return Reply(Card(title, body, tuple(facts), items, buttons, note=note, locale=viewer.locale))


def field_name(field: str, tools: Tools) -> str:
    """Return what a guessed field is called within a sentence."""
    say = tools.viewer.say
    names = {
        "kind": say("whether it is needed or offered"),
        "category": say("the kind of thing"),
        "quantity": say("the amount"),
        "place": say("the place"),
        "window": say("the days"),
    }
    return names.get(field, field)


def kind_buttons(command: str, name: str, tools: Tools) -> tuple[Button, ...]:
    """Return the buttons for words that were meant as something else."""
    say = tools.viewer.say
    names = {
        "request": say("It is a request"),
        "offer": say("It is an offer"),
        "update": say("It is a situation update"),
    }
    return tuple(Button(label, kind, {"draft": name}) for kind, label in names.items() if kind != command)


def as_it_would_stand(record: Post, names: Names, tools: Tools) -> Card:
    """Return the record as its card would show it, without a number and without buttons."""
    viewer = tools.viewer
    kind, what = viewer.term("kind", record.kind), post_cards.what(record, viewer)
    title = marked(viewer.say("{kind}: {what}", kind=kind, what=what), record.stamp.drill, viewer)
    return replace(post_cards.line(record, names, viewer, ()), title=title)
