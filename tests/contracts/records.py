"""Invented records for the contracts of the store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat import Identity, Invocation, Place
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.lesson import PUBLISHED, Lesson
from bot.domain.people import Organisation, Person
from bot.domain.post import Post, PostPlace, first_state
from bot.domain.reading import PostKind
from bot.domain.record import Stamp
from bot.domain.response import Response
from bot.domain.update import Update
from bot.owed import Notice, NoticeKind

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TOWN_SQUARE = Place("console", "team-sakura", "town-square")


def minutes(many: float) -> timedelta:
    """Return that many minutes."""
    return timedelta(minutes=many)


def stamp(author: str = "P1", organisation: str | None = "G1", response: str | None = None) -> Stamp:
    """Return the stamp of something just written."""
    return Stamp(author, organisation, response, "public", "actual", NOON, NOON)


def post(id: str = "R1", kind: PostKind = "request", quantity: int = 500_000, **fields: Any) -> Post:  # noqa: ANN401 - any of its fields
    """Return a request (or offer) of 500 blankets in Wajima."""
    plain = Post(
        id=id,
        kind=kind,
        stamp=stamp(),
        state=first_state(kind),
        category="shelter.blankets",
        item="blankets",
        text="輪島市で毛布500枚が必要です",
        language="ja",
        quantity=quantity,
        counted=True,
        places=(PostPlace("Wajima", ("JP17204",)),),
    )
    return replace(plain, **fields)


def commitment(id: str = "C1", state: CommitmentState = "proposed", **fields: Any) -> Commitment:  # noqa: ANN401 - any of its fields
    """Return a commitment of 200 from O1 to R1."""
    plain = Commitment(
        id=id,
        stamp=stamp(),
        request_id="R1",
        offer_id="O1",
        asked=200_000,
        given=200_000,
        state=state,
        proposed_by="giver",
        giver_organisation_id="G2",
        asker_organisation_id="G1",
        giver_person_id="P2",
        asker_person_id="P1",
        lapses_at=NOON + timedelta(hours=12),
    )
    return replace(plain, **fields)


def response(id: str = "E1", **fields: Any) -> Response:  # noqa: ANN401 - any of its fields
    """Return an active earthquake response."""
    plain = Response(id, stamp(), "active", "Noto exercise 2026", "EQ", ("JP17204", "JP17205"), ("能登",))
    return replace(plain, **fields)


def organisation(id: str = "G1", name: str = "Example Relief Sakura", **fields: Any) -> Organisation:  # noqa: ANN401 - any of its fields
    """Return an invented organisation."""
    return replace(Organisation(id, name, NOON, NOON, sectors=("wash",), areas=("JP17",), languages=("ja",)), **fields)


def person(id: str = "P1", name: str = "Hanako Reidai", organisation_id: str | None = None, **fields: Any) -> Person:  # noqa: ANN401 - any of its fields
    """Return an invented person (例題 花子)."""
    return replace(Person(id, name, organisation_id, "vouched", NOON, NOON, locale="ja", skills="forklift"), **fields)


def update(id: str = "U1", number: int = 1, **fields: Any) -> Update:  # noqa: ANN401 - any of its fields
    """Return a situation update."""
    plain = Update(id, stamp(response="E1"), number, "水が出ました。", "水が出ました。輪島市の三地区。", "ja")
    return replace(plain, **fields)


def lesson(id: str = "L1", **fields: Any) -> Lesson:  # noqa: ANN401 - any of its fields
    """Return a lesson."""
    return replace(Lesson(id, stamp(), PUBLISHED, title_en="Ask first", title_ja="まず尋ねる", year=2016), **fields)


def notice(id: str = "n1", about: str = "R1", place: Place = TOWN_SQUARE, kind: NoticeKind = "card") -> Notice:
    """Return a notice that is due at noon."""
    return Notice(id, place, kind, about, NOON, created_at=NOON)


def invocation(id: str = "act-1") -> Invocation:
    """Return an act that takes long."""
    sender = Identity("console", "team-sakura", "hanako")
    return Invocation(id, "lesson", {"text": "https://example.org/report.pdf"}, sender, TOWN_SQUARE, NOON, locale="ja")
