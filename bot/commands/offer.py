"""`/offer`: say what can be given."""

from bot.chat import Invocation, Reply
from bot.command import Command, Option, Tools
from bot.flows.exchange.posting import post
from bot.flows.options import AUDIENCE, CATEGORY, ON_BEHALF, PLACE, QUANTITY, UNTIL
from bot.words.catalogue import N_


async def offer(invocation: Invocation, tools: Tools) -> Reply:
    """Save what can be given as offers, or ask for what is missing."""
    return await post("offer", invocation, tools)


OFFER = Command(
    name="offer",
    japanese=("提供", "出せます", "派遣", "シーズ"),
    summary=N_("say what can be given"),
    handler=offer,
    options=(
        Option("text", "内容", N_("what, how much, where, until when")),
        PLACE,
        QUANTITY,
        UNTIL,
        CATEGORY,
        ON_BEHALF,
        AUDIENCE,
    ),
    examples=("/offer 500 wool blankets in Sendai until 30 Nov", "/offer 2 water trucks, can deliver to Noto"),
    examples_ja=("/提供 毛布500枚 仙台市 11月30日まで", "/提供 給水車2台 能登まで届けます"),
    own=True,
    reads="offer",
)
