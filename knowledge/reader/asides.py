"""Tells the things a post asks for or gives from those it only names: refused, there already, or carrying the rest."""

import re
from collections.abc import Sequence

from knowledge.vocabulary.phrases import Mention

_CARRIERS = frozenset(
    (
        *("truck", "van", "car", "bus", "boat", "warehouse", "lodging", "housing", "evacuation_space", "volunteer"),
        *("water_container", "fuel_can"),
    )
)
"""Things that are often only the means or the way's end: "on our truck", バスで, 倉庫から, 宿泊施設へ, in jerrycans."""
_ACCESSORIES = frozenset(
    ("power_bank", "dry_battery", "hose", "extension_cable", "power_station", "generator", "fuel_can")
)
"""Things that often only come along with another: radios with chargers, 電池付き."""
_ALONG_BEFORE = (r"\b(?:with|including|incl\.?|plus spare|and spare)\s+(?:\w+\s+){0,2}$",)
_ALONG_AFTER = (r"^.{0,2}(?:付き|つき|込み|付属|付(?=[、。)]|$))",)
_QUALIFYING = frozenset(("halal_food", "allergy_food", "soft_food", "renal_food", "vegetarian_food"))
"""Things that say of which kind another is: rice meals free of allergens."""
_MEANS_BEFORE = (
    r"\b(?:on|by|with|in|from|via|at|use)\s+(?:a |an |our (?:own )?|the |\w+ )?$",
    r"\bour (?:own )?(?:\w+ )?$",
)
_MEANS_AFTER = (
    r"^(?:で(?!き)|に積|にて|の?横付け|を持って|(?:施設|先|会場)?(?:へ|まで|から|に(?:移|送)))",
    r"^\s+(?:runs?|delivers?|brings?)\b",
)
_NEGATED = (r"(?:\bnot|\bno|\bwithout|\bnever|n't)\s+(?:\w+\s+){0,2}$",)
_REFUSED = (
    r"^(?:\s*の\w{0,6})?(?:は|も)(?:して(?:い)?ません|できません|対応していません|積めません)",
    r"^(?:\s*の\w{0,6})?(?:は|も)(?:不要|足りて|お断り|ご遠慮)",
)
_ARRIVED = (
    r"^\s*\?\s*(?:no|nope|not)\b",
    r"^(?:です)?か?\?\s*(?:いいえ|いえ|不要|もう)",
    r"^の?(?:ほう|方|分)?(?:は|も)(?:もう|すでに|既に)?(?:届い(?:た|て)|揃|そろ|間に合|頂いた|いただいた(?!け))",
    r"^\s+(?:have |has )?(?:already )?(?:arrived|come already)\b",
)
_AT_THE_END = r"(?=\s*(?:[.;!\n]|$))"
_PROVIDED = (
    r"^(?:\s+and\s+\w+)?\s+(?:we(?:'ve| have)(?: got| already)*|(?:is|are) (?:here|there|sorted|on hand|ready))"
    + _AT_THE_END,
    r"^(?:の(?:ほう|方|分))?は(?:こちら|うち|当方|現地|手元)に(?:も)?(?:あり|い|おり|ござい)ます",
    r"^(?:\s+and\s+(?:a\s+)?\w+)?\s+(?:is |are |will be )?(?:provided|included|arranged|covered)\b",
    r"^(?:の(?:ほう|方|分))?(?:は|も|と\S{1,6}は)(?:こちらで)?(?:用意|手配|準備|確保|提供|あり|自前|不要)",
)
_PURPOSE_BEFORE = (
    r"(?<!looking )(?<!look )(?<!asking )(?<!hoping )(?<!searching )(?<!wish )(?<!call )\bfor (?:\w+[ -]){0,2}$",
)
_PURPOSE_AFTER = (r"^(?:作業|活動|支援)?(?:の|する)?(?:ため|団体|活動|支援活動|グループ)",)
_ASKED_BEFORE = (
    r"\b(?:look(?:ing)? for|in need of|need(?:ed|s)?|seeking|want(?:ed)?)\b[^.;!?。\n]*$",
    r"\b(?:request(?:ing)?|lend|borrow|short of|out of)\b[^.;!?。\n]*$",
)
_ASKED_AFTER = (
    r"^[^、。\n]{0,25}(?:を|が|は|の)?[^、。\n]{0,20}(?:探|必要|願い|募集|ほし|欲し|借り|求め|足り|不足|いただけ|出せ|貸|届け|提供|でき|送れ|運|派遣)",
    r"^(?:など)?が(?:全く|まったく|もう|ほとんど)?(?:ありません|ない|なくて|なくなり|切れ|底を|尽き)",
    r"^(?:\s+\w+){0,2}\s+(?:is|are|urgently)\b[^.;]{0,20}\b(?:wanted|needed|required|short|welcome)\b",
    r"^(?:\s+\w+){0,2}\s+(?:wanted|needed|required)\b",
)
_BEFORE, _AFTER = 45, 50  # signs looked at on either side


class Asides:
    """The patterns, compiled once. Texts are given in plain small signs (see `folding`)."""

    def __init__(self) -> None:
        self._means = _either(_MEANS_BEFORE), _either(_MEANS_AFTER)
        self._not_meant = _either(_NEGATED), _either((*_REFUSED, *_PROVIDED, *_ARRIVED))
        self._along = _either(_ALONG_BEFORE), _either(_ALONG_AFTER)
        self._purpose = _either(_PURPOSE_BEFORE), _either(_PURPOSE_AFTER)
        self._asked = _either(_ASKED_BEFORE), _either(_ASKED_AFTER)

    def without(self, text: str, things: Sequence[Mention]) -> list[Mention]:
        """Return the things without those named as what is not meant, what is there already, or what carries."""
        kept = [each for each in things if not _stands(text, each, self._not_meant)]
        return [each for each in kept if each.meaning not in _CARRIERS or not _stands(text, each, self._means)]

    def main(self, text: str, things: Sequence[Mention]) -> list[Mention]:
        """Return the things asked for or given in so many words; without such words the first thing named."""
        meant = [
            each for each in things if not _stands(text, each, self._purpose) and not self._comes_along(text, each)
        ]
        main = [each for each in meant if _stands(text, each, self._asked)] or meant[:1]
        return [*main, *(each for each in meant if each.meaning in _QUALIFYING and each not in main)]

    def _comes_along(self, text: str, thing: Mention) -> bool:
        return thing.meaning in _ACCESSORIES and _stands(text, thing, self._along)


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _stands(text: str, thing: Mention, sides: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    """Return whether a pattern holds of the words before a thing, or one of those after it."""
    before, after = text[max(0, thing.start - _BEFORE) : thing.start], text[thing.end : thing.end + _AFTER]
    return bool(sides[0].search(before) or sides[1].search(after))
