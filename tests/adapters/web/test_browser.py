"""The board in a real browser: it fits every screen, keeps its looks under its own policy, and complains of nothing."""

from pathlib import Path

import pytest

from tests.adapters.web.chromium import PROGRAM, browser
from tests.adapters.web.site import Site
from tests.adapters.web.stage import Stage, fill

pytestmark = pytest.mark.skipif(
    not Path(PROGRAM).exists(), reason="no Chromium here; Debian has it as the package chromium"
)

PAGES = [
    ("?lang=en", 320, False),
    ("?lang=en", 1280, False),
    ("?lang=ja", 320, False),
    ("?lang=ja", 1280, True),
    ("exercise?lang=en", 320, True),
    ("exercise?lang=ja", 1280, False),
]
OVERFLOWING = """[...document.querySelectorAll('body *')].filter(
    each => !each.classList.contains('skip') && each.getBoundingClientRect().right > innerWidth + 1
).map(each => each.tagName + ' ' + each.textContent.slice(0, 40))"""
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("database", ["sqlite"])
async def test_pages_fit_wide_and_narrow_screens_without_a_complaint(stage: Stage, site: Site, tmp_path: Path) -> None:
    """No page is wider than its screen, the stylesheet passes its own policy, the console stays empty."""
    await fill(stage)
    await fill(stage, "exercise")
    async with browser(tmp_path / "profile") as tab:
        for path, width, dark in PAGES:
            await tab.open(site.url + path, width, dark=dark)
            shot = await tab.picture()
            (tmp_path / f"board-{path.replace('?lang=', '-').strip('-')}-{width}.png").write_bytes(shot)
            assert await tab.value("innerWidth") == width
            assert await tab.value("document.documentElement.scrollWidth") <= width
            assert await tab.value(OVERFLOWING) == []
            assert await tab.value(GROUND) == ("rgb(21, 20, 17)" if dark else "rgb(244, 242, 236)")
            assert tab.complaints == []
