"""Lines from a file or another program are answered in order, whatever they come through."""

import os
import subprocess
import sys
from asyncio import CancelledError, create_task, sleep
from pathlib import Path

import pytest

from adapters.console.piped import answer_lines, read_lines
from tests.adapters.console.stage import stage


async def test_the_lines_of_a_pipe_are_answered_until_it_ends() -> None:
    here = stage()
    out, into = os.pipe()
    os.write(into, "/request 毛布\n\n@ken hello".encode())
    os.close(into)
    await answer_lines(here.core, here.adapter, out)
    os.close(out)
    assert [(act.sender.id, act.options["text"]) for act in here.core.heard] == [("aki", "毛布"), ("ken", "hello")]


@pytest.mark.parametrize("content", [b"/help\n", b""])
async def test_a_file_is_read_to_its_end(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(content)
    with (tmp_path / "lines").open() as source:
        assert [line async for line in read_lines(source.fileno())] == content.decode().splitlines()


async def test_bytes_that_are_no_text_do_not_stop_the_reading(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b"/help \xff\n/list\n")
    with (tmp_path / "lines").open() as source:
        assert [line async for line in read_lines(source.fileno())] == ["/help \ufffd", "/list"]


async def test_waiting_for_a_line_lets_other_tasks_go_on_and_can_be_cancelled() -> None:
    here = stage()
    out, into = os.pipe()
    waiting = create_task(answer_lines(here.core, here.adapter, out))
    await sleep(0)
    waiting.cancel()
    with pytest.raises(CancelledError):
        await waiting
    os.close(into)
    os.close(out)


def test_a_program_that_still_waits_for_input_can_end() -> None:
    out, into = os.pipe()
    program = (
        "import asyncio\n"
        "from adapters.console.piped import read_lines\n"
        "async def main():\n"
        "    async with asyncio.timeout(0.1):\n"
        "        async for _ in read_lines(0): pass\n"
        "try: asyncio.run(main())\n"
        "except TimeoutError: print('ended')\n"
    )
    try:
        ended = subprocess.run(
            [sys.executable, "-c", program], stdin=out, capture_output=True, text=True, timeout=60, check=False
        )
    finally:
        os.close(into)
        os.close(out)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "ended\n", "")
