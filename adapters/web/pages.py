"""Draws pages from templates, and keeps a drawn board for a moment so that a crowd costs the database one look."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.cards.board import BoardDrill, board
from bot.chat import Day, Moment
from bot.domain.rules import PUBLIC, Sight
from bot.ports import Clock
from bot.store import Store
from bot.viewer import Viewer
from bot.words.values import value_text

TEMPLATES = Path(__file__).parent / "templates"
PATHS: dict[BoardDrill, str] = {"actual": "/", "exercise": "/exercise"}

ViewerFor = Callable[[str, Sight], Viewer]


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn page and a tag for exactly this content."""

    html: str
    tag: str
    drawn_at: datetime


class Drawing:
    """The templates with their one stylesheet."""

    def __init__(self) -> None:
        loader = FileSystemLoader(TEMPLATES)
        self._pages = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._style = (TEMPLATES / "style.css").read_text(encoding="utf-8")

    @property
    def style_source(self) -> str:
        """Return the stylesheet's hash as a source of the Content-Security-Policy."""
        return f"'sha256-{b64encode(sha256(self._style.encode()).digest()).decode()}'"

    def draw(self, template: str, **values: object) -> str:
        """Return a template as text, every value escaped."""
        # The stylesheet is our own file and must not be escaped within <style>.
        return self._pages.get_template(template).render(style=Markup(self._style), **values)  # noqa: S704 - said above


class Boards:
    """The board's pages. One that is younger than `fresh_for` is shown again instead of being drawn anew."""

    def __init__(
        self, store: Store, viewer_for: ViewerFor, clock: Clock, drawing: Drawing, fresh_for: timedelta
    ) -> None:
        self._store = store
        self._viewer_for = viewer_for
        self._clock = clock
        self._drawing = drawing
        self._fresh_for = fresh_for
        self._drawn: dict[tuple[BoardDrill, str, Sight], Page] = {}
        self._one_at_a_time = asyncio.Lock()

    async def page(self, drill: BoardDrill, locale: str, sight: Sight) -> Page:
        """Return the page in a language as somebody of this sight may see it. Raises Unavailable."""
        async with self._one_at_a_time:
            known = self._drawn.get((drill, locale, sight))
            if known and timedelta() <= self._clock.now() - known.drawn_at < self._fresh_for:
                return known
            page = await self._draw(drill, self._viewer_for(locale, sight))
            self._drawn[drill, locale, sight] = page
            return page

    async def _draw(self, drill: BoardDrill, viewer: Viewer) -> Page:
        async with self._store.read() as view:
            shown = await board(view, viewer, drill)
        html = self._drawing.draw(
            "board.html", board=shown, path=PATHS[drill], public=viewer.sight == PUBLIC, **language(viewer)
        )
        return Page(html, sha256(html.encode()).hexdigest()[:32], self._clock.now())


def language(viewer: Viewer) -> dict[str, object]:
    """Return what templates speak with: sentences that take escaped or ready-made parts, and typed values as text."""

    def say(sentence: str, **values: object) -> Markup:
        return _filled(viewer.say(sentence, **_kept(values)), values)

    def plural(one: str, many: str, n: int, **values: object) -> Markup:
        return _filled(viewer.plural(one, many, n, **_kept(values)), values)

    def text(value: Moment | Day) -> str:
        return value_text(value, viewer.locale, viewer.now)

    return {
        "lang": viewer.locale,
        "say": say,
        "plural": plural,
        "term": viewer.term,
        "text": text,
        "machine": machine_time,
    }


def _kept(values: dict[str, object]) -> dict[str, str]:
    """Return each name standing for itself, so that the sentence keeps its gaps."""
    return {name: f"{{{name}}}" for name in values}


def _filled(sentence: str, values: dict[str, object]) -> Markup:
    """Return the sentence with its gaps filled; whatever is not markup already is escaped."""
    return escape(sentence).format(**values)


def machine_time(value: Moment | Day) -> str:
    """Return a time as HTML's `datetime` attribute has it."""
    if isinstance(value, Day):
        return value.date.isoformat()
    return value.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
