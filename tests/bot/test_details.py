"""When, at which site and desk a delivery arrives: said by either side, told to the other, shown to those concerned."""

import re
from datetime import date, timedelta

import pytest

from bot.chat import Form
from bot.store import Store
from tests.bot.stage import accepted, commitment_of
from tests.chat import Chat
from tests.clock import SetClock

SITE = "Iida elementary school"


@pytest.fixture(autouse=True)
async def _accepted(chat: Chat) -> None:
    await accepted(chat)


async def asked(chat: Chat, who: str = "ben", label: str = "When and where (C1)") -> Form:
    """Let somebody press the button and return the form they see."""
    form = (await chat.press(who, label)).answer
    assert isinstance(form, Form)
    return form


async def test_a_button_asks_when_and_where_with_what_stands_filled_in(chat: Chat) -> None:
    form = await asked(chat)
    assert [(field.name, field.value, field.required) for field in form.fields] == [
        ("arrives", "2026-11-27", False),
        ("site", "", False),
        ("desk", "", False),
    ]


async def test_what_one_side_says_is_kept_noted_in_the_history_and_told_to_the_other(chat: Chat, store: Store) -> None:
    await asked(chat)
    said = chat.text(await chat.fill("ben", arrives="Thursday", site=SITE, desk="gate 2, Tanaka desk"))
    assert "Noted. The other side is told." in said
    assert f"Where: {SITE}, Wajima, Ishikawa" in said
    assert "Arrives: Thu 26 Nov" in said
    assert "Desk: gate 2, Tanaka desk" in said
    kept = await commitment_of(store)
    assert (kept.arrives, kept.site, kept.site_id, kept.desk) == (date(2026, 11, 26), SITE, "S1", "gate 2, Tanaka desk")
    async with store.read() as view:
        last = (await view.audit.of("C1"))[-1]
    assert (last.what, last.after["arrives"]) == ("details", "2026-11-26")
    told = [each for each in await chat.deliver(timedelta(hours=2)) if each.place.channel == "aki" and not each.amended]
    assert [each.place.direct for each in told] == [True]
    assert "到着予定: 11月26日(木)" in chat.card_text(told[0].card)
    assert f"場所: 石川県輪島市\u3000{SITE}" in chat.card_text(told[0].card)


async def test_the_other_side_changes_it_in_its_own_language_and_leaves_the_rest(chat: Chat, store: Store) -> None:
    await chat.say("ben", f'/mine details C1 site:"{SITE}" desk:"gate 2"')
    said = chat.text(await chat.say("aki", "/自分の投稿 いつ・どこへ C1 到着日:明日"))
    assert "到着予定: 11月25日(水)" in said
    kept = await commitment_of(store)
    assert (kept.arrives, kept.site, kept.desk) == (date(2026, 11, 25), SITE, "gate 2")


async def test_a_site_that_stands_already_is_the_same_one(chat: Chat, store: Store) -> None:
    await chat.say("cho", f"/request 30 tents at {SITE} in Wajima", "Third Wave", "south")
    await chat.say("ben", '/mine details C1 site:"the IIDA Elementary School"')
    assert ((await commitment_of(store)).site, (await commitment_of(store)).site_id) == (SITE, "S1")


async def test_where_the_request_names_a_site_it_stands_in_the_form_and_left_alone_stays_the_requests(
    chat: Chat, store: Store
) -> None:
    await chat.say("ben", f"/request 40 cots at {SITE} in Wajima by Friday")
    await chat.say("cho", "/match give R2 40", "Third Wave", "south")
    await chat.say("ben", "/mine details C2")
    reply = await chat.fill("ben", desk="back door")
    assert f"Where: {SITE}, Wajima, Ishikawa" in chat.text(reply)
    kept = await commitment_of(store, "C2")
    assert (kept.arrives, kept.site, kept.site_id, kept.desk) == (None, "", "", "back door")


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"arrives": "when it rains"}, "arrives", "when it rains is no date I can read. For example 2026-11-30"),
        ({"arrives": "2026-11-20"}, "arrives", "2026-11-20 is over already. For example 2026-11-24."),
        ({"site": "?"}, "site", "? is no name of a site. For example Iida elementary school."),
        ({"site": "the shelter"}, "site", "the shelter is no name of a site."),
        ({"site": "x" * 61}, "site", "is no name of a site."),
        ({"desk": "x" * 81}, "desk", "At most 80 characters, for example: gate 2, Tanaka desk."),
        ({"desk": "call 090-1234-5678"}, "desk", "Leave out 090-1234-5678: contact details cross only by consent."),
        ({"site": "輪島市河井町1-2-3"}, "site", "contact details cross only by consent."),
    ],
)
async def test_what_cannot_be_taken_is_asked_again_with_an_example_and_nothing_typed_is_lost(
    chat: Chat, store: Store, typed: dict[str, str], field: str, error: str
) -> None:
    before = await commitment_of(store)
    given = {"arrives": "Thursday", "site": SITE, "desk": "gate 2"} | typed
    await asked(chat)
    form = (await chat.fill("ben", **given)).answer
    assert isinstance(form, Form)
    assert {each.name: each.value for each in form.fields} == given
    assert [(each.name, error in each.error) for each in form.fields if each.error] == [(field, True)]
    assert await commitment_of(store) == before
    await chat.fill("ben", **{field: {"arrives": "Thursday", "site": SITE, "desk": "gate 2"}[field]})
    assert (await commitment_of(store)).desk == "gate 2"


async def test_a_field_that_is_emptied_is_left_open_again(chat: Chat, store: Store) -> None:
    await chat.say("ben", f'/mine details C1 arrives:Thursday site:"{SITE}" desk:"gate 2"')
    await chat.say("ben", "/mine details C1")
    await chat.fill("ben", arrives="", site="", desk="")
    kept = await commitment_of(store)
    assert (kept.arrives, kept.site, kept.site_id, kept.desk) == (None, "", "", "")


@pytest.mark.parametrize(("words", "field"), [("Thursday", "arrives"), ("gate 2", "desk")])
async def test_words_without_a_name_stand_in_the_field_they_fit(chat: Chat, words: str, field: str) -> None:
    form = (await chat.say("ben", f"/mine details C1 {words}")).answer
    assert isinstance(form, Form)
    assert {each.name: each.value for each in form.fields}[field] == words


async def test_saying_the_same_again_tells_nobody(chat: Chat) -> None:
    for said in ("Noted.", "Nothing is changed."):
        assert said in await chat.tell("ben", "/mine details C1 desk:gate")
    await chat.deliver(timedelta(hours=2))
    await chat.say("ben", "/mine details C1 desk:gate")
    assert await chat.deliver(timedelta(hours=2)) == []


async def test_a_day_after_the_requests_last_one_is_taken_and_said_to_be(chat: Chat) -> None:
    said = await chat.tell("ben", "/mine details C1 arrives:2026-11-29")
    assert "That is after the last day of R1." in said


async def test_a_request_for_several_places_asks_in_which_the_site_is(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/request 60 tarps in Wajima and Suzu by Friday")
    await chat.say("cho", "/match give R2 60", "Third Wave", "south")
    form = (await chat.say("ben", f'/mine details C2 site:"{SITE}"')).answer
    assert isinstance(form, Form)
    assert (
        "In which municipality is Iida elementary school?" in {each.name: each.error for each in form.fields}["place"]
    )
    form = (await chat.fill("ben", place="Kanazawa")).answer
    assert isinstance(form, Form)
    assert "R2 goes to" in {each.name: each.error for each in form.fields}["place"]
    said = chat.text(await chat.fill("ben", place="Suzu"))
    assert f"Where: {SITE}, Suzu, Ishikawa" in said
    assert "Wajima" not in said
    async with store.read() as view:
        assert [site.code for site in await view.sites.listing()] == ["JP17205"]


async def test_strangers_learn_nothing_of_it_and_can_change_nothing(chat: Chat, store: Store) -> None:
    assert "I find no record C1" in await chat.tell("cho", "/mine details C1 desk:gate", "Third Wave", "south")
    assert (await commitment_of(store)).desk == ""


@pytest.mark.parametrize("line", ["/mine arrived C1", "/mine release C1"])
async def test_what_has_arrived_or_fallen_through_keeps_its_when_and_where(chat: Chat, store: Store, line: str) -> None:
    await chat.say("ben", line)
    await chat.say("aki", line)
    assert "That is not possible for C1 now." in await chat.tell("ben", "/mine details C1 desk:gate")
    assert (await commitment_of(store)).desk == ""


async def test_both_sides_at_once_keep_both_changes(chat: Chat, store: Store) -> None:
    await chat.say("ben", "/mine details C1 desk:gate")
    await chat.say("aki", "/自分の投稿 いつ・どこへ C1 到着日:2026-11-26")
    kept = await commitment_of(store)
    assert (kept.desk, kept.arrives) == ("gate", date(2026, 11, 26))


async def test_whoever_has_the_code_sees_site_desk_and_day(chat: Chat, clock: SetClock) -> None:
    await chat.say("ben", f'/mine details C1 arrives:Thursday site:"{SITE}" desk:"gate 2, Tanaka desk"')
    said = await chat.tell("ben", "/mine code C1")
    assert "That is not possible" in said
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", await chat.tell("aki", "/mine sent C1"))
    assert code
    shown = await chat.tell("dora", f"/mine arrived {code[0]}", "Haulage", "")
    assert f"Site: {SITE}" in shown
    assert "Desk: gate 2, Tanaka desk" in shown
    assert "Until: Thu 26 Nov" in shown


async def test_a_name_that_is_nearly_a_sites_is_asked_and_not_doubled(chat: Chat, store: Store) -> None:
    await chat.say("ben", f'/mine details C1 site:"{SITE}"')
    form = (await chat.say("ben", '/mine details C1 site:"Iida school" desk:"gate 2"')).answer
    assert isinstance(form, Form)
    [which] = [field for field in form.fields if field.name == "which"]
    assert ([choice.label for choice in which.choices], which.error) == (
        [SITE, "None of these"],
        "Iida school may be one that stands here already.",
    )
    await chat.fill("ben", which="S1")
    kept = await commitment_of(store)
    assert (kept.site, kept.site_id, kept.desk) == (SITE, "S1", "gate 2")
    await chat.say("ben", '/mine details C1 site:"Iida school"')
    await chat.fill("ben", which="new")
    kept = await commitment_of(store)
    assert (kept.site, kept.site_id) == ("Iida school", "S2")
