"""What the exchange of one request and one offer ought to do, in plain Python: no rule of it is taken from the core."""

from dataclasses import dataclass, field

OPEN = ("proposed", "accepted", "in_transit", "delivered", "received")
"""States in which a commitment holds its amount, each further along than the one before it."""
MOVING = ("in_transit", "delivered")
TARGETS = {
    "accept": "accepted",
    "decline": "declined",
    "cancel": "cancelled",
    "send": "in_transit",
    "arrive": "delivered",
    "receive": "received",
    "release": "released",
}
ALLOWED: dict[tuple[str, str], str] = {
    ("proposed", "accept"): "answerer",
    ("proposed", "decline"): "answerer",
    ("proposed", "cancel"): "proposer",
    ("proposed", "send"): "answering giver",
    ("proposed", "arrive"): "answerer",
    ("proposed", "receive"): "answering asker",
    ("accepted", "send"): "giver",
    ("accepted", "arrive"): "either",
    ("accepted", "receive"): "asker",
    ("accepted", "release"): "either",
    ("in_transit", "arrive"): "either",
    ("in_transit", "receive"): "asker",
    ("in_transit", "release"): "either",
    ("delivered", "receive"): "asker",
}


@dataclass(slots=True)
class Promise:
    """A commitment in pieces."""

    id: str
    request: str
    offer: str
    giver: str
    asker: str
    proposer: str
    amount: int
    lapses: float
    state: str = "proposed"
    desk: str = ""

    def allows(self, who: str, move: str) -> bool:
        """Return whether this person may make the move now."""
        answerer = self.asker if self.proposer == self.giver else self.giver
        return who in {
            "": (),
            "answerer": (answerer,),
            "proposer": (self.proposer,),
            "answering giver": (self.giver,) if answerer == self.giver else (),
            "answering asker": (self.asker,) if answerer == self.asker else (),
            "giver": (self.giver,),
            "asker": (self.asker,),
            "either": (self.giver, self.asker),
        }.get(ALLOWED.get((self.state, move), ""), ())

    def told(self, who: str) -> set[str]:
        """Return who hears of a move by this person."""
        return {self.giver, self.asker} - {who}


@dataclass(slots=True)
class Paper:
    """A request or an offer in pieces; `shown` to others, or made in one step for its owner alone."""

    id: str
    owner: str
    quantity: int
    shown: bool = True
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answer says, and who else is told."""

    says: str
    told: frozenset[str] = frozenset()


@dataclass(slots=True)
class Exchange:
    """Everything that was posted and promised. `hours` is the time that has passed."""

    papers: dict[str, Paper] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    hours: float = 0

    def of(self, paper: str) -> list[Promise]:
        """Return the promises of one paper."""
        return [each for each in self.promises.values() if paper in (each.request, each.offer)]

    def stages(self, paper: str) -> tuple[int, int, int, int]:
        """Return how much is promised, sent, arrived and received."""
        reached = [(OPEN.index(each.state), each.amount) for each in self.of(paper) if each.state in OPEN]
        promised, sent, arrived, received = (sum(a for place, a in reached if place >= least) for least in (0, 2, 3, 4))
        return promised, sent, arrived, received

    def left(self, paper: str) -> int:
        """Return how much nobody has taken yet."""
        return self.papers[paper].quantity - self.stages(paper)[0]

    def state(self, paper: str) -> str:
        """Return the state in which a paper stands."""
        found, (promised, sent, _, received) = self.papers[paper], self.stages(paper)
        if found.ended:
            return found.ended
        if paper[0] == "O":
            return "available" if promised < found.quantity else "reserved" if sent < found.quantity else "used_up"
        if received == found.quantity:
            return "met"
        return "covered" if promised == found.quantity else "partly_covered" if promised else "open"

    def propose(self, who: str, paper: str, amount: int | None, using: str) -> Outcome:
        """Take up a part (None: all) of R1 or O1 with a record of one's own ("new": made on the spot)."""
        found = self.papers[paper]
        if found.owner == who:
            return Outcome(f"{paper} is your own.")
        if found.ended:
            return Outcome(f"{paper} has ended already.")
        if self.left(paper) == 0:
            return Outcome(f"So much of {paper} is no longer left")
        if amount and amount > self.left(paper):
            return Outcome(only(self.left(paper)))
        if using != "new":
            refusal = self._refused(who, using, amount)
            if refusal:
                return refusal
        else:
            using = self._counterpart(who, paper, amount or self.left(paper))
        return self._promised(who, paper, using, amount or min(self.left(paper), self.left(using)))

    def _refused(self, who: str, using: str, amount: int | None) -> Outcome | None:
        own = self.papers[using]
        if own.owner != who:
            return Outcome(f"{using} belongs to others.")
        if own.ended:
            return Outcome(f"{using} has ended already.")
        if self.left(using) == 0:
            return Outcome(f"Nothing of {using} is left.")
        return Outcome(only(self.left(using))) if amount and amount > self.left(using) else None

    def _counterpart(self, who: str, paper: str, quantity: int) -> str:
        letter = "O" if paper[0] == "R" else "R"
        number = f"{letter}{1 + sum(name[0] == letter for name in self.papers)}"
        self.papers[number] = Paper(number, who, quantity, shown=False)
        return number

    def _promised(self, who: str, paper: str, using: str, amount: int) -> Outcome:
        request, offer = (paper, using) if paper[0] == "R" else (using, paper)
        giver, asker = self.papers[offer].owner, self.papers[request].owner
        number = f"C{len(self.promises) + 1}"
        self.promises[number] = Promise(number, request, offer, giver, asker, who, amount, self.hours + 12)
        return Outcome(f"Proposed as {number}.", frozenset({giver, asker} - {who}))

    def move(self, who: str, number: str, move: str) -> Outcome:
        """Make a move on a promise."""
        found = self.promises[number]
        if who not in (found.giver, found.asker):
            return Outcome(f"I find no record {number}.")
        if not found.allows(who, move):
            return Outcome(f"That is not possible for {number} now.")
        found.state = TARGETS[move]
        return Outcome("Noted.", frozenset(found.told(who)))

    def say_where(self, who: str, number: str, desk: str) -> Outcome:
        """Say at which desk it arrives, as long as it has not."""
        found = self.promises[number]
        if who not in (found.giver, found.asker):
            return Outcome(f"I find no record {number}.")
        if found.state not in ("proposed", "accepted", "in_transit"):
            return Outcome(f"That is not possible for {number} now.")
        if found.desk == desk:
            return Outcome("Nothing is changed.")
        found.desk = desk
        return Outcome("Noted.", frozenset(found.told(who)))

    def wait(self, hours: int) -> frozenset[str]:
        """Let time pass; return who hears of proposals that lapse."""
        self.hours += hours
        due = [each for each in self.promises.values() if each.state == "proposed" and each.lapses <= self.hours]
        for each in due:
            each.state = "lapsed"
        return frozenset(person for each in due for person in each.told(""))

    def edit(self, who: str, paper: str, quantity: int) -> Outcome:
        """Change the quantity of a paper."""
        found, promised = self.papers[paper], self.stages(paper)[0]
        if not self.owned(who, found):
            return self._not_ones_own(found)
        if quantity < promised:
            return Outcome(f"{promised} {pieces(promised)} of it are promised already")
        found.quantity = quantity
        return Outcome(f"{paper} is changed.")

    def end(self, who: str, paper: str, action: str) -> Outcome:
        """Close, withdraw or undo a paper; what is open falls through, what is on its way stands in the way."""
        found = self.papers[paper]
        if not self.owned(who, found):
            return self._not_ones_own(found)
        if found.ended:
            return Outcome(f"{paper} has ended already.")
        if action != "close" and any(each.state in MOVING for each in self.of(paper)):
            return Outcome("is on its way. Settle that first")
        told: set[str] = set()
        for each in self.of(paper):
            if each.state in ("proposed", "accepted"):
                each.state = "declined" if each.state == "proposed" else "released"
                told |= each.told(who)
        found.ended = "closed" if action == "close" else "cancelled" if paper[0] == "R" else "withdrawn"
        return Outcome(f"{paper} has ended: ", frozenset(told))

    def keep(self, who: str, paper: str) -> Outcome:
        """Confirm a paper; one that had ended stands again."""
        found = self.papers[paper]
        if not self.owned(who, found):
            return self._not_ones_own(found)
        found.ended = ""
        return Outcome(f"{paper} stands, confirmed just now.")

    def owned(self, who: str, paper: Paper) -> bool:
        """Return whether a paper is somebody's."""
        return paper.owner == who

    def _not_ones_own(self, paper: Paper) -> Outcome:
        return Outcome(f"{paper.id} belongs to others;" if paper.shown else f"I find no record {paper.id}.")


def pieces(many: int) -> str:
    """Return the unit for so many."""
    return "piece" if many == 1 else "pieces"


def only(left: int) -> str:
    """Return how it is said that so much is left."""
    return f"Only {left} {pieces(left)} are left."
