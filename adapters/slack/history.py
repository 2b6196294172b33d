"""Reads a conversation back: whether a send whose end is not known arrived after all."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.post import EVENT
from adapters.slack.web import NotAllowed, WebApi
from bot.chat import MessageRef, Place
from bot.ports import Clock, Undeliverable

REACH = timedelta(hours=25)
"""How old a send can be: the courier gives up after a day, and two clocks may stand apart."""
PAGE, MOST_PAGES = 200, 50
"""Slack advises 200 messages a call and takes about 50 calls a minute (docs.slack.dev, tier 3)."""
log = structlog.get_logger()


class History:
    """Looks for notices in conversations that the bot may read (channels:history, im:history)."""

    def __init__(self, web: WebApi, clock: Clock) -> None:
        self._web, self._clock = web, clock
        self._told: set[str] = set()

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message of this notice; None where it is not, or nothing may be read. Raises OSError."""
        try:
            channel = await self._conversation(place)
            ts = await self._ts(id, channel, place.thread)
        except (NotAllowed, Undeliverable) as error:
            self._tell_once(str(error))
            return None
        except SlackApiError as error:
            raise OSError(f"the conversation cannot be read back: {error}") from error
        return MessageRef(place, f"{channel}:{ts}") if ts else None

    async def _conversation(self, place: Place) -> str:
        if not place.direct:
            return place.channel
        opened = await self._web.call("conversations.open", place.channel, users=place.channel)
        return str(opened["channel"]["id"])

    async def _ts(self, id: str, channel: str, thread: str) -> str:
        """Return which message it is, or an empty text when all that is young enough was seen."""
        oldest = f"{(self._clock.now() - REACH).timestamp():.6f}"
        query = {"channel": channel, "limit": str(PAGE), "include_all_metadata": "true", "oldest": oldest}
        query |= {"ts": thread} if thread else {}
        for _ in range(MOST_PAGES):
            told = await self._web.ask(f"conversations.{'replies' if thread else 'history'}", channel, **query)
            messages: Sequence[Mapping[str, Any]] = told.get("messages", ())
            query["cursor"] = cursor = (told.get("response_metadata") or {}).get("next_cursor", "")
            found = next((each for each in messages if notice_of(each) == id), None)
            if found or not cursor:
                return str(found["ts"]) if found else ""
        raise OSError(f"more than {PAGE * MOST_PAGES} messages of a day: a send cannot be found among them")

    def _tell_once(self, reason: str) -> None:
        if reason not in self._told:
            self._told.add(reason)
            log.warning("a conversation cannot be read back: a send may be repeated", reason=reason)


def notice_of(message: Mapping[str, Any]) -> str:
    """Return the id of the notice that a message was sent for, or an empty text."""
    metadata = message.get("metadata") or {}
    return str(metadata.get("event_payload", {}).get("notice", "")) if metadata.get("event_type") == EVENT else ""
