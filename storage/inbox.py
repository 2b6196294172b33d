"""Which acts were answered, and how: what makes an act that is delivered twice one act."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update

from bot.chat import Invocation, Reply
from storage import tables
from storage.replies import invocation_json, invocation_of, reply_json, reply_of
from storage.session import Session

_INBOX = tables.inbox
_REPLY = select(_INBOX.c.reply).where(_INBOX.c.id == bindparam("its_id")).with_for_update()


class Inbox:
    """Acts by their id: claimed, received (with the invocation) or answered (with the reply)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def seen(self, id: str) -> Reply | None:
        """Return the reply that this act was given; None when new, or received and not answered yet.

        The id is claimed: another transaction that asks for it waits until this one has ended.
        """
        if await self._session.put_new(_INBOX, {"id": id}):
            return None
        reply: str | None = await self._session.value(_REPLY, {"its_id": id})
        return None if reply is None else reply_of(reply)

    async def answered(self, id: str, reply: Reply, at: datetime) -> None:
        """Remember the reply beside the change."""
        answer = {"reply": reply_json(reply), "at": at}
        await self._session.put(_INBOX, {"id": id, **answer}, ("id",), tuple(answer))

    async def receive(self, invocation: Invocation) -> None:
        """Note an act as received with its invocation; one that is answered already keeps its reply."""
        kept = {"at": invocation.at, "invocation": invocation_json(invocation)}
        await self._session.put(_INBOX, {"id": invocation.id, **kept}, ("id",), tuple(kept))

    async def told(self, id: str) -> None:
        """Erase the invocation of an act that was received: its answer has reached the sender."""
        await self._session.changed(update(_INBOX).where(_INBOX.c.id == id).values(invocation=None))

    async def untold(self, before: datetime) -> Sequence[Invocation]:
        """Return the acts that came before this, were received, and whose answer was not told; oldest first."""
        kept = (_INBOX.c.invocation.is_not(None), _INBOX.c.at < before)
        query = select(_INBOX.c.invocation).where(*kept).order_by(_INBOX.c.at, _INBOX.c.id)
        return [invocation_of(row["invocation"]) for row in await self._session.every(query)]

    async def forget(self, before: datetime) -> int:
        """Forget answers older than this, and claims that came to nothing; return how many."""
        done = or_(_INBOX.c.at < before, _INBOX.c.at.is_(None))
        return await self._session.changed(delete(_INBOX).where(done, _INBOX.c.invocation.is_(None)))
