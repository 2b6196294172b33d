"""Any message becomes a request, an offer, an update or a lesson from its own menu, in both languages."""

import pytest

from adapters.discord.codes import Code, Kind, encode_short
from bot.chat import Card, Invocation, MessageRef, Place
from bot.store import PostFilter, Store
from bot.words.catalogue import words
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.adapters.slack.acts import FORM
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord, Seen
from tests.platforms.discord.world import GUILD

CARD = Card("Read")


@pytest.fixture
def core() -> ScriptedCore:
    return ScriptedCore({"request": CARD, "offer": CARD, "update": FORM, "lessons": CARD, "help": Card("Help")})


async def chosen(discord: Discord, core: ScriptedCore, entry: str, text: str) -> tuple[Seen, Invocation]:
    """Let U2 write something and U1 choose an entry of its menu; return what U1 sees and what the core got."""
    seen = await discord.chooses("U1", "C1", entry, on=await discord.says("U2", "C1", text))
    return seen, core.heard[-1]


async def test_the_words_of_the_message_reach_the_core_as_they_are_read(
    discord: Discord, core: ScriptedCore, clock: SetClock
) -> None:
    channel = discord.world.id("C2")
    async with bot_at(discord, core, clock):
        message = await discord.says("U2", "C1", f"毛布 200枚\n<#{channel}> <https://example.org/a>")
        seen = await discord.chooses("U1", "C1", "Make request", on=message)
    [told] = core.heard
    assert told.command == "request"
    assert told.options == {"from": "message", "text": "毛布 200枚\n#c2 https://example.org/a"}
    assert told.sender.id == str(discord.world.id("U1"))
    assert told.place == Place("discord", str(GUILD), str(discord.world.id("C1")))
    assert told.message == MessageRef(told.place, message["id"])
    assert (seen.text, seen.private) == ("Read", True)


async def test_a_lesson_is_added_and_not_searched(discord: Discord, core: ScriptedCore, clock: SetClock) -> None:
    async with bot_at(discord, core, clock):
        _, told = await chosen(discord, core, "Save as lesson", "Ask first")
    assert (told.command, told.options["action"]) == ("lessons", "add")


@pytest.mark.parametrize("text", ["Roads are open", "道路が開通", "x" * 1900])
async def test_what_is_missing_is_asked_in_a_form(
    discord: Discord, core: ScriptedCore, clock: SetClock, text: str
) -> None:
    async with bot_at(discord, core, clock):
        seen, _ = await chosen(discord, core, "Make update", text)
        assert "place" in seen.fields
        await discord.submits("U1", place="Wajima")
    assert core.heard[-1].options["place"] == "Wajima"


async def test_an_entry_chosen_twice_is_one_act_and_other_words_are_another(
    discord: Discord, core: ScriptedCore, clock: SetClock
) -> None:
    async with bot_at(discord, core, clock):
        message = await discord.says("U2", "C1", "200 blankets")
        for user, entry in (("U1", "Make request"), ("U1", "Make request"), ("U1", "Make offer"), ("U2", "Make offer")):
            await discord.chooses(user, "C1", entry, on=message)
        discord.world.edit(int(message["id"]), {"content": "300 blankets"})
        await discord.chooses("U1", "C1", "Make request", on=message)
    first, second, *others = [told.id for told in core.heard]
    assert first == second
    assert len({first, *others}) == 4


async def test_the_name_of_the_act_leaves_room_in_the_code_of_a_button(
    discord: Discord, core: ScriptedCore, clock: SetClock
) -> None:
    async with bot_at(discord, core, clock):
        message = await discord.says("U2", "C1", "Ask first")
        discord.world.edit(int(message["id"]), {"content": "x" * 1900})
        await discord.chooses("U1", "C1", "Save as lesson", on=message)
    [told] = core.heard
    code = encode_short(Code(Kind.OPEN, told.command, told.options, told.id))
    assert "action=add" in code


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en-US", "This is a card of mine. Choose this on a message that somebody wrote."),
        ("ja", "これはキズナのカードです。人が書いたメッセージで選んでください。"),
    ],
)
async def test_of_its_own_card_there_is_nothing_to_make(
    discord: Discord, core: ScriptedCore, clock: SetClock, locale: str, sentence: str
) -> None:
    discord.world.locales["U1"] = locale
    async with bot_at(discord, core, clock):
        await discord.types("U1", "C1", "help")
        [card] = discord.standing("C1", "U1")
        seen = await discord.chooses("U1", "C1", "Make request", on=card)
    assert (seen.text, seen.private) == (sentence, True)
    assert [told.command for told in core.heard] == ["help"]


@pytest.mark.parametrize(
    ("locale", "text"), [("en-US", "200 blankets in Wajima by Friday"), ("ja", "毛布200枚 輪島市 金曜日まで")]
)
async def test_a_message_is_posted_as_a_request_after_a_look(
    discord: Discord, store: Store, clock: SetClock, locale: str, text: str
) -> None:
    discord.world.locales["U1"] = locale
    async with bot_at(discord, Chat(store, clock).core, clock):
        message = await discord.says("U2", "C1", text)
        seen = await discord.chooses("U1", "C1", "Make request", on=message)
        if "R1" not in seen.text:
            seen = await discord.presses("U1", "C1", words(locale[:2]).say("Post"))
        assert "R1" in seen.text
        await discord.chooses("U1", "C1", "Make request", on=message)
    async with store.read() as view:
        assert [post.text for post in await view.posts.listing(PostFilter(limit=9))] == [text]
