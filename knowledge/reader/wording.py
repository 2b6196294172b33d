"""Cuts the words for a thing out of a text: its describing words with it, numbers and units without."""

import re

_STOP = """
    a an the of and or for in at to from by with on need needs needed want wanted we i you us our your my can
    could would please send bring have has hold are is some any more also looking offering offer request
    requesting giving away donate donating extra about only just plus per until till urgently urgent asap seeking
    require requires lend provide give get there do not no this that it its be asking ask will if possible several
    many few another both each still spare free available people who hello hi all everyone them wants as much lots
    but used help day days week weeks every per daily day short missing lacking out running required ready shelter
    hall near town city
"""
_WORD = r"[a-z][a-z'-]*"
_JOINED_LEFT = r"[一-龥ァ-ヶー々]{1,8}$"
_LIST = (
    r"\s*(?:[,、+&・/\n-]|\band\b|\bplus\b|\bor\b|と(?:か)?|や|か|および|及び|または|もしくは|あるいは|、?それと|さらに|\balso\b)+\s*"
    r"(?:\band\b\s*)?(?:[-・*]\s*)?"
)
_LIST_WORDS = r"(?:some|any|the|more|a|an|also|as\s+much|as\s+many)?\s*(?:[a-z-]+\s+){0,2}|[一-龥ァ-ヶー]{0,6}"
# "flour, oil, beans", "vegetables please, any kind, and eggs": words of the list that no table knows
_LIST_BREAK = (
    r"(?:\s+(?:please|pls))?\s*[,;]\s*(?:[a-z'-]+\s?){1,3}\s*(?:,|&|\+|\band\b|\bor\b)"
    r"(?:\s*(?:and|or|some|any|a|an))?\s*"
)
_CONTEXT_BEFORE = (
    r"\bown\s+$|\bto\s+(?:(?:the|our|a|an|your|their|all|any)\s+)?(?:\x1f[\x1f\s]*)?$"
    r"|\b(?:for|at|near|from|in|by|with|(?:instead|because|front|outside|side|leftovers?|closure|"
    r"members|guests|kitchen) of|outside|after|before|inside|"
    r"behind)\s+(?:(?:the|our|a|an|your|"
    r"their|all|any)\s+)?(?:(?!and\b|or\b|plus\b)[a-z\x1f'-]+\s+){0,2}$|\x1f[一-龥]{0,5}の$"
)
_CONTEXT_AFTER = (
    r"\s*(?:で(?!き|す)|に(?!は?(?:困|不足|余|空き))|にて|など(?=\d)|'s?\s|(?:さん|の方)?用の?|[ァ-ヶー]{0,4}付き|つき|入り|込み|完備|中の|備え付け|として|(?:代|費)(?:は|も|だけ|[、。])|より(?!も)|"
    r"じゃな[くい]|ではな[くい]|以外|と引き換え|(?:だけ|のみ|は)?(?:を)?ご?持参(?!し?ます|でき|可)|"
    r"や?の(?!(?:在庫|残り|余り|備蓄|予備|新品|中古|セット|類|提供|支給|貸出|配布|差し入れ|追加|補充|手配|確保|調達|不足|手配|寄付))(?=[a-z一-龥ァ-ヶー]|[おご][一-龥])|"
    r"を[^\s、。を\d]{1,5}(?<![てで])(?:[るうくすつぶむぐ]|った|いた|いだ|んだ)(?<!くれる)(?<!ださる)(?<!下さる)(?<!だける)(?<!らえる)(?<!できる)(?:のに|ため|ので|(?=[一-龥ァ-ヶ])(?!方|人|団体|業者|会社))|(?:・[^\s、。]{1,6})?も?(?:あり|完備)(?=[、。)\s]|$))|"
    r"\s+(?:shelter|hall|centre|center|clinic|hospital|office|yard|depot|school|gym|building|side|video|"
    r"desk|(?:is\s+|are\s+)?(?:provided|included|supplied))\b"
)
# "we are roofers": who speaks, not what is given
_INTRODUCING = (
    r"(?:さん|会|士会|師会|業者|会社|組合|クラブ|サークル|図書館|店|屋|者|隊|認定|グループ)?"
    r"(?:です|でございます)(?=[。!、])"
)
# words that end so say where, not what
_WHERE = (
    r"(?:市|町|村|区|県|地区|丁目|[小中高]|学校|高校|大学|公民館|会館|センター"
    r"|体育館|役[所場]|支所|病院|避難所|駅前?|団体|財団|[るた](?:方|人)|^[ぁ-ん]{1,2}|協会|時点|それぞれ|各|合計|計)$"
)
_PURPOSE = r"(?:さん|の方)?用の|付き|つき"


class Wording:
    """The rules for item words, compiled once."""

    def __init__(self) -> None:
        self._stop = frozenset(_STOP.split())
        self._word = re.compile(_WORD)
        self._joined_left = re.compile(_JOINED_LEFT)
        self._joint = re.compile(rf"(?:{_LIST})(?:{_LIST_WORDS})|{_LIST_BREAK}")
        self._bracketed = re.compile(r"\s?\([^()]*\)")
        self._bare_joint = re.compile(_LIST)
        self._context_before = re.compile(_CONTEXT_BEFORE)
        self._context_after = re.compile(_CONTEXT_AFTER)
        self._introducing = re.compile(_INTRODUCING)
        self._where = re.compile(_WHERE)
        self._purpose = re.compile(_PURPOSE)
        self._after = re.compile(rf"[\s\x1f]*(?:of\s+)?((?:{_WORD}|\d[\w-]*-{_WORD})(?:[ /]{_WORD})*)")
        self._before = re.compile(r"([^\s\x1f\d、。,.:;!?()「」【】\n・]+?)(?:を|が|は|の|も|、|:|\s|あと)*$")
        self._before_latin = re.compile(rf"({_WORD}(?: {_WORD}){{0,3}})\s*(?:[:,(-]|are|is)*\s*$")

    def is_context(self, text: str, start: int, end: int, floor: int) -> bool:
        """Return whether the words only say where or what for ("for the shelter", 倉庫で)."""
        lead = text[max(floor, start - 40) : start]
        if self._introducing.match(text, end) and "のは" not in lead:
            return True
        if text.startswith("own ", start):
            return True
        return bool(self._context_before.search(lead) or self._context_after.match(text, end))

    def is_purpose(self, text: str, end: int) -> bool:
        """Return whether the words only say what another thing is for or comes with (ボランティア用の, 運転手付き)."""
        return self._purpose.match(text, end) is not None

    def is_list(self, gap: str) -> bool:
        """Return whether the words between two things only count them up ("and", 、, と)."""
        return bool(self._joint.fullmatch(self._bracketed.sub("", gap)))

    def is_bare_list(self, gap: str) -> bool:
        """Return whether nothing but a separator stands between two things."""
        return bool(self._bare_joint.fullmatch(gap))

    def describing(self, text: str, start: int, floor: int) -> int:
        """Return where the words for a thing begin: its describing words before it belong to it."""
        lead = text[floor:start]
        if joined := self._joined_left.search(lead):
            return start - len(joined.group())
        taken = 0
        for _ in range(3):
            match = re.search(rf"(?<![\w'-])({_WORD})[ ]$", lead)
            if match is None or match[1] in self._stop:
                break
            taken += len(match.group())
            lead = lead[: match.start()]
        return start - taken

    def following(self, text: str, position: int, ceiling: int) -> tuple[int, int] | None:
        """Return the stretch of the unknown thing's words that follow a number, or None."""
        match = self._after.match(text, position, ceiling)
        if match is None:
            return None
        begin, end = match.start(1), match.start(1)
        for word in re.finditer(r"[\w'-]+", match[1]):
            if word.group() in self._stop:
                break
            end = begin + word.end()
            if word.end() > 40:
                break
        return (begin, end) if end > begin else None

    def preceding(self, text: str, position: int, floor: int) -> tuple[int, int] | None:
        """Return the stretch of the unknown thing's words that stand before a number, or None."""
        lead = text[max(floor, position - 40) : position]
        offset = position - len(lead)
        match = self._before_latin.search(lead) or self._before.search(lead)
        if match is None or match[1] in self._stop or self._where.search(match[1]):
            return None
        begin, end = match.end(1) - len(match[1].rpartition("用の")[2]), match.end(1)
        for word in re.finditer(r"[a-z'-]+", match[1]) if match[1].isascii() else ():
            if word.group() in self._stop:
                begin = match.start(1) + word.end() + 1
        return (offset + begin, offset + end) if begin < end else None

    def any_words(self, text: str, floor: int, ceiling: int) -> tuple[int, int] | None:
        """Return the longest stretch that could name a thing, for a line whose words nobody knows."""
        best: tuple[int, int] | None = None
        for match in re.finditer(r"[ァ-ヶー一-龥]+|[a-z][a-z'-]+(?: [a-z][a-z'-]+)*", text[floor:ceiling]):
            for start, end in self._runs(match.group(), floor + match.start()):
                if best is None or end - start > best[1] - best[0]:
                    best = start, end
        return best

    def _runs(self, words: str, offset: int) -> list[tuple[int, int]]:
        if not words[0].isascii():
            return [(offset, offset + len(words))]
        runs: list[tuple[int, int]] = []
        start = end = -1
        for word in re.finditer(r"[a-z'-]+", words):
            if word.group() in self._stop:
                start = -1
                continue
            start = start if start >= 0 else word.start()
            end = word.end()
            runs.append((offset + start, offset + end))
        return runs
