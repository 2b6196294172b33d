"""What never passes, whatever else fits: another response, a drill, one's own, what is gone or over."""

from datetime import date

from bot.domain.matching_amounts import comparable, too_small_an_asker
from bot.domain.matching_attributes import unlike
from bot.domain.matching_sides import Side
from bot.domain.post import WANTING, Post


def may_meet(mine: Post, other: Post, today: date) -> bool:
    """Return whether two records can be joined: kind, response, drill, own organisation, something left, not over.

    Who may see whom is asked where the records are looked up.
    """
    if mine.kind == other.kind or other.state not in WANTING or min(mine.left, other.left) <= 0:
        return False
    one, two = mine.stamp, other.stamp
    if one.drill != two.drill or one.response_id != two.response_id:
        return False
    own = one.organisation_id is not None and one.organisation_id == two.organisation_id
    return not own and one.author_id != two.author_id and not (other.ends and other.ends < today)


def can_serve(request: Side, offer: Side, topic: str | None) -> bool:
    """Return whether what the two say leaves a match possible: not gone, units of one kind, no trait against it.

    `topic`: the category they meet in. An offer that collects what others have to spare gives nothing.
    """
    if request.says("over") or offer.says("over") or offer.says("voice", "collects"):
        return False
    if not comparable(request, offer, topic) or too_small_an_asker(request, offer):
        return False
    return unlike(request, offer, topic or "") is None
