"""Which traits of a request and an offer go together: what agrees, what was not said, what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Side

NOT_SAID = 0.6
"""A condition of the asker's that the offer is silent about: to be asked before anything moves."""
SIZE_NOT_SAID = 0.8
"""A size or strength that the offer is silent about; the giver of many has most likely some that fit."""
TO_SETTLE = 0.75
"""A condition of the giver's that the request is silent about."""
GENERAL = 0.9
"""Money that names no purpose may be for any, but one that names the asker's is nearer."""
SOME = 0.9
"""Some of several wished values: an interpreter of one of two languages."""
UNLIKE = 0.3
"""Traits that differ where words are easily misread or something may still be arranged."""
OTHER_HEAT = 0.6
"""A heater that burns something else warms as well, where what it runs on can be had."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A trait both sides may speak of, in categories that begin so. `closes`: nothing in common rules a match out.

    `silence`: what is left when the offer says nothing of a trait that is wished, since most offers do not have it.
    `every`: each wished value has to be met: food without egg is no food without egg and milk.
    `usual`: the value that goes without saying: who does not name the current has the household's.
    """

    name: str
    within: tuple[str, ...]
    closes: bool = True
    silence: float = 1.0
    every: bool = False
    usual: str = ""


MACHINES = (
    "logistics.handling_equipment",
    "logistics.debris_removal",
    "nfi.appliances_furniture",
    "nfi.cleaning_tools",
    "nfi.heating_cooling",
    "nfi.kitchen_sets",
    "health.medical_equipment",
    "people.volunteers",
    "wash.bathing_laundry",
    "wash.disinfection",
    "wash.sanitation_works",
    "wash.water_treatment",
)
"""Where the things run on something; generators and lamps give it."""
RULES = (
    Rule("age", ("nfi.diapers", "nfi.clothing", "health.mhpss", "health.medical_supplies")),
    Rule("age", ("health.assistive_devices",), silence=NOT_SAID, usual="adult"),
    Rule("sex", ("nfi.clothing", "shelter.")),
    Rule("language", ("information.interpreting", "information.translation"), silence=NOT_SAID),
    Rule("volts", ("telecoms.generators",), silence=NOT_SAID),
    Rule("phase", ("telecoms.generators",), silence=NOT_SAID),
    Rule("volts", MACHINES, silence=NOT_SAID, usual="100"),
    Rule("who", ("shelter.", "wash.bathing_laundry")),
    Rule("purpose", ("finance.",), closes=False, silence=GENERAL),
    Rule("diet", ("food.",), closes=False, silence=NOT_SAID, every=True),
    Rule("pets", ("shelter.",), silence=NOT_SAID),
    Rule("animal", ("recovery.animals",)),
    Rule("fuel", ("logistics.fuel", *MACHINES), closes=False),
)
MEASURES = (
    Rule("cm", ("nfi.clothing", "health.assistive_devices"), silence=SIZE_NOT_SAID),
    Rule("size", ("nfi.diapers", "nfi.clothing"), silence=SIZE_NOT_SAID),
    Rule("age", ("education.", "protection.child_protection"), closes=False),
)
"""Ranges that must meet."""
POWERS = (
    Rule("va", ("telecoms.generators", "nfi.lighting_batteries"), silence=SIZE_NOT_SAID),
    Rule("kilos", ("logistics.road_transport", "logistics.debris_removal"), closes=False, silence=SIZE_NOT_SAID),
)
"""What must be strong or large enough; more than asked for does as well unless the asker sets an upper end.

Who asks for a 4-ton lorry is served by a 10-ton one; who says "3 tonnes or less" has narrow lanes.
"""
AIDS = ("health.assistive_devices", "health.medical_equipment", "health.medical_supplies")
"""Things of patients, which a text may name that asks for a ride to the hospital."""
HOSTED = ("shelter.", "wash.bathing_laundry", "recovery.community_support", "logistics.passenger_transport")
"""Where it matters who the guests are."""
WORK = (
    "people.",
    "coordination.",
    "shelter.repair_works",
    "wash.disinfection",
    "wash.sanitation_works",
    "logistics.handling_equipment",
    "logistics.debris_removal",
)
"""Where tools alone are of little use to who asks for hands."""
ENDS = frozenset({"ride", "cargo", "picture", "boarding", "feed", "lesson", "print"})
SORTED = ("information.mapping_gis", "logistics.", "recovery.animals", "education.")
"""Where one drone or boat carries people, goods or a camera, one shelf holds books and no teacher."""
CROSSING = "logistics.air_sea_transport"
"""A boat carries people as well as goods, unless its crew says that it does not."""
REFUSABLE = ("diet", "pets", "who", "animal")
"""Traits that a giver may refuse; the last counts only where animals are the thing."""
LANGUAGE_WORK = frozenset({"interpreter", "translation"})
"""Each is near the other, and who does the one only says so."""
HOMELESS = frozenset({"families", "women", "seniors"})
LODGING = ("shelter.temp_housing", "shelter.evac_space")
EVACUEES = "who:evacuees"
"""Who a family, a mother or an old person is that asks for a room, unless the text says otherwise."""
SLACK = 0.9
"""A tenth below what is asked for is still near enough to talk about."""


def unlike(request: Side, offer: Side, topic: str) -> Reason | None:
    """Return the trait that rules the match out, or None. `topic`: the category the two meet in."""
    for reason, closes in _against(request, offer, topic):
        if closes:
            return reason
    return None


def agreement(request: Side, offer: Side, topic: str) -> list[Share]:
    """Return what each trait leaves of the match; what agrees costs nothing and is told."""
    found = [Share(_left(reason, topic), reason) for reason, closes in _against(request, offer, topic) if not closes]
    against = {share.reason.word for share in found}
    rules = [rule for rule in _rules(topic) if rule.name not in against]
    found += [share for rule in rules for share in _told(request, offer, rule)]
    found += _ranges(request, offer, topic)
    found += _demands(request, offer)
    if topic in LODGING and EVACUEES in offer.marks.get("not", ()) and not _wished(request, "who"):
        found.append(Share(NOT_SAID, Reason("not_said", 0, "who:staff")))
    return found


def _left(reason: Reason, topic: str) -> float:
    return OTHER_HEAT if reason.word == "fuel" and topic == "nfi.heating_cooling" else UNLIKE


def _told(request: Side, offer: Side, rule: Rule) -> Iterator[Share]:
    """Yield what agrees of a trait, and what the offer does not say of it."""
    wanted, given = request.marks.get(rule.name, frozenset()), offer.marks.get(rule.name, frozenset())
    shared, missing = wanted & given, wanted - given
    if shared:
        whole = not missing or rule.every
        yield Share(1.0 if whole else SOME, Reason("agrees", 0, f"{rule.name}:{min(shared)}"))
    unsaid = missing - {rule.usual}
    if unsaid and rule.silence < 1.0 and (not given or (shared and rule.every)):
        yield Share(rule.silence, Reason("not_said", 0, f"{rule.name}:{min(unsaid)}"))


def _against(request: Side, offer: Side, topic: str) -> Iterator[tuple[Reason, bool]]:
    """Yield what stands against the match, and whether it rules the match out."""
    if name := _refused(request, offer, topic):
        yield Reason("unlike", 0, name), True
    elif not topic.startswith("food.") and _needs_refused(request, offer):
        yield Reason("unlike", 0, "needs"), _would_count(request, offer)
    if _without_power(request, offer, topic):
        yield Reason("unlike", 0, "fuel"), True
    if _another_help(request, offer, topic):
        yield Reason("unlike", 0, "sort"), False
    if _for_households(offer, topic):
        yield Reason("unlike", 0, "who"), False
    if topic.startswith(HOSTED) and _shut_out(request, offer):
        yield Reason("unlike", 0, "who"), True
    status = request.marks.get("status")
    if status and "registered" in _demanded(offer) and "unregistered" in status:
        yield Reason("unlike", 0, "status"), True
    if status and "track_record" in _demanded(offer) and "new" in status:
        yield Reason("unlike", 0, "status"), True
    for rule in _rules(topic):
        if not _meet(request, offer, rule):
            yield Reason("unlike", 0, rule.name), rule.closes
    for rule in _sizes(topic):
        if not _fit(request, offer, rule):
            yield Reason("unlike", 0, rule.name), rule.closes


@cache
def _rules(topic: str) -> tuple[Rule, ...]:
    """Return the rules of traits for a category; there are some hundred categories, and many pairs."""
    return tuple(rule for rule in RULES if topic.startswith(rule.within))


@cache
def _sizes(topic: str) -> tuple[Rule, ...]:
    """Return the rules of sizes for a category."""
    return tuple(rule for rule in (*MEASURES, *POWERS) if topic.startswith(rule.within))


def _refused(request: Side, offer: Side, topic: str) -> str | None:
    """Return the trait of which the giver refuses all that is wished; of food nothing wished may be refused."""
    refused = offer.marks.get("not")
    if not refused:
        return None
    for name in REFUSABLE if topic.startswith("recovery.animals") else REFUSABLE[:-1]:
        wished = _wished(request, name)
        if wished and (wished & refused if name == "diet" else wished <= refused):
            return name
    return None


def _needs_refused(request: Side, offer: Side) -> bool:
    """Return whether the giver refuses a thing that is asked for, and gives none of the others.

    Of food it is not looked at: "no eggs" there is what makes it fit, and the marks of diets tell it.
    """
    left = request.wishes - offer.marks.get("not", frozenset())
    return left != request.wishes and not left & offer.wishes


def _would_count(request: Side, offer: Side) -> bool:
    """Return whether it is a refused thing that would bring the two together; else what is given may be of use."""
    refused = request.wishes & offer.marks.get("not", frozenset())
    return bool(refused & (offer.wishes | LANGUAGE_WORK))


def _without_power(request: Side, offer: Side, topic: str) -> bool:
    """Return whether the offered machine runs on what the asker has not got: mains, or a place to charge."""
    lacking = request.marks.get("not", frozenset())
    if not topic.startswith(MACHINES) or not lacking & {"fuel:electric", "fuel:battery"}:
        return False
    runs_on = {f"fuel:{each}" for each in offer.marks.get("fuel", ())}
    if not runs_on and "volts" in offer.marks:
        runs_on = {"fuel:electric"}
    return bool(runs_on) and runs_on <= lacking


def _another_help(request: Side, offer: Side, topic: str) -> bool:
    """Return whether the two speak of one thing for different ends: a wheelchair, and a ride for who sits in one."""
    wanted, given = request.marks.get("sort", frozenset()), offer.marks.get("sort", frozenset())
    refused = {each.removeprefix("sort:") for each in offer.marks.get("not", ()) if each.startswith("sort:")}
    if topic.startswith(AIDS) and ("ride" in wanted) != ("ride" in given):
        return True
    if topic.startswith(WORK) and "people" in wanted & refused:
        return True
    ends, ashore = wanted & ENDS, topic != CROSSING
    if topic.startswith(SORTED) and ends and (ends <= refused or (ashore and given & ENDS and ends.isdisjoint(given))):
        return True
    contents = (request.category or "").startswith(("logistics.fuel", "wash.drinking_water"))
    return contents and offer.says("empty") and not request.says("empty")


def _for_households(offer: Side, topic: str) -> bool:
    """Return whether the offer is purchasing power for households, where a group's costs are to be met."""
    bound = offer.says("who", "evacuees") or offer.says("guests", "families")
    return bound and topic == "finance.funding" and offer.category == "finance.cash_vouchers"


def _shut_out(request: Side, offer: Side) -> bool:
    """Return whether the offer is for certain guests only, and the request for others."""
    only, guests = offer.marks.get("only_for"), request.marks.get("guests")
    return bool(only and guests and only.isdisjoint(guests))


def _demanded(offer: Side) -> frozenset[str]:
    """Return what the giver demands of who asks; a giver open to any group demands no registration."""
    demands = offer.marks.get("demands", frozenset())
    return demands - {"registered", "track_record"} if offer.says("open_to", "any") else demands


def _wished(request: Side, name: str) -> frozenset[str]:
    if name == "who" and "who" not in request.marks:
        return frozenset({EVACUEES} if HOMELESS & request.marks.get("guests", frozenset()) else ())
    return frozenset(f"{name}:{value}" for value in request.marks.get(name, ()))


def _meet(request: Side, offer: Side, rule: Rule) -> bool:
    wanted, given = request.marks.get(rule.name), offer.marks.get(rule.name)
    return not wanted or not given or bool(wanted & given)


def _fit(request: Side, offer: Side, rule: Rule) -> bool:
    wanted, given = request.measures.get(rule.name), offer.measures.get(rule.name)
    if not wanted or not given:
        return True
    if rule in POWERS:
        exact = wanted[0] == wanted[1]
        return given[1] >= wanted[0] * SLACK and (exact or given[0] <= wanted[1] / SLACK)
    return given[0] <= wanted[1] and wanted[0] <= given[1]


def _ranges(request: Side, offer: Side, topic: str) -> Iterator[Share]:
    for rule in _sizes(topic):
        wanted, given = request.measures.get(rule.name), offer.measures.get(rule.name)
        if not wanted:
            continue
        if given is None:
            if rule.silence < 1.0:
                yield Share(rule.silence, Reason("not_said", 0, rule.name))
        elif _fit(request, offer, rule):
            yield Share(1.0, Reason("agrees", 0, rule.name))


def _demands(request: Side, offer: Side) -> Iterator[Share]:
    """Yield conditions of the giver's that the request does not meet in so many words."""
    demands, status = _demanded(offer), request.marks.get("status", frozenset())
    if "registered" in demands and not status:
        yield Share(TO_SETTLE, Reason("to_settle", 0, "status"))
    for each in sorted(demands & {"track_record", "members", "verified", "fee"}):
        yield Share(TO_SETTLE, Reason("to_settle", 0, each))
