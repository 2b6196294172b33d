"""The doctor at Discord: each wrong token, permission, intent and clock has its own line, and one that mends it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.application import PRIVILEGED
from adapters.discord.client import intents
from adapters.discord.doctor import PAGE, connection_finding, examine
from adapters.discord.invite import PERMISSIONS, Permission, invite
from adapters.discord.servers import ADMINISTRATOR, LOST, MENTION_EVERYONE
from bot.clock import SystemClock
from bot.finding import Finding
from tests.findings import bad, fine, told
from tests.platforms.discord.checks import checker
from tests.platforms.discord.driver import TOKEN, Discord
from tests.platforms.discord.world import BOT, GUILD

LINK = invite(str(BOT))
PORTAL = "At https://discord.com/developers/applications"
COPY = f"{PORTAL}, Bot: Reset Token, and copy the new one to DISCORD_TOKEN."
WAIT = "Run it again in a minute. If it stays so, look at https://discordstatus.com and at DISCORD_API_BASE_URL."
GRANT = f"Open {LINK} once more, or turn it on in Server Settings, Roles, at the role of the bot."


async def examined(discord: Discord, token: str = TOKEN, ahead: float = 0) -> list[Finding]:
    """Look Discord over with this token, on a clock so many seconds ahead of Discord's."""
    return [*await examine(token, discord.api_url, SystemClock(timedelta(seconds=ahead)))]


async def test_all_is_well_with_the_permissions_of_the_invitation(discord: Discord) -> None:
    found = await examined(discord)
    assert bad(found) == []
    assert fine(found)[:4] == [
        ("DISCORD_TOKEN", "It is the token of the bot kizuna."),
        ("Discord application", f"Kizuna ({BOT}) is the bot's."),
        ("Discord intents", "No privileged one is needed, and none is given."),
        ("Discord servers", "Servers in which it may do all it needs: 1 of 1."),
    ]
    assert [problem for request in discord.rest.requests for problem in checker().problems(*request[:2], {})] == []


async def test_a_token_that_discord_does_not_know_is_to_be_made_anew(discord: Discord) -> None:
    found = await examined(discord, token="unknown.token.secret")
    assert bad(found) == [("wrong", "DISCORD_TOKEN", "Discord does not take it.", COPY)]
    assert "secret" not in str(found)


@pytest.mark.parametrize("token", ["0123456789abcdef0123456789abcdef", '"a.b.c"', "a.b.c d", "Bot a.b.c"])
async def test_what_cannot_be_a_bots_token_is_sent_nowhere(discord: Discord, token: str) -> None:
    said = "It does not look like a bot's token: three parts with dots between them, without quotes."
    assert bad(await examined(discord, token)) == [("wrong", "DISCORD_TOKEN", said, COPY)]
    assert discord.rest.requests == []


async def test_each_missing_permission_is_named_with_the_link_that_grants_it(discord: Discord) -> None:
    lacking = Permission.EMBED_LINKS | Permission.SEND_MESSAGES_IN_THREADS
    discord.world.servers[GUILD] = ("Green Wave", PERMISSIONS & ~lacking)
    discord.world.servers[GUILD + 1] = ("Tidewater", PERMISSIONS)
    found = await examined(discord)
    subject = "Discord server Green Wave"
    assert bad(found) == [
        ("wrong", subject, "Embed Links is missing: cards arrive empty.", GRANT),
        ("wrong", subject, "Send Messages in Threads is missing: it cannot answer in threads.", GRANT),
    ]
    assert ("Discord servers", "Servers in which it may do all it needs: 1 of 2.") in fine(found)


def test_what_is_lost_without_it_is_known_of_each_permission_that_is_asked_for() -> None:
    assert set(LOST) == set(Permission)


async def test_an_administrator_and_who_may_mention_everyone_has_more_than_needed(discord: Discord) -> None:
    discord.world.servers[GUILD] = ("Green Wave", ADMINISTRATOR)
    discord.world.servers[GUILD + 1] = ("Tidewater", PERMISSIONS | MENTION_EVERYONE)
    assert bad(await examined(discord)) == [
        (
            "warning",
            "Discord server Green Wave",
            "It is an administrator, and needs far less.",
            "In Server Settings, Roles, at every role of the bot: turn Administrator off.",
        ),
        (
            "warning",
            "Discord server Tidewater",
            "It may mention everyone, and never does.",
            "In Server Settings, Roles, at the roles of the bot and at @everyone: turn off the mention of everyone.",
        ),
    ]


async def test_a_bot_in_no_server_gets_its_invitation(discord: Discord) -> None:
    discord.world.servers.clear()
    found = bad(await examined(discord))
    assert found == [("warning", "Discord servers", "The bot is in no server yet.", f"Invite it: {LINK}")]


async def test_servers_beyond_the_first_page_are_looked_at_too(discord: Discord) -> None:
    discord.world.servers |= {GUILD + number: (f"Server {number}", PERMISSIONS) for number in range(1, PAGE + 1)}
    discord.world.servers[GUILD + PAGE] = ("The last", PERMISSIONS & ~Permission.VIEW_CHANNEL)
    assert bad(await examined(discord)) == [
        ("wrong", "Discord server The last", "View Channels is missing: it sees no channel.", GRANT)
    ]


async def test_an_intent_that_kizuna_does_not_ask_for_is_to_be_turned_off(discord: Discord) -> None:
    discord.world.application = {"flags": 1 << 19 | 1 << 14}  # GATEWAY_MESSAGE_CONTENT_LIMITED, GATEWAY_GUILD_MEMBERS
    given = "Server Members Intent, Message Content Intent"
    assert bad(await examined(discord)) == [
        (
            "warning",
            "Discord intents",
            f"Given and not needed: {given}.",
            f"{PORTAL}, Bot, Privileged Gateway Intents: turn off {given}.",
        )
    ]


def test_kizuna_asks_the_gateway_for_no_privileged_intent() -> None:
    assert len(PRIVILEGED) == 3
    assert not any((intents().presences, intents().members, intents().message_content))


async def test_an_application_whose_commands_go_to_a_web_address_is_wrong(discord: Discord) -> None:
    discord.world.application = {"interactions_endpoint_url": "https://elsewhere.example/"}
    assert bad(await examined(discord)) == [
        (
            "wrong",
            "Discord application",
            "Commands and buttons of Kizuna go to a web address instead of Kizuna.",
            f"{PORTAL}, General Information: empty the field Interactions Endpoint URL.",
        )
    ]


async def test_the_application_of_another_bot_is_wrong(discord: Discord) -> None:
    discord.world.application = {"bot": {**discord.world.bot(), "id": "1"}}
    ((state, subject, sentence, _),) = bad(await examined(discord))
    assert (state, subject) == ("wrong", "Discord application")
    assert sentence == f"Discord names Kizuna ({BOT}), which is the application of another bot."


@pytest.mark.parametrize(
    ("left", "state", "said"),
    [
        (1000, "ok", "1000 of 1000 are left until 2026-11-24 01:00 UTC."),
        (49, "warning", "49 of 1000 are left until 2026-11-24 01:00 UTC."),
        (0, "wrong", "None of 1000 is left until 2026-11-24 01:00 UTC."),
    ],
)
def test_few_connections_left_are_said_with_when_there_are_more(left: int, state: str, said: str) -> None:
    limit = {"total": 1000, "remaining": left, "reset_after": 3_600_000, "max_concurrency": 1}
    found = told(connection_finding(limit, datetime(2026, 11, 24, tzinfo=UTC)))
    assert found[:3] == (state, "Discord connections", said)
    assert bool(found[3]) == (state != "ok")


@pytest.mark.parametrize(("ahead", "state"), [(200, "warning"), (-400, "wrong")])
async def test_a_clock_that_differs_from_discords_is_to_be_set_by_ntp(
    discord: Discord, ahead: float, state: str
) -> None:
    ((found, subject, sentence, fix),) = bad(await examined(discord, ahead=ahead))
    assert (found, subject) == (state, "Clock, compared with Discord")
    assert re.fullmatch(r"This machine is \d+ s (ahead|behind)\.", sentence)
    assert fix == "Let the clock be set by NTP: sudo timedatectl set-ntp true"


async def test_what_was_found_stays_when_discord_fails_on_the_way(discord: Discord) -> None:
    discord.fails("GET", "/users/@me/guilds", 503)
    found = await examined(discord)
    assert ("DISCORD_TOKEN", "It is the token of the bot kizuna.") in fine(found)
    assert bad(found) == [("warning", "Discord", "Discord answers /users/@me/guilds with status 503.", WAIT)]


async def test_a_discord_that_does_not_answer_is_said_once_with_where_to_look(discord: Discord) -> None:
    for _ in range(2):  # the HTTP library itself asks once more
        discord.fails("GET", "/users/@me$", 0)
    ((state, subject, sentence, fix),) = bad(await examined(discord))
    assert (state, subject) == ("wrong", "Discord")
    assert sentence.startswith("127.0.0.1 does not answer (")
    assert fix == (
        "Look whether this machine reaches 127.0.0.1 (name service, firewall, proxy) and whether DISCORD_API_BASE_URL"
        " is right."
    )


async def test_no_token_is_sent_to_an_address_in_the_open() -> None:
    ((state, subject, sentence, fix),) = bad(await examine(TOKEN, "http://discord.example/api/v10", SystemClock()))
    assert (state, subject, sentence) == ("wrong", "DISCORD_API_BASE_URL", "No token may be sent there.")
    assert fix == (
        "DISCORD_API_BASE_URL: http://discord.example/api/v10 is neither encrypted nor on this machine."
        " Use https://… or an address on localhost."
    )
