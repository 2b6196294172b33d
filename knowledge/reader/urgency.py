"""Tells whether a post says that its need cannot wait."""

import re

_URGENT = r"""
    \ba\.?s\.?a\.?p\b | \burgent(?:ly)?\b | \bimmediate(?:ly)?\b | \bright\s+away\b | \bat\s+once\b
  | \blife[\s-]threatening\b
  | \bburied\s+(?:alive|under) | \bnot\s+breathing\b | \bunconscious\b | \bdrowning\b | \bbleeding\s+(?:badly|heavily)
  | 下敷き | 生き埋め | 閉じ込め | 取り残され | 息をして(?:い)?ない | 意識(?:が)?(?:な|ありません) | 溺れ | 流されそう
  | \btrapped\b | \bdying\b
  | 大?至急 | 緊急(?!助成|支援|物資|車両|避難|連絡|地震|対応|消防|輸送|時|基金|援助|通報|警報|災害|医療|事態
  |搬送|募集)
  | 今すぐ | いますぐ | 一刻も早く | 命(?:に関わ|にかかわ|が危|の危険) | 大急ぎ | 急を要 | 急ぎです | 急ぎで(?!は|も)
"""
_DENIED = r"\b(?:not|nothing|isn't|non-?|no)\s+(?:very\s+|so\s+|that\s+)?$"
_DENIED_AFTER = r"(?:では|じゃ)(?:ない|ありません)|も可"


class Urgency:
    """The urgency rules, compiled once."""

    def __init__(self) -> None:
        self._urgent = re.compile(_URGENT, re.VERBOSE)
        self._denied = re.compile(_DENIED)
        self._denied_after = re.compile(_DENIED_AFTER)

    def holds(self, text: str, original: str) -> bool:
        """Return whether a folded text is urgent; a capital within a name ("the Urgent Relief Fund") is not."""
        return any(self._counts(match, original) for match in self._urgent.finditer(text))

    def _counts(self, match: re.Match[str], original: str) -> bool:
        text = match.string
        if self._denied.search(text, 0, match.start()) or self._denied_after.match(text, match.end()):
            return False
        return not _in_name(original, *match.span())


def _in_name(original: str, start: int, end: int) -> bool:
    """Return whether the word and the next both begin with a capital, in the middle of a sentence."""
    word = original[start:end]
    if not (word.isascii() and word.istitle()):
        return False
    return bool(re.match(r"\s[A-Z][a-z]", original[end:])) and bool(re.search(r"[a-z]\s$", original[:start]))
