"""Who may do and who may see what: one table, asked by every command, card and page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.people import Trust, at_least
from bot.domain.record import AUDIENCES, Audience, Stamp

Floor = Literal["anyone", "vouched", "verified", "owner", "coordinator"]

ACTS: Mapping[str, Floor] = {
    "post.add": "anyone",
    "post.change": "owner",
    "post.take": "vouched",
    "post.pass": "vouched",
    "commitment.answer": "owner",
    "update.add": "anyone",
    "update.change": "owner",
    "lesson.add": "anyone",
    "lesson.change": "owner",
    "lesson.review": "vouched",
    "lesson.endorse": "vouched",
    "response.propose": "anyone",
    "response.open": "verified",
    "response.join": "vouched",
    "response.link": "vouched",
    "response.steer": "coordinator",
    "organisation.change": "owner",
    "organisation.trust": "coordinator",
}
"""What each act asks for (PRODUCT.md: trust, responses).

"owner": the author or the same organisation; coordinators may as well.
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """As whom somebody looks or acts: ids are empty or None for a passer-by."""

    person_id: str = ""
    organisation_id: str | None = None
    trust: Trust = "unverified"
    coordinator: bool = False
    platform: str = ""
    workspace: str = ""


PUBLIC = Sight()


def owns(sight: Sight, stamp: Stamp) -> bool:
    """Return whether the record is one's own or one's organisation's."""
    if sight.person_id and sight.person_id == stamp.author_id:
        return True
    return sight.organisation_id is not None and sight.organisation_id == stamp.organisation_id


def may(sight: Sight, act: str, stamp: Stamp | None = None) -> bool:
    """Return whether the act is allowed; an act that is not in the table raises KeyError."""
    floor = ACTS[act]
    if floor == "anyone" or sight.coordinator:
        return True
    if floor == "owner":
        return stamp is not None and owns(sight, stamp)
    if floor == "coordinator":
        return False
    return at_least(sight.trust, floor)


def may_see_sites(sight: Sight) -> bool:
    """Return whether sites are named to somebody: to everybody in the exchange, never to a passer-by.

    A page that is open to the public names the municipality alone (PRODUCT.md, promise 5).
    """
    return bool(sight.platform)


def may_see(sight: Sight, stamp: Stamp, held: bool = False, platform: str = "", workspace: str = "") -> bool:
    """Return whether a record may be shown.

    A held one is seen by its author and in the workspace or server it was posted in (`platform`, `workspace`), and by
    coordinators. Otherwise its audience decides; a passer-by sees what is public.
    """
    if owns(sight, stamp) or sight.coordinator:
        return True
    if held:
        return bool(platform) and (sight.platform, sight.workspace) == (platform, workspace)
    return stamp.audience in audiences(sight)


def audiences(sight: Sight) -> tuple[Audience, ...]:
    """Return for whom a record may be so that somebody sees it who does not own it; held ones have rules of their own.

    The store looks records up by this, so that it finds what `may_see` lets pass.
    """
    if sight.coordinator:
        return AUDIENCES
    if not sight.platform:
        return ("public",)
    return ("verified", "response", "public") if at_least(sight.trust, "verified") else ("response", "public")
