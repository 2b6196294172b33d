"""Tells of each sentence whether it asks, offers, refuses, wants to know or only reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from knowledge.datafiles import read_yaml
from knowledge.reader.phrasing import Match, Phrases, both, english, mixed, plain, spelt_out
from knowledge.reader.texting import Texting
from knowledge.vocabulary.phrases import is_japanese

MOST_CLAUSES = 8
"""Places where one sentence is looked at for a new clause: real ones have few, and each is read anew."""
Stance = Literal["request", "offer", "refusal", "question", "report"]

_SENTENCE_END = (
    r"[。!?\n;…]+|(?<![a-z]\.[a-z])(?<!approx)(?<!\bmrs)(?<!\bmr)(?<!\bdr)(?<!\bno)(?<!\bst)(?<!\n\d)(?<!\n\d\d)\.(?=\s|$|"
    r"[^\x00-\x7f])|[🙏🍜😴😟🙌]"
    r"|(?<!nothing),?\s(?=(?:but|however|though|although)\s)|,\s(?=(?:can't|cannot|not)\s)"
    r"|(?:けど|けれど|けれども|けん|ばってん|(?:です|ます|ません|でした|ました|だ)が)(?=[、\s])"
)
# where a new clause of a sentence in English may begin, which may say something else than the one before
_CLAUSE = (
    r"(?:\s*[,;/]\s*(?:and\s|but\s|so\s|yet\s|or\s)?|\s(?:and|so|while|whereas)\s|\s-\s|:\s)(?=(?:(?:now|still|also|just|only|"
    r"please|really|instead|badly|urgently)\s){0,2}(?:(?:we|i|you)(?:'\w+)?\s|(?:what|all|the\sonly\sthing)\s(?:we|i|is)\s|"
    r"what's\s|(?:need|needs|needed|have|got|lack|want|wanted|offer|offering|looking\sfor|seeking|missing|short\sof|"
    r"can\s(?:offer|give|bring|send|lend|spare))\b|\d+\s(?:are|is|still|more|to\s(?:go|come))\b))"
    r"|,\s(?=(?:only|just|rather|instead)\s)|\s(?=if\s(?:some(?:one|body)|any(?:one|body)|you)\s)|\s(?=except\s)"
)
_QUESTION_MARK = r"\?\s*$"
_CANCELLING = (
    r"\belsewhere|\bcancel|\bcall(?:ed|ing)?\soff|\bwithdr|\bdisregard|\bscrap"
    r"|キャンセル|取り?下げ|取り?消し|取りやめ|撤回|白紙"
)
# what is settled: it takes back what stands before it where it names nothing of its own ("A boat? Never mind, solved")
_CLOSING = (
    r"^\W*(?:(?:it|they|that|this|those|these|all|both|everything|now|is|are|was|were|has|have|been|just|we|i|sorry|update|"
    r"edit|thanks|thank\syou|ok|okay|already|of\sthem|'s|'ve|'re)\b\W*)*(?:never\s?mind|solved|sorted|settled|resolved|no\slonger|"
    r"not\sany\s?more|gone|given\saway|taken|covered|filled|fulfilled|found|got\s(?:one|them|it)|disregard)\b"
    r"|^\W*(?:もう|すでに|既に|全部|すべて|全て|無事に?|おかげ(?:さま|様)で|先ほど|さきほど|追記|済み?|です|は|、|:)*(?:解決|見つかりました|みつかりました"
    r"|決まりました|埋まりました|足りました|揃いました|集まりました|間に合いました|大丈夫|不要になり)"
)
_REST = r"\b(?:rest|others?|otherwise|else|except|but)\b|他|ほか|以外|あとは|ほとんど|一部|だけは"
# "no food needed, only heaters", "not clothes but blankets": what follows is what is wanted, or given, instead
_INSTEAD = r"^\W*(?:but|only|just|rather|instead)\b(?!\s(?:thanks|thank|please\sdon))"
_NEED = r"need|want|requir|lack|miss|request"
_NEEDING = (
    r"\W*(?:(?:do|does|is|are)\s)?(?:(?:you|any(?:one|body)|some(?:one|body)|who|any\s\w+)\s)?(?:guys\s|here\s|still\s|in\s)*"
    r"(?:needs?|needing|wants?|looking\sfor|short\sof|need\sof)\b"
)
_GIVING = r"lend|give|offer|spare|send|bring|provide|come|can't|cannot|can\snot|unable"
_ONLY_MARKS = " \t\n。!?;….🙏🍜😴😟🙌"
# what was given already is news: お渡ししました, 配布された
_DONE = r"(?:を)?(?:させて)?(?:いた)?(?:だき|し|され)*(?:まし)?た(?=[。、!\s]|$|との|そう|と(?:の|聞))"
# these ask wherever they stand: "運転手さん1名募集、大分市から日田市まで運びます"
_CALLING = r"[名人台枚個本]\s?募集|急募|求む(?=[:、])|大募集|募集します"
# who tells at second hand and means it: "the doctor said we need insulin", "please"
_TELLER = (
    r"\b(?:my|our)\s(?:\w+\s){1,2}?(?=(?:says?|said|reports?|reported|told|tells?|heard|hears|posted|wrote|claims?)\b)"
)
_OWN_VOICE = r"\b(?:we|us|our|ours|my|me|i'm|i've|please|asap|urgent(?:ly)?)\b|\bi\s(?:need|can|have|offer)\b"
_OPENS_QUESTION = (
    r"^\W*(?:[\w\s]{2,30}:\s)?(?:whom|who|where|when|what|which|how|why|is|are|does|do|did|has|have|was|were|can|could|will|should|would|"
    r"any(?:one|body)?)\b"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a stretch of a sentence says, and the words that say it. `hinted`: nothing says it outright."""

    stance: Stance | None
    words: str
    hinted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start:end` of the text; `stance` None where nothing in it says.

    `asks`: it is put as a question, whatever else it says. `words`: those that gave the stance. `cancels`: it takes
    back what was asked or offered before. `pleads`: it asks or offers in so many words. `hinted`: only its manner says
    what it wants, no word for asking or offering. `closes`: it says of something that it is settled.
    """

    start: int
    end: int
    stance: Stance | None
    asks: bool = False
    words: str = ""
    cancels: bool = False
    pleads: bool = False
    hinted: bool = False
    closes: bool = False


class Stances:
    """The rules for stances, compiled once from `stances.yaml`."""

    def __init__(self) -> None:
        rows = spelt_out(read_yaml(__package__, "stances.yaml"))
        self._end, self._clause = re.compile(_SENTENCE_END), re.compile(_CLAUSE)
        self._texting = Texting()
        self._mark, self._opens = re.compile(_QUESTION_MARK), re.compile(_OPENS_QUESTION)
        self._ask_en, self._ask_ja = Phrases(english(rows["ask_en"])), Phrases("", plain(rows["ask_ja"]))
        self._lack_en, self._lack_ja = Phrases(english(rows["lack_en"])), Phrases("", plain(rows["lack_ja"]))
        self._give_en = Phrases(english([*rows["surplus_en"], *rows["give_en"]]))
        self._give_ja = Phrases("", f"(?:{plain(rows['give_ja'])})(?!{_DONE})")
        self._proffering, self._surplus = Phrases(english(rows["proffer_en"])), Phrases(english(rows["surplus_en"]))
        self._may_give, self._may_ask = both(rows, "may_give"), both(rows, "may_ask")
        self._chatting = Phrases(english(rows["chat_en"]))
        self._news, self._past = Phrases(english(rows["news_en"])), Phrases(english(rows["past_en"]))
        self._refusing, self._reporting = both(rows, "refuse"), both(rows, "report")
        self._wondering, self._know = both(rows, "wonder"), both(rows, "know")
        self._calling, self._cancelling = re.compile(_CALLING), re.compile(_CANCELLING)
        self._closing, self._rest = re.compile(_CLOSING), re.compile(_REST)
        self._contrast, self._need, self._giving = re.compile(_INSTEAD), re.compile(_NEED), re.compile(_GIVING)
        self._needing = re.compile(_NEEDING)
        self._teller = re.compile(_TELLER)
        self._own_voice = re.compile(_OWN_VOICE)
        self._hearsay, self._courtesy = mixed(rows["hearsay"]), mixed(rows["courtesy"])
        self._aside, self._proviso = mixed(rows["aside"]), mixed(rows["proviso"])
        self._pleading = mixed(rows["pleading"])

    def sentences(self, text: str) -> list[Sentence]:
        """Return the sentences of a folded text in order, each with its own stance."""
        found: list[Sentence] = []
        start = 0
        for end in [*(match.end() for match in self._end.finditer(text)), len(text)]:
            if text[start:end].strip(_ONLY_MARKS):
                found += self._clauses(text, start, end)
            start = end
        found = [self._instead_of(text, found[at - 1], each) if at else each for at, each in enumerate(found)]
        return self._with_proffers(text, found)

    def _with_proffers(self, text: str, found: list[Sentence]) -> list[Sentence]:
        """Turn a question for who needs a thing into an offer where an offer follows: "Need a lift? 3 seats free"."""
        last = max((at for at, each in enumerate(found) if each.stance == "offer"), default=0)
        return [
            replace(each, stance="offer")
            if at < last and each.asks and self._needing.match(text, each.start, each.end)
            else each
            for at, each in enumerate(found)
        ]

    def reports(self, text: str) -> bool:
        """Return whether a folded text tells of a situation; thanks and chatter do not."""
        text = self._courtesy.blanked(text)
        return bool(self._reporting.search(text) or self._news.search(text) or self._past.search(text))

    def chats(self, text: str) -> bool:
        """Return whether a folded text thanks, greets or makes small talk somewhere."""
        return self._courtesy.search(text) is not None or self._chatting.search(text) is not None

    def _clauses(self, text: str, start: int, end: int) -> list[Sentence]:
        """Return a sentence, or its clauses where one asks and another offers or refuses ("need 10, have 50")."""
        parts: list[Sentence] = []
        begin = start
        for match in islice(self._clause.finditer(text, start, end), MOST_CLAUSES):
            parts.append(self._sentence(text, begin, match.end()))
            begin = match.end()
        if parts:
            parts.append(self._sentence(text, begin, end))
        said = {part.stance for part in parts if _says(part)}
        if len(said) < 2 and "refusal" not in said:
            return [self._sentence(text, start, end)]
        joined: list[Sentence] = []
        for part in parts:
            before = joined[-1] if joined else None
            if before is None or _parted(before, self._instead_of(text, before, part)):
                joined.append(part)
            else:
                joined[-1] = self._sentence(text, before.start, part.end)
        return joined

    def _instead_of(self, text: str, before: Sentence, part: Sentence) -> Sentence:
        """Return a clause that names what is wanted or given in place of what was refused: "no food, only heaters"."""
        if before.stance != "refusal" or _says(part) or not self._contrast.search(text[part.start : part.end]):
            return part
        needed, given = self._need.search(before.words), self._giving.search(before.words)
        if not needed and not given:
            return part
        return replace(part, stance="request" if needed else "offer", words=before.words, hinted=False)

    def _sentence(self, text: str, start: int, end: int) -> Sentence:
        raw = self._aside.blanked(self._texting.written_out(text[start:end].strip()))
        words = self._proviso.blanked(raw)
        proffer = self._proffering.search(raw)
        verdict = Verdict("offer", proffer.group()) if proffer else self._verdict(words)
        if verdict.stance is None and (proviso := self._proviso.search(raw)):
            verdict = Verdict("offer", proviso.group(), hinted=True)
        stance = verdict.stance
        asks = stance == "question" or self._mark.search(words) is not None
        refuses = stance == "refusal"
        cancels = refuses and self._cancelling.search(words) is not None
        closes = refuses and self._closing.search(words) is not None and self._rest.search(words) is None
        pleads = stance in ("request", "offer") and self._pleading.search(words) is not None
        return Sentence(start, end, stance, asks, verdict.words, cancels, pleads, verdict.hinted, closes)

    def _verdict(self, words: str) -> Verdict:
        """Return what one sentence or clause says."""
        if self._chatting.search(words) and self._mark.search(words):
            return Verdict(None, "")
        if match := self._know.search(words):
            return Verdict("question", match.group())
        wonders = self._mark.search(words) and self._opens.search(words)
        if not wonders and (match := self._refused(words)):
            return Verdict("refusal", match.group())
        stance, said = self._wish(words)
        if stance:
            return Verdict(stance, said)
        asks = self._wondering.search(words) or wonders
        if asks:
            return Verdict("question", asks.group())
        return Verdict(*self._hint(words), hinted=True)

    def _refused(self, words: str) -> Match | None:
        """Return the words that refuse; that somebody has no use for a thing any more, which offers it, is none."""
        match = self._refusing.search(words)
        surplus = self._surplus.search(words) if match else None
        return None if match and surplus and surplus.start() <= match.start() < surplus.end() else match

    def _hint(self, words: str) -> tuple[Stance | None, str]:
        """Return what a sentence without a word for asking or giving hints at.

        A plight or a wish ("anything warm, any size") asks; origin, state, terms and times of a thing or a person
        ("from our bakery", "works fine", "own tools", "every Tuesday") offer it; in news neither does. Most hints
        decide, of equally many the first.
        """
        if news := self._news.search(words):
            return "report", news.group()
        if self._is_second_hand(words) and (said := self._may_ask.search(words) or self._may_give.search(words)):
            return "report", said.group()
        asks, gives = _said([self._may_ask], words, "request"), _said([self._may_give], words, "offer")
        if len(asks) == len(gives):
            return _which(min(*asks, *gives)) if asks else (None, "")
        return _which(min(asks if len(asks) > len(gives) else gives))

    def _is_second_hand(self, words: str) -> bool:
        """Return whether a sentence in English tells what others say and nothing of one's own."""
        if is_japanese(words) or self._hearsay.search(words) is None:
            return False
        return self._own_voice.search(self._hearsay.blanked(self._teller.sub(" ", words))) is None

    def _wish(self, words: str) -> tuple[Stance | None, str]:
        """Return "request" or "offer": in English the first word that says decides, in Japanese the last."""
        second_hand = self._hearsay.search(words) is not None
        if self._is_second_hand(words):
            said = self._ask_en.search(words) or self._lack_en.search(words) or self._give_en.search(words)
            return ("report", said.group()) if said else (None, "")
        asks = [self._ask_ja] if second_hand else [self._ask_ja, self._lack_ja]
        if match := self._calling.search(words):
            return "request", match.group()
        japanese = [*_said(asks, words, "request", last=True), *_said([self._give_ja], words, "offer", last=True)]
        if japanese:
            return _which(max(japanese))
        asks = [self._ask_en] if second_hand else [self._ask_en, self._lack_en]
        english = [*_said(asks, words, "request"), *_said([self._give_en], words, "offer")]
        if english:
            return _which(min(english))
        lacks = second_hand and (self._lack_ja.search(words) or self._lack_en.search(words))
        return ("report", lacks.group()) if lacks else (None, "")


def _parted(one: Sentence, other: Sentence) -> bool:
    """Return whether two clauses say outright different things."""
    return _says(one) and _says(other) and one.stance != other.stance


def _says(sentence: Sentence) -> bool:
    return sentence.stance is not None and not sentence.hinted


def _said(
    patterns: Iterable[Phrases], words: str, stance: Stance, *, last: bool = False
) -> list[tuple[int, int, Stance, str]]:
    """Return where each word that says it stands: by its end where the last decides, of two the longer."""
    found = [match for each in patterns for match in each.finditer(words)]
    if last:
        return [(match.end(), -match.start(), stance, match.group()) for match in found]
    return [(match.start(), -match.end(), stance, match.group()) for match in found]


def _which(said: tuple[int, int, Stance, str]) -> tuple[Stance, str]:
    return said[2], said[3]
