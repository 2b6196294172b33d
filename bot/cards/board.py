"""What the public board shows of the open responses, as frozen data in one reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.cards.board_entries import Entry, News, entry, news
from bot.cards.board_gaps import AreaGaps, untaken
from bot.cards.board_words import area_names
from bot.cards.drills import marked
from bot.cards.shown import Names, names_by_id
from bot.chat import Moment
from bot.domain.post import Post, PostState
from bot.domain.response import Response
from bot.domain.rules import may_see
from bot.domain.update import Update
from bot.store import PostFilter, View
from bot.viewer import Viewer

BoardDrill = Literal["actual", "exercise"]

READ = 1000
"""Posts of a response and kind looked at: 2,000 in all take SQLite some 50 ms, during which nobody else is served."""
REQUESTS, OFFERS, UPDATES, AREAS = 36, 20, 6, 12
"""Lines shown of each, so that a page stays small on a bad connection."""
STILL_NEEDED: tuple[PostState, ...] = ("open", "partly_covered", "covered")
STILL_THERE: tuple[PostState, ...] = ("available",)


@dataclass(frozen=True, slots=True)
class ResponseBoard:
    """One response. `open_requests`, `critical` and `open_offers` count all, the tuples hold what is shown of them.

    `complete` is False when there are more posts than are looked at; the counts are then "at least".
    """

    id: str
    title: str
    state: str
    hazard: str
    areas: str
    requests: tuple[Entry, ...]
    offers: tuple[Entry, ...]
    gaps: tuple[AreaGaps, ...]
    updates: tuple[News, ...]
    open_requests: int
    critical: int
    open_offers: int
    more_areas: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on one page. `mark` is 【EXERCISE】 on the exercise page, empty on the other."""

    as_of: Moment
    drill: BoardDrill
    mark: str
    responses: tuple[ResponseBoard, ...]


async def board(view: View, viewer: Viewer, drill: BoardDrill) -> Board:
    """Return the active and paused responses of this drill status with what the viewer may see of them."""
    found = await view.responses.listing(("active", "paused"))
    seen = [each for each in found if each.stamp.drill == drill and may_see(viewer.sight, each.stamp)]
    seen.sort(key=lambda each: each.state != "active")
    drawn = [await _response_board(view, viewer, each, drill) for each in seen]
    return Board(viewer.moment(viewer.now), drill, marked("", drill, viewer), tuple(drawn))


async def _response_board(view: View, viewer: Viewer, response: Response, drill: BoardDrill) -> ResponseBoard:
    requests = await _posts(view, viewer, PostFilter("request", STILL_NEEDED, response.id, (drill,), limit=READ + 1))
    offers = await _posts(view, viewer, PostFilter("offer", STILL_THERE, response.id, (drill,), limit=READ + 1))
    updates = await _updates(view, viewer, response, drill)
    posts = (*requests.first(REQUESTS), *offers.first(OFFERS))
    stamps = [*(post.stamp for post in posts), *(update.stamp for update in updates)]
    names = await names_by_id(view, viewer.locale, {stamp.organisation_id for stamp in stamps}, set())
    gaps = untaken(requests.posts, viewer)
    return ResponseBoard(
        id=response.id,
        title=marked(response.title, response.stamp.drill, viewer),
        state=viewer.term("response", response.state),
        hazard=viewer.hazard(response.hazard) if response.hazard else "",
        areas=area_names(response.areas, viewer),
        requests=_entries(requests.first(REQUESTS), names, viewer),
        offers=_entries(offers.first(OFFERS), names, viewer),
        gaps=gaps[:AREAS],
        updates=tuple(news(each, names, viewer) for each in updates),
        open_requests=len(requests.posts),
        critical=sum(post.urgency == "critical" for post in requests.posts),
        open_offers=len(offers.posts),
        more_areas=max(0, len(gaps) - AREAS),
        complete=requests.complete and offers.complete,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The posts the viewer may see, most pressing first; `complete`: none were left unread."""

    posts: Sequence[Post]
    complete: bool

    def first(self, number: int) -> Sequence[Post]:
        return self.posts[:number]


async def _posts(view: View, viewer: Viewer, wanted: PostFilter) -> _Found:
    listed = await view.posts.listing(wanted)
    seen = [post for post in listed[:READ] if may_see(viewer.sight, post.stamp)]
    return _Found(sorted(seen, key=_pressing), len(listed) <= READ)


def _pressing(post: Post) -> tuple[bool, bool, float]:
    """Return the order of a list: what is still wanted first, then the urgent, then what waits longest."""
    return post.left <= 0, post.urgency != "critical", post.stamp.created_at.timestamp()


async def _updates(view: View, viewer: Viewer, response: Response, drill: BoardDrill) -> Sequence[Update]:
    listed = await view.updates.listing(response.id)
    return [each for each in listed if each.stamp.drill == drill and may_see(viewer.sight, each.stamp)][:UPDATES]


def _entries(posts: Sequence[Post], names: Names, viewer: Viewer) -> tuple[Entry, ...]:
    return tuple(entry(post, names, viewer) for post in posts)
