"""The mark at the head of every card that is no real need: 【訓練】 and its like."""

from bot.domain.record import Drill
from bot.viewer import Viewer


def marked(title: str, drill: Drill, viewer: Viewer) -> str:
    """Return the title with 【訓練】/【EXERCISE】 before it where the record belongs to an exercise or a test."""
    return title if drill == "actual" else f"【{viewer.term('drill', drill)}】{title}"
