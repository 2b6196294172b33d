"""The after-action review as cards: the account of a response, and the four questions for one person."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cards.account import Account
from bot.cards.brief import one_line
from bot.cards.posts import what
from bot.cards.responses import title as response_title
from bot.cards.shown import Names, names_by_id
from bot.chat import Button, Card, Fact, Moment
from bot.domain.post import Post
from bot.domain.review import (
    QUESTIONS,
    TAPS,
    Answer,
    Question,
    Review,
    Tap,
    participants,
    party_of,
    unanswered,
)
from bot.store import View
from bot.viewer import Viewer
from bot.words.catalogue import N_

MOST = 10
"""Lines of one kind in a card; the page shows all."""
ASKED: dict[Question, str] = {
    "planned": N_("What was meant to happen?"),
    "happened": N_("What happened?"),
    "why": N_("Why was there a difference?"),
    "next": N_("What will you do next time?"),
}
TAPPED: dict[Tap, str] = {"well": N_("Went well"), "mixed": N_("Mixed"), "badly": N_("Went badly")}
MILESTONES = {
    "begun": N_("Proposed or opened: {record}"),
    "active": N_("Active"),
    "paused": N_("Paused"),
    "closed": N_("Closed"),
    "request": N_("First request: {record}"),
    "offer": N_("First offer: {record}"),
    "accepted": N_("First promise agreed: {record}"),
    "in_transit": N_("First goods on their way: {record}"),
    "delivered": N_("First arrival: {record}"),
    "received": N_("First receipt confirmed: {record}"),
    "last_received": N_("Last receipt confirmed: {record}"),
    "busiest": N_("Busiest day begins: {count} requests"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the action table: what somebody will do next time, who, and the draft lesson made of it."""

    text: str
    who: str
    lesson_id: str = ""


def account_card(account: Account, viewer: Viewer, buttons: tuple[Button, ...] = ()) -> Card:
    """Return what is known of a response, short: figures, timeline, what stayed unmet, what was declined."""
    say = viewer.say
    items = [
        _listed(say("Requests that were not met"), [post_line(post, viewer) for post in account.unmet], viewer),
        _listed(say("Proposals that were declined"), declined_lines(account, viewer), viewer),
    ]
    timeline = tuple(Fact(label, (at,)) for label, at in timeline_rows(account, viewer))
    shown = (Card(say("Timeline"), facts=timeline, locale=viewer.locale), *(item for item in items if item.body))
    title = say("Review of {title}", title=response_title(account.response, viewer))
    facts = tuple(Fact(label, (text,)) for label, text in figure_lines(account, viewer))
    return Card(title, "", facts, shown, buttons, locale=viewer.locale)


def _listed(title: str, lines: list[str], viewer: Viewer) -> Card:
    more = len(lines) - MOST
    rest = [viewer.plural("and {n} more", "and {n} more", more)] if more > 0 else []
    return Card(title, "\n".join([*lines[:MOST], *rest]), locale=viewer.locale)


def figure_lines(account: Account, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the figures with their labels."""
    found, say = account.figures, viewer.say
    times = {
        say("Median from request to promise"): found.to_promise,
        say("Median from request to arrival"): found.to_arrival,
        say("Median from request to receipt"): found.to_receipt,
    }
    met = say("{received} of {requests} were received", received=found.received, requests=found.requests)
    asked = len({answer.person_id for answer in account.answers})
    lines = [(say("Requests"), met), *((label, span(each, viewer)) for label, each in times.items() if each)]
    return [*lines, (say("People who answered"), str(asked))] if account.review else lines


def span(time: timedelta, viewer: Viewer) -> str:
    """Return a length of time in the largest unit that says enough: minutes below two hours, hours below two days."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 120:
        return viewer.plural("{n} minute", "{n} minutes", minutes)
    hours = round(minutes / 60)
    return (
        viewer.plural("{n} hour", "{n} hours", hours)
        if hours < 48
        else viewer.plural("{n} day", "{n} days", round(hours / 24))
    )


def timeline_rows(account: Account, viewer: Viewer) -> list[tuple[str, Moment]]:
    """Return the timeline: what, and when in the reader's zone."""
    return [
        (viewer.say(MILESTONES[each.what], record=each.record, count=each.count), viewer.moment(each.at))
        for each in account.timeline
    ]


def post_line(post: Post, viewer: Viewer) -> str:
    """Return "R3 200 blankets, Wajima: received 120 pieces"."""
    got = viewer.quantity(post.tally.received, post.unit, post.counter) if post.counted else ""
    line = one_line(post, viewer)
    return viewer.say("{line}: received {amount}", line=line, amount=got) if got else line


def declined_lines(account: Account, viewer: Viewer) -> list[str]:
    """Return what was declined, with the reason where one was given."""
    asked = {post.id: post for post in account.requests}
    lines = []
    for each in account.declined:
        thing = what(replace(asked[each.request_id], quantity=each.asked), viewer) if each.request_id in asked else ""
        lines.append(viewer.listed([part for part in (f"{each.id} {thing}".strip(), each.note) if part]))
    return lines


async def is_asked(view: View, review: Review, person_id: str) -> bool:
    """Return whether somebody committed something or asked for it in the response that is looked back on."""
    return person_id in participants(await view.commitments.of_response(review.stamp.response_id or ""))


async def question_card(view: View, review: Review, viewer: Viewer) -> Card | None:
    """Return the next question for this reader, who took part, then whether they want to be named."""
    person, answers = viewer.sight.person_id, await view.reviews.answers(review.id)
    response = await view.responses.get(review.stamp.response_id or "")
    if response is None:
        return None
    title = viewer.say("Review of {title}", title=response_title(response, viewer))
    if review.state == "published":
        return Card(title, viewer.say("It is published. Thank you."), locale=viewer.locale)
    question = unanswered(answers, person)
    if question is None:
        return await _named_or_not(view, review, title, viewer)
    number = QUESTIONS.index(question) + 1
    body = viewer.say("{number} of 4: {question}", number=number, question=viewer.say(ASKED[question]))
    note = viewer.say("One tap and one sentence. It takes two minutes and helps whoever comes next.")
    taps = tuple(
        Button(
            viewer.say(TAPPED[tap]), "response", {"action": "answer", "record": review.id, "q": question, "tap": tap}
        )
        for tap in TAPS
    )
    return Card(title, body, buttons=taps, note=note, locale=viewer.locale)


async def _named_or_not(view: View, review: Review, title: str, viewer: Viewer) -> Card:
    sight = viewer.sight
    party = party_of(sight.organisation_id, sight.person_id)
    said = next((each for each in await view.reviews.consents(review.id) if each.party == party), None)
    names = await names_by_id(view, viewer.locale, {sight.organisation_id}, {sight.person_id})
    name = names.side(sight.organisation_id, sight.person_id)
    body = viewer.say("Thank you. May {name} be named on the page of the review?", name=name)
    if said:
        named = (
            viewer.say("{name} will be named.", name=name)
            if said.named
            else viewer.say("{name} will not be named.", name=name)
        )
        body = viewer.say("Thank you, that was all. {named}", named=named)
    options = {"action": "consent", "record": review.id}
    buttons = (
        Button(viewer.say("Name us"), "response", {**options, "named": "yes"}),
        Button(viewer.say("Do not name us"), "response", {**options, "named": "no"}),
    )
    return Card(title, body, buttons=buttons, locale=viewer.locale)


def who(answer: Answer, account: Account, names: Names, viewer: Viewer) -> str:
    """Return who said something: by name where their side consents, else that it was an organisation."""
    party = party_of(answer.organisation_id, answer.person_id)
    if any(each.party == party and each.named for each in account.consents):
        return names.side(answer.organisation_id, answer.person_id)
    return viewer.say("an organisation") if answer.organisation_id else viewer.say("a person")


def actions(account: Account, names: Names, viewer: Viewer) -> list[Action]:
    """Return the action table: what people said they will do next time."""
    return [
        Action(answer.sentence, who(answer, account, names, viewer), answer.lesson_id or "")
        for answer in account.answers
        if answer.question == "next" and answer.sentence
    ]
