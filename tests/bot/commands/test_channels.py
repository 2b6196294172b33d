"""`/response link` with what the channel is to take in: typed beside it, shown in the answer, kept on linking again."""

from datetime import timedelta

import pytest

from bot.domain.people import Channel
from bot.store import Store
from tests.bot.stage import OPS
from tests.chat import Chat, Delivered

LATER = timedelta(seconds=31)


@pytest.fixture
async def ops(chat: Chat) -> Chat:
    """Return an exchange in which Mori sits in #ops and a response is open."""
    await chat.say("mori", "/response open Noto earthquake, Ishikawa", "Harbour Relief", "ops")
    await chat.deliver()
    return chat


async def linked(store: Store) -> Channel:
    """Return the link of #ops."""
    async with store.read() as view:
        channel = await view.places.channel(OPS)
    assert channel is not None
    return channel


def to_ops(brought: list[Delivered]) -> list[str]:
    """Return the titles of what came into #ops."""
    return [each.card.title for each in brought if each.place == OPS]


async def test_what_a_channel_takes_in_is_typed_kept_and_shown(ops: Chat, store: Store) -> None:
    told = await ops.tell(
        "mori", "/response link D1 areas:輪島市,Suzu categories:water,毛布 urgency:critical trust:verified"
    )
    assert "Areas: Wajima, Suzu" in told
    assert "Kinds: WASH, " in told
    assert "Urgency: only what is urgent" in told
    assert "Trust: verified or higher" in told
    channel = await linked(store)
    assert (channel.areas, channel.categories) == (("JP17204", "JP17205"), ("wash", "nfi.bedding"))
    assert (channel.urgency, channel.trust, channel.cards) == ("critical", "verified", "digest")


async def test_it_can_all_be_typed_in_japanese(ops: Chat, store: Store) -> None:
    told = await ops.tell(
        "mori", "/災害 リンク D1 言語:日本語 対象地域:輪島市 対象品目:すべて 緊急度:至急 信頼度:確認済み カード:1件ずつ"
    )
    assert "D1" in told
    channel = await linked(store)
    assert (channel.areas, channel.categories) == (("JP17204",), ())
    assert (channel.locale, channel.urgency, channel.trust, channel.cards) == ("ja", "critical", "verified", "each")


async def test_a_plain_link_says_how_things_come(ops: Chat) -> None:
    told = await ops.tell("mori", "/response link D1")
    assert "Cards: urgent needs at once, everything else in one card an hour" in told
    assert "Areas" not in told.split("Cards:")[0].split("/list")[1]


async def test_linking_again_changes_only_what_is_named(ops: Chat, store: Store) -> None:
    await ops.say("mori", "/response link D1 areas:Wajima trust:verified")
    await ops.say("mori", "/response link D1 areas:all cards:each")
    channel = await linked(store)
    assert (channel.areas, channel.trust, channel.cards) == ((), "verified", "each")


async def test_another_response_begins_anew(ops: Chat, store: Store) -> None:
    await ops.say("mori", "/response link D1 areas:Wajima")
    await ops.say("mori", "/response open Kumamoto flood, Kumamoto")
    await ops.say("mori", "/response link D2")
    assert (await linked(store)).areas == ()


async def test_what_is_not_understood_is_asked_for_and_the_rest_kept(ops: Chat, store: Store) -> None:
    told = await ops.tell("mori", "/response link D1 areas:Wajimo categories:water trust:somewhat cards:each")
    assert "Linking this channel: one more thing" in told
    assert "I do not know the place Wajimo. Nearest: Wajima" in told
    assert "“somewhat” is none of these. Which one?" in told
    await ops.fill("mori", areas="Wajima", trust="vouched")
    channel = await linked(store)
    assert (channel.areas, channel.categories) == (("JP17204",), ("wash",))
    assert (channel.trust, channel.cards) == ("vouched", "each")


async def test_only_what_it_takes_in_follows_when_a_channel_is_linked(ops: Chat) -> None:
    await ops.say("ben", "/request 200 blankets in Wajima, urgent", "Blue Hand", "field")
    await ops.say("ben", "/request 30 tents in Suzu, urgent")
    assert "1 urgent request follows now." in await ops.tell("mori", "/response link D1 areas:Suzu")
    assert set(to_ops(await ops.deliver())) == {"D1 Noto earthquake, Ishikawa", "R2 Request: 30 tents"}


@pytest.mark.parametrize(
    ("intake", "brought"),
    [
        ("areas:Suzu", ["R2"]),
        ("categories:blankets", ["R1", "O1"]),
        ("urgency:critical", ["R2"]),
        ("trust:vouched", ["R1", "R2", "O1"]),
        ("trust:verified", []),
    ],
)
async def test_a_channel_gets_what_it_takes_in_and_nothing_else(ops: Chat, intake: str, brought: list[str]) -> None:
    await ops.say("mori", f"/response link D1 cards:each {intake}")
    await ops.deliver()
    await ops.say("ben", "/request 200 blankets in Wajima", "Blue Hand", "field")
    await ops.say("ben", "/request 30 tents in Suzu, urgent")
    await ops.say("ben", "/offer 500 blankets in Kanazawa")
    assert sorted(title[:2] for title in to_ops(await ops.deliver(LATER))) == sorted(brought)


async def test_what_a_verified_organisation_posts_is_trusted_as_it_is(ops: Chat) -> None:
    await ops.say("mori", "/response link D1 cards:each trust:verified")
    await ops.deliver()
    await ops.say("ben", "/profile organisation Blue Hand", "Blue Hand", "field")
    await ops.say("mori", "/profile trust G2 verified")
    await ops.say("ben", "/request 200 blankets in Wajima")
    assert to_ops(await ops.deliver(LATER)) == ["R1 Request: 200 blankets"]
