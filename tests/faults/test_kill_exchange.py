"""kill -9 anywhere in an exchange between Slack and Discord: after a restart the cards on both sides end up right."""

from tests.faults.exchange_drill import drill


async def test_after_a_kill_between_send_and_answer_the_cards_on_both_sides_end_up_right(address: str) -> None:
    """The fourth call is a card on its way; `python -m tests.faults.exchange_drill` kills at every one."""
    assert (await drill(address, 4)).kills == 1
