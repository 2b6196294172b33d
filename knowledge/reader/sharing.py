"""Gives each line of a post its places and its time: its own, or those it shares with the rest."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.reading import ReadPlace, Role
from knowledge.reader.counting import CARRIED
from knowledge.reader.lines import Draft
from knowledge.reader.page import Page, sentence_of
from knowledge.reader.spots import Spot
from knowledge.reader.windows import Window


def places_for(page: Page, draft: Draft, drafts: Sequence[Draft]) -> tuple[ReadPlace, ...]:
    """Return the places of one line of a post, each with its role."""
    spots = _near(page, draft, drafts, page.spots)
    moves = draft.kind == "request" and draft.category in CARRIED and {"from", "to"} <= {s.place.role for s in spots}
    return tuple(replace(spot.place, role=_role(draft, spot, moves)) for spot in spots)


def _role(draft: Draft, spot: Spot, moves: bool) -> Role:
    return spot.place.role if draft.kind == "offer" or moves else "at"


def _near(page: Page, draft: Draft, drafts: Sequence[Draft], spots: Sequence[Spot]) -> Sequence[Spot]:
    """Return the places that hold for a line: its own, those of its sentence, and those of sentences without lines."""
    sentence = sentence_of(page, draft.start)
    here = [spot for spot in spots if sentence.start <= spot.start < sentence.end]
    fellows = [each for each in drafts if sentence.start <= each.start < sentence.end]
    if len(fellows) > 1 and (own := _alternating(fellows, here)):
        return [own[fellows.index(draft)]]
    busy = [sentence_of(page, each.start) for each in drafts]
    shared = [spot for spot in spots if sentence_of(page, spot.start) not in busy]
    found = [spot for spot in spots if spot in here or spot in shared]
    return found or [spot for spot in spots if sentence_of(page, spot.start) == busy[0]]


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
