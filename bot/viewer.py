"""One reader: language, zone and rights, and how numbers, places and categories read to them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.chat import Day, Moment
from bot.domain.quantity import plain
from bot.domain.rules import Sight
from bot.ports import Gazetteer, Vocabulary
from bot.words.catalogue import Words


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a card is drawn. `now` is the time of drawing (aware, UTC)."""

    words: Words
    zone: str
    sight: Sight
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    now: datetime

    @property
    def locale(self) -> str:
        """Return "en" or "ja"."""
        return self.words.locale

    def say(self, sentence: str, **values: object) -> str:
        """Return a sentence in the reader's language."""
        return self.words.say(sentence, **values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form of a sentence that fits `n`."""
        return self.words.plural(one, many, n, **values)

    def term(self, context: str, word: str) -> str:
        """Return one word of a table (a state, a trust level); an unknown code raises KeyError."""
        return self.words.term(context, word)

    def listed(self, names: list[str]) -> str:
        """Return names joined as the language joins them."""
        return ("、" if self.locale == "ja" else ", ").join(names)

    def category(self, id: str | None) -> str:
        """Return a category's name, or an empty text."""
        found = self.vocabulary.category(id) if id else None
        return found.name.of(self.locale) if found else ""

    def sector(self, id: str) -> str:
        """Return a sector's name; an unknown id as it is."""
        return next((name.of(self.locale) for known, name in self.vocabulary.sectors() if known == id), id)

    def hazard(self, code: str) -> str:
        """Return a hazard's name; an unknown code as it is."""
        return next((name.of(self.locale) for known, name in self.vocabulary.hazards() if known == code), code)

    def quantity(self, thousandths: int, unit: str, counter: str = "") -> str:
        """Return "200 blankets' worth" of digits and unit: "200 pieces", 200枚."""
        number = plain(thousandths)
        if self.locale == "ja":
            return number + (counter or self.vocabulary.unit_name(unit, "ja", 0))
        count = 1 if thousandths == 1000 else 2
        return f"{number} {self.vocabulary.unit_name(unit, 'en', count)}"

    def place(self, code: str, full: bool = False) -> str:
        """Return a place's name, with its prefecture when `full`."""
        return self.gazetteer.full_name(code, self.locale) if full else self.gazetteer.name(code, self.locale)

    def today(self, code: str | None = None) -> date:
        """Return the date at a place; in the reader's zone where none is given or its zone is not known."""
        zone = (self.gazetteer.zone(code) if code else None) or self.zone
        return self.now.astimezone(ZoneInfo(zone)).date()

    def day(self, value: date, code: str | None, edge: Literal["start", "end"] = "end") -> Day:
        """Return a day as it is meant at a place."""
        zone = (self.gazetteer.zone(code) if code else None) or self.zone
        return Day(value, zone, self.place(code) if code else "", self.zone, edge)

    def moment(self, at: datetime) -> Moment:
        """Return a point in time in the reader's zone."""
        return Moment(at, self.zone)

    def stale(self, at: datetime, hours: int = 48) -> bool:
        """Return whether it was confirmed so long ago that it must be checked before acting (48 h: ResponseGrid)."""
        return self.now - at > timedelta(hours=hours)
