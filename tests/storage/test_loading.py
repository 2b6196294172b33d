"""A program that only opens its store does not pay for what only migrations need."""

import subprocess
import sys


def test_the_store_is_loaded_without_alembic_and_without_a_database_driver() -> None:
    program = "import sys, storage.store; print(sorted({'alembic', 'mako', 'asyncpg', 'pydantic'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "['pydantic']"
