"""`kizuna match`: ranks a file of offers for each request of another file, with the code that matches in chat."""

import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.matching import Fit, fit_of_sides
from bot.domain.matching_gates import may_meet
from bot.domain.matching_reasons import Reason
from bot.domain.matching_sides import Ground, Side, side_of
from bot.domain.post import WHOLE, Post, first_state
from bot.domain.reading import PostKind, ReadLine
from bot.domain.record import Stamp
from bot.domain.rules import PUBLIC
from bot.flows.exchange.fitting import ground_of, reason_text
from bot.flows.places import post_place
from bot.ports import Reader
from bot.viewer import Viewer
from bot.wiring.reading import Object, Unreadable, fields, parsed
from bot.wiring.spoken import refused, spoken
from bot.words.catalogue import Words
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

MOST = 50
"""Offers written for one request."""
EXAMPLE = '{"id": "1", "org": "Harbour Relief", "text": "200 blankets", "posted_at": "2026-11-24T09:30:00+09:00"}'


@dataclass(frozen=True, slots=True)
class Written:
    """One post of a file: who wrote what, when."""

    id: str
    org: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ranked:
    """One offer for a request: the best of what their lines make of one another."""

    request: str
    offer: str
    fit: Fit


def match(arguments: Namespace) -> int:
    """Write the run; 2 when a file cannot be read or written. Needs no settings and no database."""
    said = spoken(arguments.locale)
    now = arguments.now or datetime.now().astimezone()
    try:
        requests, offers = load(Path(arguments.requests), said), load(Path(arguments.offers), said)
        matcher = Matcher()
        ranked = matcher.run(requests, offers, now)
        write = matcher.sentence(said, now) if arguments.locale else codes
        Path(arguments.run).write_text("".join(row(each, write) for each in ranked), encoding="utf-8", newline="")
    except (Unreadable, OSError) as error:
        return refused(str(error))
    return 0


def load(path: Path, said: Words) -> list[Written]:
    """Return the posts of a file, one JSON object a line. Raises Unreadable (naming file, line and field), OSError."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                found.append(_written(parsed(line, said), said))
            except Unreadable as error:
                where = said.say("{file}, line {number}: {what}", file=path.name, number=number, what=str(error))
                raise Unreadable(where) from error
    return found


def _written(given: Object, said: Words) -> Written:
    named, text, at = fields(given, said)
    org = given.get("org", "")
    if not isinstance(org, str):
        raise Unreadable(
            said.say("{field} must be text in quotes. For example {example}", field="org", example=EXAMPLE)
        )
    if any(sign in named for sign in "\t\r\n"):
        raise Unreadable(said.say("id must have no tabs and no line breaks. For example {example}", example=EXAMPLE))
    return Written(named, org, text, at)


def row(ranked: Ranked, write: Callable[[Fit], str]) -> str:
    """Return one line of the run: request, offer, score, reasons, between tabs."""
    return f"{ranked.request}\t{ranked.offer}\t{ranked.fit.score:.4f}\t{write(ranked.fit)}\n"


def codes(fit: Fit) -> str:
    """Return the reasons as codes with their values, for programs."""
    return " ".join(map(as_code, fit.reasons))


def as_code(reason: Reason) -> str:
    """Return a reason as a code with its values: near=25, agrees=language:vi."""
    value = ":".join(filter(None, (reason.word, str(reason.value) if reason.value else "")))
    return f"{reason.code}={value}" if value else reason.code


class Matcher:
    """Reads posts and ranks offers: vocabulary, places and reader are loaded once."""

    def __init__(self) -> None:
        self._vocabulary, self._gazetteer = load_vocabulary(), load_gazetteer()
        self._reader: Reader = PlainReader(self._vocabulary, self._gazetteer)
        self.ground: Ground = ground_of(self._vocabulary, self._gazetteer, self._reader)

    def sentence(self, said: Words, now: datetime) -> Callable[[Fit], str]:
        """Return what writes the reasons of a fit as one plain line in the language of `said`."""
        viewer = Viewer(said, "UTC", PUBLIC, self._vocabulary, self._gazetteer, now.astimezone(UTC))
        return lambda fit: viewer.listed([reason_text(reason, fit.post, viewer) for reason in fit.reasons])

    def run(self, requests: Sequence[Written], offers: Sequence[Written], now: datetime) -> list[Ranked]:
        """Return every request's offers, best first, requests in the order of the file.

        An offer's last day ends where it was written.
        """
        given = [(each, self.sides(each, "offer")) for each in offers]
        ranked: list[Ranked] = []
        for each in requests:
            wanted = self.sides(each, "request")
            found = [
                Ranked(each.id, offer.id, best)
                for offer, sides in given
                if (best := best_pair(wanted, sides, now.astimezone(offer.at.tzinfo).date(), self.ground))
            ]
            ranked += sorted(found, key=_order)[:MOST]
        return ranked

    def sides(self, written: Written, kind: PostKind) -> list[Side]:
        """Return a post's lines made ready for comparing."""
        return [side_of(post, self.ground) for post in records(written, kind, self._reader)]


def _order(ranked: Ranked) -> tuple[float, float, str]:
    return -ranked.fit.score, ranked.fit.post.stamp.created_at.timestamp(), ranked.offer


def best_pair(wanted: Iterable[Side], given: Sequence[Side], today: date, ground: Ground) -> Fit | None:
    """Return the best fit among the lines of a request and those of an offer, or None where none fits."""
    found = [
        fit
        for mine in wanted
        for other in given
        if may_meet(mine.post, other.post, today) and (fit := fit_of_sides(mine, other, ground))
    ]
    return max(found, key=lambda fit: fit.score, default=None)


def records(written: Written, kind: PostKind, reader: Reader) -> list[Post]:
    """Return the records a post makes, one a line that was read; one without category where nothing was."""
    lines = reader.read(written.text, written.at, kind).lines or (ReadLine(kind, None, ""),)
    return [_record(written, kind, line, number) for number, line in enumerate(lines)]


def _record(written: Written, kind: PostKind, line: ReadLine, number: int) -> Post:
    quantity = line.quantity
    organisation = " ".join(unicodedata.normalize("NFKC", written.org).casefold().split()) or None
    return Post(
        id=f"{written.id}#{number}",
        kind=kind,
        stamp=Stamp(f"{kind}:{written.id}", organisation, None, "response", "actual", written.at, written.at),
        state=first_state(kind),
        category=line.category,
        item=line.item,
        text=written.text,
        language="",
        quantity=quantity.value if quantity else WHOLE,
        counted=quantity is not None,
        unit=quantity.unit if quantity else "piece",
        counter=quantity.counter if quantity else "",
        places=tuple(map(post_place, line.places)),
        starts=line.starts,
        ends=line.ends,
        urgency=line.urgency,
        bundle=written.id,
    )
