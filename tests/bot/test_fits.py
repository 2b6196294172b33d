"""Both sides hear when something new fits: once, in one message, after the undo time, and never of their own act."""

from datetime import timedelta

import pytest

from bot.chat import Card
from bot.courier import BETWEEN
from bot.flows.exchange import noticing
from bot.keeper import Keeper
from bot.late import LateAnswers
from bot.store import Store
from tests.bot.stage import opened, post_of
from tests.chat import UNDO, Chat, Delivered
from tests.clock import SetClock

AFTER = BETWEEN + timedelta(seconds=1)
"""Longer than the undo time, and than a message that was just touched is left alone."""
HOUR = timedelta(hours=1)


@pytest.fixture
async def keeper(chat: Chat) -> Keeper:
    """Return the keeper of an exchange in which a response stands open."""
    await opened(chat)
    return Keeper(chat.core, LateAnswers(chat.core, {}))


async def passes(chat: Chat, keeper: Keeper, time: timedelta = AFTER) -> list[Delivered]:
    """Let time pass, then what is due happen; return what people were told of fits."""
    chat.clock.move(time)
    await keeper.tend()
    return [each for each in await chat.deliver() if each.place.direct and is_of_fits(each.card)]


def is_of_fits(card: Card) -> bool:
    """Return whether a card tells what fits a record."""
    return any(
        words in card.title for words in ("Something new fits", "新しく合う", "What was new for", "新しく合った")
    )


def heard(told: list[Delivered], who: str) -> list[Delivered]:
    """Return what one person was told."""
    return [each for each in told if each.place.channel == who]


async def ben_asks(chat: Chat, line: str = "/request 200 blankets in Wajima by Friday") -> None:
    """Let Ben ask."""
    await chat.say("ben", line, "Blue Hand", "field")


async def aki_gives(chat: Chat, line: str = "/offer 120 blankets in Wajima") -> None:
    """Let Aki, who reads English here, offer."""
    await chat.say("aki", line, "みどり支援隊", "輪島", locale="en")


async def test_who_asked_hears_of_a_new_offer_after_the_undo_time_with_reasons_and_a_button(
    chat: Chat, keeper: Keeper
) -> None:
    await ben_asks(chat)
    assert await passes(chat, keeper) == []
    await aki_gives(chat)
    assert await passes(chat, keeper, timedelta(seconds=UNDO - 1)) == []
    told = await passes(chat, keeper, timedelta(seconds=1))
    assert [each.place.channel for each in told] == ["ben"]
    text = chat.card_text(told[0].card)
    assert "Something new fits R1." in text
    assert "R1 Request: 200 blankets" in text
    assert "O1 Offer: 120 blankets" in text
    assert "in the same place" in text
    assert "[Take up O1]" in text
    assert "みどり支援隊" in text


async def test_the_button_of_the_message_takes_it_up(chat: Chat, keeper: Keeper) -> None:
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "")
    await aki_gives(chat)
    await passes(chat, keeper)
    assert "Proposed as C1" in chat.text(await chat.press("ben", "Take up O1"))


async def test_who_offered_hears_of_a_new_request_in_their_language(chat: Chat, keeper: Keeper) -> None:
    await chat.say("aki", "/提供 毛布120枚 輪島市", "みどり支援隊", "輪島", locale="ja")
    await passes(chat, keeper)
    await ben_asks(chat)
    told = await passes(chat, keeper)
    assert [each.place.channel for each in told] == ["aki"]
    assert "O1に新しく合うものがあります。" in chat.card_text(told[0].card)


async def test_the_answer_to_a_post_counts_as_told(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await passes(chat, keeper)
    await aki_gives(chat)
    told = await passes(chat, keeper)
    await chat.say("ben", "/mine edit R1 quantity:190")
    await chat.say("aki", "/mine edit O1 quantity:110")
    again = await passes(chat, keeper)
    assert heard(told, "aki") == heard(again, "aki") == []
    assert [each.amended for each in heard(again, "ben")] == [True]


async def test_nobody_hears_of_their_own_organisations_posts(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await chat.say("bea", "/offer 300 blankets in Wajima", "Blue Hand", "field")
    assert await passes(chat, keeper) == []


async def test_what_fits_badly_is_no_news(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await passes(chat, keeper)
    await aki_gives(chat, "/offer 120 blankets in Kagoshima, pick-up only")
    assert await passes(chat, keeper) == []


async def test_within_the_hour_the_message_is_amended_and_then_there_is_a_new_one_with_what_is_new(
    chat: Chat, keeper: Keeper
) -> None:
    await ben_asks(chat)
    await aki_gives(chat)
    assert [each.amended for each in await passes(chat, keeper)] == [False]
    await chat.say("mori", "/offer 70 blankets in Wajima", "Harbour Relief", "ops")
    assert heard(await passes(chat, keeper, BETWEEN - timedelta(seconds=1)), "ben") == []
    second = heard(await passes(chat, keeper, timedelta(seconds=1)), "ben")
    assert [each.amended for each in second] == [True]
    assert all(offer in chat.card_text(second[0].card) for offer in ("O1", "O2"))
    await chat.say("mori", "/offer 80 blankets in Wajima")
    third = heard(await passes(chat, keeper, HOUR), "ben")
    assert [each.amended for each in third] == [False]
    assert "O3" in chat.card_text(third[0].card)
    assert "O1" not in chat.card_text(third[0].card)
    assert await passes(chat, keeper, HOUR) == []


async def test_a_critical_request_and_its_givers_hear_at_once_and_several_within_a_minute_are_one_sound(
    chat: Chat, keeper: Keeper
) -> None:
    await aki_gives(chat)
    await passes(chat, keeper)
    await ben_asks(chat, "/request 200 blankets in Wajima, urgent")
    at_once = [each for each in await chat.deliver() if each.place.direct]
    assert [each.place.channel for each in at_once] == ["aki"]
    sounds = []
    for amount, seconds in ((150, 10), (160, 10), (170, 60), (180, 0)):
        await chat.say("mori", f"/offer {amount} blankets in Wajima", "Harbour Relief", "ops")
        sounds += [each.amended for each in await chat.deliver() if each.place.channel == "ben"]
        chat.clock.move(timedelta(seconds=seconds))
    assert sounds == [False, True, True, False]


async def test_an_undone_post_is_never_told(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await passes(chat, keeper)
    await aki_gives(chat)
    await chat.press("aki", "Undo")
    assert await passes(chat, keeper) == []
    assert await passes(chat, keeper, HOUR) == []


@pytest.mark.parametrize("act", ["/mine withdraw O1", "/mine close O1"])
async def test_what_ended_leaves_the_message_without_a_sound(chat: Chat, keeper: Keeper, act: str) -> None:
    await ben_asks(chat)
    await aki_gives(chat)
    await chat.say("mori", "/offer 70 blankets in Wajima", "Harbour Relief", "ops")
    await passes(chat, keeper)
    await chat.say("aki", act)
    told = heard(await passes(chat, keeper, 2 * HOUR), "ben")
    assert [each.amended for each in told] == [True]
    assert "O1" not in chat.card_text(told[0].card)
    assert "O2" in chat.card_text(told[0].card)
    await chat.say("mori", "/mine withdraw O2")
    told = heard(await passes(chat, keeper), "ben")
    assert [each.amended for each in told] == [True]
    assert "What was new for R1 is gone or taken up." in chat.card_text(told[0].card)


async def test_what_somebody_else_took_up_whole_leaves_the_message_and_comes_back_to_others_when_it_falls_through(
    chat: Chat, keeper: Keeper, store: Store
) -> None:
    await ben_asks(chat)
    await aki_gives(chat)
    await passes(chat, keeper)
    await chat.say("mori", "/request 120 blankets in Wajima", "Harbour Relief", "ops")
    await chat.say("mori", "/match need O1 with:R2")
    assert "What was new for R1" in chat.card_text(heard(await passes(chat, keeper), "ben")[-1].card)
    await chat.say("dora", "/request 50 blankets in Wajima", "Haulage", "yard")
    assert heard(await passes(chat, keeper), "dora") == []
    await chat.say("aki", "/mine decline C1")
    assert (await post_of(store, "O1")).left == 120_000
    told = await passes(chat, keeper)
    assert [each.amended for each in heard(told, "dora")] == [False]
    assert heard(told, "mori") == []
    assert heard(told, "aki") == []


async def test_a_held_post_is_told_when_it_is_passed_and_then_to_both_sides(chat: Chat, keeper: Keeper) -> None:
    await chat.say("nao", "/request 100 blankets in Wajima", "Street", "square", platform="discord")
    await aki_gives(chat)
    assert await passes(chat, keeper) == []
    await chat.say("mori", "/mine pass R1", "Harbour Relief", "ops")
    told = await passes(chat, keeper)
    assert sorted(each.place.channel for each in told) == ["aki", "nao"]


async def test_a_post_kept_alive_is_new_to_those_who_were_not_told(chat: Chat, keeper: Keeper, clock: SetClock) -> None:
    await aki_gives(chat, "/offer 120 blankets in Wajima until:2026-11-25")
    clock.move(timedelta(days=3))
    await keeper.tend()
    await ben_asks(chat, "/request 200 blankets in Wajima")
    await passes(chat, keeper)
    await chat.say("aki", "/mine keep O1")
    told = await passes(chat, keeper)
    assert [each.place.channel for each in told] == ["ben"]


async def test_an_edit_that_makes_it_fit_is_told(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await aki_gives(chat, "/offer 120 tents in Wajima")
    assert heard(await passes(chat, keeper), "ben") == []
    await chat.say("aki", "/mine edit O1 120 blankets in Wajima")
    assert [each.place.channel for each in await passes(chat, keeper)] == ["ben"]


async def test_an_offer_for_verified_organisations_is_not_told_to_others(chat: Chat, keeper: Keeper) -> None:
    await chat.say("nao", "/request 100 blankets in Wajima", "Street", "square", platform="discord")
    await chat.say("mori", "/mine pass R1", "Harbour Relief", "ops")
    await passes(chat, keeper)
    await aki_gives(chat, "/offer 120 blankets in Wajima audience:verified")
    assert await passes(chat, keeper) == []


async def test_an_exercise_and_real_work_never_meet(chat: Chat, keeper: Keeper) -> None:
    await chat.say("mori", "/response propose Noto drill, Ishikawa drill:exercise", "Harbour Relief", "drill")
    await chat.say("mori", "/response open D2")
    await chat.say("mori", "/response link D2")
    await chat.say("mori", "/offer 120 blankets in Wajima")
    await ben_asks(chat)
    assert await passes(chat, keeper) == []


async def test_two_keepers_at_once_tell_it_once(chat: Chat, keeper: Keeper) -> None:
    await ben_asks(chat)
    await aki_gives(chat)
    chat.clock.move(AFTER)
    await keeper.tend()
    await Keeper(chat.core, LateAnswers(chat.core, {})).tend()
    assert len(heard(await chat.deliver(), "ben")) == 1


async def ben_and_mori_ask(chat: Chat) -> None:
    """Let Ben and Mori ask urgently for the same things, Mori for less."""
    await ben_asks(chat, "/request 200 blankets in Wajima, urgent")
    await chat.say("mori", "/request 150 blankets in Wajima, urgent", "Harbour Relief", "ops")
    await chat.deliver(AFTER)


async def test_those_for_whom_there_is_no_room_in_the_act_hear_a_moment_later(
    chat: Chat, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noticing, "AT_ONCE", 1)
    await ben_and_mori_ask(chat)
    await aki_gives(chat, "/offer 300 blankets in Wajima")
    at_once = {each.place.channel for each in await chat.deliver() if is_of_fits(each.card)}
    later = {each.place.channel for each in await passes(chat, keeper, timedelta())}
    assert (len(at_once), at_once | later) == (1, {"ben", "mori"})
    assert not at_once & later


async def test_only_those_hear_whom_it_fits_best(chat: Chat, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noticing, "MOST_TOLD", 1)
    await ben_asks(chat, "/request 200 blankets in Kanazawa")
    await chat.say("mori", "/request 100 blankets in Wajima", "Harbour Relief", "ops")
    await aki_gives(chat)
    assert [each.place.channel for each in await passes(chat, keeper)] == ["mori"]
