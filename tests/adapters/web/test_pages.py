"""Pages are safe to open: nothing typed becomes markup, headers forbid the rest."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from structlog.testing import capture_logs

from bot.domain.rules import Sight
from bot.viewer import Viewer
from storage.store import Store
from tests.adapters.web.site import Site, served, viewers
from tests.adapters.web.stage import Stage, asked, fill, offered, reported
from tests.adapters.web.tree import tree_of
from tests.clock import SetClock

HOSTILE = (
    "<script>alert()</script>",
    '"><img src=x onerror=alert()>',
    "' onmouseover='alert()",
    "<svg/onload=alert()>",
    "</style><b>out</b>",
    "{{ say.__globals__ }}",
    "{n} {names} {}",
    "javascript:alert()",
)


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes."""
    return [(element.tag, tuple(element.attributes)) for element in tree_of(page).every()]


async def put_everywhere(stage: Stage, words: str) -> None:
    """Put the same words into every field that may reach a page."""
    key = await stage.respond(words)
    stamp = stage.stamp(key, "public")
    post = replace(asked(stamp), item=words, counter=words, unit=words, on_behalf_of=words, language="xx")
    await stage.post(post, replace(offered(stamp), category=words, item=words))
    await stage.update(replace(reported(stamp, words, language=words), sector=words))


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_words_stay_words(stage: Stage, site: Site, store: Store, hostile: str) -> None:
    """A page with hostile words has the same elements and attributes as one with harmless words."""
    await put_everywhere(stage, "otters")
    harmless = {locale: shape((await site.get(f"/?lang={locale}")).text) for locale in ("en", "ja")}
    async with store.begin() as uow:
        [response] = await uow.responses.listing()
        await uow.responses.save(replace(response, state="closed"), stage.person_id, "close")
        await uow.commit()
    await put_everywhere(stage, hostile)
    for locale, expected in harmless.items():
        answer = await site.get(f"/?lang={locale}")
        assert answer.status == 200
        assert hostile in tree_of(answer.text).every("h2")[0].words()
        assert shape(answer.text) == expected


@pytest.mark.parametrize("database", ["sqlite"])
async def test_signs_that_turn_the_line_around_are_taken_out(stage: Stage, site: Site) -> None:
    key = await stage.respond("Noto Peninsula earthquake")
    stamp = stage.stamp(key, "public")
    await stage.post(replace(asked(stamp), item="tents\u202egnp\u200b", category=None))
    await stage.update(reported(stamp, "Roads\u2066 open\u0007"))
    page = (await site.get()).text
    assert "tentsgnp" in page
    assert "<bdi>Roads open</bdi>" in page


@pytest.mark.parametrize("database", ["sqlite"])
async def test_the_query_and_the_path_are_not_repeated_on_a_page(site: Site) -> None:
    for path in ("/?lang=%3Cb%3Ecanary", "/%3Cb%3Ecanary", "/exercise?canary"):
        assert "canary" not in (await site.get(path)).text


@pytest.mark.parametrize("database", ["sqlite"])
async def test_every_answer_carries_the_security_headers(stage: Stage, site: Site) -> None:
    for path in ("/", "/exercise", "/healthz", "/readyz", "/metrics", "/nowhere"):
        headers = (await site.get(path)).headers
        policy = headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"):
            assert rule in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Server"] == "kizuna"


@pytest.mark.parametrize("database", ["sqlite"])
async def test_the_one_stylesheet_is_the_one_the_policy_names(site: Site) -> None:
    answer = await site.get()
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(styles) == 1
    digest = b64encode(sha256(styles[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert "style=" not in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("query", "header", "locale"),
    [
        ("", "", "en"),
        ("", "ja", "ja"),
        ("", "ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("", "en;q=0.5, ja;q=0.7", "ja"),
        ("", "fr, de;q=0.9", "en"),
        ("", "fr, ja;q=0.1", "ja"),
        ("", "ja;q=0, en;q=0.1", "en"),
        ("", "ja;q=nonsense", "en"),
        ("", ";;,=,q", "en"),
        ("?lang=en", "ja", "en"),
        ("?lang=ja", "en", "ja"),
        ("?lang=ja-JP", "en", "ja"),
        ("?lang=fr", "ja", "ja"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"])
async def test_the_language_is_the_links_then_the_browsers_then_the_default(
    site: Site, query: str, header: str, locale: str
) -> None:
    answer = await site.get("/" + query, Accept_Language=header)
    assert f'<html lang="{locale}">' in answer.text
    assert answer.headers["Content-Language"] == locale
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_page_may_be_kept_for_a_moment_and_is_not_sent_twice(stage: Stage, site: Site, open_site: Site) -> None:
    await fill(stage)
    first = await site.get()
    assert first.headers["Cache-Control"] == "private, max-age=15"
    assert (await open_site.get()).headers["Cache-Control"] == "public, max-age=15"
    again = await site.get(If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")
    assert again.headers["ETag"] == first.headers["ETag"]
    head = await site.get(method="HEAD")
    assert (head.status, head.text, head.headers["ETag"]) == (200, "", first.headers["ETag"])
    await stage.respond("Another response")
    assert (await site.get(If_None_Match=first.headers["ETag"])).status == 200


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_normal_evenings_board_is_at_most_30_kb_and_much_less_on_the_wire(stage: Stage, site: Site) -> None:
    key = await fill(stage)
    stamp = stage.stamp(key, "public")
    await stage.post(*[asked(stamp, number=number) for number in range(1, 19)])
    await stage.post(*[offered(stamp, number=number) for number in range(1, 9)])
    for locale in ("en", "ja"):
        answer = await site.get(f"/?lang={locale}", Accept_Encoding="gzip")
        assert len(answer.text.encode()) <= 30_000
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) <= 8_000


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_missing_page_says_so_in_both_languages(site: Site) -> None:
    answer = await site.get("/nowhere")
    assert answer.status == 404
    assert '<p lang="en">There is no page here.' in answer.text
    assert '<p lang="ja">このページはありません。' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_page_cannot_be_written_to(site: Site) -> None:
    answer = await site.get("/", method="POST")
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]
    assert "This page can only be read." in answer.text


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_fault_of_ours_is_told_plainly_and_logged_without_what_was_asked(store: Store, clock: SetClock) -> None:
    whole = viewers(clock)

    def broken(locale: str, sight: Sight) -> Viewer:
        if sight.platform:
            raise ZeroDivisionError("canary-inside")
        return whole(locale, sight)

    with capture_logs() as logs:
        async with served(store, clock, viewer_for=broken) as site:
            answer = await site.get("/?canary-query")
    assert answer.status == 500
    assert "canary" not in answer.text
    assert "Something went wrong on our side." in answer.text
    assert "こちら側で問題が起きました。" in answer.text
    assert [(log["event"], log["path"]) for log in logs] == [("page_failed", "/")]
