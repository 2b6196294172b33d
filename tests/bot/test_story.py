"""When it is over, everyone who had a part in it hears once that it arrived."""

from datetime import timedelta

import pytest

from bot.keeper import Keeper
from bot.late import LateAnswers
from tests.bot.stage import opened
from tests.chat import UNDO, Chat, Delivered
from tests.clock import SetClock

AFTER = timedelta(seconds=UNDO + 1)
HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
async def _asked(chat: Chat) -> None:
    """Let Nao, whom nobody vouches for, ask on behalf of a town hall, and Mori pass it on."""
    await opened(chat)
    await chat.say(
        "nao", "/request 200 blankets in Wajima for:Invented-town-hall", "Street", "square", platform="discord"
    )
    await chat.say("mori", "/mine pass R1", "Harbour Relief", "ops")
    await chat.deliver(AFTER)


async def gives(chat: Chat, who: str, organisation: str, amount: int, locale: str = "en") -> None:
    """Let somebody offer and propose it."""
    await chat.say(who, f"/offer {amount} blankets in Kanazawa", organisation, "depot", locale=locale)


async def told(chat: Chat, later: timedelta = timedelta()) -> dict[str, list[str]]:
    """Return the ends of stories that arrived, by person."""
    found: dict[str, list[str]] = {}
    for each in await chat.deliver(later):
        if is_story(each):
            found.setdefault(each.place.channel, []).append(chat.card_text(each.card))
    return found


def is_story(each: Delivered) -> bool:
    """Return whether it is a message that tells the end to one person."""
    return each.place.direct and ("arrived in" in each.card.title or "届きました" in each.card.title)


async def both_give(chat: Chat) -> None:
    """Let Aki and Ben give all of it, accepted by Nao, while Dora's proposal is declined."""
    await gives(chat, "aki", "みどり支援隊", 120, "ja")
    await gives(chat, "ben", "Blue Hand", 80)
    await gives(chat, "dora", "Haulage", 50)
    await chat.say("dora", "/match give R1 with:O3 50")
    await chat.say("nao", "/mine decline C1")
    await chat.say("aki", "/match give R1 with:O1 120")
    await chat.say("ben", "/match give R1 with:O2 80")
    for promise in ("C2", "C3"):
        await chat.say("nao", f"/mine accept {promise}")


async def test_all_who_had_a_part_hear_once_by_their_language_with_the_chain(chat: Chat) -> None:
    await both_give(chat)
    await chat.say("aki", "/mine sent C2")
    await chat.say("nao", "/mine received C2")
    assert await told(chat, HOURS) == {}
    said = await chat.tell("nao", "/mine received C3")
    line = "R1: 200 blankets arrived in Wajima, from O1 みどり支援隊, O2 Blue Hand."
    assert line in said
    heard = await told(chat, HOURS)
    assert sorted(heard) == ["aki", "ben", "mori"]
    assert [len(each) for each in heard.values()] == [1, 1, 1]
    assert line in heard["ben"][0]
    assert "On behalf of: Invented-town-hall" in heard["mori"][0]
    assert "が輪島市に届きました" in heard["aki"][0]
    assert "O1 みどり支援隊" in heard["aki"][0]
    await chat.say("nao", "/mine close R1")
    assert await told(chat, HOURS) == {}


async def test_nobody_hears_the_last_receipt_twice(chat: Chat) -> None:
    await both_give(chat)
    await chat.say("nao", "/mine received C2")
    await chat.deliver(HOURS)
    await chat.say("nao", "/mine received C3")
    sounds = [each for each in await chat.deliver(HOURS) if each.place.direct and not each.amended]
    assert sorted(each.place.channel for each in sounds) == ["aki", "ben", "mori"]


async def test_what_is_closed_after_a_part_arrived_tells_what_arrived(chat: Chat) -> None:
    await gives(chat, "aki", "みどり支援隊", 120)
    await gives(chat, "ben", "Blue Hand", 80)
    await chat.say("aki", "/match give R1 with:O1 120")
    await chat.say("ben", "/match give R1 with:O2 80")
    await chat.say("nao", "/mine accept C1")
    await chat.say("nao", "/mine received C1")
    await chat.deliver(HOURS)
    said = await chat.tell("nao", "/mine close R1")
    assert "R1: 120 blankets arrived in Wajima, from O1 みどり支援隊." in said
    assert sorted(await told(chat, HOURS)) == ["aki", "mori"]


async def test_an_end_without_any_arrival_tells_no_story(chat: Chat) -> None:
    await chat.say("nao", "/mine close R1")
    assert await told(chat, HOURS) == {}


async def test_who_carried_it_and_who_moved_it_for_the_giver_hear_too(chat: Chat) -> None:
    await gives(chat, "aki", "みどり支援隊", 200)
    await chat.say("aki", "/match give R1 with:O1 200")
    await chat.say("nao", "/mine accept C1")
    await chat.say("aki", "/mine transport C1")
    await chat.say("carla", "/match give R2", "Haulage", "yard")
    await chat.say("aki", "/mine accept C2")
    await chat.say("aya", "/mine sent C1", "みどり支援隊", "depot")
    await chat.deliver(HOURS)
    await chat.say("nao", "/mine received C1")
    heard = await told(chat, HOURS)
    assert sorted(heard) == ["aki", "aya", "carla", "mori"]
    assert "Carried by: Haulage" in heard["aki"][0]


async def test_an_offer_that_nobody_else_sees_is_counted_for_other_givers_and_named_to_who_asked(chat: Chat) -> None:
    await chat.say("aki", "/match give R1 120", "みどり支援隊", "depot")
    await gives(chat, "ben", "Blue Hand", 80)
    await chat.say("ben", "/match give R1 with:O2 80")
    for promise in ("C1", "C2"):
        await chat.say("nao", f"/mine accept {promise}")
        said = await chat.tell("nao", f"/mine received {promise}")
    assert "from O1 みどり支援隊, O2 Blue Hand." in said
    heard = await told(chat, HOURS)
    assert "from O2 Blue Hand, 1 more offer." in heard["ben"][0]
    assert "from O1 みどり支援隊, O2 Blue Hand." in heard["aki"][0]


async def test_what_settles_by_itself_ends_the_story_for_who_asked_too(chat: Chat, clock: SetClock) -> None:
    keeper = Keeper(chat.core, LateAnswers(chat.core, {}))
    await gives(chat, "aki", "みどり支援隊", 200)
    await chat.say("aki", "/match give R1 with:O1 200")
    await chat.say("nao", "/mine accept C1")
    await chat.say("aki", "/mine arrived C1")
    await chat.deliver(HOURS)
    clock.move(timedelta(days=1))
    await keeper.tend()
    assert sorted(await told(chat)) == ["aki", "mori", "nao"]


async def test_a_story_is_shown_to_nobody_who_may_not_see_the_request(chat: Chat) -> None:
    await gives(chat, "aki", "みどり支援隊", 200)
    await chat.say("aki", "/match give R1 with:O1 200")
    await chat.say("nao", "/mine accept C1")
    await chat.say("nao", "/mine received C1")
    assert "arrived" not in await chat.tell("zoe", "/mine show E:R1", "Elsewhere", "")


async def test_who_needs_no_more_than_what_came_ends_the_story_by_saying_so(chat: Chat) -> None:
    await gives(chat, "aki", "みどり支援隊", 120)
    await chat.say("aki", "/match give R1 with:O1 120")
    await chat.say("nao", "/mine accept C1")
    await chat.say("nao", "/mine received C1")
    await chat.deliver(HOURS)
    await chat.say("nao", "/mine edit R1 quantity:120")
    assert sorted(await told(chat, HOURS)) == ["aki", "mori"]
