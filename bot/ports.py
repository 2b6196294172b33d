"""What the core needs from outside, as Protocols: what the bot knows, the store, platforms, the clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.chat import Button, Card, Choice, Identity, Invocation, MessageRef, Place, Reply
from bot.domain.lesson import Found
from bot.domain.matching_traits import Traits
from bot.domain.pairing import Market
from bot.domain.passages import Entry, Filters, IndexMark
from bot.domain.reading import Danger, Personal, PostKind, Reading
from bot.domain.standards import Served, Standard
from bot.domain.vocabulary import Category, CategorySpan, Name, PlaceGuess


class Clock(Protocol):
    """The time, so that tests and `--now` can set it."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""


class Attributes(Protocol):
    """What matching reads of a text beside its lines, in either language."""

    def traits(self, text: str) -> Traits:
        """Return the things, traits and places a text names; never raises on any text."""

    @property
    def edition(self) -> str:
        """Return a word that changes whenever the same text may be read otherwise: what was kept of it is then void."""

    def near(self, thing: str) -> tuple[str, ...]:
        """Return the things that can take the place of one (a camp bed for a cardboard bed)."""

    def home(self, thing: str) -> str | None:
        """Return the category a thing belongs to, or None for an unknown one."""


class Standards(Protocol):
    """Minimum standards of relief, from data with their edition."""

    def all(self) -> Sequence[Standard]:
        """Return every figure."""

    def find(self, words: str) -> Sequence[Standard]:
        """Return the figures whose subjects are named in the words, in either language."""

    def of_category(self, category: str) -> Sequence[Standard]:
        """Return the figures that bind things of a category."""


class Reader(Protocol):
    """Free text → what is asked for or offered. Deterministic, no network, never raises on any text."""

    def read(self, text: str, at: datetime, expect: PostKind | None = None) -> Reading:
        """Read one message posted `at` (aware, in the poster's own zone).

        `expect`: the command it was typed under (`/request`, `/offer`) decides the kind of its lines when given.
        """

    def personal(self, text: str) -> tuple[Personal, ...]:
        """Return the words about private people in a text, in order, as a reading of it has them."""

    def danger(self, text: str) -> Danger | None:
        """Return whether a text sounds like a person in danger, or like one who looks for somebody."""

    def served(self, text: str) -> Served:
        """Return how many people or households a text speaks of as served, and for how many days."""

    @property
    def attributes(self) -> Attributes:
        """Return what reads a text for matching."""


class Vocabulary(Protocol):
    """Categories, sectors and hazards with their names, from data files."""

    def category(self, id: str) -> Category | None:
        """Return the category, or None for an unknown id."""

    def categories(self) -> Sequence[Category]:
        """Return all leaves in the taxonomy's order."""

    def find_category(self, words: str) -> Category | None:
        """Return the category these words mean (a name or synonym in either language), or None."""

    def spans(self, text: str) -> Sequence[CategorySpan]:
        """Return the categories mentioned within a longer text, in order, longest first where they overlap."""

    def suggest_categories(self, words: str, limit: int = 3) -> Sequence[Category]:
        """Return the nearest categories to words that are none."""

    def complete(self, typed: str, limit: int = 25) -> Sequence[Category]:
        """Return the categories of which a name or synonym in either language begins with what was typed."""

    def sectors(self) -> Sequence[tuple[str, Name]]:
        """Return (id, name) of every cluster, in order."""

    def find_sector(self, words: str) -> str | None:
        """Return the sector id these words mean (name, code such as WSH, alias in either language), or None."""

    def hazards(self) -> Sequence[tuple[str, Name]]:
        """Return (GLIDE code, name) of every hazard."""

    def find_hazard(self, words: str) -> str | None:
        """Return the GLIDE code of a hazard named in the words ("能登半島地震" → EQ), or None."""

    def unit_name(self, unit: str, locale: str, count: int) -> str:
        """Return a unit of the reading contract as shown after a number ("pieces", "枚" is the poster's counter)."""

    @property
    def standards(self) -> Standards:
        """Return the minimum standards of relief."""


class Gazetteer(Protocol):
    """Municipalities, prefectures, named regions and countries."""

    def resolve(self, words: str) -> PlaceGuess:
        """Return what one place name means (kanji, kana, romaji; with or without 市, "city", the prefecture)."""

    def find(self, text: str) -> Sequence[PlaceGuess]:
        """Return the places named within a longer text, in order; names inside other words are left out."""

    def name(self, code: str, locale: str) -> str:
        """Return its name in the language: "Wajima", 輪島市; a prefecture "Ishikawa", 石川県. Unknown: the code."""

    def full_name(self, code: str, locale: str) -> str:
        """Return the name with its prefecture: "Wajima, Ishikawa", 石川県輪島市."""

    def complete(self, typed: str, locale: str, limit: int = 25) -> Sequence[tuple[str, str]]:
        """Return (code, full name) of places whose name begins with what was typed, for suggestions."""

    def readings(self, name: str) -> tuple[str, ...]:
        """Return how a name may be read, in Latin letters under which all its romanisations fall together.

        Known for Latin letters, for kana, and for kanji that a municipality or prefecture bears (飯田: "iida").
        """

    def prefecture(self, code: str) -> str | None:
        """Return the code of the prefecture a place lies in (itself for a prefecture), or None abroad."""

    def covers(self, area: str, code: str) -> bool:
        """Return whether `code` is `area` or lies within it (JP17 covers JP17204; JP covers both)."""

    def around(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return these codes with everything they lie in and everything that lies in them, for looking records up."""

    def distance(self, one: str, other: str) -> float | None:
        """Return the distance in km between the middles of two places, or None where unknown."""

    def near(self, code: str, km: float) -> Sequence[tuple[str, float]]:
        """Return the places whose middles lie within so many km of a place's, itself too, with their distance in km."""

    def zone(self, code: str | None) -> str | None:
        """Return the IANA time zone of a place, or None."""


class Library(Protocol):
    """Search over lessons and passages, in English, Japanese and across; an index derived from the store.

    May be asked from several threads at once. `mark`, `put` and `clear` may take long: call them in a thread.
    """

    @property
    def mark(self) -> IndexMark:
        """Return how far the index has followed its database."""

    def put(self, entries: Iterable[Entry], mark: IndexMark | None = None) -> None:
        """Take entries in; one with a known id replaces the older, a document's replace all that is known of it.

        They are found when this returns. The mark, where one is given, is remembered after them.
        """

    def has(self, document_id: str, version: int) -> bool:
        """Return whether this version of a document is in the index, so that it need not be read again."""

    def clear(self) -> None:
        """Forget everything."""

    def search(self, question: str, limit: int = 3, filters: Filters = ...) -> Found:
        """Return the entries nearest to the question. Never raises on any text; an empty question finds nothing."""

    def close(self) -> None:
        """Let go of where the index lies; what is there stays for the next process."""


class Solver(Protocol):
    """Finds how much of which offer should go to which request."""

    def parts(self, market: Market, seconds: float) -> Sequence[float] | None:
        """Return for each chance the part (0–1) of its request that it should meet, or None where none was found.

        Takes up to so many seconds, and may run in a thread of its own.
        """


class Core(Protocol):
    """What a platform's adapter calls."""

    async def dispatch(self, invocation: Invocation) -> Reply:
        """Answer one invocation; never raises: what goes wrong becomes a plain private sentence."""

    async def receive(self, invocation: Invocation) -> bool:
        """Keep an act that takes long, so that it is answered even after a crash; False where that cannot be promised.

        Asked before a platform is told "received, the answer follows"; takes no longer than half a second.
        """

    async def told(self, id: str) -> None:
        """Note that the answer to an act that was kept has reached its sender; never raises."""

    def suggest(self, command: str, option: str, typed: str, sender: Identity, place: Place) -> Sequence[Choice]:
        """Return at most 25 choices for an option as it is typed, from memory."""

    def typed(self, line: str) -> tuple[str, dict[str, str]]:
        """Return the command and options of a typed line ("/request 200 blankets", 「依頼 毛布」 or 「/依頼 …」)."""


class Undeliverable(Exception):
    """A place that will never take the message (it is gone, or the bot may not write there): no use in trying again."""


class Refused(Exception):
    """A platform refuses what the settings say (a token, a secret); the text names it and says what to do."""


class ChatAdapter(Protocol):
    """A platform. No business words: cards out, invocations in. A failed send raises; nothing is swallowed."""

    @property
    def platform(self) -> str:
        """Return the platform's name, as in `Place.platform`."""

    async def run(self, core: Core) -> None:
        """Serve until cancelled. Raises Refused."""

    async def deliver(self, id: str, place: Place, card: Card) -> MessageRef:
        """Send a card; `id` is the notice's, for platforms that recognise a repeated send.

        Raises Undeliverable or OSError.
        """

    async def find(self, id: str, place: Place) -> MessageRef | None:
        """Return the message that an earlier send of this notice left there after all; None when it is not there.

        Asked only after a send whose end is not known. None also where the platform lets a bot not read back at all
        (a scope or permission was not given); raises OSError where looking failed for now, so that it is tried again.
        """

    async def amend(self, ref: MessageRef, card: Card) -> None:
        """Put the card in place of the one that stands. Raises Undeliverable or OSError."""

    async def whisper(self, id: str, place: Place, to: Identity, card: Card, ask: Button) -> None:
        """Show one person a card in a channel they read, for them alone: their direct messages are closed.

        `ask` shows the same to who presses it and may see it, for platforms where nothing private comes unasked.
        Raises Undeliverable or OSError.
        """
