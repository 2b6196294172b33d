"""Replies and invocations as JSON: what comes back equals what went in, typed values included."""

from pydantic import BaseModel, ConfigDict

from bot.chat import Invocation, Reply
from storage.columns import to_json


class _Kept(BaseModel):
    """`extra="forbid"` holds for the dataclasses within too: the members of a union are told apart by their fields.

    So a field that is added to them later needs a default, or what is stored cannot be read any more.
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)


class _KeptReply(_Kept):
    it: Reply


class _KeptInvocation(_Kept):
    it: Invocation


def reply_json(reply: Reply) -> str:
    """Return a reply as JSON."""
    return to_json(_KeptReply(it=reply).model_dump())


def reply_of(stored: str) -> Reply:
    """Return the reply in `reply_json`'s JSON."""
    return _KeptReply.model_validate_json(stored).it


def invocation_json(invocation: Invocation) -> str:
    """Return an invocation as JSON."""
    return to_json(_KeptInvocation(it=invocation).model_dump())


def invocation_of(stored: str) -> Invocation:
    """Return the invocation in `invocation_json`'s JSON."""
    return _KeptInvocation.model_validate_json(stored).it
