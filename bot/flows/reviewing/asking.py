"""`/response review`: shows the account of a response, asks those who took part, keeps what they say."""

from dataclasses import replace

from bot.cards import reviews as review_cards
from bot.cards.account import Account, account_of
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.response import Response, ResponseState
from bot.domain.review import (
    QUESTIONS,
    SENTENCE,
    TAPS,
    Answer,
    Consent,
    Question,
    Review,
    Tap,
    participants,
    party_of,
    unanswered,
    undrafted,
)
from bot.domain.rules import may
from bot.flows.personal import looked_through
from bot.flows.plain import only_coordinators, plain, unknown
from bot.flows.response.choice import meant
from bot.flows.stamping import new_stamp
from bot.notices import owe_news

REVIEWABLE: tuple[ResponseState, ...] = ("active", "paused", "closed")


async def review(invocation: Invocation, tools: Tools) -> Reply:
    """Show the account of a response with what a coordinator does next; others answer what they are asked."""
    found = await meant(invocation.options, tools, "review", REVIEWABLE)
    if isinstance(found, Reply):
        return found
    account = await account_of(found, tools.view)
    if may(tools.me.sight, "response.steer"):
        return Reply(review_cards.account_card(account, tools.viewer, _next_steps(account, tools)))
    if account.review and tools.me.person.id in participants(account.commitments):
        card = await review_cards.question_card(tools.view, account.review, tools.viewer)
        if card:
            return Reply(card)
    return only_coordinators(tools)


def _next_steps(account: Account, tools: Tools) -> tuple[Button, ...]:
    """Return what can be done next: ask, draft lessons of what was answered, publish."""
    say, record = tools.viewer.say, account.response.id
    drafts = len(undrafted(account.answers))
    steps = {
        "ask": say("Ask those who took part"),
        "draft": say("Draft lessons ({n})", n=drafts) if drafts else "",
        "publish": say("Publish the review") if account.answers else "",
    }
    return tuple(
        Button(label, "response", {"action": "review", "record": record, "step": step})
        for step, label in steps.items()
        if label
    )


async def ask_all(response: Response, tools: Tools) -> Reply:
    """Ask everybody who gave or asked; whoever answered all is left in peace."""
    record = await tools.view.reviews.of_response(response.id) or await _begun(response, tools)
    answers = await tools.view.reviews.answers(record.id)
    people = participants(await tools.view.commitments.of_response(response.id))
    asked = [each for each in people if unanswered(answers, each)]
    version = f"{record.stamp.version}.{tools.now:%Y%m%d}"
    for person in asked:
        await owe_news(tools, person, record.id, version)
    viewer = tools.viewer
    title = viewer.plural("{n} person is asked.", "{n} people are asked.", len(asked))
    if not asked:
        title = viewer.say("Nobody is left to ask: all who took part have answered, or nobody did.")
    body = viewer.say("Their answers come in here: /response review {id}", id=response.id)
    if tools.me.person.id in people:
        card = await review_cards.question_card(tools.view, record, viewer)
        return plain(tools, title, body, items=(card,) if card else ())
    return plain(tools, title, body)


async def _begun(response: Response, tools: Tools) -> Review:
    stamp = replace(new_stamp(tools, response, "response"), drill=response.stamp.drill)
    record = Review(await tools.uow.new_id("V"), stamp)
    return await tools.uow.reviews.add(record, by=tools.me.person.id, what="begin")


async def answer(invocation: Invocation, tools: Tools) -> Reply:
    """Take a tap and its sentence, and show the next question."""
    options = invocation.options
    record = await _asked(options.get("record", ""), tools)
    question: Question | None = next((q for q in QUESTIONS if q == options.get("q")), None)
    tap: Tap | None = next((t for t in TAPS if t == options.get("tap")), None)
    if record is None or question is None or tap is None:
        return plain(tools, unknown(options.get("record", ""), tools))
    if record.state == "published":
        return plain(tools, tools.viewer.say("The review is published. Thank you all the same."))
    if options.get("said") != "yes":
        return Reply(_sentence_form(record, question, tap, "", "", tools))
    sentence = " ".join(options.get("text", "").split())
    if len(sentence) > SENTENCE:
        error = tools.viewer.say("At most {most} characters. One sentence is enough.", most=SENTENCE)
        return Reply(_sentence_form(record, question, tap, sentence, error, tools))
    clean = looked_through({"text": sentence}, ("text",), tools).options["text"]
    said = Answer(record.id, tools.me.person.id, tools.me.sight.organisation_id, question, tap, clean, tools.now)
    await tools.uow.reviews.answer(said)
    return await _next(record, tools)


async def _asked(id: str, tools: Tools) -> Review | None:
    """Return the review with this number, for whoever is asked in it."""
    record = await tools.view.reviews.get(id)
    return record if record and await review_cards.is_asked(tools.view, record, tools.me.person.id) else None


def _sentence_form(record: Review, question: Question, tap: Tap, typed: str, error: str, tools: Tools) -> Form:
    say = tools.viewer.say
    field = Field(
        "text", say(review_cards.ASKED[question]), typed, hint=say("one sentence; may stay empty"), error=error,
        required=False,
    )  # fmt: skip
    options = {"action": "answer", "record": record.id, "q": question, "tap": tap, "said": "yes"}
    return Form(say(review_cards.TAPPED[tap]), "response", (field,), options, locale=tools.viewer.locale)


async def consent(invocation: Invocation, tools: Tools) -> Reply:
    """Note whether somebody's side is named on the published page."""
    record = await _asked(invocation.options.get("record", ""), tools)
    if record is None:
        return plain(tools, unknown(invocation.options.get("record", ""), tools))
    me = tools.me
    party = party_of(me.sight.organisation_id, me.person.id)
    named = invocation.options.get("named") == "yes"
    await tools.uow.reviews.consent(Consent(record.id, party, me.person.id, named, tools.now))
    return await _next(record, tools)


async def _next(record: Review, tools: Tools) -> Reply:
    """Return the next question, or thanks to who has none left."""
    card = await review_cards.question_card(tools.view, record, tools.viewer)
    return Reply(card or Card(tools.viewer.say("Noted. Thank you."), locale=tools.viewer.locale))
