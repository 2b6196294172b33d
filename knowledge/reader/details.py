"""Finds what a post says beside the main fields: languages spoken, conditions, the site within a place."""

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
_SITE = (
    r"(?:小学校|中学校|高等学校|高校|大学|学校|小避難所|中避難所|避難所|公民館|体育館|役[場所]|支所|出張所|センター|病院|診療所|保育園|保育所|"
    r"幼稚園|会館|集会所|集会場|交流館|神社|寺|教会|港|駅前?|倉庫|ホール|グラウンド|公園|団地|仮設住宅|[小中高](?=[、。\sでにへまのはが]|$))"
)
_SITE_JAPANESE = rf"(?:の|・|、|[ 　]|市|町|村|区)?(?:市|町|村|区|県)?立?([一-龥ぁ-んァ-ヶー々]{{1,14}}?{_SITE})"
_SITE_WORDS = (
    r"(?:elementary|primary|junior\s+high|middle|high)?\s*(?:school|gym|gymnasium)|junior\s+high|elementary|hall|cent(?:re|er)|"
    r"hospital|clinic|shelter|office|church|temple|shrine|park|port|station|warehouse|library|university|kindergarten|site|hotel"
)
_SITE_AFTER = rf"(?:[\s,]+)((?:[A-Za-z][\w'-]*\s){{0,3}}?(?:{_SITE_WORDS}))\b"
_SITE_BEFORE = rf"((?:[A-Z][\w'-]*\s){{1,3}}(?:[a-z]+\s)?(?:{_SITE_WORDS}))(?:\s+shelter)?(?:,|\s+in|\s+at)\s*$"


class Details:
    """The rules for details, compiled once."""

    def __init__(self) -> None:
        rows = read_yaml(__package__, "languages.yaml")
        self._codes: dict[str, str] = {name: code for code, names in rows.items() for name in names}
        names = "|".join(map(re.escape, sorted(self._codes, key=len, reverse=True)))
        self._name = re.compile(rf"(?<![A-Za-z一-龥])(?:{names})(?![a-z])")
        self._spoken_after, self._spoken_before = re.compile(_SPOKEN_AFTER), re.compile(_SPOKEN_BEFORE)
        self._conditions = re.compile(_CONDITIONS, re.IGNORECASE)
        self._site_japanese, self._site_after = re.compile(_SITE_JAPANESE), re.compile(_SITE_AFTER)
        self._site_before = re.compile(_SITE_BEFORE)

    def languages(self, text: str) -> tuple[str, ...]:
        """Return the ISO 639-1 codes of the languages that a text says are spoken or wanted, in order."""
        found = [self._codes[match.group()] for match in self._name.finditer(text) if self._is_spoken(text, match)]
        return tuple(dict.fromkeys(found))

    def conditions(self, text: str) -> tuple[str, ...]:
        """Return the words of the conditions a text sets ("pick-up only", 引き取り限定), in order."""
        return tuple(dict.fromkeys(match.group().strip() for match in self._conditions.finditer(text)))

    def site(self, text: str, start: int, end: int) -> str:
        """Return the shelter, school or office named beside the place at `start:end`, or ""."""
        match = self._site_japanese.match(text, end) or self._site_after.match(text, end)
        match = match or self._site_before.search(text, max(0, start - 60), start)
        if match is None:
            return ""
        civic = (
            re.search(r"(?:city|town|village)$", text[start:end], re.IGNORECASE)
            if match[1] in ("hall", "office")
            else None
        )
        return f"{civic.group()} {match[1]}" if civic else match[1].strip()

    def _is_spoken(self, text: str, match: re.Match[str]) -> bool:
        if not match.group().isascii():
            return True
        before = self._spoken_before.search(text, max(0, match.start() - 16), match.start())
        return self._spoken_after.match(text, match.end()) is not None or before is not None
