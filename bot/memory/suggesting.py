"""What an option may go on with as it is typed: records, responses, categories and places, from memory alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.callers import Callers
from bot.chat import Choice, Identity, Place
from bot.command import Option, OptionKind
from bot.memory.kept import KeptPost
from bot.memory.memory import OPEN, Memory
from bot.memory.ranking import ANY, MOST, REACHES, Asking, matching, nearest
from bot.typed import folded

LETTERS = ("R", "O")
_NUMBER = re.compile(r"#?([a-z]?)(\d{1,7})", re.ASCII)

LISTS = frozenset({("response", "areas"), ("response", "categories")})
"""Options that take several values with commas between them; the last one is the one being typed."""


class Suggesting:
    """Answers from what the memory keeps; nothing here waits for anything."""

    def __init__(self, memory: Memory, callers: Callers) -> None:
        self._memory = memory
        self._callers = callers
        self._answers: Mapping[OptionKind, Callable[[Asking], Sequence[Choice]]] = {
            "record": self._records,
            "response": self._responses,
            "category": self._categories,
            "place": self._places,
        }

    def choices(
        self, command: str, option: Option, typed: str, sender: Identity, place: Place
    ) -> Sequence[Choice] | None:
        """Return at most 25 choices, or None for a kind of option that is not looked up."""
        answer = self._answers.get(option.kind)
        if answer is None:
            return None
        known = self._memory.known(sender)
        before, typed = last_item(typed) if (command, option.name) in LISTS else ("", typed)
        locale = language(typed) or known.locale or self._callers.locale
        here = self._memory.response(place)
        drill = here.stamp.drill if here else "actual"
        found = answer(Asking(command, option.name, typed, known.sight, here, drill, locale))
        return [Choice(before + choice.value, before + choice.label) for choice in found[:MOST]]

    def _records(self, asking: Asking) -> Sequence[Choice]:
        """Return the records whose words begin so: what can be acted on and belongs here before the rest."""
        reach = REACHES.get((asking.command, asking.option), ANY)
        every = reach.every if asking.sight.coordinator or not reach.every_for_coordinators else None
        named = [post for post in map(self._memory.post, numbers(asking.typed)) if post]
        shown: dict[KeptPost, None] = {}
        for rule, posts in ((reach.near, self._memory.near(asking.sight)), (every, self._memory.posts)):
            if rule:
                found = matching(posts, asking.typed)
                shown |= dict.fromkeys([*nearest(named, asking, rule), *nearest(found, asking, rule)])
        return [Choice(post.id, post.label(asking.locale)) for post in shown]

    def _responses(self, asking: Asking) -> Sequence[Choice]:
        """Return the responses whose words begin so: this place's, then active ones, the newest first."""
        newest = list(self._memory.responses.values())[::-1]
        found = matching(newest, asking.typed)
        ordered = sorted(found, key=lambda each: (each is not asking.here, OPEN.index(each.state)))
        return [Choice(each.id, each.label(asking.locale)) for each in ordered]

    def _categories(self, asking: Asking) -> Sequence[Choice]:
        """Return the categories that begin so; with nothing typed those most open here, then in the taxonomy's order.

        The value is the name: every command reads it, and it says in the typed line what it means.
        """
        vocabulary = self._callers.vocabulary
        if asking.typed.strip():
            found = vocabulary.complete(asking.typed, MOST)
        else:
            used = Counter(self._asked_for(asking))
            found = sorted(vocabulary.categories(), key=lambda each: -used[each.id])
        names = [each.name.of(asking.locale) for each in found]
        return [Choice(name, name) for name in names]

    def _asked_for(self, asking: Asking) -> Iterable[str]:
        """Return the categories of what is open in this place's response, or of all real ones where it has none."""
        common = (post for post in self._memory.posts if post.common)
        if asking.here:
            return [post.category for post in common if post.stamp.response_id == asking.here.id]
        return [post.category for post in common if post.stamp.drill == asking.drill]

    def _places(self, asking: Asking) -> Sequence[Choice]:
        """Return the places that begin so; with nothing typed the areas of this place's response."""
        gazetteer, locale = self._callers.gazetteer, asking.locale
        if asking.typed.strip():
            return [Choice(code, name) for code, name in gazetteer.complete(asking.typed, locale, MOST)]
        areas = asking.here.areas if asking.here else ()
        return [Choice(code, gazetteer.full_name(code, locale)) for code in areas]


def language(typed: str) -> str:
    """Return "ja" for text beyond ASCII, "en" for ASCII words, "" for nothing and for numbers, which tell neither."""
    if not typed.isascii():
        return "ja"
    return "" if not typed.strip() or _NUMBER.fullmatch(folded(typed)) else "en"


def last_item(typed: str) -> tuple[str, str]:
    """Return what stands up to the last comma, with it, and the item after it."""
    start = max(typed.rfind(comma) for comma in ",、，") + 1
    return typed[:start], typed[start:].lstrip()


def numbers(typed: str) -> list[str]:
    """Return the ids that a typed number may mean in full: "12" → R12, O12."""
    match = _NUMBER.fullmatch(folded(typed))
    if not match:
        return []
    return [f"{letter}{match[2]}" for letter in ([match[1].upper()] if match[1] else LETTERS)]
