"""`/find`: counterparts for a need, with reasons."""

from collections.abc import Sequence

from bot.cards import counterparts as counterpart_cards
from bot.cards import posts as post_cards
from bot.cards.shown import names_by_id, names_of
from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.domain.people import Organisation, Person
from bot.domain.post import WANTING, Post
from bot.flows.knowing.counterparts import Counterpart, Evidence, counterparts, offered
from bot.flows.knowing.query import Query, read_query
from bot.flows.options import PLACE
from bot.flows.scope import posts_here
from bot.store import PostFilter
from bot.words.catalogue import N_
from bot.words.languages import language_name

ORGANISATIONS, PEOPLE, OFFERS = 5, 3, 3
"""How many of each are shown."""


async def find(invocation: Invocation, tools: Tools) -> Reply:
    """Return organisations and people who fit what was typed, or say what was searched and what to do instead."""
    options = invocation.options
    if not any(options.get(name) for name in ("text", "place", "sector")):
        return Reply(_ask(tools))
    query = read_query(options, tools)
    offers = [post for post in await _offers(tools) if post.left > 0]
    me = tools.me
    own = me.organisation.id if me.organisation else None
    organisations = [each for each in await tools.view.organisations.listing() if each.id != own]
    people = [each for each in await tools.view.people.listing() if _listed(each, tools)]
    found = counterparts(query, organisations, offers, tools, ORGANISATIONS)
    found += counterparts(query, people, offers, tools, PEOPLE)
    if not found:
        return await _nobody(options.get("text", ""), query, offers, tools)
    return Reply(await _card(found, query, tools))


async def _offers(tools: Tools) -> list[Post]:
    return await posts_here(tools, PostFilter(kind="offer", states=WANTING))


def _listed(person: Person, tools: Tools) -> bool:
    """Return whether the sender may find a person: one who agreed to it, of another organisation."""
    me = tools.me
    own = me.organisation is not None and person.organisation_id == me.organisation.id
    return person.listed and not own and person.id != me.person.id


def _ask(tools: Tools) -> Card:
    say = tools.viewer.say
    lines = (
        say("/find water trucking Suzu Japanese"),
        say("/find medical team Ishikawa"),
        say("A field of work, a place, a language, a word or a name: in any order."),
    )
    return Card(say("Whom are you looking for? For example:"), "\n".join(lines), locale=tools.viewer.locale)


async def _card(found: Sequence[Counterpart], query: Query, tools: Tools) -> Card:
    viewer = tools.viewer
    names = await names_by_id(
        tools.view,
        viewer.locale,
        {each.found.organisation_id for each in found if isinstance(each.found, Person)},
        set(),
    )
    items = []
    for each in found:
        reasons = reasons_of(each.evidence, query, tools)
        if isinstance(each.found, Organisation):
            items.append(counterpart_cards.organisation_card(each.found, reasons, viewer))
        else:
            organisation = names.organisation(each.found.organisation_id)
            items.append(counterpart_cards.person_card(each.found, organisation, reasons, viewer))
    title = viewer.say("Who fits: {what}", what=viewer.listed(query.parts(tools)))
    return Card(title, "\n".join(query.troubles), items=tuple(items), locale=viewer.locale)


def reasons_of(evidence: Evidence, query: Query, tools: Tools) -> list[str]:
    """Return the reasons in the reader's words, the strongest first."""
    viewer = tools.viewer
    reasons = []
    if evidence.here and query.codes:
        reasons.append(viewer.plural("{n} open offer there", "{n} open offers there", len(evidence.here)))
    elif evidence.here:
        reasons.append(viewer.plural("{n} open offer of it", "{n} open offers of it", len(evidence.here)))
    if evidence.elsewhere:
        reasons.append(viewer.plural("{n} open offer elsewhere", "{n} open offers elsewhere", len(evidence.elsewhere)))
    reasons += [viewer.say("works in {sector}", sector=viewer.sector(sector)) for sector in evidence.sectors]
    if evidence.areas:
        places = viewer.listed([viewer.place(code) for code in evidence.areas[:3]])
        reasons.append(viewer.say("works around {places}", places=places))
    reasons += [
        viewer.say("speaks {language}", language=language_name(code, viewer.locale)) for code in evidence.languages
    ]
    if evidence.words:
        reasons.append(viewer.say("matches “{words}”", words=" ".join(evidence.words)))
    return reasons


async def _nobody(text: str, query: Query, offers: Sequence[Post], tools: Tools) -> Reply:
    """Say what was searched, offer the same words as a request, and show the nearest open offers of the same thing."""
    viewer = tools.viewer
    near = nearest([post for post in offers if query.subject and offered(post, query)], query, tools)[:OFFERS]
    names = await names_of(tools.view, viewer.locale, *(post.stamp for post in near))
    searched = viewer.listed(query.parts(tools)) or text
    lines = [
        *query.troubles,
        viewer.say(
            "Searched: {what}, in the names, sectors, areas, languages and words of all organisations.", what=searched
        ),
        viewer.say("Ask everyone in the response: /request {text}", text=text or searched),
    ]
    if near:
        lines.append(viewer.say("The nearest open offers:"))
    items = tuple(post_cards.line(post, names, viewer) for post in near)
    return Reply(Card(viewer.say("Nobody here fits that yet."), "\n".join(lines), items=items, locale=viewer.locale))


def nearest(offers: Sequence[Post], query: Query, tools: Tools) -> list[Post]:
    """Return the offers by their distance to the places asked for; those of unknown distance last."""

    def distance(post: Post) -> float:
        stands = [code for place in post.places for code in place.codes]
        known = [tools.gazetteer.distance(one, other) for one in stands for other in query.codes]
        return min((km for km in known if km is not None), default=float("inf"))

    return sorted(offers, key=distance)


FIND = Command(
    name="find",
    japanese=("探す", "検索", "団体"),
    summary=N_("find counterparts for a need, with reasons"),
    handler=find,
    options=(
        Option("text", "内容", N_("what, where, in which language, or a name")),
        PLACE,
        Option("sector", "分野", N_("the field of work, such as WASH or health")),
    ),
    examples=("/find water trucking Suzu Japanese", "/find medical team Ishikawa"),
    examples_ja=("/探す 給水 珠洲 日本語", "/探す 医療チーム 石川県"),
    own=True,
    writes=False,
)
