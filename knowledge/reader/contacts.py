"""Finds telephone numbers and e-mail addresses in a post, however people type them."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.domain.reading import Personal
from knowledge.reader.folding import fold

_HOME = "JP"
_DIGITS_AT_HOME = (10, 11)  # with the leading 0: fixed lines and 0120 have ten, mobiles, 050 and 0800 eleven
_DIGITS_ABROAD = range(8, 16)  # E.164 allows 15 in all; a country's numbers are rarely shorter than 8 with its code
_DASHES_AS_TYPED = str.maketrans(dict.fromkeys("ー―─ｰ－‒₋", "-"))  # 長音 and rulers, typed for a hyphen

_BETWEEN = r"[\s.・/-]{0,2}"
_BEGINS = r"(?<![\d+])(?<!\d[.,-])"  # not within a longer number, a price or a date
_AT_HOME = rf"{_BEGINS}\(?0{_BETWEEN}\d(?:{_BETWEEN}\(?\d\)?){{8,9}}(?!\d|-\d|\.\d)"
_ABROAD = rf"(?<!\d)\+{_BETWEEN}\d(?:{_BETWEEN}\(?\d\)?){{7,14}}(?!\d)"
_AMERICAN = rf"{_BEGINS}(?:1[\s.-])?\(?[2-9]\d\d\)?[\s.-]\s?\d{{3}}[\s.-]\d{{4}}(?!\d|-\d)"
_NAMED = (
    r"(?:\b(?:tel|telephone|phone|fax|call|ring|mobile|cell|text|sms)\b|電話|携帯|tel|fax|☎|📞)"
    r"[\s.:]{0,3}(?:番号は?|no\.?|at|on|me|は)?"
)
_LOCAL = rf"{_NAMED}[\s:：]{{0,2}}(?P<number>(?!20\d\d-20)(?:\d{{1,3}}[.-])?\d{{1,4}}[.-]\d{{4}})(?!\d|[時月年日:/])"

_LOCAL_PART = r"(?<![a-z0-9._%+-])[a-z0-9](?:[a-z0-9!#$%&'*+/=?^_`{|}~.-]{0,62}[a-z0-9_+-])?"
_DOMAIN = r"[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}(?![a-z0-9])"
_DOMAIN_IN_WORDS = r"[a-z0-9-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s|ドット)\s?[a-z0-9-]{2,63}){1,4}(?![a-z0-9])"
_AT_IN_WORDS = (
    r"\s?(?:\(at\)|\[at\]|\{at\}|<at>|★|アットマーク|\(アット\)"
    r"|\sat\s(?=[a-z0-9-]{1,63}\s?(?:\(dot\)|\[dot\]|\sdot\s)))\s?"
)


class Contacts:
    """Telephone numbers and e-mail addresses."""

    def __init__(self) -> None:
        self._at_home = re.compile(_AT_HOME)
        self._others = [re.compile(_ABROAD), re.compile(_AMERICAN), re.compile(_LOCAL)]
        self._emails = [
            re.compile(rf"{_LOCAL_PART}\s?@\s?{_DOMAIN}"),
            re.compile(rf"{_LOCAL_PART}{_AT_IN_WORDS}{_DOMAIN_IN_WORDS}"),
        ]

    def find(self, text: str) -> list[Personal]:
        """Return the e-mail addresses and numbers of a text, as they are written, in no order and without overlaps."""
        folded = fold(text)
        found: list[Personal] = []
        for start, end in self._email_spans(folded):
            _keep(found, Personal("email", text[start:end], start, end))
        for start, end in self._phone_spans(folded.translate(_DASHES_AS_TYPED)):
            if folded[start] == "(" and folded[end - 1] == ")" and folded.count("(", start, end) == 1:
                start, end = start + 1, end - 1  # the brackets are the sentence's, not an area code's
            _keep(found, Personal("phone", text[start:end], start, end))
        return found

    def _email_spans(self, folded: str) -> Iterator[tuple[int, int]]:
        for pattern in self._emails:
            for match in pattern.finditer(folded):
                yield match.span()

    def _phone_spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield numbers by our own patterns, then what the library knows as a valid number and they missed."""
        for match in self._at_home.finditer(folded):
            if _plausible_at_home(match[0]):
                yield _trimmed(folded, *match.span())
        for pattern in self._others:
            for match in pattern.finditer(folded):
                group = "number" if "number" in pattern.groupindex else 0
                start, end = match.span(group)
                if group or pattern is not self._others[0] or _count(match[0]) in _DIGITS_ABROAD:
                    yield _trimmed(folded, start, end)
        for number in PhoneNumberMatcher(folded, _HOME, Leniency.VALID):
            end = number.start + len(number.raw_string.partition("ext")[0].rstrip(" ;,x"))
            yield _trimmed(folded, number.start, end)


def _count(written: str) -> int:
    return sum(sign.isdigit() for sign in written)


def _plausible_at_home(written: str) -> bool:
    """Return whether the digits are as many as their beginning asks for, and in few enough groups to be one number."""
    digits = re.sub(r"\D", "", written)
    if len(digits) not in _DIGITS_AT_HOME or digits[1] == "0":
        return False
    eleven = digits[:3] in ("050", "060", "070", "080", "090") or digits[:4] == "0800"
    groups = re.findall(r"\d+", written)
    return len(digits) == (11 if eleven else 10) and len(groups) <= 4


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without a bracket that only one end of it has and without space or dashes at its ends."""
    while start < end and text[end - 1] in " .・/-(":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if text[start] == "(" and ")" not in text[start:end]:
        start += 1
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return start, end


def _keep(found: list[Personal], each: Personal) -> None:
    if each.start < each.end and all(each.end <= other.start or other.end <= each.start for other in found):
        found.append(each)
