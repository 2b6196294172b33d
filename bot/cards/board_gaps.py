"""Counts what nobody has taken up, by area and sector: the empty cells (もれ) a coordinator looks for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.board_words import area_of, sector_of
from bot.domain.post import Post
from bot.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Gap:
    """One sector in an area: how many open needs nobody has promised anything for, and how many of them are urgent."""

    sector: str
    needs: int
    critical: int


@dataclass(frozen=True, slots=True)
class AreaGaps:
    """An area with its gaps, the widest first."""

    area: str
    gaps: tuple[Gap, ...]


def untaken(requests: Sequence[Post], viewer: Viewer) -> tuple[AreaGaps, ...]:
    """Return the untouched needs by area and sector, each counted once; urgent areas first, then those with most."""
    needs: dict[str, Counter[str]] = defaultdict(Counter)
    critical: dict[str, Counter[str]] = defaultdict(Counter)
    for post in requests:
        if post.state != "open":
            continue
        area, sector = area_of(post, viewer), sector_of(post.category, viewer)
        needs[area][sector] += 1
        critical[area][sector] += post.urgency == "critical"
    areas = sorted(needs, key=lambda area: (-critical[area].total(), -needs[area].total(), area))
    return tuple(AreaGaps(area, _gaps(needs[area], critical[area])) for area in areas)


def _gaps(needs: Counter[str], critical: Counter[str]) -> tuple[Gap, ...]:
    gaps = [Gap(sector, number, critical[sector]) for sector, number in needs.items()]
    return tuple(sorted(gaps, key=lambda gap: (-gap.critical, -gap.needs, gap.sector)))
