"""Who fits a search: organisations and listed people, ranked by reasons that can be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.command import Tools
from bot.commands.query import Query
from bot.domain.people import TRUST, Organisation, Person, Trust
from bot.domain.post import Post
from bot.typed import folded

HERE, ELSEWHERE, SECTOR, AREA, LANGUAGE, WORD = 6.0, 3.0, 3.0, 3.0, 2.0, 2.0
"""What each reason weighs. An open offer of the very thing in the very place is the strongest evidence there is."""
EACH, MOST_COUNTED = 0.5, 4
"""Further offers add a little each."""
TRUSTED = 0.5
ALIKE = 85
"""From this likeness on (rapidfuzz, 0-100) a misspelled name is still that name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why somebody fits: their open offers here and elsewhere, and what of the query they match."""

    here: tuple[Post, ...] = ()
    elsewhere: tuple[Post, ...] = ()
    sectors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def answers(self, query: Query) -> bool:
        """Return whether it answers what was asked for first: the thing, else a word, else place or language."""
        if query.subject:
            return bool(self.here or self.elsewhere or self.sectors or self.words)
        if query.words:
            return bool(self.words)
        return bool(self.here or self.areas or self.languages)

    def score(self, trust: Trust) -> float:
        """Return how much it weighs."""
        offers = HERE if self.here else ELSEWHERE if self.elsewhere else 0.0
        further = EACH * min(max(len(self.here) - 1, 0), MOST_COUNTED)
        matched = SECTOR * bool(self.sectors) + AREA * bool(self.areas)
        said = LANGUAGE * len(self.languages) + WORD * len(self.words)
        return offers + further + matched + said + TRUSTED * TRUST.index(trust)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An organisation or a person with the evidence for it."""

    found: Organisation | Person
    evidence: Evidence


def counterparts(
    query: Query, all: Sequence[Organisation | Person], offers: Sequence[Post], tools: Tools, limit: int
) -> list[Counterpart]:
    """Return those who fit, the strongest evidence first."""
    weighed = [Counterpart(each, evidence_of(each, query, offers, tools)) for each in all]
    fitting = [each for each in weighed if each.evidence.answers(query)]
    return sorted(fitting, key=lambda each: (-each.evidence.score(each.found.trust), each.found.id))[:limit]


def evidence_of(who: Organisation | Person, query: Query, offers: Sequence[Post], tools: Tools) -> Evidence:
    """Return what speaks for one organisation or person."""
    own = [post for post in offers if _by(post, who) and offered(post, query)]
    here = tuple(post for post in own if reaches(post, query.codes, tools))
    return Evidence(
        here=here,
        elsewhere=tuple(post for post in own if post not in here),
        sectors=tuple(sector for sector in query.sectors if sector in who.sectors),
        areas=tuple(area for area in who.areas if touches(area, query.codes, tools)),
        languages=tuple(code for code in query.languages if code in who.languages),
        words=tuple(word for word in query.words if _says(word, who)),
    )


def _by(post: Post, who: Organisation | Person) -> bool:
    if isinstance(who, Organisation):
        return post.stamp.organisation_id == who.id
    return post.stamp.organisation_id is None and post.stamp.author_id == who.id


def offered(post: Post, query: Query) -> bool:
    """Return whether an offer is of what was asked for; without a thing in the query any offer is."""
    if query.categories:
        return post.category in query.categories
    return not query.sectors or (post.category or "").partition(".")[0] in query.sectors


def reaches(post: Post, codes: Sequence[str], tools: Tools) -> bool:
    """Return whether an offer stands in or goes to one of these places; True when no place was asked for."""
    return not codes or any(touches(code, codes, tools) for place in post.places for code in place.codes)


def touches(area: str, codes: Sequence[str], tools: Tools) -> bool:
    """Return whether one lies within the other, either way."""
    covers = tools.gazetteer.covers
    return any(covers(area, code) or covers(code, area) for code in codes)


def _says(word: str, who: Organisation | Person) -> bool:
    """Return whether a word stands in what somebody says of themselves, or is nearly their name."""
    texts = (
        (who.name, who.name_ja, who.about, who.capacities, who.kind)
        if isinstance(who, Organisation)
        else (who.name, who.skills)
    )
    wanted, said = folded(word), folded("\n".join(texts))
    return wanted in said or any(fuzz.ratio(wanted, part) >= ALIKE for part in said.split())
