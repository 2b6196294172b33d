"""What a card needs to know beside its record: the names of those who stand behind it."""

from dataclasses import dataclass

from bot.domain.post import Post
from bot.domain.record import Stamp
from bot.store import View


@dataclass(frozen=True, slots=True)
class Names:
    """Display names by id, looked up once for a card or a list."""

    organisations: dict[str, str]
    people: dict[str, str]

    def by(self, stamp: Stamp) -> str:
        """Return the organisation spoken for, else the author's name."""
        if stamp.organisation_id:
            return self.organisations.get(stamp.organisation_id, stamp.organisation_id)
        return self.people.get(stamp.author_id, stamp.author_id)

    def organisation(self, id: str | None, otherwise: str = "") -> str:
        """Return an organisation's name."""
        return self.organisations.get(id, id) if id else otherwise

    def side(self, organisation_id: str | None, person_id: str) -> str:
        """Return the organisation spoken for, else the person's name; empty where neither is known."""
        return self.organisation(organisation_id, self.people.get(person_id, ""))


async def names_of(view: View, locale: str, *stamps: Stamp) -> Names:
    """Return the names behind these stamps in the reader's language where there is one."""
    return await names_by_id(
        view, locale, {s.organisation_id for s in stamps}, {s.author_id for s in stamps if not s.organisation_id}
    )


async def names_by_id(view: View, locale: str, organisations: set[str | None], people: set[str]) -> Names:
    """Return display names of organisations and persons by their ids; unknown ids are left out."""
    found = {
        each.id: (each.name_ja if locale == "ja" else "") or each.name
        for each in await view.organisations.many(list(filter(None, organisations)))
    }
    persons = {each.id: each.name for each in await view.people.many(list(filter(None, people)))}
    return Names(found, persons)


def area_codes(post: Post, role: str | None = None) -> list[str]:
    """Return the place codes of a post, of one role or of all, in the order they were typed."""
    return [code for place in post.places if role is None or place.role == role for code in place.codes]
