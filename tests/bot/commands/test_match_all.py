"""`/match all`: a coordinator sees the best pairing of everything, and asks both sides of a pair with one press."""

from datetime import timedelta

from bot.chat import Card
from bot.store import Store
from tests.bot.stage import direct, opened, post_of
from tests.chat import Chat

BLUE, HARBOUR, MIDORI = "Blue Hand", "Harbour Relief", "みどり支援隊"


async def stocked(chat: Chat) -> None:
    """Let two groups ask for blankets, one of them critically, and two others offer some."""
    await opened(chat)
    await chat.say("ben", "/request 100 blankets in Wajima by Friday", BLUE, "field")
    await chat.say("dan", "/request urgent: 80 blankets in Suzu today", "Invented Shelter Group", "suzu")
    await chat.say("aki", "/offer 毛布100枚、輪島市で提供できます", MIDORI, "輪島")
    await chat.say("eve", "/offer 90 blankets in Suzu, can deliver to Wajima and Suzu", "Example Depot", "depot")
    await chat.deliver()


async def pairs_of(chat: Chat, who: str) -> dict[tuple[str, str], Card]:
    """Return the pairs of the plan that somebody sees, as (request, offer)."""
    card = (await chat.say(who, "/match all")).answer
    assert isinstance(card, Card)
    return {(item.title.split()[0], str(item.facts[0].values[0]).split()[0]): item for item in card.items}


async def test_a_coordinator_sees_what_serves_most_with_reasons_the_critical_first(chat: Chat, store: Store) -> None:
    await stocked(chat)
    said = chat.text(await chat.say("mori", "/match all", HARBOUR, "ops"))
    assert "The best pairing: 2 of 2 open requests, with 2 offers" in said
    assert "Nothing is promised yet." in said
    assert said.index("R2 Request") < said.index("R1 Request")
    pairs = await pairs_of(chat, "mori")
    assert {("R2", "O2"), ("R1", "O1")} <= pairs.keys()
    assert "How much: 80 pieces" in said
    assert "the same kind of thing" in said
    assert all(pair.buttons[0].label == "Propose" for pair in pairs.values())
    assert (await post_of(store, "R1")).tally.promised == 0


async def test_propose_asks_both_sides_and_holds_nothing_until_one_takes_it_up(chat: Chat, store: Store) -> None:
    await stocked(chat)
    chat.mailbox.sent.clear()
    await chat.say("mori", "/match all", HARBOUR, "ops")
    said = chat.text(await chat.say("mori", "/match propose R1 with:O1", HARBOUR, "ops"))
    assert "Both sides are asked whether O1 shall go to R1." in said
    await chat.deliver(timedelta(minutes=70))
    told = {sent.place: chat.card_text(sent.card) for sent in chat.mailbox.sent if sent.place.direct}
    assert "Take up O1" in told[direct(BLUE, "ben")]
    assert "R1" in told[direct(MIDORI, "aki")]
    assert (await post_of(store, "R1")).tally.promised == (await post_of(store, "O1")).tally.promised == 0
    said = chat.text(await chat.say("ben", "/match need O1 with:R1", BLUE, "field"))
    assert "Proposed as C1" in said


async def test_who_is_no_coordinator_is_refused_plainly(chat: Chat) -> None:
    await stocked(chat)
    for line in ("/match all", "/match propose R1 with:O1"):
        said = chat.text(await chat.say("ben", line, BLUE, "field"))
        assert "Only coordinators see the pairing of everything." in said
        assert "O1" not in said


async def test_it_is_understood_in_japanese_and_shown_in_it(chat: Chat) -> None:
    await stocked(chat)
    said = chat.text(await chat.say("mori", "/マッチング すべて", HARBOUR, "ops", locale="ja"))
    assert "最も多くに応えられる組み合わせ：" in said
    assert "[提案する]" in said


async def test_where_nothing_fits_it_says_where_the_gaps_are(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 100 blankets in Wajima by Friday", BLUE, "field")
    said = chat.text(await chat.say("mori", "/match all", HARBOUR, "ops"))
    assert "No open offer fits an open request well." in said
    assert "/list gaps" in said


async def test_a_pair_that_is_gone_is_not_asked_for(chat: Chat) -> None:
    await stocked(chat)
    await chat.say("aki", "/mine withdraw O1", MIDORI, "輪島")
    said = chat.text(await chat.say("mori", "/match propose R1 with:O1", HARBOUR, "ops", locale="en"))
    assert "R1 and O1 can no longer be joined." in said


async def test_a_coordinator_takes_up_for_their_own_organisation_at_once(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/request 100 blankets in Wajima by Friday", HARBOUR, "ops")
    await chat.say("aki", "/offer 毛布100枚、輪島市で提供できます", MIDORI, "輪島")
    [pair] = (await pairs_of(chat, "mori")).values()
    assert [button.label for button in pair.buttons] == ["Take up O1"]
