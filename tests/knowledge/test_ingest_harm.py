"""Bombs, scans, locked and broken files each end in one word on why, within limits, and harm nobody else."""

import asyncio
import resource
import tempfile
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.ingest.extraction import extract, kind_of_file
from knowledge.ingest.found import Limits, Refused
from knowledge.ingest.kinds import Kind
from tests.knowledge import papers

SOUND = papers.pdf([["Blankets ran out on the second night."]])
WORDS = papers.word(["# Fuel", "Trucks waited half a day."])
LAUGHING_PAGE = b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html><body>&b;</body></html>'
FEW = Limits(seconds=20, memory=600_000_000)


async def why(name: str, content: bytes, limits: Limits = FEW) -> tuple[str, str]:
    """Return why a file is refused, and what a person needs besides."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with pytest.raises(Refused) as refused:
            await extract(kind_of_file(name, file, limits), file, limits)
    return refused.value.trouble, refused.value.detail


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("bomb.docx", papers.zip_bomb(), "bomb"),
        ("lying.docx", papers.lying_bomb(), "broken"),
        ("laughs.docx", papers.laughs(WORDS), "bomb"),
        ("laughs.html", LAUGHING_PAGE, "bomb"),
        ("scan.pdf", papers.scanned(), "pictures"),
        ("blank.pdf", papers.pdf([[], []]), "empty"),
        ("locked.pdf", papers.locked(SOUND, "secret"), "locked"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "locked"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "unknown"),
        ("cut.pdf", SOUND[: len(SOUND) // 3], "broken"),
        ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, "broken"),
        ("cut.docx", WORDS[: len(WORDS) // 2], "broken"),
        ("table.docx", papers.repacked(WORDS, papers.MAIN, b"<not xml"), "broken"),
        ("empty.pdf", b"", "empty"),
        ("empty.txt", b" \n\n", "empty"),
        ("empty.csv", b"title,text\n,\n", "empty"),
        ("empty.html", b"<!-- nothing -->", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "unknown"),
        ("noise.txt", bytes(range(256)) * 4, "letters"),
        ("bad.jsonl", b'{"text": "sound"}\n{"text": \n', "rows"),
        ("list.jsonl", b'["no object"]\n', "rows"),
        ("deep.jsonl", b"[" * 200_000 + b"\n", "rows"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
async def test_it_ends_in_one_word_on_why(name: str, content: bytes, trouble: str) -> None:
    assert (await why(name, content))[0] == trouble


async def test_a_line_that_is_no_json_is_named() -> None:
    assert await why("bad.jsonl", b'{"text": "sound"}\n\n{"text": \n') == ("rows", "3")


async def test_200_megabytes_packed_into_200_kilobytes_of_pdf_are_not_unpacked() -> None:
    bomb = papers.pdf_bomb()
    assert len(bomb) < 250_000
    assert await why("bomb.pdf", bomb) == ("bomb", "")


async def test_a_packed_file_that_is_no_word_document_is_of_an_unknown_kind() -> None:
    book = papers.repacked(WORDS, "none", b"").replace(b"word/document.xml", b"book/document.xml")
    assert (await why("book.xlsx", book))[0] == "unknown"


async def test_too_large_is_said_before_anything_is_read() -> None:
    assert (await why("a.txt", b"x" * 2000, replace(FEW, size=1999)))[0] == "large"
    assert (await why("a.pdf", papers.pdf([["x"]] * 3), replace(FEW, pages=2)))[0] == "large"
    assert (await why("a.txt", b"word " * 1000, replace(FEW, text=4000)))[0] == "large"


async def test_what_takes_too_much_of_the_processor_is_stopped() -> None:
    report, began = papers.long_report(600), time.monotonic()
    assert (await why("long.pdf", report, replace(FEW, seconds=1)))[0] == "slow"
    assert time.monotonic() - began < 60  # the whole report takes 6 s of the processor, and this machine may be busy


async def test_what_takes_too_much_memory_is_refused_and_takes_none_of_ours() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    deep = b"<p>blankets and mats " * 2_000_000
    assert (await why("deep.html", deep, replace(FEW, memory=250_000_000)))[0] == "memory"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100_000  # kB: the file itself and its buffers


@pytest.mark.parametrize("memory", [10_000_000, 30_000_000])
async def test_a_process_that_cannot_even_begin_is_a_refusal_too(memory: int) -> None:
    assert (await why("a.pdf", SOUND, replace(FEW, memory=memory)))[0] in ("memory", "broken")


async def test_nesting_without_end_is_read_or_refused_but_never_more() -> None:
    nested = b"<div>" * 100_000 + b"blankets" + b"</div>" * 100_000
    with tempfile.TemporaryFile() as file, suppress(Refused):
        file.write(nested)
        found = await extract("html", file, FEW)
        assert "blankets" in found.pieces[0].text


def replaced(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let another program run as the reading process: one that a hostile file has taken over."""
    started = asyncio.create_subprocess_exec

    async def taken_over(python: str, *order: str, **options: object) -> asyncio.subprocess.Process:
        return await started(python, "-c", program, **options)  # type: ignore[arg-type]  # the same options as before

    monkeypatch.setattr(asyncio, "create_subprocess_exec", taken_over)


async def test_a_reading_process_that_sleeps_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, "import time; time.sleep(600)")
    assert (await why("a.pdf", SOUND, replace(FEW, seconds=1)))[0] == "slow"


@pytest.mark.parametrize(
    "answer",
    [
        'print(\'{"piece": {"text": 5, "page": "x"}}\')',
        "print('no json')",
        "print('{\"end\": 3}')",
        "print('[1]')",
        "print('{' * 3_000_000)",
        "import os; os.abort()",
        "pass",
    ],
)
async def test_whatever_the_reading_process_says_ends_in_a_refusal(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    replaced(monkeypatch, answer)
    assert (await why("a.pdf", SOUND))[0] == "broken"


async def test_the_reading_process_knows_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    started = asyncio.create_subprocess_exec

    async def watched(*order: str, **options: object) -> asyncio.subprocess.Process:
        seen.update(options["env"])  # type: ignore[call-overload]  # it is a mapping
        return await started(*order, **options)  # type: ignore[arg-type]  # the same options as before

    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-invented")
    monkeypatch.setenv("DATABASE_URL", "postgresql://invented")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    with tempfile.TemporaryFile() as file:
        file.write(SOUND)
        await extract("pdf", file, FEW)
    assert set(seen) <= {"PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONUTF8"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(["csv", "docx", "html", "jsonl", "markdown", "pdf", "text"]),
    base=st.sampled_from([SOUND, WORDS, LAUGHING_PAGE, b"a,b\n1,2\n"]),
    at=st.integers(0, 3000),
    noise=st.binary(max_size=40),
)
async def test_any_bytes_of_any_kind_give_passages_or_a_refusal(kind: Kind, base: bytes, at: int, noise: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(base[:at] + noise + base[at + len(noise) :])
        with suppress(Refused):
            assert (await extract(kind, file, FEW)).pieces
