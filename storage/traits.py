"""Keeps what matching has read of texts, by the text itself, so that it can never be about another one."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.matching_traits import Measure, Traits
from storage import tables
from storage.session import Session

_KEPT = tables.traits
_KNOWN = select(_KEPT.c.key, _KEPT.c.said).where(
    _KEPT.c.edition == bindparam("its_edition"), _KEPT.c.key.in_(bindparam("its_keys", expanding=True))
)
_LISTS = ("things", "categories", "main", "base", "reach", "about")


class KnownTraits:
    """Traits by text, of one edition of the reader each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def known(self, texts: Sequence[str], edition: str) -> Mapping[str, Traits]:
        """Return what this edition read of those texts that it has read."""
        by_key = {key_of(text): text for text in texts}
        if not by_key:
            return {}
        rows = await self._session.every(_KNOWN, {"its_edition": edition, "its_keys": list(by_key)})
        return {by_key[row["key"]]: traits_of(row["said"]) for row in rows}

    async def keep(self, found: Mapping[str, Traits], edition: str) -> None:
        """Store what an edition read, over what another one did."""
        for text, said in found.items():
            row = {"key": key_of(text), "edition": edition, "said": traits_json(said)}
            await self._session.put(_KEPT, row, ("key",), ("edition", "said"))


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
