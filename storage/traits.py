"""Keeps what matching has read of texts, by the text itself, so that it can never be about another one."""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, and_, bindparam, or_, select

from bot.domain.matching_traits import Measure, Traits
from bot.domain.post import LETTERS, WANTING
from storage import tables
from storage.session import Among, Session

_KEPT = tables.traits
_POSTS = tables.posts.c
_KINDS = {letter: kind for kind, letter in LETTERS.items()}
_TEXTS = (
    select(_POSTS.id, _POSTS.text)
    .where(_POSTS.state.in_(WANTING))
    .where(
        or_(
            _POSTS.kind > bindparam("its_kind"),
            and_(_POSTS.kind == bindparam("its_kind"), _POSTS.serial > bindparam("its_serial", type_=BigInteger)),
        )
    )
    .order_by(_POSTS.kind, _POSTS.serial)
    .limit(bindparam("look", type_=Integer))
)
_LISTS = ("things", "categories", "main", "base", "reach", "about")


@cache
def _known(among: Among) -> Select[Any]:
    kept = _KEPT.c
    return select(kept.key, kept.said).where(kept.edition == bindparam("its_edition"), among(kept.key, "its_keys"))


class KnownTraits:
    """Traits by text, of one edition of the reader each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def known(self, texts: Sequence[str], edition: str) -> Mapping[str, Traits]:
        """Return what this edition read of those texts that it has read."""
        by_key = {key_of(text): text for text in texts}
        if not by_key:
            return {}
        known = _known(type(self._session).among)
        rows = await self._session.every(known, {"its_edition": edition, "its_keys": list(by_key)})
        return {by_key[row["key"]]: traits_of(row["said"]) for row in rows}

    async def keep(self, found: Mapping[str, Traits], edition: str) -> None:
        """Store what an edition read, over what another one did."""
        for text, said in found.items():
            row = {"key": key_of(text), "edition": edition, "said": traits_json(said)}
            await self._session.put(_KEPT, row, ("key",), ("edition", "said"))

    async def unread(self, edition: str, after: str, look: int, most: int) -> tuple[Sequence[str], str | None]:
        """Return texts of open posts that an edition has not read, at most `most`, and the last post that was seen.

        `after` is the post seen last before ("" for none); up to `look` further ones are looked at. None instead of a
        post means that there were no further ones.
        """
        kind, serial = (_KINDS[after[0]], int(after[1:])) if after else ("", 0)
        rows = await self._session.every(_TEXTS, {"its_kind": kind, "its_serial": serial, "look": look})
        known = await self.known([row["text"] for row in rows], edition)
        unread: dict[str, None] = {}
        for row in rows:
            if row["text"] not in known and row["text"] not in unread:
                if len(unread) == most:
                    return list(unread), after
                unread[row["text"]] = None
            after = row["id"]
        return list(unread), after if len(rows) == look else None


def key_of(text: str) -> str:
    """Return a text's key: 128 bits, so that two texts never share one."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def traits_json(said: Traits) -> dict[str, Any]:
    """Return traits as they stand in a JSON column; what is empty is left out."""
    told = {
        **{name: list(getattr(said, name)) for name in _LISTS},
        "words": sorted(said.words),
        "marks": [list(pair) for pair in said.marks],
        "measures": [[each.name, each.low, each.high] for each in said.measures],
    }
    return {name: values for name, values in told.items() if values}


def traits_of(stored: Mapping[str, Any]) -> Traits:
    """Return the traits in a JSON column."""
    return Traits(
        **{name: tuple(stored.get(name, ())) for name in _LISTS},
        words=frozenset(stored.get("words", ())),
        marks=tuple((name, value) for name, value in stored.get("marks", ())),
        measures=tuple(Measure(*each) for each in stored.get("measures", ())),
    )
