"""A site named in a post may be one its municipality has under another name: which it is, is asked, never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.chat import Button, Card, Reply
from bot.command import Tools
from bot.domain.post import PostPlace
from bot.domain.reading import ReadLine
from bot.domain.rules import may_see_sites
from bot.domain.site import Site
from bot.flows.exchange.asking import other_buttons
from bot.flows.exchange.siting import near
from bot.flows.places import post_place

Named = tuple[str, str]
"""A municipality's code and the name of a site in it."""

YES = frozenset(("yes", "yes it is", "y", "same", "the same", "はい", "はいそうです", "そうです", "同じ", "同じ場所"))
NEW = frozenset(
    (
        *("no", "new", "new site", "a new site", "no a new site", "another", "another one"),
        *("いいえ", "新しい", "新しい場所", "いいえ新しい場所です", "別", "別の場所", "違う", "違います", "ちがいます"),
    )
)
_ANSWERS = re.compile(r"(?:S\d+|(?:-S\d+)+|yes|new)(?: (?:S\d+|(?:-S\d+)+|yes|new))*")
_NUMBER = re.compile(r"\bS(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of the sites named in a post: by what name each stands, the answers so far, what is still open.

    `answers` are "S3" for that site and "-S3-S5" for none of these, one for each question, with spaces between.
    """

    names: Mapping[Named, str]
    answers: str
    named: str = ""
    open: tuple[Site, ...] = ()


def answer_in(words: str) -> str:
    """Return the answer that somebody typed ("S3", "yes", 新しい場所), or "" where the words are none."""
    typed = unicodedata.normalize("NFKC", words).strip()
    if _ANSWERS.fullmatch(typed):
        return typed
    plain = re.sub(r"[.,!。、！]", "", typed.casefold()).strip()
    if plain in YES or plain in NEW:
        return "yes" if plain in YES else "new"
    numbers = _NUMBER.findall(typed)
    return f"S{numbers[0]}" if len(numbers) == 1 else ""


def answers_with(before: str, given: str) -> str:
    """Return all answers: a button's hold those before it, typed words come after them."""
    answer = answer_in(given)
    whole = answer == given and (answer == before or answer.startswith(f"{before} "))
    return answer if whole else f"{before} {answer}".strip()


async def settle(places: Iterable[PostPlace], answers: str, tools: Tools) -> Settled:
    """Return which sites these places name, as far as no question is open or it was answered."""
    given, used = answers.split(), list[str]()
    names: dict[Named, str] = {}
    for code, name in dict.fromkeys((place.codes[0], place.site) for place in places if place.site):
        sites = await near(code, name, tools.drill, tools) if may_see_sites(tools.me.sight) else ()
        if not sites:
            continue
        answer = next((each for each in given if _answers(each, sites)), "")
        if not answer:
            return Settled(names, " ".join(used), name, tuple(sites))
        given.remove(answer)
        chosen = _chosen(answer, sites)
        names[code, name] = chosen.name if chosen else name
        used.append(chosen.id if chosen else none_of(sites))
    return Settled(names, " ".join(used))


def none_of(sites: Iterable[Site]) -> str:
    """Return the answer that it is none of these."""
    return "".join(f"-{site.id}" for site in sites)


def _answers(answer: str, sites: tuple[Site, ...]) -> bool:
    if answer == "yes":
        return len(sites) == 1
    refused = set(answer.split("-"))
    return answer == "new" or _chosen(answer, sites) is not None or {site.id for site in sites} <= refused


def _chosen(answer: str, sites: tuple[Site, ...]) -> Site | None:
    return next((site for site in sites if site.id == answer or answer == "yes"), None)


def with_sites(lines: Iterable[ReadLine], settled: Settled) -> tuple[ReadLine, ...]:
    """Return the lines with each site under the name by which it stands."""
    return tuple(
        replace(
            line,
            places=tuple(
                replace(place, site=name) if (name := _name(post_place(place), settled)) else place
                for place in line.places
            ),
        )
        for line in lines
    )


def placed(places: Iterable[PostPlace], settled: Settled) -> tuple[PostPlace, ...]:
    """Return a post's places with each site under the name by which it stands."""
    return tuple(replace(place, site=_name(place, settled) or place.site) for place in places)


def _name(place: PostPlace, settled: Settled) -> str:
    return settled.names.get((place.codes[0], place.site), "") if place.site else ""


def question(settled: Settled, draft: str, again: Button, text: str, tools: Tools) -> Reply:
    """Ask which site is meant; the answer is an option on the draft, and what was typed is shown.

    `again` is the act that goes on with an answer; its label is the question's headline.
    """
    say = tools.viewer.say
    one = settled.open[0] if len(settled.open) == 1 else None
    asked = (
        say("You wrote {name}. Is this {site} ({id})?", name=settled.named, site=one.name, id=one.id)
        if one
        else say("You wrote {name}. Is it one of these?", name=settled.named)
    )
    labels = {
        site.id: say("Yes, {id}", id=site.id) if one else say("{id} {site}", id=site.id, site=site.name)
        for site in settled.open
    }
    labels[none_of(settled.open)] = say("No, a new site")
    answers = [
        replace(
            again, label=label, options={**again.options, "draft": draft, "site": f"{settled.answers} {answer}".strip()}
        )
        for answer, label in labels.items()
    ]
    body = f"{asked}\n{say('“{text}”', text=text)}"
    return Reply(Card(again.label, body, buttons=(*answers, *other_buttons(draft, tools)), locale=tools.viewer.locale))
