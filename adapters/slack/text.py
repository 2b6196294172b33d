"""Keeps what people wrote within Slack's lengths and from pinging, linking or formatting its way out."""

import re
import unicodedata
from collections.abc import Callable

from wcwidth import iter_graphemes

# Zero-width joiners hold an emoji or a word together and move nothing.
JOINERS = "\u200c\u200d"
SUSPECT = re.compile(r"[^ -~\u00c0-\u024f\u3000-\u9fff\uff01-\uff60\U0001f300-\U0001faff]")
"""What has to be looked at one by one; letters, kana, kanji and most emoji are not."""
WORD_JOINER = "\u2060"
EVERYBODY = re.compile(r"@(?=channel|here|everyone)", re.IGNORECASE)


def units(text: str) -> int:
    """Return the length as Slack may count it at worst: in UTF-16 units, never fewer than characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def same(text: str) -> str:
    """Return the text as it is, for places that Slack shows without reading them."""
    return text


def escaped(text: str) -> str:
    """Return the text for a text object: Slack reads `&`, `<` and `>` there and takes them back when it shows it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def harmless(text: str) -> str:
    """Return the text for a message's own `text`, which Slack may read: escaped, no channel-wide mention alive."""
    return EVERYBODY.sub("@" + WORD_JOINER, escaped(text))


def fitted(text: str, most: int, form: Callable[[str], str] = same) -> str:
    """Return `form` of the text in at most `most` units, cut between characters as people see them, with "…"."""
    whole = form(text) if len(text) <= most else ""
    if whole and units(whole) <= most:
        return whole
    kept: list[str] = []
    room = most - 1
    for cluster in iter_graphemes(text[:most]):
        room -= units(form(cluster))
        if room < 0:
            break
        kept.append(cluster)
    return form("".join(kept).rstrip()) + "…" if text else ""


def pieces(text: str, most: int) -> list[str]:
    """Return the text in pieces of at most `most` characters, cut between characters as people see them."""
    found = [""]
    room = most
    for cluster in iter_graphemes(text):
        size = units(escaped(cluster))
        if size > room:
            found.append("")
            room = most
        found[-1] += cluster
        room -= size
    return [piece for piece in found if piece.strip()]


def clean(text: str) -> str:
    """Return the text without control characters and signs that turn the reading direction; lines stay apart."""
    lines = (SUSPECT.sub(_safe, line) for line in text.splitlines())
    cleaned = "\n".join(lines).strip()
    return cleaned if cleaned.strip(JOINERS) else ""


def one_line(text: str) -> str:
    """Return the text so, in one line."""
    return " ".join(clean(text).split())


def _safe(suspect: re.Match[str]) -> str:
    character = suspect[0]
    if character == "\t":
        return " "
    kind = unicodedata.category(character)
    if kind == "Cs":  # half a surrogate pair, which cannot be sent
        return "\ufffd"
    return "" if kind in ("Cc", "Cf") and character not in JOINERS else character
