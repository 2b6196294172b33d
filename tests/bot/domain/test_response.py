"""How a response moves from its proposal to its close."""

from itertools import product
from typing import get_args

import pytest

from bot.domain.response import MOVES, Move, ResponseState

POSSIBLE: dict[tuple[Move, ResponseState], ResponseState] = {
    ("open", "proposed"): "active",
    ("pause", "active"): "paused",
    ("resume", "paused"): "active",
    ("close", "proposed"): "closed",
    ("close", "active"): "closed",
    ("close", "paused"): "closed",
}


@pytest.mark.parametrize(("move", "state"), list(product(get_args(Move), get_args(ResponseState))))
def test_a_response_moves_from_its_states_and_from_no_other(move: Move, state: ResponseState) -> None:
    sources, target = MOVES[move]
    assert (target if state in sources else None) == POSSIBLE.get((move, state))
