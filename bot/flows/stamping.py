"""The stamp of a new record: by whom, for whom, in which response."""

from bot.command import Tools
from bot.domain.record import Audience, Stamp
from bot.domain.response import Response


def new_stamp(tools: Tools, response: Response | None, audience: Audience = "response") -> Stamp:
    """Return the stamp of a record that the sender makes now; its drill status is its response's."""
    organisation = tools.me.organisation
    return Stamp(
        author_id=tools.me.person.id,
        organisation_id=organisation.id if organisation else None,
        response_id=response.id if response else None,
        audience=audience,
        drill=response.stamp.drill if response else "actual",
        created_at=tools.now,
        updated_at=tools.now,
    )
