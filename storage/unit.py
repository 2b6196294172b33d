"""Joins the repositories on one session: what a read gives, and what a unit of work adds to it."""

from sqlalchemy import Column

from storage import tables
from storage.audit import Audit
from storage.commitments import Commitments
from storage.drafts import Drafts
from storage.inbox import Inbox
from storage.lessons import Lessons
from storage.organisations import Organisations
from storage.outbox import Outbox
from storage.people import People
from storage.places import Places
from storage.posts import Posts
from storage.responses import Responses
from storage.session import Session
from storage.updates import Updates

_LAST: Column[int] = tables.counters.c.last


class View:
    """Every repository, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.audit = Audit(session)
        self.posts = Posts(session, self.audit)
        self.commitments = Commitments(session, self.audit)
        self.responses = Responses(session, self.audit)
        self.organisations = Organisations(session, self.audit)
        self.people = People(session, self.audit)
        self.updates = Updates(session, self.audit)
        self.lessons = Lessons(session, self.audit)
        self.places = Places(session)
        self.drafts = Drafts(session)
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)

    async def new_id(self, letter: str) -> str:
        """Return the next short id of a noun ("R12"); one that is not committed is given again."""
        counting = self._session.insert(tables.counters).values(letter=letter, last=1)
        following = counting.on_conflict_do_update(index_elements=["letter"], set_={"last": _LAST + 1})
        last: int = await self._session.value(following.returning(_LAST))
        return f"{letter}{last}"
