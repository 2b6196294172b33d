"""What people call their time zone (a city, 東京, JST) → the IANA zone, with the nearest ones for what is not known."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from rapidfuzz import fuzz, process

from bot.ports import Gazetteer
from bot.typed import folded

ABBREVIATIONS: Mapping[str, str] = {
    "jst": "Asia/Tokyo", "日本時間": "Asia/Tokyo", "日本": "Asia/Tokyo", "kst": "Asia/Seoul",
    "est": "America/New_York", "edt": "America/New_York", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "utc": "Etc/UTC", "gmt": "Etc/UTC", "bst": "Europe/London", "cet": "Europe/Paris", "cest": "Europe/Paris",
    "hst": "Pacific/Honolulu", "aest": "Australia/Sydney", "nzst": "Pacific/Auckland", "npt": "Asia/Kathmandu",
}  # fmt: skip
"""Abbreviations that people mean one thing by (IANA tz database); CST and IST mean several and are asked."""
LONGEST = 60
"""Characters: no place that is asked for has a longer name."""
NEAR = 60
"""Of 100, rapidfuzz: below it a suggestion is noise."""
_OLD = ("Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/")


@cache
def names() -> frozenset[str]:
    """Return every IANA zone; the first call reads the folder of the tz database."""
    return frozenset(available_timezones())


@cache
def cities() -> Mapping[str, str]:
    """Return IANA zones by their folded city in English and Japanese (CLDR): "new york", ニューヨーク.

    Of two zones with one city the shorter name is the current one.
    """
    found: dict[str, str] = {}
    for zone in sorted(names(), key=lambda name: (len(name), name)):
        if "/" in zone and not zone.startswith(_OLD):
            found.setdefault(city(zone), zone)
    for zone, known in Locale.parse("ja").time_zones.items():
        if zone in names() and "city" in known:
            found.setdefault(folded(known["city"]), zone)
    return found


def city(zone: str) -> str:
    """Return the folded city of a zone: "America/New_York" → "new york"."""
    return folded(zone.rsplit("/", 1)[-1].replace("_", " "))


def find_zone(words: str, gazetteer: Gazetteer) -> str | None:
    """Return the zone these words mean: its IANA name, an abbreviation, its city, or a place that lies in it."""
    typed = folded(words)
    exact = next((zone for zone in names() if zone.casefold() == typed.replace(" ", "_")), None)
    if exact and "/" in exact:
        return exact
    if len(typed) > LONGEST:
        return None
    known = ABBREVIATIONS.get(typed) or cities().get(typed.replace("_", " "))
    return known or gazetteer.zone(gazetteer.resolve(words).code)


def near_zones(words: str, limit: int = 3) -> list[str]:
    """Return the zones whose city is nearest to the words."""
    zones = cities()
    found = process.extract(
        folded(words).replace("_", " "), list(zones), scorer=fuzz.ratio, limit=limit, score_cutoff=NEAR
    )
    return [zones[name] for name, _, _ in found]
