"""At most one lesson, unasked, when it fits what somebody just did; never twice to the same person, and not often."""

from datetime import timedelta

from bot.cards import lessons as lesson_cards
from bot.chat import Button, Card, Fact
from bot.command import Tools
from bot.domain.lesson_fit import Act, LessonFit, Occasion, best, is_useless
from bot.domain.lesson_marks import Mark
from bot.domain.post import Post
from bot.domain.response import Response
from bot.flows.scope import taught_here
from bot.viewer import Viewer
from bot.words.catalogue import N_

RARELY = timedelta(hours=12)
"""After one lesson a person is left alone for so long: whoever posts all day wants to post, not to read."""
ACTS = {
    "request": N_("you ask for this"),
    "offer": N_("you offer this"),
    "response": N_("a response opens"),
    "match": N_("things are being matched"),
}


async def for_post(post: Post, act: Act, tools: Tools) -> tuple[Card, ...]:
    """Return a lesson that fits a request, an offer or their matching as a small card, or nothing."""
    response = await tools.view.responses.get(post.stamp.response_id) if post.stamp.response_id else None
    codes = tuple(code for place in post.places for code in place.codes)
    return await _offered(Occasion(act, post.category, *_emergency(response), _named(codes, tools)), tools)


async def for_response(response: Response, tools: Tools) -> tuple[Card, ...]:
    """Return a lesson that fits a response that opens as a small card, or nothing."""
    names = (*_named(response.areas, tools), *response.area_names)
    return await _offered(Occasion("response", None, *_emergency(response), names), tools)


def _emergency(response: Response | None) -> tuple[str, str]:
    return (response.hazard, response.phase) if response else ("", "")


def _named(codes: tuple[str, ...], tools: Tools) -> tuple[str, ...]:
    """Return the names of places and their prefectures as lessons may write them, in both languages."""
    known = dict.fromkeys(each for code in codes for each in (code, tools.gazetteer.prefecture(code)) if each)
    return tuple(tools.gazetteer.name(code, locale).rstrip("県市町村") for code in known for locale in ("en", "ja"))


async def _offered(occasion: Occasion, tools: Tools) -> tuple[Card, ...]:
    """Return the lesson that fits best of those this person has not met, and note that they met it."""
    person = tools.me.person.id
    if tools.unit is None or not person:
        return ()
    marks = tools.uow.lesson_marks
    if await marks.told_since(person, tools.now - RARELY):
        return ()
    filed = [each for each in await tools.view.lessons.at_moments(occasion.moments()) if taught_here(tools, each.stamp)]
    if not filed:
        return ()
    ids = [lesson.id for lesson in filed]
    known, counts = await marks.known_to(person, ids), await marks.counts(ids)
    fresh = [
        lesson
        for lesson in filed
        if lesson.id not in known
        and lesson.stamp.author_id != person
        and not is_useless(counts.get((lesson.id, "useless"), 0), counts.get((lesson.id, "told"), 0))
    ]
    found = best(fresh, occasion)
    if found is None:
        return ()
    await marks.put(Mark(found.lesson.id, person, "told", tools.now, tools.me.sight.organisation_id))
    return (card(found, occasion, tools.viewer),)


def card(found: LessonFit, occasion: Occasion, viewer: Viewer) -> Card:
    """Return the lesson as a small card that says why it is there and how to be rid of it."""
    shown = lesson_cards.card(found.lesson, viewer)
    why = Fact(viewer.say("A lesson, because"), (viewer.listed(reasons(found, occasion, viewer)),))
    useless = Button(viewer.say("Not useful"), "lessons", {"action": "useless", "record": found.lesson.id})
    kept = tuple(fact for fact in shown.facts if fact.label == viewer.say("What to do"))
    return Card(shown.title, shown.body, (why, *kept), buttons=(useless,), source=shown.source, locale=viewer.locale)


def reasons(found: LessonFit, occasion: Occasion, viewer: Viewer) -> list[str]:
    """Return why it fits, in the reader's words."""
    say, said = viewer.say, [viewer.say(ACTS[occasion.act])]
    category = viewer.vocabulary.category(occasion.category) if occasion.category else None
    words = {
        "category": say("it is about {name}", name=category.name.of(viewer.locale)) if category else "",
        "sector": say("it is about {name}", name=viewer.sector(category.sector)) if category else "",
        "hazard": say("it comes from the same hazard: {name}", name=viewer.hazard(occasion.hazard)),
        "phase": say("it comes from the same phase"),
        "place": say("it comes from the same place"),
    }
    return said + [words[reason] for reason in found.reasons if words.get(reason)]
