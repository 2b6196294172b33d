"""Passages of documents as short cards: what it says, in which document, on which page."""

from bot.cards.drills import marked
from bot.chat import Card, Fact
from bot.domain.document import Document, Passage, described, quotation
from bot.viewer import Viewer

SHOWN = 600
"""Signs of a passage that a card has room for; without a free licence a quotation is shorter than that."""


def passage_card(passage: Passage, document: Document, viewer: Viewer, matched: tuple[str, ...] = ()) -> Card:
    """Return a passage; `matched` are the words of the question that it answers."""
    text = quotation(passage, document)
    return _card(
        passage.id,
        " · ".join(dict.fromkeys(filter(None, (document.title, passage.heading)))),
        text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…",
        described(passage, document),
        viewer,
        matched,
        language=passage.language or document.language,
        page=viewer.say("page {page}", page=passage.page) if passage.page else "",
    )


def reference_card(document: Document, viewer: Viewer, matched: tuple[str, ...] = ()) -> Card:
    """Return a document of which only a summary is kept."""
    return _card(document.id, document.title, document.summary, document, viewer, matched, language=document.language)


def _card(
    id: str,
    title: str,
    body: str,
    document: Document,
    viewer: Viewer,
    matched: tuple[str, ...],
    *,
    language: str,
    page: str = "",
) -> Card:
    facts = []
    if matched:
        facts.append(Fact(viewer.say("Words found"), (viewer.listed(list(matched)),)))
    if language and language != viewer.locale:
        facts.append(Fact(viewer.say("Language"), (viewer.term("language", language),)))
    year = str(document.year) if document.year else viewer.say("year not known")
    return Card(
        title=marked(f"{id} {title}", document.stamp.drill, viewer),
        body=body,
        facts=tuple(facts),
        source=viewer.listed([part for part in (document.source, page, year, document.licence) if part]),
        locale=viewer.locale,
    )
