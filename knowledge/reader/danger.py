"""Recognises the message of a person in danger, or of one who looks for somebody, before anything is kept of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.reading import Danger
from knowledge.datafiles import read_yaml
from knowledge.reader.folding import fold

LONGEST = 10_000  # signs read of one message
_LONGEST_CLAUSE = 400  # signs; a longer one is read in pieces, so that no rule walks far


class DangerSense:
    """Rules of danger.yaml over the clauses of a message, in both languages at once."""

    def __init__(self) -> None:
        data = read_yaml("knowledge.reader", "danger.yaml")
        self._clauses = re.compile(data["clauses"])
        self._danger = _joined(data["danger"], data["groups"])
        self._searching = _joined(data["searching"], data["groups"])
        self._together: dict[str, list[tuple[re.Pattern[str], ...]]] = {
            kind: [tuple(re.compile(_filled(half, data["groups"])) for half in pair) for pair in pairs]
            for kind, pairs in data["together"].items()
        }
        self._weak = _joined(data["weak"], data["groups"])
        self._excuses = _joined(data["excuses"], data["groups"])
        self._business = _joined(data["business"], data["groups"])
        self._earnest = _joined(data["earnest"], data["groups"])
        self._peril = _joined(data["peril"], data["groups"])
        self._intimate = _joined(data["intimate"], data["groups"])
        self._calm = _joined(data["calm"], data["groups"])
        self._someone = _joined(data["someone"], data["groups"])
        self._goods = _joined(data["goods"], data["groups"])
        self._played = _joined(data["played"], data["groups"])

    def of(self, text: str) -> Danger | None:
        """Return "danger" for somebody in danger now, "searching" for somebody who is looked for, else None."""
        folded = self._earnest.sub(" ", fold(text[:LONGEST]))
        if self._played.search(folded):
            return None
        clauses = self._serious(folded)
        if any(self._danger.search(clause) for clause in clauses) or self._said_together("danger", clauses):
            return "danger"
        sought = [clause for clause in clauses if not self._business.search(clause)]
        if any(self._searching.search(clause) for clause in sought) or self._said_together("searching", sought):
            return "searching"
        if self._goods.search(folded):
            return None
        return "danger" if any(self._cries(clause) for clause in clauses) else None

    def _cries(self, clause: str) -> bool:
        """Return whether a clause cries for help, speaks of a peril and a person, or of one's own people uneasily."""
        if self._weak.search(clause):
            return True
        if self._peril.search(clause) and self._someone.search(clause):
            return True
        return bool(self._intimate.search(clause)) and not self._calm.search(clause)

    def _said_together(self, kind: Danger, clauses: Sequence[str]) -> bool:
        """Return whether both halves of a pair are said, in one clause or in two."""
        return any(
            all(any(half.search(clause) for clause in clauses) for half in pair) for pair in self._together[kind]
        )

    def _serious(self, folded: str) -> list[str]:
        """Return the clauses in which no excuse stands."""
        clauses = [
            whole[start : start + _LONGEST_CLAUSE].strip()
            for whole in self._clauses.split(folded)
            for start in range(0, len(whole), _LONGEST_CLAUSE)
        ]
        return [clause for clause in clauses if clause and not self._excuses.search(clause)]


def _joined(rules: Mapping[str, Any], groups: Mapping[str, str]) -> re.Pattern[str]:
    """Return one pattern of all rules of both languages, the groups of words filled in."""
    every: list[str] = []
    for of_language in rules.values():
        every += [of_language] if isinstance(of_language, str) else of_language
    return re.compile("|".join(f"(?:{_filled(rule, groups)})" for rule in every))


def _filled(rule: str, groups: Mapping[str, str]) -> str:
    for name, words in groups.items():
        rule = rule.replace(f"{{{name}}}", words)
    return rule
