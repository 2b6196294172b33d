"""Recognises the message of a person in danger, or of one who looks for somebody, before anything is kept of it."""

import re

from bot.domain.reading import Danger
from knowledge.datafiles import read_text
from knowledge.learnt.features import ALARM as ALARM_SHAPE
from knowledge.learnt.model import Model, loaded
from knowledge.reader.folding import fold

LONGEST = 10_000
"""Signs read of one message."""
ALARM = -0.1
"""How little a message may sound like an ordinary one. Rather an alarm in vain than a person who is not heard."""
ALONE = 0.3
"""The same for one sentence of a long message, which has no neighbours that explain it."""
SHORT, SHORT_JAPANESE = 8, 4
"""Signs of a word or two, which may be anything."""
LONG = 240
"""Signs from which on a message is also judged sentence by sentence."""
SENTENCES = re.compile(r"(?<=[。！？!?\n])|(?<=\.)\s")
CRY = re.compile(
    r"\W*(?:(?:please|pls|somebody|someone|anyone)\W+)?(?:help|sos|mayday|rescue)"
    r"(?:\W+(?:help|sos|mayday|rescue|me|us|now|please|pls))*\W*"
    r"|\W*(?:だれか|誰か)?\W*(?:助けて|たすけて|タスケテ|sos)(?:ください|下さい|くれ|え|ぇ)*\W*"
    r"|.*🆘.*"
)
"""Too short for the model to know anything from."""
PLAYED = re.compile(
    r"訓練(?!では)|演習(?!では)|試験送信|テスト送信"
    r"|(?<!not a )(?<!no )\bdrill\b|(?<!not an )\b(?:exercise|rehearsal)\b"
    r"|\btest (?:message|alarm|call)\b|\bthis is (?:only )?a test\b"
)


class DangerSense:
    """A model learnt from labelled messages (`knowledge.learnt.train`), and the cries that are too short for it."""

    def __init__(self) -> None:
        self._model: Model = loaded(read_text("knowledge.learnt", "danger.txt"), ALARM_SHAPE)

    def of(self, text: str) -> Danger | None:
        """Return "danger" for somebody in danger now, "searching" for somebody who is looked for, else None."""
        read = text[:LONGEST]
        folded = fold(read)
        if not folded.strip() or PLAYED.search(folded):
            return None
        if CRY.fullmatch(folded):
            return "danger"
        if len(folded.strip()) < (SHORT if folded.isascii() else SHORT_JAPANESE):
            return None
        found = self._judged(read, ALARM)
        if found or len(read) <= LONG:
            return found
        return next(filter(None, (self._judged(each, ALONE) for each in SENTENCES.split(read) if each.strip())), None)

    def _judged(self, text: str, limit: float) -> Danger | None:
        seen = self._model.seen(text)
        if -self._model.score("none", seen) <= limit:
            return None
        searching = self._model.score("searching", seen) > self._model.score("danger", seen)
        return "searching" if searching else "danger"
