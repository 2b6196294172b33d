"""Whatever people write, a card or form keeps every limit of Discord and nothing in it pings, links or formats."""

from tests.platforms.discord.storm import storm


def test_arbitrary_cards_and_forms_break_no_limit_and_bring_nothing_alive() -> None:
    """Ten thousand of each: `python -m tests.platforms.discord.storm 10000`."""
    storm(250)
