"""What a button or form carries in Discord's 100 characters: ids and short codes, so that it outlives a restart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2s
from urllib.parse import quote, unquote

from adapters.discord.limits import CUSTOM_ID, units

VERSION = "k1"
TEMPLATE = re.compile(rf"{VERSION}[a-z];.*", re.DOTALL)
# Between the parts of a code, and what keeps parts apart from each other; all else that people type in either language
# stands as it is.
ESCAPED = re.compile(r"[^ -$&-:<>-~\u3041-\u30ff\u4e00-\u9fff]")


class Kind(Enum):
    """What a code does when it comes back."""

    PRESS = "b"  # do the command
    SUBMIT = "f"  # do the command with what the form asks for
    RESUME = "r"  # the same, with the options of the form that answered an earlier act
    OPEN = "o"  # show that form
    ASK_AGAIN = "m"  # show what answered a message, to the one who wrote it


@dataclass(frozen=True, slots=True)
class Code:
    """A custom_id taken apart. `act`: the earlier act (or the message) it speaks of, for those kinds that do."""

    kind: Kind
    command: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    act: str = ""


def encode(code: Code) -> str | None:
    """Return the code as a custom_id, or None when it does not fit."""
    options = [f"{_escaped(name)}={_escaped(value)}" for name, value in code.options.items()]
    text = ";".join([VERSION + code.kind.value, _escaped(code.act), _escaped(code.command), *options])
    return text if units(text) <= CUSTOM_ID else None


def encode_short(code: Code) -> str:
    """Return the code with as many of its options, from the first on, as find room. Command names always do."""
    options = dict(code.options)
    while (text := encode(Code(code.kind, code.command, options, code.act))) is None:
        options.popitem()
    return text


def decode(text: str) -> Code | None:
    """Return what a custom_id says, or None for one that this version did not make."""
    if not TEMPLATE.fullmatch(text):
        return None
    head, *parts = text.split(";")
    if len(parts) < 2 or head[-1] not in {kind.value for kind in Kind}:
        return None
    act, command, *options = parts
    pairs = [part.partition("=") for part in options]
    return Code(Kind(head[-1]), _read(command), {_read(name): _read(value) for name, _, value in pairs}, _read(act))


def mark_of(id: str) -> str:
    """Return the short mark of a notice or act: its nonce, and at a card's foot what a repeated send is known by."""
    return blake2s(id.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest().upper()


def _escaped(text: str) -> str:
    return ESCAPED.sub(lambda sign: quote(sign[0], safe="", errors="surrogatepass"), text)


def _read(text: str) -> str:
    return unquote(text, errors="surrogatepass")
