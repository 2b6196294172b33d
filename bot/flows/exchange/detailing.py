"""When, at which site and at which desk a delivery arrives: said and changed by either side, told to the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.cards import commitments as commitment_cards
from bot.cards.arrivals import arriving
from bot.cards.posts import whose_day
from bot.chat import Choice, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.commitment import DESK_SIGNS, Commitment
from bot.domain.post import Post, PostPlace
from bot.domain.site import Site
from bot.flows.exchange.destinations import NEW, codes_of, destined, is_site, only_municipality
from bot.flows.exchange.gathering import day_in, no_date
from bot.flows.exchange.moving import as_it_stands
from bot.flows.exchange.taking import told

FIELDS = ("arrives", "site", "desk", "place", "which")
WHOLE = {"asked": "all"}
"""What the form carries: a field that comes back empty is meant empty, while a typed line changes what it names."""
NEVER = {"site": ("phone", "email", "address", "name"), "desk": ("phone", "email", "address")}
"""Kinds of personal words that are refused: they cross to others by consent alone. A desk may be known by a name."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is to stand, what is wrong with what was typed, by field, and the sites that may have been meant."""

    after: Commitment
    errors: Mapping[str, str]
    near: tuple[Site, ...] = ()


async def details(commitment: Commitment, invocation: Invocation, tools: Tools) -> Reply:
    """Change what was typed of when and where, or ask for it with what stands filled in."""
    request, _ = await commitment_cards.both_posts(tools.view, commitment)
    typed = {name: invocation.options[name].strip() for name in FIELDS if name in invocation.options}
    words = invocation.options.get("text", "")
    if words or not (typed or WHOLE.items() <= invocation.options.items()):
        suggested = {**_standing(commitment, request, tools), **_guess(words, request, tools), **typed}
        return Reply(_form(Details(commitment, {}), request, suggested, tools))
    if WHOLE.items() <= invocation.options.items():
        typed = {name: typed.get(name, "") for name in FIELDS}
    read = await _read(commitment, request, typed, tools)
    if read.errors:
        return Reply(_form(read, request, _standing(commitment, request, tools) | typed, tools))
    if read.after == commitment:
        return await as_it_stands(commitment, tools, tools.viewer.say("Nothing is changed."))
    stamped = replace(read.after, stamp=replace(commitment.stamp, updated_at=tools.now))
    after = await tools.uow.commitments.save(stamped, by=tools.me.person.id, what="details")
    await told(after, request, tools)
    noted = tools.viewer.say("Noted. The other side is told.")
    return await as_it_stands(after, tools, noted, _beyond(after, request, tools))


def _beyond(after: Commitment, request: Post, tools: Tools) -> str:
    """Say that it would arrive after the request's last day."""
    if not (after.arrives and request.ends and after.arrives > request.ends):
        return ""
    return tools.viewer.say("That is after the last day of {id}.", id=request.id)


def _guess(words: str, request: Post, tools: Tools) -> dict[str, str]:
    """Return the field that words typed without a name are meant for: a day, else a desk."""
    if not words:
        return {}
    return {"arrives": words} if day_in(words, request.item, request.kind, tools) else {"desk": words}


def _standing(commitment: Commitment, request: Post, tools: Tools) -> dict[str, str]:
    """Return what stands now as people would type it; where nobody named a site, the request's own."""
    default = next((place for place in arriving(request) if place.site), PostPlace(""))
    day = commitment.arrives or request.ends
    return {
        "arrives": day.isoformat() if day else "",
        "site": commitment.site or default.site,
        "desk": commitment.desk,
    }


def _form(read: Details, request: Post, values: Mapping[str, str], tools: Tools) -> Form:
    """Ask for the details; the municipality and which of several sites only where that is open."""
    say, errors, number = tools.viewer.say, read.errors, read.after.id
    questions = {
        "arrives": (say("When does it arrive?"), say("Friday or 2026-11-27")),
        "site": (say("At which site?"), say("Iida elementary school")),
        "desk": (say("At which gate or desk?"), say("gate 2, Tanaka desk")),
        "place": (say("In which municipality is the site?"), say("Wajima")),
        "which": (say("Which of these?"), ""),
    }
    open_place = "place" in errors or (codes_of(request) and only_municipality(request) is None)
    asked = {"arrives", "site", "desk", *(("place",) if open_place else ()), *(("which",) if read.near else ())}
    sites = (*(Choice(site.id, site.name) for site in read.near), Choice(NEW, say("None of these")))
    fields = tuple(
        Field(
            name,
            label,
            values.get(name, ""),
            hint,
            errors.get(name, ""),
            required=name == "which",
            choices=sites if name == "which" else (),
        )
        for name, (label, hint) in questions.items()
        if name in asked
    )
    title = say("When and where {id} arrives", id=number)
    note = say("Nothing is lost: correct what is marked and send.") if errors else say("What stays empty is left open.")
    options = {"action": "details", "record": number, **WHOLE}
    return Form(title, "mine", fields, options, note=note, locale=tools.viewer.locale)


async def _read(commitment: Commitment, request: Post, typed: Mapping[str, str], tools: Tools) -> Details:
    """Return the commitment with what was typed in it, as far as it can be taken."""
    errors: dict[str, str] = {}
    after = commitment
    if "arrives" in typed:
        day, errors["arrives"] = _day(typed["arrives"], commitment, request, tools)
        after = replace(after, arrives=None if day == request.ends else day)
    if "desk" in typed:
        errors["desk"] = _wrong_desk(typed["desk"], tools)
        after = replace(after, desk=typed["desk"])
    if "site" in typed:
        errors["site"] = _wrong_site(typed["site"], tools)
    wrong = {name: error for name, error in errors.items() if error}
    if "site" not in typed or "site" in wrong:
        return Details(after, wrong)
    bound = await destined(after, request, typed, tools)
    return Details(bound.commitment, {**wrong, **bound.errors}, bound.near)


def _day(typed: str, commitment: Commitment, request: Post, tools: Tools) -> tuple[date | None, str]:
    """Return the day, and what is wrong with it; a day that stands already may be over."""
    if not typed:
        return None, ""
    day = day_in(typed, request.item, request.kind, tools)
    if day is None:
        return None, no_date(typed, tools)
    today = tools.viewer.today(whose_day(request))
    if day < today and day not in (commitment.arrives, request.ends):
        example = today.isoformat()
        return None, tools.viewer.say("{typed} is over already. For example {example}.", typed=typed, example=example)
    return day, ""


def _wrong_desk(typed: str, tools: Tools) -> str:
    say = tools.viewer.say
    if len(typed) > DESK_SIGNS:
        return say("At most {most} characters, for example: gate 2, Tanaka desk.", most=DESK_SIGNS)
    return _personal("desk", typed, tools)


def _wrong_site(typed: str, tools: Tools) -> str:
    if not typed:
        return ""
    if not is_site(typed):
        return tools.viewer.say("{typed} is no name of a site. For example Iida elementary school.", typed=typed)
    return _personal("site", typed, tools)


def _personal(field: str, typed: str, tools: Tools) -> str:
    """Return what to leave out, where words of a kind stand in it that only consent may bring to others."""
    personal = tools.reader.personal(typed)
    words = [each.words for each in personal if each.kind in NEVER[field]]
    if not words:
        return ""
    return tools.viewer.say(
        "Leave out {words}: contact details cross only by consent.", words=tools.viewer.listed(words)
    )
