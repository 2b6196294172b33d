"""What people write in Discord is read as they see it, and so it reaches the core."""

import pytest

from adapters.discord.written import addressed, written
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord
from tests.platforms.discord.world import BOT


def named(kind: str, number: int) -> str:
    """Return names for small numbers."""
    return {"@": "Aki", "@&": "drivers", "#": "wajima"}[kind] if number < 10 else ""


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("**200 blankets**\n> in Suzu", "**200 blankets**\n> in Suzu"),
        ("<@1> <@!2> <@&3> <#4> <#44>", "@Aki @Aki @drivers #wajima <#44>"),
        ("<https://example.org/a_b> https://example.org", "https://example.org/a_b https://example.org"),
        ("<:water:123> <a:truck:123> </request:99> <t:1764300000:f>", ":water: :truck: /request 2025-11-28 03:20 UTC"),
        ("<t:-99999999999:R> <3", "<t:-99999999999:R> <3"),
    ],
)
def test_discords_own_codes_are_read_and_the_persons_own_signs_stay(sent: str, read: str) -> None:
    assert written(sent, named) == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@99>、200 blankets", "200 blankets"),
        ("<@!99>\n200 blankets\nin Wajima", "200 blankets\nin Wajima"),
        ("who can cook in Suzu? <@99>", "who can cook in Suzu?"),
        ("please <@99> ask <@1>", "please ask @Aki"),
    ],
)
def test_the_mention_of_the_bot_is_no_part_of_the_words(sent: str, read: str) -> None:
    assert addressed(sent, 99, named) == read


@pytest.mark.parametrize("where", ["C1", "@U1"])
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@{bot}> who can do hot meals\nin Suzu?", "who can do hot meals\nin Suzu?"),
        ("珠洲で炊き出しできる団体は？ <@{bot}>", "珠洲で炊き出しできる団体は？"),
    ],
)
async def test_plain_words_reach_the_core_as_no_command(
    discord: Discord, clock: SetClock, where: str, sent: str, read: str
) -> None:
    core = ScriptedCore()
    async with bot_at(discord, core, clock):
        await discord.says("U1", where, sent.format(bot=BOT))
        await discord.reply_in(where)
    assert [(told.command, told.options) for told in core.heard] == [("", {"text": read})]


async def test_channels_and_people_are_named_in_what_reaches_the_core(discord: Discord, clock: SetClock) -> None:
    core, channel = ScriptedCore(), discord.world.id("C2")
    async with bot_at(discord, core, clock):
        await discord.says("U1", "C1", f"<@{BOT}> see <#{channel}>")
        await discord.reply_in("C1")
    assert core.heard[0].options == {"text": "see #c2"}
