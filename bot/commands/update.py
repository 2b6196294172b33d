"""`/update`: say what is happening; amend a record, correct an update."""

from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.flows import drafting
from bot.flows.knowing.amending import amended
from bot.flows.knowing.reporting import corrected, report
from bot.flows.options import AUDIENCE, PLACE, RECORD
from bot.flows.personal import held_back
from bot.words.catalogue import N_


async def update(invocation: Invocation, tools: Tools) -> Reply:
    """Post a situation update; with a record's number amend that record, with an update's correct it."""
    act, world = await drafting.resumed(invocation, tools)
    record = act.options.get("record", "")
    if not record:
        return await report(invocation, tools)
    if record[0] in ("R", "O", "U"):
        return await change(record, act, world)
    say = tools.viewer.say
    title = say("{id} cannot be amended here, only requests (R12), offers (O7) and updates (U5).", id=record)
    body = say("What you typed: {text}", text=f"/update {record} {invocation.options.get('text', '')}".strip())
    return Reply(Card(title, body, locale=tools.viewer.locale))


async def change(record: str, invocation: Invocation, tools: Tools) -> Reply:
    """Amend a request or an offer, or correct an update; personal words in it are shown to their author first."""
    if invocation.options.get("press") != "edit":
        invocation, withheld = await held_back("update", ("text", "source"), invocation, tools)
        if withheld:
            return withheld
    done = await (corrected if record[0] == "U" else amended)(record, invocation.options, tools)
    if isinstance(done.answer, Card):
        await drafting.posted(invocation.options.get("draft", ""), [record], tools)
    return done


UPDATE = Command(
    name="update",
    japanese=("状況報告", "報告"),
    summary=N_("tell others what is happening; amend a record"),
    handler=update,
    options=(
        Option("text", "内容", N_("what is happening where; the first sentence is the headline")),
        RECORD,
        Option("source", "出典", N_("who says so: a person's role, a document, a link")),
        PLACE,
        Option("sector", "分野", N_("the field of work, such as WASH or health")),
        AUDIENCE,
    ),
    reads="any",
    examples=("/update Shelters in Wajima are full. Drinking water is short.", "/update R12 the road is open again"),
    examples_ja=("/状況報告 輪島市の避難所は満員。飲料水が不足。", "/状況報告 R12 道路が復旧しました"),
    menu=N_("Make update"),
)
