"""`/match` in chat finds a post that was not understood, by the words of its text."""

from dataclasses import replace

from bot.domain.post import PostPlace
from bot.store import Store
from tests.bot.stage import opened, post_of
from tests.chat import Chat
from tests.contracts.records import post


async def test_an_offer_without_a_category_is_found_by_the_words_of_its_text(chat: Chat, store: Store) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    asked = await post_of(store, "R1")
    stamp = replace(asked.stamp, author_id="P90", organisation_id=None)
    async with store.begin() as uow:
        for number, text in enumerate(("輪島市に毛布を届けます", "輪島市で歌を歌います"), 90):
            offer = post(f"O{number}", "offer", category=None, item="", text=text, stamp=stamp, counted=False)
            await uow.posts.add(replace(offer, places=(PostPlace("Wajima", ("JP17204",)),)), by="P90", what="added")
        await uow.commit()
    said = await chat.tell("ben", "/match R1")
    assert "O90" in said
    assert "O91" not in said
