"""What the keeper forgets and reads ahead: old drafts, and texts that a new edition of the reader has not read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.keeper import FORGOTTEN, READ_AT_ONCE, TIDIED_EVERY, Keeper
from bot.late import LateAnswers
from bot.store import Store
from tests.bot.stage import opened, post_of
from tests.chat import Chat, known
from tests.clock import SetClock

DAY = timedelta(days=1)
END = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
async def keeper(chat: Chat) -> Keeper:
    """Return the keeper of an exchange in which people are shown what they typed and leave it at that."""
    await opened(chat)
    chat.core.confirming = False
    return Keeper(chat.core, LateAnswers(chat.core, {}))


async def kept(store: Store) -> list[str]:
    """Return under which names something typed is kept."""
    async with store.read() as view:
        return sorted(draft.id.partition(":")[2] for draft in await view.drafts.older(END))


async def types(chat: Chat, text: str = "blankets in Wajima") -> None:
    """Let Ben, whose first post it is, type something that he is shown first."""
    assert "Please look" in await chat.tell("ben", f"/request {text}", "Blue Hand", "")


async def test_what_was_typed_is_forgotten_after_two_weeks_and_not_before(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await types(chat)
    await chat.deliver(DAY)
    clock.move(FORGOTTEN - DAY)
    await keeper.tend()
    assert kept_names(await kept(store)) == ["W1"]
    clock.move(TIDIED_EVERY)
    await keeper.tend()
    assert await kept(store) == []
    assert "Nothing of yours waits" in await chat.tell("ben", "/mine post W1")


def kept_names(found: list[str]) -> list[str]:
    """Return the drafts without the list of them."""
    return [name for name in found if name != "typed"]


async def test_a_draft_that_was_taken_up_again_stays_and_so_does_its_place_in_the_list(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await types(chat)
    await types(chat, "water in Suzu")
    await chat.deliver(DAY)
    clock.move(FORGOTTEN - 2 * DAY)
    await chat.press("ben", "Edit")
    await chat.fill("ben", text="rice in Suzu")
    clock.move(DAY + timedelta(seconds=1))
    await keeper.tend()
    assert kept_names(await kept(store)) == ["W2"]
    assert "rice" in await chat.tell("ben", "/mine")


async def test_a_draft_that_is_still_to_be_mentioned_is_not_forgotten(
    chat: Chat, keeper: Keeper, store: Store, clock: SetClock
) -> None:
    await types(chat)
    clock.move(FORGOTTEN + DAY)
    await keeper.tend()
    assert kept_names(await kept(store)) == ["W1"]
    await chat.deliver(TIDIED_EVERY)
    await keeper.tend()
    assert kept_names(await kept(store)) == []


async def test_a_new_edition_reads_what_stands_a_few_texts_at_a_time(chat: Chat, keeper: Keeper, store: Store) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.press("ben", "Post")
    many, edition = READ_AT_ONCE + 5, known().reader.attributes.edition
    texts = [f"request number {number} for blankets" for number in range(many)]
    post = await post_of(store, "R1")
    async with store.begin() as unit:
        for number, text in enumerate(texts):
            await unit.posts.add(replace(post, id=f"R{number + 2}", text=text), by="")
        await unit.posts.add(replace(post, id="O1", kind="offer", state="available", text="offer of rice"), by="")
        await unit.posts.add(replace(post, id="R999", state="closed", text="closed"), by="")
        await unit.traits.keep({texts[0]: known().reader.attributes.traits(texts[0])}, "an older edition")
        await unit.commit()
    wanted = ["offer of rice", *texts, "closed"]
    read = []
    for _ in range(3):
        await keeper.tend()
        async with store.read() as view:
            read.append(len(await view.traits.known(wanted, edition)))
    assert read == [READ_AT_ONCE, many + 1, many + 1]
    async with store.read() as view:
        assert await view.traits.known(["closed"], edition) == {}
        found = await view.traits.known([texts[0]], edition)
    assert found == {texts[0]: known().reader.attributes.traits(texts[0])}
    assert keeper.read_up_to is None
