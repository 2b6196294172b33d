"""Search across languages, by phrase and narrowed, from an index that outlives its process."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.document import IMPORTED, WITHDRAWN
from bot.domain.lesson import PUBLISHED, Found
from bot.domain.passages import Entry, Filters, IndexMark
from knowledge.language.words import load_words
from knowledge.library import live
from knowledge.library.index import PassageIndex
from knowledge.library.live import FEW
from knowledge.library.search import LessonLibrary

WORDS = load_words()
TEXTS = {
    "B1.1": ("en", "Field kitchens", "Volunteers served hot meals to evacuees in the gymnasium every evening."),
    "B1.2": ("en", "Boats", "Fishing boats carried drinking water to the villages that no road reached."),
    "B2.1": ("ja", "断水", "断水が続いた地区には、給水車が一日に二度まわりました。飲料水は一人三リットルでした。"),
    "B2.2": ("ja", "洪水", "洪水のあと、家屋から泥を出す作業に多くの人手が要りました。"),
    "B2.3": ("ja", "輪島", "輪島市では、仮設トイレの清掃を当番で回しました。"),
}


def passage(id: str, **changes: object) -> Entry:
    language, title, text = TEXTS[id]
    given = {"id": id, "title": title, "text": text, "language": language, "state": IMPORTED}
    return Entry(**{**given, "document_id": id.partition(".")[0], **changes})  # type: ignore[arg-type]  # fields by name


def library(folder: Path | None = None) -> LessonLibrary:
    shelf = LessonLibrary(WORDS, folder=folder)
    shelf.put([passage(key) for key in TEXTS], IndexMark("first", 7, 9))
    return shelf


SHELF = library()


def ids(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("hot meals for evacuees", "B1.1"),
        ("避難者の温かい食事", "B1.1"),
        ("飲み水を船で運ぶ", "B1.2"),
        ("water trucks during a water outage", "B2.1"),
        ("removing mud from houses", "B2.2"),
        ("cleaning toilets in Wajima", "B2.3"),
        ("輪島 toilet", "B2.3"),
    ],
)
def test_a_passage_is_found_by_a_question_in_either_language(question: str, best: str) -> None:
    assert ids(SHELF.search(question))[:1] == [best]


def test_the_words_of_a_question_that_a_text_in_the_other_language_answers_are_named() -> None:
    assert SHELF.search("Wajima toilet").hits[0].matched == ("Wajima", "toilet")
    assert SHELF.search("漁船").hits[0].matched == ("漁船",)


def test_a_phrase_between_quotation_marks_must_stand_so_in_the_text() -> None:
    shelf = LessonLibrary(WORDS)
    shelf.put(
        [Entry("L1", "", "cash for work in Suzu", state=PUBLISHED), Entry("L2", "", "work for cash", state=PUBLISHED)]
    )
    assert ids(shelf.search('"cash for work"')) == ["L1"]
    assert set(ids(shelf.search("cash for work"))) == {"L1", "L2"}
    assert ids(SHELF.search("「給水車」")) == ["B2.1"]


def test_a_phrase_that_stands_nowhere_is_looked_for_by_its_words() -> None:
    assert ids(SHELF.search('"meals hot served"'))[:1] == ["B1.1"]


def test_a_phrase_beside_other_words_puts_the_texts_that_hold_it_first() -> None:
    shelf = LessonLibrary(WORDS)
    texts = {"L1": "water trucks and drinking places", "L2": "drinking water for the village"}
    shelf.put([Entry(key, "", text, state=PUBLISHED) for key, text in texts.items()])
    assert ids(shelf.search('village trucks "drinking water"'))[:1] == ["L2"]


@pytest.mark.parametrize(("question", "found"), [("泥", ["B2.2"]), ("断水", ["B2.1"]), ("船", ["B1.2"])])
def test_japanese_words_of_one_and_two_signs_are_found(question: str, found: list[str]) -> None:
    assert ids(SHELF.search(question))[:1] == found


@pytest.mark.parametrize(("question", "rare"), [("雪下ろし 放送局", "放送局"), ("snow radio", "radio")])
def test_a_word_that_only_low_ranking_texts_name_is_not_said_to_be_unnamed(question: str, rare: str) -> None:
    shelf = LessonLibrary(WORDS)
    short = [Entry(f"L{n}", "", f"{'雪下ろし' if rare == '放送局' else 'snow'}", state=PUBLISHED) for n in range(40)]
    filler = "避難所の受付と名簿の確認を続けました。" if rare == "放送局" else "registers were checked at every desk "
    long = [Entry(f"L1{n}", "", f"{rare} {filler * 60}", state=PUBLISHED) for n in range(30, 71)]
    shelf.put([*short, *long])
    found = shelf.search(question)
    assert [hit.matched for hit in found.hits] == [(question.split()[0],)] * 3
    assert found.unnamed == ()


def test_a_kanji_inside_a_word_of_another_meaning_is_not_found() -> None:
    assert "B2.2" not in ids(SHELF.search("水"))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(language="ja"), {"B2.1"}),
        (Filters(kind="lesson"), {"L9"}),
        (Filters(hazard="FL", year=2024), {"B1.2"}),
        (Filters(country="JPN"), {"L9"}),
        (Filters(state=PUBLISHED, theme="goods", response="R1"), {"L9"}),
        (Filters(sector="wash"), {"L9"}),
        (Filters(sector="shelter"), {"L9"}),
        (Filters(sector="food"), set()),
    ],
)
def test_a_search_is_narrowed_to_what_bears_every_value(filters: Filters, found: set[str]) -> None:
    shelf = LessonLibrary(WORDS)
    shelf.put(
        [
            passage("B1.2", hazard="FL", year=2024),
            passage("B2.1"),
            Entry(
                "L9",
                "Water",
                "drinking water",
                "en",
                country="JPN",
                sectors=("wash", "shelter"),
                theme="goods",
                response="R1",
                state=PUBLISHED,
            ),
        ]
    )
    assert set(ids(shelf.search("drinking water", 10, filters))) == found


def test_a_document_given_again_replaces_all_its_passages_and_a_withdrawn_one_goes() -> None:
    shelf = library()
    shelf.put([passage("B1.2", text="Buses carried people.")])
    assert ids(shelf.search("hot meals")) == []
    assert ids(shelf.search("buses")) == ["B1.2"]
    shelf.put([passage(key, state=WITHDRAWN) for key in TEXTS if key.startswith("B2")])
    assert ids(shelf.search("給水車")) == []


@given(
    st.text()
    | st.lists(st.sampled_from(['"', "「", "」", "+", "-", "AND", "(", "水", "meals", "~", "^2", ":"])).map(" ".join)
)
@settings(max_examples=150, deadline=None)
def test_no_question_is_a_syntax_error(question: str) -> None:
    assert len(SHELF.search(question).hits) <= 3
    assert SHELF.search(question, 3, Filters(language=question, year=len(question))).hits == ()


@given(st.text(min_size=1), st.text())
@settings(max_examples=60, deadline=None)
def test_no_text_is_refused(title: str, text: str) -> None:
    shelf = LessonLibrary(WORDS)
    shelf.put([Entry("L1", title, text, state=PUBLISHED), Entry("L2", "", f"{text} snow", state=PUBLISHED)])
    assert "L2" in [key for key, _ in shelf.ranked("snow", 5)]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    shelf = library(tmp_path)
    shelf.close()
    return tmp_path


def test_an_index_outlives_its_process_and_remembers_how_far_it_followed(kept: Path) -> None:
    again = LessonLibrary(WORDS, folder=kept)
    assert again.mark == IndexMark("first", 7, 9)
    assert ids(again.search("hot meals")) == ["B1.1"]
    again.close()


def test_each_process_has_a_folder_of_its_own_and_finds_its_old_one_again(kept: Path) -> None:
    one, other = PassageIndex(kept), PassageIndex(kept)
    assert (one.mark.lessons, other.mark.lessons) == (7, 0)
    assert one.folder != other.folder
    one.close()
    third = PassageIndex(kept)
    assert third.mark.lessons == 7
    third.close()
    other.close()


@pytest.mark.parametrize("wrong", ["meta.json", "everything"])
def test_a_damaged_index_is_emptied_so_that_it_is_made_anew(kept: Path, wrong: str) -> None:
    for file in (kept / "1" / "index").iterdir():
        if wrong in (file.name, "everything"):
            file.write_bytes(b"damaged")
    index = PassageIndex(kept)
    assert index.mark == IndexMark()
    index.close()


def test_an_index_of_another_edition_is_emptied(kept: Path) -> None:
    index = PassageIndex(kept, edition="another")
    assert index.mark == IndexMark()
    index.close()


def test_where_nothing_can_be_written_the_index_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shelf = library(tmp_path / "file")
    assert ids(shelf.search("hot meals")) == ["B1.1"]
    assert PassageIndex(tmp_path / "file").folder is None


def test_what_was_saved_lately_is_found_beside_what_lies_on_disk_and_in_place_of_it(kept: Path) -> None:
    shelf = LessonLibrary(WORDS, folder=kept)
    shelf.put([Entry("L9", "Boats", "boats brought mail", state=PUBLISHED)], IndexMark("first", 8, 9))
    assert set(ids(shelf.search("boats"))) == {"L9", "B1.2"}
    shelf.put([passage("B1.2", text="Buses carried people.")])
    assert ids(shelf.search("boats"))[:1] == ["L9"]
    assert ids(shelf.search("villages")) == []
    shelf.put([Entry("L9", "Boats", "boats brought mail", state="hidden")])
    assert "L9" not in ids(shelf.search("boats mail"))
    shelf.close()
    again = LessonLibrary(WORDS, folder=kept)
    assert again.mark == IndexMark("first", 8, 9)
    assert ids(again.search("buses")) == ["B1.2"]
    assert ids(again.search("villages")) == []
    again.close()


def test_what_waits_in_memory_goes_to_disk_once_nothing_new_comes(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = LessonLibrary(WORDS, folder=kept)
    shelf.put([Entry("L9", "Boats", "boats brought mail", state=PUBLISHED)], IndexMark("first", 8, 9))
    copied = PassageIndex(kept)  # another folder: the first one is taken
    assert copied.mark == IndexMark()
    monkeypatch.setattr(live, "SETTLED", -1.0)
    shelf.put((), IndexMark("first", 9, 9))
    copied.close()
    shelf._index._kept.close()  # as a process that dies: without a word
    again = PassageIndex(kept)
    assert again.mark == IndexMark("first", 9, 9)
    again.close()


KILLED = textwrap.dedent("""
    import sys
    from pathlib import Path
    from bot.domain.document import IMPORTED
    from bot.domain.passages import Entry, IndexMark
    from knowledge.language.words import load_words
    from knowledge.library.live import FEW
    from knowledge.library.search import LessonLibrary

    shelf = LessonLibrary(load_words(), folder=Path(sys.argv[1]))
    number = shelf.mark.documents
    while True:
        number += 1
        text = f"passage {number}"
        shelf.put([Entry(f"B{number}.{n}", "", text, "en", f"B{number}", state=IMPORTED) for n in range(1, FEW + 2)])
        shelf.put((), IndexMark("first", 0, number))
        print(number, flush=True)
""")


def test_a_process_killed_while_it_indexes_leaves_what_it_marked_whole(tmp_path: Path) -> None:
    told = 0
    for kill in range(4):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout
        for _ in range(3 + kill):
            told = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        told = max([told, *map(int, child.stdout.read().split())])
        child.wait()
        child.stdout.close()
    shelf = LessonLibrary(WORDS, folder=tmp_path)
    assert told - 1 <= shelf.mark.documents
    for number in range(1, shelf.mark.documents + 1):
        found = {key for key, _ in shelf.ranked(f"passage {number}", 2 * FEW)}
        assert {f"B{number}.{n}" for n in range(1, FEW + 2)} <= found
    shelf.close()
