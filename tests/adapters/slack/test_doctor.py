"""The doctor at Slack: each wrong token, scope, secret and clock has its own line, and one that mends it."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal

import pytest

from adapters.slack.doctor import examine
from adapters.slack.manifest import OPTIONAL_SCOPES, SCOPES
from adapters.slack.scopes import LOST
from bot.clock import SystemClock
from bot.finding import Finding
from tests.clock import SetClock
from tests.findings import bad, fine
from tests.platforms.slack.driver import Slack
from tests.platforms.slack.webapi import APP_TOKEN, BOT_TOKEN

SECRET = "0123456789abcdef0123456789abcdef"
COPY_BOT = (
    "At https://api.slack.com/apps, OAuth & Permissions: copy the Bot User OAuth Token (xoxb-…) to SLACK_BOT_TOKEN."
)
MAKE_APP = (
    "At https://api.slack.com/apps, Basic Information, App-Level Tokens: make one with the scope connections:write"
    " and copy it (xapp-…) to SLACK_APP_TOKEN."
)
COPY_SECRET = (
    "At https://api.slack.com/apps, Basic Information: copy the Signing Secret (32 characters) to SLACK_SIGNING_SECRET."
)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """A workspace that has given the bot everything."""
    async with Slack(SetClock()).running() as server:
        yield server


async def examined(
    slack: Slack,
    bot: str = BOT_TOKEN,
    app: str = APP_TOKEN,
    secret: str = "",
    mode: Literal["socket", "http"] = "socket",
    ahead: float = 0,
) -> list[Finding]:
    """Look the workspace over with these settings, on a clock so many seconds ahead of Slack's."""
    return [*await examine(bot, app, secret, slack.base_url, SystemClock(timedelta(seconds=ahead)), mode)]


async def test_all_is_well_with_the_tokens_and_scopes_of_the_manifest(slack: Slack) -> None:
    found = await examined(slack)
    assert bad(found) == []
    assert fine(found)[0] == ("SLACK_BOT_TOKEN", "It is the bot of the workspace Green Wave.")
    assert fine(found)[-1] == ("SLACK_APP_TOKEN", "Slack opens a Socket Mode connection with it.")
    assert slack.workspace.calls == ["auth.test", "apps.connections.open"]
    assert slack.socket.opened == 0


async def test_a_bot_token_that_slack_does_not_know_is_to_be_copied_again(slack: Slack) -> None:
    found = bad(await examined(slack, bot="xoxb-unknown"))
    assert found == [("wrong", "SLACK_BOT_TOKEN", "Slack does not take it (invalid_auth).", COPY_BOT)]


@pytest.mark.parametrize("reason", ["token_revoked", "account_inactive"])
async def test_a_revoked_bot_token_asks_for_a_new_installation(slack: Slack, reason: str) -> None:
    slack.fails("auth.test", error=reason)
    ((state, subject, sentence, fix),) = bad(await examined(slack))
    assert (state, subject) == ("wrong", "SLACK_BOT_TOKEN")
    assert sentence == f"It was revoked, or the app was removed ({reason})."
    assert "reinstall the app, then copy the Bot User OAuth Token (xoxb-…) to SLACK_BOT_TOKEN." in fix


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("xoxp-1-2-secret", "This is a person's token (xoxp-…), not the bot's."),
        ("xapp-1-2-secret", "This is an app-level token (xapp-…): it belongs in SLACK_APP_TOKEN."),
        ("xoxe.xoxb-1-secret", "This token runs out after hours (xoxe…): the app was made with token rotation."),
        (
            '"xoxb-1-secret"',
            "It does not look like a bot token (xoxb-…). Quotes, spaces or a part may be too much or missing.",
        ),
    ],
)
async def test_another_token_in_its_place_is_recognised_and_sent_nowhere(slack: Slack, token: str, said: str) -> None:
    found = bad(await examined(slack, bot=token))
    assert found == [("wrong", "SLACK_BOT_TOKEN", said, COPY_BOT)]
    assert "auth.test" not in slack.workspace.calls
    assert "secret" not in str(found)


async def test_a_missing_scope_is_named_with_what_is_lost_and_where_it_is_added(slack: Slack) -> None:
    slack.workspace.scopes -= {"im:write", "channels:history"}
    assert bad(await examined(slack)) == [
        (
            "wrong",
            "Slack scope im:write",
            "It is missing: nobody can be told anything directly.",
            "At https://api.slack.com/apps: add im:write under OAuth & Permissions, then reinstall the app.",
        ),
        (
            "warning",
            "Slack scope channels:history",
            "It is not given: a send of unknown end may be repeated in a channel.",
            "At https://api.slack.com/apps: add channels:history under OAuth & Permissions, then reinstall the app.",
        ),
    ]


def test_what_is_lost_without_it_is_known_of_each_scope_that_the_manifest_asks_for() -> None:
    assert set(LOST) == {*SCOPES, *OPTIONAL_SCOPES}


async def test_a_scope_beyond_the_manifest_is_a_warning(slack: Slack) -> None:
    slack.workspace.scopes.add("admin")
    ((state, subject, sentence, _),) = bad(await examined(slack))
    assert (state, subject, sentence) == ("warning", "Slack scope admin", "The bot has it and does not need it.")


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "It is missing, and Socket Mode needs it."),
        ("xoxb-1-secret", "This is a bot token (xoxb-…): it belongs in SLACK_BOT_TOKEN."),
        ("hello", "It does not look like an app-level token (xapp-…)."),
        ("xapp-unknown", "Slack does not take it (invalid_auth)."),
    ],
)
async def test_a_wrong_app_level_token_says_which_one_to_make(slack: Slack, token: str, said: str) -> None:
    assert bad(await examined(slack, app=token)) == [("wrong", "SLACK_APP_TOKEN", said, MAKE_APP)]


async def test_an_app_that_opens_no_socket_is_told_to_turn_it_on(slack: Slack) -> None:
    slack.fails("apps.connections.open", error="forbidden_team")
    ((_, subject, sentence, fix),) = bad(await examined(slack))
    assert (subject, sentence) == (
        "SLACK_APP_TOKEN",
        "Slack opens no Socket Mode connection with it (forbidden_team).",
    )
    assert fix == "At https://api.slack.com/apps, Socket Mode: turn it on. If it is on, make a new app-level token."


async def test_http_mode_needs_a_signing_secret_of_32_signs_and_no_app_level_token(slack: Slack) -> None:
    assert bad(await examined(slack, app="", secret=SECRET, mode="http")) == []
    for secret, said in (
        ("", "It is missing, and SLACK_MODE=http needs it."),
        (SECRET[:-1], "It is not of the form that signing secrets have: 32 characters of 0-9 and a-f."),
    ):
        found = bad(await examined(slack, secret=secret, mode="http"))
        assert found == [("wrong", "SLACK_SIGNING_SECRET", said, COPY_SECRET)]


@pytest.mark.parametrize(
    ("ahead", "state", "said"),
    [
        (200, "warning", r"This machine is (199|20\d) s ahead\."),
        (-200, "warning", r"This machine is (199|20\d) s behind\."),
        (400, "wrong", r"This machine is (399|40\d) s ahead\."),
    ],
)
async def test_a_clock_that_differs_from_slacks_is_to_be_set_by_ntp(
    slack: Slack, ahead: float, state: str, said: str
) -> None:
    ((found, subject, sentence, fix),) = bad(await examined(slack, ahead=ahead))
    assert (found, subject) == (state, "Clock, compared with Slack")
    assert re.fullmatch(said, sentence)
    assert fix == (
        "Let the clock be set by NTP: sudo timedatectl set-ntp true. Over 300 s apart, Slack's requests are refused."
    )


@pytest.mark.parametrize("reason", ["ratelimited", "service_unavailable"])
async def test_a_slack_that_is_busy_is_no_fault_of_the_settings(slack: Slack, reason: str) -> None:
    slack.fails("auth.test", status=503, error=reason)
    assert bad(await examined(slack)) == [
        (
            "warning",
            "Slack",
            f"Slack cannot answer now ({reason}).",
            "Run it again in a minute. If it stays so, look at https://slack-status.com",
        )
    ]


async def test_a_slack_that_does_not_answer_is_said_once_with_where_to_look(slack: Slack) -> None:
    slack.fails("auth.test", cut=True)
    ((state, subject, sentence, fix),) = bad(await examined(slack))
    assert (state, subject) == ("wrong", "Slack")
    assert sentence.startswith("127.0.0.1 does not answer (")
    assert fix == (
        "Look whether this machine reaches 127.0.0.1 (name service, firewall, proxy) and whether SLACK_API_BASE_URL"
        " is right."
    )


async def test_an_answer_that_is_none_of_slacks_is_no_crash(slack: Slack) -> None:
    slack.fails("auth.test", page="<html>Sign in to the guest network</html>")
    slack.fails("apps.connections.open", broken=True)
    assert [(state, sentence) for state, _, sentence, _ in bad(await examined(slack))] == [
        ("warning", "Slack cannot answer now (status 200)."),
        ("wrong", "127.0.0.1 does not answer (broken JSON)."),
    ]
