"""The core does what a plain model of the exchange says, whatever story of promises and moves it is told."""

from tests.bot.exchange_machine import explore
from tests.databases import SqliteFiles


def test_whatever_both_sides_and_strangers_do_answers_posts_trail_and_notices_are_as_the_model_says(
    sqlite_files: SqliteFiles,
) -> None:
    """`python -m tests.bot.exchange_machine` tells many more and longer stories."""
    explore(sqlite_files, stories=15, steps=20)
