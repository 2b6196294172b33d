"""Threads beneath messages: begun once, written into, asleep after a while, as Discord keeps them."""

from aiohttp import web

from adapters.discord.invite import Permission
from tests.platforms.discord.answered import Refused, answered
from tests.platforms.discord.world import BOT, GUILD, Json, World

PUBLIC_THREAD, STARTER_MESSAGE = 11, 21
HAS_THREAD = 1 << 5


class Threads:
    """What requests do with threads; who may do it is what the world says of the bot's rights in the server."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def begin(self, request: web.Request, body: Json) -> web.Response:
        """Begin the thread of a message, which bears the message's id. Raises Refused."""
        channel, number = int(request.match_info["channel"]), int(request.match_info["message"])
        self._allow(Permission.CREATE_PUBLIC_THREADS)
        message = self._world.messages.get(number)
        if channel in self._world.threads or self._world.name(channel).startswith("@"):
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        if message is None or message["channel_id"] != str(channel) or message["_seen_by"]:
            raise Refused(404, 10008, "Unknown Message")
        if number in self._world.threads:
            raise Refused(400, 160004, "A thread has already been created for this message")
        thread = self._begun(channel, number, body)
        self._world.threads[number] = thread
        message["flags"] |= HAS_THREAD
        about = {"channel_id": str(channel), "message_id": str(number)}
        starter = self._world.post(number, {}, message["author"])
        starter |= {"type": STARTER_MESSAGE, "message_reference": about}
        await self._world.tell("THREAD_CREATE", {**thread, "newly_created": True})
        return answered(thread, 201)

    def _begun(self, channel: int, number: int, body: Json) -> Json:
        now = self._world.time()
        minutes = body.get("auto_archive_duration") or 1440
        return {"id": str(number), "type": PUBLIC_THREAD, "guild_id": str(GUILD), "parent_id": str(channel),
                "name": body["name"], "owner_id": str(BOT), "last_message_id": None, "rate_limit_per_user": 0,
                "flags": 0, "message_count": 0, "member_count": 1, "total_message_sent": 0,
                "thread_metadata": {"archived": False, "auto_archive_duration": minutes, "archive_timestamp": now,
                                    "locked": False, "create_timestamp": now}}  # fmt: skip

    async def change(self, request: web.Request, body: Json) -> web.Response:
        """Wake a thread: who may write in it may do that, unless it is locked. Raises Refused."""
        thread = self._world.threads.get(int(request.match_info["channel"]))
        if thread is None or set(body) != {"archived"}:
            raise Refused(403, 50013, "Missing Permissions")  # to change a channel is not asked for
        self._allow(Permission.SEND_MESSAGES_IN_THREADS)
        if thread["thread_metadata"]["locked"]:
            raise Refused(403, 160005, "Thread is locked")
        await self._wake(thread, archived=body["archived"])
        return answered(thread)

    async def writing(self, channel: int) -> None:
        """Let a message be written where this is a thread: that wakes it. Raises Refused."""
        thread = self._world.threads.get(channel)
        if thread is None:
            return
        self._allow(Permission.SEND_MESSAGES_IN_THREADS)
        if thread["thread_metadata"]["locked"]:
            raise Refused(403, 160005, "Thread is locked")
        await self._wake(thread, archived=False)

    async def _wake(self, thread: Json, *, archived: bool) -> None:
        if thread["thread_metadata"]["archived"] != archived:
            thread["thread_metadata"]["archived"] = archived
            await self._world.tell("THREAD_UPDATE", thread)

    def editing(self, channel: int) -> None:
        """Let a message be changed, unless it stands in a thread that sleeps. Raises Refused."""
        thread = self._world.threads.get(channel)
        if thread and thread["thread_metadata"]["archived"]:
            raise Refused(400, 50083, "Thread is archived")

    def _allow(self, needed: Permission) -> None:
        _, allowed = self._world.servers[GUILD]
        if not allowed & needed:
            raise Refused(403, 50013, "Missing Permissions")
