"""Keeps what people wrote from steering the terminal it is shown on."""

import unicodedata

# Zero-width joiners hold an emoji or a word together and move nothing.
JOINERS = "\u200c\u200d"


def clean_lines(text: str) -> list[str]:
    """Return the text's lines without control characters, escapes and signs that turn the reading direction."""
    return ["".join(map(_safe, line)) for line in text.splitlines()]


def clean_text(text: str) -> str:
    """Return the text so, its lines kept apart."""
    return "\n".join(clean_lines(text))


def clean(text: str) -> str:
    """Return the text so, in one line."""
    return " ".join(clean_lines(text))


def _safe(character: str) -> str:
    if character == "\t":
        return " "
    kind = unicodedata.category(character)
    if kind == "Cs":  # half a surrogate pair, which no terminal can be sent
        return "\ufffd"
    return "" if kind in ("Cc", "Cf") and character not in JOINERS else character
