"""Tells of each sentence whether it asks, offers, refuses, wants to know or only reports."""

import re
from dataclasses import dataclass
from typing import Literal

Stance = Literal["request", "offer", "refusal", "question", "report"]

_SENTENCE_END = (
    r"[。!?\n;…]+|(?<![a-z]\.[a-z])(?<!approx)(?<!\bmrs)(?<!\bmr)(?<!\bdr)(?<!\bno)(?<!\bst)\.(?=\s|$|"
    r"[^\x00-\x7f])|,?\s(?=but\s)|[🙏🍜😴]"
)

_ASKING_EN = r"""
    \bneed(?:s|ed|ing)?\b | \brequir(?:e|es|ed|ing)\b | \brequest(?:s|ing|ed)?\b | \bseek(?:s|ing)?\b
  | \bwant(?:ed|s)?\b
  | \blook(?:s|ing)?\s+for\b | \bsearching\s+for\b | \bshort(?:age)?\s+of\b | \brunning\s+(?:out|low)\b
  | \bran\s+out\b | \bout\s+of\s+(?:stock|water|food|fuel)
  | \black(?:s|ing)?\b | \bin\s+need\s+of\b | \bask(?:s|ing)\b(?!\s+before) | \bask\s+for\b
  | \bappeal(?:ing)?\b | \bwish\s*list\b | \bshopping\s+list\b
  | \bhelp\s+wanted\b | \brecruiting\b | \bcall(?:ing)?\s+for\b | \bwould\s+(?:appreciate|love|welcome)\b
  | \bhoping\s+for\b
  | \bplease\s+(?:send|bring|deliver|lend|give|help|provide|donate)\b | \b(?:can|could|would
  |will)\s+(?:any(?:one|body)|some(?:one|body)|you|we\s+(?:get|have))\b
  | \bis\s+any(?:one|body)\s+able\b | \bonly\s+\d+\s+\w+(?:\s\w+)?\s+left\b | \b(?:nearly|almost)\s+gone\b
  | \bmust\s+have\b | \burgent\b | \basap\b
  | \bstep\s+in\b | \bgap\b | \bmore\s+volunteers\b
"""
_GIVING_EN = r"""
    \boffer(?:s|ing|ed)?\b | \bavailable\b | \bgiv(?:e|ing)\s+away\b | \bgiving\b | \bdonat(?:e|es|ed|ing
  |ion)\b | \bcan\s+(?:also\s+)?(?:send|lend|give|
    provide|bring|deliver|supply|cook|run|host|take|make|design|print|release|share|spare|ship|help|do|drive
  |transport|pay|fund|come|teach|carry|serve|loan|cover)\b
  | \bable\s+to\b | \bwe\s+(?:have|hold|are\s+\d)\b | \bi\s+have\b | \bwe've\s+got\b | \bready\s+to\b
  | \bfree(?:\s+(?:to\s+use|for|until|all|of\s+charge)\b|(?=[,.])) | \bon\s+loan\b | \bin\s+stock\b
  | \bto\s+spare\b | \bhappy\s+to\b | \bsurplus\b | \blike\s+to\s+(?:volunteer|help|offer|donate)\b
  | \bwilling\s+to\b | \b(?:we|i)(?:'ll|\s+will)\s+(?:send|bring|lend|give)\b
  | \bpick-?\s?up\b | \bhanded\s+out\b | \bdrop\s+them\b | \bleft\s+over\b | \blend(?:ing)?\b | \bsupplying\b
  | \bproviding\b
"""
_ASKING_JA = r"""
    ほしい|欲しい|お願い|おねがい|足りません|足りない|足りてません|足りていません|足りてない|不足(?!なく|気味)
  |求め|募集|探して|さがして|必要(?!あり|な(?:い|く)|は(?:あり|な))|要請|要望
  | (?:頂け|いただけ)(?:ます?(?:か|でしょう)|ません|ると|たら|ないで|る企業|る方) | もらえ(?:ます?か|ません|ると
  |たら|ないで) | (?:して|って)くれる | 貸して | お借り|借りたい
  | (?:届け|送っ|持ってき|運ん|譲っ|分け|貸し|助け|来)て(?:下さ|くださ|いただ|頂|もら|ほし) | 助かります
  | 残りわずか | なくなり(?:そう|ます) | 切れ(?:そう|です|ました)
  | 大歓迎 | (?:いま|あり)せんか | ありますか | 至急 | 急募 | ください | 下さい | 支援を | 希望(?:します|です)?
  | お送り(?:くだ|下)
  | 必着 | 困って | 底をつ
"""
_GIVING_JA = r"""
    提供|(?:出せ|出し|送れ|送り|届け|やれ|行け|動け|配れ|いけ|運べ|乗せられ|使え)ます(?!か)|入れます(?!か)|貸せ
  |お貸し|貸し出|あります(?!か|よう|でしょうか)|(?<!とう)(?<!よう)ございます(?!か)|届けられ|お渡し|渡せ|寄贈|寄付|可能です
  |できます(?!か|でしょうか|よう)
  | 余って|余り|あまって|譲り|譲れ|差し上げ|さしあげ|配達ok|受け入れ|開けます|やります|無料|無償|空いています
  |空いてます|派遣|在庫|お使いいただけます|支給|助成|上限
  | 手伝えます|協力します|参加します|持って行|持っていけます|お届け(?:します|でき)
"""
_REFUSING = r"""
    \b(?:do|does|did)(?:\s+not|n't)\s+(?:\w+\s+)?(?:need|want|require|send|bring|donate)\b | \bno\s+(?:longer
  |more)\b | \bnot\s+(?:need(?:ed)?|required|asking)\b | \benough\s+(?!for)\b(?!.*\bneed)
  | \bare\s+(?:all\s+)?covered\b | \bstop\s+sending\b | \bno\s+\w+(?:\s\w+)?\s+left\b | \b(?:can't|cannot
  |can\s+not|unable\s+to)\s+(?!find|get|wait) | \bwithdraw(?:n|ing)?\b | \bcancel(?:led|ed|s|ling)?\b
  | \bnothing\s+(?:is\s+)?needed\b | \bhave\s+plenty\b | \bplenty\s+of\b | \b(?:all|now)\s+gone\b
  | \bno\s+need\b | \balready\s+have\b | \bfull(?:y)?\b(?=.*\bthanks\b)
  | 足りて(?:い)?ます|足りました|間に合って(?:い)?ます|間に合いました|十分(?:です|あり|足り)|不要|要りません
  |いりません|要らない|必要(?:は)?(?:ありません|ない|なく)|いらな
  | 送らない|持ってこない|いっぱいです|出せません|できません(?!か|でしょうか)|キャンセル|取り下げ|取り消し
  |届きました|受け取りました|在庫なし|確保済|確保でき|要望なし|締め切りました|終了し|解決し|控え
"""
_WONDERING = r"""
    [?]\s*$ | (?:です|ます|でしょう|ません|ました|たっけ|方)か\s*[?。]?\s*$ | でしたっけ | ご存[じ知] | 教えて
  | どこで | 何時 | いつから
  | ^\W*(?:who|where|when|what|which|how|is|are|does|do|did|has|have|was)\b | \bdoes\s+any
  | \bdo\s+you\s+know\b | \btell\s+me\b | \blooking\s+for\s+(?:a\s+)?(?:name|contact|information|phone)
"""
_REPORTING = r"""
    \b(?:clos(?:ed|ing|es)|(?:re-?)?open(?:ed|s)?|restored|lifted|cleared|blocked|back\s+on|power|road|route
  |bridge|evacuees?|shift\s+report|update|thanks\s+to|moved|arrived|order|airport)\b
  | 復旧 | 通行 | 閉鎖 | 閉所 | 再開 | 開設 | 断水 | 停電 | 水位 | 避難者数 | 終了 | 解除 | 届きました
  | 受け取りました | 運行 | 休館 | 配布は | 発表
"""
_KNOW = (
    r"\bdoes\s+any(?:one|body)\s+know\b|\btell\s+me\b|\bwho\s+(?:is|at|can\s+i|has|keeps)\b|ご存[じ知]|"
    r"って(?:どこ|何|いつ)|教えて(?:くだ|下|いただ|もら|ほし)|\b(?:a\s+)?(?:name|number|contact)\s+to\s+call\b|"
    r"連絡先を"
)
_ASIDE = (
    r"連絡(?:くだ|下)さい|声かけて|お越しください|注意して|ご覧ください|ご確認|参照|"
    r"負担して|お気軽|気をつけ|ご了承|\bno\s+paperwork\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start:end` of the text; `stance` None where nothing in it says."""

    start: int
    end: int
    stance: Stance | None


class Stances:
    """The rules for stances, compiled once."""

    def __init__(self) -> None:
        self._end = re.compile(_SENTENCE_END)
        self._asking_en = re.compile(_ASKING_EN, re.VERBOSE)
        self._giving_en = re.compile(_GIVING_EN, re.VERBOSE)
        self._asking_ja = re.compile(_ASKING_JA, re.VERBOSE)
        self._giving_ja = re.compile(_GIVING_JA, re.VERBOSE)
        self._refusing = re.compile(_REFUSING, re.VERBOSE)
        self._wondering = re.compile(_WONDERING, re.VERBOSE)
        self._reporting = re.compile(_REPORTING, re.VERBOSE)
        self._know = re.compile(_KNOW)
        self._aside = re.compile(_ASIDE)

    def sentences(self, text: str) -> list[Sentence]:
        """Return the sentences of a folded text in order, each with its own stance."""
        found: list[Sentence] = []
        start = 0
        for match in self._end.finditer(text):
            if text[start : match.start()].strip():
                found.append(self._sentence(text, start, match.end()))
            start = match.end()
        if text[start:].strip():
            found.append(self._sentence(text, start, len(text)))
        return found

    def reports(self, text: str) -> bool:
        """Return whether a folded text tells of a situation."""
        return bool(self._reporting.search(text))

    def _sentence(self, text: str, start: int, end: int) -> Sentence:
        return Sentence(start, end, self._stance(text[start:end].strip()))

    def _stance(self, words: str) -> Stance | None:
        """Return the stance of one sentence; in English the first word that says decides, in Japanese the last."""
        words = self._aside.sub(" ", words)
        if self._know.search(words):
            return "question"
        if self._refusing.search(words):
            return "refusal"
        return self._wish(words) or ("question" if self._wondering.search(words) else None)

    def _wish(self, words: str) -> Stance | None:
        japanese: list[tuple[int, Stance]] = [(m.start(), "request") for m in self._asking_ja.finditer(words)]
        japanese += [(m.start(), "offer") for m in self._giving_ja.finditer(words)]
        if japanese:
            return max(japanese)[1]
        asking, giving = self._asking_en.search(words), self._giving_en.search(words)
        if asking and giving:
            return "request" if asking.start() <= giving.start() else "offer"
        return "request" if asking else "offer" if giving else None
