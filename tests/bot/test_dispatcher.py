"""One act, one answer: redelivery, crowds, failing handlers, a database that is away."""

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest

from bot.chat import Invocation, Reply
from bot.command import Command, Option, Tools
from bot.commands import COMMANDS
from bot.store import PostFilter, Store, Unavailable, UnitOfWork, View
from storage.sqlite import SqliteStore
from tests.chat import Chat
from tests.clock import SetClock


def act(chat: Chat, who: str, line: str, id: str) -> Invocation:
    """Return the act of typing a line, under an id of its own as a platform gives it."""
    command, options = chat.core.typed(line)
    place, identity = chat.place(who), chat.identity(who)
    return Invocation(id, command, options, identity, place, chat.clock.now(), name=who, organisation="Green Wave")


async def previewed(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which Aki looks at her first request."""
    chat = Chat(store, clock, confirming=False)
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave")
    return chat


async def posts(store: Store) -> int:
    """Return how many posts are stored."""
    async with store.read() as view:
        return len(await view.posts.listing(PostFilter()))


async def test_the_same_act_twice_at_once_is_one_record_and_one_reply(store: Store, clock: SetClock) -> None:
    chat = await previewed(store, clock)
    sent = act(chat, "aki", "/mine post W1", "event-1")
    one, other = await asyncio.gather(chat.core.dispatch(sent), chat.core.dispatch(sent))
    assert one == other
    assert await posts(store) == 1


async def test_the_same_act_a_day_later_is_one_record_and_the_same_reply(store: Store, clock: SetClock) -> None:
    chat = await previewed(store, clock)
    sent = act(chat, "aki", "/mine post W1", "event-1")
    first = await chat.core.dispatch(sent)
    clock.move(timedelta(days=1))
    assert await Chat(store, clock).core.dispatch(sent) == first
    assert await posts(store) == 1


async def fails(invocation: Invocation, tools: Tools) -> Reply:
    """Write something, then fail."""
    await tools.uow.new_id("R")
    raise RuntimeError("on purpose")


FAILS = Command("fails", ("失敗",), "fails on purpose", fails, (Option("text", "内容", "anything"),))


async def test_a_handler_that_raises_leaves_nothing_and_says_so_plainly(store: Store, clock: SetClock) -> None:
    chat = Chat(store, clock, commands=(*COMMANDS, FAILS))
    told = await chat.tell("aki", "/fails with these words", "Green Wave")
    assert "nothing was saved" in told
    assert "/fails with these words" in told
    async with store.read() as view:
        assert await view.people.by_identity(chat.identity("aki")) is None


async def test_a_crowd_shares_its_commits_and_one_failure_spoils_nothing(store: Store, clock: SetClock) -> None:
    chat = Chat(store, clock, commands=(*COMMANDS, FAILS))
    lines = [f"/request {n + 1} blankets in Wajima" for n in range(63)]
    lines.insert(30, "/fails")
    await chat.say("aki", "/request 5 tents in Suzu", "Green Wave")
    before = store.commits if isinstance(store, SqliteStore) else 0
    sent = [act(chat, "aki", line, f"event-{n}") for n, line in enumerate(lines)]
    replies = await asyncio.gather(*map(chat.core.dispatch, sent))
    saved = [reply for reply in replies if "Saved as R" in chat.text(reply)]
    assert len(saved) == 63
    assert await posts(store) == 64
    if isinstance(store, SqliteStore):
        assert store.commits - before <= 10


class Away:
    """A database that cannot be reached."""

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Fail."""
        raise Unavailable("The database is away.")

    def read(self) -> AbstractAsyncContextManager[View]:
        """Fail."""
        raise Unavailable("The database is away.")

    async def close(self) -> None:
        """Do nothing."""


async def test_a_database_that_is_away_gives_a_plain_sentence_and_the_words_back(clock: SetClock) -> None:
    chat = Chat(Away(), clock)
    told = await chat.tell("aki", "/request 200 blankets in Wajima", "Green Wave")
    assert "nothing was saved" in told
    assert "/request 200 blankets in Wajima" in told


async def test_an_unknown_command_gets_the_nearest_ones_and_its_words_back(chat: Chat) -> None:
    told = await chat.tell("aki", "/requst 5 tents in Suzu", "Green Wave")
    assert "no command /requst" in told
    assert "/request 5 tents in Suzu" in told


async def test_plain_words_that_are_no_command_get_an_example(chat: Chat) -> None:
    assert "/request 200 blankets" in await chat.tell("aki", "good morning everybody", "Green Wave")


async def test_a_text_beyond_reason_is_refused_with_a_sentence(chat: Chat) -> None:
    assert "10,000" in await chat.tell("aki", "/request " + "a" * 10_001, "Green Wave")


@pytest.mark.parametrize(("typed", "expected"), [("/依頼 毛布200枚 輪島市", "R1"), ("依頼 毛布200枚 輪島市", "R1")])
async def test_japanese_words_are_commands(chat: Chat, typed: str, expected: str) -> None:
    assert expected in await chat.tell("aki", typed, "みどり")


async def test_only_the_first_visit_says_what_is_stored(chat: Chat) -> None:
    chat.core.confirming = False
    assert "First time here" in await chat.tell("aki", "/request 200 blankets in Wajima", "Green Wave")
    assert "First time here" not in await chat.tell("aki", "/request 5 tents in Wajima", "Green Wave")


async def test_the_person_chooses_before_the_platform_and_the_platform_before_the_channel(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    assert (await chat.say("aki", "/list")).answer.locale == "en"
    assert (await chat.say("aki", "/list", locale="ja-JP")).answer.locale == "ja"
    await chat.say("aki", "/settings language en")
    assert (await chat.say("aki", "/list", locale="ja-JP")).answer.locale == "en"


async def test_a_command_that_only_reads_leaves_no_trace(store: Store, clock: SetClock) -> None:
    chat = Chat(store, clock)
    await chat.say("aki", "/list", "Green Wave")
    async with store.read() as view:
        assert await view.people.by_identity(chat.identity("aki")) is None


async def test_replies_are_private_unless_a_command_says_otherwise(chat: Chat) -> None:
    reply = await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    assert reply.private


async def test_a_workspace_that_bears_a_trusted_name_gets_none_of_its_trust(chat: Chat) -> None:
    await chat.say("mori", "/request 5 tents in Suzu", "Red Anchor")
    await chat.say("mori", "/profile trust G1 verified")
    stranger = await chat.say("zoe", "/request 7 tents in Suzu", "Red Anchor", platform="discord")
    assert "A moderator passes it on" in chat.text(stranger)
    async with chat.store.read() as view:
        person = await view.people.by_identity(chat.identity("zoe"))
        assert person is not None
        assert person.organisation_id is None
        assert len(await view.organisations.listing()) == 1
