"""Reads one post from beginning to end: the `Reader` port made of plain rules."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.reading import Danger, PostKind, Reading, ReadingKind, ReadLine, Trouble
from bot.ports import Gazetteer, Vocabulary
from knowledge.reader.behalf import Behalf
from knowledge.reader.danger import DangerSense
from knowledge.reader.folding import fold, hide
from knowledge.reader.lines import NOT_GOODS, Draft, Lines, Task, without_asides, without_repeats
from knowledge.reader.page import Page
from knowledge.reader.personal import PersonalFinder
from knowledge.reader.quantities import Quantities
from knowledge.reader.sharing import CARRIED, places_for, window_for
from knowledge.reader.spots import Spots
from knowledge.reader.stances import Stances
from knowledge.reader.urgency import Urgency
from knowledge.reader.windows import Windows

LONGEST = 8000  # signs read of one message: twice the longest a platform lets people write


class PlainReader:
    """The `Reader` port. Deterministic; reads the first `LONGEST` signs of a text."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self._vocabulary = vocabulary
        self._quantities = Quantities()
        self._windows = Windows()
        self._spots = Spots(gazetteer)
        self._stances = Stances()
        self._urgency = Urgency()
        self._behalf = Behalf()
        self._personal = PersonalFinder()
        self._danger = DangerSense()
        self._lines = Lines(vocabulary, self._quantities)

    def danger(self, text: str) -> Danger | None:
        """Return whether a text sounds like a person in danger, or like one who looks for somebody."""
        return self._danger.of(text)

    def read(self, text: str, at: datetime, expect: PostKind | None = None) -> Reading:
        """Return what a message posted `at` (aware, in the poster's zone) asks for or offers."""
        original = text[:LONGEST]
        folded = fold(original)
        page = self._page(folded, original, at.date())
        drafts = self._drafts(page, expect)
        urgent = self._urgency.holds(folded, original)
        behalf = self._behalf.find(folded, original)
        lines = [self._line(page, draft, drafts, urgent, behalf) for draft in drafts]
        personal = self._personal.find(text)
        people = {each.words for each in personal}
        found = [*self._draft_troubles(page, drafts), *page.troubles]
        troubles = tuple(dict.fromkeys(trouble for trouble in found if trouble.words not in people))
        return Reading(_kind(page, lines), tuple(lines), troubles, personal=personal, danger=self.danger(text))

    def _page(self, folded: str, original: str, today: date) -> Page:
        bare = self._quantities.without_contacts(folded)
        windows, date_troubles = self._windows.find(bare, original, today)
        sentences = self._stances.sentences(bare)
        for window in windows:
            bare = hide(bare, window.start, window.end)
        readable = "".join(
            was if now == was_folded else now for was, was_folded, now in zip(original, folded, bare, strict=True)
        )
        spots = self._spots.find(bare, readable)
        place_troubles = self._spots.unknown(readable, spots) + [
            doubt for spot in spots if (doubt := self._spots.doubtful(spot))
        ]
        reports = self._stances.reports(bare)
        for spot in spots:
            bare = hide(bare, spot.start, spot.end)
        return Page(
            original,
            bare,
            tuple(sentences),
            tuple(spots),
            tuple(windows),
            (*date_troubles, *place_troubles),
            reports,
        )

    def _drafts(self, page: Page, expect: PostKind | None) -> list[Draft]:
        tasks = _tasks(page, expect)
        drafts = self._all_drafts(page, tasks)
        if not drafts and expect and tasks:
            first, last = tasks[0].sentence.start, tasks[-1].sentence.end
            line = self._lines.any_line(page.bare[first:last], page.original[first:last], expect)
            return [line] if line else []
        if expect is None and not any(task.said for task in tasks):
            drafts = [draft for draft in drafts if _is_plain_wish(page, draft)]
        return without_repeats(without_asides(drafts))

    def _all_drafts(self, page: Page, tasks: Sequence[Task]) -> list[Draft]:
        drafts: list[Draft] = []
        for task in tasks:
            if drafts and drafts[-1].amount is None:
                drafts[-1] = later = self._lines.with_later_amount(page.bare, drafts[-1], task.sentence)
                if later.amount:
                    continue
            drafts += self._lines.read(page.bare, page.original, task)
        return drafts

    def _line(self, page: Page, draft: Draft, drafts: Sequence[Draft], urgent: bool, behalf: str) -> ReadLine:
        window = window_for(page, draft, drafts)
        return ReadLine(
            kind=draft.kind,
            category=draft.category,
            item=draft.item,
            quantity=draft.quantity,
            places=places_for(page, draft, drafts),
            starts=window.first if window else None,
            ends=window.last if window else None,
            urgency="critical" if urgent and draft.kind == "request" else "routine",
            on_behalf_of=behalf,
        )

    def _draft_troubles(self, page: Page, drafts: Sequence[Draft]) -> list[Trouble]:
        troubles: list[Trouble] = []
        for draft in drafts:
            if draft.category is None and draft.item:
                locale = "en" if draft.item.isascii() else "ja"
                near = self._vocabulary.suggest_categories(draft.item)
                troubles.append(Trouble("category", draft.item, tuple(each.name.of(locale) for each in near)))
            if draft.amount and draft.amount.absurd:
                troubles.append(Trouble("quantity", page.original[draft.start : draft.end]))
            if draft.amount and draft.amount.unknown:
                troubles.append(Trouble("unit", draft.amount.unknown, ("box", "pack", "bag", "kg", "litre")))
        return troubles


def _tasks(page: Page, expect: PostKind | None) -> list[Task]:
    """Return the sentences that may hold lines, each with its kind: its own, else its neighbour's."""
    stances = [sentence.stance for sentence in page.sentences]
    wishes: list[PostKind] = [stance for stance in stances if stance == "request" or stance == "offer"]
    carried: PostKind | None = expect or (wishes[0] if wishes else None if page.reports else "request")
    tasks: list[Task] = []
    for sentence in page.sentences:
        if sentence.stance == "request" or sentence.stance == "offer":
            carried = expect or sentence.stance
            tasks.append(Task(sentence, carried, own=True, bare=True, said=True))
        elif carried and (sentence.stance is None or (expect and sentence.stance == "question")):
            alone = not wishes
            tasks.append(Task(sentence, carried, own=alone, bare=expect is not None or not wishes))
    return tasks


def _is_plain_wish(page: Page, draft: Draft) -> bool:
    """Return whether a thing in a post that neither asks nor offers is meant as a request: counted, or on its way."""
    if draft.quantity is None:
        return draft.category in CARRIED and {"from", "to"} <= {spot.place.role for spot in page.spots}
    return draft.category is not None or (bool(page.spots) and draft.quantity.unit not in NOT_GOODS)


def _kind(page: Page, lines: Sequence[ReadLine]) -> ReadingKind:
    if lines:
        return lines[0].kind
    stances = [sentence.stance for sentence in page.sentences]
    if "question" in stances:
        return "question"
    return "update" if page.reports or "refusal" in stances else "none"
