"""Which kept records answer what is typed, the nearest to what the sender can do first; never one they may not see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.post import WANTING
from bot.domain.record import Drill
from bot.domain.rules import Sight, may, owns
from bot.memory.kept import KeptPost, KeptResponse, split_words

MOST = 25
"""Choices at once: Discord takes no more."""
K = TypeVar("K", KeptPost, KeptResponse)


@dataclass(frozen=True, slots=True)
class Asking:
    """One question: for which command's option, what is typed so far, by whom and where, in which language.

    `drill`: whether the place works on a real emergency, an exercise or a test.
    """

    command: str
    option: str
    typed: str
    sight: Sight
    here: KeptResponse | None
    drill: Drill
    locale: str


Rule = Callable[[Asking, KeptPost], int | None]
"""How near a record is to what somebody may do with it: 0, 1, or None where nothing can be done.

Of exercises and tests others' records are offered only in an exercise or test; one's own to change everywhere, marked.
"""


def own(asking: Asking, post: KeptPost) -> int | None:
    """One's own, whatever its drill status."""
    return 0 if owns(asking.sight, post.stamp) else None


def steerable(asking: Asking, post: KeptPost) -> int | None:
    """What a coordinator may change of others' records."""
    return 0 if post.stamp.drill == asking.drill and may(asking.sight, "post.change", post.stamp) else None


def answerable(asking: Asking, post: KeptPost) -> int | None:
    """One's own, then what waits in the sender's workspace to be passed on."""
    sight = asking.sight
    if owns(sight, post.stamp):
        return 0
    here = (post.platform, post.workspace) == (sight.platform, sight.workspace)
    return 1 if here and post.state == "held" and may(sight, "post.pass") else None


def fitting(asking: Asking, post: KeptPost) -> int | None:
    """What others still need or have, then one's own."""
    if post.state not in WANTING or post.stamp.drill != asking.drill:
        return None
    return int(owns(asking.sight, post.stamp))


def own_fitting(asking: Asking, post: KeptPost) -> int | None:
    """What one still needs or has oneself."""
    return 0 if fitting(asking, post) == 1 else None


def any_post(asking: Asking, post: KeptPost) -> int | None:
    """Every record of the place's drill status alike."""
    return 0 if post.stamp.drill == asking.drill else None


@dataclass(frozen=True, slots=True)
class Reach:
    """Which records an option can be: those near the sender by one rule, then all of them by another."""

    near: Rule | None = None
    every: Rule | None = None
    every_for_coordinators: bool = False


REACHES: Mapping[tuple[str, str], Reach] = {
    ("mine", "record"): Reach(answerable, steerable, every_for_coordinators=True),
    ("update", "record"): Reach(own, steerable, every_for_coordinators=True),
    ("match", "record"): Reach(every=fitting),
    ("match", "with"): Reach(near=own_fitting),
    ("lessons", "record"): Reach(),
    ("profile", "record"): Reach(),
}
"""By command and option; the records of lessons and profiles are of other kinds."""
ANY = Reach(every=any_post)
"""What the record of any other command can be."""


def matching(kept: Sequence[K], typed: str) -> Sequence[K]:
    """Return those in which every typed word begins a word; Japanese, which has no spaces, may stand within one."""
    for word in split_words(typed):
        start = f" {word}" if word.isascii() else word
        kept = [each for each in kept if start in each.words]
    return kept


def nearest(posts: Sequence[KeptPost], asking: Asking, rule: Rule) -> Sequence[KeptPost]:
    """Return the first posts that the sender may see and act on: the nearest first, this response's before others'."""
    tiers: tuple[list[KeptPost], ...] = ([], [], [], [])
    for post in posts:
        near = rule(asking, post)
        if near is None:
            continue
        tier = tiers[2 * near + (asking.here is not None and post.stamp.response_id != asking.here.id)]
        if len(tier) < MOST and post.seen_by(asking.sight):
            tier.append(post)
            if tier is tiers[0] and len(tier) == MOST:
                break
    return [post for tier in tiers for post in tier][:MOST]
