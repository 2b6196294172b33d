"""`/response review`: shows the account of a response, asks those who took part, keeps what they say."""

from dataclasses import replace

from bot.cards import reviews as review_cards
from bot.cards.account import Account, account_of
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.response import Response, ResponseState
from bot.domain.review import QUESTIONS, SENTENCE, TAPS, Answer, Consent, Question, Review, Tap, party_of, unanswered
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
    if account.review and _took_part(account, tools.me.person.id):
        card = await review_cards.question_card(tools.view, account.review, tools.viewer)
        if card:
            return Reply(card)
    return only_coordinators(tools)


def _next_steps(account: Account, tools: Tools) -> tuple[Button, ...]:
    """Return what can be done next: ask, draft lessons of what was answered, publish."""
    say, record = tools.viewer.say, account.response.id
    undrafted = [each for each in account.answers if each.question == "next" and each.sentence and not each.lesson_id]
    steps = {
        "ask": say("Ask those who took part"),
        "draft": say("Draft lessons ({n})", n=len(undrafted)) if undrafted else "",
        "publish": say("Publish the review") if account.answers else "",
    }
    return tuple(
        Button(label, "response", {"action": "review", "record": record, "step": step})
        for step, label in steps.items()
        if label
    )


def participants(account: Account) -> list[str]:
    """Return the persons who committed something or asked for it, each once, in the order in which they came."""
    people = [each for c in account.commitments for each in (c.giver_person_id, c.asker_person_id)]
    return list(dict.fromkeys(each for each in people if each))


def _took_part(account: Account, person_id: str) -> bool:
    return person_id in participants(account)


async def ask_all(response: Response, tools: Tools) -> Reply:
    """Ask everybody who committed something; whoever answered all is left in peace."""
    account = await account_of(response, tools.view)
    record = account.review or await _begun(response, tools)
    asked = [each for each in participants(account) if unanswered(account.answers, each)]
    version = f"{record.stamp.version}.{tools.now:%Y%m%d}"
    for person in asked:
        await owe_news(tools, person, record.id, version)
    viewer = tools.viewer
    title = viewer.plural("{n} person is asked.", "{n} people are asked.", len(asked))
    if not asked:
        title = viewer.say("Nobody is left to ask: all who took part have answered, or nobody did.")
    body = viewer.say("Their answers come in here: /response review {id}", id=response.id)
    if _took_part(account, tools.me.person.id):
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
    record = await tools.view.reviews.get(options.get("record", ""))
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
    organisation = tools.me.organisation.id if tools.me.organisation else None
    said = Answer(record.id, tools.me.person.id, organisation, question, tap, clean, tools.now)
    await tools.uow.reviews.answer(said)
    card = await review_cards.question_card(tools.view, record, tools.viewer)
    return Reply(card or Card(tools.viewer.say("Noted. Thank you."), locale=tools.viewer.locale))


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
    record = await tools.view.reviews.get(invocation.options.get("record", ""))
    if record is None:
        return plain(tools, unknown(invocation.options.get("record", ""), tools))
    me = tools.me
    party = party_of(me.organisation.id if me.organisation else None, me.person.id)
    named = invocation.options.get("named") == "yes"
    await tools.uow.reviews.consent(Consent(record.id, party, me.person.id, named, tools.now))
    card = await review_cards.question_card(tools.view, record, tools.viewer)
    return Reply(card or Card(tools.viewer.say("Noted. Thank you."), locale=tools.viewer.locale))
