"""Finds the body on whose behalf a post asks or offers."""

import re

_JAPANESE = r"\A\s*([^\s、。:\n]{2,24}?)(?:さん|様|さま)?(?:からの?(?:依頼|要望|連絡)?|より|の代理(?:で|です)?)\s*[:、]"
_HONOURED = (
    r"\A\s*([^\s、。:\n]{2,24}?)(?:さん|様|さま)"
    r"(?:からの?(?:依頼|要望|連絡)?(?:で|です)?|の代理で?)[\s:、。]*(?=\S)"
)
_MUNICIPALITY = r"\A\s*(?:for|from)\s+(?:the\s+)?([^:,.;\n]{3,40}?\s(?:city|town|village|ward|prefecture))\s*:"
_ENGLISH = r"\b(?:on\s+behalf\s+of|for|from)\s+(?:the\s+)?([^:,.;\n]{3,50}?)(?::|,(?=\s*\d))"
_ON_BEHALF = r"\bon\s+behalf\s+of\s+(?:the\s+)?([^:,.;\n]{3,50})"
_BODY = r"""
    社協|社会福祉協議会|役[所場]|県庁|都庁|府庁|病院|学校|小学校|中学校|npo|ngo|協会|財団|団体|自治会|町内会
  |組合|赤十字|本部|センター|避難所|保健所|クリニック
  | \b(?:council|hall|office|red\s+cross|hospital|school|foundation|association|society|ngo|npo|centre|center
  |clinic|government|committee|church|shelter|university)\b
"""


class Behalf:
    """The rules for bodies, compiled once."""

    def __init__(self) -> None:
        self._named = [re.compile(pattern) for pattern in (_ON_BEHALF, _MUNICIPALITY)]
        self._patterns = [re.compile(pattern) for pattern in (_HONOURED, _JAPANESE, _ENGLISH)]
        self._body = re.compile(_BODY, re.VERBOSE)

    def find(self, text: str, original: str) -> str:
        """Return the body's name as written, or "" where none is named."""
        named = (pattern.search(text) for pattern in self._named)
        spoken = (pattern.search(text) for pattern in self._patterns)
        bodies = (each for each in spoken if each and self._body.search(each[1]))
        match = next((each for each in (*named, *bodies) if each), None)
        return original[match.start(1) : match.end(1)].strip() if match else ""
