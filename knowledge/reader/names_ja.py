"""Finds the names of people in Japanese writing, by honorifics, labels, introductions and lists of names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.reader.name_lists import NameLists

Span = tuple[int, int]

_KANJI = r"一-鿿々ヶ"
_KATAKANA = r"ァ-ヴー"
_NAME = rf"[{_KANJI}{_KATAKANA}]"
_RUN = rf"{_NAME}{{1,16}}(?:[ \u3000・]{_NAME}{{1,12}}){{0,2}}"
_WHOLE = rf"(?<!{_NAME})(?P<run>{_NAME}{{2,9}})(?!{_NAME})"
_SPACED = rf"(?<!{_NAME})(?P<run>[{_KANJI}]{{2,4}}[ \u3000][{_KANJI}ぁ-ん]{{2,3}})(?!{_NAME})"
_FOREIGN = rf"(?<!{_NAME})(?P<run>[{_KATAKANA}]{{2,10}}(?:・[{_KATAKANA}]{{2,10}}){{1,3}})(?!{_NAME}|・)"
_GIVEN = rf"(?:[{_KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}|[{_KATAKANA}]{{2,5}})"
_AGED = rf"(?P<run>[{_KANJI}]{{1,4}}[ \u3000]?{_GIVEN})(?=[、,\s（(]{{1,2}}\d{{1,3}}(?:歳|才|[)）]))"
_LONGEST_KATAKANA = 10
_NEAR = r"[^。\n]{0,12}(?:連絡|電話|お問|問い|一報|メール|dm|DM|知らせ|声)"


class JapaneseNames:
    """Names in kanji and kana. What is no name stands in personal.yaml, the names themselves in names.txt."""

    def __init__(self, words: Mapping[str, Sequence[str]], names: NameLists) -> None:
        self._names = names
        self._not_names = frozenset(words["not_names"])
        self._endings = tuple(words["not_name_endings"])
        self._titles = tuple(sorted(words["titles"], key=len, reverse=True))
        self._polite = re.compile(rf"(?P<run>{_RUN}|(?<![ぁ-ん])[ぁ-ん]{{2,4}})(?:{_any(words['polite'])})")
        self._titled = re.compile(rf"(?P<run>{_RUN})(?:{_any(words['titles'])}|方(?=[、。\s（(]|$))")
        label = rf"(?:{_any(words['labels'])}|\b(?i:contact|ask for|call|ring|poc))(?:[\s:：は／/=＝(（「【]|の){{0,3}}"
        self._labelled = re.compile(rf"{label}(?P<run>{_NAME}{{1,8}}(?:[ \u3000・]{_NAME}{{1,8}})?)(?!{_NAME})")
        self._given = re.compile(
            rf"(?:{_any(words['kin'])})の(?P<run>{_NAME}{{2,4}}|[ぁ-ん]{{2,3}}(?=[（(、]))(?!{_NAME})"
        )
        self._introduced = re.compile(rf"(?P<run>{_RUN})(?:と申し|といいま|と言いま|という者)")
        self._is = re.compile(rf"(?:^|[。、！!\s「]|の)(?P<run>{_NAME}{{2,8}})です(?=[。、！!\s」が]|$)", re.MULTILINE)
        self._until = re.compile(
            rf"(?<!{_NAME})(?P<run>{_NAME}{{2,8}})(?:(?:まで|へ|宛){_NEAR}|[@＠](?=[^\sa-zA-Z0-9]))"
        )
        self._bracketed = re.compile(rf"[（(](?P<run>{_NAME}{{2,8}})[)）]")
        self._alone = re.compile(rf"^[ \u3000]*(?P<run>{_NAME}{{2,8}})[ \u3000]*\Z", re.MULTILINE)
        self._whole, self._spaced, self._foreign = re.compile(_WHOLE), re.compile(_SPACED), re.compile(_FOREIGN)
        self._kana = re.compile("[ \u3000]?([ぁ-ん]{2,4})(?![ぁ-ん])")
        self._aged = re.compile(_AGED)
        self._before_phone = re.compile(rf"(?<!{_NAME})(?P<run>{_NAME}{{2,8}})[\s:：(（、]{{0,3}}\Z")
        self._after_phone = re.compile(
            rf"\s{{0,2}}(?P<open>[（(])?(?:担当)?\s?(?P<run>{_NAME}{{1,8}})(?(open)[)）]|(?=[\s。、)）]|\Z))"
        )

    def find(self, text: str, phones: Sequence[Span]) -> Iterator[Span]:
        """Yield the spans of names without their titles; `phones` are the spans of telephone numbers."""
        yield from self._with_titles(text)
        yield from self._named(text)
        yield from self._strong(text)
        yield from self._full(text)
        yield from self._beside(text, phones)

    def _with_titles(self, text: str) -> Iterator[Span]:
        for match in self._polite.finditer(text):
            run = self._without_titles(match["run"])
            if size := self._honoured(run):
                end = match.start("run") + len(run)
                yield end - size, end
        for match in self._titled.finditer(text):
            if size := self._at_end(match["run"], shortest=2):
                yield match.end("run") - size, match.end("run")

    def _named(self, text: str) -> Iterator[Span]:
        """Yield names after a label and before "I am called": weak names count here."""
        for match in self._labelled.finditer(text):
            if size := self._at_start(match["run"]):
                in_kana = self._kana.match(text, match.start("run") + size)
                given = in_kana and in_kana[1] in self._names.given
                yield match.start("run"), in_kana.end() if in_kana and given else match.start("run") + size
        for match in self._given.finditer(text):
            if match["run"] in self._names.given:
                yield match.span("run")
        for match in self._introduced.finditer(text):
            if size := self._at_end(match["run"], shortest=1):
                yield match.end("run") - size, match.end("run")

    def _strong(self, text: str) -> Iterator[Span]:
        """Yield surnames that are nothing else, where a person would stand: "Xです", "Xまで連絡を", a last line."""
        for pattern in (self._is, self._until, self._bracketed, self._alone):
            for match in pattern.finditer(text):
                if self._names.is_surname(match["run"], weak=False) or self._is_full(match["run"]):
                    yield match.span("run")

    def _full(self, text: str) -> Iterator[Span]:
        for match in self._whole.finditer(text):
            if self._is_full(match["run"]):
                yield match.span("run")
        for match in self._spaced.finditer(text):
            surname, given = re.split("[ \u3000]", match["run"])
            if self._names.is_surname(surname, weak=False) and given in self._names.given:
                yield match.span("run")
        for match in self._foreign.finditer(text):
            if match["run"].partition("・")[0] in self._names.given:
                yield match.span("run")
        for match in self._aged.finditer(text):
            for start in range(len(match["run"])):
                if self._names.split(match["run"][start:]):
                    yield match.start("run") + start, match.end("run")
                    break

    def _beside(self, text: str, phones: Sequence[Span]) -> Iterator[Span]:
        """Yield names right before or after a telephone number; in brackets after it even a weak one."""
        for start, end in phones:
            before = self._before_phone.search(text, max(0, start - 20), start)
            if before and (self._names.is_surname(before["run"], weak=False) or self._is_full(before["run"])):
                yield before.span("run")
            after = self._after_phone.match(text, end)
            if after and (
                self._names.is_surname(after["run"], weak=bool(after["open"])) or self._is_full(after["run"])
            ):
                yield after.span("run")

    def _is_full(self, run: str) -> bool:
        """Return whether a whole run is a surname and a given name of two signs each or more, the latter no word."""
        parts = self._names.split(run)
        return parts is not None and len(parts[0]) > 1 and len(parts[1]) > 1 and parts[1] in self._names.given

    def _honoured(self, run: str) -> int:
        """Return how many signs at the end of the run before さん are a name; 0 for a role, an organisation, a word."""
        if run in self._not_names or any(len(word) > 1 and run.endswith(word) for word in self._not_names):
            return 0
        if re.fullmatch("[ぁ-ん]+", run):
            return len(run) if run in self._names.given else 0
        size = self._at_end(run, shortest=1)
        if size or run.endswith(self._endings):
            return size
        last = re.split("[ \u3000]", run)[-1]
        if re.fullmatch(rf"[{_KATAKANA}・]{{2,{_LONGEST_KATAKANA}}}", last) or last in self._names.given:
            return len(last)
        return 0

    def _without_titles(self, run: str) -> str:
        return next((run.removesuffix(title) for title in self._titles if run.endswith(title) and run != title), run)

    def _at_end(self, run: str, shortest: int) -> int:
        """Return the length of the full name, else of the surname, at the end of a run; one sign must stand alone."""
        for start in range(len(run)):
            parts = self._names.split(run[start:])
            if parts and (len(parts[0]) > 1 or start == 0) and len(run) - start > shortest:
                return len(run) - start
        for start in range(len(run)):
            alone = start == 0 or run[start - 1] in " \u3000"
            if self._names.is_surname(run[start:]) and len(run) - start >= (shortest if alone else 2):
                return len(run) - start
        return 0

    def _at_start(self, run: str) -> int:
        """Return the length of the name with which a labelled run begins and, but for a space, ends."""
        first = re.split("[ \u3000]", run)[0]
        if self._names.split(run) or ("・" in run and run.partition("・")[0] in self._names.given):
            return len(run)
        return len(first) if self._names.is_surname(first) or first in self._names.given else 0


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
