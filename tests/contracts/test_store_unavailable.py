"""What every store says when its database is not there or does not fit."""

import pytest

from bot.store import Unavailable
from storage.store import open_store
from storage.troubles import AWAY, SHUT, UNFIT


async def test_a_database_without_tables_does_not_fit(bare_address: str) -> None:
    store = open_store(bare_address)
    with pytest.raises(Unavailable, match=UNFIT):
        async with store.begin() as unit:
            await unit.posts.get("R1")
    with pytest.raises(Unavailable, match=UNFIT):
        async with store.read() as view:
            await view.posts.get("R1")
    await store.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/at/all/kizuna.db", SHUT),
        ("postgresql://nobody@127.0.0.1:1/kizuna", AWAY),
    ],
)
async def test_a_database_that_is_not_there_is_unavailable_and_so_is_the_next_try(url: str, said: str) -> None:
    store = open_store(url, patience=2.0)
    for _ in range(2):
        with pytest.raises(Unavailable) as refused:
            async with store.begin():
                pass
        assert str(refused.value) == said
        with pytest.raises(Unavailable):
            async with store.read():
                pass
    await store.close()
