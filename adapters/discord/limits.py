"""What Discord takes at most (its developer documentation, August 2026), counted in UTF-16 units to be safe."""

CONTENT = 2000
EMBEDS = 10
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBEDS_TOGETHER = 6000
BUTTONS = 25
"""Five rows of five."""
BUTTON_LABEL = 80
CUSTOM_ID = 100
MODAL_TITLE = 45
MODAL_FIELDS = 5
FIELD_LABEL = 45
FIELD_HINT = 100
FIELD_VALUE = 4000
CHOICES = 25
CHOICE = 100
OPTIONS = 25
DESCRIPTION = 100
COMMAND = 8000
"""Characters of one command: names, descriptions and values of all its options and choices."""
NONCE = 25


def units(text: str) -> int:
    """Return how long a text is in UTF-16 units, which is never less than in characters."""
    return len(text) + sum(sign > "\uffff" for sign in text)
