"""A script is played line by line, with its own clock, and stops at a line nobody can read."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.console.script import play
from bot.chat import Button, Card, Place
from tests.adapters.console.stage import NOON, Stage, stage

SAVED = Card(title="R12 saved", buttons=(Button("これを出せます", "offer"),))


async def nothing() -> None:
    """Nothing is due."""


async def played(here: Stage, script: str) -> int:
    return await play(here.core, here.adapter, script.splitlines(), nothing, here.clock)


async def test_each_line_is_echoed_and_answered() -> None:
    here = stage({"request": SAVED, "offer": Card(title="O7 saved")})
    status = await played(here, '@aki/"Green Wave"#suzu /request 200 blankets\n\n// later\n@aki > これを出せます\n')
    assert status == 0
    assert here.terminal.text == (
        '@aki/"Green Wave"#suzu> /request 200 blankets\n'
        "R12 saved\n"
        "  [1] これを出せます\n\n"
        "@aki> > これを出せます\n"
        "O7 saved\n\n"
    )


async def test_a_minute_passes_after_each_line() -> None:
    here = stage()
    await played(here, "@aki one\n@aki two\n")
    assert [act.at for act in here.core.heard] == [NOON, NOON + timedelta(minutes=1)]


async def test_what_is_due_comes_out_after_each_line_and_each_move_of_the_clock() -> None:
    here = stage()
    due: list[datetime] = []

    async def deliver() -> None:
        due.append(here.clock.now())
        await here.adapter.deliver("n", Place("console", "", "suzu"), Card(title=f"Digest {len(due)}"))

    script = ["# Evening", "@aki one", "! +2h"]
    assert await play(here.core, here.adapter, script, deliver, here.clock) == 0
    assert due == [NOON + timedelta(minutes=1), NOON + timedelta(hours=2, minutes=1)]
    assert here.terminal.text == "Evening\n\n@aki> one\n?\n\n#suzu │ Digest 1\n\n#suzu │ Digest 2\n\n"


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("! +30m", NOON + timedelta(minutes=30)),
        ("！ +1d2h", NOON + timedelta(days=1, hours=2)),
        ("!+45s", NOON + timedelta(seconds=45)),
        ("! 2026-11-25T19:00+09:00", datetime(2026, 11, 25, 10, tzinfo=UTC)),
    ],
)
async def test_the_clock_moves_by_a_span_or_to_a_time(line: str, at: datetime) -> None:
    here = stage()
    assert await played(here, line) == 0
    assert here.clock.now() == at


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/request 200 blankets", "who speaks"),
        ("@aki#suzu", "says nothing"),
        ("! soon", "how the time goes on"),
        ("! +", "how the time goes on"),
        ("! 2026-11-25T19:00", "how the time goes on"),
        ("! +99999d", "how the time goes on"),
        ("! 9999-12-31T23:59-09:00", "how the time goes on"),
        ("! 2026-11-23T19:00+09:00", "turn the clock back"),
    ],
)
async def test_a_line_nobody_can_read_stops_the_script_and_is_named(line: str, reason: str) -> None:
    here = stage()
    assert await played(here, f"# Title\n{line}\n@aki never\n") == 2
    told = here.terminal.last.replace("\n", " ")
    assert told.startswith("Line 2 of the script:")
    assert reason in told
    assert here.core.heard == []


async def test_the_same_script_gives_the_same_transcript() -> None:
    one, other = stage({"request": SAVED}), stage({"request": SAVED})
    for here in (one, other):
        await played(here, "@aki#suzu /request a\n@ken#suzu /request b\n")
    assert one.terminal.text == other.terminal.text
