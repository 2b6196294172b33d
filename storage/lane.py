"""Lets waiting writers share one transaction: each has its turn, all are answered by the one commit."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor

MOST = 64
"""How many turns one transaction takes at most, so that the first does not wait for a crowd."""


class Turn:
    """One writer's turn: it waits for `came`, leaves, and is answered by `outcome`."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.came: asyncio.Future[asyncio.Future[None]] = loop.create_future()
        self._left: asyncio.Future[bool] = loop.create_future()

    def leave(self, *, changed: bool) -> None:
        """Give the lane to the next; `changed` tells whether there is anything to commit. Twice is harmless."""
        if not self._left.done():
            self._left.set_result(changed)

    async def over(self) -> bool:
        """Wait until the writer has left; return whether it changed anything."""
        return await self._left

    async def outcome(self) -> None:
        """Wait for the commit of the transaction; raises what it raised. Giving up waiting stops nobody else."""
        await asyncio.shield(self.came.result())


class Lane:
    """First come, first served, on one connection.

    `begin` and `end` (which commits when it is told that something changed, and undoes everything otherwise) may wait
    for a disk or a lock, so they run in a thread. `sound` tells whether the transaction is still open: a full disk
    makes the database throw it away.
    """

    def __init__(
        self, thread: Executor, begin: Callable[[], None], end: Callable[[bool], None], sound: Callable[[], bool]
    ) -> None:
        self._thread, self._begin, self._end, self._sound = thread, begin, end, sound
        self._waiting: deque[Turn] = deque()
        self._work: asyncio.Task[None] | None = None
        self.commits = 0

    async def enter(self) -> Turn:
        """Wait for one's turn and return it. Raises what `begin` raised."""
        turn = Turn()
        self._waiting.append(turn)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._serve())
        try:
            await turn.came
        except BaseException:
            turn.leave(changed=False)
            raise
        return turn

    async def empty(self) -> None:
        """Wait until everybody who came has been served."""
        if self._work is not None:
            await asyncio.wait([self._work])

    async def _serve(self) -> None:
        try:
            while self._waiting:
                await self._share()
        finally:
            while self._waiting:
                self._waiting.popleft().came.cancel()

    async def _share(self) -> None:
        """Open one transaction, give turns in it, commit it, and answer all who had one."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._begin)
        except Exception as error:  # raised again in every writer that waits
            self._refuse(error)
            return
        outcome: asyncio.Future[None] = loop.create_future()
        try:
            changed = await self._give_turns(outcome)
            await loop.run_in_executor(self._thread, self._end, changed)
            self.commits += changed
            outcome.set_result(None)
        except Exception as error:  # raised again in every writer that had a turn
            outcome.set_exception(error)
            outcome.exception()  # nobody may be waiting for it, which is no fault
        finally:
            outcome.cancel()

    async def _give_turns(self, outcome: asyncio.Future[None]) -> bool:
        """Return whether any of at most `MOST` writers changed something."""
        changed, given = False, 0
        while self._waiting and given < MOST and self._sound():
            turn = self._waiting.popleft()
            if not turn.came.done():
                turn.came.set_result(outcome)
                changed |= await turn.over()
                given += 1
        return changed

    def _refuse(self, error: Exception) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.came.done():
                turn.came.set_exception(error)
