"""To which site a delivery goes: found or made in the municipality its request names, asked where names are near."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.cards.arrivals import arriving
from bot.command import Tools
from bot.domain.commitment import Commitment
from bot.domain.post import Post, PostPlace
from bot.domain.site import Site
from bot.domain.site_names import site_key, site_name
from bot.flows.exchange.siting import found, near, sited
from bot.flows.places import guessed, is_municipality

SITE_SIGNS = 60
NEW = "new"
"""The answer that a site is none of those whose names are near."""


@dataclass(frozen=True, slots=True)
class Destined:
    """A commitment bound for a site; or what is wrong, by field, and the sites that may have been meant."""

    commitment: Commitment
    errors: Mapping[str, str] = field(default_factory=dict)
    near: tuple[Site, ...] = ()


def named(typed: str) -> str:
    """Return a site's name within what was typed; what somebody typed as a site is one, whatever its kind."""
    return site_name(typed) or " ".join(typed.split())


def is_site(typed: str) -> bool:
    """Return whether a site can bear this name."""
    return len(typed) <= SITE_SIGNS and any(map(str.isalpha, site_key(named(typed))))


def codes_of(request: Post) -> tuple[str, ...]:
    """Return the codes of the places where a request is needed."""
    return tuple(dict.fromkeys(code for place in arriving(request) for code in place.codes))


def only_municipality(request: Post) -> str | None:
    """Return the one municipality a request names, or None."""
    codes = codes_of(request)
    return codes[0] if len(codes) == 1 and is_municipality(codes[0]) else None


async def destined(commitment: Commitment, request: Post, typed: Mapping[str, str], tools: Tools) -> Destined:
    """Return the commitment bound for the site that was typed, which is found or made; an empty one is the request's.

    `typed` holds `site`, and where it was asked for `place` (its municipality) and `which` (of several near names).
    """
    name = named(typed["site"]) if typed["site"] else ""
    if name == commitment.site and not typed.get("place"):
        return Destined(commitment)
    default = {place.site for place in arriving(request)}
    if not name or (name in default and not commitment.site):
        return Destined(replace(commitment, site="", site_id=""))
    if not codes_of(request):
        return Destined(replace(commitment, site=name, site_id=""))
    code, error = await _municipality(name, request, typed.get("place", ""), tools)
    if code is None:
        return Destined(commitment, {"place": error})
    return await _settled(commitment, request, PostPlace(tools.viewer.place(code), (code,), "to", name), typed, tools)


async def _settled(
    commitment: Commitment, request: Post, place: PostPlace, typed: Mapping[str, str], tools: Tools
) -> Destined:
    """Return the commitment bound for the site of this name, or for the near one that was chosen instead."""
    sites, answer = await near(place.codes[0], place.site, request.stamp.drill, tools), typed.get("which", "")
    chosen = next((site for site in sites if site.id == answer), None)
    if sites and chosen is None and answer != NEW:
        error = tools.viewer.say("{site} may be one that stands here already.", site=place.site)
        return Destined(commitment, {"which": error}, sites)
    if chosen:
        return Destined(replace(commitment, site=chosen.name, site_id=chosen.id))
    kept = (await sited(replace(request, places=(place,)), tools)).places[0]
    return Destined(replace(commitment, site=kept.site, site_id=kept.site_id))


async def _municipality(name: str, request: Post, typed: str, tools: Tools) -> tuple[str | None, str]:
    """Return the municipality of a site: the one typed, the request's only one, or where the site stands already."""
    say, codes = tools.viewer.say, codes_of(request)
    if typed:
        place, error = guessed(typed, tools)
        chosen = place.codes[0] if place and len(place.codes) == 1 else ""
        if is_municipality(chosen) and any(tools.gazetteer.covers(code, chosen) for code in codes):
            return chosen, ""
        wanted = tools.viewer.listed([tools.viewer.place(code, full=True) for code in codes[:3]])
        return None, error or say("{id} goes to {places}. Name a municipality there.", id=request.id, places=wanted)
    only = only_municipality(request)
    if only:
        return only, ""
    for code in filter(is_municipality, codes):
        if await found(code, name, request.stamp.drill, tools):
            return code, ""
    return None, say("In which municipality is {site}? For example Wajima.", site=name)
