"""Leaves out the places a text names only to except them: 石川県内（珠洲市を除く）, "all of Noto except Suzu"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.vocabulary import PlaceGuess
from knowledge.vocabulary.atlas import Atlas

_AFTER = re.compile(
    r"(?:市|町|村)?(?:内|方面|地区)?(?:を除|以外|は(?:除|対象外|不可|ご遠慮|含(?:み|まれ)ません|対応(?:して(?:い|おり)ません|できません))|"
    r"(?:に|へ)は(?:行け|伺え|届け(?:られ)?|配達でき|対応でき|お届けでき)(?:ません|ない))"
)
_BEFORE = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|but not|not including|other than|apart from|"
    r"we (?:cannot|can't|can not|do not|don't|won't|are unable to) (?:go|deliver|drive|come|travel|run|ship|send)"
    r"(?: \w+)? (?:to|as far as|into|in)) (?:the )?$",
    re.IGNORECASE,
)
_LISTED_BEFORE = re.compile(r"(?:市|町|村)?\s?(?:・|、|と|や|及び|および)\s?")
_LISTED_AFTER = re.compile(r"(?: City| Town| Village)?,? (?:and|or|nor) (?:the )?")


class PlaceExceptions:
    """Takes excepted places out of a text's places, and out of the areas that hold them."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def kept(self, text: str, guesses: Sequence[PlaceGuess]) -> list[PlaceGuess]:
        """Return the guesses without those a text excepts; an area that holds one is all its other towns.

        Where nothing would be left, all stay: then it is of them that the text speaks.
        """
        out = self._excepted(text, guesses)
        if len(out) == len(guesses):
            return list(guesses)
        codes = [guess.code for guess in out if guess.code]
        return [self._without(guess, codes) for guess in guesses if guess not in out]

    def _excepted(self, text: str, guesses: Sequence[PlaceGuess]) -> list[PlaceGuess]:
        """Return the guesses that are excepted, with those listed beside them."""
        after = {at for at, guess in enumerate(guesses) if guess.code and _AFTER.match(text, guess.end)}
        before = {at for at, guess in enumerate(guesses) if guess.code and _BEFORE.search(text[: guess.start][-40:])}
        for at in range(len(guesses) - 2, -1, -1):  # 珠洲市・能登町を除く
            if at + 1 in after and _LISTED_BEFORE.fullmatch(text[guesses[at].end : guesses[at + 1].start]):
                after.add(at)
        for at in range(1, len(guesses)):  # "except Suzu and Noto Town"
            if at - 1 in before and _LISTED_AFTER.fullmatch(text[guesses[at - 1].end : guesses[at].start]):
                before.add(at)
        return [guesses[at] for at in sorted(after | before)]

    def _without(self, guess: PlaceGuess, codes: Sequence[str]) -> PlaceGuess:
        """Return an area without the places in it that are excepted."""
        areas = guess.region or ((guess.code,) if guess.code and len(guess.code) == 4 else guess.candidates[:1])
        inner = [code for code in codes if any(area != code and self._atlas.covers(area, code) for area in areas)]
        inner += [code for code in codes if code in guess.region]
        if not inner or any(len(area) < 4 for area in areas):
            return guess
        out = set(self._atlas.inside(inner))
        rest = [code for code in self._atlas.inside(areas) if code not in out]
        return replace(guess, code=None, candidates=(), region=tuple(rest)) if rest else guess
