"""Who is owed what by a change: where it was posted, the channels that follow, and those concerned."""

from datetime import timedelta

from bot.chat import Place
from bot.domain.people import Workspace
from bot.store import Store
from tests.bot.stage import FIELD, OPS, WAJIMA, direct, opened
from tests.chat import PLATFORM, Chat, Delivered

LATER = timedelta(seconds=31)


def places(delivered: list[Delivered], start: str = "R1") -> list[Place]:
    """Return where cards about a record were brought."""
    return [each.place for each in delivered if each.card.title.startswith(start)]


async def test_a_linked_channel_that_is_also_the_origin_gets_one_card(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/request 200 blankets in Wajima")
    assert places(await chat.deliver()) == [OPS]
    assert places(await chat.deliver(LATER)) == [WAJIMA]


async def test_what_is_said_to_the_bot_alone_is_shown_in_linked_channels_only(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "")
    assert places(await chat.deliver()) == []
    assert set(places(await chat.deliver(LATER))) == {OPS, WAJIMA}


async def test_what_is_for_the_own_organisation_stays_with_it(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/response link D1 cards:each", "Blue Hand", "logistics")
    await chat.say("ben", "/request 200 blankets in Wajima audience:own", "Blue Hand", "field")
    brought = places(await chat.deliver(LATER))
    assert set(brought) == {FIELD, Place(PLATFORM, "Blue Hand", "logistics")}


async def test_what_is_for_verified_organisations_is_not_shown_to_others(chat: Chat, store: Store) -> None:
    await opened(chat)
    async with store.begin() as uow:
        known = await uow.places.workspace(PLATFORM, "みどり支援隊")
        assert known
        await uow.places.save_workspace(Workspace(PLATFORM, "みどり支援隊", known.organisation_id, "verified"))
        await uow.commit()
    await chat.say("ben", "/offer 3 nurses in Kanazawa", "Blue Hand", "field")
    assert OPS not in places(await chat.deliver(LATER), "O1")
    assert WAJIMA in [each.place for each in chat.mailbox.sent if "O1" in each.card.title]


async def test_a_post_without_a_response_goes_nowhere_but_its_own_channel(chat: Chat) -> None:
    said = await chat.tell("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    assert "waits for a response" in said
    assert places(await chat.deliver(LATER)) == [FIELD]


async def test_an_amendment_goes_wherever_a_card_stands_and_nowhere_else(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.deliver(LATER)
    await chat.say("lee", "/response link D1 cards:each", "Tidewater", "late")
    await chat.say("ben", "/mine edit R1 quantity:150")
    brought = await chat.deliver(LATER)
    changed = [each for each in brought if each.card.title.startswith(("R1 Request: 150", "R1 依頼"))]
    assert {each.place for each in changed} == {FIELD, OPS, WAJIMA}
    assert all(each.amended for each in changed)


async def test_news_goes_to_the_person_concerned_alone(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120")
    assert places(await chat.deliver(), "C1") == [direct("Blue Hand", "ben")]


async def test_a_card_is_drawn_in_the_language_of_its_place(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    cards = {each.place: each.card for each in await chat.deliver(LATER)}
    assert (cards[OPS].locale, cards[WAJIMA].locale) == ("en", "ja")
    assert "石川県輪島市" in chat.card_text(cards[WAJIMA])
    assert "200 blankets in Wajima by Friday" in chat.card_text(cards[WAJIMA])
