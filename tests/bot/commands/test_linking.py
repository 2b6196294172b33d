"""One person on two platforms, joined by a code that holds once and for ten minutes."""

import re
from datetime import timedelta

from bot.chat import Identity
from bot.store import Store
from tests.chat import Chat

ON_DISCORD = Identity("discord", "Big Server", "aki-d")


async def code_of(chat: Chat) -> str:
    """Let Aki ask for a code on the terminal."""
    told = await chat.tell("aki", "/profile link", "Green Wave")
    found = re.search(r"Your code: (\S{4}-\S{4})", told)
    assert found, told
    return found[1]


async def typed(chat: Chat, code: str) -> str:
    """Type the code on the other platform."""
    return chat.text(await chat.say("aki-d", f"/profile link {code}", "Big Server", "help", platform="discord"))


async def person(store: Store, identity: Identity) -> str:
    """Return who an account is."""
    async with store.read() as view:
        found = await view.people.by_identity(identity)
    assert found is not None
    return found.id


async def test_a_code_makes_two_accounts_one_person(chat: Chat, store: Store) -> None:
    assert "Joined: here you are aki (P1) too." in await typed(chat, await code_of(chat))
    assert await person(store, ON_DISCORD) == await person(store, chat.identity("aki")) == "P1"
    await chat.say("aki-d", "/request 5 tents in Suzu")
    assert "R1" in await chat.tell("aki", "/mine")


async def test_a_code_holds_once(chat: Chat) -> None:
    code = await code_of(chat)
    await typed(chat, code)
    again = await chat.say("zoe", f"/profile link {code}", "Big Server", "help", platform="discord")
    assert "does not hold" in chat.text(again)


async def test_a_code_holds_for_ten_minutes(chat: Chat) -> None:
    code = await code_of(chat)
    chat.clock.move(timedelta(minutes=10, seconds=1))
    assert "does not hold" in await typed(chat, code)


async def test_a_wrong_code_joins_nobody(chat: Chat, store: Store) -> None:
    await code_of(chat)
    assert "does not hold" in await typed(chat, "AAAA-2222")
    assert await person(store, ON_DISCORD) != "P1"


async def test_the_code_is_not_what_is_stored(chat: Chat, store: Store) -> None:
    code = (await code_of(chat)).replace("-", "")
    async with store.read() as view:
        assert await view.drafts.get(f"link:{code}") is None
