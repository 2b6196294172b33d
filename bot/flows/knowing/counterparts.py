"""Who fits a search: organisations and listed people, ranked by reasons that can be shown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.command import Tools
from bot.domain.people import TRUST, Organisation, Person, Trust
from bot.domain.post import Post
from bot.flows.knowing.query import Query
from bot.typed import folded

HERE, ELSEWHERE, SECTOR, AREA, LANGUAGE, WORD = 8.0, 3.0, 3.0, 3.0, 2.0, 2.0
"""What each reason weighs. An open offer of the thing in the place outweighs sector, area and trust together."""
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
            return bool(self.words or self.here or self.elsewhere)
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
    own: defaultdict[str, list[Post]] = defaultdict(list)
    for post in offers:
        if offered(post, query):
            own[post.stamp.organisation_id or post.stamp.author_id].append(post)
    weighed = [Counterpart(each, evidence_of(each, query, own.get(each.id, ()), tools)) for each in all]
    fitting = [each for each in weighed if each.evidence.answers(query)]
    return sorted(fitting, key=lambda each: (-each.evidence.score(each.found.trust), each.found.id))[:limit]


def evidence_of(who: Organisation | Person, query: Query, own: Sequence[Post], tools: Tools) -> Evidence:
    """Return what speaks for one organisation or person; `own` are their offers of what was asked for."""
    here = tuple(post for post in own if reaches(post, query.codes, tools))
    return Evidence(
        here=here,
        elsewhere=tuple(post for post in own if post not in here),
        sectors=tuple(sector for sector in query.sectors if sector in who.sectors),
        areas=tuple(area for area in who.areas if touches(area, query.codes, tools)),
        languages=tuple(code for code in query.languages if code in who.languages),
        words=tuple(word for word in query.said if _says(word, who)),
    )


def offered(post: Post, query: Query) -> bool:
    """Return whether an offer is of what was asked for, by its category, sector or words; with a place alone any is."""
    if query.categories:
        return post.category in (*query.categories, *query.related)
    if query.sectors:
        return (post.category or "").partition(".")[0] in query.sectors
    said = folded(f"{post.item} {post.text}")
    return any(folded(word) in said for word in query.words) if query.words else bool(query.codes)


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
