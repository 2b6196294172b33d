"""`/brief` tells what changed since one last looked; `/brief meeting` is the sheet for the evening meeting."""

from datetime import timedelta

import pytest

from bot.flows.knowing.spans_of_time import LONGEST, span_of
from tests.bot.commands.standing import coordinator_in_store, linked, opened
from tests.chat import Chat


async def posted(chat: Chat) -> None:
    """Let Green Wave ask for blankets and, urgently, for toilets; let Blue Hand offer water."""
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima by Friday", "Green Wave")
    await chat.say("aki", "/request 30 portable toilets in Suzu by today, urgent")
    await chat.say("ben", "/offer 500 bottles of drinking water in Kanazawa", "Blue Hand")


async def test_a_first_look_tells_the_figures_of_the_last_24_hours(chat: Chat) -> None:
    await posted(chat)
    text = await chat.tell("chi", "/brief", "Red Leaf")
    assert "Brief: D1 Noto earthquake" in text
    assert "As of: Tue 24 Nov 09:00" in text
    assert "Since: Mon 23 Nov 09:00" in text
    assert "Requests: 2 open (1 urgent)" in text
    assert "Since then: 2 new, 0 all promised, 0 all received, 0 updates" in text
    assert "Offers available: 1" in text
    assert "Late or due today: 1" in text
    assert "(Due today.)" in text
    assert "Nobody has taken up: Suzu, Ishikawa: WASH 1 (1 urgent) / Wajima, Ishikawa: Non-food items 1" in text


async def test_the_next_look_begins_where_the_last_one_ended(chat: Chat) -> None:
    await posted(chat)
    await chat.say("chi", "/brief", "Red Leaf")
    chat.clock.move(timedelta(hours=2))
    await chat.say("aki", "/request 5 tents in Suzu")
    text = await chat.tell("chi", "/brief")
    assert "Since: Tue 24 Nov 09:00" in text
    assert "Since then: 1 new," in text
    assert "Since then: 3 new," in await chat.tell("chi", "/brief 3d")


async def test_urgent_requests_stand_first_with_their_buttons_and_own_ones_with_the_owners(chat: Chat) -> None:
    await posted(chat)
    reply = await chat.say("chi", "/brief", "Red Leaf")
    assert reply.private
    assert [button.label for button in chat.buttons("chi")] == ["I can give this"]
    await chat.say("aki", "/brief")
    assert chat.buttons("aki")[0].label == "What fits R2"


async def test_what_is_late_says_by_how_much(chat: Chat) -> None:
    await posted(chat)
    chat.clock.move(timedelta(days=4))
    text = await chat.tell("chi", "/brief", "Red Leaf")
    assert "Late or due today: 2" in text
    assert "Late by 1 day." in text


async def test_a_proposal_that_awaits_my_answer_is_shown_to_my_side_with_its_buttons(chat: Chat) -> None:
    await posted(chat)
    await chat.say("ben", "/offer 300 blankets in Kanazawa", "Blue Hand")
    await chat.say("ben", "/match give R1 with:O2")
    text = await chat.tell("aki", "/brief")
    assert "Waiting for your answer: 1" in text
    assert "Accept (C1)" in [button.label for button in chat.buttons("aki")]
    assert "Waiting for your answer" not in await chat.tell("ben", "/brief")
    assert "Waiting for your answer" not in await chat.tell("chi", "/brief", "Red Leaf")


async def test_updates_since_then_are_listed_newest_first(chat: Chat) -> None:
    await posted(chat)
    await chat.say("ben", "/update The road to Suzu is closed.")
    chat.clock.move(timedelta(minutes=5))
    await chat.say("ben", "/update Shelters in Wajima are full.")
    text = await chat.tell("chi", "/brief", "Red Leaf")
    assert text.index("Shelters in Wajima are full") < text.index("The road to Suzu is closed")


async def test_it_shows_nothing_that_the_reader_may_not_see(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima, urgent audience:own", "Green Wave")
    assert "Requests: 0 open" in await chat.tell("chi", "/brief", "Red Leaf")
    assert "Requests: 1 open (1 urgent)" in await chat.tell("aki", "/brief")


async def test_exercise_posts_are_told_in_the_exercise_alone(chat: Chat) -> None:
    await opened(chat)
    await linked(chat, "Green Wave", "drill", await opened(chat, "Drill in Suzu", "exercise"))
    await chat.say("aki", "/request 9 tents in Suzu, urgent", "Green Wave", "drill")
    exercise = await chat.tell("aki", "/brief")
    assert "【EXERCISE】D2 Drill in Suzu" in exercise
    assert "【EXERCISE】R1" in exercise
    assert "Requests: 0 open" in await chat.tell("aki", "/brief", channel="")


async def test_with_two_responses_a_channel_without_one_hears_of_both_and_not_of_closed_ones(chat: Chat) -> None:
    for title in ("Noto earthquake", "Noto flood"):
        response = await opened(chat, title)
        await linked(chat, "Green Wave", title, response)
        await chat.say("aki", "/request 9 tents in Suzu", "Green Wave", title)
    assert "Requests: 2 open" in await chat.tell("aki", "/brief", channel="")
    assert "Brief: all active responses" in await chat.tell("aki", "/brief")


async def test_before_anything_is_posted_it_says_what_to_type(chat: Chat) -> None:
    assert "Nothing is posted here yet. Say what is needed: /request" in await chat.tell("aki", "/brief", "Green Wave")


async def test_words_that_are_no_time_span_are_named_and_the_last_look_stays(chat: Chat) -> None:
    await posted(chat)
    text = await chat.tell("chi", "/brief yesterday", "Red Leaf")
    assert "“yesterday” is no time span I can read." in text
    assert "/brief 24h" in text
    chat.clock.move(timedelta(hours=1))
    assert "Since: Mon 23 Nov 10:00" in await chat.tell("chi", "/brief")


async def test_looking_makes_nobody_a_coordinator_in_the_store(chat: Chat) -> None:
    await chat.say("mori", "/brief", "Hub")
    assert not await coordinator_in_store(chat, "mori")


async def test_the_meeting_sheet_speaks_of_the_whole_response_in_order(chat: Chat) -> None:
    await posted(chat)
    await chat.say("ben", "/update The road to Suzu is closed.")
    await chat.say("ben", "/offer 300 blankets in Kanazawa")
    await chat.say("ben", "/match give R1 120 with:O2")
    text = await chat.tell("mori", "/brief meeting", "Hub")
    sections = ("Updates", "Open needs by sector and area", "Under way", "Nobody has taken up", "Next: late")
    lines = [line.strip() for line in text.splitlines()]
    order = [next(n for n, line in enumerate(lines) if line.startswith(section)) for section in sections]
    assert order == sorted(order)
    assert "Meeting sheet: D1 Noto earthquake" in text
    assert "WASH · Suzu, Ishikawa: Toilets 30 units / 0 units" in text
    assert "Non-food items · Wajima, Ishikawa: Blankets and bedding 200 pieces / 120 pieces" in text
    assert "R1 200 blankets, Wajima, Ishikawa: needed 200 pieces / secured 120 / on the way 0" in text
    assert "Suzu, Ishikawa: WASH 1 (1 urgent)" in text
    assert "Tue 24 Nov R2 30 portable toilets, Suzu, Ishikawa" in text
    assert "The road to Suzu is closed" in text


async def test_the_meeting_sheet_does_not_count_as_a_look(chat: Chat) -> None:
    await posted(chat)
    await chat.say("chi", "/brief", "Red Leaf")
    chat.clock.move(timedelta(hours=3))
    await chat.say("chi", "/まとめ 会議")
    assert "Since: Tue 24 Nov 09:00" in await chat.tell("chi", "/brief")


async def test_things_of_one_kind_and_place_are_summed_and_those_without_a_number_counted(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/request 100 blankets in Suzu", "Green Wave")
    await chat.say("ben", "/request 50 blankets in Suzu", "Blue Hand")
    await chat.say("ben", "/request medical team in Suzu")
    text = await chat.tell("aki", "/brief meeting")
    assert "Blankets and bedding 150 pieces / 0 pieces" in text
    assert ": 1 request" in text


async def test_a_long_section_says_how_much_is_left_out(chat: Chat) -> None:
    await opened(chat)
    for number in range(14):
        await chat.say("aki", f"/request {number + 1} tents in Suzu by tomorrow", "Green Wave")
    assert "and 2 more: /list" in await chat.tell("aki", "/brief meeting")


async def test_a_japanese_sheet_is_japanese(chat: Chat) -> None:
    await posted(chat)
    text = chat.text(await chat.say("mori", "/まとめ 会議", "本部", locale="ja"))
    assert "会議資料：D1 Noto earthquake" in text
    assert "分野・地域ごとの募集中の依頼（必要／確保）" in text
    assert "石川県珠洲市：トイレ 30台 / 0台" in text


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("24h", timedelta(hours=24)),
        ("３日", timedelta(days=3)),
        ("3 days", timedelta(days=3)),
        ("6時間", timedelta(hours=6)),
        ("2w", timedelta(weeks=2)),
        ("999d", LONGEST),
        ("0h", None),
        ("h", None),
        ("3 moons", None),
        ("", None),
    ],
)
def test_a_span_of_time_is_read_in_either_language(typed: str, span: timedelta | None) -> None:
    assert span_of(typed) == span
