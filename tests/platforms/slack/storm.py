"""Draws arbitrary cards and forms, as many as are asked for: `python -m tests.platforms.slack.storm 10000 1`."""

import sys
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from adapters.slack.modal import Carried, carried_by, modal, typed_in
from adapters.slack.post import message_payload
from adapters.slack.render import SURE_BUTTONS, command_value
from bot.chat import Button, Card, Form, Place
from tests.clock import START
from tests.platforms.slack.alive import alive
from tests.platforms.slack.cards import FORMS, cards
from tests.platforms.slack.limits import check_message, check_view

CARRIED = Carried("", {}, "C1", Place("slack", "T1", "C1"), "https://hooks.example/1")


def check_card(card: Card) -> None:
    """Raise where a card breaks a limit, loses a button or lets something of a person's text come alive."""
    payload = message_payload(card, START)
    check_message(payload)
    assert alive(payload) == []
    shown = [each["value"] for block in payload["blocks"] if block["type"] == "actions" for each in block["elements"]]
    missing = Counter(map(command_value, buttons_of(card))) - Counter(shown)
    assert not missing or len(buttons_of(card)) > SURE_BUTTONS, f"lost buttons: {missing}"


def check_form(form: Form) -> None:
    """Raise where a form breaks a limit or, sent back as it stands, would lose something that was typed."""
    view = modal(form, CARRIED)
    check_view(view)
    assert alive({"blocks": view["blocks"]}) == []
    kept = carried_by(view, "slack")
    standing = {"state": {"values": {b["block_id"]: {"a": standing_of(b)} for b in view["blocks"] if "element" in b}}}
    back = {**kept.options, **typed_in(standing)}
    assert (kept.command, kept.channel) == (form.command, "C1")
    assert {name for name, value in form.options.items() if value} <= set(back)


def standing_of(block: dict[str, Any]) -> dict[str, Any]:
    """Return what a field that nobody touched sends."""
    element = block["element"]
    return {"value": element.get("initial_value"), "selected_option": element.get("initial_option")}


def buttons_of(card: Card) -> list[Button]:
    """Return every button of a card and its items."""
    return [*card.buttons, *(button for item in card.items for button in buttons_of(item))]


def storm(times: int, number: int = 1) -> None:
    """Check so many cards and so many forms: the same ones for the same `number`.

    What fails is told by its reason alone. These cards are as long as a book, and making one shorter takes hours.
    """
    settled = settings(
        max_examples=times,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    settled(seed(number)(given(cards())(check_card)))()
    settled(seed(number)(given(FORMS)(check_form)))()


if __name__ == "__main__":
    storm(*map(int, sys.argv[1:]))
    sys.stdout.write(f"{sys.argv[1]} cards and as many forms: no limit broken, nothing alive, no button lost\n")
