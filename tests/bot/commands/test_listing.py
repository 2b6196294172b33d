"""`/list`: what is open, narrowed in either language, page by page, and what nobody covers."""

from datetime import timedelta

import pytest

from bot.chat import Card, Reply
from bot.commands.listing import PAGE
from tests.bot.stage import opened
from tests.chat import Chat


@pytest.fixture(autouse=True)
async def _exchange(chat: Chat) -> None:
    """Open a response with three requests and an offer."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.say("ben", "/request 20 tents in Suzu until:2026-11-25")
    await chat.say("ben", "/request 500 litres of drinking water in Suzu, urgent")
    await chat.say("aki", "/offer 500 blankets in Kanazawa")


def ids(reply: Reply) -> list[str]:
    """Return the numbers that are listed, in order."""
    assert isinstance(reply.answer, Card)
    return [item.title.split()[0] for item in reply.answer.items]


LISTED = {
    "/list": ["R3", "R2", "R1", "O1"],
    "/list requests": ["R3", "R2", "R1"],
    "/一覧 提供": ["O1"],
    "/list critical": ["R3"],
    "/list Suzu": ["R3", "R2"],
    "/list requests 輪島市": ["R1"],
    "/list blankets": ["R1", "O1"],
    "/list 毛布 輪島": ["R1"],
    "/list offers blankets Ishikawa": ["O1"],
    "/list place:Noto requests": ["R3", "R2", "R1"],
    "/list category:tents": ["R2"],
    "/list Sendai": [],
}
"""Urgent ones first, then those that end soonest."""


async def test_what_is_open_is_listed_urgent_first_then_what_ends_soonest(chat: Chat) -> None:
    told = {line: ids(await chat.say("cho", line, "Third Wave", "south")) for line in LISTED}
    assert told == LISTED


async def test_what_is_covered_or_ended_is_not_listed(chat: Chat) -> None:
    await chat.say("aki", "/match give R2 20")
    await chat.say("ben", "/mine close R1")
    assert ids(await chat.say("cho", "/list requests", "Third Wave", "south")) == ["R3"]


async def test_nothing_open_shows_how_to_ask(chat: Chat) -> None:
    said = await chat.tell("cho", "/list Sendai", "Third Wave", "south")
    assert "Nothing open for Sendai" in said
    assert "/request 200 blankets" in said


@pytest.mark.parametrize(("line", "says"), [("/list zorgles", "zorgles"), ("/list place:Atlantis", "Atlantis")])
async def test_what_is_not_understood_is_said_with_an_example(chat: Chat, line: str, says: str) -> None:
    said = await chat.tell("cho", line, "Third Wave", "south")
    assert says in said
    assert "/list requests Wajima blankets" in said


async def test_a_long_list_comes_in_pages(chat: Chat) -> None:
    for amount in range(1, PAGE + 1):
        await chat.say("ben", f"/request {amount} tents in Nanao")
    first = await chat.say("cho", "/list requests", "Third Wave", "south")
    assert "13 open posts" in chat.text(first)
    more = await chat.press("cho", "More")
    assert (len(ids(first)), len(ids(more))) == (PAGE, 3)
    assert not set(ids(first)) & set(ids(more))


async def test_gaps_are_needs_that_nobody_took_up_at_all(chat: Chat) -> None:
    await chat.say("aki", "/match give R1 1 with:O1")
    said = await chat.tell("cho", "/list gaps", "Third Wave", "south")
    assert "Suzu" in said
    assert "Wajima" not in said


async def test_the_posts_of_an_exercise_and_of_other_responses_are_not_listed(chat: Chat) -> None:
    await chat.say("mori", "/response propose Drill flood, Sendai drill:exercise", "Harbour Relief", "drill")
    await chat.say("mori", "/response open D2")
    await chat.say("mori", "/response link D2")
    await chat.say("mori", "/request 7 tents in Sendai")
    assert "R4" not in await chat.tell("cho", "/list requests", "Third Wave", "south")
    assert ids(await chat.say("mori", "/list requests")) == ["【EXERCISE】R4"]


async def test_what_is_for_others_eyes_only_is_not_listed(chat: Chat) -> None:
    await chat.say("ben", "/request 9 tents in Wajima audience:own")
    assert "R4" in ids(await chat.say("ben", "/list requests"))
    assert "R4" not in ids(await chat.say("cho", "/list requests", "Third Wave", "south"))


async def test_an_old_need_says_how_long_nobody_confirmed_it(chat: Chat) -> None:
    await chat.deliver(timedelta(hours=49))
    assert "Not confirmed for 49 hours" in await chat.tell("cho", "/list requests", "Third Wave", "south")
