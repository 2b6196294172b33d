"""What the first post would wait for is loaded before it comes, and the garbage collector leaves it alone."""

import gc
from collections.abc import Iterator

import pytest

from bot.wiring.warming import warm
from knowledge.reader.reader import PlainReader
from tests.chat import known


@pytest.fixture
def _thawed() -> Iterator[None]:
    """Let the garbage collector look at everything again afterwards."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_the_reader_is_loaded_and_what_is_loaded_is_frozen() -> None:
    reader = PlainReader(known().vocabulary, known().gazetteer)
    assert "attributes" not in vars(reader)
    warm(reader)
    assert {"attributes"} <= vars(reader).keys()
    assert "edition" in vars(reader.attributes)
    assert gc.get_freeze_count() > 1000
