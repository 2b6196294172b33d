"""The page on which a driver without an account marks arrival: what it shows, what it hides, what it refuses."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from adapters.web.guard import GUESSES, WITHIN
from bot.flows.exchange.arriving import ArrivalDesk
from bot.store import Store
from tests.adapters.web.chromium import PROGRAM, Tab, browser
from tests.adapters.web.site import Site, served
from tests.bot.stage import commitment_of, opened
from tests.chat import Chat
from tests.clock import SetClock

pytestmark = pytest.mark.parametrize("database", ["sqlite"])


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange on the store that the pages look at."""
    return Chat(store, clock, coordinators=("console:mori",))


@pytest.fixture
async def code(chat: Chat) -> str:
    """Let Aki send Ben 120 blankets and return the code that goes along."""
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 120", locale="en")
    await chat.say("ben", "/mine accept C1")
    found = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", await chat.tell("aki", "/mine sent C1"))
    assert found
    return found[0]


@pytest.fixture
async def door(chat: Chat, store: Store, clock: SetClock) -> AsyncIterator[Site]:
    """Return a served board with the page for arrivals."""
    async with served(store, clock, arrivals=ArrivalDesk(store, chat.core.clock_tools, chat.core.wake)) as site:
        yield site


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", ("120 pieces", "Wajima", "Has it arrived?")), ("ja", ("120", "輪島市", "到着しましたか"))],
)
async def test_the_page_shows_item_amount_and_municipality_and_one_button(
    door: Site, code: str, locale: str, words: tuple[str, ...]
) -> None:
    answer = await door.get(f"/arrived/{code}?lang={locale}")
    assert answer.status == 200
    assert all(word in answer.text for word in words)
    assert answer.text.count("<button") == 1
    assert f'<html lang="{locale}">' in answer.text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ("Iida elementary school", "Desk: gate 2, Tanaka desk", "Until Thu 26 Nov")),
        ("ja", ("Iida elementary school", "窓口：gate 2, Tanaka desk", "11月26日(木)まで")),
    ],
)
async def test_whoever_has_the_code_reads_to_which_site_and_desk_and_by_when(
    chat: Chat, door: Site, code: str, locale: str, words: tuple[str, ...]
) -> None:
    await chat.say("ben", '/mine details C1 arrives:Thursday site:"Iida elementary school" desk:"gate 2, Tanaka desk"')
    answer = await door.get(f"/arrived/{code}?lang={locale}")
    assert all(word in answer.text for word in words)
    public = await door.get(f"/?lang={locale}")
    assert "R1" in public.text
    assert not re.search("Iida|Tanaka|gate 2", public.text)


async def test_the_page_names_nobody_runs_no_script_and_is_not_kept(door: Site, code: str) -> None:
    answer = await door.get(f"/arrived/{code}")
    assert not re.search("ben|aki|Blue Hand|みどり", answer.text)
    assert "<script" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


async def test_looking_marks_nothing(door: Site, store: Store, code: str) -> None:
    for method in ("GET", "HEAD"):
        await door.get(f"/arrived/{code}", method=method)
    assert (await commitment_of(store)).state == "in_transit"


async def test_a_press_marks_arrival_and_a_second_one_is_told_the_same(door: Site, store: Store, code: str) -> None:
    for _ in range(2):
        answer = await door.get(f"/arrived/{code}?lang=en", method="POST")
        assert (answer.status, "It is marked as arrived. Thank you." in answer.text) == (200, True)
        assert "<button" not in answer.text
    assert (await commitment_of(store)).state == "delivered"
    async with store.read() as view:
        last = (await view.audit.of("C1"))[-1]
    assert (last.what, last.by) == ("arrive by code", "")


async def test_what_was_taken_back_cannot_be_marked(chat: Chat, door: Site, store: Store, code: str) -> None:
    await chat.say("ben", "/mine release C1")
    assert "no longer on its way" in (await door.get(f"/arrived/{code}?lang=en", method="POST")).text
    assert (await commitment_of(store)).state == "released"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("typed", ["ABCD-EFGH", "x", "%3Cscript%3Ealert()", "あ" * 60])
async def test_a_wrong_code_gets_a_plain_page_that_asks_again(
    door: Site, store: Store, code: str, method: str, typed: str
) -> None:
    answer = await door.get(f"/arrived/{typed}?lang=en", method=method)
    assert answer.status == 404
    assert "This code does not hold, or no longer." in answer.text
    assert '<input id="code"' in answer.text
    assert "<script" not in answer.text
    assert (await commitment_of(store)).state == "in_transit"


async def test_a_code_is_typed_into_the_page(door: Site, code: str) -> None:
    assert '<input id="code"' in (await door.get("/arrived?lang=en")).text
    assert "120 pieces" in (await door.get(f"/arrived?lang=en&code={code.lower()}")).text


async def test_whoever_guesses_has_to_wait_a_minute_and_learns_nothing_then(
    door: Site, store: Store, clock: SetClock, code: str
) -> None:
    asked = [door.get(f"/arrived/ABCD-EF{number:02}") for number in range(GUESSES + 5)]
    statuses = [answer.status for answer in await asyncio.gather(*asked)]
    assert (statuses.count(404), statuses.count(429)) == (GUESSES, 5)
    for method in ("GET", "POST"):
        answer = await door.get(f"/arrived/{code}", method=method)
        assert answer.status == 429
        assert "Too many tries" in answer.text
        assert "短い時間に何度も試されました" in answer.text
    assert (await commitment_of(store)).state == "in_transit"
    clock.move(WITHIN)
    assert (await door.get(f"/arrived/{code}")).status == 200


async def test_right_codes_are_not_counted(door: Site, code: str) -> None:
    answers = [await door.get(f"/arrived/{code}") for _ in range(GUESSES + 1)]
    assert {answer.status for answer in answers} == {200}


async def test_a_fault_is_logged_without_the_code(store: Store, clock: SetClock, chat: Chat, code: str) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    desk = ArrivalDesk(store, chat.core.clock_tools, broken)
    with capture_logs() as logs:
        async with served(store, clock, arrivals=desk) as site:
            assert (await site.get(f"/arrived/{code}", method="POST")).status == 500
    assert [log["path"] for log in logs if log["event"] == "page_failed"] == ["/arrived/{code}"]


@pytest.mark.skipif(not Path(PROGRAM).exists(), reason="no Chromium here; Debian has it as the package chromium")
async def test_a_driver_presses_the_button_in_a_real_browser(
    door: Site, store: Store, code: str, tmp_path: Path
) -> None:
    """On a narrow phone: nothing is cut off, the press goes through under the page's own policy, nothing complains."""
    async with browser(tmp_path / "profile") as tab:
        await tab.open(f"{door.url}arrived?lang=ja", 320)
        await tab.value(f"document.querySelector('#code').value = '{code}'")
        await pressed(tab)
        assert await tab.value("document.documentElement.scrollWidth") <= 320
        await pressed(tab)
        assert "到着と記録しました" in await tab.value("document.body.textContent")
        (tmp_path / "arrived.png").write_bytes(await tab.picture())
        assert tab.complaints == []
    assert (await commitment_of(store)).state == "delivered"


async def pressed(tab: Tab) -> None:
    """Press the page's one button and wait for the next page."""
    await tab.value("document.querySelector('main form button').click()")
    await tab.loaded()
