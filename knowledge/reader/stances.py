"""Tells of each sentence whether it asks, offers, refuses, wants to know or only reports."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.datafiles import read_yaml

Stance = Literal["request", "offer", "refusal", "question", "report"]

_SENTENCE_END = (
    r"[。!?\n;…]+|(?<![a-z]\.[a-z])(?<!approx)(?<!\bmrs)(?<!\bmr)(?<!\bdr)(?<!\bno)(?<!\bst)\.(?=\s|$|"
    r"[^\x00-\x7f])|[🙏🍜😴😟🙌]"
    r"|,?\s(?=(?:but|however|though|although)\s)|,\s(?=(?:can't|cannot|not)\s)"
    r"|(?:けど|けれど|けれども|けん|ばってん|(?:です|ます|ません|でした|ました|だ)が)(?=[、\s])"
)
_QUESTION_MARK = r"\?\s*$"
_CANCELLING = (
    r"\bcancel|\bcall(?:ed|ing)\soff|\bwithdr|\bdisregard|\bscrap|キャンセル|取り?下げ|取り?消し|取りやめ|撤回|白紙"
)
# what was given already is news: お渡ししました, 配布された
_DONE = r"(?:を)?(?:させて)?(?:いた)?(?:だき|し|され)*(?:まし)?た(?=[。、!\s]|$|との|そう|と(?:の|聞))"
# these ask wherever they stand: "運転手さん1名募集、大分市から日田市まで運びます"
_CALLING = r"[名人台枚個本]\s?募集|急募|求む(?=[:、])|大募集|募集します"
_OPENS_QUESTION = (
    r"^\W*(?:who|where|when|what|which|how|why|is|are|does|do|did|has|have|was|were|can|could|will|should|would|"
    r"any(?:one|body)?)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start:end` of the text; `stance` None where nothing in it says.

    `asks`: it is put as a question, whatever else it says. `words`: those that gave the stance. `cancels`: it takes
    back what was asked or offered before. `pleads`: it asks or offers in so many words.
    """

    start: int
    end: int
    stance: Stance | None
    asks: bool = False
    words: str = ""
    cancels: bool = False
    pleads: bool = False


class Stances:
    """The rules for stances, compiled once from `stances.yaml`."""

    def __init__(self) -> None:
        rows = read_yaml(__package__, "stances.yaml")
        self._end = re.compile(_SENTENCE_END)
        self._mark = re.compile(_QUESTION_MARK)
        self._opens = re.compile(_OPENS_QUESTION)
        self._ask_en, self._ask_ja = _english(rows["ask_en"]), _plain(rows["ask_ja"])
        self._lack_en, self._lack_ja = _english(rows["lack_en"]), _plain(rows["lack_ja"])
        self._give_en, self._give_ja = _english(rows["give_en"]), _not_done(rows["give_ja"])
        self._may_give = _either(rows, "may_give")
        self._may_ask = _either(rows, "may_ask")
        self._news = _english(rows["news_en"])
        self._refusing = _either(rows, "refuse")
        self._wondering = _either(rows, "wonder")
        self._know = _either(rows, "know")
        self._reporting = _either(rows, "report")
        self._calling = re.compile(_CALLING)
        self._cancelling = re.compile(_CANCELLING)
        self._hearsay = _plain(rows["hearsay"])
        self._courtesy = _plain(rows["courtesy"])
        self._aside = _plain(rows["aside"])
        self._proviso = _plain(rows["proviso"])
        self._pleading = _plain(rows["pleading"])

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
        """Return whether a folded text tells of a situation; thanks and chatter do not."""
        return bool(self._reporting.search(self._courtesy.sub(" ", text)) or self._news.search(text))

    def _sentence(self, text: str, start: int, end: int) -> Sentence:
        raw = self._aside.sub(" ", text[start:end].strip())
        words = self._proviso.sub(" ", raw)
        stance, said = self._stance(words)
        if stance is None and (proviso := self._proviso.search(raw)):
            stance, said = "offer", proviso.group()
        asks = stance == "question" or self._mark.search(words) is not None
        cancels = stance == "refusal" and self._cancelling.search(words) is not None
        pleads = stance in ("request", "offer") and self._pleading.search(words) is not None
        return Sentence(start, end, stance, asks, said, cancels, pleads)

    def _stance(self, words: str) -> tuple[Stance | None, str]:
        """Return the stance of one sentence and the words that say it."""
        if match := self._know.search(words):
            return "question", match.group()
        if match := self._refusing.search(words):
            return "refusal", match.group()
        stance, said = self._wish(words)
        if stance:
            return stance, said
        asks = self._wondering.search(words) or (self._mark.search(words) and self._opens.search(words))
        if asks:
            return "question", asks.group()
        return self._hint(words)

    def _hint(self, words: str) -> tuple[Stance | None, str]:
        """Return what a sentence without a word for asking or giving hints at.

        A plight or a wish ("anything warm, any size") asks; origin, state, terms and times of a thing or a person
        ("from our bakery", "works fine", "own tools", "every Tuesday") offer it; in news neither does. Most hints
        decide, of equally many the first.
        """
        if news := self._news.search(words):
            return "report", news.group()
        asks, gives = _said([self._may_ask], words, "request"), _said([self._may_give], words, "offer")
        if len(asks) == len(gives):
            return _which(min(*asks, *gives)) if asks else (None, "")
        return _which(min(asks if len(asks) > len(gives) else gives))

    def _wish(self, words: str) -> tuple[Stance | None, str]:
        """Return "request" or "offer": in English the first word that says decides, in Japanese the last."""
        second_hand = self._hearsay.search(words) is not None
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


def _said(
    patterns: Iterable[re.Pattern[str]], words: str, stance: Stance, *, last: bool = False
) -> list[tuple[int, int, Stance, str]]:
    """Return where each word that says it stands: by its end where the last decides, of two the longer."""
    found = [match for each in patterns for match in each.finditer(words)]
    if last:
        return [(match.end(), -match.start(), stance, match.group()) for match in found]
    return [(match.start(), -match.end(), stance, match.group()) for match in found]


def _which(said: tuple[int, int, Stance, str]) -> tuple[Stance, str]:
    return said[2], said[3]


def _plain(rows: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in rows))


def _not_done(rows: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{_plain(rows).pattern})(?!{_DONE})")


def _english(rows: Iterable[str]) -> re.Pattern[str]:
    """Compile rows as whole words; "_" is white space, optional where the row says so ("pick-?_?up")."""
    spaced = (row.replace("_", r"\s") for row in rows)
    return re.compile(r"(?<![\w'])(?:" + "|".join(f"(?:{row})" for row in spaced) + r")(?!\w)")


def _either(rows: Mapping[str, list[str]], name: str) -> re.Pattern[str]:
    return re.compile(f"{_english(rows[f'{name}_en']).pattern}|{_plain(rows[f'{name}_ja']).pattern}")
