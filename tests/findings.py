"""Reads findings as an operator does: what is wrong or doubtful, in English, with the line that mends it."""

from collections.abc import Iterable

from bot.finding import Finding
from bot.words.catalogue import words


def bad(findings: Iterable[Finding]) -> list[tuple[str, str, str, str]]:
    """Return (state, subject, what is, the fix) of all that is not ok."""
    return [told(finding) for finding in findings if finding.state != "ok"]


def told(finding: Finding) -> tuple[str, str, str, str]:
    """Return one finding's state and texts."""
    say = words("en").say
    subject, sentence, fix = (
        say(text, **finding.values) if text else "" for text in (finding.subject, finding.sentence, finding.fix)
    )
    return finding.state, subject, sentence, fix


def fine(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return (subject, what is) of all that is ok."""
    return [told(finding)[1:3] for finding in findings if finding.state == "ok"]
