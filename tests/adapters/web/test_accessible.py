"""The board can be read by everybody: structure for screen readers, colours with enough contrast."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import adapters.web
from tests.adapters.web.site import Site
from tests.adapters.web.stage import Stage, fill
from tests.adapters.web.tree import Element, tree_of

TEXT_PAIRS = [
    ("ink", "ground"), ("ink", "paper"), ("quiet", "ground"), ("quiet", "paper"), ("link", "ground"),
    ("urgent", "paper"), ("urgent", "urgent-ground"), ("drill", "drill-ground"),
]  # fmt: skip
SHAPE_PAIRS = [("link", "line"), ("urgent", "paper")]
READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for shapes that carry meaning."""


@pytest.fixture(params=["/?lang=en", "/?lang=ja", "/exercise?lang=en", "/exercise?lang=ja", "/nowhere"])
async def page(request: pytest.FixtureRequest, stage: Stage, site: Site) -> Element:
    """Return each page with an ordinary evening on it."""
    await fill(stage)
    await fill(stage, "exercise")
    return tree_of((await site.get(request.param)).text)


@pytest.mark.parametrize("database", ["sqlite"])
def test_headings_descend_one_by_one_from_a_single_h1(page: Element) -> None:
    levels = [int(heading.tag[1]) for heading in page.every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(heading.words().strip() for heading in page.every("h1", "h2", "h3", "h4"))


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_page_has_a_language_a_title_one_main_and_room_to_zoom(page: Element) -> None:
    [html], [title], [_main] = page.every("html"), page.every("title"), page.every("main")
    assert html.attributes["lang"] in ("en", "ja")
    assert title.words().strip()
    [viewport] = [meta for meta in page.every("meta") if meta.attributes.get("name") == "viewport"]
    assert viewport.attributes["content"] == "width=device-width, initial-scale=1"


@pytest.mark.parametrize("database", ["sqlite"])
def test_ids_are_unique_and_every_reference_leads_somewhere(page: Element) -> None:
    every = page.every("a", "h1", "h2", "h3", "h4", "main", "section", "nav", "table", "li", "ul", "p")
    ids = [element.attributes["id"] for element in every if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    named = [element.attributes["aria-labelledby"] for element in page.every("section")]
    anchors = [href[1:] for link in page.every("a") if (href := link.attributes["href"] or "").startswith("#")]
    assert set(named) | set(anchors) <= set(ids)
    assert all(link.words().strip() for link in page.every("a"))


@pytest.mark.parametrize("database", ["sqlite"])
def test_tables_have_captions_and_every_header_says_what_it_heads(page: Element) -> None:
    for table in page.every("table"):
        [caption] = table.every("caption")
        assert caption.words().strip()
        assert all(header.attributes.get("scope") in ("col", "rowgroup") for header in table.every("th"))
        width = len(table.every("thead")[0].every("th"))
        for body in table.every("tbody"):
            first, *others = body.every("tr")
            assert int(first.every("th")[0].attributes["rowspan"] or 0) == len(others) + 1
            assert [len(row.every("th", "td")) for row in (first, *others)] == [width, *[width - 1] * len(others)]


@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_keyboard_reaches_the_content_first(stage: Stage, site: Site) -> None:
    tree = tree_of((await site.get("/")).text)
    first = tree.every("a")[0]
    assert (first.attributes["class"], first.attributes["href"]) == ("skip", "#content")


@pytest.mark.parametrize("database", ["sqlite"])
def test_words_of_another_language_are_marked(page: Element) -> None:
    locale = page.every("html")[0].attributes["lang"]
    foreign = "毛布" if locale == "en" else "wool blankets"
    for words in page.every("bdi"):
        if words.words() == foreign:
            assert words.attributes["lang"] not in (None, locale)
    for link in page.every("a"):
        assert link.attributes.get("lang") == (
            link.attributes.get("hreflang") if link.words() in ("日本語", "English") else None
        )


@pytest.mark.parametrize("database", ["sqlite"])
def test_urgency_is_a_word_and_not_a_colour_alone(page: Element) -> None:
    urgent = [item for item in page.every("li") if item.attributes.get("class") == "urgent"]
    assert all("urgent" in item.words() or "至急" in item.words() for item in urgent)


def palettes() -> list[dict[str, str]]:
    """Return the colours of the light and the dark page by name."""
    css = (Path(adapters.web.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in (light, dark)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, "contrast ratio" of relative luminances)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_text_and_shapes_stand_out_from_their_ground(palette: dict[str, str]) -> None:
    for one, other in TEXT_PAIRS:
        assert contrast(palette[one], palette[other]) >= READABLE, (one, other)
    for one, other in SHAPE_PAIRS:
        assert contrast(palette[one], palette[other]) >= VISIBLE, (one, other)
