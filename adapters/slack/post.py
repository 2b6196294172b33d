"""Makes what is posted: a card's blocks and text with everything off by which Slack would read people's words."""

from datetime import datetime
from typing import Any

from adapters.slack.render import NOTICE, message
from bot.chat import Card

EVENT = "kizuna_notice"


def message_payload(card: Card, now: datetime, role: str = NOTICE) -> dict[str, Any]:
    """Return the card as the body of any request that posts or replaces a message."""
    drawn = message(card, now, role)
    return {
        "text": drawn.text,
        "blocks": drawn.blocks,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
