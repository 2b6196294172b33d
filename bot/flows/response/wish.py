"""Reads the title of a response with what stands in it: hazard, areas, GLIDE number, and whether it is an exercise."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.command import Tools, Word
from bot.domain.record import Drill
from bot.domain.vocabulary import PlaceGuess
from bot.flows.places import trouble

GLIDE = re.compile(r"[A-Z]{2}-\d{4}-\d{6}-(?:[A-Z]{3}|---)", re.ASCII)
"""GLIDE numbers: hazard, year, serial, country; "---" where no one country is meant (glidenumber.net)."""
DRILL_WORDS = (
    Word("actual", ("actual",), ("実災害",)),
    Word("exercise", ("exercise", "drill"), ("訓練",)),
    Word("test", ("test",), ("テスト",)),
)
_STATUSES: tuple[Drill, ...] = ("actual", "exercise", "test")
DRILLS: Mapping[str, Drill] = {
    spelling: status for status, word in zip(_STATUSES, DRILL_WORDS, strict=True) for spelling in (*word.en, *word.ja)
}
_MARK = rf"[【\[(（]?({'|'.join(DRILLS)})[】\])）]?"
_AT_HEAD = re.compile(rf"^{_MARK}(?:[\s:：]+|(?<=[】\])）]))", re.IGNORECASE)
_AT_END = re.compile(rf"\s+{_MARK}$", re.IGNORECASE)
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
    title, drill = split_drill(_spaced(options.get("text", "")))
    drill = _drill(options.get("drill", ""), drill, errors, tools)
    title, glide = _glide(title, options.get("glide", ""), errors, tools)
    if not title:
        errors["text"] = tools.viewer.say("What is it called? For example: Noto earthquake")
    elif len(title) > LONGEST_TITLE:
        errors["text"] = tools.viewer.say("Please keep the title to {most} characters.", most=LONGEST_TITLE)
    areas, names = _areas(_spaced(options.get("area", "")), title[:LONGEST_TITLE], errors, tools)
    hazard = tools.vocabulary.find_hazard(title[:LONGEST_TITLE]) or glide[:2]
    return Wish(title, drill, hazard, areas, names, glide, errors)


def _spaced(text: str) -> str:
    """Return the words with single spaces between them, composed as most keyboards compose them."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def split_drill(title: str) -> tuple[str, Drill]:
    """Return the title without the word that marks an exercise or a test at its head or end, and what it marks.

    A title that ends in 訓練 without a space (避難訓練) is an exercise whose name stays whole.
    """
    title = title.strip()
    found = _AT_HEAD.search(title) or _AT_END.search(title)
    if found:
        return (title[: found.start()] + title[found.end() :]).strip(), DRILLS[found[1].casefold()]
    return title, "exercise" if title.endswith("訓練") else "actual"


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
        guesses = [tools.gazetteer.resolve(part) for part in _BETWEEN.split(typed) if part]
    else:
        guesses = list(tools.gazetteer.find(title))
    found = [(_called(guess, tools), codes_of(guess, tools)) for guess in guesses]
    areas, names = _joined(found)
    unclear = [guess for guess, (_, codes) in zip(guesses, found, strict=True) if not codes]
    if unclear and (typed or not areas):
        errors["area"] = " ".join(trouble(guess, tools.viewer) for guess in unclear)
    elif not areas and title:
        errors["area"] = tools.viewer.say("Where is it? For example Noto, Ishikawa or 輪島市.")
    return areas, names


def _called(guess: PlaceGuess, tools: Tools) -> str:
    """Return the area's name as typed; a code, which a platform's suggestion puts there, by its name."""
    words = guess.words.strip()
    return tools.viewer.place(words) if words == guess.code else words


def codes_of(guess: PlaceGuess, tools: Tools) -> tuple[str, ...]:
    """Return the codes a name stands for; of several places the one that holds the others (Kumamoto the prefecture)."""
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
