"""Sifts the lines of a whole post: leaves out asides, reasons, and what was said before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.ports import Vocabulary
from knowledge.reader.drafts import Draft
from knowledge.reader.stances import Sentence

_HANDS = "people.volunteers"
_ROOMS = ("shelter.temp_housing", "shelter.evac_space")
_HOME_WORK = ("shelter.repair_works", "wash.disinfection")
_SERVED = ("person", "household", "hour", "session", "trip", "site")
_BROKEN = re.compile(
    r"\b(?:broke|broken|dead|died|failed|fails|gone|burnt|burned|leaks?|leaked|lost|stolen|overflowing)\b"
)
_LACKING = re.compile(
    r"\b(?:no|out\sof|lack\w*|short\w*|without|left|gone|empty)\b"
)  # "no fuel. 200 litres of diesel?"


def without_said_again(
    vocabulary: Vocabulary, drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]
) -> list[Draft]:
    """Return the lines without the work, in English, that an earlier sentence names in other words.

    "I speak Nepali. I can interpret by phone": a service without a number is one line however often it is named.
    """
    kept: list[Draft] = []
    for draft in drafts:
        category = vocabulary.category(draft.category) if draft.category else None
        work = category is not None and category.type in ("service", "people") and draft.item.isascii()
        alike = [each for each in kept if (each.kind, each.category) == (draft.kind, draft.category)]
        elsewhere = any(sentence_at(each.start) is not sentence_at(draft.start) for each in alike)
        if draft.amount or not (work and elsewhere):
            kept.append(draft)
    return kept


def without_asides(drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]) -> list[Draft]:
    """Return the lines without those that only surround others.

    Where something is counted, an uncounted offer is a remark (運賃, "by boat"), and so is an uncounted request
    beside counted offers (燃料だけ負担してください).
    """
    drafts = _without_broken(_without_unknown(_for_those_served(drafts, sentence_at), sentence_at), sentence_at)
    counted = {draft.kind for draft in drafts if draft.amount}
    first = drafts[0].kind if drafts else None
    sayers = [draft for draft in drafts if draft.amount] + [draft for draft in drafts if not draft.amount][:1]
    if any(draft.kind != first for draft in drafts) or any(draft.amount for draft in drafts):
        drafts = [draft for draft in drafts if not _is_said_by_another(draft, sayers, sentence_at)]
    strong = [draft for draft in drafts if not draft.weak]
    if not counted:
        return strong or list(drafts[:1])
    remark = {"offer"} | ({"request"} if counted == {"offer"} else set())
    beside = [sentence_at(draft.start) for draft in strong if draft.amount]
    return [
        draft
        for draft in strong
        if draft.amount
        or draft.kind not in remark
        or (_is_goods(draft) and sentence_at(draft.start) in beside)
        or _is_asked_outright(draft, sentence_at(draft.start))
    ]


def _for_those_served(drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]) -> list[Draft]:
    """Return the lines without people or homes that a sentence of their own counts: they are in need.

    "床下浸水38世帯です。消毒をお願いします": they count what is asked for them where that has no number of its own.
    """
    known = [each for each in drafts if each.category and "category" not in each.guessed]
    served = [
        each
        for each in drafts
        if each not in known
        and not each.listed
        and each.quantity
        and each.quantity.unit in _SERVED
        and all(sentence_at(other.start) is not sentence_at(each.start) for other in known)
    ]
    if not known or not served:
        return list(drafts)
    free = [each for each in known if not each.amount and _counts(each, served[0])]
    return [
        replace(each, quantity=served[0].quantity, amount=served[0].amount, counted=served[0].counted)
        if len(free) == 1 and each is free[0]
        else each
        for each in drafts
        if each not in served
    ]


def _counts(asked: Draft, served: Draft) -> bool:
    """Return whether those served say how much of a thing is asked for: homes of work on homes, all of rooms."""
    unit = served.quantity.unit if served.quantity else ""
    return asked.category in _ROOMS or (unit == "household" and asked.category in _HOME_WORK)


def _without_unknown(drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]) -> list[Draft]:
    """Return the lines without what sentences of their own count in English words nobody knows, where others are known.

    Those mostly tell why: "Three people under the wall. Rescue team quick", "22 cows, barn flooded. Hay please".
    """
    known = [sentence_at(draft.start) for draft in drafts if draft.category]
    if not known:
        return list(drafts)
    return [
        each
        for each in drafts
        if each.category or each.listed or not each.item.isascii() or sentence_at(each.start) in known
    ]


def _without_broken(drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]) -> list[Draft]:
    """Return the lines without the things that are only told to be broken, where another of the kind is asked for.

    "Our stove broke. Kerosene heaters, any size": the stove tells why.
    """
    return [
        draft
        for at, draft in enumerate(drafts)
        if draft.quantity
        or not _BROKEN.search(sentence_at(draft.start).words)
        or not any(
            (each.kind, each.category) == (draft.kind, draft.category)
            and sentence_at(each.start) is not sentence_at(draft.start)
            for each in drafts[at + 1 :]
        )
    ]


def _is_goods(draft: Draft) -> bool:
    """Return whether an uncounted thing is more than how the rest gets there ("pickup only", on pallets, 運賃)."""
    means = ("logistics", "finance") if draft.item.isascii() else ("logistics", "finance", "people")
    return not (draft.category or "logistics").startswith(means)


def _is_asked_outright(draft: Draft, sentence: Sentence) -> bool:
    """Return whether a clause in English asks for this beside what is offered: "can cook, just need propane"."""
    return sentence.stance == draft.kind == "request" and not sentence.hinted and sentence.words.isascii()


def _is_said_by_another(draft: Draft, drafts: Sequence[Draft], sentence_at: Callable[[int], Sentence]) -> bool:
    """Return whether another sentence counts what this line only names: "Rice is short. 1.2 tonnes of rice", or
    whether it only calls for hands for the work that another names ("Volunteers wanted! Mud removal, 20 people").

    `drafts` are those that may say so: counted, or of the other kind.
    """
    if draft.quantity or draft.category is None or (draft.amount and not draft.item.isascii()):
        return False
    if draft.category == _HANDS and any(each.amount and each.amount.unit in ("person", "team") for each in drafts):
        return True
    alike = [each for each in drafts if each.category == draft.category]
    elsewhere = [each for each in alike if sentence_at(each.start) is not sentence_at(draft.start)]
    if any(each.kind != draft.kind and each.start < draft.start for each in elsewhere):
        return True  # "Wanted: a ferry. Chartered boats ok"
    lacks = _LACKING.search(sentence_at(draft.start).words) is not None
    return any(each.amount and each.kind == draft.kind and (lacks or _is_same_work(each, draft)) for each in elsewhere)


def _is_same_work(counted: Draft, named: Draft) -> bool:
    one, other = counted.item.lower(), named.item.lower()
    return one in other or other in one or (counted.amount is not None and counted.amount.unit == "person")


def without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the lines without those that say an earlier one again, as posts in two languages do."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((at for at, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        elif kept[twin].quantity is None:
            kept[twin] = replace(kept[twin], quantity=draft.quantity, amount=draft.amount)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    if one.category is None or (one.kind, one.category) != (other.kind, other.category):
        return False
    if one.quantity is None or other.quantity is None:
        return one.item.isascii() != other.item.isascii() or one.item.lower() == other.item.lower()
    numbers = (one.quantity.value, one.quantity.max) == (other.quantity.value, other.quantity.max)
    return numbers and (one.item.isascii() != other.item.isascii() or one.item.lower() == other.item.lower())
