"""What an edit means for what is promised already: both sides see it on their cards, and the other side is told."""

from dataclasses import replace

from bot.cards.commitments import ALTERED, both_posts, noted, without_altered
from bot.command import Tools
from bot.domain.commitment import AHEAD, Commitment
from bot.domain.post import Post
from bot.flows.exchange.taking import told


async def tell_promised(before: Post, after: Post, tools: Tools) -> list[Commitment]:
    """Note an edit on what is promised and has not arrived, and return it; what the other side does not see is none."""
    if _seen(before) == _seen(after):
        return []
    ahead = [each for each in await tools.view.commitments.of_post(after.id) if each.state in AHEAD]
    return [await _altered(commitment, tools) for commitment in ahead]


def _seen(post: Post) -> tuple[object, ...]:
    """Return what a commitment's card shows of a post, beside the amount, which was agreed on."""
    return post.item, post.category, post.places, post.starts, post.ends, post.on_behalf_of


async def _altered(commitment: Commitment, tools: Tools) -> Commitment:
    note, stamp = noted(without_altered(commitment.note), ALTERED), replace(commitment.stamp, updated_at=tools.now)
    after = replace(commitment, note=note, stamp=stamp)
    after = await tools.uow.commitments.save(after, by=tools.me.person.id, what="alter")
    request, _ = await both_posts(tools.view, after)
    await told(after, request, tools)
    return after
