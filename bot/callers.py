"""Who is speaking: the person, organisation and workspace behind an invocation, and how they read."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat import DIRECT, Identity, Invocation, Place
from bot.command import Me
from bot.domain.people import Channel, Organisation, Person, Trust, Workspace, at_least, higher
from bot.domain.response import Response
from bot.domain.rules import Sight
from bot.ports import Gazetteer, Vocabulary
from bot.store import UnitOfWork, View
from bot.viewer import Viewer
from bot.words.catalogue import nearest_locale, words

STARTING_TRUST: dict[str, Trust] = {"slack": "vouched", "discord": "unverified", "console": "vouched"}
"""What membership is worth where nobody has said otherwise (PRODUCT.md, Trust)."""


@dataclass(frozen=True, slots=True)
class Callers:
    """Turns identities and places into persons and viewers. `coordinators` as in KIZUNA_COORDINATORS."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    coordinators: frozenset[str]
    locale: str
    zone: str

    async def known(self, view: View, invocation: Invocation) -> Me:
        """Return the sender without changing anything; a stranger is a person with the id ""."""
        sender, place = invocation.sender, invocation.place
        workspace = await view.places.workspace(place.platform, place.workspace)
        found = await view.people.by_identity(sender)
        person = found or await self._elsewhere(view, sender)
        lent = STARTING_TRUST.get(place.platform, "unverified")
        organisation = await self._organisation(view, person, workspace, invocation.organisation, lent)
        stranger = person is None
        if person is None:
            trust = workspace.trust if workspace else lent
            organisation_id = organisation.id if organisation else None
            person = Person("", invocation.name, organisation_id, trust, invocation.at, invocation.at)
        me = self._me(person, sender, organisation, workspace, stranger)
        return replace(me, new_account=found is None and not stranger)

    async def ensured(self, uow: UnitOfWork, invocation: Invocation) -> Me:
        """Return the sender, stored; on a first visit person, workspace and organisation are made."""
        me = await self.known(uow, invocation)
        place, at = invocation.place, invocation.at
        organisation, workspace = me.organisation, me.workspace
        named = invocation.organisation
        if organisation is None and named and await uow.organisations.by_name(named) is None:
            organisation = await self._new_organisation(uow, named, place, at)
        if workspace is None:
            lent = STARTING_TRUST.get(place.platform, "unverified")
            workspace = Workspace(place.platform, place.workspace, organisation.id if organisation else None, lent)
            await uow.places.save_workspace(workspace)
        if me.first_time:
            person = await self._new_person(uow, invocation, organisation, workspace)
        else:
            person = await self._met(uow, me.person, invocation, workspace) if me.new_account else me.person
            person = await self._heard(uow, person, invocation)
        if not place.direct:
            await uow.people.heard_in(invocation.sender, place)
        return self._me(person, invocation.sender, organisation, workspace, me.first_time)

    async def _elsewhere(self, view: View, sender: Identity) -> Person | None:
        """Return the one person behind this account in direct messages and a workspace, where it is one account."""
        same = await view.people.same_account(sender)
        if len(same) != 1:
            return None
        if sender.workspace == DIRECT:
            return same[0]
        private = await view.people.by_identity(replace(sender, workspace=DIRECT))
        others = await view.people.identities(same[0].id)
        known = any(each.platform == sender.platform and each.workspace != DIRECT for each in others)
        return None if known else private

    async def _met(self, uow: UnitOfWork, person: Person, invocation: Invocation, workspace: Workspace) -> Person:
        """Give a person whose account is met in a second place this identity, and what the workspace lends."""
        await uow.people.link(invocation.sender, person.id, invocation.name or person.name)
        stored = await uow.people.get(person.id) or person
        organisation_id = stored.organisation_id or workspace.organisation_id
        lent = replace(stored, organisation_id=organisation_id, trust=higher(stored.trust, workspace.trust))
        if lent == stored:
            return person
        saved = await uow.people.save(lent, by=person.id, what="met")
        return replace(saved, coordinator=person.coordinator)

    async def _organisation(
        self, view: View, person: Person | None, workspace: Workspace | None, named: str, lent: Trust = "unverified"
    ) -> Organisation | None:
        """Return as whom they speak: their own organisation, else their workspace's, else the one the platform names.

        `lent` is the trust that the platform gives the members of a new workspace.
        """
        organisation_id = (person and person.organisation_id) or (workspace and workspace.organisation_id)
        if organisation_id:
            return await view.organisations.get(organisation_id)
        found = await view.organisations.by_name(named) if named else None
        # A workspace that merely bears the name of a trusted organisation gets none of its trust.
        return found if found and at_least(lent, found.trust) else None

    async def _new_organisation(self, uow: UnitOfWork, name: str, place: Place, at: datetime) -> Organisation:
        trust = STARTING_TRUST.get(place.platform, "unverified")
        organisation = Organisation(await uow.new_id("G"), name, at, at, trust=trust)
        return await uow.organisations.add(organisation, by="")

    async def _new_person(
        self, uow: UnitOfWork, invocation: Invocation, organisation: Organisation | None, workspace: Workspace
    ) -> Person:
        at = invocation.at
        name = invocation.name or invocation.sender.id
        organisation_id = organisation.id if organisation else None
        person_id, (locale, zone) = await uow.new_id("P"), heard(invocation)
        person = Person(person_id, name, organisation_id, workspace.trust, at, at, heard_locale=locale, heard_zone=zone)
        await uow.people.add(person, by=person.id)
        await uow.people.link(invocation.sender, person.id, name)
        return person

    async def _heard(self, uow: UnitOfWork, person: Person, invocation: Invocation) -> Person:
        """Note a language or zone that the platform did not tell before, for what is sent unasked."""
        locale, zone = heard(invocation)
        changed = replace(person, heard_locale=locale or person.heard_locale, heard_zone=zone or person.heard_zone)
        if changed == person:
            return person
        # Being a coordinator by the settings is no fact about the stored person.
        stored = await uow.people.get(person.id)
        coordinator = stored is not None and stored.coordinator
        saved = await uow.people.save(replace(changed, coordinator=coordinator), by=person.id, what="heard")
        return replace(saved, coordinator=person.coordinator)

    def _me(
        self,
        person: Person,
        identity: Identity,
        organisation: Organisation | None,
        workspace: Workspace | None,
        first_time: bool,
    ) -> Me:
        person = replace(person, coordinator=person.coordinator or self._is_coordinator(identity))
        sight = sight_of(person, organisation, identity.platform, identity.workspace)
        return Me(person, identity, organisation, workspace, sight, first_time)

    def _is_coordinator(self, identity: Identity) -> bool:
        spelled = {
            f"{identity.platform}:{identity.id}",
            f"{identity.platform}:{identity.workspace}/{identity.id}",
        }
        return bool(spelled & self.coordinators)

    def viewer(
        self, me: Me, invocation: Invocation, channel: Channel | None, response: Response | None, now: datetime
    ) -> Viewer:
        """Return how the sender reads: language person > platform > channel > workspace > default, zone likewise.

        What the platform told before counts where it tells nothing now, as with a message on Discord.
        """
        chosen = me.person.locale or nearest_locale(invocation.locale) or me.person.heard_locale
        locale = chosen or self._place_locale(channel, me.workspace)
        zone = me.person.zone or usable(invocation.zone) or me.person.heard_zone or self.response_zone(response)
        return self._viewer(locale, zone, me.sight, now)

    async def place_viewer(self, view: View, place: Place, response: Response | None, now: datetime) -> Viewer:
        """Return for whom a card in this place is drawn: its person, or everybody who reads the channel."""
        workspace = await view.places.workspace(place.platform, place.workspace)
        if place.direct:
            person = await view.people.by_identity(Identity(place.platform, place.workspace, place.channel))
            if person:
                organisation = await self._organisation(view, person, workspace, "")
                sight = sight_of(person, organisation, place.platform, place.workspace)
                zone = person.zone or person.heard_zone or self.response_zone(response)
                locale = person.locale or person.heard_locale or self._place_locale(None, workspace)
                return self._viewer(locale, zone, sight, now)
        channel = await view.places.channel(place)
        sight = await self._channel_sight(view, place, workspace)
        return self._viewer(self._place_locale(channel, workspace), self.response_zone(response), sight, now)

    async def _channel_sight(self, view: View, place: Place, workspace: Workspace | None) -> Sight:
        """A channel shows what every member of its workspace may see."""
        organisation = await self._organisation(view, None, workspace, "")
        trust: Trust = workspace.trust if workspace else "unverified"
        if organisation:
            trust = higher(trust, organisation.trust)
        organisation_id = organisation.id if organisation else None
        return Sight(organisation_id=organisation_id, trust=trust, platform=place.platform, workspace=place.workspace)

    def response_zone(self, response: Response | None) -> str:
        """Return the zone of the response's area, or the default."""
        zones = (self.gazetteer.zone(code) for code in (response.areas if response else ()))
        return next(filter(None, zones), self.zone)

    def _place_locale(self, channel: Channel | None, workspace: Workspace | None) -> str:
        return (channel and channel.locale) or (workspace and workspace.locale) or self.locale

    def _viewer(self, locale: str, zone: str, sight: Sight, now: datetime) -> Viewer:
        return Viewer(words(locale), zone, sight, self.vocabulary, self.gazetteer, now)


def heard(invocation: Invocation) -> tuple[str, str]:
    """Return the language and zone that the platform tells of the sender, empty where it tells nothing usable."""
    return nearest_locale(invocation.locale) or "", usable(invocation.zone)


def usable(zone: str | None) -> str:
    """Return the IANA zone, or an empty text for one that this machine does not know."""
    try:
        return ZoneInfo(zone).key if zone else ""
    except (ZoneInfoNotFoundError, ValueError):
        return ""


def sight_of(person: Person, organisation: Organisation | None, platform: str, workspace: str) -> Sight:
    """Return as whom a person looks and acts; an organisation lends its trust to its members."""
    trust = higher(person.trust, organisation.trust) if organisation else person.trust
    organisation_id = organisation.id if organisation else None
    return Sight(person.id, organisation_id, trust, person.coordinator, platform, workspace)
