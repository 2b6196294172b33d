"""`kizuna match`: ranks a file of offers for a file of requests, the same way twice, and names what it cannot read."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.wiring.matching import MOST, Matcher
from tests.benchmarks.matching import DEVELOPMENT, OWN, Figures, figures, load_task, lured

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T12:00:00+09:00"
FOLDERS = sorted(path for path in OWN.iterdir() if path.is_dir())
BLANKETS = "毛布100枚、輪島市"


def post(id: str, text: str, org: str = "", posted_at: str = "2026-11-23T09:00:00+09:00") -> dict[str, str]:
    """Return one post as a file holds it."""
    return {"id": id, "org": org or f"Org of {id} (invented)", "text": text, "posted_at": posted_at}


def write(path: Path, posts: Sequence[object]) -> str:
    """Write posts, one a line (text as it is, anything else as JSON), and return the path."""
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in posts]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def match(
    folder: Path, requests: Sequence[object], offers: Sequence[object], *extra: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `kizuna match` in an empty environment to its end."""
    files = (
        *("--requests", write(folder / "requests.jsonl", requests)),
        *("--offers", write(folder / "offers.jsonl", offers)),
        *("--now", NOW, "--run", str(folder / "run.tsv"), *extra),
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "POSIX", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "bot", "match", *files]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)


def rows(folder: Path) -> list[list[str]]:
    """Return the run's rows, each in its four parts."""
    lines = (folder / "run.tsv").read_text(encoding="utf-8").splitlines()
    assert all(line.count("\t") == 3 for line in lines)
    return [line.split("\t") for line in lines]


def test_an_offer_in_the_other_language_is_found_by_what_it_is(tmp_path: Path) -> None:
    offers = [
        post("far", "Wool blankets in Fukuoka, pick-up only, 300 of them"),
        post("good", "300 wool blankets, Sendai, can deliver to Noto"),
        post("other", "扇風機を20台お貸しします。輪島市までお届けします。"),
    ]
    assert match(tmp_path, [post("r1", BLANKETS)], offers).returncode == 0
    found = rows(tmp_path)
    assert [row[:2] for row in found] == [["r1", "good"], ["r1", "far"]]
    assert found[0][3].split() == ["same_thing", "delivers", "time_unknown", "enough"]
    assert float(found[0][2]) > float(found[1][2])


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "the same kind of thing, can be brought there, days to be agreed, enough of it"),
        ("ja", "同じ種類のもの、そこまで届けられる、日程は相談、足りる"),
    ],
)
def test_reasons_are_one_plain_line_in_either_language(tmp_path: Path, locale: str, sentence: str) -> None:
    match(tmp_path, [post("r1", BLANKETS)], [post("o1", "300 wool blankets, we deliver to Noto")], "--locale", locale)
    assert rows(tmp_path)[0][3] == sentence


def test_ones_own_and_withdrawn_and_expired_offers_are_not_written(tmp_path: Path) -> None:
    offers = [
        post("own", "Blankets for Wajima, 200 pieces, we deliver", org="みどり支援隊"),
        post("wide", "毛布200枚、輪島市に届けます", org=" みどり支援隊　"),
        post("gone", "【終了しました】毛布200枚を輪島市に届けます"),
        post("over", "毛布200枚を輪島市に届けます。11月22日まで。", posted_at="2026-11-20T09:00:00+09:00"),
        post("there", "毛布200枚を輪島市に届けます。11月30日まで。"),
    ]
    match(tmp_path, [post("r1", BLANKETS, org="みどり支援隊")], offers)
    assert [row[1] for row in rows(tmp_path)] == ["there"]


def test_an_offer_ends_with_its_last_day_where_it_was_written(tmp_path: Path) -> None:
    offer = post("o1", "毛布200枚を輪島市に届けます。11月24日まで。")
    for now, left in (("2026-11-24T14:59:00+00:00", 1), ("2026-11-24T15:01:00+00:00", 0)):
        match(tmp_path, [post("r1", BLANKETS)], [offer], "--now", now)
        assert len(rows(tmp_path)) == left


def test_at_most_fifty_offers_are_written_for_a_request_best_first_and_the_same_twice(tmp_path: Path) -> None:
    offers = [post(f"o{number}", f"毛布{number + 1}枚を輪島市に届けます") for number in range(MOST + 20)]
    match(tmp_path, [post("r1", BLANKETS), post("r2", "Need 30 blankets in Suzu")], offers)
    first = (tmp_path / "run.tsv").read_bytes()
    found = rows(tmp_path)
    assert [sum(row[0] == asked for row in found) for asked in ("r1", "r2")] == [MOST, MOST]
    scores = [float(row[2]) for row in found if row[0] == "r1"]
    assert scores == sorted(scores, reverse=True)
    match(tmp_path, [post("r1", BLANKETS), post("r2", "Need 30 blankets in Suzu")], list(reversed(offers)))
    assert (tmp_path / "run.tsv").read_bytes() == first


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", b"offers.jsonl, line 2: This line is no JSON"),
        ({"id": "o1", "text": "blankets"}, b"offers.jsonl, line 2: posted_at"),
        (post("a\tb", "blankets"), b"offers.jsonl, line 2: id"),
        ({**post("o1", "blankets"), "org": 3}, b"offers.jsonl, line 2: org"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_written(tmp_path: Path, line: object, named: bytes) -> None:
    done = match(tmp_path, [post("r1", BLANKETS)], [post("o0", "blankets"), line])
    assert done.returncode == 2
    assert done.stderr.startswith(named)
    assert not (tmp_path / "run.tsv").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = match(tmp_path, [post("r1", BLANKETS)], [], "--offers", str(tmp_path / "nowhere.jsonl"))
    assert done.returncode == 2
    assert b"nowhere.jsonl" in done.stderr


def measured(folder: Path) -> tuple[Figures, int]:
    """Return the figures of a folder, and how many hard negatives stand above an offer that fits."""
    task = load_task(folder)
    orders: dict[str, list[str]] = {}
    now = max(each.at for each in (*task.requests, *task.offers))
    for each in Matcher().run(task.requests, task.offers, now):
        orders.setdefault(each.request, []).append(each.offer)
    return figures(task, orders), len(lured(task, orders))


FIRM = (0.9, 0.92, 0.97, 0.97, 1)
"""What is kept to at least: P@1, nDCG@10, recall@20, across languages; and hard negatives above, at most."""
REACHED = {
    "akita": (0.95, 0.94, 0.95, 0.97, 0),
    "hokuriku": (0.79, 0.88, 0.95, 0.93, 7),
    "kinki": (0.91, 0.93, 0.98, 0.97, 6),
    "okinawa": (0.91, 0.91, 0.94, 0.98, 6),
    "tokai": (0.95, 0.92, 0.98, 0.98, 6),
}
"""What was reached on the sets that are not learnt yet, so that nothing becomes worse."""


@pytest.mark.parametrize("folder", [DEVELOPMENT, *FOLDERS], ids=lambda folder: folder.name)
def test_judged_posts_are_ranked_as_well_as_they_were(folder: Path) -> None:
    if not folder.exists():
        pytest.skip(f"{folder.name} is not beside the repository")
    found, above = measured(folder)
    *least, most = REACHED.get(folder.name, FIRM)
    assert all(
        figure >= bound for figure, bound in zip((found.p1, found.ndcg, found.recall, found.ratio), least, strict=True)
    ), found
    assert above <= most
