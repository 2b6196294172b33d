"""Reads conversations back page by page, as conversations.history and conversations.replies do."""

from collections.abc import Sequence

from tests.platforms.slack.state import Message, Payload

MOST = 999


def page_of(messages: Sequence[Message], given: Payload) -> Payload:
    """Return the page of these messages, in their order, that was asked for by `oldest`, `limit` and `cursor`."""
    young = [each for each in messages if float(each.ts) > float(given.get("oldest", 0))]
    start, size = int(given.get("cursor") or 0), min(int(given.get("limit", 100)), MOST)
    more = len(young) > start + size
    hidden = () if given.get("include_all_metadata") else ("metadata",)
    return {
        "messages": [told(each, hidden) for each in young[start : start + size]],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + size) if more else ""},
    }


def told(message: Message, hidden: Sequence[str]) -> Payload:
    """Return a message as it is read back."""
    shown = {name: value for name, value in message.payload.items() if name not in hidden}
    return {"type": "message", "ts": message.ts, "user": message.user, **shown}
