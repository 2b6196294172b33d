"""What passes between the reader's steps: a sentence to be read, and a line before its place and time are known."""

from dataclasses import dataclass

from bot.domain.reading import PostKind, ReadQuantity
from knowledge.reader.quantities import Amount
from knowledge.reader.stances import Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before its place and time are known; `start:end` is where the text says it.

    `guessed`: fields that no word of its own says; `counted`: the words of the amount. `weak`: words that may only be
    the surroundings of another line ("for the shelter"). `listed`: it stands on a line of its own in a list.
    """

    kind: PostKind
    start: int
    end: int
    item: str
    category: str | None
    quantity: ReadQuantity | None
    amount: Amount | None
    weak: bool = False
    guessed: tuple[str, ...] = ()
    counted: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence to be read as lines of a kind.

    `own`: things without a number count too; `bare`: so do numbers of things nobody knows; `said`: its own words
    ask or offer; `moves`: an earlier sentence speaks of a vehicle, so that its load is no line; `listed`: it is one
    line of a list.
    """

    sentence: Sentence
    kind: PostKind
    own: bool
    bare: bool
    said: bool = False
    moves: bool = False
    listed: bool = False
