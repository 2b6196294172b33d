"""Whatever is typed after a command that reads, reports or briefs, the answer is a sentence and never a failure."""

import random

import pytest

from bot.chat import Card, Form
from tests.bot.commands.standing import opened
from tests.chat import Chat

BITS = (
    *(
        "{",
        "}",
        "{x}",
        "→",
        "：",
        "add",
        "追加",
        "L1",
        "R1",
        "U1",
        "C1",
        "D1",
        "meeting",
        "会議",
        "3d",
        "place:",
        "sector:x",
    ),
    *(
        "year:２０２４年",
        "year:99999",
        "theme:連携",
        "audience:own",
        "輪島市",
        "府中",
        "能登",
        "water",
        "毛布",
        "\n",
        "。",
        "!",
    ),
    *("😀", "%s", "place:府中", "source:「役場」", "since:x", "(", "[", "\\", "日本語", "長" * 300, "9" * 40),
)


@pytest.mark.parametrize("command", ["lessons", "update", "brief", "find"])
async def test_no_text_makes_a_command_fail(chat: Chat, command: str) -> None:
    await opened(chat)
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "ops")
    drawn = random.Random(command)
    for _ in range(40):
        line = " ".join(drawn.choices(BITS, k=drawn.randint(0, 5)))
        reply = await chat.say("aki", f"/{command} {line}", locale=drawn.choice(["en", "ja"]))
        assert isinstance(reply.answer, Card | Form)
        assert not any(word in reply.answer.title for word in ("Something went wrong", "問題が起き")), line
