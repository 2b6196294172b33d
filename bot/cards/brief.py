"""A briefing as a card: figures first, then what presses, what is late, what waits for an answer, what is new."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import posts, updates
from bot.cards.board_gaps import untaken
from bot.cards.board_words import where
from bot.cards.shown import Names
from bot.chat import Card, Fact
from bot.domain.post import Post
from bot.domain.rules import owns
from bot.domain.update import Update
from bot.viewer import Viewer

MOST_AREAS, MOST_SECTORS = 5, 3


def gap_lines(requests: Sequence[Post], viewer: Viewer, most: int | None = MOST_AREAS) -> list[str]:
    """Return the widest gaps, so many or all, one line an area: "Suzu, Ishikawa: WASH 3 (2 urgent), Shelter 1"."""
    lines = []
    for area in untaken(requests, viewer)[:most]:
        cells = []
        for gap in area.gaps[:MOST_SECTORS]:
            urgent = viewer.say("{n} ({critical} urgent)", n=gap.needs, critical=gap.critical)
            cells.append(f"{gap.sector} {urgent if gap.critical else gap.needs}")
        lines.append(viewer.say("{place}: {what}", place=area.area, what=viewer.listed(cells)))
    return lines


def post_line(post: Post, names: Names, viewer: Viewer) -> Card:
    """Return a request with what this reader can do about it, and at its foot how late it is."""
    own = posts.owner_buttons(post, viewer) if owns(viewer.sight, post.stamp) else None
    card = posts.line(post, names, viewer, own)
    return replace(card, note=f"{lateness(post, viewer)} {card.note}".strip())


def lateness(post: Post, viewer: Viewer) -> str:
    """Return by how much a request's last day is over; an empty text before that day."""
    days = (viewer.today() - post.ends).days if post.ends else -1
    if days < 0:
        return ""
    return viewer.plural("Late by {n} day.", "Late by {n} days.", days) if days else viewer.say("Due today.")


def news(reported: Sequence[Update], names: Names, viewer: Viewer) -> Card:
    """Return the newest updates on one card, a line each."""
    lines = [updates.title(update, names, viewer) for update in reported]
    return Card(viewer.say("Newest updates"), "\n".join(lines), locale=viewer.locale)


def one_line(post: Post, viewer: Viewer) -> str:
    """Return a post as a line of text: "R12 200 blankets, Wajima, Ishikawa"."""
    return viewer.listed(
        [part for part in (f"{post.id} {posts.what(post, viewer)}", where(post.places, viewer)) if part]
    )


def count_fact(label: str, number: int) -> Fact:
    """Return a figure with its label."""
    return Fact(label, (str(number),))
