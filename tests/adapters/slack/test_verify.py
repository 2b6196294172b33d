"""Only what Slack signed gets in; everything else is answered alike and logged nowhere."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.verify import refusal, signature, signed_by_slack
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import served
from tests.clock import SetClock
from tests.platforms.slack.forged import send

NOW = 1_795_739_400
BODY = b"command=%2Fkizuna&text=help"


def test_the_signature_is_slacks() -> None:
    expected = hmac.new(b"secret", b"v0:1795739400:" + BODY, hashlib.sha256).hexdigest()
    assert signature("secret", str(NOW), BODY) == f"v0={expected}"


@pytest.mark.parametrize(("age", "good"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_a_signature_is_good_for_five_minutes(age: int, good: bool) -> None:
    made = str(NOW - age)
    assert signed_by_slack("secret", made, signature("secret", made, BODY), BODY, NOW) is good


@given(st.text(max_size=20), st.text(max_size=80), st.binary(max_size=50))
def test_no_text_at_all_passes_or_raises(timestamp: str, given_signature: str, body: bytes) -> None:
    assert not signed_by_slack("secret", timestamp, given_signature, body, NOW)


async def test_every_forged_or_malformed_request_is_refused_alike(caplog: pytest.LogCaptureFixture) -> None:
    answered, reached = await send(500)
    assert answered == {(401, refusal().text or ""): 500}
    assert reached == 0
    assert "kizuna" not in caplog.text


async def test_an_honest_request_passes(clock: SetClock) -> None:
    """So that the refusals above mean something."""
    core = ScriptedCore()
    async with served(core, clock) as slack:
        await slack.types("U1", "C1", "/kizuna help")
    assert len(core.heard) == 1


async def test_slacks_question_whether_the_address_is_ours_is_answered(clock: SetClock) -> None:
    async with served(ScriptedCore(), clock) as slack:
        told = await slack.delivery.deliver("events_api", {"type": "url_verification", "challenge": "abc"})
    assert told == {"challenge": "abc"}
