"""Finds the things a text says it does not do or have: no carpentry, 大工仕事はお受けできません."""

import re
from collections.abc import Iterator, Sequence

from knowledge.vocabulary.phrases import Mention

_BEFORE, _AFTER = 60, 50  # signs looked at on either side
_VERBS = r"(?:do|offer|have|take|carry|provide|handle|accept|include|supply|bring|lend|send|cover|fit|mean|deal with)"
_NEVER = r"(?:do not|don't|does not|doesn't|can ?not|can't|will not|won't|are not|aren't|unable to|not able to)"
_OTHERWISE = r"(?!charge|cost|fee|rent|more|longer|need|later|problem|only|but)"
_WORDS = rf"(?:any |the |a |an |our )?(?:{_OTHERWISE}[\w-]+(?:,? or| nor|/)? ?){{0,2}}"
_BEFORE_IT = re.compile(rf"(?:\b(?:sorry,? no|no|not|never)\s+|\b{_NEVER} (?:{_VERBS} )?){_WORDS}$")
_AFTER_IT = re.compile(
    r"^\w*(?: \w+)? (?:is |are )?(?:not (?:included|available|possible|provided|covered)|excluded\b)"
)
_NO_GOODS = (
    r"(?![^。]{0,30}(?:返|代金|料|費|必要|問題|心配|制限|期限|しか|条件|上限|急ぎ|なければ|構いません|かまいません))"
)
_VERB = (
    r"(?:(?:対応|お受け|受け入れ|派遣|提供|用意|お出し|手配|お手伝い|作業|参加|引き受け|お預かり|貸し出し)?"
    r"(?:は)?(?:でき|出来|いたし|致し|し|して(?:い|お)り)(?:ません|ない|かね|兼ね)|して(?:い)?ません|受け(?:られ|て(?:い)?)ません|"
    r"お断り|扱(?:い|って(?:い)?|え)ません|対象外|対応外|出せません|持って(?:い|お)?(?:り)?ません|持ちません|ござい?ません|"
    r"ございません|ありません|いません|含(?:み|まれ)ません|つきません|付きません|不可|ご遠慮|無理|やって(?:い)?ません|行(?:い|って(?:い|おり))ません)"
)
_AFTER_JA = re.compile(rf"^{_NO_GOODS}[^。、\n]{{0,12}}(?:は|も|まで(?:は)?)[^。、\n]{{0,12}}?{_VERB}")
_LACKING = re.compile(
    r"^[^。、\n]{0,10}?(?:が|は|も)(?:[^。、\n]{0,6}?(?:使え|使用でき|取れ|来てい|引け|つなげ|ござい))?(?:ない|なく|なし|無い|無く|無し|ません|ありません|まへん)"
)


def lacks(text: str, start: int, end: int) -> bool:
    """Return whether a text says that it lacks, or cannot use, what stands there: no 200 V, 三相200Vがないため."""
    before, after = _beside(text, start, end)
    return bool(_BEFORE_IT.search(before) or _LACKING.search(after))


def refused(text: str, things: Sequence[Mention]) -> Iterator[str]:
    """Yield the things that a text refuses wherever it names them; the text is given in plain small signs."""
    meant = {each.meaning for each in things if not _is_refused(text, each)}
    yield from dict.fromkeys(each.meaning for each in things if each.meaning not in meant)


def _is_refused(text: str, thing: Mention) -> bool:
    before, after = _beside(text, thing.start, thing.end)
    return bool(_BEFORE_IT.search(before) or _AFTER_IT.search(after) or _AFTER_JA.search(after))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
