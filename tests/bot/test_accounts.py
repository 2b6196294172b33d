"""One account met in a workspace and in direct messages is one person; two workspaces are two until they are joined."""

from itertools import count

import pytest

from bot.chat import DIRECT, Identity, Invocation, Place
from bot.domain.people import Person, Workspace
from bot.store import Store
from tests.chat import Chat

numbers = count(1)


async def speak(chat: Chat, workspace: str, account: str = "501", platform: str = "discord") -> Person:
    """Let an account write in a workspace's channel, or to the bot alone, and return who it is taken for."""
    sender = Identity(platform, workspace, account)
    private = workspace == DIRECT
    place = Place(platform, workspace, account if private else "field", direct=private)
    options = {"text": "2 tents in Wajima"}
    await chat.core.dispatch(
        Invocation(f"act-{next(numbers)}", "request", options, sender, place, chat.clock.now(), "Hana (invented)")
    )
    async with chat.store.read() as view:
        person = await view.people.by_identity(sender)
    assert person
    return person


@pytest.mark.parametrize("order", [("Green Wave", DIRECT), (DIRECT, "Green Wave")])
async def test_whoever_writes_in_a_server_and_to_the_bot_alone_is_one_person(
    chat: Chat, order: tuple[str, str]
) -> None:
    first, second = [await speak(chat, workspace) for workspace in order]
    assert first.id == second.id


async def test_a_server_lends_its_trust_to_whoever_was_first_met_in_direct_messages(chat: Chat, store: Store) -> None:
    async with store.begin() as uow:
        await uow.places.save_workspace(Workspace("discord", "Green Wave", None, "verified"))
        await uow.commit()
    assert (await speak(chat, DIRECT)).trust == "unverified"
    assert (await speak(chat, "Green Wave")).trust == "verified"


async def test_an_account_in_two_servers_is_two_persons_whose_trust_does_not_travel(chat: Chat) -> None:
    first, second = await speak(chat, "Green Wave"), await speak(chat, "Blue Hand")
    assert first.id != second.id
    third = await speak(chat, DIRECT)
    assert third.id not in (first.id, second.id)


async def test_the_same_name_at_two_terminals_is_two_persons(chat: Chat) -> None:
    first = await speak(chat, "Green Wave", "aki", "console")
    assert first.id != (await speak(chat, "Blue Hand", "aki", "console")).id
