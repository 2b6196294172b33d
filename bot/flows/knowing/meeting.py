"""`/brief meeting`: the whole response on one sheet, in the order in which a meeting speaks of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import brief as brief_cards
from bot.cards import posts as post_cards
from bot.cards import responses as response_cards
from bot.cards import updates as update_cards
from bot.cards.board_words import area_of, sector_of
from bot.cards.shown import names_of
from bot.chat import Card, Fact, Reply
from bot.command import Tools
from bot.domain.post import Post
from bot.flows.knowing.briefing import Briefing
from bot.viewer import Viewer
from bot.words.values import day_text

LINES = 12
"""Lines of a section; what is left out is counted."""
SOON = timedelta(days=2)


async def sheet(briefing: Briefing, tools: Tools) -> Reply:
    """Return the sheet: updates, open needs, what is under way, gaps, what comes next."""
    viewer = tools.viewer
    sections = (
        (viewer.say("Updates"), await _updates(briefing, tools)),
        (viewer.say("Open needs by sector and area (needed / secured)"), need_lines(briefing.open, viewer)),
        (viewer.say("Under way"), [_under_way(post, viewer) for post in briefing.moving]),
        (viewer.say("Nobody has taken up"), brief_cards.gap_lines(briefing.open, viewer, None)),
        (viewer.say("Next: late, or due in two days"), _next(briefing, viewer)),
    )
    items = tuple(Card(title, _body(lines, viewer), locale=viewer.locale) for title, lines in sections)
    return Reply(Card(_title(briefing, viewer), facts=_facts(briefing, tools), items=items, locale=viewer.locale))


def _title(briefing: Briefing, viewer: Viewer) -> str:
    if briefing.response is None:
        return viewer.say("Meeting sheet: all active responses")
    return viewer.say("Meeting sheet: {response}", response=response_cards.title(briefing.response, viewer))


def _facts(briefing: Briefing, tools: Tools) -> tuple[Fact, ...]:
    viewer = tools.viewer
    figures = (
        viewer.say("{n} open", n=len(briefing.open)),
        viewer.say("{n} urgent", n=len(briefing.critical)),
        viewer.say("{n} new", n=len(briefing.new)),
        viewer.say("{n} late or due today", n=len(briefing.late)),
    )
    return (
        Fact(viewer.say("As of"), (viewer.moment(tools.now),)),
        Fact(viewer.say("Since"), (viewer.moment(briefing.since),)),
        Fact(viewer.say("Requests"), (viewer.listed(list(figures)),)),
        brief_cards.count_fact(viewer.say("Offers available"), len(briefing.offers)),
    )


def _body(lines: Sequence[str], viewer: Viewer) -> str:
    """Return a section's lines, and how many more there are."""
    shown = list(lines[:LINES]) or [viewer.say("None.")]
    more = len(lines) - LINES
    if more > 0:
        shown.append(viewer.plural("and {n} more: /list", "and {n} more: /list", more))
    return "\n".join(shown)


async def _updates(briefing: Briefing, tools: Tools) -> list[str]:
    names = await names_of(tools.view, tools.viewer.locale, *(update.stamp for update in briefing.updates))
    return [update_cards.title(update, names, tools.viewer) for update in briefing.updates]


@dataclass(slots=True)
class _Sum:
    """What is asked for of one thing in one place: posts without a number are counted, the others summed."""

    unit: str
    posts: int = 0
    needed: int = 0
    secured: int = 0

    def take(self, post: Post) -> None:
        """Add a post."""
        self.posts += 1
        if post.counted:
            self.needed += post.quantity
            self.secured += post.tally.promised


def need_lines(requests: Sequence[Post], viewer: Viewer) -> list[str]:
    """Return a line for each sector and area with what is needed and secured of each thing, the most wanted first."""
    cells: dict[tuple[str, str], dict[tuple[str, str], _Sum]] = defaultdict(dict)
    for post in requests:
        things = cells[sector_of(post.category, viewer), area_of(post, viewer)]
        thing = viewer.category(post.category) or post.item
        things.setdefault((thing, post.unit if post.counted else ""), _Sum(post.unit)).take(post)
    ordered = sorted(cells.items(), key=lambda cell: (-sum(each.posts for each in cell[1].values()), cell[0]))
    return [_cell(sector, area, things, viewer) for (sector, area), things in ordered]


def _cell(sector: str, area: str, things: dict[tuple[str, str], _Sum], viewer: Viewer) -> str:
    parts = []
    for (thing, unit), total in things.items():
        if unit:
            amounts = f"{viewer.quantity(total.needed, unit)} / {viewer.quantity(total.secured, unit)}"
            parts.append(f"{thing} {amounts}")
        else:
            parts.append(viewer.plural("{thing}: {n} request", "{thing}: {n} requests", total.posts, thing=thing))
    return viewer.say("{sector} · {place}: {what}", sector=sector, place=area, what=viewer.listed(parts))


def _under_way(post: Post, viewer: Viewer) -> str:
    """Return a request with how far its promises have come."""
    line = brief_cards.one_line(post, viewer)
    progress = next((str(value) for fact in post_cards.progress(post, viewer) for value in fact.values), "")
    return viewer.say("{post}: {state}", post=line, state=progress or post_cards.state_text(post, viewer))


def _next(briefing: Briefing, viewer: Viewer) -> list[str]:
    """Return what is late or due soon with its last day, in the order of the days."""
    soon = [post for post in briefing.open if post.ends and briefing.today < post.ends <= briefing.today + SOON]
    return [_due(post, viewer) for post in (*briefing.late, *sorted(soon, key=lambda post: str(post.ends)))]


def _due(post: Post, viewer: Viewer) -> str:
    code = next((code for place in post.places for code in place.codes), None)
    day = day_text(viewer.day(post.ends, code), viewer.locale) if post.ends else ""
    return viewer.say("{day} {post}", day=day, post=brief_cards.one_line(post, viewer))
