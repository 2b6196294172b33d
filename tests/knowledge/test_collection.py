"""`kizuna lessons eval` gives the figures of the literature, on the very search everything else uses."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.wiring.evaluating import measured
from knowledge.library.collection import BadCollection, asked, load_collection, percentile, quality

SHARED = Path(__file__).parents[3] / "shared/data/retrieval"


def folder(
    tmp_path: Path,
    *,
    corpus: str = '{"_id": "1", "text": "snow on roofs"}\n{"_id": "2", "title": "Boats", "text": "boats carry water"}',
    queries: str = '{"_id": "q1", "text": "snow"}\n{"_id": "q2", "text": "boats"}\n{"_id": "q3", "text": "not judged"}',
    qrels: str = "query-id\tcorpus-id\tscore\nq1\t1\t1\nq2\t2\t1\nq2\t1\t0\n",
) -> Path:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(queries, encoding="utf-8")
    (tmp_path / "qrels/test.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path


def test_the_figures_are_those_of_the_literature() -> None:
    judged = {"q": {"a": 2, "b": 1, "c": 0}, "r": {"d": 1}}
    runs = {"q": ["c", "a", "x", "b"], "r": ["x"] * 12 + ["d"]}
    figures = quality(runs, judged)
    ideal = 2 + 1 / math.log2(3)
    assert figures.ndcg_10 == pytest.approx((2 / math.log2(3) + 1 / math.log2(5)) / ideal / 2)
    assert (figures.recall_10, figures.recall_100) == (0.5, 1.0)
    assert figures.mrr_10 == pytest.approx(0.25)
    assert (figures.p_1, figures.questions) == (0.0, 2)


def test_questions_nobody_judged_are_not_asked(tmp_path: Path) -> None:
    runs, took = asked(load_collection(folder(tmp_path)), lambda _, __: [("1", 1.0)])
    assert list(runs) == ["q1", "q2"]
    assert len(took) == 2


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert [percentile([3.0, 1.0, 2.0], share) for share in (0.5, 0.95)] == [2.0, 3.0]
    assert percentile([], 0.5) == 0


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"corpus": "{}\n"}, "corpus.jsonl"),
        ({"queries": "no json\n"}, "queries.jsonl"),
        ({"qrels": "q1\t1\n"}, "test.tsv"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, wrong: dict[str, str], where: str) -> None:
    with pytest.raises(BadCollection) as refused:
        load_collection(folder(tmp_path, **wrong))
    assert str(refused.value.values["path"]).endswith(where)
    assert refused.value.values["number"] == 1


def kizuna(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/kizuna.db"}
    command = [sys.executable, "-m", "bot", "lessons", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_program_measures_a_collection(tmp_path: Path) -> None:
    done = kizuna(tmp_path, "eval", str(folder(tmp_path)), "--json")
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("ndcg_10", "recall_10", "recall_100", "mrr_10", "p_1", "questions")} == {
        **dict.fromkeys(("ndcg_10", "recall_10", "recall_100", "mrr_10", "p_1"), 1.0),
        "questions": 2,
    }
    assert {"p50_ms", "p95_ms", "index_seconds", "index_mb"} <= set(told)


def test_the_program_says_which_file_is_missing(tmp_path: Path) -> None:
    done = kizuna(tmp_path, "eval", str(tmp_path), "--locale", "ja")
    assert done.returncode == 2
    assert "corpus.jsonl を読めません" in done.stderr


def test_the_program_answers_a_question_with_source_and_the_words_found(tmp_path: Path) -> None:
    done = kizuna(tmp_path, "search", "tsunami volunteers", "--json")
    told = json.loads(done.stdout)
    assert told["hits"][0]["id"] == "L32"
    assert told["hits"][0]["matched"] == ["tsunami", "volunteers"]
    assert told["hits"][0]["source"].startswith("http")
    shown = kizuna(tmp_path, "search", "津波 ボランティア", "--locale", "ja")
    assert "見つかった語：津波, ボランティア" in shown.stdout
    assert kizuna(tmp_path, "search", "blockchain").returncode == 1


@pytest.mark.parametrize(
    ("name", "least"),
    [("cranfield", 0.41), ("llis", 0.92), ("jsquad", 0.95), ("laser_en_ja", 0.85), ("laser_ja_en", 0.82)],
)
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the public collections do not lie in {SHARED}")
def test_the_shown_collections_are_searched_as_well_as_was_promised(name: str, least: float) -> None:
    assert measured(SHARED / name)["ndcg_10"] >= least
