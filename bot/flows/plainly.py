"""Words without a command: the answer to a question that is open, or the command they mean; never posted unseen."""

import re
from dataclasses import replace

from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools
from bot.domain.quantity import parse
from bot.domain.reading import PostKind, Reading, ReadLine
from bot.flows import drafting
from bot.flows.exchange import waiting
from bot.flows.exchange.gathering import OVERRIDES
from bot.flows.exchange.posting import post
from bot.flows.exchange.which_site import answer_in
from bot.flows.knowing.reporting import report
from bot.store import Draft
from bot.typed import folded
from bot.words.catalogue import N_

FOR_WHOM = re.compile(
    r"\b(who|whom|whose|which|contact|where)\b|誰|だれ|どなた|どこ(?!か)|どの|団体|連絡先|窓口|相談先", re.IGNORECASE
)
"""Words that ask for a counterpart or a place, not for what was learned."""
WHO_DOES = re.compile(r"\s*who\s+(?:can\s+do|does|do|works?|runs?|handles?|coordinates?|is|are)\b", re.IGNORECASE)
"""How a question for counterparts begins that names what they would do; who can lend or give something is asked for."""
PRESSED = {
    **dict.fromkeys(("post", "post it", "投稿", "投稿する", "投稿して"), "post"),
    **dict.fromkeys(("discard", "破棄", "破棄する", "やめる"), "discard"),
}
"""Words that press a button of the newest preview, for whoever types instead."""
EXAMPLES = ("request", "offer", "find", "help")


async def plainly(invocation: Invocation, tools: Tools) -> Reply:
    """Answer what was said without a command."""
    text, reading = invocation.options.get("text", ""), tools.reading or Reading("none")
    pressed = PRESSED.get(folded(text).rstrip(".!。！"))
    if pressed and await drafting.waiting(tools):
        return await waiting.handled(replace(invocation, options={"action": pressed}), tools)
    draft = await asked_for(text, reading, tools)
    if draft:
        answer = {"draft": draft.options["draft"], draft.options["asks"]: text, "from": "plain", "read": draft.command}
        return await posted(draft.command, replace(invocation, options=answer), tools)
    told = replace(invocation, options={"text": text, "from": "plain"})
    if is_question(text, reading):
        return await looked_up(text, invocation, tools)
    if reading.kind in ("request", "offer"):
        return await posted(reading.kind, told, tools)
    if reading.kind == "update":
        return await report(replace(told, command="update"), tools)
    return not_understood(text, tools)


async def posted(command: str, invocation: Invocation, tools: Tools) -> Reply:
    """Go on as if the command had been typed."""
    kind: PostKind = "offer" if command == "offer" else "request"
    return await post(kind, replace(invocation, command=kind), tools)


async def asked_for(text: str, reading: Reading, tools: Tools) -> Draft | None:
    """Return the sender's draft whose open question these words answer, or None."""
    if not text:
        return None
    for draft in await drafting.waiting(tools):
        fresh = tools.now - draft.created_at <= drafting.ANSWERED_WITHIN
        if draft.options.get("asks") and fresh:
            return draft if answers(text, draft.options["asks"], reading, draft, tools) else None
    return None


def answers(text: str, field: str, reading: Reading, draft: Draft, tools: Tools) -> bool:
    """Return whether words can be taken as the field that was asked for: not those of a post of its own."""
    if field == "quantity" and parse(text):
        return True
    if field == "site":
        return bool(answer_in(text))
    if any(line.category for line in reading.lines) and field != "category":
        return False
    kind: PostKind = "offer" if draft.command == "offer" else "request"
    _, error = OVERRIDES[field](text, (ReadLine(kind, None, ""),), tools)
    return not error


def is_question(text: str, reading: Reading) -> bool:
    """Return whether words ask for information: those that end in a question mark and ask for whom or where do."""
    ends_so = text.rstrip().endswith(("?", "？"))
    wanted = reading.kind in ("none", "offer") and ends_so
    asks = bool(FOR_WHOM.search(text)) if wanted else ends_so and bool(WHO_DOES.match(text))
    return reading.kind == "question" or asks


async def looked_up(text: str, invocation: Invocation, tools: Tools) -> Reply:
    """Answer a question with counterparts or with lessons, and say how it was taken."""
    name = "find" if FOR_WHOM.search(text) else "lessons"
    command = next((each for each in tools.commands if each.name == name), None)
    if command is None:
        return not_understood(text, tools)
    reply = await command.handler(replace(invocation, command=name, options={"text": text}), tools)
    say = tools.viewer.say
    taken = (
        say("I read this as a question about counterparts: /find {text}", text=text)
        if name == "find"
        else say("I read this as a question about lessons: /lessons {text}", text=text)
    )
    other = say("Not what you meant? Begin with /request, /offer or /update.")
    return _noted(reply, f"{taken}\n{other}")


def _noted(reply: Reply, line: str) -> Reply:
    answer = reply.answer
    note = f"{answer.note}\n{line}".strip()
    return replace(reply, answer=replace(answer, note=note))


def not_understood(text: str, tools: Tools) -> Reply:
    """Say that these words mean no command, with a few examples of what does; nothing typed is lost."""
    viewer = tools.viewer
    shown = (command for command in tools.commands if command.name in EXAMPLES)
    examples = [(each.examples_ja if viewer.locale == "ja" else each.examples)[:1] for each in shown]
    lines = [line for few in examples for line in few]
    title = viewer.say("I did not understand that. Begin with a command, for example:")
    note = viewer.say("What you typed: {text}", text=text) if text else ""
    return Reply(Card(title, "\n".join(lines), note=note, locale=viewer.locale))


PLAINLY = Command(
    name="",
    japanese=(),
    summary=N_("say it in your own words"),
    handler=plainly,
    options=(Option("text", "内容", N_("say it in your own words")),),
    reads="any",
    searches=True,
)
"""What a mention, a direct message and a plain line mean; on no platform a command that can be chosen."""
