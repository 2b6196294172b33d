"""Who is in danger, or looks for somebody, is told at once whom to call; their words are kept nowhere."""

import json
from collections.abc import Sequence

import pytest

from bot.chat import Card, Reply
from bot.store import Store, Unavailable
from tests.bot.stage import opened
from tests.chat import Chat

TRAPPED = "/request my mother is trapped under the house in Wajima, please help us"
KAJI = "/依頼 輪島で家が倒れて母が下敷きになっています。助けてください"
SEARCHING = "/request has anyone seen my father? we cannot reach him since the quake, he lives in Suzu"


async def everything(store: Store) -> str:
    """Return the audit trail and what is owed, as one text."""
    async with store.read() as view:
        trail = [[entry.what, entry.before, entry.after] for entry in await view.audit.since(0)]
    return json.dumps(trail, ensure_ascii=False, default=str)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (TRAPPED, ("119", "110", "not saved")),
        (KAJI, ("119", "110", "保存")),
        (SEARCHING, ("110", "171", "municipality")),
    ],
)
async def test_somebody_in_danger_is_told_whom_to_call_and_nothing_is_kept(
    chat: Chat, store: Store, line: str, said: Sequence[str]
) -> None:
    await opened(chat)
    before = await everything(store)
    locale = "en" if line.isascii() else "ja"
    reply = await chat.say("ben", line, "Blue Hand", "field", locale=locale)
    assert reply.private
    assert all(word in chat.text(reply) for word in said), chat.text(reply)
    assert await everything(store) == before


async def test_the_numbers_are_those_of_the_country_that_is_named(chat: Chat) -> None:
    reply = await chat.say("ben", "we are trapped in a collapsed building in Nepal, send help", "Blue Hand", "field")
    assert "102" in chat.text(reply)


async def test_the_places_moderators_are_alerted_without_the_words(chat: Chat) -> None:
    await opened(chat)
    await chat.say("mori", "/response link D1", "Blue Hand", "field")
    await chat.say("ben", "/profile name Ben", "Blue Hand", "field")
    await chat.deliver()
    await chat.say("ben", TRAPPED, "Blue Hand", "field")
    alerts = [each for each in await chat.deliver() if "may be in danger" in each.card.title]
    assert [each.place.channel for each in alerts] == ["mori"]
    text = chat.card_text(alerts[0].card)
    assert "Noto earthquake" in text
    assert "mother" not in text
    assert "trapped" not in text


async def test_a_report_of_danger_that_says_it_is_one_is_posted(chat: Chat) -> None:
    await opened(chat)
    line = "/update report: three people are trapped in Wajima, the fire brigade is there"
    assert "119" not in chat.text(await chat.say("ben", line, "Blue Hand", "field"))


async def test_a_question_to_the_lessons_is_none_of_it(chat: Chat) -> None:
    assert "119" not in chat.text(await chat.say("ben", "/lessons people trapped under houses", "Blue Hand", "field"))


async def test_with_the_database_away_the_numbers_are_told_all_the_same(chat: Chat) -> None:
    class Away:
        """A database that cannot be reached."""

        def begin(self) -> object:
            raise Unavailable("away")

        def read(self) -> object:
            raise Unavailable("away")

    chat.core.store = Away()  # type: ignore[assignment]  # a store of which only its absence is used
    reply: Reply = await chat.say("ben", TRAPPED, "Blue Hand", "field")
    assert isinstance(reply.answer, Card)
    assert "119" in reply.answer.title
