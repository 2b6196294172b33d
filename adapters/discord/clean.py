"""Keeps people's words from pinging, linking or formatting their way out of a Discord message."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from adapters.discord.limits import units

BREAK = "\u200b"
"""Takes no room on the screen and takes `@everyone`, `<@1>` or `https://` apart."""
# Zero-width joiners hold an emoji or a word together.
JOINERS = "\u200c\u200d"
CUT = "…"

PIECE = re.compile(
    r"(?P<start>^[ \t]*(?:\d{1,9}[.)]|[-+#>]))"  # lists, headings, small print, quotations
    r"|(?P<scheme>:)(?=//)"
    r"|(?P<invite>discord(?:app)?)(?=\.(?:gg|com|me)\b)"
    r"|(?P<ping>[<@])"  # <@1>, <@&1>, <#1>, <t:1>, </name:1>, <:emoji:1>, <https://…>, @everyone, @here
    r"|(?P<sign>[\\*_~`|\[\]()#>])"
    r"|.",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return the text in one line without control and direction signs, for labels, which show no formatting."""
    return " ".join(" ".join(_lines(text)).split())


def neutral(text: str, most: int) -> str:
    """Return one line of people's words as they are to be read, at most `most` units long."""
    return fit(pieces(plain(text)), most)


def neutral_lines(text: str, most: int) -> str:
    """Return people's words so, their lines kept."""
    return fit(pieces("\n".join(_lines(text)).strip()), most)


def clip(text: str, most: int) -> str:
    """Return one plain line of at most `most` units."""
    return fit(plain(text), most)


def fit(parts: Iterable[str], most: int) -> str:
    """Return the parts joined, whole ones only, with a mark where some are left out for want of room."""
    kept: list[str] = []
    room = most
    for part in parts:
        room -= units(part)
        if room < 0:
            return _shortened(kept, most)
        kept.append(part)
    return "".join(kept)


def pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces that each stay harmless wherever it is cut between them."""
    for match in PIECE.finditer(text):
        kind, piece = match.lastgroup, match[0]
        if kind in ("start", "sign"):
            yield f"{piece[:-1]}\\{piece[-1]}"
        else:
            yield piece + BREAK if kind else piece


def _shortened(kept: list[str], most: int) -> str:
    room = most - sum(map(units, kept))
    while kept and room < units(CUT):
        room += units(kept.pop())
    return "".join(kept) + CUT if room >= units(CUT) else ""


def _lines(text: str) -> list[str]:
    return ["".join(map(_safe, line)) for line in text.splitlines()]


def _safe(sign: str) -> str:
    if sign == "\t":
        return " "
    kind = unicodedata.category(sign)
    if kind == "Cs":  # half a surrogate pair, which cannot be sent
        return "\ufffd"
    return "" if kind in ("Cc", "Cf") and sign not in JOINERS else sign
