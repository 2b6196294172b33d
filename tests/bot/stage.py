"""The exchange most conversations begin with: an earthquake response and the channels that follow it."""

from datetime import timedelta

from bot.chat import Place
from bot.domain.commitment import Commitment
from bot.domain.post import Post
from bot.store import PostFilter, Store
from tests.chat import PLATFORM, UNDO, Chat

OPS = Place(PLATFORM, "Harbour Relief", "ops")
WAJIMA = Place(PLATFORM, "みどり支援隊", "輪島")
FIELD = Place(PLATFORM, "Blue Hand", "field")


async def opened(chat: Chat) -> None:
    """Let Mori open D1 and link the channel #ops to it, and Aki the Japanese channel #輪島; both want single cards."""
    await chat.say("mori", "/response propose Noto earthquake, Ishikawa", "Harbour Relief", "ops")
    await chat.say("mori", "/response open D1")
    await chat.say("mori", "/response link D1 cards:each")
    await chat.say("aki", "/response link D1 locale:ja cards:each", "みどり支援隊", "輪島")
    await chat.deliver()


async def accepted(chat: Chat) -> None:
    """Let Ben ask for 200 blankets in Wajima by Friday, Aki (who reads Japanese) promise 120, and Ben accept."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.say("aki", "/offer 120 blankets in Kanazawa", "みどり支援隊", "輪島", locale="ja")
    await chat.say("aki", "/match give R1 with:O1 120")
    await chat.say("ben", "/mine accept C1")
    await chat.deliver(timedelta(seconds=UNDO + 1))


def direct(organisation: str, who: str) -> Place:
    """Return the place where words reach one person alone."""
    return Place(PLATFORM, organisation, who, direct=True)


async def posts_of(store: Store) -> dict[str, Post]:
    """Return every request and offer by its number."""
    async with store.read() as view:
        return {post.id: post for post in await view.posts.listing(PostFilter())}


async def post_of(store: Store, id: str) -> Post:
    """Return one request or offer."""
    return (await posts_of(store))[id]


async def commitment_of(store: Store, id: str = "C1") -> Commitment:
    """Return one commitment."""
    async with store.read() as view:
        found = await view.commitments.get(id)
    assert found, f"there is no {id}"
    return found
