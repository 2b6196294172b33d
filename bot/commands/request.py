"""`/request`: say what is needed."""

from bot.chat import Invocation, Reply
from bot.command import Command, Tools
from bot.flows.exchange.posting import post
from bot.flows.options import POSTED
from bot.words.catalogue import N_


async def request(invocation: Invocation, tools: Tools) -> Reply:
    """Save what is needed as requests, or ask for what is missing."""
    return await post("request", invocation, tools)


REQUEST = Command(
    name="request",
    japanese=("依頼", "要請", "要望", "求む", "ほしい", "お願い"),
    summary=N_("say what is needed"),
    handler=request,
    options=POSTED,
    examples=("/request 200 blankets in Wajima by Friday", "/request 30 portable toilets in Suzu, urgent"),
    examples_ja=("/依頼 毛布200枚 輪島市 金曜日まで", "/依頼 仮設トイレ30基 珠洲市 至急"),
    own=True,
    reads="request",
    menu=N_("Make request"),
)
