"""Reads one post from beginning to end: the `Reader` port made of plain rules."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial

from bot.domain.reading import Danger, Personal, PostKind, Reading, ReadingKind, ReadLine, ReadPlace, Trouble
from bot.domain.standards import Served
from bot.ports import Gazetteer, Vocabulary
from knowledge.reader.attributes import AttributeReader, load_attributes
from knowledge.reader.behalf import Behalf
from knowledge.reader.counting import CARRIED
from knowledge.reader.danger import DangerSense
from knowledge.reader.details import Details
from knowledge.reader.doubts import without_two_numbers
from knowledge.reader.drafts import Draft, Task
from knowledge.reader.folding import fold, hide
from knowledge.reader.kinds import KindSense
from knowledge.reader.lines import NOT_GOODS, Lines
from knowledge.reader.page import Page, sentence_of
from knowledge.reader.personal import PersonalFinder
from knowledge.reader.quantities import Quantities
from knowledge.reader.served import ServedReader
from knowledge.reader.sharing import places_for, window_for
from knowledge.reader.sifting import without_asides, without_repeats, without_said_again
from knowledge.reader.slips import Slips, mended
from knowledge.reader.spots import Spots
from knowledge.reader.stances import Stances
from knowledge.reader.urgency import Urgency
from knowledge.reader.windows import Window, Windows
from knowledge.vocabulary.phrases import is_japanese
from knowledge.vocabulary.things import load_things

_LISTED = re.compile(
    r"\s*(?:[-*•・●○■□▪◆◇✅☑>➡→]\s*|\(?\d{1,2}[.)]\s|[①-⑳])|(?<=\n)\s*\d"
)  # a line of a list: "- 3 fans", "3 fans"
TELLING = 2  # words beside a place's name that make a sentence of it
LONGEST = 8000  # signs read of one message: twice the longest a platform lets people write


class PlainReader:
    """The `Reader` port. Deterministic; reads the first `LONGEST` signs of a text."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self._vocabulary, self._gazetteer = vocabulary, gazetteer
        self._quantities = Quantities()
        self._windows = Windows()
        self._spots = Spots(gazetteer)
        self._stances = Stances()
        self._urgency = Urgency()
        self._behalf = Behalf()
        self._details = Details()
        self._personal = PersonalFinder()
        self._danger = DangerSense()
        self._kinds = KindSense()
        self._slips = Slips()
        self._lines = Lines(vocabulary, self._quantities)

    @cached_property
    def attributes(self) -> AttributeReader:
        """Return what reads the things and traits of a text for matching; loaded when first asked for."""
        return load_attributes(self._vocabulary, self._gazetteer, load_things())

    @cached_property
    def _served(self) -> ServedReader:
        return ServedReader(self._quantities)

    def served(self, text: str) -> Served:
        """Return how many people or households a text speaks of as served, and for how many days."""
        return self._served.of(text)

    def danger(self, text: str) -> Danger | None:
        """Return whether a text sounds like a person in danger, or like one who looks for somebody."""
        return self._danger.of(text)

    def personal(self, text: str) -> tuple[Personal, ...]:
        """Return the words about private people in a text, in order: what `read` finds of them, without reading on."""
        return self._personal.find(text)

    def read(self, text: str, at: datetime, expect: PostKind | None = None) -> Reading:
        """Return what a message posted `at` (aware, in the poster's zone) asks for or offers."""
        original = text[:LONGEST]
        personal = self._personal.find(text)
        folded = fold(original)
        for each in personal:
            if each.kind in ("address", "name") and each.end <= LONGEST:
                folded = hide(folded, each.start, each.end)
        if slips := self._slips.find(folded, original):
            folded, original = mended(folded, slips), mended(original, slips)
        page = self._page(folded, original, at.date())
        drafts = self._drafts(page, expect)
        kind, drafts = (expect, drafts) if expect else self._weighed(original, page, drafts)
        urgent = self._urgency.holds(folded, original)
        behalf = self._behalf.find(folded, original)
        lines = [self._line(page, draft, drafts, urgent, behalf, expect is not None) for draft in drafts]
        lines, disagreeing = without_two_numbers(lines)
        people = {each.words for each in personal}
        found = [*self._draft_troubles(page, drafts), *disagreeing, *page.troubles]
        troubles = [trouble for trouble in found if trouble.words not in people]
        return Reading(
            kind,
            tuple(lines),
            tuple(dict.fromkeys(troubles)),
            personal=personal,
            danger=self.danger(text),
        )

    def _weighed(self, text: str, page: Page, drafts: list[Draft]) -> tuple[ReadingKind, list[Draft]]:
        """Return what a post is, with its lines, after the model had its say.

        A post that asks and offers is left as the rules read it: the model knows only what comes first.
        """
        read = drafts[0].kind if drafts else self._kind(page)
        outright = any(each.stance and not each.hinted for each in page.sentences)
        meant = self._kinds.meant(text, read, outright=outright)
        if meant == read or len({draft.kind for draft in drafts}) > 1:
            return read, drafts
        if meant not in ("request", "offer"):
            return meant, []
        other = self._drafts(page, meant)
        if not other:
            return read, drafts
        return meant, [replace(each, guessed=tuple(dict.fromkeys((*each.guessed, "kind")))) for each in other]

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
        spots = self._spots.with_sites(original, spots)
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
        tasks = _after_cancelling(self._lines, page, _tasks(self._lines, page, expect))
        drafts = self._all_drafts(page, tasks)
        if not drafts and any(task.said for task in tasks):
            # "I am a nurse. I could come on Friday": the sentence that offers leaves it to its neighbour to say what
            drafts = self._all_drafts(page, [replace(task, own=True) for task in tasks])
        outright = next((task for task in tasks if task.said and not task.sentence.hinted), None)
        if not drafts and outright:
            # "Do you need a plumber? I am free on Saturday", "Where do I get 50 sandbags? We need them"
            asked = [sentence for sentence in page.sentences if sentence.stance == "question"]
            drafts = self._all_drafts(page, [Task(each, outright.kind, own=True, bare=True) for each in asked])
        if not drafts:
            drafts = self._left_open(page, tasks)
        if not drafts:
            return self._unnamed(page, [task for task in tasks if expect or _may_be_unnamed(page, task)])
        if expect is None and not any(task.said for task in tasks):
            plain = [sentence_of(page, draft.start) for draft in drafts if _is_plain_wish(page, draft)]
            drafts = [draft for draft in drafts if draft.category and sentence_of(page, draft.start) in plain]
        drafts = without_said_again(self._vocabulary, drafts, partial(sentence_of, page))
        return without_repeats(without_asides(drafts, partial(sentence_of, page)))

    def _left_open(self, page: Page, tasks: Sequence[Task]) -> list[Draft]:
        """Return a line for a number whose thing the sentence before names: "20 heaters came, 10 are missing"."""
        earlier = dict(zip(page.sentences[1:], page.sentences, strict=False))
        for task in (each for each in tasks if each.said and not each.sentence.hinted):
            before = earlier.get(task.sentence)
            if before and (draft := self._lines.borrowed(page.bare, page.original, task, before)):
                return [draft]
        return []

    def _unnamed(self, page: Page, tasks: Sequence[Task]) -> list[Draft]:
        """Return a line for what is asked or offered in words that nobody knows ("could someone mind the goats?")."""
        for task in tasks:
            line = self._lines.any_line(page.bare, page.original, task)
            if line:
                return [line]
        return []

    def _all_drafts(self, page: Page, tasks: Sequence[Task]) -> list[Draft]:
        drafts: list[Draft] = []
        bare = page.bare
        for task in tasks:
            if drafts and drafts[-1].amount is None:
                drafts, bare = self._lines.with_later_amounts(bare, drafts, task.sentence)
            moves = any(draft.category in CARRIED for draft in drafts)
            drafts += self._lines.read(bare, page.original, replace(task, moves=moves))
        return drafts

    def _line(
        self, page: Page, draft: Draft, drafts: Sequence[Draft], urgent: bool, behalf: str, expected: bool
    ) -> ReadLine:
        window = window_for(page, draft, drafts)
        places = places_for(page, draft, drafts)
        doubtful = ("place",) if any(place.candidates and not place.code for place in places) else ()
        return ReadLine(
            kind=draft.kind,
            category=draft.category,
            item=draft.item,
            quantity=draft.quantity,
            places=places,
            starts=window.first if window else None,
            ends=window.last if window else None,
            urgency="critical" if urgent and draft.kind == "request" else "routine",
            on_behalf_of=behalf,
            languages=self._details.languages(page.original),
            conditions=self._details.conditions(page.original),
            unsure=(*(each for each in draft.guessed if not (expected and each == "kind")), *doubtful),
            grounds=_grounds(page, draft, places, window),
        )

    def _kind(self, page: Page) -> ReadingKind:
        """Return what a post without a line is."""
        stances = [sentence.stance for sentence in page.sentences]
        if "question" in stances:
            return "question"
        if page.reports or "refusal" in stances or "report" in stances:
            return "update"
        # in English a post that says something of a place, asks nothing and makes no small talk tells of that place
        says = len(re.findall(r"[a-z]{2,}", page.bare)) >= TELLING
        tells = bool(page.spots) and says and not is_japanese(page.original) and not self._stances.chats(page.bare)
        return "update" if tells else "none"

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


def _grounds(
    page: Page, draft: Draft, places: Sequence[ReadPlace], window: Window | None
) -> tuple[tuple[str, str], ...]:
    """Return the poster's words that each field of a line was read from."""
    own = sentence_of(page, draft.start)
    asking = own if own.stance == draft.kind else next((s for s in page.sentences if s.stance == draft.kind), own)
    said = [
        ("kind", asking.words.strip()),
        ("category", draft.item if draft.category else ""),
        ("quantity", draft.counted if draft.quantity else ""),
        *(("place", place.name) for place in places),
        ("window", page.original[window.start : window.end].strip() if window else ""),
    ]
    return tuple((field, words) for field, words in said if words)


def _tasks(lines: Lines, page: Page, expect: PostKind | None) -> list[Task]:
    """Return the sentences that may hold lines, each with its kind: its own, else its neighbour's."""
    stances = [sentence.stance for sentence in page.sentences]
    wishes: list[PostKind] = [stance for stance in stances if stance == "request" or stance == "offer"]
    carried: PostKind | None = expect or (wishes[0] if wishes else None if page.reports else "request")
    first = page.sentences[0].start if page.sentences else 0
    tasks: list[Task] = []
    said = False
    for sentence in page.sentences:
        stance = sentence.stance if not (said and sentence.hinted) else None
        if stance == "request" or stance == "offer":
            carried = expect or stance
            said = said or not sentence.hinted
            tasks.append(Task(sentence, carried, own=True, bare=True, said=True))
        elif carried and (stance is None or (expect and stance in ("question", "report"))):
            alone = not wishes and (expect is not None or "refusal" not in stances)
            topic = sentence.start == first and lines.opens_with_a_thing(page.bare, sentence)
            listed = _LISTED.match(page.bare, sentence.start) is not None and "\n" in page.bare[: sentence.start]
            bare = expect is not None or not wishes or listed
            tasks.append(Task(sentence, carried, own=alone or topic or listed, bare=bare, listed=listed))
    return tasks


def _after_cancelling(lines: Lines, page: Page, tasks: list[Task]) -> list[Task]:
    """Return the tasks that stand after the sentence that takes back what was said before, or all where none does."""
    taken_back = [each for each in page.sentences if each.cancels or (each.closes and not lines.names(page.bare, each))]
    if not taken_back:
        return tasks
    return [task for task in tasks if task.sentence.start > taken_back[-1].start and task.said]


def _may_be_unnamed(page: Page, task: Task) -> bool:
    """Return whether a sentence asks or offers in so many words, so that it makes a line whatever it names."""
    stances = [sentence.stance for sentence in page.sentences]
    english = not is_japanese(page.original[task.sentence.start : task.sentence.end])
    refused = [each for each in page.sentences if each.stance == "refusal"]
    if refused and (not english or refused[-1].start > task.sentence.start):
        return False
    outright = task.said and not task.sentence.hinted and "question" not in stances
    return task.sentence.pleads or (english and outright)


def _is_plain_wish(page: Page, draft: Draft) -> bool:
    """Return whether a thing in a post that neither asks nor offers is meant as a request: counted, or on its way."""
    if draft.quantity is None:
        return draft.category in CARRIED and {"from", "to"} <= {spot.place.role for spot in page.spots}
    return draft.category is not None or (bool(page.spots) and draft.quantity.unit not in NOT_GOODS)
