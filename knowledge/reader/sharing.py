"""Gives each line of a post its places and its time: its own, or those it shares with the rest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.reading import ReadPlace, Role
from knowledge.reader.counting import CARRIED
from knowledge.reader.drafts import Draft
from knowledge.reader.page import Page, sentence_of
from knowledge.reader.spots import Spot
from knowledge.reader.windows import Window

_HEADING = re.compile(r"\s*(?:市|町|村|区|県)?\s*[:\n]\s*")


def places_for(page: Page, draft: Draft, drafts: Sequence[Draft]) -> tuple[ReadPlace, ...]:
    """Return the places of one line of a post, each with its role."""
    spots = _near(page, draft, drafts, page.spots)
    if draft.kind == "offer":
        return tuple(spot.place for spot in spots)
    carried = draft.category in CARRIED or any(each.category in CARRIED for each in drafts if each.kind == "request")
    moves = carried and {"from", "to"} <= {spot.load for spot in spots}
    roles: list[Role] = [spot.load if moves else "at" for spot in spots]
    return tuple(replace(spot.place, role=role) for spot, role in zip(spots, roles, strict=True))


def _near(page: Page, draft: Draft, drafts: Sequence[Draft], spots: Sequence[Spot]) -> Sequence[Spot]:
    """Return the places that hold for a line: its own, those of its sentence, and those of sentences without lines."""
    sentence = sentence_of(page, draft.start)
    here = [spot for spot in spots if sentence.start <= spot.start < sentence.end]
    fellows = [each for each in drafts if sentence.start <= each.start < sentence.end]
    if len(fellows) > 1 and (own := _alternating(fellows, here)):
        return [own[fellows.index(draft)]]
    busy = [sentence_of(page, each.start) for each in drafts]
    shared = [spot for spot in spots if sentence_of(page, spot.start) not in busy]
    if heading := _heading(page, draft, [spot for spot in shared if spot not in here]):
        return heading
    found = [spot for spot in spots if spot in here or spot in shared]
    return found or [spot for spot in spots if sentence_of(page, spot.start) == busy[0]]


def _heading(page: Page, draft: Draft, shared: Sequence[Spot]) -> list[Spot]:
    """Return the place over a line where several places each stand over lines of their own ("Suzu:", "Nanao:")."""
    headings = [
        spot for spot in shared if _HEADING.fullmatch(page.original, spot.end, sentence_of(page, spot.start).end)
    ]
    before = [spot for spot in headings if spot.start < draft.start]
    return before[-1:] if len(headings) > 1 and len(headings) == len(shared) else []


def _alternating(drafts: Sequence[Draft], spots: Sequence[Spot]) -> list[Spot]:
    """Return each line's own place where lines and places take turns ("50 tents in Suzu and 20 in Noto")."""
    if len(drafts) != len(spots):
        return []
    marks = sorted([(draft.start, "line") for draft in drafts] + [(spot.start, "place") for spot in spots])
    kinds = [kind for _, kind in marks]
    return list(spots) if all(one != other for one, other in pairwise(kinds)) else []


def window_for(page: Page, draft: Draft, drafts: Sequence[Draft]) -> Window | None:
    """Return the time that holds for a line: its own sentence's, else that of the sentences around it, as one."""
    sentence = sentence_of(page, draft.start)
    real = [window for window in page.windows if window.first or window.last]
    here = [window for window in real if sentence.start <= window.start < sentence.end]
    busy = [sentence_of(page, each.start) for each in drafts]
    loose = [window for window in real if sentence_of(page, window.start) not in busy and _tells_of_wish(page, window)]
    return _merged(here) or _merged(loose) or _merged([w for w in real if sentence_of(page, w.start) == busy[0]])


def _tells_of_wish(page: Page, window: Window) -> bool:
    return sentence_of(page, window.start).stance not in ("refusal", "question")


def _merged(windows: Sequence[Window]) -> Window | None:
    """Return several windows as one: an open start and the deadline, else the deadline, else the first.

    Other days beside a deadline tell why or when something else happens ("tools go out on Saturday, so by Friday").
    """
    deadline = next((window for window in windows if window.last and not window.first), None)
    opening = next((window for window in windows if window.first and not window.last), None)
    if deadline and opening and opening.first and deadline.last and opening.first <= deadline.last:
        return replace(opening, last=deadline.last)
    return deadline or next((window for window in windows if window.dated), None) or next(iter(windows), None)
