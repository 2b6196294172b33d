"""Reads the title of a response with what stands in it: hazard, areas, GLIDE number, and whether it is an exercise."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.command import Tools
from bot.commands.places import trouble
from bot.domain.record import Drill
from bot.domain.vocabulary import PlaceGuess

GLIDE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}-(?:[A-Z]{3}|---)", re.ASCII)
"""GLIDE numbers: hazard, year, serial, country; "---" where no one country is meant (glidenumber.net)."""
DRILLS: Mapping[str, Drill] = {
    "actual": "actual", "real": "actual", "実災害": "actual",
    "exercise": "exercise", "drill": "exercise", "訓練": "exercise",
    "test": "test", "テスト": "test",
}  # fmt: skip
_AT_HEAD = re.compile(
    rf"^[【\[(（]?({'|'.join(DRILLS)})[】\])）]?[\s:：]+|^[【\[(（]({'|'.join(DRILLS)})[】\])）]", re.IGNORECASE
)
_AT_END = re.compile(rf"[\s　]+[【\[(（]?({'|'.join(DRILLS)})[】\])）]?$|(訓練|テスト)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,、，;；]\s*|\s+(?:and|と)\s+")
LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed, understood as a response; `errors` by option name say what is missing or wrong."""

    title: str
    drill: Drill
    hazard: str
    areas: tuple[str, ...]
    area_names: tuple[str, ...]
    glide: str
    errors: Mapping[str, str]


def wish_of(options: Mapping[str, str], tools: Tools) -> Wish:
    """Read the options of `/response propose` or `open`."""
    errors: dict[str, str] = {}
    title, drill = split_drill(unicodedata.normalize("NFC", options.get("text", "")))
    drill = _drill(options.get("drill", ""), drill, errors, tools)
    title, glide = _glide(title, options.get("glide", ""), errors, tools)
    if not title:
        errors["text"] = tools.viewer.say("What is it called? For example: Noto earthquake")
    elif len(title) > LONGEST_TITLE:
        errors["text"] = tools.viewer.say("Please keep the title to {most} characters.", most=LONGEST_TITLE)
    areas, names = _areas(options.get("area", ""), title, errors, tools)
    hazard = tools.vocabulary.find_hazard(title) or glide[:2]
    return Wish(title, drill, hazard, areas, names, glide, errors)


def split_drill(title: str) -> tuple[str, Drill]:
    """Return the title without the word that marks an exercise or a test at its head or end, and what it marks."""
    for pattern in (_AT_HEAD, _AT_END):
        found = pattern.search(title.strip())
        if found:
            rest = (title.strip()[: found.start()] + title.strip()[found.end() :]).strip()
            return rest, DRILLS[(found[1] or found[2]).casefold()]
    return title.strip(), "actual"


def _drill(typed: str, read: Drill, errors: dict[str, str], tools: Tools) -> Drill:
    """Return the drill status: the option's, else the one read from the title."""
    if typed and typed not in DRILLS:
        errors["drill"] = tools.viewer.say("I do not know “{typed}”. Type actual, exercise or test.", typed=typed)
    return DRILLS.get(typed, read)


def _glide(title: str, typed: str, errors: dict[str, str], tools: Tools) -> tuple[str, str]:
    """Return the title without a GLIDE number, and the number."""
    number = unicodedata.normalize("NFKC", typed).strip().upper()
    if number and not GLIDE.fullmatch(number):
        example = "EQ-2024-000001-JPN"
        errors["glide"] = tools.viewer.say(
            "{typed} is no GLIDE number. One looks like {example}.", typed=typed, example=example
        )
    found = GLIDE.search(title)
    if found is None:
        return title, number
    return (title[: found.start()] + title[found.end() :]).strip(), number or found[0]


def _areas(typed: str, title: str, errors: dict[str, str], tools: Tools) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes and names of the areas: those of the option, else those the title names."""
    if typed:
        guesses = [tools.gazetteer.resolve(part) for part in _BETWEEN.split(typed.strip()) if part]
    else:
        guesses = list(tools.gazetteer.find(title))
    found = [(guess.words.strip(), codes_of(guess, tools)) for guess in guesses]
    areas, names = _joined(found)
    unclear = [guess for guess, (_, codes) in zip(guesses, found, strict=True) if not codes]
    if unclear and (typed or not areas):
        errors["area"] = " ".join(trouble(guess, tools.viewer) for guess in unclear)
    elif not areas and title:
        errors["area"] = tools.viewer.say("Where is it? For example Noto, Ishikawa or 輪島市.")
    return areas, names


def codes_of(guess: PlaceGuess, tools: Tools) -> tuple[str, ...]:
    """Return the codes a name stands for; of several places the one that holds the others (Kumamoto: the prefecture)."""
    if guess.code or guess.region:
        return (guess.code,) if guess.code else guess.region
    covers = tools.gazetteer.covers
    return tuple(area for area in guess.candidates if all(covers(area, other) for other in guess.candidates))[:1]


def _joined(found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return all codes once and the names of those that brought new ones ("Noto" and 能登 are one)."""
    codes: dict[str, None] = {}
    names = []
    for name, these in found:
        if set(these) - set(codes):
            names.append(name)
            codes.update(dict.fromkeys(these))
    return tuple(codes), tuple(names)
