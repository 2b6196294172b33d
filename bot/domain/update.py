"""Situation updates: numbered per response and organisation, corrected by a visible new version."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.post import PostPlace
from bot.domain.record import Stamp


@dataclass(frozen=True, slots=True)
class Update:
    """U5. `number` is its organisation's 第N報 in this response. `text` is the whole, `headline` the first sentence."""

    id: str
    stamp: Stamp
    number: int
    headline: str
    text: str
    language: str
    places: tuple[PostPlace, ...] = ()
    sector: str = ""
    source: str = ""
    next_due: datetime | None = None
    origin_platform: str = ""
    origin_workspace: str = ""
    origin_channel: str = ""
