"""Refuses what Slack would refuse: two libraries' tables of Block Kit limits, and what neither of them checks."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import slackblocks
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Payload = dict[str, Any]

MOST_TOGETHER = 13_200
"""Characters of all blocks together before Slack answers msg_blocks_too_long; undocumented (bolt-js 2509)."""
ELEMENTS = {"text", "date"}


class Refused(Exception):
    """What Slack would not take; the first argument is its name for the reason."""


def check_message(payload: Payload) -> None:
    """Raise Refused for a message that Slack refuses, or that a screen reader could not read."""
    text, blocks = payload.get("text"), payload.get("blocks")
    if not isinstance(text, str) or not text.strip():
        raise Refused("no_text", "a message with blocks needs complete text beside them")
    if len(text) > 40_000:
        raise Refused("msg_too_long")
    if blocks is not None:
        check_blocks(blocks, most=50)
        if len(json.dumps(blocks, ensure_ascii=False)) > MOST_TOGETHER:
            raise Refused("msg_blocks_too_long")


def check_view(view: Payload) -> None:
    """Raise Refused for a modal that Slack refuses."""
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        raise Refused("invalid_arguments", "private_metadata or callback_id")
    for name in ("title", "submit", "close"):
        if name in view and not 1 <= len(view[name]["text"]) <= 24:
            raise Refused("invalid_arguments", f"{name} of a view")
    check_blocks(view["blocks"], most=100)
    try:
        View(**view).validate_json()
        blocks = [second_opinion(block) for block in view["blocks"]]
        slackblocks.ModalView(view["title"]["text"], blocks, view["close"]["text"], view["submit"]["text"])
    except (SlackObjectFormationError, slackblocks.InvalidUsageError, KeyError, ValueError, TypeError) as error:
        raise Refused("invalid_arguments", str(error)) from error


def check_blocks(blocks: Sequence[Payload], most: int) -> None:
    """Raise Refused for blocks that break a limit."""
    if not 1 <= len(blocks) <= most:
        raise Refused("invalid_blocks", f"{len(blocks)} blocks")
    try:
        for block in blocks:
            parsed = Block.parse(dict(block))
            assert parsed is not None, f"unknown block {block['type']}"
            parsed.to_dict()
            second_opinion(block)
            check_by_hand(block)
    except (SlackObjectFormationError, slackblocks.InvalidUsageError, AssertionError, ValueError) as error:
        raise Refused("invalid_blocks", str(error)) from error
    for name in ("block_id", "action_id"):
        twice = [value for value, times in Counter(values_of(blocks, name)).items() if times > 1]
        if twice and not (name == "action_id" and all(block["type"] == "input" for block in blocks_with(blocks))):
            raise Refused("invalid_blocks", f"{name} used twice: {twice}")


def blocks_with(blocks: Sequence[Payload]) -> list[Payload]:
    """Return the blocks that hold something to press or fill in."""
    return [block for block in blocks if block["type"] in ("actions", "input")]


def second_opinion(block: Payload) -> slackblocks.Block:
    """Return the block as slackblocks makes it, which raises where it finds a limit broken."""
    match block["type"]:
        case "actions":
            buttons = [
                slackblocks.Button(each["text"]["text"], action_id=each["action_id"], value=each["value"])
                for each in block["elements"]
            ]
            return slackblocks.ActionsBlock([*buttons], block_id=block["block_id"])
        case "input":
            hint = block["hint"]["text"] if "hint" in block else None
            return slackblocks.InputBlock(
                block["label"]["text"], element_of(block["element"]), block_id=block["block_id"], hint=hint
            )
        case "rich_text":
            return slackblocks.RichTextBlock(
                [
                    slackblocks.RichTextSection([slackblocks.RichText(each.get("text") or each["fallback"])])
                    for section in block["elements"]
                    for each in section["elements"]
                ]
            )
        case _:
            return slackblocks.Block.from_dict(block)


def element_of(element: Payload) -> slackblocks.Element:
    """Return a field of a modal as slackblocks makes it."""
    if element["type"] == "plain_text_input":
        return slackblocks.PlainTextInput(
            element["action_id"], element.get("initial_value"), element["multiline"], None, element["max_length"]
        )
    options = [slackblocks.Option(plain(each["text"]["text"]), each["value"]) for each in element["options"]]
    return slackblocks.StaticSelectMenu(element["action_id"], options)


def plain(text: str) -> slackblocks.Text:
    """Return a plain text object: the only kind an option of a menu may have."""
    return slackblocks.Text(text, type_=slackblocks.TextType.PLAINTEXT)


def check_by_hand(block: Payload) -> None:
    """Check what neither library checks: no empty text, known parts of rich text, an initial value of 3,000."""
    for text in texts_of(block):
        assert text["text"].strip(), "an empty text object"
        assert len(text["text"]) <= 3000, "a text object of more than 3,000 characters"
    if block["type"] == "rich_text":
        elements = [each for section in block["elements"] for each in section["elements"]]
        assert {each["type"] for each in elements} <= ELEMENTS, "an element that links, mentions or pings"
        assert all(each.get("text", "-") for each in elements), "an empty element"
    if block["type"] == "input":
        assert len(block["element"].get("initial_value", "")) <= 3000, "an initial value that is too long"
        values = [option["value"] for option in block["element"].get("options", [])]
        assert len(set(values)) == len(values), "two options of the same value"


def texts_of(part: object) -> Iterator[Payload]:
    """Yield every text object in a payload."""
    for each in parts_of(part):
        if each.get("type") in ("plain_text", "mrkdwn"):
            yield each


def values_of(part: object, name: str) -> Iterator[str]:
    """Yield every value that stands under a name in a payload."""
    for each in parts_of(part):
        if name in each:
            yield each[name]


def parts_of(part: object) -> Iterator[Payload]:
    """Yield every object in a payload."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from parts_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from parts_of(value)
