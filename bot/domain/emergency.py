"""Whom to call in an emergency, by country: what a person in danger is told at once."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbers:
    """Telephone numbers of one country; `messages`: the disaster message service for families, where there is one."""

    ambulance: str
    fire: str
    police: str
    messages: str = ""


def _one(number: str) -> Numbers:
    return Numbers(number, number, number)


EVERYWHERE = _one("112")
"""Led to the local emergency service by mobile networks nearly everywhere (3GPP TS 22.101, emergency calls)."""

NUMBERS: Mapping[str, Numbers] = {
    "AU": _one("000"),
    "BD": _one("999"),
    "BR": Numbers("192", "193", "190"),
    "CA": _one("911"),
    "CL": Numbers("131", "132", "133"),
    "CN": Numbers("120", "119", "110"),
    "EC": _one("911"),
    "GB": _one("999"),
    "HK": _one("999"),
    "HT": Numbers("116", "115", "114"),
    "ID": _one("112"),
    "IN": _one("112"),
    "JP": Numbers("119", "119", "110", messages="171"),
    "KR": Numbers("119", "119", "112"),
    "LK": Numbers("1990", "110", "119"),
    "MA": Numbers("15", "15", "19"),
    "MM": Numbers("192", "191", "199"),
    "MX": _one("911"),
    "MY": _one("999"),
    "NP": Numbers("102", "101", "100"),
    "NZ": _one("111"),
    "PE": Numbers("106", "116", "105"),
    "PH": _one("911"),
    "PK": Numbers("1122", "16", "15"),
    "SG": Numbers("995", "995", "999"),
    "SY": Numbers("110", "113", "112"),
    "TH": Numbers("1669", "199", "191"),
    "TW": Numbers("119", "119", "110"),
    "US": _one("911"),
    "VN": Numbers("115", "114", "113"),
}
"""National numbers as their governments publish them; the countries of the European Union and Türkiye use 112."""


def numbers_of(country: str) -> Numbers:
    """Return the numbers of a country (ISO 3166-1 alpha-2)."""
    return NUMBERS.get(country, EVERYWHERE)
