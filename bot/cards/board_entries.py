"""A post or a situation update as the board shows it: no contacts, no persons, nothing nearer than a municipality."""

from dataclasses import dataclass

from bot.cards.board_words import headline_words, plain_words, sector_of, where
from bot.cards.drills import marked
from bot.cards.shown import Names
from bot.chat import Day, Moment
from bot.domain.post import Post
from bot.domain.quantity import plain
from bot.domain.reading import PostKind
from bot.domain.record import Stamp
from bot.domain.update import Update
from bot.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Step:
    """How much has come how far: "secured", "120" of the entry's unit."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A request or an offer in the reader's language.

    `own_words` is how the poster called it, in `own_language`, where that says more than `what`. `promised` of `whole`
    are thousandths, both 0 where no number was given. `mark` is 【EXERCISE】 or empty.
    `heard`: when it was confirmed, or posted where nobody did.
    """

    id: str
    kind: PostKind
    mark: str
    what: str
    own_words: str
    own_language: str
    amount: str
    critical: bool
    state: str
    where: str
    sector: str
    deadline: Day | None
    by: str
    heard: Moment
    confirmed: bool
    stale: bool
    steps: tuple[Step, ...]
    promised: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """A situation update: the organisation's report number, its headline as written (empty: it is not for a page)."""

    id: str
    mark: str
    number: int
    headline: str
    language: str
    where: str
    sector: str
    by: str
    at: Moment


def entry(post: Post, names: Names, viewer: Viewer) -> Entry:
    """Return one post for the board."""
    category, item = viewer.category(post.category), plain_words(post.item)
    heard = post.confirmed_at or post.stamp.created_at
    code = next((code for place in post.places for code in place.codes), None)
    return Entry(
        id=post.id,
        kind=post.kind,
        mark=marked("", post.stamp.drill, viewer),
        what=category or item or viewer.say("Not named here"),
        own_words=item if category and item.casefold() not in category.casefold() else "",
        own_language=post.language,
        amount=_amount(post, post.quantity, viewer) if post.counted else "",
        critical=post.urgency == "critical",
        state=viewer.term(post.kind, post.state),
        where=where(post.places, viewer),
        sector=sector_of(post.category, viewer),
        deadline=viewer.day(post.ends, code) if post.ends else None,
        by=plain_words(post.on_behalf_of) or _organisation(post.stamp, names, viewer),
        heard=Moment(heard, viewer.zone, "about"),
        confirmed=post.confirmed_at is not None,
        stale=viewer.stale(heard),
        steps=_steps(post, viewer) if post.counted else (),
        promised=post.tally.promised if post.counted else 0,
        whole=post.quantity if post.counted else 0,
    )


def news(update: Update, names: Names, viewer: Viewer) -> News:
    """Return one situation update for the board."""
    return News(
        id=update.id,
        mark=marked("", update.stamp.drill, viewer),
        number=update.number,
        headline=headline_words(update.headline),
        language=update.language,
        where=where(update.places, viewer),
        sector=viewer.sector(update.sector) if update.sector else "",
        by=_organisation(update.stamp, names, viewer),
        at=viewer.moment(update.stamp.updated_at),
    )


def _steps(post: Post, viewer: Viewer) -> tuple[Step, ...]:
    """Return needed / secured / on the way / arrived of a request, what is left of an offer."""
    tally = post.tally
    if post.kind == "offer":
        return (Step(viewer.say("Left"), _amount(post, post.left, viewer)),) if tally.promised else ()
    stages = (
        (viewer.say("needed"), post.quantity),
        (viewer.say("secured"), tally.promised),
        (viewer.say("on the way"), tally.sent - tally.arrived),
        (viewer.say("arrived"), tally.arrived),
    )
    return tuple(Step(label, plain(amount)) for label, amount in stages)


def _amount(post: Post, thousandths: int, viewer: Viewer) -> str:
    return viewer.quantity(thousandths, post.unit, plain_words(post.counter))


def _organisation(stamp: Stamp, names: Names, viewer: Viewer) -> str:
    """Return the organisation spoken for; a person who belongs to none stays without a name."""
    return names.organisations.get(stamp.organisation_id or "") or viewer.say("a person without an organisation")
