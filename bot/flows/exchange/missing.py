"""A record number that leads nowhere: the same answer for what is absent and for what is not the sender's to see."""

from bot.chat import Card, Reply
from bot.command import Tools
from bot.domain.post import Post
from bot.domain.rules import may_see


def no_record(id: str, tools: Tools) -> Reply:
    """Say that there is no such record, and how to find the right number."""
    say = tools.viewer.say
    title = say("I find no record {id}.", id=id) if id else say("Which record? Give its number, for example R12.")
    return Reply(
        Card(title, body=say("See /list for the numbers of others, /mine for your own."), locale=tools.viewer.locale)
    )


async def visible_post(id: str, tools: Tools) -> Post | None:
    """Return a request or offer that the sender may see, else None."""
    post = await tools.view.posts.get(id) if id[:1] in ("R", "O") else None
    if post is None or post.state in ("hidden", "duplicate"):
        return None
    held = post.state == "held"
    return post if may_see(tools.me.sight, post.stamp, held, post.origin_platform, post.origin_workspace) else None
