"""Tells whether a text is English or Japanese, or neither of them alone."""

import re

from knowledge.language.script import HIRAGANA, JAPANESE, KATAKANA

_JAPANESE = re.compile(f"[{JAPANESE}]")
_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}]")
_WORD = re.compile(r"[^\W\d_]+")

_MOSTLY = 0.7
"""Of all signs of words: a Japanese text that names WASH and NGOs keeps more than this, one in both languages less."""
_ENOUGH = 20
"""Words, or kanji, from which what is missing tells something: little words of English, kana of Japanese."""
_LITTLE = re.compile(
    "a|an|and|are|as|at|be|by|for|from|has|have|in|is|it|of|on|or|that|the|their|to|was|were|with", re.IGNORECASE
)
_SHARE = 0.15
"""Of English words at least so many are among the little ones (about 40 in 100 in prose, fewer in lists)."""


def language_of(text: str) -> str:
    """Return "en", "ja", or "" for a text in both, in another language, or without words."""
    japanese = len(_JAPANESE.findall(text))
    words = _WORD.findall(_JAPANESE.sub(" ", text))
    letters = sum(map(len, words)) / 3  # a Japanese text takes about a third as many signs to say the same
    if not japanese and not words:
        return ""
    share = japanese / (japanese + letters)
    if share >= _MOSTLY:
        return "ja" if japanese < _ENOUGH or _KANA.search(text) else ""
    if share > 1 - _MOSTLY:
        return ""
    little = sum(_LITTLE.fullmatch(word) is not None for word in words) / len(words)
    return "en" if len(words) < _ENOUGH or little >= _SHARE else ""
