"""Knows what Slack tells of a person: name, language, time zone, and the workspace they belong to."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.web import WebApi
from bot.chat import Invocation
from bot.ports import Clock, Undeliverable

FRESH = timedelta(hours=1)
MOST = 10_000
SECONDS = 0.7
"""An answer has three seconds in all; who cannot be looked up in time is answered in the language of the place."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's name, language and zone; empty where Slack does not tell."""

    name: str
    locale: str | None
    zone: str | None


class People:
    """Looks people up, each at most once an hour, from memory where it can."""

    def __init__(self, web: WebApi, clock: Clock) -> None:
        self._web, self._clock = web, clock
        self._known: OrderedDict[str, tuple[datetime, Profile]] = OrderedDict()
        self.team, self.team_name = "", ""
        self.me, self.my_bot = "", ""  # the bot's own user, and what Slack calls it where it posts

    async def introduce(self, invocation: Invocation) -> Invocation:
        """Return the invocation with what is known of its sender; never raises."""
        sender = invocation.sender
        organisation = self.team_name if sender.workspace == self.team else ""
        profile = await self._profile(sender.id) or Profile("", None, None)
        name = profile.name or invocation.name
        return replace(invocation, name=name, organisation=organisation, locale=profile.locale, zone=profile.zone)

    async def _profile(self, person: str) -> Profile | None:
        now = self._clock.now()
        known = self._known.get(person)
        if known and now - known[0] < FRESH:
            return known[1]
        try:
            async with asyncio.timeout(SECONDS):
                told = await self._web.ask("users.info", person, user=person, include_locale="true")
        except (OSError, Undeliverable, SlackApiError) as error:
            log.warning("a person could not be looked up", reason=str(error))
            return known[1] if known else None
        profile = profile_of(told.get("user", {}))
        self._known[person] = now, profile
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return profile


def profile_of(user: Mapping[str, Any]) -> Profile:
    """Return what `users.info` tells of a person."""
    named = user.get("profile") or {}
    name = named.get("display_name") or named.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Profile(name, user.get("locale"), user.get("tz"))
