"""The themes a lesson may bear, as they are typed and shown; the keys are those of the bundled lessons."""

from bot.command import Option, Word
from bot.viewer import Viewer
from bot.words.catalogue import N_

THEMES = (
    Word("partnership", ("Partnership",), ("連携・協働", "連携")),
    Word("directory", ("Who is who",), ("団体名簿・窓口", "窓口")),
    Word("funding", ("Funding",), ("資金・助成", "資金")),
    Word("information", ("Information sharing", "information"), ("情報共有",)),
    Word("coordination", ("Coordination",), ("調整",)),
    Word("needs-offers", ("Needs and offers",), ("ニーズと提供",)),
    Word("staffing", ("Staff", "staffing"), ("人員体制",)),
    Word("preparedness", ("Preparedness",), ("平時の備え", "備え")),
    Word("standards", ("Standards",), ("支援の基準",)),
    Word("volunteers", ("Volunteers",), ("ボランティア",)),
    Word("inclusion", ("Inclusion",), ("誰も取り残さない支援",)),
    Word("recovery", ("Recovery",), ("復興",)),
    Word("technology", ("Technology",), ("技術の活用", "技術")),
)
THEME = Option("theme", "テーマ", N_("what the lesson is about"), "choice", THEMES)


def theme_name(key: str, viewer: Viewer) -> str:
    """Return a theme's name in the reader's language; an unknown key as it is."""
    word = next((word for word in THEMES if word.value == key), None)
    if word is None:
        return key
    return word.ja[0] if viewer.locale == "ja" else word.en[0]
