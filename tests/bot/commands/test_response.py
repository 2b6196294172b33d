"""`/response`: an emergency from its proposal to its close, as people type it."""

from datetime import timedelta

import pytest

from bot.chat import Form
from bot.domain.response import Response
from bot.flows.response.wish import split_drill
from tests.chat import Chat


async def stored(chat: Chat, id: str) -> Response:
    async with chat.store.read() as view:
        found = await view.responses.get(id)
    assert found
    return found


async def opened(chat: Chat, title: str = "Noto earthquake") -> None:
    """Let the coordinator open a first response, D1."""
    answer = await chat.tell("mori", f"/response open {title}", "Hub", "ops")
    assert "D1 is open." in answer


async def test_anybody_proposes_and_hazard_area_and_drill_are_read_from_the_title(chat: Chat) -> None:
    answer = await chat.tell("aki", "/response propose Noto earthquake 能登 exercise", "Green Wave")
    assert "D1 is saved as a proposal." in answer
    assert "【EXERCISE】D1 Noto earthquake 能登" in answer
    assert "Hazard: Earthquake" in answer
    response = await stored(chat, "D1")
    assert (response.state, response.stamp.drill, response.hazard) == ("proposed", "exercise", "EQ")
    assert "JP17204" in response.areas
    assert response.area_names == ("Noto",)


@pytest.mark.parametrize(
    "typed", ["【訓練】能登半島地震", "訓練 能登半島地震", "能登半島地震 訓練", "能登半島地震 drill:訓練"]
)
async def test_an_exercise_is_recognised_wherever_its_word_stands(chat: Chat, typed: str) -> None:
    answer = await chat.tell("亜紀", f"/災害 提案 {typed}")
    assert "【EXERCISE】D1 能登半島地震" in answer


async def test_a_title_that_ends_in_exercise_stays_whole(chat: Chat) -> None:
    assert "【EXERCISE】D1 能登避難訓練" in await chat.tell("亜紀", "/災害 提案 能登避難訓練")


async def test_one_glide_number_is_one_emergency_whatever_it_is_called(chat: Chat) -> None:
    await chat.say("aki", "/response propose Noto earthquake EQ-2024-000001-JPN")
    answer = await chat.tell("ben", "/response propose Peninsula disaster area:Toyama glide:EQ-2024-000001-JPN")
    assert "This may be the same emergency." in answer


async def test_the_japanese_command_is_answered_in_japanese(chat: Chat) -> None:
    reply = await chat.say("亜紀", "/災害 提案 能登半島地震", "みどりの波", locale="ja")
    answer = chat.text(reply)
    assert "D1 を提案として保存しました。" in answer
    assert "種別：" not in answer
    assert "地震" in answer


async def test_a_title_without_a_place_is_asked_for_one_and_nothing_is_lost(chat: Chat) -> None:
    reply = await chat.say("aki", "/response propose earthquake glide:eq-2024-000001-jpn")
    assert isinstance(reply.answer, Form)
    assert "Where is it?" in chat.text(reply)
    answer = chat.text(await chat.fill("aki", area="Wajima, Suzu"))
    assert "Areas: Wajima, Suzu" in answer
    assert "GLIDE: EQ-2024-000001-JPN" in answer


async def test_a_suggested_place_arrives_as_a_code_and_is_shown_by_its_name(chat: Chat) -> None:
    assert "Areas: Wajima, Noto" in await chat.tell("aki", "/response propose Landslide area:「JP17204、Noto」")


async def test_a_wrong_place_or_glide_number_is_named_with_an_example(chat: Chat) -> None:
    answer = await chat.tell("aki", "/response propose Flood area:Wajimaa glide:12345")
    assert "I do not know the place Wajimaa. Nearest: Wajima" in answer
    assert "12345 is no GLIDE number. One looks like EQ-2024-000001-JPN." in answer


async def test_a_name_of_two_places_means_the_one_that_holds_the_other_and_else_is_asked(chat: Chat) -> None:
    await chat.say("aki", "/response propose Kumamoto flood")
    assert (await stored(chat, "D1")).areas == ("JP43",)
    assert "Fuchu is more than one place" in await chat.tell("aki", "/response propose Fuchu flood")


async def test_who_may_not_open_gets_a_proposal_and_is_told_who_opens_it(chat: Chat) -> None:
    answer = await chat.tell("aki", "/response open Noto earthquake", "Green Wave")
    assert "D1 is saved as a proposal." in answer
    assert "A coordinator or a verified organisation opens it: /response open D1" in answer
    assert "[Open D1]" not in answer


async def test_a_coordinator_opens_a_proposal_by_a_press(chat: Chat) -> None:
    await chat.say("aki", "/response propose Noto earthquake", "Green Wave")
    assert "[Open D1]" in await chat.tell("mori", "/response", "Hub", "ops")
    answer = chat.text(await chat.press("mori", "Open D1"))
    assert "D1 is open." in answer
    assert (await stored(chat, "D1")).state == "active"


async def test_opening_twice_says_how_it_stands(chat: Chat) -> None:
    await opened(chat)
    assert "D1 cannot be opened: it is active." in await chat.tell("mori", "/response open D1")


async def test_a_near_equal_one_is_offered_for_joining_and_can_be_opened_all_the_same(chat: Chat) -> None:
    await opened(chat)
    answer = await chat.tell("ben", "/response propose 輪島市の地震", "Blue Hand")
    assert "This may be the same emergency." in answer
    assert "[Join D1]" in answer
    answer = chat.text(await chat.press("ben", "Propose it all the same"))
    assert "D2 is saved as a proposal." in answer
    assert (await stored(chat, "D2")).title == "輪島市の地震"


async def test_an_exercise_is_never_taken_for_the_real_emergency(chat: Chat) -> None:
    await opened(chat)
    assert "【EXERCISE】D2" in await chat.tell("ben", "/response propose Noto earthquake exercise")


async def test_what_waited_for_a_response_is_taken_in_when_one_opens_that_fits_its_place(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    await chat.say("aki", "/request 10 tents in Sapporo")
    answer = await chat.tell("mori", "/response open Noto earthquake", "Hub", "ops")
    assert "1 post that waited for it was taken in." in answer
    async with chat.store.read() as view:
        posts = [await view.posts.get(name) for name in ("R1", "R2")]
    assert [post.stamp.response_id for post in posts if post] == ["D1", None]


async def test_an_exercise_takes_in_nothing_that_is_real(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    assert "taken in" not in await chat.tell("mori", "/response open Noto earthquake exercise", "Hub")


async def test_the_list_shows_what_each_may_do_and_a_number_shows_the_whole(chat: Chat) -> None:
    assert "To begin one: /response propose Noto earthquake" in await chat.tell("aki", "/response")
    await opened(chat)
    assert "[Join D1] [Link this channel to D1]" in await chat.tell("aki", "/response", "Green Wave", "suzu")
    answer = await chat.tell("aki", "/response D1")
    assert "Open requests: 0" in answer
    assert "Organisations: 1" in answer


async def test_a_response_is_found_by_a_part_of_its_title(chat: Chat) -> None:
    await opened(chat)
    assert "D1 Noto earthquake" in await chat.tell("aki", "/response noto")


async def test_words_that_are_no_action_and_no_title_are_kept_for_a_proposal(chat: Chat) -> None:
    answer = await chat.tell("aki", "/response {0} Atlantis %s")
    assert "I know no response “{0} Atlantis %s”." in answer
    assert "/response propose {0} Atlantis %s" in answer


async def test_a_request_number_is_asked_back_with_its_card(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    answer = await chat.tell("aki", "/response R1")
    assert "Did you mean R1?" in answer
    assert "R1 Request: 200 blankets" in answer
    assert "There is no R9." in await chat.tell("aki", "/response close R9")


async def test_an_organisation_joins_once(chat: Chat) -> None:
    await opened(chat)
    assert "Green Wave works in D1 Noto earthquake." in await chat.tell("aki", "/response join", "Green Wave", "suzu")
    assert "already" in await chat.tell("aki", "/response join D1")
    assert "Organisations: 2" in await chat.tell("aki", "/response D1")


async def test_a_person_without_an_organisation_is_told_how_to_name_it_before_joining(chat: Chat) -> None:
    await opened(chat)
    assert "/profile organisation Green Wave" in await chat.tell("aki", "/response join D1")


async def test_a_linked_channel_gets_the_response_and_its_urgent_requests_at_once_and_no_others(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima, urgent", "Green Wave", "suzu")
    await chat.say("aki", "/request 30 tents in Suzu")
    await chat.deliver(timedelta(minutes=1))
    answer = await chat.tell("ben", "/response link D1", "Blue Hand", "noto")
    assert "This channel is linked to D1 Noto earthquake." in answer
    assert "1 urgent request follows now." in answer
    titles = [each.card.title for each in await chat.deliver() if each.place == chat.place("ben")]
    assert sorted(titles) == ["D1 Noto earthquake", "R1 Request: 200 blankets"]


async def test_a_linked_channel_speaks_the_language_it_was_linked_with(chat: Chat) -> None:
    await opened(chat)
    assert "They arrive in this language: Japanese." in await chat.tell(
        "ben", "/response link D1 locale:ja", "Blue Hand", "noto"
    )
    cards = [each.card for each in await chat.deliver() if each.place == chat.place("ben")]
    assert [card.locale for card in cards] == ["ja"]


async def test_a_direct_place_cannot_be_linked(chat: Chat) -> None:
    await opened(chat)
    assert "Type it in the channel that you want to link." in await chat.tell("ben", "/response link D1", "Blue Hand")


async def test_an_unverified_person_cannot_link_and_is_told_who_helps(chat: Chat) -> None:
    await opened(chat)
    await chat.say("dai", "/profile name dai", "", "noto", platform="discord")
    answer = await chat.tell("dai", "/response link D1")
    assert "You cannot link channels yet." in answer
    assert "/profile trust P2 vouched" in answer


async def test_unlinking_stops_what_arrives(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/response link D1", "Blue Hand", "noto")
    await chat.deliver()
    assert "no longer linked to D1" in chat.text(await chat.press("ben", "Unlink this channel"))
    await chat.say("mori", "/request 200 blankets in Wajima, urgent")
    assert not [each for each in await chat.deliver() if each.place == chat.place("ben")]
    assert "linked to no response" in await chat.tell("ben", "/response unlink")


async def test_only_a_coordinator_pauses_and_the_card_in_the_channel_follows(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/response link D1", "Blue Hand", "noto")
    await chat.deliver()
    assert "Only a coordinator can do this." in await chat.tell("ben", "/response pause D1")
    assert "new ones are still taken" in await chat.tell("mori", "/response pause")
    [amended] = [each for each in await chat.deliver() if each.place == chat.place("ben")]
    assert amended.amended
    assert "State: paused" in chat.card_text(amended.card)
    assert "is now: active" in await chat.tell("mori", "/response resume")


async def test_closing_closes_what_nobody_counts_on_and_names_what_stays(chat: Chat) -> None:
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    await chat.say("aki", "/request 30 tents in Suzu")
    await chat.say("ben", "/offer 200 blankets in Kanazawa, can deliver to Noto", "Blue Hand", "noto")
    await chat.say("ben", "/match give R1 with:O1")
    answer = await chat.tell("mori", "/response close D1")
    assert "1 post was closed with it." in answer
    assert "2 stay open, because something is promised:" in answer
    async with chat.store.read() as view:
        states = [post.state for name in ("R1", "R2", "O1") if (post := await view.posts.get(name))]
    assert states == ["covered", "closed", "reserved"]
    assert "That is not possible: D1 is closed." in await chat.tell("mori", "/response pause D1")


async def test_closing_asks_which_even_when_there_is_one(chat: Chat) -> None:
    await opened(chat)
    assert "Which response?" in await chat.tell("mori", "/response close")
    assert (await stored(chat, "D1")).state == "active"
    assert "is now: closed" in chat.text(await chat.press("mori", "This one: D1"))


async def test_merging_moves_posts_updates_members_and_channels(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/response open Suzu landslide")
    await chat.say("ben", "/response link D2", "Blue Hand", "noto")
    await chat.say("ben", "/response join D2")
    await chat.say("ben", "/request 30 tents in Suzu")
    await chat.say("ben", "/update The road to Suzu is open again.")
    answer = await chat.tell("mori", "/response merge D2 into D1")
    assert "D2 went up in D1." in answer
    assert "Moved: 1 post, 1 situation update, 1 linked channel." in answer
    assert "Organisations: 2" in answer
    async with chat.store.read() as view:
        post, update = await view.posts.get("R1"), await view.updates.get("U1")
        linked = await view.places.linked("D1")
    assert post
    assert update
    assert (post.stamp.response_id, update.stamp.response_id, len(linked)) == ("D1", "D1", 1)
    assert (await stored(chat, "D2")).merged_into == "D1"
    assert "That is not possible: D2 is merged." in await chat.tell("mori", "/response merge D1 into D2")


async def test_updates_of_two_merged_responses_keep_numbers_of_their_own(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/response open Suzu landslide")
    await chat.say("ben", "/response link D1", "Blue Hand", "noto")
    await chat.say("ben", "/update The harbour of Wajima is open again.")
    await chat.say("ben", "/response link D2", "Blue Hand", "suzu")
    await chat.say("ben", "/update The road to Suzu is open again.")
    await chat.say("mori", "/response merge D2 into D1")
    async with chat.store.read() as view:
        numbers = {update.id: update.number for update in await view.updates.listing("D1")}
    assert numbers == {"U1": 1, "U2": 2}


async def test_an_exercise_is_never_merged_with_the_real_emergency(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/response open Noto earthquake exercise")
    assert "A real response and an exercise are never mixed." in await chat.tell("mori", "/response merge D2 D1")


async def test_every_change_leaves_its_name_in_the_trail(chat: Chat) -> None:
    await chat.say("aki", "/response propose Noto earthquake", "Green Wave", "suzu")
    for line in ("open D1", "pause D1", "resume D1", "close D1"):
        await chat.say("mori", f"/response {line}", "Hub")
    async with chat.store.read() as view:
        moves = [entry.what for entry in await view.audit.of("D1")]
    assert moves == ["propose", "open", "join", "pause", "resume", "close"]


@pytest.mark.parametrize(
    ("typed", "title", "drill"),
    [
        ("Noto earthquake", "Noto earthquake", "actual"),
        ("Noto earthquake EXERCISE", "Noto earthquake", "exercise"),
        ("[drill] Noto earthquake", "Noto earthquake", "exercise"),
        ("【テスト】能登", "能登", "test"),
        ("実災害：能登半島地震", "能登半島地震", "actual"),
        ("Testing grounds fire", "Testing grounds fire", "actual"),
    ],
)
def test_a_mark_is_taken_off_the_title_only_where_it_is_a_word_of_its_own(typed: str, title: str, drill: str) -> None:
    assert split_drill(typed) == (title, drill)


async def test_a_very_long_title_is_refused_in_good_time(chat: Chat) -> None:
    answer = await chat.tell("aki", "/response propose Noto" + " \t" * 4000 + "x" * 200)
    assert "Please keep the title to 100 characters." in answer
