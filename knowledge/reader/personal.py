"""Finds what a post says about private persons, so that it is caught before it is shared."""

from collections.abc import Iterable

from bot.domain.reading import Personal, PersonalKind
from knowledge.datafiles import read_yaml
from knowledge.reader.addresses import Addresses
from knowledge.reader.contacts import Contacts
from knowledge.reader.name_lists import load_name_lists
from knowledge.reader.names_en import LatinNames
from knowledge.reader.names_ja import JapaneseNames

Span = tuple[int, int]


class PersonalFinder:
    """Telephone numbers, e-mail addresses, names of individuals and private addresses in English and Japanese."""

    def __init__(self) -> None:
        words, names = read_yaml("knowledge.reader", "personal.yaml"), load_name_lists()
        self._contacts = Contacts()
        self._addresses = Addresses(words["ja"], words["en"])
        self._names = (JapaneseNames(words["ja"], names), LatinNames(words["en"], names))

    def find(self, text: str) -> tuple[Personal, ...]:
        """Return everything personal in the order of the text, without overlaps.

        Contacts go before addresses and these before names; of two names that overlap the longer stays.
        """
        found = self._contacts.find(text)
        _add(found, "address", text, self._addresses.find(text))
        phones = [(each.start, each.end) for each in found if each.kind == "phone"]
        spans = {span for names in self._names for span in names.find(text, phones)}
        _add(found, "name", text, sorted(spans, key=lambda span: (span[0] - span[1], span)))
        return tuple(sorted(found, key=lambda each: each.start))


def _add(found: list[Personal], kind: PersonalKind, text: str, spans: Iterable[Span]) -> None:
    for start, end in spans:
        if all(end <= each.start or each.end <= start for each in found):
            found.append(Personal(kind, text[start:end], start, end))
