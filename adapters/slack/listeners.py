"""Leads Bolt's requests to the answers; every one is acknowledged, also what nobody waits for."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answer import Answers
from adapters.slack.decode import NotOurs
from adapters.slack.quiet import quiet_logger
from adapters.slack.render import words_of

Body = Mapping[str, Any]
Listener = Callable[[dict[str, Any], AsyncAck], Awaitable[BoltResponse]]

ANY = re.compile(".*", re.DOTALL)
log = structlog.get_logger()


def bolt_app(client: AsyncWebClient, answers: Answers) -> AsyncApp:
    """Return a Bolt application that answers everything.

    It acknowledges after its listener, not on a timer; signatures are checked in front of it.
    """
    app = AsyncApp(
        client=client,
        logger=quiet_logger(),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )
    app.command(ANY)(listener(answers.command, speaks=True))
    app.action(ANY)(listener(answers.press))
    app.view(ANY)(listener(answers.submission))
    app.message_shortcut(ANY)(listener(answers.choice))
    app.event("app_mention")(listener(answers.message))
    app.event({"type": "message", "channel_type": "im"})(listener(answers.message))
    app.options(ANY)(listener(suggest_nothing))
    for catch_all in (app.event, app.shortcut, app.view_closed):
        catch_all(ANY)(listener(leave_alone))
    return app


def listener(answer: Callable[[Body], Awaitable[dict[str, Any]]], *, speaks: bool = False) -> Listener:
    """Return a listener that acknowledges with what `answer` returns, and never raises.

    `speaks`: the acknowledgement is shown to the person, so it can say that something went wrong.
    """

    async def acknowledge(body: dict[str, Any], ack: AsyncAck) -> BoltResponse:
        try:
            acknowledged = await answer(body)
        except NotOurs:
            acknowledged = {}
        except Exception:
            log.exception("a request of Slack's failed")
            sentence = words_of(None).say("Something went wrong here and nothing was saved. Please send it again.")
            acknowledged = {"response_type": "ephemeral", "text": sentence} if speaks else {}
        return await ack(acknowledged or "")

    return acknowledge


async def leave_alone(body: Body) -> dict[str, Any]:
    """Acknowledge what is not for us."""
    return {}


async def suggest_nothing(body: Body) -> dict[str, Any]:
    """Acknowledge a menu that asks what to show: no menu of ours does."""
    return {"options": []}
