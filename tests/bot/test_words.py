"""Every sentence people read exists in both languages, says the same in them, and is compiled."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from bot.words.build import COMPILED, SOURCES, WordsError, compile_words, gather
from bot.words.extract import missing, sentences

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\{(\w+)[^}]*\}")


@pytest.fixture(scope="module")
def english() -> Catalog:
    """What the source marks."""
    return sentences(ROOT)


@pytest.fixture(scope="module")
def japanese() -> Catalog:
    """What the Japanese sources say."""
    return gather(ROOT / SOURCES)


def forms(said: object) -> Sequence[str]:
    """Return the forms of a sentence: one, or one for each plural."""
    return [said] if isinstance(said, str) else [str(form) for form in said] if isinstance(said, list | tuple) else []


def shown(messages: Sequence[Message]) -> list[str]:
    """Return messages as they read in a failure."""
    return [f"{message.id!r} ({', '.join(file for file, _ in message.locations)})" for message in messages]


def test_every_sentence_has_its_japanese() -> None:
    """`make words` prints the missing ones, ready to be pasted."""
    assert shown([message for message in missing(ROOT) if message.id]) == []


def test_no_japanese_stands_for_a_sentence_that_nobody_says_any_more(english: Catalog, japanese: Catalog) -> None:
    gone = [message for message in japanese if message.id and english.get(message.id, message.context) is None]
    assert [message.id for message in gone] == []
    assert not japanese.obsolete


def test_a_sentence_with_a_plural_has_it_in_both_languages(english: Catalog, japanese: Catalog) -> None:
    pairs = ((message, english.get(message.id, message.context)) for message in japanese if message.id)
    assert [message.id for message, said in pairs if said is not None and message.id != said.id] == []


def test_both_languages_fill_in_the_same_values(japanese: Catalog) -> None:
    """A name that only one language has would be lost, or raise KeyError before the reader."""
    wrong = [
        (message.id, form)
        for message in japanese
        if message.id
        for form in forms(message.string)
        if sorted(NAME.findall(form)) != sorted(NAME.findall(forms(message.id)[-1]))
    ]
    assert wrong == []


def test_japanese_is_written_in_japanese(japanese: Catalog) -> None:
    """A translation is finished, not empty, and not the English copied; names and bare figures may stand."""
    wrong = [message.id for message in japanese if message.id and (message.fuzzy or copied(message))]
    assert wrong == []


def copied(message: Message) -> bool:
    """Return whether a translation is empty, or has Latin letters of its own and no Japanese ones."""
    left = [NAME.sub("", form).replace("Kizuna", "") for form in forms(message.string)]
    empty = any(not form.strip() for form in forms(message.string))
    return empty or any(text.isascii() and re.search(r"[A-Za-z]", text) for text in left)


def test_the_compiled_words_are_those_of_the_sources(tmp_path: Path) -> None:
    """`make words` compiles them anew."""
    shutil.copytree(ROOT / SOURCES, tmp_path / SOURCES)
    assert (ROOT / COMPILED).read_bytes() == compile_words(tmp_path).read_bytes()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A project of one sentence."""
    for folder in ("bot/words/ja", "adapters", "knowledge", "storage"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "bot/greeting.py").write_text('words.say("Good morning")\n', encoding="utf-8")
    return tmp_path


def write(root: Path, area: str, *pairs: tuple[str, str]) -> None:
    """Write the Japanese words of an area."""
    entries = (f'msgid "{said}"\nmsgstr "{translated}"\n' for said, translated in pairs)
    (root / SOURCES / f"{area}.po").write_text("\n".join(entries), encoding="utf-8")


def test_a_sentence_without_japanese_is_missing(tiny: Path) -> None:
    assert [message.id for message in missing(tiny) if message.id] == ["Good morning"]
    write(tiny, "core", ("Good morning", "おはようございます"))
    assert [message.id for message in missing(tiny) if message.id] == []


def test_a_page_is_searched_for_sentences_too(tiny: Path) -> None:
    page = '{{ say("Board") }} {{ words.plural("{n} offer", "{n} offers", n) }} {{ say(variable) }} {{ other("No") }}'
    (tiny / "adapters/page.html").write_text(page, encoding="utf-8")
    found = [message.id for message in sentences(tiny) if message.id]
    assert found == ["Board", ("{n} offer", "{n} offers"), "Good morning"]


@pytest.mark.parametrize("second", ["core", "web"])
def test_two_different_translations_of_a_sentence_are_refused(tiny: Path, second: str) -> None:
    """Whether they stand in one file or in two."""
    write(tiny, "core", ("Good morning", "おはよう"), *([("Good morning", "お早う")] if second == "core" else []))
    if second == "web":
        write(tiny, "web", ("Good morning", "お早う"))
    with pytest.raises(WordsError, match="two translations of 'Good morning'"):
        gather(tiny / SOURCES)


def test_the_same_translation_may_stand_in_two_areas(tiny: Path) -> None:
    write(tiny, "core", ("Good morning", "おはよう"))
    write(tiny, "web", ("Good morning", "おはよう"))
    assert len(gather(tiny / SOURCES)) == 1


def test_a_source_that_is_no_catalogue_is_refused_with_its_line(tiny: Path) -> None:
    (tiny / SOURCES / "core.po").write_text('msgid "Good morning"\nmsgst "おはよう"\n', encoding="utf-8")
    with pytest.raises(WordsError, match=r"core\.po, line 2"):
        compile_words(tiny)


def test_the_same_sources_compile_to_the_same_bytes(tiny: Path) -> None:
    write(tiny, "core", ("Good morning", "おはよう"))
    first = compile_words(tiny).read_bytes()
    assert compile_words(tiny).read_bytes() == first
