"""The page of a published review: there for everybody in both languages, and as Markdown; before that not at all."""

from pathlib import Path

import pytest

from bot.store import Store
from tests.adapters.web.chromium import PROGRAM, browser
from tests.adapters.web.site import served
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock

pytestmark = pytest.mark.parametrize("database", ["sqlite"])


@pytest.fixture
async def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange in which the review of D1 has one answer, <b> in it, and its giver may be named."""
    chat = Chat(store, clock, coordinators=("console:mori",))
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")
    await chat.say("aki", "/match give R1 100", locale="en")
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Ask those who took part")
    for sentence in ("", "", "", "Label <b>every</b> box"):
        await chat.say("ben", "/response review D1")
        await chat.press("ben", "Mixed")
        await chat.fill("ben", text=sentence)
    await chat.press("ben", "Name us")
    return chat


async def publish(chat: Chat) -> None:
    """Let the coordinator publish it."""
    await chat.say("mori", "/response review D1")
    await chat.press("mori", "Publish the review")


async def test_it_is_not_there_before_it_is_published(chat: Chat, store: Store, clock: SetClock) -> None:
    async with served(store, clock) as site:
        assert {(await site.get(path)).status for path in ("/review/D1", "/review/D1.md", "/review/D9")} == {404}
        await publish(chat)
        assert (await site.get("/review/D1")).status == 200


@pytest.mark.parametrize(("locale", "words"), [("en", "What will you do next time?"), ("ja", "次はどうしますか？")])
async def test_it_is_there_in_both_languages_and_what_people_wrote_is_no_markup(
    chat: Chat, store: Store, clock: SetClock, locale: str, words: str
) -> None:
    await publish(chat)
    async with served(store, clock) as site:
        page = await site.get(f"/review/D1?lang={locale}")
        plain = await site.get(f"/review/D1.md?lang={locale}")
    assert words in page.text
    assert words in plain.text
    assert "Blue Hand" in page.text
    assert "Label &lt;b&gt;every&lt;/b&gt; box" in page.text
    assert "<b>" not in page.text
    assert "<b>" not in plain.text
    assert plain.headers["Content-Type"].startswith("text/markdown")
    assert "<script" not in page.text


@pytest.mark.skipif(not Path(PROGRAM).exists(), reason="no Chromium here; Debian has it as the package chromium")
async def test_on_a_narrow_phone_nothing_is_cut_off(chat: Chat, store: Store, clock: SetClock, tmp_path: Path) -> None:
    await publish(chat)
    async with served(store, clock) as site, browser(tmp_path / "profile") as tab:
        await tab.open(f"{site.url}review/D1?lang=ja", 320)
        assert await tab.value("document.documentElement.scrollWidth") <= 320
        (tmp_path / "review.png").write_bytes(await tab.picture())
        assert tab.complaints == []
