"""`/offer`: say what can be given."""

from bot.chat import Invocation, Reply
from bot.command import Command, Tools
from bot.flows.exchange.posting import post
from bot.flows.options import POSTED
from bot.words.catalogue import N_


async def offer(invocation: Invocation, tools: Tools) -> Reply:
    """Save what can be given as offers, or ask for what is missing."""
    return await post("offer", invocation, tools)


OFFER = Command(
    name="offer",
    japanese=("提供", "出せます", "派遣", "シーズ"),
    summary=N_("say what can be given"),
    handler=offer,
    options=POSTED,
    examples=("/offer 500 wool blankets in Sendai until 30 Nov", "/offer 2 water trucks, can deliver to Noto"),
    examples_ja=("/提供 毛布500枚 仙台市 11月30日まで", "/提供 給水車2台 能登まで届けます"),
    own=True,
    reads="offer",
    menu=N_("Make offer"),
)
