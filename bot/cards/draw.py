"""Any record by its id → Card for one reader, or nothing where that reader may not see it."""

from bot.cards import alerts, commitments, drafts, lessons, overdue, posts, responses, reviews, story, updates
from bot.cards.shown import names_of
from bot.chat import Card
from bot.domain.rules import may_see, owns
from bot.store import View
from bot.viewer import Viewer

GONE = ("hidden", "duplicate")


async def draw(view: View, about: str, viewer: Viewer) -> Card | None:
    """Return the record as it stands now for this reader; None when there is none or it is not theirs to see."""
    letter = about[:1]
    if letter in ("R", "O"):
        return await _post(view, about, viewer)
    if letter == "C":
        return await _commitment(view, about, viewer)
    if letter == "U":
        return await _update(view, about, viewer)
    if letter == "L":
        lesson = await view.lessons.get(about)
        return lessons.card(lesson, viewer) if lesson and may_see(viewer.sight, lesson.stamp) else None
    if letter == "D":
        response = await view.responses.get(about)
        return responses.card(response, viewer, len(await view.responses.members(about))) if response else None
    if letter == "V":
        review = await view.reviews.get(about)
        asked = review and await reviews.is_asked(view, review, viewer.sight.person_id)
        return await reviews.question_card(view, review, viewer) if review and asked else None
    if letter == "!":
        return await alerts.drawn(view, about, viewer)
    if letter == "W":
        return await drafts.reminder(view, about, viewer)
    if story.is_story(about):
        return await story.drawn(view, about, viewer)
    return None


async def _post(view: View, about: str, viewer: Viewer) -> Card | None:
    post = await view.posts.get(about)
    if post is None or post.state in GONE:
        return None
    held = post.state == "held"
    if not may_see(viewer.sight, post.stamp, held, post.origin_platform, post.origin_workspace):
        return None
    more = posts.owner_buttons(post, viewer) if viewer.sight.person_id and owns(viewer.sight, post.stamp) else None
    names, late = await names_of(view, viewer.locale, post.stamp), await overdue.late_facts(view, post, viewer)
    return posts.card(post, names, viewer, more, late)


async def _commitment(view: View, about: str, viewer: Viewer) -> Card | None:
    commitment = await view.commitments.get(about)
    if commitment is None or not await commitments.may_see(view, commitment, viewer.sight):
        return None
    return await commitments.drawn(view, commitment, viewer)


async def _update(view: View, about: str, viewer: Viewer) -> Card | None:
    update = await view.updates.get(about)
    if update is None or not may_see(viewer.sight, update.stamp):
        return None
    return updates.card(update, await names_of(view, viewer.locale, update.stamp), viewer)
