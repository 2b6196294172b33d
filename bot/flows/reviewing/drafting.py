"""What people said they will do next time becomes draft lessons, one for each; then the review is published."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import lesson_shelf
from bot.chat import Invocation, Reply
from bot.command import Tools
from bot.domain.lesson import DRAFT, Lesson, worded
from bot.domain.response import Response
from bot.domain.review import Answer, undrafted
from bot.domain.rules import may
from bot.flows.knowing.lesson_adding import LONGEST_TITLE, moments_of
from bot.flows.plain import only_coordinators, plain
from bot.flows.response.choice import meant
from bot.flows.reviewing.asking import REVIEWABLE, ask_all
from bot.flows.reviewing.asking import review as account_shown
from bot.flows.stamping import new_stamp
from bot.flows.understanding import language_of

MOST_SHOWN = 5


async def review(invocation: Invocation, tools: Tools) -> Reply:
    """Show the account, or take the step a coordinator pressed."""
    step = invocation.options.get("step", "")
    if not step:
        return await account_shown(invocation, tools)
    if not may(tools.me.sight, "response.steer"):
        return only_coordinators(tools)
    found = await meant(invocation.options, tools, "review", REVIEWABLE)
    if isinstance(found, Reply):
        return found
    if step == "ask":
        return await ask_all(found, tools)
    return await draft_lessons(found, tools) if step == "draft" else await publish(found, tools)


async def draft_lessons(response: Response, tools: Tools) -> Reply:
    """Make a draft lesson of every answer to "what will you do next time" that has none yet."""
    record = await tools.view.reviews.of_response(response.id)
    answers = await tools.view.reviews.answers(record.id) if record else ()
    made = []
    for answer in undrafted(answers):
        lesson = _lesson(await tools.uow.new_id("L"), answer, answers, response, tools)
        made.append(await tools.uow.lessons.add(lesson, by=answer.person_id, what="add"))
        await tools.uow.reviews.answer(replace(answer, lesson_id=lesson.id))
    viewer = tools.viewer
    title = viewer.plural("{n} lesson is drafted.", "{n} lessons are drafted.", len(made))
    body = viewer.say("Another organisation reviews each before it counts: /lessons review {id}",
                      id=made[0].id if made else "L80")  # fmt: skip
    items = [await lesson_shelf.shelved(tools.view, lesson, viewer) for lesson in made[:MOST_SHOWN]]
    return plain(tools, title, body, items=tuple(items))


def _lesson(id: str, answer: Answer, answers: Sequence[Answer], response: Response, tools: Tools) -> Lesson:
    """Return an answer as a lesson: what happened and why from the same person's other answers."""
    own = {each.question: each.sentence for each in answers if each.person_id == answer.person_id}
    happened = " ".join(part for part in (own.get("happened", ""), own.get("why", "")) if part)
    texts = (_title(answer.sentence), happened, answer.sentence)
    stamp = replace(
        new_stamp(tools, response, "response"), author_id=answer.person_id, organisation_id=answer.organisation_id
    )
    return Lesson(
        id,
        stamp,
        DRAFT,
        **worded(language_of(answer.sentence), *texts),
        hazard=response.hazard,
        year=response.stamp.created_at.year,
        source=f"{response.id} {response.title}",
        moments=moments_of(" ".join(texts), tools),
        phase=response.phase,
    )


def _title(sentence: str) -> str:
    """Return the sentence as a title: cut at a word or sign where it is long."""
    if len(sentence) <= LONGEST_TITLE:
        return sentence.rstrip("。.")
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip() + "…"


async def publish(response: Response, tools: Tools) -> Reply:
    """Publish the review as a page and as Markdown; only those are named who said so."""
    viewer, record = tools.viewer, await tools.view.reviews.of_response(response.id)
    if record is None or not await tools.view.reviews.answers(record.id):
        title = viewer.say("Nobody has answered yet. Ask those who took part first.")
        return plain(tools, title, viewer.say("/response review {id}", id=response.id))
    if record.state != "published":
        stamp = replace(record.stamp, updated_at=tools.now, audience="public")
        await tools.uow.reviews.save(
            replace(record, state="published", stamp=stamp), by=tools.me.person.id, what="publish"
        )
    named = sum(each.named for each in await tools.view.reviews.consents(record.id))
    title = viewer.say("The review of {id} is published on the board.", id=response.id)
    body = viewer.say("Page: {page} · Markdown: {markdown}",
                      page=f"/review/{response.id}", markdown=f"/review/{response.id}.md")  # fmt: skip
    note = viewer.plural("{n} side is named, by its consent.", "{n} sides are named, by their consent.", named)
    return plain(tools, title, body, note=note)
