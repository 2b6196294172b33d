"""What a post is: rules and the learnt model together, held against posts that neither was made from."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.reading import ReadingKind
from knowledge.datafiles import read_text
from knowledge.learnt.features import KIND
from knowledge.learnt.model import loaded
from knowledge.reader.kinds import SHORT, SHORT_JAPANESE, KindSense
from knowledge.reader.reader import PlainReader
from tests.chat import known

POSTS = Path(__file__).parents[1] / "benchmarks/posts"


class RulesAlone(KindSense):
    """Leaves every post to the rules."""

    def meant(self, text: str, read: ReadingKind, *, outright: bool) -> ReadingKind:
        """Return what the rules say."""
        return read


def unseen() -> list[dict[str, Any]]:
    """Return the posts of both examinations that nobody made rules from."""
    lines = [line for name in ("exam2", "exam3") for line in (POSTS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def right(kinds: Sequence[str], posts: Sequence[dict[str, Any]]) -> float:
    """Return the share of posts that are what they are said to be."""
    found = [kind == str(post["gold"]["kind"]) for kind, post in zip(kinds, posts, strict=True)]
    return sum(found) / len(found)


def test_on_posts_neither_has_seen_rules_and_model_together_are_right_more_often_than_either() -> None:
    posts, learnt = unseen(), loaded(read_text("knowledge.learnt", "kinds.txt"), KIND)
    rules = PlainReader(known().vocabulary, known().gazetteer)
    rules._kinds = RulesAlone()
    at = [datetime.fromisoformat(post["posted_at"]) for post in posts]
    both = [known().reader.read(post["text"], when).kind for post, when in zip(posts, at, strict=True)]
    alone = [rules.read(post["text"], when).kind for post, when in zip(posts, at, strict=True)]
    scores = [learnt.scores(post["text"]) for post in posts]
    model = [max(each, key=each.__getitem__) for each in scores]
    assert right(both, posts) > max(right(alone, posts), right(model, posts))
    assert right(both, posts) >= 0.93


@pytest.mark.parametrize("text", ["blankets", "毛布100枚", "x" * (SHORT - 1), "あ" * (SHORT_JAPANESE - 1)])
@pytest.mark.parametrize("read", ["request", "none"])
def test_a_post_of_less_than_a_line_stays_with_the_rules(text: str, read: ReadingKind) -> None:
    assert KindSense().meant(text, read, outright=False) == read


def test_a_kind_that_the_model_turned_is_marked_as_unsure() -> None:
    text = "Toyama nurses' union: mobile bath van, two nurses and a driver, 12-15 Dec, anywhere between Himi and Nanao"
    reading = known().reader.read(text, datetime.fromisoformat("2026-11-26T10:00:00+09:00"))
    assert reading.kind == "offer"
    assert all("kind" in line.unsure for line in reading.lines)
