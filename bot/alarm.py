"""Somebody in danger, or looking for somebody: told at once whom to call; what they wrote is kept nowhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from babel.core import get_global

from bot.callers import Callers
from bot.chat import Card, Identity, Invocation, Place, Reply
from bot.domain.emergency import Numbers, numbers_of
from bot.domain.people import Channel
from bot.domain.reading import Danger
from bot.notices import direct
from bot.owed import Notice
from bot.ports import Clock, Reader
from bot.store import Retry, Store, Unavailable, View
from bot.viewer import Viewer
from bot.words.catalogue import nearest_locale, words

REPORT = re.compile(r"\s*(report|報告)\s*[:：]", re.IGNORECASE)
"""How a text begins whose writer says that nobody waits for help."""
OF_FEW_WORDS = frozenset({"brief", "lessons", "list", "match", "mine", "profile", "response", "settings"})
"""Commands to which people say names, numbers and notes, or with which they look up what others learned of danger."""
ABOUT = "!"
"""How the name of an alert begins; a person's id and a response's id follow."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Looks at every text before anything of it is written down."""

    store: Store
    callers: Callers
    reader: Reader
    clock: Clock

    def heard(self, invocation: Invocation) -> Danger | None:
        """Return what a text sounds like: somebody in danger, somebody who is looked for, or neither."""
        text = "\n".join(invocation.options.values())
        if not text or invocation.command in OF_FEW_WORDS or REPORT.match(text):
            return None
        return self.reader.danger(text)

    async def answer(self, invocation: Invocation, danger: Danger) -> Reply:
        """Say whom to call, and alert the place's moderators without a word of the text. Never raises Unavailable."""
        channel: Channel | None = None
        me = ""
        try:
            async with self.store.read() as view:
                channel = await view.places.channel(invocation.place)
                known = await self.callers.known(view, invocation)
                viewer = self.callers.viewer(known, invocation, channel, None, self.clock.now())
                me, country = known.person.id, await self._country(view, invocation, channel, viewer)
            await self._alert(invocation, channel, me)
        except (Unavailable, Retry) as error:
            log.error("an alert was not passed on", reason=str(error))
            locale = nearest_locale(invocation.locale) or self.callers.locale
            return Reply(card(danger, numbers_of(country_of(self.callers.zone)), locale))
        return Reply(card(danger, numbers_of(country), viewer.locale))

    async def _country(self, view: View, invocation: Invocation, channel: Channel | None, viewer: Viewer) -> str:
        """Return the country of a place in the text, else of the channel's response, else of the reader's zone."""
        found = self.callers.gazetteer.find("\n".join(invocation.options.values()))
        codes = [code for guess in found for code in guess.codes]
        response = await view.responses.get(channel.response_id) if channel and channel.response_id else None
        codes += response.areas if response else ()
        return codes[0][:2] if codes else country_of(viewer.zone)

    async def _alert(self, invocation: Invocation, channel: Channel | None, person_id: str) -> None:
        if invocation.place.direct:
            return
        response_id = (channel and channel.response_id) or ""
        async with self.store.begin() as uow:
            for place in await self._moderators(uow, invocation, channel):
                about = f"{ABOUT}:{person_id}:{response_id}"
                name = f"news:{about}:{invocation.id}:{place.channel}"
                now = self.clock.now()
                await uow.outbox.owe(Notice(name, place, "news", about, now, urgent=True, created_at=now))
            await uow.commit()

    async def _moderators(self, view: View, invocation: Invocation, channel: Channel | None) -> list[Place]:
        """Return where to reach who linked the channel and the coordinators on this platform, never the sender."""
        linked = await view.people.identities(channel.linked_by) if channel and channel.linked_by else ()
        people = [each for each in linked if each.platform == invocation.sender.platform]
        for name in sorted(self.callers.coordinators):
            platform, _, account = name.partition(":")
            if platform == invocation.sender.platform:
                workspace, _, user = account.rpartition("/")
                people.append(Identity(platform, workspace or invocation.sender.workspace, user))
        return [direct(each) for each in dict.fromkeys(people) if each.id != invocation.sender.id]


def country_of(zone: str) -> str:
    """Return the country of a time zone (CLDR), or an empty text."""
    territories: Mapping[str, str] = get_global("zone_territories")
    return territories.get(zone, "")


def card(danger: Danger, numbers: Numbers, locale: str) -> Card:
    """Return whom to call, and how to go on when it was only a report."""
    say = words(locale).say
    if danger == "danger":
        title = whom_to_call(numbers, locale)
        lines = [
            say("I am a program and cannot send help. If you cannot speak, let somebody near you call."),
            say("Say where you are, how many you are and who is hurt."),
        ]
    else:
        title = say("Ask the police ({police}) and the municipality about missing persons.", police=numbers.police)
        lines = [say("Go to or call the shelter and the town hall near where they were last.")]
    if numbers.messages:
        board = say("The disaster message board keeps families' messages: call {number}.", number=numbers.messages)
        lines.append(board)
    lines.append(say("What you wrote was not saved and not passed on."))
    note = say("Nobody waits for help and it is a report? Send it again and begin with “report:”.")
    return Card(title, "\n".join(lines), urgency="critical", note=note, locale=locale)


def whom_to_call(numbers: Numbers, locale: str) -> str:
    """Return the numbers as one sentence, each of them once."""
    say, told = words(locale).say, {"ambulance": numbers.ambulance, "fire": numbers.fire, "police": numbers.police}
    if numbers.ambulance == numbers.fire == numbers.police:
        return say("Call {police} now: ambulance, fire and rescue, police.", **told)
    if numbers.ambulance == numbers.fire:
        return say("Call {fire} now (ambulance, fire and rescue) or {police} (police).", **told)
    return say("Call {ambulance} now (ambulance), {fire} (fire and rescue) or {police} (police).", **told)
