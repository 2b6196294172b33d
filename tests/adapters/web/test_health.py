"""Operators and machines can tell whether the program lives, whether it can work, and how much it has in hand."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from adapters.web.serve import serve
from bot.chat import Place
from bot.owed import Notice
from bot.viewer import Viewer
from storage.store import Store, open_store
from tests.adapters.web.site import Site, served
from tests.adapters.web.stage import Stage, asked, offered
from tests.clock import SetClock

NOWHERE = ("sqlite:////nowhere/at/all/kizuna.db", "postgresql://nobody@127.0.0.1:1/kizuna")


async def owe(store: Store, clock: SetClock, id: str = "n1") -> Notice:
    """Owe a notice that is due now."""
    notice = Notice(id, Place("console", "otter", "general"), "card", "R1", clock.now())
    async with store.begin() as uow:
        await uow.outbox.owe(notice)
        await uow.commit()
    return notice


async def test_a_process_that_lives_says_ok(site: Site) -> None:
    answer = await site.get("/healthz")
    assert (answer.status, answer.text) == (200, "ok")


async def test_a_process_that_can_work_is_ready(site: Site) -> None:
    answer = await site.get("/readyz")
    assert answer.status == 200
    assert json.loads(answer.text) == {"ready": True, "troubles": []}


@pytest.mark.parametrize("url", NOWHERE)
async def test_without_its_database_it_lives_but_is_not_ready_and_pages_say_so(clock: SetClock, url: str) -> None:
    store = open_store(url, patience=0.5)
    async with served(store, clock) as site:
        assert (await site.get("/healthz")).status == 200
        ready = await site.get("/readyz?lang=en")
        assert ready.status == 503
        told = json.loads(ready.text)
        assert told["ready"] is False
        assert "database" in told["troubles"][0]
        assert "データベース" in json.loads((await site.get("/readyz?lang=ja")).text)["troubles"][0]
        page = await site.get("/")
        assert page.status == 503
        assert "Try again in a minute." in page.text
        assert "もう一度開いてください" in page.text
        assert "kizuna_database_up 0.0" in (await site.get("/metrics")).text
    await store.close()


async def test_a_database_without_its_tables_is_told_from_one_that_is_away(clock: SetClock, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    (tmp_path / "empty.db").touch()
    async with served(store, clock) as site:
        answer = await site.get("/readyz?lang=en")
        assert answer.status == 503
        assert "does not fit this program" in answer.text
    await store.close()


async def test_a_courier_that_stands_still_makes_it_unready_after_a_minute(
    store: Store, clock: SetClock, site: Site
) -> None:
    await owe(store, clock)
    clock.move(timedelta(seconds=60))
    assert (await site.get("/readyz")).status == 200
    clock.move(timedelta(seconds=61))
    answer = await site.get("/readyz?lang=en")
    assert answer.status == 503
    assert "waiting to go out for 2 minutes" in answer.text


async def test_a_notice_that_will_be_tried_again_later_is_no_trouble(store: Store, clock: SetClock, site: Site) -> None:
    await owe(store, clock)
    async with store.begin() as uow:
        [taken] = await uow.outbox.take(clock.now(), 30.0)
        await uow.outbox.again(taken, clock.now() + timedelta(hours=1), "the platform is down")
        await uow.commit()
    clock.move(timedelta(minutes=30))
    assert (await site.get("/readyz")).status == 200


@pytest.mark.parametrize("database", ["sqlite"])
async def test_what_wiring_knows_to_be_wrong_is_told(store: Store, clock: SetClock) -> None:
    async def old(viewer: Viewer) -> Sequence[str]:
        return [f"The database is older than this program ({viewer.locale})."]

    async with served(store, clock, health=old) as site:
        answer = await site.get("/readyz?lang=ja")
    assert answer.status == 503
    assert json.loads(answer.text)["troubles"] == ["The database is older than this program (ja)."]


async def test_figures_count_notices_posts_and_what_others_registered(
    stage: Stage, store: Store, clock: SetClock
) -> None:
    registry = CollectorRegistry()
    Counter("kizuna_invocations", "Invocations by command", ["command"], registry=registry).labels("request").inc(3)
    key = await stage.respond("Noto Peninsula earthquake")
    stamp = stage.stamp(key)
    await stage.post(asked(stamp), asked(stamp), replace(asked(stamp), state="held"), offered(stamp))
    await owe(store, clock)
    async with served(store, clock, registry=registry) as site:
        await site.get("/metrics")
        answer = await site.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["kizuna_invocations_total", "request"] == 3
    assert found["kizuna_posts", "actual", "request", "open"] == 2
    assert found["kizuna_posts", "actual", "request", "held"] == 1
    assert found["kizuna_posts", "actual", "offer", "available"] == 1
    assert found["kizuna_notices", "due"] == 1
    assert found["kizuna_notices", "parked"] == 0
    assert found["kizuna_database_up",] == 1


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_running(store: Store, clock: SetClock) -> None:
    first = await serve(web.Application(), "127.0.0.1", 0)
    assert first.port > 0
    assert first.url == f"http://127.0.0.1:{first.port}/"
    with pytest.raises(OSError, match="address already in use"):
        await serve(web.Application(), "127.0.0.1", first.port)
    await first.stop()
    again = await serve(web.Application(), "127.0.0.1", first.port)
    await again.stop()
