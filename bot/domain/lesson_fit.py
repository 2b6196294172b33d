"""Which lesson fits what somebody is about to do: hazard × category × phase × place, with reasons as codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.lesson import PUBLISHED, REVIEWED, Lesson

Act = Literal["request", "offer", "response", "match"]
Why = Literal["category", "sector", "act", "hazard", "phase", "place"]
WEIGHTS: dict[Why, int] = {"category": 5, "sector": 3, "act": 1, "hazard": 2, "phase": 1, "place": 2}
LEAST = 3
"""A lesson that fits less is not worth an interruption: one about the act alone needs its hazard or place too."""
USELESS = 3
"""So many people who had no use for a lesson, and at least a third of those who saw it, end its being offered."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What somebody does: the act, the category of the thing (None of none), hazard and phase of the response.

    `places`: names of the municipality, prefecture and region in both languages, as lessons may name them.
    """

    act: Act
    category: str | None = None
    hazard: str = ""
    phase: str = ""
    places: tuple[str, ...] = ()

    def moments(self) -> tuple[str, ...]:
        """Return the moments under which a fitting lesson is filed: the category's, its sector's, the bare act's."""
        if not self.category:
            return (f"{self.act}:",)
        return (f"{self.act}:{self.category}", f"{self.act}:{sector_of(self.category)}", f"{self.act}:")


@dataclass(frozen=True, slots=True)
class LessonFit:
    """A lesson with the reasons for which it fits, the strongest first."""

    lesson: Lesson
    reasons: tuple[Why, ...]

    @property
    def score(self) -> int:
        """Return how well it fits."""
        return sum(WEIGHTS[reason] for reason in self.reasons)


def sector_of(category: str) -> str:
    """Return the cluster of a category: the part before the dot."""
    return category.partition(".")[0]


def fit(lesson: Lesson, occasion: Occasion) -> LessonFit | None:
    """Return how a lesson fits, or None where it does not fit enough or nobody has reviewed it."""
    if lesson.state not in (REVIEWED, PUBLISHED):
        return None
    named = next((moment for moment in occasion.moments() if moment in lesson.moments), None)
    if named is None:
        return None
    _, _, about = named.partition(":")
    reasons: list[Why] = ["act" if not about else "category" if "." in about else "sector"]
    if occasion.hazard and lesson.hazard == occasion.hazard:
        reasons.append("hazard")
    if lesson.phase and lesson.phase == occasion.phase:
        reasons.append("phase")
    if any(place and place in text for place in occasion.places for text in told(lesson)):
        reasons.append("place")
    found = LessonFit(lesson, tuple(reasons))
    return found if found.score >= LEAST else None


def told(lesson: Lesson) -> tuple[str, ...]:
    """Return the texts of a lesson in both languages."""
    english = (lesson.title_en, lesson.summary_en, lesson.implication_en)
    return (*english, lesson.title_ja, lesson.summary_ja, lesson.implication_ja)


def best(lessons: Sequence[Lesson], occasion: Occasion) -> LessonFit | None:
    """Return the lesson that fits best, the older of equals."""
    found = [each for each in (fit(lesson, occasion) for lesson in lessons) if each]
    return max(found, key=lambda each: each.score, default=None)


def is_useless(useless: int, told_to: int) -> bool:
    """Return whether so many had no use for a lesson that it is offered no more."""
    return useless >= USELESS and useless * 3 >= told_to
