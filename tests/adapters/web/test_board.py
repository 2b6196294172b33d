"""The board shows what is needed, on offer and happening, in the reader's language, and nothing that is not for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.post import PostPlace, PostState, Tally
from bot.domain.record import Audience
from bot.domain.response import Response, ResponseState
from storage.store import Store
from tests.adapters.web.site import Site, served
from tests.adapters.web.stage import ISHIKAWA, SENDAI, SUZU, WAJIMA, Stage, asked, fill, offered, reported
from tests.clock import SetClock

EVERY_PAGE = ("/?lang=en", "/?lang=ja", "/exercise?lang=en", "/exercise?lang=ja")


async def everything(site: Site) -> str:
    """Return the text of all pages in both languages."""
    return "\n".join([(await site.get(path)).text for path in EVERY_PAGE])


async def test_a_reader_sees_requests_offers_gaps_and_updates_in_english(stage: Stage, site: Site) -> None:
    await fill(stage)
    page = (await site.get("/?lang=en")).text
    assert '<html lang="en">' in page
    assert "As of Tue 24 Nov 09:00" in page
    assert "Noto Peninsula earthquake" in page
    assert "Wajima, Suzu, Anamizu (Ishikawa) and 1 more" in page
    for words in ("Blankets and bedding", "200 pieces", "partly covered", "until <time", "Fri 27 Nov", "posted <time"):
        assert words in page
    for label, amount in (("needed", 200), ("secured", 120), ("on the way", 50), ("arrived", 30)):
        assert f"<dt>{label}</dt><dd>{amount}</dd>" in page
    assert "<dt>Left</dt><dd>380 pieces</dd>" in page
    assert "from Sendai, Miyagi, to Wajima, Ishikawa" in page
    assert "Report 2" in page
    assert "Water is back in 3 of 12 shelters" in page


async def test_a_reader_sees_the_same_in_japanese(stage: Stage, site: Site) -> None:
    await fill(stage)
    page = (await site.get("/?lang=ja")).text
    assert '<html lang="ja">' in page
    for words in ("11月24日(火) 09:00 現在", "毛布・寝具", "200枚", "一部確保", "石川県輪島市", "11月27日(金)", "至急"):
        assert words in page
    for label, amount in (("必要", 200), ("確保", 120), ("輸送中", 50), ("到着", 30)):
        assert f"<dt>{label}</dt><dd>{amount}</dd>" in page
    for words in ("第2報", "能登かわうそ救援", "珠洲市役所", "まだ引き受け手のない依頼", "宮城県仙台市から"):
        assert words in page
    assert '<bdi lang="en">wool blankets</bdi>' in page


async def test_urgent_needs_come_first_then_the_ones_that_wait_longest_and_promised_ones_last(
    stage: Stage, site: Site
) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    stamps = [stage.stamp(key, "public", hours_ago=hours) for hours in (30, 2, 9, 3)]
    promised, fresh, old, urgent = (asked(stamp) for stamp in stamps)
    full = Tally(promised=200_000)
    ids = await stage.post(
        replace(promised, tally=full, urgency="critical"), fresh, old, replace(urgent, urgency="critical")
    )
    page = (await site.get()).text
    order = sorted(ids, key=lambda each: page.index(f">{each}<"))
    assert order == [ids[3], ids[2], ids[1], ids[0]]


async def test_needs_nobody_has_taken_up_are_counted_by_area_and_sector(stage: Stage, site: Site) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    stamp = stage.stamp(key, "public")
    water = replace(asked(stamp, SUZU), category="wash.drinking_water")
    await stage.post(water, replace(water, urgency="critical"), replace(water, tally=Tally(promised=1000)))
    await stage.post(asked(stamp, SUZU), asked(stamp, SUZU, WAJIMA), asked(stamp, SENDAI, WAJIMA))
    await stage.post(replace(asked(stamp), places=(PostPlace("canary-unknown-village"),)))
    page = (await site.get("/?lang=en")).text
    rows = [line for line in page.splitlines() if line.startswith("<tr><t") and 'scope="col"' not in line]
    urgent = '<span class="flag">1 urgent</span>'
    assert rows == [
        f'<tr><th scope="rowgroup" rowspan="2">Suzu, Ishikawa</th><td>WASH</td><td class="number">2 {urgent}</td></tr>',
        '<tr><td>Non-food items</td><td class="number">1</td></tr>',
        *(
            f'<tr><th scope="rowgroup" rowspan="1">{area}</th><td>Non-food items</td><td class="number">1</td></tr>'
            for area in ("Area not stated", "Several areas", "Several places in Ishikawa")
        ),
    ]


async def test_a_need_nobody_confirmed_for_two_days_says_so(stage: Stage, site: Site) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    old = asked(stage.stamp(key, "public", hours_ago=60))
    await stage.post(old)
    assert "check before you act" in (await site.get()).text
    await stage.post(replace(old, confirmed_at=stage.at))
    page = (await site.get()).text
    assert page.count("check before you act") == 1
    assert "confirmed <time" in page


async def test_texts_contacts_persons_and_place_words_never_appear(stage: Stage, site: Site) -> None:
    """Whatever people typed freely stays in chat: only short plain words of an item or of a body may be shown."""
    key = await stage.respond("Noto Peninsula earthquake")
    stamp = stage.stamp(key, "public")
    alone = replace(stamp, organisation_id=None)
    named = replace(asked(alone), text="canary-text", note="canary-note", origin_channel="canary-channel")
    called = replace(asked(stamp), item="blankets canary-phone 090-1234-5678", on_behalf_of="canary-hall 0768-22-1111")
    mailed = replace(offered(stamp), item="beds canary-mail aki@example.org", text="canary-text")
    home = replace(asked(stamp), item="canary-home 河井町一丁目", category=None, on_behalf_of="canary-of 田中様方")
    await stage.post(named, called, mailed, home)
    update = reported(stamp, "Call Aki at 090-1234-5678 canary-headline")
    await stage.update(replace(update, text="canary-report", source="canary-source"))
    pages = await everything(site)
    assert "canary" not in pages
    assert "Canaria Person" not in pages
    assert "a person without an organisation" in pages
    assert "Not named here" in pages
    assert "The headline is not for this page" in pages


@pytest.mark.parametrize("audience", ["own", "verified"])
async def test_what_is_for_fewer_than_the_response_is_never_shown(stage: Stage, site: Site, audience: Audience) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    await stage.respond("canary-response", audience)
    stamp = stage.stamp(key, audience)
    await stage.post(replace(asked(stamp), item="canary"), replace(offered(stamp), item="canary"))
    await stage.update(reported(stamp, "canary"))
    pages = await everything(site)
    assert "canary" not in pages
    assert "0 open requests" in pages
    assert "<table>" not in pages


async def test_strangers_see_only_what_is_public(stage: Stage, site: Site, open_site: Site) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    await stage.respond("canary-response", "response")
    inside, public = stage.stamp(key, "response"), stage.stamp(key, "public")
    await stage.post(replace(asked(inside), item="canary"), replace(asked(public), item="tarpaulins"))
    await stage.update(reported(inside, "canary"))
    near, far = await everything(site), await everything(open_site)
    assert "canary-response" in near
    assert "canary" not in far
    assert "tarpaulins" in far
    assert "1 open request " in far
    assert "only what is public" in far


async def test_a_proxied_or_rebound_request_to_the_loopback_address_is_a_strangers(stage: Stage, site: Site) -> None:
    """A page of another site that points its own name at this machine, or a proxy that lets others in."""
    await stage.respond("canary-response", "response")
    assert "canary" in (await site.get(Host="localhost:8080")).text
    assert "canary" in (await site.get(Host="[::1]:8080")).text
    for header in ({"Host": "attacker.example"}, {"X_Forwarded_For": "203.0.113.7"}, {"Host": "127.0.0.1.example"}):
        assert "canary" not in (await site.get(**header)).text


@pytest.mark.parametrize("state", ["held", "closed", "expired", "cancelled", "hidden", "duplicate", "met"])
async def test_posts_that_are_not_open_are_not_shown(stage: Stage, site: Site, state: PostState) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    tally = Tally(200_000, 200_000, 200_000, 200_000) if state == "met" else Tally()
    await stage.post(replace(asked(stage.stamp(key, "public")), state=state, item="canary", tally=tally))
    assert "canary" not in await everything(site)


async def test_exercises_stand_on_their_own_page_with_their_mark_and_tests_on_none(stage: Stage, site: Site) -> None:
    await fill(stage)
    drill = await stage.respond("Autumn drill", drill="exercise")
    stamp = stage.stamp(drill, "public", "exercise")
    [request] = await stage.post(replace(asked(stamp), item="drillblankets"))
    await stage.post(replace(asked(replace(stamp, drill="test")), item="canary"))
    trial = await stage.respond("canary-test", drill="test")
    await stage.post(replace(asked(stage.stamp(trial, "public", "test")), item="canary"))
    await stage.update(reported(stamp, "Drill headline"), reported(replace(stamp, drill="test"), "canary", 2))
    real, english = (await site.get("/?lang=en")).text, (await site.get("/exercise?lang=en")).text
    japanese = (await site.get("/exercise?lang=ja")).text
    assert "drillblankets" not in real
    assert "EXERCISE" not in real
    assert "Autumn drill" not in real
    assert "<h1>【EXERCISE】Kizuna board</h1>" in english
    assert "【EXERCISE】Autumn drill" in english
    assert english.count("<h4>【EXERCISE】") == english.count("<h4>") == 2
    assert "<title>【訓練】キズナ掲示板</title>" in japanese
    assert japanese.count("<h4>【訓練】") == 2
    assert f">{request}<" in english
    assert "Noto Peninsula earthquake" not in english
    assert "canary" not in await everything(site)


@pytest.mark.parametrize(
    ("state", "there"), [("active", True), ("paused", True), ("proposed", False), ("closed", False), ("merged", False)]
)
async def test_only_active_and_paused_responses_stand_on_the_board(
    stage: Stage, site: Site, state: ResponseState, there: bool
) -> None:
    await stage.open(Response("", stage.stamp(None, "public"), state, "canary-response", "EQ", (ISHIKAWA,)))
    assert ("canary-response" in (await site.get()).text) is there


async def test_an_empty_board_says_what_to_do(stage: Stage, site: Site) -> None:
    assert "To start one, write /response in chat." in (await site.get("/?lang=en")).text
    assert "チャットで「災害」と書いてください" in (await site.get("/?lang=ja")).text
    assert "No exercise is running." in (await site.get("/exercise?lang=en")).text
    await stage.respond("Noto Peninsula earthquake")
    page = (await site.get("/?lang=en")).text
    assert "No open request." in page
    assert "No open offer." in page


async def test_a_long_list_is_cut_and_says_how_many_more_there_are(stage: Stage, site: Site) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    await stage.post(*[asked(stage.stamp(key, "public")) for _ in range(45)])
    page = (await site.get("/?lang=en")).text
    assert page.count("<h4>") == 36
    assert "45 open requests" in page
    assert "and 9 more: ask with /list in chat" in page


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_crowd_costs_the_database_one_look(stage: Stage, store: Store, clock: SetClock) -> None:
    """A page is drawn anew only when it is older than it may be."""
    await stage.respond("First response")
    async with served(store, clock, fresh_for=timedelta(seconds=5)) as site:
        await site.get()
        await stage.respond("Second response")
        assert "Second response" not in (await site.get()).text
        clock.move(timedelta(seconds=5))
        assert "Second response" in (await site.get()).text
