"""Turns what a search found into cards, lessons and passages in the order found, as far as the asker may see them."""

import unicodedata
from collections.abc import Mapping

from bot.cards import lessons as lesson_cards
from bot.cards.passages import passage_card, reference_card
from bot.chat import Card
from bot.command import Tools
from bot.domain.document import IMPORTED, Document
from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Found, Lesson
from bot.domain.passages import Filters
from bot.flows.scope import taught_here
from bot.ports import Vocabulary

SHOWN_STATES = (DRAFT, REVIEWED, PUBLISHED)


def filters_of(options: Mapping[str, str], vocabulary: Vocabulary) -> Filters:
    """Return what narrows a search: theme (its key), year, hazard and sector (code or name), country (alpha-3)."""
    year = unicodedata.normalize("NFKC", options.get("year", "")).removesuffix("年")
    hazard, sector = options.get("hazard", ""), options.get("sector", "")
    return Filters(
        theme=options.get("theme", ""),
        year=int(year) if year.isdecimal() else None,
        hazard=vocabulary.find_hazard(hazard) or hazard.upper(),
        country=options.get("country", "").upper(),
        sector=vocabulary.find_sector(sector) or sector,
    )


def lesson_is_shown(lesson: Lesson, tools: Tools) -> bool:
    """Return whether the sender may see it here: what an exercise taught stays in exercises."""
    return lesson.state in SHOWN_STATES and taught_here(tools, lesson.stamp)


async def found_cards(found: Found, tools: Tools) -> dict[str, Card]:
    """Return a card for each hit that may be seen, by its id, in the order of the hits."""
    matched = {hit.id: hit.matched for hit in found.hits}
    cards = {**await _lessons(matched, tools), **await _passages(matched, tools)}
    return {hit: cards[hit] for hit in matched if hit in cards}


async def _lessons(matched: Mapping[str, tuple[str, ...]], tools: Tools) -> dict[str, Card]:
    lessons = await tools.view.lessons.many(list(matched))
    return {
        lesson.id: lesson_cards.card(lesson, tools.viewer, matched[lesson.id])
        for lesson in lessons
        if lesson_is_shown(lesson, tools)
    }


async def _passages(matched: Mapping[str, tuple[str, ...]], tools: Tools) -> dict[str, Card]:
    view, viewer = tools.view, tools.viewer
    named = dict.fromkeys(hit.partition(".")[0] for hit in matched)
    documents = {one.id: one for one in await view.documents.many(list(named)) if _document_is_shown(one, tools)}
    passages = await view.documents.passages([hit for hit in matched if "." in hit])
    return {
        **{key: reference_card(one, viewer, matched[key]) for key, one in documents.items() if key in matched},
        **{
            passage.id: passage_card(passage, documents[passage.document_id], viewer, matched[passage.id])
            for passage in passages
            if passage.document_id in documents
        },
    }


def _document_is_shown(document: Document, tools: Tools) -> bool:
    return document.state == IMPORTED and taught_here(tools, document.stamp)
