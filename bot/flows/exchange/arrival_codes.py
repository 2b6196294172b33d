"""Codes with which whoever carries goods, or receives them, marks their arrival without an account."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from hashlib import sha256

from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.flows.profile.linking import LENGTH, SIGNS
from bot.store import Draft, View

VALID = timedelta(days=14)
COMMAND = "arrival"
BY_CODE = "arrive by code"
"""What the history says of an arrival that was marked so."""


async def new_code(commitment: Commitment, tools: Tools) -> str:
    """Make a code for goods on their way and return it as it is read out, "ABCD-EFGH"; only its fingerprint is kept."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    options = {"record": commitment.id}
    await tools.uow.drafts.keep(Draft(key(code), tools.me.person.id, COMMAND, options, tools.now))
    return f"{code[:4]}-{code[4:]}"


async def commitment_of(typed: str, view: View, now: datetime) -> Commitment | None:
    """Return the commitment whose arrival this code marks, in whatever state; None where no code holds."""
    code = plain_code(typed)
    draft = await view.drafts.get(key(code)) if len(code) == LENGTH else None
    if draft is None or now - draft.created_at > VALID:
        return None
    return await view.commitments.get(draft.options["record"])


def plain_code(typed: str) -> str:
    """Return a code as it was made, however it was typed: in small or full-width letters, with strokes or spaces."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in folded if sign in SIGNS)


def key(code: str) -> str:
    """Return the name under which a code is stored, from which the code cannot be read."""
    return f"arrival:{sha256(code.encode()).hexdigest()}"
