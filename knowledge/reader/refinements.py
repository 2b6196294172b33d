"""Settles a category by other words of the sentence: a lift for dialysis patients is patient transport."""

import re

# (category as its own word has it, words beside it, the category meant)
_RULES = [
    (
        "logistics.passenger_transport",
        r"透析|患者|通院|ストレッチャー|寝たきり|\bdialysis\b|\bpatients?\b|\bstretcher",
        "health.ambulance",
    ),
    (
        "nfi.clothing",
        r"\bgloves\s*\((?:medical|surgical|nitrile|latex|exam)|医療用の?(?:手袋|ゴム手袋)",
        "health.medical_supplies",
    ),
    (
        "food.ready_meals",
        r"\b(?:halal|vegan|vegetarian|kosher|gluten)|アレルギー|ハラ[ー]?ル|ベジタリアン|減塩|介護用",
        "food.special_diet",
    ),
    ("people.volunteers", r"mud(?:-|\s)(?:out|removal)|泥[出か]|床下", "shelter.repair_works"),
    ("logistics.road_transport", r"(?:給水|散水)(?=.{0,6}(?:車|トラック|ローリー))", "wash.water_trucking"),
]


class Refinements:
    """The rules for settling, compiled once."""

    def __init__(self) -> None:
        self._rules = [(leaf, re.compile(words), meant) for leaf, words, meant in _RULES]

    def refined(self, leaf: str | None, words: str) -> str | None:
        """Return the category that a mention of `leaf` means in a folded sentence."""
        return next((meant for known, beside, meant in self._rules if known == leaf and beside.search(words)), leaf)
