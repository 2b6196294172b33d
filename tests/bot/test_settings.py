"""What an operator may set, and what a wrong setting is told."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import DEFAULT_DATABASE, SettingsError, known_names, load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Read neither the settings nor the .env file of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith("KIZUNA_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


def test_nothing_set_is_a_local_file_on_this_machine_alone() -> None:
    settings = load_settings()
    assert (settings.database_url, settings.locale, settings.zone) == (DEFAULT_DATABASE, "en", "Asia/Tokyo")
    assert not settings.open_host
    assert settings.undo_seconds == 30
    assert settings.coordinator_names == frozenset()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIZUNA_LOCALE", "ja")
    monkeypatch.setenv("KIZUNA_UNDO_SECONDS", "0")
    monkeypatch.setenv("KIZUNA_COORDINATORS", " slack:T1/U1, console:mori ,,")
    monkeypatch.setenv("KIZUNA_HTTP_HOST", "0.0.0.0")  # noqa: S104 - that it is open is what is asked
    settings = load_settings()
    assert (settings.locale, settings.undo_seconds) == ("ja", 0)
    assert settings.coordinator_names == {"slack:T1/U1", "console:mori"}
    assert settings.open_host


def test_the_file_is_read_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("# ours\nexport KIZUNA_LOCALE=ja\nKIZUNA_HTTP_PORT=9000\nOTHER_TOOL=1\n", encoding="utf-8")
    monkeypatch.setenv("KIZUNA_HTTP_PORT", "9001")
    settings = load_settings()
    assert (settings.locale, settings.http_port) == ("ja", 9001)


@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_unknown_name_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    if where == "environment":
        monkeypatch.setenv("KIZUNA_UNDO_SECOND", "10")
    else:
        Path(".env").write_text("KIZUNA_UNDO_SECOND = 10\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"Unknown setting KIZUNA_UNDO_SECOND\. .*KIZUNA_UNDO_SECONDS"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIZUNA_LOCALE", "fr"),
        ("KIZUNA_ZONE", "Mars/Base"),
        ("KIZUNA_UNDO_SECONDS", "soon"),
        ("KIZUNA_UNDO_SECONDS", "-1"),
        ("KIZUNA_HTTP_PORT", "70000"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"^{name}: .*Correct it in the environment or in \.env\.$"):
        load_settings()


@pytest.mark.parametrize(
    "value",
    [
        "board.example.org", "http://board.example.org", "ftp://board.example.org", "https://", "https://a:b@board.example.org",
        "https://board.example.org/?page=1", "https://board.example.org:port", " https://board.example.org", "https://[::1",
    ],
)  # fmt: skip
def test_an_address_that_nobody_could_open_safely_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("KIZUNA_PUBLIC_URL", value)
    with pytest.raises(SettingsError, match=r"^KIZUNA_PUBLIC_URL: .*https://board\.example\.org\. Correct it"):
        load_settings()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("", ""),
        ("https://board.example.org", "https://board.example.org"),
        ("https://example.org/kizuna/", "https://example.org/kizuna"),
        ("http://127.0.0.1:8311/", "http://127.0.0.1:8311"),
        ("http://[::1]:8311", "http://[::1]:8311"),
    ],
)
def test_where_the_board_is_reached_from_outside(monkeypatch: pytest.MonkeyPatch, value: str, kept: str) -> None:
    monkeypatch.setenv("KIZUNA_PUBLIC_URL", value)
    assert load_settings().public_url == kept


def test_settings_do_not_change_while_the_program_runs() -> None:
    with pytest.raises(ValidationError):
        load_settings().locale = "ja"  # type: ignore[misc]  # that it is refused is what is asked


def test_the_known_names_are_those_of_the_readme() -> None:
    assert {"DATABASE_URL", "KIZUNA_COORDINATORS", "KIZUNA_UNDO_SECONDS", "KIZUNA_ZONE"} <= known_names()
