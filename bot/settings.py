"""The environment, read once into one frozen object; an unknown KIZUNA_… name is refused."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_DATABASE = "sqlite:///kizuna.db"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PUBLIC_EXAMPLE = "https://board.example.org"


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what to do."""


class Settings(BaseSettings):
    """What an operator can set. Names as in README."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", populate_by_name=True)

    database_url: str = Field(DEFAULT_DATABASE, validation_alias="DATABASE_URL")
    http_host: str = Field("127.0.0.1", validation_alias="KIZUNA_HTTP_HOST")
    http_port: int = Field(8311, ge=0, le=65535, validation_alias="KIZUNA_HTTP_PORT")
    public_url: str = Field("", validation_alias="KIZUNA_PUBLIC_URL")
    coordinators: str = Field("", validation_alias="KIZUNA_COORDINATORS")
    index: str = Field("", validation_alias="KIZUNA_INDEX")
    locale: Literal["en", "ja"] = Field("en", validation_alias="KIZUNA_LOCALE")
    zone: str = Field("Asia/Tokyo", validation_alias="KIZUNA_ZONE")
    undo_seconds: int = Field(30, ge=0, le=3600, validation_alias="KIZUNA_UNDO_SECONDS")

    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_mode: Literal["socket", "http"] = Field("socket", validation_alias="SLACK_MODE")
    slack_api_base_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_BASE_URL")
    discord_token: SecretStr = Field(SecretStr(""), validation_alias="DISCORD_TOKEN")
    discord_api_base_url: str = Field("https://discord.com/api/v10", validation_alias="DISCORD_API_BASE_URL")
    discord_gateway_url: str = Field("wss://gateway.discord.gg/", validation_alias="DISCORD_GATEWAY_URL")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("is no IANA time zone; for example Asia/Tokyo")
        return value

    @field_validator("public_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        """People open it from anywhere: encrypted, or on this machine; a link's path is put behind it."""
        if not value:
            return ""
        try:
            address = urlsplit(value)
            host, _ = address.hostname, address.port
        except ValueError as error:
            raise ValueError(f"is no web address; for example {PUBLIC_EXAMPLE}") from error
        if not host or address.query or address.fragment or address.username is not None or value != value.strip():
            raise ValueError(f"is no web address alone; for example {PUBLIC_EXAMPLE}")
        if address.scheme == "https" or (address.scheme == "http" and host in LOOPBACK):
            return value.rstrip("/")
        raise ValueError(f"is neither encrypted (https) nor on this machine; for example {PUBLIC_EXAMPLE}")

    @field_validator("slack_api_base_url", "discord_api_base_url", "discord_gateway_url")
    @classmethod
    def _guarded(cls, value: str) -> str:
        """Tokens are sent there: encrypted, or to this machine."""
        address = urlsplit(value)
        if address.scheme in ("https", "wss") and address.hostname:
            return value
        if address.scheme in ("http", "ws") and address.hostname in LOOPBACK:
            return value
        raise ValueError("is neither encrypted (https, wss) nor on this machine")

    @property
    def coordinator_names(self) -> frozenset[str]:
        """Return the entries of KIZUNA_COORDINATORS ("slack:TEAM/USER", "discord:USER", "console:NAME")."""
        return frozenset(part.strip() for part in self.coordinators.split(",") if part.strip())

    @property
    def index_folder(self) -> Path | None:
        """Return where the search index lies: KIZUNA_INDEX, or beside the SQLite file; None is in memory."""
        if self.index:
            return Path(self.index)
        scheme, _, file = self.database_url.partition(":///")
        return Path(f"{file}.index") if scheme == "sqlite" and file and ":memory:" not in file else None

    @property
    def open_host(self) -> bool:
        """Return whether the web server listens to other machines, so that only public things may be shown."""
        return self.http_host not in LOOPBACK


def known_names() -> set[str]:
    """Return the environment names that are read."""
    return {str(field.validation_alias) for field in Settings.model_fields.values()}


def _names_in(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    lines = (line.strip().removeprefix("export ") for line in file.read_text(encoding="utf-8").splitlines())
    return {line.partition("=")[0].strip() for line in lines if "=" in line and not line.startswith("#")}


def unknown_names() -> set[str]:
    """Return the KIZUNA_… names in the environment and `.env` that are no settings."""
    return {name for name in set(os.environ) | _names_in(Path(".env")) if name.startswith("KIZUNA_")} - known_names()


def load_settings() -> Settings:
    """Read the environment and `.env`. Raises SettingsError with one line that says what to do."""
    unknown = unknown_names()
    if unknown:
        names = ", ".join(sorted(name for name in known_names() if name.startswith("KIZUNA_")))
        raise SettingsError(f"Unknown setting {', '.join(sorted(unknown))}. Remove it or use one of: {names}.")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = first["loc"][0] if first["loc"] else "settings"
        raise SettingsError(f"{name}: {first['msg']}. Correct it in the environment or in .env.") from error
