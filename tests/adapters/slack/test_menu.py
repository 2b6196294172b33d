"""Any message becomes a request, an offer, an update or a lesson from its own menu, in both languages and both ways."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.adapter import Mode
from bot.chat import Card, Invocation, MessageRef, Place
from bot.store import PostFilter, Store
from bot.words.catalogue import words
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.acts import FORM
from tests.adapters.slack.stage import served
from tests.chat import Chat
from tests.clock import SetClock
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.gestures import message_shortcut, writes

CARD = Card("Read")
LOCALES = {"U1": "en", "U2": "ja"}


@pytest.fixture
def core() -> ScriptedCore:
    return ScriptedCore({"request": CARD, "offer": CARD, "update": FORM, "lessons": CARD, "help": Card("Help")})


@pytest.fixture
async def slack(core: ScriptedCore, clock: SetClock, mode: Mode) -> AsyncIterator[Slack]:
    """A workspace with a scripted core behind it."""
    async with served(core, clock, mode) as running:
        yield running


async def chosen(slack: Slack, core: ScriptedCore, entry: str, text: str, where: str = "C1") -> Invocation:
    """Let U2 write something and U1 choose an entry of its menu; return what the core got."""
    await message_shortcut(slack, "U1", writes(slack, "U2", where, text), entry)
    await slack.until(lambda: bool(core.heard))
    return core.heard[-1]


async def test_the_words_of_the_message_reach_the_core_as_they_are_read(slack: Slack, core: ScriptedCore) -> None:
    text = "毛布 200枚 &amp; 水\n<#C2|wajima> <https://example.org/a|list>"
    told = await chosen(slack, core, "request", text)
    assert told.command == "request"
    assert told.options == {"from": "message", "text": "毛布 200枚 & 水\n#wajima list (https://example.org/a)"}
    assert (told.sender.id, told.place) == ("U1", Place("slack", "T1", "C1"))
    message = slack.workspace.messages[0]
    assert told.message == MessageRef(told.place, f"C1:{message.ts}")


async def test_a_lesson_is_added_and_not_searched(slack: Slack, core: ScriptedCore) -> None:
    told = await chosen(slack, core, "lessons:add", "Ask first")
    assert (told.command, told.options["action"]) == ("lessons", "add")


async def test_the_answer_is_for_who_chose_it_alone(slack: Slack, core: ScriptedCore) -> None:
    await chosen(slack, core, "offer", "500 blankets")
    assert await slack.sees("C1", "Read", who="U1") == "Read"
    assert [each.text for each in slack.workspace.standing("C1", "U2")] == ["500 blankets"]


async def test_what_is_missing_is_asked_in_a_modal(slack: Slack, core: ScriptedCore) -> None:
    await chosen(slack, core, "update", "")
    await slack.until(lambda: "U1" in slack.workspace.views)
    assert slack.workspace.views["U1"]["title"]["text"] == "Where?"


async def test_a_modal_that_cannot_open_is_offered_as_a_button(slack: Slack, core: ScriptedCore) -> None:
    slack.fails("views.open", error="expired_trigger_id")
    await chosen(slack, core, "update", "Roads are open")
    assert "Where?" in await slack.sees("C1", "Where?", who="U1")


async def test_a_message_in_a_thread_stands_there_and_one_that_opens_it_does_not(
    slack: Slack, core: ScriptedCore
) -> None:
    first = writes(slack, "U2", "C1", "200 blankets")
    first.payload["thread_ts"] = first.ts
    await message_shortcut(slack, "U1", first, "request")
    await message_shortcut(slack, "U1", writes(slack, "U2", "C1", "in Wajima", thread=first.ts), "request")
    await slack.until(lambda: len(core.heard) == 2)
    assert [told.place.thread for told in core.heard] == ["", first.ts]


async def test_the_same_entry_is_one_act_however_often_it_is_brought_or_chosen(
    slack: Slack, core: ScriptedCore
) -> None:
    message = writes(slack, "U2", "C1", "200 blankets")
    body = await message_shortcut(slack, "U1", message, "request")
    await slack.sees("C1", "Read", who="U1")
    await message_shortcut(slack, "U1", message, "request", again=body)
    await message_shortcut(slack, "U1", message, "request")
    await slack.until(lambda: len(slack.workspace.standing("C1", "U1")) == 3)
    assert len({told.id for told in core.heard}) == 1


async def test_other_words_other_entries_and_other_people_are_acts_of_their_own(
    slack: Slack, core: ScriptedCore
) -> None:
    message = writes(slack, "U2", "C1", "200 blankets")
    await message_shortcut(slack, "U1", message, "request")
    await message_shortcut(slack, "U1", message, "offer")
    await message_shortcut(slack, "U2", message, "request")
    message.payload |= {"text": "300 blankets", "edited": {"user": "U2", "ts": slack.workspace.ts()}}
    await message_shortcut(slack, "U1", message, "request")
    await slack.until(lambda: len(core.heard) == 4)
    assert len({told.id for told in core.heard}) == 4


async def test_a_conversation_of_two_people_is_answered_in_the_one_with_the_bot(
    slack: Slack, core: ScriptedCore
) -> None:
    slack.fails("respond", status=404, times=9)
    told = await chosen(slack, core, "request", "200 blankets", where="DU2")
    assert told.place == Place("slack", "T1", "U1", direct=True)
    assert await slack.sees("DU1", "Read") == "Read"


@pytest.mark.parametrize(("who", "sentence"), [("U1", "This is a card of mine."), ("U2", "これはキズナのカードです。")])
async def test_of_its_own_card_there_is_nothing_to_make(
    slack: Slack, core: ScriptedCore, who: str, sentence: str
) -> None:
    await slack.types(who, "C1", "/help")
    [card] = slack.workspace.standing("C1", who)
    await message_shortcut(slack, who, card, "request")
    assert sentence in await slack.sees("C1", sentence, who=who)
    assert [told.command for told in core.heard] == ["help"]


@pytest.mark.parametrize(
    ("who", "text"), [("U1", "200 blankets in Wajima by Friday"), ("U2", "毛布200枚 輪島市 金曜日まで")]
)
async def test_a_message_is_posted_as_a_request_after_a_look(
    store: Store, clock: SetClock, mode: Mode, who: str, text: str
) -> None:
    async with served(Chat(store, clock).core, clock, mode) as slack:
        message = writes(slack, "U1", "C1", text)
        await message_shortcut(slack, who, message, "request")
        await slack.until(lambda: len(slack.workspace.standing("C1", who)) > 1)
        if "R1" not in slack.workspace.standing("C1", who)[-1].text:
            await slack.presses(who, "C1", words(LOCALES[who]).say("Post"))
        await slack.sees("C1", "R1", who=who)
        await message_shortcut(slack, who, message, "request")
    async with store.read() as view:
        assert [post.text for post in await view.posts.listing(PostFilter(limit=9))] == [text]
