"""What Slack's tests share: the two ways to the bot."""

import pytest

from adapters.slack.adapter import Mode


@pytest.fixture(params=["http", "socket"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """Name the way to the bot: each in turn."""
    chosen: Mode = request.param
    return chosen
