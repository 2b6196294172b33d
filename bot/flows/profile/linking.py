"""One person on two platforms: a short code made on the one and typed on the other joins both accounts."""

import secrets
from datetime import timedelta
from hashlib import sha256

from bot.chat import Invocation, Reply
from bot.command import Tools
from bot.flows.plain import plain
from bot.store import Draft

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0 O 1 I: a code is read out on the telephone."""
LENGTH = 8
VALID = timedelta(minutes=10)
COMMAND = "link"


async def link(invocation: Invocation, tools: Tools) -> Reply:
    """Make a code, or join this account to the person who made the code that was typed."""
    typed = invocation.options.get("text", "").replace("-", "").replace(" ", "").upper()
    return await join(typed, tools) if typed else await make(tools)


async def make(tools: Tools) -> Reply:
    """Give a code that holds for ten minutes and once; only its fingerprint is stored."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    await tools.uow.drafts.keep(Draft(key(code), tools.me.person.id, COMMAND, {}, tools.now))
    say = tools.viewer.say
    shown = f"{code[:4]}-{code[4:]}"
    body = say("On your other platform, within ten minutes, type: /profile link {code}", code=shown)
    return plain(
        tools, say("Your code: {code}", code=shown), body, note=say("Give it to nobody else: it makes them you.")
    )


async def join(code: str, tools: Tools) -> Reply:
    """Let this account be the person who made the code; what the account wrote before stays under its earlier name."""
    say = tools.viewer.say
    draft = await tools.uow.drafts.get(key(code))
    person = await tools.view.people.get(draft.person_id) if draft else None
    if draft is None or person is None or tools.now - draft.created_at > VALID:
        return plain(tools, say("This code does not hold, or no longer."), say("Make a new one: /profile link"))
    await tools.uow.drafts.drop(draft.id)
    if person.id == tools.me.person.id:
        return plain(tools, say("This account is yours already."))
    await tools.uow.people.link(tools.me.identity, person.id, tools.me.person.name)
    return plain(tools, say("Joined: here you are {name} ({id}) too.", name=person.name, id=person.id))


def key(code: str) -> str:
    """Return the name under which a code is stored, from which the code cannot be read."""
    return f"link:{sha256(code.encode()).hexdigest()}"
