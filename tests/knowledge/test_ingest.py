"""Documents of every kind come out as passages with their page or heading, their language and what they are about."""

import json
import tempfile

import pytest

from knowledge.ingest.extraction import extract, kind_of_file
from knowledge.ingest.found import Extract, Limits
from tests.knowledge import papers
from tests.knowledge.papers import FLOOD, HEAD, TYPHOON, WINTER, Styled

LIMITS = Limits()
NEED = "避難所では毛布が足りず、二日目の夜に低体温の訴えが相次いだ。"


async def read(name: str, content: bytes, limits: Limits = LIMITS) -> Extract:
    """Return what the reading process makes of a file."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        kind = kind_of_file(name, file, limits)
        return await extract(kind, file, limits)


async def test_a_report_in_print_has_a_passage_for_each_chapter_with_page_and_heading() -> None:
    found = await read("winter.pdf", papers.printed(WINTER.read_text(encoding="utf-8"), "Winter in Example Bay"))
    assert (found.about.title, found.about.year, found.about.pages) == ("Winter in Example Bay", 2024, 4)
    by_heading = {piece.heading: piece for piece in found.pieces}
    assert len(found.pieces) == len(by_heading) == 13
    fuel = by_heading["9. Fuel"]
    assert (fuel.page, fuel.language) == (4, "en")
    assert "planned for fuel. Trucks waited half a day at the one open filling station." in fuel.text
    assert by_heading["4. Used clothes that nobody had asked for"].page == 2


async def test_the_same_report_as_text_has_the_same_chapters() -> None:
    found = await read("winter.txt", WINTER.read_bytes())
    assert found.about.pages == 4
    assert [piece.heading for piece in found.pieces][-1] == "12. Leaving"
    assert [piece.page for piece in found.pieces] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4]


async def test_markdown_says_of_itself_what_stands_in_front() -> None:
    found = await read("flood.md", FLOOD.read_bytes())
    about = found.about
    assert about.title == "架空の水里町豪雨　支援活動ふりかえり"
    assert (about.year, about.hazard, about.country, about.licence) == (2023, "水害", "日本", "CC BY 4.0")
    heat = next(piece for piece in found.pieces if piece.heading == "熱中症")
    assert heat.language == "ja"
    assert "\n次に向けて：20分働いたら10分休む。笛を吹く係を班ごとに置く。\n" in heat.text


async def test_a_web_page_in_two_languages_has_a_passage_in_each_under_their_heading() -> None:
    found = await read("typhoon.html", TYPHOON.read_bytes())
    assert found.about.title.endswith("架空の河口町の台風のあと")
    assert found.about.year == 2022
    boats = [piece for piece in found.pieces if piece.heading == "Boats and roads / 船と道路"]
    assert [piece.language for piece in boats] == ["en", "ja"]
    assert "fishing cooperative" in boats[0].text
    assert "漁協と協定を結ぶ。" in boats[1].text
    everything = "\n".join(piece.text for piece in found.pieces)
    assert "Volunteer days / ボランティア延べ日数 | 4,100" in everything
    assert "font-family" not in everything
    assert "Top" not in everything


async def test_what_a_web_page_hides_and_the_readings_over_kanji_are_left_out() -> None:
    ruby = "<ruby>毛布<rp>(</rp><rt>もうふ</rt><rp>)</rp></ruby>"
    page = f"<title>報告</title><p>避難所{ruby}が<b>足りない</b>。<script>x()</script><p hidden>secret"
    found = await read("a.html", f"{page}<p>次の行と\n続く行。<br>改行".encode())
    assert [piece.text for piece in found.pieces] == ["避難所毛布が足りない。\n次の行と続く行。 改行"]


async def test_a_word_document_gives_headings_paragraphs_and_tables() -> None:
    file = papers.word(["# Fuel", "Trucks waited half a day.", "What | How many", "# 毛布", NEED], "Invented report")
    found = await read("report.docx", file)
    assert found.about.title == "Invented report"
    assert [(piece.heading, piece.text, piece.language) for piece in found.pieces] == [
        ("Fuel", "Trucks waited half a day.\nWhat | How many", "en"),
        ("毛布", NEED, "ja"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
async def test_japanese_reads_right_whatever_it_was_written_in(encoding: str) -> None:
    found = await read("報告.txt", f"{NEED}\n\n担当：WASH（給水）\n".encode(encoding))
    assert [piece.text for piece in found.pieces] == [f"{NEED}\n担当：WASH（給水）"]


@pytest.mark.parametrize(("declared", "encoding"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("utf-8", "utf-8")])
async def test_a_web_page_is_read_in_the_encoding_it_names(declared: str, encoding: str) -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body>毛布①</body>'
    )
    found = await read("a.htm", page.replace("①", "" if encoding == "euc_jp" else "①").encode(encoding))
    assert found.pieces[0].text.startswith("毛布")


async def test_old_western_text_keeps_its_accents() -> None:
    found = await read("a.txt", "The café at Port-au-Prince fed 300 people – every day.".encode("cp1252"))
    assert found.pieces[0].text == "The café at Port-au-Prince fed 300 people – every day."


async def test_each_row_of_a_table_is_a_passage_with_what_it_says_of_itself() -> None:
    table = (
        "題名,要約,教訓,出典,年,災害種別,国,ライセンス\r\n"
        '寒い夜,"毛布が足りず、\n低体温になった。",床に敷くものを先に送る。,架空の報告書,令和6年,'
        "地震,日本,CC BY 4.0\r\n"
        ",,,,,,,\r\n"
        "Too many clothes,Clothes filled the hall.,Say what is not needed.,Invented report,2011,tsunami,JPN,\r\n"
    )
    found = await read("lessons.csv", table.encode("cp932"))
    first, second = found.pieces
    assert (first.heading, first.text, first.language) == (
        "寒い夜",
        "毛布が足りず、\n低体温になった。\n床に敷くものを先に送る。",
        "ja",
    )
    assert (first.source, first.year, first.hazard, first.country) == ("架空の報告書", 2024, "地震", "日本")
    assert first.licence == "CC BY 4.0"
    assert (second.heading, second.year, second.licence) == ("Too many clothes", 2011, "")


async def test_tabs_and_semicolons_part_columns_too_and_columns_of_no_known_name_are_kept_when_they_say_something() -> (
    None
):
    tabs = await read("a.tsv", b"title\ttext\nFuel\tBring fuel, and cans.\n")
    assert [(piece.heading, piece.text) for piece in tabs.pieces] == [("Fuel", "Bring fuel, and cans.")]
    semicolons = await read("a.csv", b"id;Name;Comment of the team\n7;Fuel;We had no fuel for three days.\n")
    assert semicolons.pieces[0].text == "Comment of the team: We had no fuel for three days."


async def test_json_lines_take_both_languages_of_a_lesson() -> None:
    lesson = {
        "title": "Ask first",
        "title_ja": "まず尋ねる",
        "summary": "Ask.",
        "summary_ja": "尋ねる。",
        "year": 2016,
        "tags": ["a"],
    }
    found = await read("lessons.jsonl", (json.dumps(lesson) + "\n\n").encode())
    [piece] = found.pieces
    assert (piece.heading, piece.text, piece.year, piece.language) == (
        "Ask first / まず尋ねる",
        "Ask.\n尋ねる。",
        2016,
        "",
    )


async def test_running_titles_page_numbers_and_tables_of_contents_are_no_text() -> None:
    contents: list[Styled] = [("Contents", HEAD), "Water ........ 3", "Fuel ......... 9"]
    pages: list[list[Styled]] = [
        [
            "Example Relief (invented) - Annual review",
            *(contents if number == 1 else []),
            (f"Chapter {number}", HEAD),
            f"In district {number} the trucks came late because no-",
            f"body had asked for fuel, and meeting {number} of",
            f"Page {number} of 5",
        ]
        for number in range(1, 6)
    ]
    found = await read("a.pdf", papers.pdf(pages))
    everything = "\n".join(piece.text for piece in found.pieces)
    assert "Annual review" not in everything
    assert "Page" not in everything
    assert "...." not in everything
    assert "because nobody had asked for fuel" in everything


async def test_the_running_title_of_one_chapter_among_many_is_no_text_either() -> None:
    title = [["Chapter 1: Water 7"], ["Chapter 1: Water 8"], *([] for _ in range(10))]
    pages = [[*above, f"In week {week} the trucks came late again."] for week, above in enumerate(title)]
    found = await read("a.pdf", papers.pdf(pages))
    assert "Chapter" not in "".join(piece.text for piece in found.pieces)
    assert "In week 11 the trucks" in found.pieces[-1].text


async def test_a_sentence_that_a_page_cuts_in_two_is_whole_and_on_the_page_it_begins_on() -> None:
    found = await read(
        "a.pdf", papers.pdf([["The trucks waited at the"], ["only open filling station. Then it closed."]])
    )
    assert [(piece.page, piece.text) for piece in found.pieces] == [
        (1, "The trucks waited at the only open filling station. Then it closed.")
    ]


async def test_japanese_print_is_read_without_spaces_between_its_lines() -> None:
    found = await read("a.pdf", papers.pdf([[("第1章　寒さ", HEAD), NEED[:17], NEED[17:]]], "架空の報告"))
    assert [(piece.heading, piece.text, piece.language) for piece in found.pieces] == [("第1章 寒さ", NEED, "ja")]
    assert found.about.title == "架空の報告"


async def test_pages_without_text_among_others_are_counted() -> None:
    found = await read("a.pdf", papers.pdf([["Blankets ran out."], [], []]))
    assert (found.about.pages, found.about.blank) == (3, 2)


async def test_a_locked_file_that_anybody_may_read_is_read() -> None:
    found = await read("a.pdf", papers.locked(papers.pdf([["Blankets ran out."]]), ""))
    assert found.pieces[0].text == "Blankets ran out."


async def test_a_report_of_300_pages_is_read_whole() -> None:
    found = await read("long.pdf", papers.long_report(300))
    assert found.about.pages == 300
    assert {piece.page for piece in found.pieces} == set(range(1, 301))
    assert found.pieces[-1].heading == "300. District 300"
    assert "On day 39 district 300 counted 273 blankets" in found.pieces[-1].text


async def test_a_title_that_a_program_made_up_gives_way_to_the_largest_letters() -> None:
    pages: list[list[Styled]] = [[("Cold nights", HEAD), "Blankets ran out on the second night."]]
    found = await read("a.pdf", papers.pdf(pages, "Microsoft Word - final_v3.doc"))
    assert found.about.title == "Cold nights"
