"""Where the rules and a model learnt from labelled posts differ on what a post is, whichever is surer decides."""

from functools import cached_property
from typing import cast

from bot.domain.reading import ReadingKind
from knowledge.datafiles import read_text
from knowledge.learnt.features import KIND
from knowledge.learnt.model import Model, loaded

SURE, SURE_OUTRIGHT = 0.5, 0.6
"""How much likelier than what the rules say something else has to be (2 lies between two kinds): the more where words
of the post say outright what it is (decision 0010)."""
SHORT, SHORT_JAPANESE = 60, 27
"""A post of fewer signs is left to the rules: "200 blankets in Wajima" is too little to know a voice from."""


class KindSense:
    """The model, loaded when the first post is read."""

    @cached_property
    def _model(self) -> Model:
        return loaded(read_text("knowledge.learnt", "kinds.txt"), KIND)

    def meant(self, text: str, read: ReadingKind, *, outright: bool) -> ReadingKind:
        """Return what a post is that the rules read as `read`, `outright` in so many words."""
        if len(text) < (SHORT if text.isascii() else SHORT_JAPANESE):
            return read
        scores = self._model.scores(text)
        likeliest = max(scores, key=scores.__getitem__)
        enough = SURE_OUTRIGHT if outright else SURE
        return cast(ReadingKind, likeliest) if scores[likeliest] - scores[read] > enough else read
