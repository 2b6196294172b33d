"""A form is answered one question after another, in the language of the form."""

import pytest

from bot.chat import Choice, Field, Form
from tests.adapters.console.stage import Stage, stage

SECTOR = Field("sector", "Sector", choices=(Choice("WSH", "Water"), Choice("SHL", "Shelter")))
PLACE = Field("place", "Where", hint="such as Wajima")
NOTE = Field("note", "Note", required=False)


def form(*fields: Field, locale: str = "en") -> Form:
    return Form("Request", "request", fields, options={"draft": "D3"}, locale=locale)


def at_form(*fields: Field, locale: str = "en") -> Stage:
    answers = {"start": form(*fields, locale=locale)}
    return stage({**answers, "other": form(*fields)})


async def test_the_first_question_comes_with_the_form_and_what_it_knows() -> None:
    here = at_form(Field("item", "Item?", value="blankets"), PLACE)
    assert await here.say("/start") == "Request\n  Item: blankets\n? Where (such as Wajima)\n"


async def test_answers_go_back_with_the_forms_own_options_and_the_fields_that_are_not_empty() -> None:
    here = at_form(Field("item", "Item", value="blankets"), PLACE, NOTE)
    await here.say("/start")
    assert await here.say("Wajima") == ("? Note\n  Type - to leave it out.\n  Type . to send the rest as it stands.\n")
    await here.say("-")
    assert here.last.command == "request"
    assert here.last.options == {"draft": "D3", "item": "blankets", "place": "Wajima"}
    assert here.last.place == here.core.heard[0].place


@pytest.mark.parametrize("typed", ["2", "２", "shelter", "SHL"])
async def test_a_choice_is_answered_by_its_number_or_its_words(typed: str) -> None:
    here = at_form(SECTOR)
    assert await here.say("/start") == "Request\n? Sector\n  1) Water\n  2) Shelter\n"
    await here.say(typed)
    assert here.last.options["sector"] == "SHL"


@pytest.mark.parametrize("typed", ["3", "0", "food", "9" * 5000])
async def test_what_is_no_choice_is_asked_again(typed: str) -> None:
    here = at_form(SECTOR)
    await here.say("/start")
    assert await here.say(typed) == (
        "? Sector\n  Answer with one of the numbers below, or with its words.\n  1) Water\n  2) Shelter\n"
    )
    assert len(here.core.heard) == 1


@pytest.mark.parametrize("typed", ["-", "－", "ー", ".", "。", " "])
async def test_a_needed_answer_cannot_be_left_out(typed: str) -> None:
    here = at_form(PLACE)
    await here.say("/start")
    assert "This needs an answer." in await here.say(typed)
    assert len(here.core.heard) == 1


async def test_only_what_is_wrong_is_asked_again_and_says_why() -> None:
    wrong = Field("quantity", "How many", value="lots", error="Write a number, such as 200.")
    here = at_form(Field("item", "Item", value="blankets"), wrong, NOTE)
    asked = await here.say("/start")
    assert asked.endswith("? How many\n  Write a number, such as 200.\n")
    for typed in ("=", ".", ""):
        assert "This needs an answer." in await here.say(typed)
    await here.say("200")
    assert here.last.options == {"draft": "D3", "item": "blankets", "quantity": "200"}


@pytest.mark.parametrize("typed", ["=", "＝", ""])
async def test_a_form_that_lacks_nothing_is_gone_through_and_each_answer_kept_or_changed(typed: str) -> None:
    here = at_form(Field("item", "Item", value="blankets"), Field("place", "Where", value="Wajima"))
    assert "? Item\n" in await here.say("/start")
    assert "? Where\n  Type = to keep “Wajima”.\n" in await here.say(typed)
    await here.say("Suzu")
    assert here.last.options == {"draft": "D3", "item": "blankets", "place": "Suzu"}


async def test_the_rest_can_be_sent_as_it_stands() -> None:
    here = at_form(Field("item", "Item", value="blankets"), Field("place", "Where", value="Wajima"))
    await here.say("/start")
    await here.say(".")
    assert here.last.options == {"draft": "D3", "item": "blankets", "place": "Wajima"}


async def test_a_new_command_abandons_the_form() -> None:
    here = at_form(PLACE)
    await here.say("/start")
    await here.say("/help")
    await here.say("Wajima")
    assert [(act.command, act.options) for act in here.core.heard[1:]] == [("help", {}), ("", {"text": "Wajima"})]


async def test_a_sentence_that_begins_like_a_number_answers_the_question() -> None:
    here = at_form(PLACE)
    await here.say("/start")
    await here.say("3")
    assert here.last.options["place"] == "3"


async def test_each_person_answers_their_own_form() -> None:
    here = at_form(PLACE)
    await here.say("/start")
    await here.say("@ken#suzu hello")
    assert (here.last.command, here.last.sender.id) == ("", "ken")
    await here.say("Wajima")
    assert (here.last.command, here.last.sender.id) == ("request", "aki")


async def test_the_terminal_asks_in_the_forms_language() -> None:
    here = at_form(Field("place", "場所", hint="例：輪島市"), locale="ja")
    assert await here.say("/start") == "Request\n? 場所（例：輪島市）\n"
    assert await here.say("-") == "? 場所（例：輪島市）\n  この項目は必須です。入力してください。\n"
