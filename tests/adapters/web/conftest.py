"""A stage to fill and a served board for every test of the web."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.adapters.web.site import Site, served
from tests.adapters.web.stage import Stage, new_stage
from tests.clock import SetClock


@pytest.fixture
async def stage(store: Store, clock: SetClock) -> Stage:
    """Return a stage on each database."""
    return await new_stage(store, clock.now())


@pytest.fixture
async def site(store: Store, clock: SetClock) -> AsyncIterator[Site]:
    """Return a board on loopback."""
    async with served(store, clock) as opened:
        yield opened


@pytest.fixture
async def open_site(store: Store, clock: SetClock) -> AsyncIterator[Site]:
    """Return a board that is told that strangers can reach it."""
    async with served(store, clock, open_host=True) as opened:
        yield opened
