"""A briefing as a card: figures first, then what presses, what is late, what waits for an answer, what is new."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import posts, updates
from bot.cards.board_gaps import untaken
from bot.cards.board_words import where
from bot.cards.shown import Names
from bot.chat import Card, Fact
from bot.domain.post import Post
from bot.domain.update import Update
from bot.viewer import Viewer

MOST_AREAS, MOST_SECTORS = 5, 3


def gap_lines(requests: Sequence[Post], viewer: Viewer, most: int = MOST_AREAS) -> list[str]:
    """Return the widest gaps, one line an area: "Suzu, Ishikawa: WASH 3 (2 urgent), Shelter 1"."""
    lines = []
    for area in untaken(requests, viewer)[:most]:
        cells = []
        for gap in area.gaps[:MOST_SECTORS]:
            urgent = viewer.say("({n} urgent)", n=gap.critical) if gap.critical else ""
            cells.append(f"{gap.sector} {gap.needs} {urgent}".strip())
        lines.append(viewer.say("{place}: {what}", place=area.area, what=viewer.listed(cells)))
    return lines


def late_line(post: Post, names: Names, viewer: Viewer) -> Card:
    """Return a request whose last day has come, with how late it is at its foot."""
    card = posts.line(post, names, viewer)
    days = (viewer.today() - post.ends).days if post.ends else 0
    late = viewer.plural("Late by {n} day.", "Late by {n} days.", days) if days else viewer.say("Due today.")
    return replace(card, note=f"{late} {card.note}".strip())


def update_line(update: Update, names: Names, viewer: Viewer) -> Card:
    """Return an update as one line."""
    return updates.line(update, names, viewer)


def one_line(post: Post, viewer: Viewer) -> str:
    """Return a post as a line of text: "R12 200 blankets, Wajima, Ishikawa"."""
    return viewer.listed(
        [part for part in (f"{post.id} {posts.what(post, viewer)}", where(post.places, viewer)) if part]
    )


def count_fact(label: str, number: int, more: str = "") -> Fact:
    """Return a figure with its label."""
    return Fact(label, (f"{number} {more}".strip(),))
