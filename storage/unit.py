"""Joins the repositories on one session: what a read gives, and what a unit of work adds to it."""

from collections.abc import Callable
from functools import cache

from sqlalchemy import Column, Executable, Table

from storage import tables
from storage.audit import Audit
from storage.commitments import Commitments
from storage.digests import Digests
from storage.documents import Documents
from storage.drafts import Drafts
from storage.fit_news import FitNews
from storage.inbox import Inbox
from storage.lesson_marks import LessonMarks
from storage.lessons import Lessons
from storage.organisations import Organisations
from storage.outbox import Outbox
from storage.people import People
from storage.places import Places
from storage.posts import Posts
from storage.responses import Responses
from storage.reviews import Reviews
from storage.session import Insert, Session
from storage.sites import Sites
from storage.traits import KnownTraits
from storage.updates import Updates

_LAST: Column[int] = tables.counters.c.last


@cache
def _counting(insert: Callable[[Table], Insert]) -> Executable:
    counting = insert(tables.counters)
    following = counting.on_conflict_do_update(index_elements=["letter"], set_={"last": _LAST + 1})
    return following.returning(_LAST)


class View:
    """Every repository, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.audit = Audit(session)
        self.posts = Posts(session, self.audit)
        self.traits = KnownTraits(session)
        self.commitments = Commitments(session, self.audit)
        self.responses = Responses(session, self.audit)
        self.organisations = Organisations(session, self.audit)
        self.people = People(session, self.audit)
        self.updates = Updates(session, self.audit)
        self.sites = Sites(session, self.audit)
        self.lessons = Lessons(session, self.audit)
        self.lesson_marks = LessonMarks(session)
        self.reviews = Reviews(session, self.audit)
        self.documents = Documents(session, self.audit)
        self.places = Places(session)
        self.drafts = Drafts(session)
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)
        self.digests = Digests(session)
        self.fit_news = FitNews(session)

    async def new_id(self, letter: str) -> str:
        """Return the next short id of a noun ("R12"); one that is not committed is given again."""
        last: int = await self._session.value(_counting(type(self._session).insert), {"letter": letter, "last": 1})
        return f"{letter}{last}"
