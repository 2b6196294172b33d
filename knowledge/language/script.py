"""Tells the writing systems of English and Japanese text apart."""

import re

KANJI = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HIRAGANA = "\u3041-\u3096\u309d-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
JAPANESE = KANJI + HIRAGANA + KATAKANA

_JAPANESE = re.compile(f"[{JAPANESE}]")
_ALL_KANJI = re.compile(f"[{KANJI}]+")
_KANJI_FIRST = re.compile(f"[{KANJI}]")


def is_japanese(text: str) -> bool:
    """Return whether the text holds a kanji or kana at all."""
    return _JAPANESE.search(text) is not None


def is_kanji(text: str) -> bool:
    """Return whether the text is kanji and nothing else."""
    return _ALL_KANJI.fullmatch(text) is not None


def begins_with_kanji(text: str) -> bool:
    """Return whether the first character is a kanji, as in a word with its ending (届いた)."""
    return _KANJI_FIRST.match(text) is not None
