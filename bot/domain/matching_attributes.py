"""Which traits of a request and an offer go together: what agrees, what was not said, what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.domain.matching_reasons import Reason, Share
from bot.domain.matching_sides import Side

NOT_SAID = 0.6
"""A condition of the asker's that the offer is silent about: to be asked before anything moves."""
TO_SETTLE = 0.75
"""A condition of the giver's that the request is silent about."""
GENERAL = 0.9
"""Money that names no purpose may be for any, but one that names the asker's is nearer."""
SOME = 0.9
"""Some of several wished values: an interpreter of one of two languages."""
UNLIKE = 0.3
"""Traits that differ where words are easily misread or something may still be arranged."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A trait both sides may speak of, in categories that begin so. `closes`: nothing in common rules a match out.

    `silence`: what is left when the offer says nothing of a trait that is wished, since most offers do not have it.
    `every`: each wished value has to be met: food without egg is no food without egg and milk.
    """

    name: str
    within: tuple[str, ...]
    closes: bool = True
    silence: float = 1.0
    every: bool = False


RULES = (
    Rule("age", ("nfi.diapers", "nfi.clothing", "health.mhpss", "health.medical_supplies")),
    Rule("sex", ("nfi.clothing", "shelter.")),
    Rule("language", ("information.interpreting", "information.translation"), silence=NOT_SAID),
    Rule("volts", ("telecoms.generators",), silence=NOT_SAID),
    Rule("phase", ("telecoms.generators",), silence=NOT_SAID),
    Rule("who", ("shelter.", "wash.bathing_laundry")),
    Rule("purpose", ("finance.",), closes=False, silence=GENERAL),
    Rule("diet", ("food.",), closes=False, silence=NOT_SAID, every=True),
    Rule("pets", ("shelter.",), silence=NOT_SAID),
    Rule("animal", ("recovery.animals",)),
    Rule("fuel", ("logistics.fuel", "nfi.heating_cooling"), closes=False),
)
MEASURES = (Rule("cm", ("nfi.clothing",)), Rule("size", ("nfi.diapers", "nfi.clothing")))
"""Ranges that must meet."""
POWERS = (
    Rule("va", ("telecoms.generators", "nfi.lighting_batteries")),
    Rule("kilos", ("logistics.road_transport", "logistics.debris_removal"), closes=False),
)
"""What must be strong or large enough; more than asked for does as well unless the asker sets an upper end.

Who asks for a 4-ton lorry is served by a 10-ton one; who says "3 tonnes or less" has narrow lanes.
"""
HOSTED = ("shelter.", "wash.bathing_laundry", "recovery.community_support", "logistics.passenger_transport")
"""Where it matters who the guests are."""
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
    found = [Share(UNLIKE, reason) for reason, closes in _against(request, offer, topic) if not closes]
    against = {share.reason.word for share in found}
    rules = [rule for rule in _rules(topic) if rule.name not in against]
    found += [share for rule in rules for share in _told(request, offer, rule)]
    found += _ranges(request, offer, topic)
    found += _demands(request, offer)
    return found


def _told(request: Side, offer: Side, rule: Rule) -> Iterator[Share]:
    """Yield what agrees of a trait, and what the offer does not say of it."""
    wanted, given = request.marks.get(rule.name, frozenset()), offer.marks.get(rule.name, frozenset())
    shared, missing = wanted & given, wanted - given
    if shared:
        whole = not missing or rule.every
        yield Share(1.0 if whole else SOME, Reason("agrees", 0, f"{rule.name}:{min(shared)}"))
    if missing and rule.silence < 1.0 and (not given or (shared and rule.every)):
        yield Share(rule.silence, Reason("not_said", 0, f"{rule.name}:{min(missing)}"))


def _against(request: Side, offer: Side, topic: str) -> Iterator[tuple[Reason, bool]]:
    """Yield what stands against the match, and whether it rules the match out."""
    refused = offer.marks.get("not")
    if refused:
        for name in ("diet", "pets", "who", "animal", "needs"):
            if refused & _wished(request, name):
                yield Reason("unlike", 0, name), True
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


def _shut_out(request: Side, offer: Side) -> bool:
    """Return whether the offer is for certain guests only, and the request for others."""
    only, guests = offer.marks.get("only_for"), request.marks.get("guests")
    return bool(only and guests and only.isdisjoint(guests))


def _demanded(offer: Side) -> frozenset[str]:
    """Return what the giver demands of who asks; a giver open to any group demands no registration."""
    demands = offer.marks.get("demands", frozenset())
    return demands - {"registered", "track_record"} if offer.says("open_to", "any") else demands


def _wished(request: Side, name: str) -> frozenset[str]:
    if name == "needs":
        return request.wishes
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
            yield Share((1 + NOT_SAID) / 2, Reason("not_said", 0, rule.name))
        elif _fit(request, offer, rule):
            yield Share(1.0, Reason("agrees", 0, rule.name))


def _demands(request: Side, offer: Side) -> Iterator[Share]:
    """Yield conditions of the giver's that the request does not meet in so many words."""
    demands, status = _demanded(offer), request.marks.get("status", frozenset())
    if "registered" in demands and not status:
        yield Share(TO_SETTLE, Reason("to_settle", 0, "status"))
    for each in sorted(demands & {"track_record", "members", "verified", "fee"}):
        yield Share(TO_SETTLE, Reason("to_settle", 0, each))
