"""`/help`: every command in a line, examples that fit the place, one command in full."""

from bot.chat import Card
from bot.commands import COMMANDS
from bot.reference import reference
from bot.typed import lift, split
from tests.chat import Chat


async def test_every_command_has_a_line_with_both_names(chat: Chat) -> None:
    answer = await chat.tell("aki", "/help")
    for command in COMMANDS:
        assert f"/{command.name}: " in answer
        assert f"(/{command.japanese[0]})" in answer


async def test_it_is_japanese_for_a_japanese_reader(chat: Chat) -> None:
    answer = chat.text(await chat.say("亜紀", "/ヘルプ", locale="ja"))
    assert "/依頼 毛布200枚 輪島市 金曜日まで" in answer
    assert "/災害: " in answer


async def test_the_examples_name_a_place_of_this_channels_response(chat: Chat) -> None:
    await chat.say("mori", "/response open Kumamoto flood", "Hub", "ops")
    await chat.say("mori", "/response link D1")
    assert "/request 200 blankets in Kumamoto by Friday" in await chat.tell("mori", "/help")


async def test_it_says_what_to_do_first(chat: Chat) -> None:
    assert "First say for whom you speak" in await chat.tell("aki", "/help")
    await chat.say("aki", "/profile organisation Green Wave")
    answer = await chat.tell("aki", "/help")
    assert "First say for whom you speak" not in answer
    assert "See which there are: /response" in answer


async def test_one_command_is_shown_with_its_options_and_their_words(chat: Chat) -> None:
    answer = await chat.tell("aki", "/help /response")
    assert "/response propose Noto earthquake" in answer
    assert "drill: actual, exercise or test: actual, exercise, test" in answer
    assert answer == await chat.tell("aki", "/help 災害")


async def test_a_misspelt_command_is_one_press_away(chat: Chat) -> None:
    assert "There is no command /reqest." in await chat.tell("aki", "/help reqest")
    assert "/request: say what is needed" in chat.text(await chat.press("aki", "/request"))


async def test_help_leaves_no_trace_of_a_stranger(chat: Chat) -> None:
    reply = await chat.say("aki", "/help")
    assert isinstance(reply.answer, Card)
    assert reply.private
    async with chat.store.read() as view:
        assert await view.people.by_identity(chat.identity("aki")) is None


def test_every_example_is_understood_as_its_own_command() -> None:
    for command in COMMANDS:
        for example in (*command.examples, *command.examples_ja):
            name, options = split(example, COMMANDS)
            assert name == command.name, example
            assert lift(command, lift(command, options)) == lift(command, options), example


def test_the_reference_names_every_command_and_option_in_both_languages() -> None:
    page = reference(COMMANDS)
    for command in COMMANDS:
        assert f"/{command.name} ・ /{command.japanese[0]}" in page
        for option in command.options:
            assert f"| `{option.name}` | {option.ja} |" in page
