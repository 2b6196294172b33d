"""What fits a request or an offer, with reasons in the reader's words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.cards import posts as post_cards
from bot.cards.shown import names_of
from bot.chat import Card, Fact
from bot.command import Tools
from bot.domain.matching import Fit, best, fits
from bot.domain.matching_reasons import Reason
from bot.domain.matching_sides import Ground
from bot.domain.post import WANTING, Post
from bot.domain.rules import may_see
from bot.flows.exchange.candidates import candidates
from bot.ports import Gazetteer, Reader, Vocabulary
from bot.store import View
from bot.viewer import Viewer
from bot.words.catalogue import N_
from bot.words.languages import language_name

SENTENCES = {
    "same_thing": N_("the same kind of thing"),
    "same_category": N_("most likely the same kind of thing"),
    "similar": N_("something like it"),
    "substitute": N_("may stand in for it"),
    "by_words": N_("may be meant: the words are alike"),
    "same_place": N_("in the same place"),
    "delivers": N_("can be brought there"),
    "anywhere": N_("comes anywhere"),
    "remote": N_("works from afar"),
    "near": N_("{km} km away"),
    "far": N_("{km} km away"),
    "elsewhere": N_("for other places, {km} km away"),
    "pick_up": N_("to be fetched, {km} km away"),
    "place_unknown": N_("distance not known"),
    "in_time": N_("in time"),
    "part_of_time": N_("for {days} of the time"),
    "late": N_("too late"),
    "early": N_("too early"),
    "other_days": N_("on other days of the week"),
    "time_unknown": N_("days to be agreed"),
    "enough": N_("enough of it"),
    "part": N_("a part: {amount}"),
    "amount_unknown": N_("amount to be agreed"),
    "kind_doubtful": N_("sounds as if filed under the wrong kind"),
}
TRAIT_CODES = {
    "agrees": N_("fits: {trait}"),
    "not_said": N_("to be asked: {trait}"),
    "unlike": N_("differs: {trait}"),
    "to_settle": N_("they ask for: {trait}"),
}
TRAITS = {
    "age": N_("age group"),
    "age:adult": N_("for adults"),
    "age:child": N_("for children"),
    "age:baby": N_("for babies"),
    "sex": N_("for women or men"),
    "sex:women": N_("for women"),
    "sex:men": N_("for men"),
    "language": N_("language"),
    "language:jsl": N_("sign language"),
    "language:sgn": N_("another sign language"),
    "volts": N_("voltage"),
    "volts:100": N_("100 V"),
    "volts:200": N_("200 V"),
    "phase": N_("kind of current"),
    "phase:single": N_("single-phase"),
    "phase:three": N_("three-phase"),
    "who": N_("for whom"),
    "who:evacuees": N_("for evacuees"),
    "who:staff": N_("for relief workers"),
    "purpose": N_("what the money is for"),
    "diet": N_("diet"),
    "diet:halal": N_("halal"),
    "diet:vegetarian": N_("vegetarian"),
    "diet:vegan": N_("vegan"),
    "diet:no_egg": N_("without egg"),
    "diet:no_milk": N_("without milk"),
    "diet:no_wheat": N_("without wheat"),
    "diet:no_nuts": N_("without nuts"),
    "diet:soft": N_("soft food"),
    "diet:low_salt": N_("little salt"),
    "pets": N_("with pets"),
    "animal": N_("kind of animal"),
    "fuel": N_("fuel"),
    "cm": N_("size"),
    "size": N_("size"),
    "va": N_("power"),
    "kilos": N_("size of the vehicle or machine"),
    "needs": N_("what they do not do"),
    "sort": N_("what it is for"),
    "status": N_("a registered organisation"),
    "track_record": N_("years of accounts"),
    "members": N_("membership"),
    "verified": N_("a verified organisation"),
}


UNSEEN = 50
"""Posts that the sender may not see and whose owners may hear of a new one: the nearest of them."""


def ground(tools: Tools) -> Ground:
    """Return what matching needs to know of the world."""
    return ground_of(tools.vocabulary, tools.gazetteer, tools.reader)


def ground_of(vocabulary: Vocabulary, gazetteer: Gazetteer, reader: Reader) -> Ground:
    """Return the world as vocabulary, places and reader know it."""

    def related(id: str) -> tuple[str, ...]:
        category = vocabulary.category(id)
        return category.related if category else ()

    def type_of(id: str) -> str:
        category = vocabulary.category(id)
        return category.type if category else "goods"

    def meant(name: str) -> tuple[str, ...]:
        return gazetteer.resolve(name).codes

    attributes = reader.attributes
    return Ground(
        related,
        gazetteer.covers,
        cache(gazetteer.distance),
        type_of,
        attributes.near,
        attributes.home,
        attributes.traits,
        meant,
    )


async def all_fits(mine: Post, tools: Tools, limit: int, well: float) -> list[Fit]:
    """Return the best `limit` posts of the other kind that the sender may see, and whatever fits `well`, best first.

    `well`: a score. To those that fit so well may belong posts that the sender may not see.
    """
    world, today, sight = ground(tools), tools.viewer.today(), tools.me.sight
    others = UNSEEN if mine.state in WANTING and mine.stamp.audience != "own" else 0
    seen, unseen = list[Fit](), list[Fit]()
    async for some, heard in candidates(mine, world, tools, unseen=others):
        shown = {other.id: other for other in some if may_see(sight, other.stamp)}
        seen = fits(mine, shown.values(), today, heard, limit, well, known=seen)
        hidden = (other for other in some if other.id not in shown)
        unseen = fits(mine, hidden, today, heard, 0, well, known=unseen)
    return best([*seen, *unseen], len(seen) + len(unseen))


async def best_fits(mine: Post, tools: Tools, limit: int = 5, *, owned: bool = False) -> list[Fit]:
    """Return the posts of the other kind that fit and that the sender may see, or owns where `owned`, best first."""
    world, found = ground(tools), list[Fit]()
    async for some, heard in candidates(mine, world, tools, owned=owned):
        found = fits(mine, some, tools.viewer.today(), heard, limit, known=found)
    return found


def seen_of(found: Sequence[Fit], tools: Tools) -> list[Fit]:
    """Return the fits that the sender may see, in their order."""
    return [fit for fit in found if may_see(tools.me.sight, fit.post.stamp)]


async def fit_items(mine: Post, found: Sequence[Fit], tools: Tools) -> list[Card]:
    """Return the fits as small cards with their reasons."""
    return await fit_cards_of(mine, found, tools.view, tools.viewer)


async def fit_cards_of(mine: Post, found: Sequence[Fit], view: View, viewer: Viewer) -> list[Card]:
    """Return the fits as small cards with their reasons, for one reader."""
    names = await names_of(view, viewer.locale, *(fit.post.stamp for fit in found))
    items = []
    for fit in found:
        line = post_cards.line(fit.post, names, viewer, post_cards.take_buttons(mine, fit.post, viewer))
        offer = fit.post if mine.kind == "request" else mine
        reasons = viewer.listed([reason_text(reason, offer, viewer) for reason in fit.reasons])
        why = Fact(viewer.say("Fits {id}", id=mine.id), (reasons,))
        items.append(replace(line, facts=(why, *line.facts)))
    return items


def reason_text(reason: Reason, offer: Post, viewer: Viewer) -> str:
    """Return one reason in the reader's words, a part of it in the offer's unit."""
    if reason.code in TRAIT_CODES:
        return viewer.say(TRAIT_CODES[reason.code], trait=trait_text(reason.word, viewer))
    amount = viewer.quantity(reason.value, offer.unit, offer.counter) if reason.code == "part" else ""
    days = viewer.plural("{n} day", "{n} days", reason.value)
    sentence = viewer.say(SENTENCES[reason.code], km=reason.value, days=days, amount=amount)
    if reason.code in ("late", "early"):
        return viewer.say("{reason} by {days}", reason=sentence, days=days)
    return sentence


def trait_text(word: str, viewer: Viewer) -> str:
    """Return a trait ("age:adult", "volts") in the reader's words; a language by its own name."""
    name, _, value = word.partition(":")
    if name == "language" and value and word not in TRAITS:
        return language_name(value, viewer.locale)
    return viewer.say(TRAITS.get(word) or TRAITS.get(name) or N_("a condition"))
