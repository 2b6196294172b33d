"""What people do in Slack besides typing, pressing and filling in: shortcuts, menus that search, closing a modal."""

from tests.platforms.slack.driver import Slack
from tests.platforms.slack.state import BOT, BOT_ID, TEAM, Message, Payload


async def global_shortcut(slack: Slack, who: str, callback: str) -> Payload | str:
    """Use a shortcut from the search or the composer; return what acknowledged it."""
    body = slack.interaction("shortcut", who) | {"callback_id": callback, "action_ts": slack.workspace.ts()}
    return await slack.delivery.deliver("interactive", body)


async def message_shortcut(
    slack: Slack, who: str, message: Message, callback: str, again: Payload | None = None
) -> Payload:
    """Use a shortcut from the menu of a message, or bring one `again`; return what was brought."""
    body = again or shortcut_body(slack, who, message, callback)
    assert await slack.delivery.deliver("interactive", body) in ("", {})
    return body


def shortcut_body(slack: Slack, who: str, message: Message, callback: str) -> Payload:
    """Return what tells of a shortcut of a message."""
    return slack.interaction("message_action", who) | {
        "callback_id": callback,
        "action_ts": slack.workspace.ts(),
        "message_ts": message.ts,
        "channel": {"id": message.channel, "name": message.channel.lower()},
        "message": as_told(message),
        "response_url": slack.response_url(who, message.channel),
    }


def writes(slack: Slack, who: str, where: str, text: str, thread: str = "") -> Message:
    """Let somebody write to others, of which the bot hears nothing; return the message."""
    message = Message(where, slack.workspace.ts(), {"text": text}, user=who, thread=thread)
    slack.workspace.messages.append(message)
    return message


def as_told(message: Message) -> Payload:
    """Return a message as a shortcut tells of it."""
    by_bot: Payload = {"bot_id": BOT_ID, "app_id": "A1"} if message.user == BOT else {"client_msg_id": "m1"}
    thread: Payload = {"thread_ts": message.thread} if message.thread else {}
    about = {"type": "message", "user": message.user, "team": TEAM, "ts": message.ts}
    return {**about, **by_bot, **thread, **message.payload}


async def searches_menu(slack: Slack, who: str, field: str, typed: str) -> list[Payload]:
    """Type in a menu of the modal that asks the bot what to show; return the options it shows."""
    body = slack.interaction("block_suggestion", who) | {
        "action_id": "answer",
        "block_id": field,
        "value": typed,
        "container": {"type": "view"},
        "view": slack.workspace.views.get(who, {}),
    }
    told = await slack.delivery.deliver("interactive", body)
    assert isinstance(told, dict), "a menu that searches has to be answered with options"
    options: list[Payload] = told["options"]
    assert len(options) <= 100
    return options


async def closes_modal(slack: Slack, who: str) -> None:
    """Close the modal that is seen; the bot is told where the view asked for that."""
    view = slack.workspace.stacks[who].pop()
    if view.get("notify_on_close"):
        await slack.delivery.deliver("interactive", slack.interaction("view_closed", who) | {"view": view})
