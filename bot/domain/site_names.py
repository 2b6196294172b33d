"""Tells which words name one site and which only say "the shelter", and when two names mean the same site."""

import re
import unicodedata
from difflib import get_close_matches

_JAPANESE = re.compile(r"[一-龥々ぁ-んァ-ヶ]")

_LEADING = re.compile(r"^(?:の|[にではへ・]+(?=[一-龥ァ-ヶ]))+")
_WHOLE_JAPANESE = re.compile(r"[一-龥々〆ぁ-んァ-ヶーA-Za-z0-9]+")
_SENTENCE = re.compile(
    r"(?<=[一-龥々ァ-ヶー])[にをへはで]|を|たい|する|した|いる|ある|ます|です|から|まで|など|さん|[こそあど]の"
    r"|^(?:各|全|両|某|数|他|別|近く|近隣|最寄|周辺|付近|複数)"
)
"""Signs that a reader took more of the sentence than a name; no site is better than one nobody can find."""
_TOWNS_OWN = re.compile(r"^[都道府県市区町村]立")
_TOWN_HALL = re.compile(r"^[市区町村]?役[所場]$")
_SHORT = (("小学校", "小"), ("中学校", "中"), ("高等学校", "高"), ("高校", "高"), ("ヶ", "ケ"), ("ヵ", "ケ"))
_SHELTER_JAPANESE = re.compile(r"(?:の)?(?:指定)?避難[所場]$")
_KIND_JAPANESE = re.compile(
    r"(?:小|中|高|大学|学校|公民館|コミュニティー?センター|コミセン|図書館|こども園|体育館|支所|出張所|センター|病院|診療所|クリニック|保育[園所]|幼稚園"
    r"|会館|集会[所場]|交流館|神社|寺|教会|港|駅前?|倉庫|ホール|グラウンド|公園|団地|仮設住宅)+$"
)
_GENERIC_JAPANESE = frozenset(
    ("お", "地区", "地域", "町内", "市内", "村内", "福祉", "一次", "二次", "臨時", "広域", "仮設", "指定")
)

_STOP = frozenset(
    ("a", "an", "any", "at", "for", "from", "in", "my", "near", "of", "our", "the", "their", "this", "to")
)
_KIND_ENGLISH = frozenset(
    (
        *("center", "centre", "church", "city", "civic", "clinic", "community", "elementary", "evacuation", "general"),
        *(
            "gym",
            "gymnasium",
            "hall",
            "high",
            "hospital",
            "hotel",
            "junior",
            "kindergarten",
            "library",
            "local",
            "main",
        ),
        *("middle", "office", "old", "park", "port", "primary", "public", "school", "shelter", "shrine", "site"),
        *("station", "temple", "town", "university", "village", "ward", "warehouse"),
    )
)
_SLIP, _LONG = 0.94, 8
"""Of 1, difflib: from here a word is one of a kind with a letter too many or too few ("elementry"). Shorter words than
these many letters never come so near.
"""
_WHOLE_ENGLISH = re.compile(r"[^\W\d_][\w'’-]*\.?|\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE)
_NUMBER = re.compile(r"\bno\b\.? ?(?=\d)")
_SHELTER_ENGLISH = re.compile(r"\b(?:evacuation (?:center|site)|evacuation|shelter)\b")
_SCHOOL = re.compile(r"\b(elementary|primary|middle|high) school\b")
_SPELLINGS = {"centre": "center", "gymnasium": "gym"}
_CIVIC = re.compile(r"(?:city|town|village|ward) (?:hall|office)")


def is_japanese(name: str) -> bool:
    """Return whether a name is written in kanji or kana."""
    return _JAPANESE.search(name) is not None


def site_name(words: str) -> str:
    """Return the name within the words a reader took for a site, or "" where they name none ("the elementary school").

    "at the Iida shelter" → "Iida shelter"; 避難所, 近くの体育館 and "our warehouse" → "".
    A mark in place of somebody's name makes no name either.
    """
    text = " ".join(unicodedata.normalize("NFKC", words).split())
    return _japanese_name(text) if _JAPANESE.search(text) else _english_name(text)


def site_key(name: str) -> str:
    """Return a name for comparing: without width, capitals, "the", 市立 and 避難所, 飯田小学校 as 飯田小."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return _japanese_key("".join(text.split())) if _JAPANESE.search(text) else _english_key(text)


def _japanese_name(text: str) -> str:
    name = _LEADING.sub("", text.replace(" ", ""))
    if not _WHOLE_JAPANESE.fullmatch(name) or not _JAPANESE.search(name) or _SENTENCE.search(name):
        return ""
    key = _japanese_key(name)
    own = _KIND_JAPANESE.sub("", key)
    return "" if not own or own.endswith("の") or own in _GENERIC_JAPANESE else name


def _japanese_key(text: str) -> str:
    if _TOWN_HALL.match(text):
        return "役所"
    for long, short in _SHORT:
        text = text.replace(long, short)
    return _SHELTER_JAPANESE.sub("", _TOWNS_OWN.sub("", text))


def _english_name(text: str) -> str:
    """Return the last words that are capitalised or say what kind of site it is, if one of them is a name."""
    run: list[str] = []
    for word in reversed(text.split()):
        if not _WHOLE_ENGLISH.fullmatch(word) or not (
            word[0].isupper() or word[0].isdigit() or _spelt(word) in _KIND_ENGLISH
        ):
            break
        run.insert(0, word)
    while run and run[0].casefold() in _STOP:
        del run[0]
    key = _english_key(" ".join(run))
    own = [word for word in key.split() if word not in _KIND_ENGLISH and not word.isdigit()]
    return " ".join(run) if own or _CIVIC.fullmatch(key) else ""


def _spelt(word: str) -> str:
    """Return a word that says the kind of a site as it is written right, any other word as it is."""
    if len(word) >= _LONG and word not in _KIND_ENGLISH:
        word = next(iter(get_close_matches(word, _KIND_ENGLISH, 1, _SLIP)), word)
    return _SPELLINGS.get(word, word)


def _english_key(text: str) -> str:
    numbered = _NUMBER.sub("", text.casefold()).replace(".", "")
    words = (_spelt(word) for word in numbered.split() if word not in _STOP)
    bare = _SHELTER_ENGLISH.sub("", " ".join(words))
    return _SCHOOL.sub(r"\1", " ".join(bare.split()))
