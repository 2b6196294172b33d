"""A 5W row and the EDXL-RM name of each move follow from what is stored, with nothing else asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from bot.domain import edxl, fivew
from bot.domain.commitment import STEPS, CommitmentState, Move, Side
from bot.domain.edxl import Message
from bot.domain.post import OFFER_LIVE, PostState
from bot.store import Store
from bot.trail import AuditEntry
from tests.bot.stage import opened
from tests.chat import Chat
from tests.contracts.records import commitment, organisation, post

REPORT = "ReportResourceDeploymentStatus"


def message(entry: AuditEntry) -> Message | None:
    """Return what a stored change would be as a resource message."""
    before: Mapping[str, Any] = entry.before or {}
    after = entry.after
    if entry.noun == "commitment":
        return edxl.commitment_message(before.get("state"), after["state"], after["proposed_by"])
    return edxl.post_message(after["kind"], before.get("state"), after["state"], entry.what)


async def messages(store: Store) -> list[tuple[str, str, str, str]]:
    """Return the messages of everything stored so far: record, type, and what is answered, recalled or reported."""
    async with store.read() as view:
        entries = [entry for entry in await view.audit.since(0) if entry.noun in ("post", "commitment")]
    made = [(entry, message(entry)) for entry in entries]
    return [(entry.record_id, m.type, m.response or m.recall, m.schedule) for entry, m in made if m]


@pytest.fixture(autouse=True)
async def _exchange(chat: Chat) -> None:
    await opened(chat)
    await chat.say("ben", "/request 200 blankets in Wajima by Friday", "Blue Hand", "field")


async def test_each_move_of_a_story_has_its_message_and_the_posts_own_changes_theirs(chat: Chat, store: Store) -> None:
    for who, line in (
        ("aki", "/match give R1 120"),
        ("ben", "/mine accept C1"),
        ("aki", "/mine send C1"),
        ("aki", "/mine arrive C1"),
        ("ben", "/mine receive C1"),
        ("ben", "/mine edit R1 quantity:150"),
        ("ben", "/mine close R1"),
        ("ben", "/mine keep R1"),
    ):
        await chat.say(who, line)
    assert await messages(store) == [
        ("R1", "RequestResource", "", ""),
        ("C1", "ResponseToRequestResource", "Provisional", ""),
        ("C1", "RequisitionResource", "Accept", "Committed"),
        ("C1", REPORT, "", "ActualDeparture"),
        ("C1", REPORT, "", "ActualArrival"),
        ("C1", REPORT, "", "ActualArrival"),
        ("R1", "RequestResource", "Update", ""),
        ("R1", "RequestResource", "Cancel", ""),
        ("R1", "RequestResource", "", ""),
    ]


async def test_what_falls_through_has_its_message_too(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/offer 500 blankets in Kanazawa", "みどり支援隊", "輪島")
    for who, line in (
        ("ben", "/match need O1 50 with:R1"),
        ("aki", "/mine accept C1"),
        ("ben", "/mine release C1"),
        ("ben", "/match need O1 50 with:R1"),
        ("aki", "/mine decline C2"),
        ("aki", "/match give R1 50 with:O1"),
        ("aki", "/mine cancel C3"),
        ("aki", "/match give R1 50 with:O1"),
        ("ben", "/mine decline C4"),
    ):
        await chat.say(who, line)
    assert [each for each in await messages(store) if each[0][0] != "R"] == [
        ("O1", "OfferUnsolicitedResource", "", ""),
        ("C1", "RequisitionResource", "", ""),
        ("C1", "CommitResource", "Accept", "Committed"),
        ("C1", "ReleaseResource", "", ""),
        ("C2", "RequisitionResource", "", ""),
        ("C2", "CommitResource", "Decline", ""),
        ("C3", "ResponseToRequestResource", "Provisional", ""),
        ("C3", "ResponseToRequestResource", "Cancel", ""),
        ("C4", "ResponseToRequestResource", "Provisional", ""),
        ("C4", "ResponseToOfferUnsolicitedResource", "Decline", ""),
    ]


async def test_a_5w_row_is_read_off_the_stored_commitment_posts_and_organisations(chat: Chat, store: Store) -> None:
    await chat.say("aki", "/match give R1 120")
    assert await rows(store) == []
    await chat.say("ben", "/mine accept C1")
    (planned,) = await rows(store)
    assert (planned.who, planned.for_whom, planned.status) == ("みどり支援隊", "Blue Hand", "planned")
    assert (planned.sector, planned.what, planned.unit) == ("nfi", "blankets", "piece")
    assert (planned.codes, planned.ends) == (("JP17204",), date(2026, 11, 27))
    assert (planned.targeted, planned.reached) == (120_000, 0)
    await chat.say("aki", "/mine send C1")
    assert [row.status for row in await rows(store)] == ["ongoing"]
    await chat.say("ben", "/mine receive C1")
    assert [(row.status, row.reached) for row in await rows(store)] == [("completed", 120_000)]


async def rows(store: Store) -> list[fivew.Row]:
    """Return the 5W rows of C1."""
    async with store.read() as view:
        made = await view.commitments.get("C1")
        assert made
        request, offer = await view.posts.many([made.request_id, made.offer_id])
        sides = (made.giver_organisation_id, made.asker_organisation_id)
        giver, asker = [await view.organisations.get(side) if side else None for side in sides]
    found = fivew.row(made, request, offer, giver, asker)
    return [found] if found else []


def test_whoever_asks_for_a_body_without_chat_is_not_whom_it_is_for() -> None:
    asked = post("R1", "request", on_behalf_of="Wajima town hall")
    found = fivew.row(commitment("C1", "accepted"), asked, post("O1", "offer"), organisation("G2"), organisation())
    assert found
    assert found.for_whom == "Wajima town hall"


def test_a_private_person_is_named_in_no_row() -> None:
    found = fivew.row(commitment("C1", "accepted"), post("R1", "request"), post("O1", "offer"), None, None)
    assert found
    assert (found.who, found.for_whom) == ("", "")


def test_what_was_asked_for_without_a_number_is_measured_as_it_is_given() -> None:
    asked, given = post("R1", "request", 1000, counted=False), post("O1", "offer", unit="box")
    made = replace(commitment("C1", "received"), asked=1000, given=40_000)
    found = fivew.row(made, asked, given, organisation("G2"), organisation())
    assert found
    assert (found.unit, found.targeted, found.reached) == ("box", 40_000, 40_000)


def test_posts_that_are_not_the_commitments_are_refused() -> None:
    with pytest.raises(ValueError, match="C1 joins R1 and O1"):
        fivew.row(commitment("C1", "accepted"), post("R2", "request"), post("O1", "offer"), None, None)


@pytest.mark.parametrize("side", get_args(Side))
@pytest.mark.parametrize("move", get_args(Move))
def test_every_move_by_either_side_has_a_message_and_every_state_a_status(move: Move, side: Side) -> None:
    step = next(step for step in STEPS if step.move == move)
    for source in step.sources:
        assert edxl.commitment_message(source, step.target, side)
        assert edxl.commitment_message(source, source, side) is None
    assert edxl.move_of(step.target) == move
    assert edxl.deployment_status(step.target)


def test_each_state_is_named_in_both_tables() -> None:
    assert set(edxl.DEPLOYMENT) == set(fivew.STATUS) == set(get_args(CommitmentState))


@pytest.mark.parametrize(
    ("state", "promised", "said"),
    [
        ("available", 0, "Available"),
        ("available", 1000, "PartlyReserved"),
        ("reserved", 5000, "Reserved"),
        ("used_up", 5000, "Unavailable"),
        ("withdrawn", 0, "Unavailable"),
    ],
)
def test_an_offer_says_whether_it_is_to_be_had(state: PostState, promised: int, said: str) -> None:
    assert edxl.availability(state, promised) == said
    assert (said == "Unavailable") or state in OFFER_LIVE


def test_a_held_post_has_said_nothing_until_it_is_passed() -> None:
    assert edxl.post_message("request", None, "held", "add") is None
    assert edxl.post_message("request", "held", "open", "pass") == Message("RequestResource")
    assert edxl.post_message("request", "held", "cancelled", "withdraw") is None
