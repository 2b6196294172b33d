"""The published review of a response, for a page and as Markdown: the same account, names only by consent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards import reviews
from bot.cards.account import Account, account_of
from bot.cards.responses import title as response_title
from bot.cards.shown import names_by_id
from bot.chat import Moment
from bot.domain.review import QUESTIONS, TAPS
from bot.domain.rules import may_see
from bot.store import View
from bot.viewer import Viewer
from bot.words.values import value_text


@dataclass(frozen=True, slots=True)
class Said:
    """One question with how many tapped what, and the sentences with who said them."""

    question: str
    taps: tuple[tuple[str, int], ...]
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the page shows. `unseen` counts unmet requests that are not for the public."""

    title: str
    figures: tuple[tuple[str, str], ...]
    timeline: tuple[tuple[str, Moment], ...]
    unmet: tuple[str, ...]
    unseen: int
    declined: int
    said: tuple[Said, ...]
    actions: tuple[reviews.Action, ...]


async def review_page(view: View, response_id: str, viewer: Viewer) -> ReviewPage | None:
    """Return the page of a response's review; None where it is not published."""
    review = await view.reviews.of_response(response_id)
    response = await view.responses.get(response_id) if review and review.state == "published" else None
    if response is None:
        return None
    account = await account_of(response, view)
    seen = [post for post in account.unmet if may_see(viewer.sight, post.stamp)]
    return ReviewPage(
        viewer.say("Review of {title}", title=response_title(response, viewer)),
        tuple(reviews.figure_lines(account, viewer)),
        tuple(reviews.timeline_rows(account, viewer)),
        tuple(reviews.post_line(post, viewer) for post in seen),
        len(account.unmet) - len(seen),
        len(account.declined),
        *await _voices(account, view, viewer),
    )


async def _voices(account: Account, view: View, viewer: Viewer) -> tuple[tuple[Said, ...], tuple[reviews.Action, ...]]:
    organisations = {answer.organisation_id for answer in account.answers}
    names = await names_by_id(view, viewer.locale, organisations, {answer.person_id for answer in account.answers})
    said = []
    for question in QUESTIONS:
        answers = [answer for answer in account.answers if answer.question == question]
        taps = tuple((viewer.say(reviews.TAPPED[tap]), sum(a.tap == tap for a in answers)) for tap in TAPS)
        sentences = tuple((a.sentence, reviews.who(a, account, names, viewer)) for a in answers if a.sentence)
        said.append(Said(viewer.say(reviews.ASKED[question]), taps, sentences))
    return tuple(said), tuple(reviews.actions(account, names, viewer))


def markdown(page: ReviewPage, viewer: Viewer) -> str:
    """Return the page as Markdown; what people wrote cannot become markup."""
    say = viewer.say
    parts = [f"# {unmarked(page.title)}", _list(f"{label}: {text}" for label, text in page.figures)]
    times = [f"{value_text(at, viewer.locale, viewer.now)}  {what}" for what, at in page.timeline]
    parts += [f"## {say('Timeline')}", _list(times)]
    if page.unmet:
        parts += [f"## {say('Requests that were not met')}", _list(page.unmet)]
    if page.declined:
        parts.append(unmarked(declined_line(page, viewer)))
    for said in page.said:
        taps = viewer.listed([f"{label} {count}" for label, count in said.taps])
        parts += [
            f"## {unmarked(said.question)}",
            unmarked(taps),
            _list(f"{text} ({who})" for text, who in said.sentences),
        ]
    if page.actions:
        rows = [f"| {unmarked(a.text)} | {unmarked(a.who)} | {a.lesson_id} |" for a in page.actions]
        head = f"| {say('What')} | {say('Who')} | {say('Lesson')} |"
        parts += [f"## {say('Next time')}", "\n".join((head, "|---|---|---|", *rows))]
    return "\n\n".join(part for part in parts if part) + "\n"


def declined_line(page: ReviewPage, viewer: Viewer) -> str:
    """Return how many proposals were declined."""
    return viewer.plural("{n} proposal was declined.", "{n} proposals were declined.", page.declined)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {unmarked(line)}" for line in lines)


def unmarked(text: str) -> str:
    """Return text in which no sign means anything to Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~-])", r"\\\1", " ".join(text.split()))
