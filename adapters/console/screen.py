"""Puts cards and sentences on the terminal, each in one piece, and keeps the buttons of those that were shown."""

from collections.abc import Callable, Iterable

from wcwidth import width as cells

from adapters.console.buttons import Buttons, Message
from adapters.console.clean import clean
from adapters.console.render import Line, card_lines, fold, paint, place_label, prefixed
from bot.chat import Card
from bot.ports import Clock

GAP = Line("")


class Screen:
    """Where everything is shown. `write` takes a whole text; `width` is in cells."""

    def __init__(self, clock: Clock, write: Callable[[str], None], *, colour: bool, width: int) -> None:
        self.width = width
        self.buttons = Buttons()
        self._clock = clock
        self._write = write
        self._colour = colour

    def card(self, message: Message, card: Card, *, amended: bool = False) -> None:
        """Show a card; what others see too stands behind its place's name. Its buttons count once it was written."""
        label = "" if message.owner else place_label(message.place)
        room = self.width - cells(f"{label} │ ") if label else self.width
        numbering = self.buttons.numbering(message)
        lines = card_lines(card, self._clock.now(), numbering, room, amended=amended)
        self.lines([*(prefixed(label, lines) if label else lines), GAP])
        self.buttons.keep(numbering)

    def tell(self, sentence: str) -> None:
        """Show a sentence of the terminal's own."""
        self.lines([*(Line(line, "quiet") for line in fold(sentence, self.width)), GAP])

    def heading(self, text: str) -> None:
        """Show a heading between two parts of a transcript."""
        self.lines([Line(clean(text), "title"), GAP])

    def echo(self, text: str) -> None:
        """Show what somebody is taken to have typed, right above its answer."""
        self.lines([Line(clean(text), "title")])

    def lines(self, lines: Iterable[Line]) -> None:
        """Show lines. Raises OSError when the terminal is gone."""
        self._write(paint(lines, colour=self._colour))
