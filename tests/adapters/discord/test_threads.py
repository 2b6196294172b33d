"""Cards in the thread beneath a message: one thread, begun when it is needed, awake when it is; else the channel."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.invite import PERMISSIONS, Permission
from adapters.discord.threads import name_of
from bot.chat import Card, MessageRef, Place, beneath
from bot.commands import COMMANDS
from bot.ports import Undeliverable
from tests.clock import SetClock
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.world import GUILD, Json

TITLE = "R12 Request: 200 blankets *wool* <@1>"


@pytest.fixture
async def adapter(discord: Discord, clock: SetClock) -> AsyncIterator[DiscordAdapter]:
    """An adapter that sends without listening."""
    made = DiscordAdapter(TOKEN, clock, COMMANDS, api_base_url=discord.api_url, gateway_url=discord.gateway_url)
    yield made
    await made.close()


@pytest.fixture
async def root(discord: Discord, adapter: DiscordAdapter) -> MessageRef:
    """The request's card in its channel."""
    return await adapter.deliver("n0", Place("discord", str(GUILD), str(discord.world.id("C1"))), Card(TITLE))


def threads(discord: Discord) -> list[Json]:
    """Return every thread that was begun."""
    return list(discord.world.threads.values())


def begun(discord: Discord) -> list[Json]:
    """Return the requests that were to begin a thread."""
    return [body for method, path, body in discord.rest.requests if method == "POST" and path.endswith("/threads")]


def cards(discord: Discord, channel: str) -> list[str]:
    """Return the cards in a channel or thread, without what tells where a thread began."""
    return [text for text in discord.sees(channel) if text]


def forbid(discord: Discord, *without: Permission) -> None:
    """Take rights from the bot in its server."""
    discord.world.servers[GUILD] = ("Green Wave", PERMISSIONS & ~sum(without))


async def test_the_first_card_begins_the_thread_and_the_next_one_stands_in_it(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    refs = [await adapter.deliver(name, beneath(root), Card(name)) for name in ("C1", "C2")]
    [thread] = threads(discord)
    assert (thread["id"], thread["parent_id"]) == (root.id, root.place.channel)
    assert thread["name"] == "R12 Request: 200 blankets *wool* <@1>"
    assert thread["thread_metadata"]["auto_archive_duration"] == 10080
    assert [text.split("\n")[0] for text in cards(discord, root.id)] == ["C1", "C2"]
    assert [ref.place for ref in refs] == [beneath(root)] * 2
    assert len(cards(discord, "C1")) == 1


async def test_a_card_in_a_thread_is_amended_there(discord: Discord, adapter: DiscordAdapter, root: MessageRef) -> None:
    ref = await adapter.deliver("n1", beneath(root), Card("C1 agreed"))
    await adapter.amend(ref, Card("C1 on its way"))
    assert [text.split("\n")[0] for text in cards(discord, root.id)] == ["C1 on its way"]


async def test_a_repeated_send_makes_neither_a_second_thread_nor_a_second_card(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    refs = [await adapter.deliver("n1", beneath(root), Card("C1")) for _ in range(2)]
    assert refs[0] == refs[1]
    assert (len(begun(discord)), len(cards(discord, root.id))) == (1, 1)


async def test_two_cards_at_once_begin_one_thread(discord: Discord, adapter: DiscordAdapter, root: MessageRef) -> None:
    await asyncio.gather(*(adapter.deliver(name, beneath(root), Card(name)) for name in ("C1", "C2")))
    assert len(threads(discord)) == 1
    assert len(cards(discord, root.id)) == 2


@pytest.mark.parametrize("status", [500, 502])
async def test_a_thread_whose_beginning_was_answered_by_nobody_is_not_begun_again(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef, library_waits: None, status: int
) -> None:
    discord.fails("POST", r"/threads$", status, accepted=True)
    await adapter.deliver("n1", beneath(root), Card("C1"))
    assert len(threads(discord)) == 1
    assert len(cards(discord, root.id)) == 1


async def test_a_connection_that_breaks_leaves_it_to_the_courier_and_the_next_try_finds_thread_and_card(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef, library_waits: None
) -> None:
    await adapter.deliver("n0b", beneath(root), Card("C0"))
    discord.fails("POST", rf"/channels/{root.id}/messages$", 500, accepted=True, times=5)
    with pytest.raises(OSError, match="500"):
        await adapter.deliver("n1", beneath(root), Card("C1"))
    discord.comes_back()
    found = await adapter.find("n1", beneath(root))
    assert found
    assert found.place == beneath(root)
    assert len(threads(discord)) == 1


@pytest.mark.parametrize(
    "missing", [Permission.CREATE_PUBLIC_THREADS, Permission.SEND_MESSAGES_IN_THREADS], ids=lambda each: each.name
)
async def test_without_the_right_the_card_goes_into_the_channel_itself(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef, missing: Permission
) -> None:
    forbid(discord, missing)
    ref = await adapter.deliver("n1", beneath(root), Card("C1 agreed"))
    await adapter.amend(ref, Card("C1 on its way"))
    assert ref.place == root.place
    assert [text.split("\n")[0] for text in cards(discord, "C1")][1:] == ["C1 on its way"]
    assert await adapter.find("n1", beneath(root)) is None  # its mark went with the amendment
    again = await adapter.deliver("n2", beneath(root), Card("C2"))
    assert await adapter.find("n2", beneath(root)) == again


async def test_in_a_channel_that_is_hidden_nothing_is_delivered(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    discord.world.forbidden.add("C1")
    with pytest.raises(Undeliverable):
        await adapter.deliver("n1", beneath(root), Card("C1"))


async def test_beneath_a_message_that_is_gone_the_card_goes_into_the_channel_itself(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    del discord.world.messages[int(root.id)]
    assert (await adapter.deliver("n1", beneath(root), Card("C1"))).place == root.place
    assert threads(discord) == []


async def test_a_thread_that_sleeps_is_woken_by_a_card_and_for_an_amendment(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    ref = await adapter.deliver("n1", beneath(root), Card("C1"))
    [thread] = threads(discord)
    for act in (adapter.amend(ref, Card("C1 arrived")), adapter.deliver("n2", beneath(root), Card("C2"))):
        thread["thread_metadata"]["archived"] = True
        await act
        assert not thread["thread_metadata"]["archived"]
    assert [text.split("\n")[0] for text in cards(discord, root.id)] == ["C1 arrived", "C2"]


async def test_a_thread_that_a_moderator_locked_takes_no_card_but_its_channel_does(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    ref = await adapter.deliver("n1", beneath(root), Card("C1"))
    [thread] = threads(discord)
    thread["thread_metadata"] |= {"archived": True, "locked": True}
    assert (await adapter.deliver("n2", beneath(root), Card("C2"))).place == root.place
    with pytest.raises(Undeliverable):
        await adapter.amend(ref, Card("C1 arrived"))


async def test_where_the_message_may_not_be_read_the_thread_is_named_after_the_card(
    discord: Discord, adapter: DiscordAdapter, root: MessageRef
) -> None:
    discord.fails("GET", r"/messages/\d+$", 403, code=50001)
    await adapter.deliver("n1", beneath(root), Card("C1 Harbour Relief"))
    assert [thread["name"] for thread in threads(discord)] == ["C1 Harbour Relief"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("**R12 Request: 200 blankets**\n-# 2 more are not shown here.", "R12 Request: 200 blankets"),
        (r"**R12 2\_000 \*wool\* <​@1>**", "R12 2_000 *wool* <@1>"),
        ("**【訓練】R12 依頼：毛布**", "【訓練】R12 依頼：毛布"),
        ("", ""),
    ],
)
def test_a_thread_is_named_in_plain_words(content: str, name: str) -> None:
    assert name_of(content) == name


def test_a_long_name_is_cut() -> None:
    assert len(name_of("**" + "毛布 " * 200 + "**")) <= 100
