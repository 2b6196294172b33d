"""Finds what a post says beside the main fields: languages spoken, conditions."""

import re

from knowledge.datafiles import read_yaml

_SPOKEN_AFTER = (
    r"(?:[\s-](?:speak\w*|interpret\w*|translat\w*|language|fluen\w*|subtitles|version|native)|\s*(?:,|/|and|or|&)\s*(?=[A-Z])|"
    r"\s*[()]|\s*-\s*[A-Z]|\s+or\b|$)"
)
_SPOKEN_BEFORE = (
    r"(?:\b(?:speak|speaks|speaking|in|into|to|from|fluent\s+in|for|know|knows)\s+|[(,/:]\s*|\b(?:and|or)\s+)$"
)
_CONDITIONS = (
    r"\b(?:pick-?\s?up\s+only|collection\s+only|must\s+(?:be\s+)?(?:collect|collected|pick\s+up|picked\s+up)|no\s+delivery|"
    r"(?:can't|cannot)\s+deliver|delivery\s+not\s+included|cash\s+only|(?:weekdays|weekends|mornings|afternoons|daytime|women|"
    r"men|adults|families)\s+only|only\s+(?:weekdays|weekends|for\s+\w+)|bring\s+(?:your\s+)?own\s+\w+|first\s+come,?\s+first\s+"
    r"served|(?:licen[cs]e|registration|booking|reservation|id)\s+(?:is\s+)?required|over\s+18s?(?:\s+only)?|pets\s+(?:ok|okay|"
    r"welcome|allowed)|no\s+pets|while\s+(?:stocks|supplies)\s+last|minimum\s+(?:order\s+)?(?:of\s+)?\d+)\b"
    r"|(?:引き?取り|受け?取り|平日|土日|週末|女性|男性|大人|成人|経験者|有資格者|日中|午前|午後|市内|県内|町内)(?:限定|のみ|に限る|だけ)"
    r"|着払い|送料(?:は)?(?:ご?負担|別)|要(?:免許|予約|相談|登録|資格)|応相談|先着順?|[一-龥ァ-ヶー]{1,6}(?:持参|必須|不問)|(?:ペット|日帰り|リモート|"
    r"夜勤|土日|短期)(?:も|でも)?(?:可|不可)|なくなり次第(?:終了)?|未開封(?:に限る|のみ)"
)


class Details:
    """The rules for details, compiled once."""

    def __init__(self) -> None:
        rows = read_yaml(__package__, "languages.yaml")
        self._codes: dict[str, str] = {name: code for code, names in rows.items() for name in names}
        names = "|".join(map(re.escape, sorted(self._codes, key=len, reverse=True)))
        self._name = re.compile(rf"(?<![A-Za-z一-龥])(?:{names})(?![a-z])")
        self._spoken_after, self._spoken_before = re.compile(_SPOKEN_AFTER), re.compile(_SPOKEN_BEFORE)
        self._conditions = re.compile(_CONDITIONS, re.IGNORECASE)

    def languages(self, text: str) -> tuple[str, ...]:
        """Return the ISO 639-1 codes of the languages that a text says are spoken or wanted, in order."""
        found = [self._codes[match.group()] for match in self._name.finditer(text) if self._is_spoken(text, match)]
        return tuple(dict.fromkeys(found))

    def conditions(self, text: str) -> tuple[str, ...]:
        """Return the words of the conditions a text sets ("pick-up only", 引き取り限定), in order."""
        return tuple(dict.fromkeys(match.group().strip() for match in self._conditions.finditer(text)))

    def _is_spoken(self, text: str, match: re.Match[str]) -> bool:
        if not match.group().isascii():
            return True
        before = self._spoken_before.search(text, max(0, match.start() - 16), match.start())
        return self._spoken_after.match(text, match.end()) is not None or before is not None
