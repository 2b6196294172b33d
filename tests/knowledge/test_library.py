"""The search over lessons answers in both languages, widens where it must, and says what no lesson names."""

import re
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Found, Lesson
from bot.domain.passages import lesson_entry
from bot.domain.record import Stamp
from bot.domain.vocabulary import Name
from bot.ports import Library
from knowledge.datafiles import read_yaml
from knowledge.language.words import load_words
from knowledge.library.broader import load_broader
from knowledge.library.bundled import load_bundled, load_themes
from knowledge.library.search import LessonLibrary

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STAMP = Stamp("U1", None, None, "public", "actual", NOON, NOON)
HAZARDS = {"TS": Name("Tsunami", "津波"), "EQ": Name("Earthquake", "地震"), "FL": Name("Flood", "洪水")}
WORDS = load_words()
BROADER = load_broader(WORDS)


def put(library: LessonLibrary, *lessons: Lesson) -> None:
    library.put([lesson_entry(one) for one in lessons])


def bundled() -> LessonLibrary:
    library = LessonLibrary(WORDS, load_themes() | HAZARDS, BROADER)
    put(library, *(Lesson(id=seed.key, stamp=STAMP, state=PUBLISHED, **asdict(seed)) for seed in load_bundled()))
    return library


LIBRARY = bundled()


def lesson(id: str, title: str = "", *, summary_en: str = "", title_ja: str = "", state: str = PUBLISHED) -> Lesson:
    return Lesson(id=id, stamp=STAMP, state=state, title_en=title, title_ja=title_ja, summary_en=summary_en)


def keys(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


def test_it_is_the_library_the_core_asks_for() -> None:
    port: Library = LIBRARY
    assert port.search("funding").hits


@pytest.mark.parametrize(
    ("question", "best", "also"),
    [
        ("tsunami volunteers", "L32", {"L29"}),
        ("津波 ボランティア", "L32", {"L29"}),
        ("物資", "L16", {"L59", "L47"}),
        ("funding", "L59", {"L30", "L11"}),
        ("助成金", "L42", {"L27"}),
        ("bilingual staff", "L20", {"L18", "L13"}),
        ("通訳", "L20", set()),
        ("避難所 トイレ", "L54", set()),
        ("水", "L54", {"L41"}),
        ("避難", "L50", {"L34", "L40"}),
        ("how do we coordinate with the army?", "L26", set()),
        ("自衛隊との調整はどうすればいい？", "L26", set()),
        ("障害者の避難所での入浴", "L57", {"L33"}),
        ("disabled people at home", "L33", {"L57"}),
        ("公費解体", "L44", set()),
        ("海外からの寄付", "L04", set()),
        ("requests that expire", "L68", set()),
        ("期限切れの依頼", "L68", set()),
        ("臨時災害放送局のラジオ", "L67", set()),
        ("炊き出し", "L74", set()),
        ("simulation exercise", "L64", set()),
    ],
)
def test_a_question_finds_the_lessons_a_person_would_pick(question: str, best: str, also: set[str]) -> None:
    found = keys(LIBRARY.search(question))
    assert found[:1] == [best]
    assert also <= set(found)


def test_a_question_in_the_words_of_another_lesson_still_finds_the_right_one_near_the_top() -> None:
    assert "L19" in keys(LIBRARY.search("who to call in Japan"))[:2]


@pytest.mark.parametrize("seed", load_bundled(), ids=lambda seed: seed.key)
def test_each_lesson_is_found_first_by_its_own_title_in_either_language(seed: object) -> None:
    texts = asdict(seed)  # type: ignore[call-overload]  # parametrize's ids lambda leaves the seed untyped
    assert keys(LIBRARY.search(texts["title_en"]))[:1] == [texts["key"]]
    assert keys(LIBRARY.search(texts["title_ja"]))[:1] == [texts["key"]]


@pytest.mark.parametrize("question", ["毛布", "blankets", "Blanket", "/lessons blankets", "毛布がほしい"])
def test_a_word_no_lesson_names_is_widened_to_its_subject_and_said_to_be_unnamed(question: str) -> None:
    found = LIBRARY.search(question)
    assert found.widened
    assert any(word.casefold().startswith(("毛布", "blanket")) for word in found.unnamed)
    assert found.hits
    texts = {seed.key: str(asdict(seed)) for seed in load_bundled()}
    assert all(re.search("goods|suppl|item|物資|品物", texts[key]) for key in keys(found))


def test_the_unnamed_word_stands_as_it_was_typed() -> None:
    assert LIBRARY.search("ＢＬＡＮＫＥＴＳ").unnamed == ("ＢＬＡＮＫＥＴＳ",)
    assert LIBRARY.search("毛布").unnamed == ("毛布",)
    assert LIBRARY.search("毛布").hits[0].matched == ()
    assert LIBRARY.search("ﾎﾞﾗﾝﾃｨｱﾊﾞｽ").hits[0].matched == ("ﾎﾞﾗﾝﾃｨｱﾊﾞｽ",)


def test_a_widened_answer_does_not_push_out_one_that_names_the_rest_of_the_question() -> None:
    found = LIBRARY.search("輪島 毛布")
    assert keys(found) == ["L54"]
    assert found.hits[0].matched == ("輪島",)
    assert found.unnamed == ("毛布",)
    assert not found.widened


def test_matched_words_are_those_the_lesson_names() -> None:
    assert LIBRARY.search("Bilingual staff").hits[0].matched == ("Bilingual", "staff")
    assert LIBRARY.search("避難所運営").hits[0].matched == ("避難所", "運営")
    assert [hit.matched for hit in LIBRARY.search("助成金").hits[:2]] == [("助成金",), ("助成",)]


def test_a_listed_word_is_not_taken_for_a_part_that_means_something_else() -> None:
    found = LIBRARY.search("生理用品")
    assert (found.unnamed, found.widened) == (("生理用品",), True)


@pytest.mark.parametrize(
    "question", ["", " ", "the of", "について教えて", "は", "???", "🙂", "\x00", "()\"' OR 1=1 --*^~", "。、"]
)
def test_a_question_without_a_subject_finds_nothing(question: str) -> None:
    assert LIBRARY.search(question).hits == ()


@pytest.mark.parametrize(
    "question",
    [
        "blockchain",
        "best pizza in Tokyo",
        "write a poem about cats",
        "今日の天気",
        "量子コンピュータ",
        "ラーメン屋",
        "ペット",
    ],
)
def test_a_question_about_something_absent_finds_nothing_and_says_so(question: str) -> None:
    found = LIBRARY.search(question)
    assert found.hits == ()
    assert found.unnamed
    assert not found.widened


def test_a_bare_number_is_no_subject_but_a_year_is() -> None:
    assert LIBRARY.search("30").hits == ()
    assert LIBRARY.search("30 tents").unnamed == ("tents",)
    assert set(keys(LIBRARY.search("Noto 2007"))) >= {"L55"}


def test_a_lesson_put_again_is_known_by_its_newer_text_only() -> None:
    library = LessonLibrary(WORDS)
    put(library, lesson("L1", "Snow on the roof"), lesson("L2", "Boats"))
    put(library, lesson("L1", "Radio"))
    assert library.search("snow").hits == ()
    assert keys(library.search("radio")) == ["L1"]
    assert keys(library.search("boat")) == ["L2"]


@pytest.mark.parametrize("state", [DRAFT, REVIEWED])
def test_a_lesson_is_found_before_it_is_published(state: str) -> None:
    library = LessonLibrary(WORDS)
    put(library, lesson("L1", "Snow on the roof", state=state))
    assert keys(library.search("snow")) == ["L1"]


def test_a_lesson_in_any_other_state_is_not_found_any_more() -> None:
    library = LessonLibrary(WORDS)
    told = lesson("L1", "Snow on the roof")
    put(library, told)
    put(library, replace(told, state="hidden"))
    assert library.search("snow") == Found(unnamed=("snow",))


def test_a_draft_comes_after_a_published_lesson_that_says_the_same_until_it_is_published_itself() -> None:
    library = LessonLibrary(WORDS)
    draft = lesson("L1", "Snow on the roof", state=DRAFT)
    put(library, draft, lesson("L2", "Snow on the roof"))
    assert keys(library.search("snow roof")) == ["L2", "L1"]
    put(library, replace(draft, state=PUBLISHED))
    assert keys(library.search("snow roof")) == ["L1", "L2"]


def test_a_draft_that_answers_much_better_still_comes_first() -> None:
    library = LessonLibrary(WORDS)
    put(library, lesson("L1", "Snow on the roof", state=DRAFT), lesson("L2", "Snow", summary_en="boats and radio"))
    assert keys(library.search("snow on the roof")) == ["L1", "L2"]


def test_a_lesson_in_one_language_only_is_found_in_both_and_first_in_its_own() -> None:
    library = LessonLibrary(WORDS)
    put(library, lesson("L1", title_ja="雪下ろしの手伝い"), lesson("L2", "Snow on roofs"), lesson("L3", "Boats"))
    assert keys(library.search("雪下ろし")) == ["L1", "L2"]
    assert keys(library.search("snow")) == ["L2", "L1"]


def test_a_title_counts_more_than_a_summary_and_equal_lessons_come_by_id() -> None:
    library = LessonLibrary(WORDS)
    put(library, lesson("L3", "Snow"), lesson("L2", "Snow"), lesson("L1", "Boats", summary_en="Snow"))
    assert keys(library.search("snow")) == ["L2", "L3", "L1"]


def test_a_repeated_word_is_named_once() -> None:
    assert LIBRARY.search("毛布 毛布").unnamed == ("毛布",)
    assert LIBRARY.search("radio radio").hits[0].matched == ("radio",)


def test_a_very_long_text_is_answered_by_its_beginning() -> None:
    long = "bilingual staff " + "zzz" * 50_000
    assert LIBRARY.search(long).hits[0].id == "L20"


def test_no_more_lessons_come_than_were_asked_for() -> None:
    assert len(LIBRARY.search("ボランティア", limit=5).hits) == 5
    assert len(LIBRARY.search("ボランティア").hits) == 3


def test_every_word_with_a_wider_subject_finds_a_lesson() -> None:
    subjects = read_yaml("knowledge.library", "broader.yaml").values()
    words = [word for subject in subjects for language in ("en", "ja") for word in subject["words"][language]]
    assert [word for word in words if not LIBRARY.search(word).hits] == []


@given(
    st.text()
    | st.lists(st.sampled_from(["津波", "の", "volunteers", "毛布", "ﾞ", "-", '"', "2011", "ット"])).map(" ".join)
)
def test_no_question_is_refused_and_words_of_the_answer_stand_in_it(question: str) -> None:
    found = LIBRARY.search(question)
    assert len(found.hits) <= 3
    for word in (*found.unnamed, *(word for hit in found.hits for word in hit.matched)):
        assert word in question
    assert found == LIBRARY.search(question)


@given(st.sampled_from([seed.key for seed in load_bundled()]), st.data())
def test_a_lessons_own_japanese_title_finds_it_among_the_first_three_even_with_one_sign_lost(
    key: str, data: st.DataObject
) -> None:
    title = next(seed.title_ja for seed in load_bundled() if seed.key == key)
    lost = data.draw(st.integers(0, len(title) - 1))
    assert key in keys(LIBRARY.search(title[:lost] + title[lost + 1 :]))


def test_importing_the_search_loads_no_heavy_library() -> None:
    script = (
        "import sys, knowledge.library.search; "
        "print(sorted({'tantivy', 'sudachipy', 'sqlalchemy', 'aiohttp', 'pydantic', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
