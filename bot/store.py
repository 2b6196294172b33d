"""What the core needs remembered, as Protocols: one unit of work per invocation, one repository per noun."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from bot.chat import Identity, Place
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.document import Document, Passage
from bot.domain.lesson import Lesson
from bot.domain.matching_traits import Traits
from bot.domain.people import Channel, Organisation, Person, Workspace
from bot.domain.post import Post, PostState, Tally
from bot.domain.reading import PostKind
from bot.domain.record import Drill, Stamp
from bot.domain.response import Response, ResponseState
from bot.domain.rules import Sight
from bot.domain.site import Site
from bot.domain.update import Update
from bot.marks import LessonMarks, Reviews
from bot.owed import Digests, FitNews, Inbox, Outbox
from bot.trail import Audit

T = TypeVar("T")


class Changed(Exception):
    """The record has another version by now: somebody else was quicker."""


class Retry(Exception):
    """The database asked to try the whole unit of work again: another one got in its way."""


class Unavailable(Exception):
    """The database cannot be reached or does not fit this program; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and has not posted yet: nothing typed is lost."""

    id: str
    person_id: str
    command: str
    options: Mapping[str, str]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PostFilter:
    """Which posts: every field that is given must hold; `limit` newest first unless `order` says oldest.

    `codes` are place codes: posts with a place that is one of them, lies in one of them or contains one of them
    (the caller passes the widened set). `sectors` are cluster ids: the category's part before the dot.
    """

    kind: PostKind | None = None
    states: tuple[PostState, ...] = ()
    response_id: str | None = None
    drills: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    organisation_id: str | None = None
    author_id: str | None = None
    bundle: str | None = None
    ends_before: date | None = None
    since: datetime | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is looked for to meet one post: posts of a kind, open, of its response and drill, not its owner's own.

    `rings` are sets of place codes, the nearest first, each without those before it; "" stands for posts without a
    known place. Up to `limit` posts of the categories are taken from the rings, then from anywhere, each time the
    newest first; `vague` more have no category. These are such as `sight` may see, or owns where `owned`; `unseen`
    more of the rings it may not see. Posts that ended before `today` are left out.
    """

    kind: PostKind
    states: tuple[PostState, ...]
    stamp: Stamp
    categories: tuple[str, ...]
    rings: tuple[tuple[str, ...], ...]
    today: date
    limit: int
    vague: int
    sight: Sight
    owned: bool = False
    unseen: int = 0


class Records(Protocol[T]):
    """The records of one noun. Every write leaves an audit entry in the same transaction."""

    async def get(self, id: str) -> T | None:
        """Return the record, or None."""

    async def many(self, ids: Sequence[str]) -> Sequence[T]:
        """Return the records with these ids, in this order, leaving out unknown ones."""

    async def add(self, record: T, by: str, what: str = "add") -> T:
        """Store a new record (its id from `UnitOfWork.new_id`) and return it."""

    async def save(self, record: T, by: str, what: str) -> T:
        """Store a changed record over the version it bears; return it with the next version. Raises Changed."""


class Posts(Records[Post], Protocol):
    """Requests and offers."""

    async def listing(self, wanted: PostFilter) -> Sequence[Post]:
        """Return the posts that fit, newest first."""

    async def meeting(self, wanted: Meeting) -> Sequence[str]:
        """Return the ids of posts that may meet one, those of the nearest ring first, in each the newest first."""

    async def move(self, id: str, change: Tally, by: str, what: str, at: datetime) -> Post | None:
        """Change a post's tally by one conditional update and settle its state; None when so much is not left.

        What promises nothing new (a release, goods on their way that arrive) is taken in any state.
        """


class KnownTraits(Protocol):
    """What matching has read of texts, kept so that no text is read twice by the same edition of the reader."""

    async def known(self, texts: Sequence[str], edition: str) -> Mapping[str, Traits]:
        """Return what this edition read of those texts that it has read."""

    async def keep(self, found: Mapping[str, Traits], edition: str) -> None:
        """Store what an edition read, over what another one did."""

    async def unread(self, edition: str, after: str, look: int, most: int) -> tuple[Sequence[str], str | None]:
        """Return texts of open posts that an edition has not read, at most `most`, and the last post that was seen.

        `after` is the post seen last before ("" for none); up to `look` further ones are looked at. None instead of a
        post means that there were no further ones.
        """


class Commitments(Records[Commitment], Protocol):
    """Commitments."""

    async def of_response(self, response_id: str) -> Sequence[Commitment]:
        """Return all commitments of one response, oldest first."""

    async def of_post(self, post_id: str) -> Sequence[Commitment]:
        """Return all commitments of one request or offer, oldest first."""

    async def of_organisation(
        self, organisation_id: str | None, person_id: str, states: tuple[CommitmentState, ...]
    ) -> Sequence[Commitment]:
        """Return those in which the organisation (or, without one, the person) gives or asks, newest first."""

    async def lapsing(self, before: datetime, limit: int = 100) -> Sequence[Commitment]:
        """Return proposals whose hold ends by then."""

    async def arrived(self, before: datetime, limit: int = 100) -> Sequence[Commitment]:
        """Return those that arrived by then and of which nobody said anything since, the oldest first."""

    async def overdue(self, before: date, limit: int = 100) -> Sequence[Commitment]:
        """Return those due before a day that have not arrived and are not marked as late, the longest due first."""


class Responses(Records[Response], Protocol):
    """Responses."""

    async def listing(self, states: tuple[ResponseState, ...] = ()) -> Sequence[Response]:
        """Return responses, newest first; all when no states are given."""

    async def join(self, response_id: str, organisation_id: str, at: datetime) -> bool:
        """Note that an organisation works in a response; False when it did already."""

    async def members(self, response_id: str) -> Sequence[str]:
        """Return the ids of organisations that joined."""


class Organisations(Records[Organisation], Protocol):
    """Organisations."""

    async def by_name(self, name: str) -> Organisation | None:
        """Return the organisation whose English or Japanese name this is, case folded."""

    async def listing(self, limit: int = 1000) -> Sequence[Organisation]:
        """Return organisations by name."""


class People(Records[Person], Protocol):
    """Persons and the identities they are known under."""

    async def by_identity(self, identity: Identity) -> Person | None:
        """Return the person behind an identity."""

    async def by_name(self, name: str) -> Sequence[Person]:
        """Return the persons who bear this name, case folded."""

    async def link(self, identity: Identity, person_id: str, name: str) -> None:
        """Give a person an identity (moving it when it belonged to another)."""

    async def same_account(self, identity: Identity) -> Sequence[Person]:
        """Return the persons behind the same account in any workspace of its platform, oldest first."""

    async def heard_in(self, identity: Identity, place: Place) -> None:
        """Note the channel in which an identity last spoke, for when its direct messages are closed."""

    async def last_place(self, identity: Identity) -> Place | None:
        """Return the channel in which an identity last spoke, or None where it never did."""

    async def identities(self, person_id: str) -> Sequence[Identity]:
        """Return a person's identities, oldest first."""

    async def of_organisation(self, organisation_id: str) -> Sequence[Person]:
        """Return an organisation's persons, oldest first."""

    async def listing(self, limit: int = 1000) -> Sequence[Person]:
        """Return persons by name."""


class Updates(Records[Update], Protocol):
    """Situation updates."""

    async def listing(
        self, response_id: str | None, since: datetime | None = None, limit: int = 50, author_id: str | None = None
    ) -> Sequence[Update]:
        """Return updates, newest first; of one response, or of all; by one person, where given."""

    async def next_number(self, response_id: str | None, organisation_id: str | None) -> int:
        """Return the 第N報 that comes next for an organisation in a response."""


class Sites(Records[Site], Protocol):
    """Sites. Adding one whose name its municipality has in this drill status raises Retry where both came at once."""

    async def by_name(self, code: str, key: str, drill: Drill) -> Site | None:
        """Return the site of a municipality whose name folds to this key, or None."""

    async def listing(
        self, codes: Sequence[str] = (), response_id: str | None = None, drill: Drill = "actual"
    ) -> Sequence[Site]:
        """Return sites, oldest first: of these municipalities, and first named in this response, where given."""


class Followed(Records[T], Protocol):
    """Records from which each process makes an index of its own."""

    async def changed_since(self, number: int) -> tuple[Sequence[T], int]:
        """Return the records changed after this audit number (0: all) and the newest number seen.

        Numbers may commit out of order on PostgreSQL, so a trailing window is given again.
        """


class Lessons(Followed[Lesson], Protocol):
    """Lessons."""

    async def at_moments(self, moments: Sequence[str]) -> Sequence[Lesson]:
        """Return the lessons filed under any of these moments, oldest first."""


class Documents(Followed[Document], Protocol):
    """Documents and their passages, which change only with them.

    Adding one whose content is there already raises Retry where both came at once.
    """

    async def bring(self, record: Document, passages: Sequence[Passage], by: str) -> Document:
        """Store a document with all of its passages and return it, also one that was withdrawn. Raises Changed."""

    async def withdraw(self, record: Document, by: str) -> Document:
        """Delete a document's passages and its summary, and return what is left: that it was there. Raises Changed."""

    async def by_content(self, sha256: str) -> Document | None:
        """Return the document with this content, or None."""

    async def passages_of(self, document_id: str) -> Sequence[Passage]:
        """Return a document's passages in order."""

    async def passages(self, ids: Sequence[str]) -> Sequence[Passage]:
        """Return the passages with these ids, in this order, leaving out unknown ones."""

    async def count(self) -> tuple[int, int]:
        """Return how many documents and how many passages there are."""


class Places(Protocol):
    """Workspaces and channels."""

    async def workspace(self, platform: str, workspace: str) -> Workspace | None:
        """Return what is known of a workspace or server."""

    async def save_workspace(self, workspace: Workspace) -> None:
        """Store it, replacing what was known."""

    async def channel(self, place: Place) -> Channel | None:
        """Return what is known of a channel (its thread does not matter)."""

    async def save_channel(self, channel: Channel) -> None:
        """Store it, replacing what was known."""

    async def linked(self, response_id: str) -> Sequence[Channel]:
        """Return the channels linked to a response, oldest link first."""


class Drafts(Protocol):
    """What was typed and is not posted."""

    async def keep(self, draft: Draft) -> None:
        """Store it, replacing one with the same id."""

    async def get(self, id: str) -> Draft | None:
        """Return it, or None."""

    async def drop(self, id: str) -> None:
        """Forget it."""

    async def older(self, before: datetime, limit: int = 100) -> Sequence[Draft]:
        """Return what was kept before this and is not changed since, the oldest first."""


class View(Protocol):
    """Everything that can be looked up; also what a `read()` gives, on a connection of its own."""

    @property
    def posts(self) -> Posts: ...
    @property
    def traits(self) -> KnownTraits: ...
    @property
    def commitments(self) -> Commitments: ...
    @property
    def responses(self) -> Responses: ...
    @property
    def organisations(self) -> Organisations: ...
    @property
    def people(self) -> People: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def sites(self) -> Sites: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def lesson_marks(self) -> LessonMarks: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def places(self) -> Places: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def fit_news(self) -> FitNews: ...
    @property
    def audit(self) -> Audit: ...


class UnitOfWork(View, Protocol):
    """One transaction. Leaving it without `commit` undoes everything."""

    async def new_id(self, letter: str) -> str:
        """Return the next short id of a noun ("R12")."""

    async def commit(self) -> None:
        """Make the changes durable; returns only when they are. Waiting units share one commit on SQLite."""


class Store(Protocol):
    """The database."""

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a unit of work; never held over anything that waits but itself. Raises Unavailable."""

    def read(self) -> AbstractAsyncContextManager[View]:
        """Open a consistent view that changes nothing. Raises Unavailable."""

    async def close(self) -> None:
        """Close every connection."""
