"""Makes the lines of each sentence: which things it asks for or offers, and how many."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.domain.reading import ReadQuantity
from bot.domain.vocabulary import Category
from bot.ports import Vocabulary
from knowledge.reader.counting import Counting, counts_later, fits
from knowledge.reader.doubts import may_count_else
from knowledge.reader.drafts import Draft, Task
from knowledge.reader.folding import hide
from knowledge.reader.pairing import FUEL, Pair, Pairing, Thing
from knowledge.reader.quantities import Amount, Quantities
from knowledge.reader.refinements import Refinements
from knowledge.reader.stances import Sentence
from knowledge.reader.wording import Wording

_PEOPLE = ("person", "team", "household")
_EACH = re.compile(r"各|それぞれ(?=\d)|ずつ|\beach\b|\bapiece\b")
_SAME_AGAIN = re.compile(r"\b(?:ones?|of\s+(?:them|those|these)|would|will|is|are|more|each|total)\b")
_FOR = re.compile(r"\bfor\s+(?:about\s+|some\s+|the\s+|our\s+|all\s+|up\s+to\s+)*$")
_OPENING = re.compile(r"[\W\d]*(?:[a-z'-]+\s+)?")
_SERVED = ("person", "household")
_MONEY = ("jpy", "usd", "eur")
_ELSEWHERE = re.compile(r"\s+(?:more\s+)?(?:in|for|at|to)\s+(?:the\s+)?\x1f")
_MEALS_WORDS = "meals"  # 毎日50食: meals counted alone are meals
_MONEY_WORDS = "funding"  # a sum alone is money given or asked for
NOT_GOODS = ("person", "household", "jpy", "usd", "eur", "hour", "word", "session", "trip", "site", "m2")


class Lines:
    """The rules for lines over a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, quantities: Quantities) -> None:
        self._vocabulary = vocabulary
        self._quantities = quantities
        self._wording = Wording()
        self._counting = Counting()
        self._refinements = Refinements()
        self._pairing = Pairing(self._wording)

    def read(self, text: str, original: str, task: Task) -> list[Draft]:
        """Return the lines of one sentence in order.

        `text` is folded with contacts, dates and places blotted out; `task.own` False: only things with a number
        count, for a sentence that says nothing of its own may speak of anything.
        """
        start, end = task.sentence.start, task.sentence.end
        words = text[start:end]
        found = self._quantities.find(words)
        bare = self._counting.without_contents(words, found)
        if bare != words:
            words, found = bare, self._quantities.find(bare)
        amounts = self._counting.counting(words, found, task.kind)
        pairs = self._pairs(words, amounts, task)
        if not amounts and task.kind == "offer" and (team := self._team(text[:start])):
            served = self._served(words, pairs)
            pairs = [replace(pair, amount=team) if pair is served else pair for pair in pairs]
        drafts = [self._draft(words, original[start:end], pair, task) for pair in pairs]
        return [
            replace(draft, guessed=(*draft.guessed, "quantity"))
            if may_count_else(words, pair, pairs, amounts)
            else draft
            for draft, pair in zip(drafts, pairs, strict=True)
        ]

    def opens_with_a_thing(self, text: str, sentence: Sentence) -> bool:
        """Return whether a sentence in English begins with a thing, which then is what the post is about."""
        words = text[sentence.start : sentence.end]
        things = self._pairing.things(words, self._vocabulary.spans(words))
        return bool(things) and _OPENING.fullmatch(words[: things[0].start]) is not None and words.isascii()

    def names(self, text: str, sentence: Sentence) -> bool:
        """Return whether a sentence names a thing."""
        return bool(self._vocabulary.spans(text[sentence.start : sentence.end]))

    def with_later_amounts(self, text: str, drafts: list[Draft], sentence: Sentence) -> tuple[list[Draft], str]:
        """Give uncounted lines the amounts that a sentence of its own gives afterwards ("60 packs, please").

        Return the lines and the text without the amounts taken.
        """
        words = text[sentence.start : sentence.end]
        amounts = self._counting.counting(words, self._quantities.find(words))
        if drafts and any(amount.unit == "litre" for amount in amounts):
            drafts = [*drafts[:-1], self._poured(text[: sentence.start], drafts[-1])]
        loose = [each for each in self._loose(words, amounts) if drafts and self._may_count(drafts[-1], each)]
        uncounted = list(takewhile(_is_uncounted, reversed(drafts)))
        if not loose or not uncounted:
            return drafts, text
        if len(loose) == 1 and _EACH.search(words):
            loose = loose * len(uncounted)
        waiting = drafts[-len(loose) :] if 1 < len(loose) == len(uncounted) else drafts[-1:]
        kept, given = drafts[: -len(waiting)], loose[: len(waiting)]
        for draft, amount in zip(waiting, given, strict=True):
            kept.append(self._counted(draft, amount, words))
            text = hide(text, sentence.start + amount.start, sentence.start + amount.end)
        return kept, text

    def _may_count(self, draft: Draft, amount: Amount) -> bool:
        category = self._vocabulary.category(draft.category) if draft.category else None
        return category is None or counts_later(category.type, category.unit, amount.unit)

    def _poured(self, before: str, draft: Draft) -> Draft:
        """Return a line of what runs a machine, for litres told afterwards: "the pumps run on diesel. 1,200 litres"."""
        if self._may_count(draft, Amount(0, 0, None, unit="litre")):
            return draft
        fluids = [each for each in self._vocabulary.spans(before[draft.start :]) if each.category == FUEL]
        return replace(draft, item=fluids[-1].words, category=FUEL, guessed=()) if fluids else draft

    def _loose(self, words: str, amounts: Sequence[Amount]) -> list[Amount]:
        """Return the amounts at the head of a sentence that count nothing named in it."""
        spans = self._pairing.things(words, self._vocabulary.spans(words))
        pairs = self._pairing.pairs(words, spans, amounts, self._fits)
        named = [pair for pair in pairs if not self._is_context(words, pair) or self._is_staff(words, pair)]
        paired = [pair.amount for pair in named if pair.amount]
        loose: list[Amount] = []
        for amount in (each for each in amounts if each.value is not None):
            known = any(each is amount for each in paired)
            own = any(amount.unit_start <= span.start < amount.end for span in spans)
            if known and not own:
                break
            if not self._names_a_thing(words, amount):
                loose.append(amount)
        return loose

    def _names_a_thing(self, words: str, amount: Amount) -> bool:
        """Return whether unknown words follow the number as its own thing ("22 second-hand ones" is none)."""
        stretch = None if amount.unit else self._wording.following(words, amount.end, len(words))
        return (
            stretch is not None
            and not _SAME_AGAIN.search(words[slice(*stretch)])
            and not self._is_people(words, stretch)
        )

    def _is_people(self, words: str, stretch: tuple[int, int]) -> bool:
        return self._quantities.natural(words[slice(*stretch)], "piece") == "person"

    def _is_staff(self, words: str, pair: Pair) -> bool:
        """Return whether people are counted for what they are, however it is put (保育士の資格がある方に3名)."""
        person = pair.amount is not None and pair.amount.unit == "person"
        return person and self._is_people(words, (pair.thing.start, pair.thing.end))

    def _counted(self, draft: Draft, amount: Amount, words: str) -> Draft:
        category = self._vocabulary.category(draft.category) if draft.category else None
        stretch = None if amount.unit else self._wording.following(words, amount.end, len(words))
        if stretch and self._is_people(words, stretch):
            amount = replace(amount, unit="person")
        return replace(
            draft,
            quantity=self._quantity(draft.item.lower(), amount, category),
            amount=amount,
            weak=False,
            counted=words[amount.start : amount.end].strip(),
        )

    def _fits(self, leaf: str | None, unit: str) -> bool:
        category = self._vocabulary.category(leaf) if leaf else None
        return category is None or fits(category.type, unit)

    def any_line(self, text: str, original: str, task: Task) -> Draft | None:
        """Return a line made of the likeliest words of a sentence in which nothing known is named, or None."""
        start, end = task.sentence.start, task.sentence.end
        words = text[start:end]
        stretch = self._wording.any_words(words, 0, len(words))
        if stretch is None:  # "we can help": the words that say it are all there is
            begin = words.find(task.sentence.words)
            stretch = (begin, begin + len(task.sentence.words)) if task.sentence.words and begin >= 0 else None
        if stretch is None:
            return None
        return self._draft(words, original[start:end], Pair(Thing(*stretch, None)), task)

    def borrowed(self, text: str, original: str, task: Task, before: Sentence) -> Draft | None:
        """Return a line for the only number of a sentence, of the thing that the sentence before names last."""
        words = text[task.sentence.start : task.sentence.end]
        amounts = [each for each in self._quantities.find(words) if each.value is not None]
        if len(amounts) != 1 or self._names_a_thing(words, amounts[0]):
            return None
        said = text[before.start : before.end]
        things = self._pairing.things(said, self._vocabulary.spans(said))
        if not things:
            return None
        thing, offset = things[-1], task.sentence.start
        amount = replace(amounts[0], start=amounts[0].start + offset, end=amounts[0].end + offset)
        pair = Pair(Thing(before.start + thing.start, before.start + thing.end, thing.category), amount, again=True)
        return self._draft(text, original, pair, replace(task, sentence=replace(task.sentence, start=0)))

    def _pairs(self, words: str, amounts: Sequence[Amount], task: Task) -> list[Pair]:
        spans = self._pairing.things(words, self._vocabulary.spans(words))
        spans, amounts = self._counting.unloaded(words, spans, amounts, task.moves)
        needy = [each for each in amounts if self._counting.is_in_need(words, each)]
        pairs = self._pairing.pairs(words, spans, amounts, self._fits)
        named = [pair.amount for pair in pairs if pair.amount in needy]
        amounts = [each for each in amounts if each not in named]
        pairs = [replace(pair, amount=None) if pair.amount in named else pair for pair in pairs]
        pairs = self._with_hands(words, self._with_lone(words, pairs, amounts), amounts)
        pairs += self._again(words, pairs, amounts)
        counted = [pair for pair in pairs if pair.amount]
        strangers = self._strangers(words, amounts, counted, task)
        if any(not pair.amount and not self._is_context(words, pair) for pair in pairs):
            # "50 kids here - board games would be great": those who are served are counted, not asked for
            strangers = [pair for pair in strangers if not self._is_people(words, (pair.thing.start, pair.thing.end))]
        counted = sorted([*counted, *strangers], key=lambda pair: pair.start)
        bare = [pair for pair in pairs if not pair.amount]
        if len(needy) == len(counted) == 1 and (home := self._home(words, bare)):
            counted, bare = [replace(home, amount=needy[0])], [pair for pair in bare if pair is not home]
        counted, bare = self._without_users(words, counted, bare)
        if not counted:
            return self._uncounted(words, bare, task.sentence.words) if task.own else []
        return self._joined(words, counted, bare)

    def _with_lone(self, words: str, pairs: Sequence[Pair], amounts: Sequence[Amount]) -> list[Pair]:
        """Give the only thing of a sentence its only amount where that has its unit: 1日250食、珠洲市で炊き出し."""
        if len(pairs) != 1 or len(amounts) != 1 or pairs[0].amount or amounts[0].value is None or not amounts[0].unit:
            return list(pairs)
        thing = pairs[0].thing
        category = self._vocabulary.category(thing.category) if thing.category else None
        units = (category.unit if category else "", self._quantities.natural(words[thing.start : thing.end], ""))
        return [replace(pairs[0], amount=amounts[0])] if amounts[0].unit in units else list(pairs)

    def _again(self, words: str, pairs: Sequence[Pair], amounts: Sequence[Amount]) -> list[Pair]:
        """Return the thing counted last once more for each other place's number: "40 blankets in Suzu, 60 in Noto"."""
        counted = [pair for pair in pairs if pair.amount]
        free = [each for each in amounts if each.value is not None and not each.unit]
        free = [each for each in free if not any(pair.amount is each for pair in pairs)]
        found: list[Pair] = []
        for amount in free:
            before = [pair for pair in counted if pair.end <= amount.start]
            if before and _ELSEWHERE.match(words, amount.end):
                found.append(replace(before[-1], amount=amount, again=True))
        return found

    def _with_hands(self, words: str, pairs: Sequence[Pair], amounts: Sequence[Amount]) -> list[Pair]:
        """Give a service without a number the people counted for it: "12 people, can help with mud removal"."""
        free = [each for each in amounts if each.unit in _PEOPLE and each.value is not None]
        free = [each for each in free if not any(pair.amount is each for pair in pairs)]
        if len(free) != 1 or any(pair.amount for pair in pairs):
            return list(pairs)
        served = self._served(words, pairs)
        return [replace(pair, amount=free[0]) if pair is served else pair for pair in pairs]

    def _served(self, words: str, pairs: Sequence[Pair]) -> Pair | None:
        things = ((pair, pair.thing) for pair in pairs if not words.startswith("own ", pair.thing.start))
        return next((pair for pair, thing in things if self._is_service(words[thing.start : thing.end], thing)), None)

    def _team(self, before: str) -> Amount | None:
        """Return the people that the sentence before says will come (15名で入ります。泥出しもします)."""
        said = self._counting.team_before(before)
        found = self._quantities.find(before[said[0] :]) if said else []
        return replace(found[0], unit="person") if found else None

    def _is_service(self, words: str, thing: Thing) -> bool:
        category = self._vocabulary.category(thing.category) if thing.category else None
        if category is None:
            return False
        return category.type in ("service", "people") or self._quantities.natural(words, category.unit) == "person"

    def _strangers(self, words: str, amounts: Sequence[Amount], counted: Sequence[Pair], task: Task) -> list[Pair]:
        """Return the amounts of things that no category covers; in a list, or where the sentence has no other."""
        if not (task.own or task.bare):
            return []
        found: list[Pair] = []
        for at, amount in enumerate(amounts):
            taken = [pair for pair in [*counted, *found] if pair.amount is amount]
            if taken or amount.value is None or self._counting.is_served(words, amount):
                continue
            floor = amounts[at - 1].end if at else 0
            ceiling = amounts[at + 1].start if at + 1 < len(amounts) else len(words)
            pair = self._pairing.stranger(words, amount, floor, ceiling)
            if pair and self._is_welcome(words, pair, [*counted, *found]):
                found.append(pair)
        return found

    def _is_welcome(self, words: str, pair: Pair, others: Sequence[Pair]) -> bool:
        if not others:
            return True
        if pair.amount is None or pair.amount.unit in NOT_GOODS:
            return False
        before = max((other.end for other in others if other.end <= pair.start), default=None)
        after = min((other.start for other in others if other.start >= pair.end), default=None)
        return (before is not None and self._wording.is_list(words[before : pair.start])) or (
            after is not None and self._wording.is_list(words[pair.end : after])
        )

    def _without_users(self, words: str, counted: list[Pair], bare: list[Pair]) -> tuple[list[Pair], list[Pair]]:
        """Leave out those for whom something is meant ("a room for two doctors"), but let them count space or cash."""
        meant = [pair for pair in bare if not self._is_context(words, pair)]
        users = [pair for pair in counted if _FOR.search(words[: pair.start]) and self._is_person(pair)]
        if not meant or len(users) != len(counted) or meant[0].start > users[0].start if users else True:
            return counted, bare
        used = [pair for pair in meant if pair.end <= users[0].start][-1:] or meant[:1]
        category = self._vocabulary.category(used[0].thing.category) if used[0].thing.category else None
        if len(users) == 1 and category and category.type in ("space", "money"):
            return [replace(used[0], amount=users[0].amount)], [pair for pair in bare if pair is not used[0]]
        return [], bare

    def _home(self, words: str, bare: Sequence[Pair]) -> Pair | None:
        """Return the space asked for, which those in need count: "five families lost their homes, any rooms?"."""
        named = [pair for pair in bare if pair.thing.category and not self._is_context(words, pair)]
        found = ((pair, self._vocabulary.category(pair.thing.category or "")) for pair in named)
        return next((pair for pair, category in found if category and category.type == "space"), None)

    def _is_person(self, pair: Pair) -> bool:
        category = self._vocabulary.category(pair.thing.category) if pair.thing.category else None
        unit = pair.amount.unit if pair.amount else ""
        return unit in _PEOPLE or (category is not None and category.type == "people")

    def _uncounted(self, words: str, bare: Sequence[Pair], said: str) -> list[Pair]:
        """Return the thing meant among those that are not mere surroundings, with those listed beside it.

        In English it is the first; in Japanese the last before the words that ask or offer (`said`): what stands
        earlier mostly tells whose or what for (物資を運ぶのに、漁船を出していただける).
        """
        core = [pair for pair in bare if not self._is_context(words, pair)] or list(bare)
        head = self._head(words, core, said)
        return self._joined(words, core[head : head + 1], [*core[:head], *core[head + 1 :]])

    def _head(self, words: str, core: Sequence[Pair], said: str) -> int:
        end = words.rfind(said) + len(said) if said and not said.isascii() else 0
        before = [at for at, pair in enumerate(core) if pair.thing.end <= end]
        return before[-1] if before else 0

    def _joined(self, words: str, kept: Sequence[Pair], others: Sequence[Pair]) -> list[Pair]:
        """Return the kept pairs and those others that are listed right beside one of them."""
        joined = list(kept)
        before_them = [pair for pair in others if kept and pair.start < kept[0].start]
        for pair in [*reversed(before_them), *(pair for pair in others if pair not in before_them)]:
            if self._is_context(words, pair):
                continue
            before = max((each.end for each in joined if each.end <= pair.start), default=None)
            after = min((each.start for each in joined if pair.end <= each.start), default=None)
            listed = before is not None and self._wording.is_list(words[before : pair.start])
            if listed or (after is not None and self._wording.is_list(words[pair.end : after])):
                joined.append(pair)
        return sorted(joined, key=lambda pair: pair.start)

    def _is_context(self, words: str, pair: Pair) -> bool:
        return self._wording.is_context(words, pair.thing.start, pair.thing.end, 0)

    def _draft(self, words: str, original: str, pair: Pair, task: Task) -> Draft:
        thing = pair.thing
        item = original[thing.start : thing.end].strip(" 　-・「」")
        known = thing.category
        money = pair.amount is not None and pair.amount.unit in _MONEY
        found = self._vocabulary.find_category(item) if item and known is None else None
        if known is None and pair.amount and pair.amount.unit == "meal" and pair.amount.counter:
            found = found or self._vocabulary.find_category(_MEALS_WORDS)
        if known is None and (found or money):
            found = found or self._vocabulary.find_category(_MONEY_WORDS)
            known = found.id if found else None
        known = self._refinements.refined(known, words)
        category = self._vocabulary.category(known) if known else None
        if category and not item:
            item = category.name.of("en" if original.isascii() else "ja")
        quantity = self._quantity(words[thing.start : thing.end], pair.amount, category)
        offset = task.sentence.start
        weak = pair.amount is None and self._is_context(words, pair)
        guessed = (
            *(() if task.said else ("kind",)),
            *(("category",) if known != thing.category or known is None else ()),
        )
        said = original[pair.amount.start : pair.amount.end].strip() if pair.amount else ""
        start, end = pair.start + offset, pair.end + offset
        return Draft(task.kind, start, end, item, known, quantity, pair.amount, weak, guessed, said, task.listed)

    def _quantity(self, item: str, amount: Amount | None, category: Category | None) -> ReadQuantity | None:
        if amount is None or amount.value is None or amount.absurd or amount.unknown:
            return None
        served = amount.unit in _SERVED and self._quantities.natural(item, "piece") != "person"
        if served and category and category.type == "goods" and not amount.counter.endswith("分"):
            return None
        if amount.unit == "person" and amount.counter.endswith("分") and category and category.type == "goods":
            return None
        unit = amount.unit or self._quantities.natural(item, category.unit if category else "piece")
        if amount.counter == "台" and unit != "vehicle":
            unit = "unit"
        return ReadQuantity(amount.value, unit, amount.max, amount.counter)


def _is_uncounted(draft: Draft) -> bool:
    return draft.amount is None or draft.amount.value is None
