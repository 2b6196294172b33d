"""Over any story of promises and moves, what posts say agrees with what their commitments say."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.commitment import STEPS, Commitment, Move, moved, weight
from bot.domain.post import Post, Tally, settled
from bot.domain.post import moved as post_moved
from bot.domain.reading import PostKind
from tests.contracts.records import commitment, post

MOVES: list[Move] = [step.move for step in STEPS]
AMOUNTS = st.integers(1, 20).map(lambda many: many * 1000)


class Exchange(RuleBasedStateMachine):
    """Several requests and offers, taken up in parts, as the commands do it."""

    posts = Bundle("posts")
    taken = Bundle("taken")

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Post] = {}
        self.promises: dict[str, Commitment] = {}

    @rule(target=posts, kind=st.sampled_from(["request", "offer"]), quantity=AMOUNTS)
    def write(self, kind: PostKind, quantity: int) -> str:
        """Post something."""
        number = f"{kind[0].upper()}{len(self.found) + 1}"
        self.found[number] = post(number, kind, quantity)
        return number

    def _left(self, kind: PostKind) -> list[str]:
        return [p.id for p in self.found.values() if p.kind == kind and p.left > 0]

    @precondition(lambda self: self._left("request") and self._left("offer"))
    @rule(target=taken, data=st.data())
    def take_up(self, data: st.DataObject) -> str:
        """Propose part or all of what is left on both sides."""
        request = self.found[data.draw(st.sampled_from(self._left("request")))]
        offer = self.found[data.draw(st.sampled_from(self._left("offer")))]
        amount = data.draw(st.integers(1, min(request.left, offer.left)))
        made = commitment(
            f"C{len(self.promises) + 1}", request_id=request.id, offer_id=offer.id, asked=amount, given=amount
        )
        self._shift(made, Tally())
        self.promises[made.id] = made
        return made.id

    @rule(id=taken, move=st.sampled_from(MOVES))
    def move(self, id: str, move: Move) -> None:
        """Make a move where the table has it; elsewhere nothing changes."""
        before = self.promises[id]
        try:
            after = moved(before, move)
        except ValueError:
            return
        self.promises[id] = after
        self._shift(after, weight(before, before.asked))

    @rule(id=posts)
    def close(self, id: str) -> None:
        """End a post, whatever is under way."""
        self.found[id] = replace(self.found[id], state="closed")

    def _shift(self, after: Commitment, before: Tally) -> None:
        for number in (after.request_id, after.offer_id):
            self.found[number] = post_moved(self.found[number], weight(after, after.asked) - before)

    @invariant()
    def tallies_are_the_sum_of_what_commitments_count_for(self) -> None:
        """No amount is lost or invented."""
        for each in self.found.values():
            mine = (c for c in self.promises.values() if each.id in (c.request_id, c.offer_id))
            assert each.tally == sum((weight(c, c.asked) for c in mine), Tally())

    @invariant()
    def nothing_is_promised_twice_and_nothing_arrives_that_was_not_sent(self) -> None:
        """Each stage holds at most what the one before it holds."""
        for each in self.found.values():
            tally = each.tally
            assert 0 <= tally.received <= tally.arrived <= tally.sent <= tally.promised <= each.quantity

    @invariant()
    def states_are_what_the_tallies_say(self) -> None:
        """A live post never shows a state that its tally contradicts."""
        for each in self.found.values():
            assert each.state == settled(each)


TestExchange = Exchange.TestCase
TestExchange.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
