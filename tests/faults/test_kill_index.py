"""A process that is killed while it indexes leaves an index that agrees with the store once it has followed again."""

from pathlib import Path

from tests.databases import Source
from tests.faults.index_drill import drill


async def test_after_kills_the_store_and_the_index_agree(source: Source, tmp_path: Path) -> None:
    """`python -m tests.faults.index_drill` kills twenty times."""
    counts = await drill(source, tmp_path, 2)
    assert counts == sorted(counts)
