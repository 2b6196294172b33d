"""`/profile`: who somebody is, for whom they speak, what is stored about them."""

from bot.chat import Form
from tests.chat import Chat


async def test_a_stranger_is_told_that_nothing_is_stored(chat: Chat) -> None:
    assert "Nothing is stored about you yet." in await chat.tell("aki", "/profile")


async def test_name_languages_and_contact_are_the_persons(chat: Chat) -> None:
    await chat.say("aki", "/profile name Aki Tanaka")
    await chat.say("aki", "/profile languages Japanese, 英語")
    await chat.say("aki", "/profile phone 090-0000-0000")
    answer = await chat.tell("aki", "/profile")
    assert "P1 Aki Tanaka" in answer
    assert "Languages: Japanese, English" in answer
    assert "My contact: 090-0000-0000" in answer
    assert "Accounts: the terminal" in answer


async def test_areas_sectors_and_contacts_are_the_organisations(chat: Chat) -> None:
    await chat.say("aki", "/profile areas Suzu and Kanazawa", "Green Wave")
    await chat.say("aki", "/profile sectors WASH、住まい")
    await chat.say("aki", "/profile contact Aki, 03-0000-0000")
    answer = await chat.tell("ben", "/profile G1", "Blue Hand")
    assert "Areas: Suzu, Kanazawa (Ishikawa)" in answer
    assert "Sectors: WASH, Shelter" in answer
    assert "03-0000-0000" not in answer


async def test_an_organisation_is_asked_for_a_second_contact_until_it_has_one(chat: Chat) -> None:
    assert "A second contact is missing" in await chat.tell("aki", "/profile contact Aki, 03-0000-0000", "Green Wave")
    answer = await chat.tell("aki", "/profile second Ben, 03-0000-0001")
    assert "A second contact is missing" not in answer
    assert "Second contact: Ben, 03-0000-0001" in answer


async def test_unknown_areas_sectors_and_languages_are_named_with_the_nearest(chat: Chat) -> None:
    answer = await chat.tell("aki", "/profile areas Suzu, Wajimaa", "Green Wave")
    assert "I do not know the place Wajimaa. Nearest: Wajima" in answer
    assert "Areas: Suzu, Wajimaa" in answer
    assert "I do not know “sheltr”. Nearest: Shelter" in await chat.tell("aki", "/profile sectors sheltr")
    assert "I do not know “Japanse”. Nearest: Japanese" in await chat.tell("aki", "/profile languages Japanse")


async def test_a_line_without_words_is_asked_for_with_what_stands_there_and_a_hyphen_empties_it(chat: Chat) -> None:
    await chat.say("aki", "/profile skills forklift")
    reply = await chat.say("aki", "/profile skills")
    assert isinstance(reply.answer, Form)
    assert "My skills: forklift" in chat.text(reply)
    assert "Skills:" not in chat.text(await chat.fill("aki", text="-"))


async def test_an_organisation_is_made_by_naming_it_with_the_senders_trust(chat: Chat) -> None:
    answer = await chat.tell("aki", "/profile organisation Green Wave")
    assert "You speak for G1 Green Wave now. It is new here." in answer
    assert "Trust: vouched for" in answer
    assert "You speak for G1 Green Wave already." in await chat.tell("aki", "/profile organisation green wave")


async def test_the_same_name_joins_and_a_near_one_is_asked_and_not_doubled(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    assert "You speak for G1 Green Wave now." in await chat.tell("ben", "/profile organisation ＧＲＥＥＮ wave")
    answer = await chat.tell("chie", "/profile organisation Green Waves")
    assert "Is “Green Waves” one of these?" in answer
    assert "You speak for G1 Green Wave now." in chat.text(await chat.press("chie", "I speak for G1"))


async def test_a_near_name_can_be_another_organisation_all_the_same(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    await chat.say("ben", "/profile organisation Green Waves")
    assert "You speak for G2 Green Waves now." in chat.text(await chat.press("ben", "It is another one: make it"))


async def test_nobody_gains_trust_by_naming_a_trusted_organisation(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    await chat.say("mori", "/profile trust G1 verified")
    answer = await chat.tell("ben", "/profile organisation Green Wave")
    assert "/profile admit P3 G1" in answer
    assert "P3 ben speaks for G1 Green Wave now." in await chat.tell("aki", "/profile admit P3")
    assert "Speaks for: G1 Green Wave" in await chat.tell("ben", "/profile")


async def test_nobody_is_pulled_out_of_their_organisation(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    await chat.say("ben", "/profile organisation Blue Hand")
    assert "P2 speaks for an organisation already." in await chat.tell("aki", "/profile admit P2")


async def test_only_coordinators_set_trust_in_words_of_either_language(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    assert "Only a coordinator can do this." in await chat.tell("aki", "/profile trust G1 official")
    assert "Trust: verified" in await chat.tell("mori", "/profile trust G1 確認済み")
    assert "Trust: vouched for" in await chat.tell("mori", "/profile trust P1 vouched")
    assert "“verry” is no level of trust." in await chat.tell("mori", "/profile trust G1 verry")
    assert "Trust: official" in chat.text(await chat.press("mori", "official"))
    assert "There is no G9." in await chat.tell("mori", "/profile trust G9 official")


async def test_a_stranger_to_the_organisation_cannot_change_it(chat: Chat) -> None:
    await chat.say("aki", "/profile organisation Green Wave")
    await chat.say("ben", "/profile organisation Blue Hand")
    assert "Only its own people and coordinators" in await chat.tell("ben", "/profile about G1 Bad words")


async def test_a_person_who_is_not_listed_is_shown_to_colleagues_only(chat: Chat) -> None:
    await chat.say("aki", "/settings privacy no", "Green Wave")
    assert "There is no P1." in await chat.tell("ben", "/profile P1", "Blue Hand")
    assert "P1 aki" in await chat.tell("chie", "/profile P1", "Green Wave")


async def test_a_contact_is_never_shown_to_anybody_else(chat: Chat) -> None:
    await chat.say("aki", "/profile phone 090-0000-0000", "Green Wave")
    for who, organisation in (("ben", "Blue Hand"), ("chie", "Green Wave"), ("mori", "Hub")):
        assert "090-0000-0000" not in await chat.tell(who, "/profile P1", organisation)


async def test_what_is_stored_is_told_line_by_line(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave")
    await chat.say("aki", "/profile phone 090-0000-0000")
    answer = await chat.tell("aki", "/profile stored")
    assert "Stored: 1 request, 0 offers, 0 situation updates" in answer
    assert "Seen by you alone: 090-0000-0000" in answer


async def test_deleting_asks_once_then_takes_posts_back_and_empties_the_record(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    await chat.say("aki", "/profile phone 090-0000-0000")
    assert "1 open post of yours is taken back." in await chat.tell("aki", "/profile forget")
    async with chat.store.read() as view:
        post = await view.posts.get("R1")
    assert post
    assert post.live
    assert "Deleted." in chat.text(await chat.press("aki", "Yes, delete it"))
    async with chat.store.read() as view:
        post, person = await view.posts.get("R1"), await view.people.get("P1")
        found = await view.people.by_name("aki")
    assert post
    assert person
    assert post.state == "cancelled"
    assert (person.name, person.contact, person.organisation_id, list(found)) == ("P1", "", None, [])


async def test_what_somebody_counts_on_is_not_taken_back(chat: Chat) -> None:
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    await chat.say("ben", "/offer 200 blankets in Kanazawa, can deliver to Noto", "Blue Hand", "noto")
    await chat.say("ben", "/match give R1 with:O1")
    await chat.say("aki", "/profile forget")
    answer = chat.text(await chat.press("aki", "Yes, delete it"))
    assert "Still there, because something is promised: R1." in answer


async def test_a_coordinator_named_by_the_operator_does_not_become_one_for_good(chat: Chat) -> None:
    await chat.say("mori", "/profile name Mori Ken")
    async with chat.store.read() as view:
        person = await view.people.get("P1")
    assert person
    assert not person.coordinator


async def test_an_unknown_line_is_answered_with_the_nearest(chat: Chat) -> None:
    assert "Nearest: skills" in await chat.tell("aki", "/profile skils forklift")


async def test_it_works_in_japanese(chat: Chat) -> None:
    await chat.say("亜紀", "/プロフィール 団体 みどりの波", locale="ja")
    answer = await chat.tell("亜紀", "/プロフィール 地域 能登、金沢市")
    assert "保存しました。" in answer
    assert "輪島市" in answer
    assert "予備の連絡先がありません。" in answer
