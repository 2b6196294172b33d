"""Prints what was found about the set-up: a line for what is, and under it the line that mends it."""

import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from adapters.console.clean import clean
from adapters.console.terminal import write
from bot.finding import Finding, State
from bot.settings import Settings, SettingsError, known_names, unknown_names
from bot.wiring.doctor import zone_finding
from bot.wiring.spoken import spoken
from bot.words.catalogue import N_, Words

SIGNS: Mapping[State, tuple[str, str, str]] = {
    "ok": ("✓", N_("ok"), "green"),
    "warning": ("!", N_("warning"), "yellow"),
    "wrong": ("✗", N_("wrong"), "bold red"),
}
"""A state's sign, word and colour; the colour says nothing that the others do not."""
NEAR = 0.8
"""How alike a name must be to have been meant (difflib's ratio); the KIZUNA_ of all of them alone makes 0.7."""
ENDLESS = 100_000
"""Columns where nobody looks at a terminal: a line stays a line for who searches it."""

IN_THE_OPEN = N_("This address is neither encrypted nor on this machine: a token must not be sent there.")
ENCRYPT = N_("Write {name}={default} in the environment or in .env, or another address that begins with {scheme}://")
EXAMPLE = N_("Write for example {name}={default} in the environment or in .env. README, Settings, says what it means.")


def verdict(findings: Sequence[Finding], say: Words) -> int:
    """Print them all, then how many are bad; return the exit status: 1 when something is wrong, else 0."""
    seen = sys.stdout.isatty()
    console = Console(markup=False, highlight=False, emoji=False, force_terminal=seen, width=None if seen else ENDLESS)
    with console.capture() as capture:
        for finding in findings:
            show(console, finding, say)
        count = {state: sum(finding.state == state for finding in findings) for state in SIGNS}
        console.print(say.say("Wrong: {wrong}. Warnings: {warning}.", **count))
    write(capture.get())
    return 1 if count["wrong"] else 0


def show(console: Console, finding: Finding, say: Words) -> None:
    """Print one finding. A long link is left whole, so that it can be copied or clicked on."""
    sign, word, colour = SIGNS[finding.state]
    subject, sentence, fix = (
        clean(say.say(text, **finding.values)) if text else ""
        for text in (finding.subject, finding.sentence, finding.fix)
    )
    what = Text.assemble((f"{sign} {say.say(word)}", colour), "  ", (subject, "bold"), f": {sentence}")
    for line in (what, Text(f"    → {fix}")) if fix else (what,):
        console.print(line, overflow="ignore", crop=False)


def told_of_settings(error: SettingsError, locale: str | None) -> int:
    """Print why the settings cannot be read, in the language that was asked for or is set; return 1."""
    return verdict(setting_findings(error), spoken(locale))


def setting_findings(error: SettingsError) -> Sequence[Finding]:
    """Return every setting that is wrong, not only the first, each with a line that would be right."""
    cause = error.__cause__
    if not isinstance(cause, ValidationError):
        return [unknown_finding(name) for name in sorted(unknown_names())]
    zones = [] if available_timezones() else [zone_finding("UTC")]
    return [*zones, *(value_finding(str(each["loc"][0]), each["msg"]) for each in cause.errors())]


def unknown_finding(name: str) -> Finding:
    """Return that a name is no setting's, and which one was probably meant."""
    near = get_close_matches(name, known_names(), n=1, cutoff=NEAR)
    fix = N_("Did you mean {near}? Correct or remove it in the environment or in .env.")
    remove = N_("Remove it from the environment or from .env. README, Settings, lists the names there are.")
    said = N_("There is no setting of this name.")
    return Finding(name, "wrong", said, fix if near else remove, {"near": near[0] if near else ""})


def value_finding(name: str, reason: str) -> Finding:
    """Return that a value cannot be used; never the value, which may be a secret."""
    default = next(field.default for field in Settings.model_fields.values() if field.validation_alias == name)
    values: dict[str, Any] = {"name": name, "default": default, "reason": reason.removeprefix("Value error, ")}
    scheme, separator, _ = str(default).partition("://")
    if separator and name != "DATABASE_URL":
        return Finding(name, "wrong", IN_THE_OPEN, ENCRYPT, values | {"scheme": scheme})
    return Finding(name, "wrong", N_("Its value cannot be used: {reason}."), EXAMPLE, values)
