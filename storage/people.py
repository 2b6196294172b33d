"""Persons and the identities they are known under: rows ↔ domain."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from bot.chat import Identity, Place
from bot.domain.people import Person
from storage import tables
from storage.nouns import Records, folded, serial_of
from storage.session import Row

_PERSONS = tables.persons.c
_IDENTITIES = tables.identities.c
_BEHIND = (
    select(tables.persons)
    .join(tables.identities, _IDENTITIES.person_id == _PERSONS.id)
    .where(
        _IDENTITIES.platform == bindparam("platform"),
        _IDENTITIES.workspace == bindparam("workspace"),
        _IDENTITIES.account == bindparam("account"),
    )
)


def _is(identity: Identity) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that name one identity."""
    return (
        _IDENTITIES.platform == identity.platform,
        _IDENTITIES.workspace == identity.workspace,
        _IDENTITIES.account == identity.id,
    )


class People(Records[Person]):
    """Persons and their identities."""

    noun = "person"
    table = tables.persons

    @staticmethod
    def to_row(record: Person) -> dict[str, Any]:
        """Return the person's columns."""
        return {
            "id": record.id,
            "serial": serial_of(record.id),
            "version": record.version,
            "created_at": record.created_at,
            "updated_at": record.updated_at,
            "name": record.name,
            "folded": folded(record.name),
            "organisation_id": record.organisation_id,
            "trust": record.trust,
            "locale": record.locale,
            "zone": record.zone,
            "sectors": list(record.sectors),
            "areas": list(record.areas),
            "languages": list(record.languages),
            "skills": record.skills,
            "contact": record.contact,
            "listed": record.listed,
            "coordinator": record.coordinator,
            "briefed_at": record.briefed_at,
            "heard_locale": record.heard_locale,
            "heard_zone": record.heard_zone,
        }

    @staticmethod
    def from_row(row: Row) -> Person:
        """Return the person in a row."""
        return Person(
            id=row["id"],
            name=row["name"],
            organisation_id=row["organisation_id"],
            trust=row["trust"],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            locale=row["locale"],
            zone=row["zone"],
            sectors=tuple(row["sectors"]),
            areas=tuple(row["areas"]),
            languages=tuple(row["languages"]),
            skills=row["skills"],
            contact=row["contact"],
            listed=row["listed"],
            coordinator=row["coordinator"],
            briefed_at=row["briefed_at"],
            heard_locale=row["heard_locale"],
            heard_zone=row["heard_zone"],
            version=row["version"],
        )

    async def by_identity(self, identity: Identity) -> Person | None:
        """Return the person behind an identity."""
        account = {"platform": identity.platform, "workspace": identity.workspace, "account": identity.id}
        row = await self._session.one(_BEHIND, account)
        return None if row is None else self.from_row(row)

    async def by_name(self, name: str) -> Sequence[Person]:
        """Return the persons who bear this name, here or on a platform, case folded; oldest first."""
        word = folded(name)
        if not word:
            return []
        known = select(_IDENTITIES.person_id).where(_IDENTITIES.folded == word)
        named = or_(_PERSONS.folded == word, _PERSONS.id.in_(known))
        return await self._found(select(self.table).where(named).order_by(_PERSONS.serial))

    async def link(self, identity: Identity, person_id: str, name: str) -> None:
        """Give a person an identity (moving it when it belonged to another)."""
        account = {"platform": identity.platform, "workspace": identity.workspace, "account": identity.id}
        theirs = {"person_id": person_id, "name": name, "folded": folded(name)}
        await self._session.put(tables.identities, {**account, **theirs}, tuple(account), tuple(theirs))

    async def same_account(self, identity: Identity) -> Sequence[Person]:
        """Return the persons behind the same account in any workspace of its platform, oldest first."""
        same = (_IDENTITIES.platform == identity.platform, _IDENTITIES.account == identity.id)
        behind = select(_IDENTITIES.person_id).where(*same)
        return await self._found(select(self.table).where(_PERSONS.id.in_(behind)).order_by(_PERSONS.serial))

    async def heard_in(self, identity: Identity, place: Place) -> None:
        """Note the channel in which an identity last spoke, where it is another than before."""
        moved = or_(_IDENTITIES.channel != place.channel, _IDENTITIES.thread != place.thread)
        change = update(tables.identities).where(*_is(identity), moved)
        await self._session.changed(change.values(channel=place.channel, thread=place.thread))

    async def last_place(self, identity: Identity) -> Place | None:
        """Return the channel in which an identity last spoke, or None where it never did."""
        row = await self._session.one(select(_IDENTITIES.channel, _IDENTITIES.thread).where(*_is(identity)))
        if row is None or not row["channel"]:
            return None
        return Place(identity.platform, identity.workspace, row["channel"], row["thread"])

    async def identities(self, person_id: str) -> Sequence[Identity]:
        """Return a person's identities, oldest first."""
        query = select(tables.identities).where(_IDENTITIES.person_id == person_id).order_by(_IDENTITIES.serial)
        rows = await self._session.every(query)
        return [Identity(row["platform"], row["workspace"], row["account"]) for row in rows]

    async def of_organisation(self, organisation_id: str) -> Sequence[Person]:
        """Return an organisation's persons, oldest first."""
        query = select(self.table).where(_PERSONS.organisation_id == organisation_id)
        return await self._found(query.order_by(_PERSONS.serial))

    async def listing(self, limit: int = 1000) -> Sequence[Person]:
        """Return persons by name."""
        return await self._found(select(self.table).order_by(_PERSONS.folded, _PERSONS.serial).limit(limit))
