"""Twenty questions as responders ask them, over the bundled lessons and three reports that an operator brought in.

`python -m tests.scenarios.twenty_questions` prints the transcript.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.chat import Card
from bot.wiring.import_fields import Given
from bot.wiring.import_report import Json
from bot.wiring.importing import Importer, files
from bot.wiring.parts import load_knowledge
from bot.wiring.seeding import seed_lessons
from bot.words.catalogue import words
from knowledge.library.bundled import load_bundled
from knowledge.vocabulary.categories import load_vocabulary
from storage.store import Store, open_store
from tests.chat import Chat
from tests.clock import SetClock
from tests.databases import SqliteFiles
from tests.knowledge.papers import FLOOD, TYPHOON, WINTER, printed

FIRST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and what answers it: ids of lessons, and headings of the reports."""

    text: str
    answers: tuple[str, ...]


ENGLISH = (
    Question(
        "People are freezing in the school gym. Are more blankets the answer?", ("2. Cold nights in the gymnasiums",)
    ),
    Question(
        "tons of old clothing keep arriving and nobody wants it", ("4. Used clothes that nobody had asked for", "L14")
    ),
    Question("is it safe to run a generator indoors", ("3. Generators and carbon monoxide",)),
    Question("how many toilets do we need for how many people", ("6. Toilets",)),
    Question("volunteers' cars are blocking the road", ("7. Volunteers who came on their own",)),
    Question("diabetics without insulin in the shelter", ("8. Medicine and people with chronic illness",)),
    Question("we go home in a month: how do we hand over to local groups", ("12. Leaving", "地元への引き継ぎ")),
    Question("no mobile network, how can we pass messages", ("When the telephones were silent / 電話が通じないとき",)),
    Question("foreign volunteers came but we have too few bilingual staff", ("L20", "Interpreters / 通訳")),
    Question("how do we decide whether to go to the affected area at all", ("L28",)),
)
JAPANESE = (
    Question("床下の泥はどの順番で片付けるか", ("泥出しの順番",)),
    Question("ボランティアの熱中症を防ぐには", ("熱中症",)),
    Question("家の二階で暮らす人に物資が届かない", ("在宅避難の人たち", "L33")),
    Question("罹災証明のために何を撮影しておけばいい？", ("罹災証明と写真",)),
    Question("外国人の実習生に避難情報が伝わらない", ("外国から来た人たち",)),
    Question("ブルーシートを張っても風で飛ばされる", ("Roofs and tarpaulins / 屋根とブルーシート",)),
    Question("同じ家に何度も聞き取りが来て住民が疲れている", ("Sharing lists of people / 名簿の共有",)),
    Question("毎晩の会議が長すぎて疲れる", ("10. The evening meeting", "L36", "L48")),
    Question("炊き出しに食品営業の許可は要るか", ("L74",)),
    Question("古い依頼がいつまでも残っている", ("L68",)),
)


@asynccontextmanager
async def asked(store: Store) -> AsyncIterator[Chat]:
    """Give a chat on a store with the bundled lessons and the three reports, imported as an operator would."""
    clock = SetClock()
    await seed_lessons(store, load_bundled(), clock)
    importer = Importer(store, clock, load_vocabulary(), Given(licence="CC BY 4.0"))
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "winter-in-example-bay.pdf"
        paper.write_bytes(printed(WINTER.read_text(encoding="utf-8"), "Winter in Example Bay"))
        await importer.all(list(files([str(paper), str(FLOOD), str(TYPHOON)])), Json(words("en")))
    yield Chat(store, clock, library=load_knowledge().library)


async def answer(chat: Chat, question: Question, locale: str) -> tuple[str, list[str]]:
    """Ask it in chat; return the answer as text and the titles of its first cards."""
    reply = await chat.say("aki", f"/lessons {question.text}", "Green Wave", locale=locale)
    assert isinstance(reply.answer, Card)
    return chat.text(reply), [card.title for card in reply.answer.items[:FIRST]]


def right(question: Question, titles: list[str]) -> bool:
    """Return whether one of the cards is what answers the question."""
    return any(title.split()[0] == wanted or wanted in title for title in titles for wanted in question.answers)


async def transcript(store: Store) -> tuple[str, int]:
    """Ask all of them; return what was said, and how many were answered right among the first three."""
    said, found = [], 0
    async with asked(store) as chat:
        for locale, questions in (("en", ENGLISH), ("ja", JAPANESE)):
            for question in questions:
                text, titles = await answer(chat, question, locale)
                found += right(question, titles)
                sign = "✓" if right(question, titles) else "✗"
                said.append(f"{sign} aki> /lessons {question.text}\n\n{text}\n")
    return "\n".join(said), found


async def main() -> None:
    """Print the transcript, on a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(await (await asyncio.to_thread(SqliteFiles, Path(folder))).copy(Path(folder)))
        text, found = await transcript(store)
        await store.close()
    sys.stdout.write(f"{text}\n{found} of {len(ENGLISH) + len(JAPANESE)} right among the first {FIRST}\n")


if __name__ == "__main__":
    asyncio.run(main())
