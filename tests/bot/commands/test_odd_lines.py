"""Whatever is typed after a command that steers, introduces oneself or sets something, the answer is a sentence."""

import random

import pytest

from bot.chat import Card, Form, Reply
from tests.chat import Chat, buttons_of

BITS = [
    *(
        "{",
        "{x}",
        "%s",
        "\\",
        "(",
        "[",
        "。",
        "、",
        "・",
        "\n",
        "😀",
        "-",
        "なし",
        "長" * 300,
        "9" * 40,
        "force:yes",
        "確認:はい",
    ),
    *(
        "R1",
        "D1",
        "D2",
        "D9",
        "G1",
        "G9",
        "P1",
        "P9",
        "O1",
        "Ｄ１",
        "#d1",
        "into:D1",
        "locale:fr",
        "drill:訓練",
        "drill:x",
    ),
    *(
        "Noto",
        "能登",
        "府中",
        "earthquake",
        "地震",
        "訓練",
        "test",
        "area:府中",
        "area:能登",
        "glide:x",
        "EQ-2024-000001-JPN",
    ),
    *("open", "開始", "close", "終了", "merge", "link", "join", "pause", "propose", "提案", "resume", "unlink"),
    *(
        "organisation",
        "団体",
        "areas",
        "sectors",
        "languages",
        "name",
        "trust",
        "admit",
        "forget",
        "stored",
        "verified",
    ),
    *("language", "言語", "zone", "privacy", "channel", "ja", "Tokyo", "東京", "yes", "no", "request", "/依頼"),
]
FAILURES = ("Something went wrong", "問題が起き", "does not answer")


def answered(reply: Reply) -> bool:
    return isinstance(reply.answer, Card | Form) and not any(word in reply.answer.title for word in FAILURES)


@pytest.mark.parametrize("command", ["response", "profile", "settings", "help"])
async def test_no_line_makes_a_command_fail_and_no_button_does(chat: Chat, command: str) -> None:
    await chat.say("mori", "/response open Noto earthquake", "Hub", "ops")
    await chat.say("aki", "/request 200 blankets in Wajima", "Green Wave", "suzu")
    drawn = random.Random(command)
    for _ in range(60):
        who = drawn.choice(["aki", "mori", "ben"])
        line = f"/{command} " + " ".join(drawn.choices(BITS, k=drawn.randint(0, 5)))
        reply = await chat.say(who, line, locale=drawn.choice(["en", "ja"]))
        assert answered(reply), line
        labels = [button.label for button in buttons_of(reply.answer)] if isinstance(reply.answer, Card) else []
        if labels:
            label = drawn.choice(labels)
            assert answered(await chat.press(who, label)), f"{line} → {label}"


@pytest.mark.parametrize("command", ["response", "profile", "settings", "help"])
async def test_every_button_fits_the_narrowest_platform(chat: Chat, command: str) -> None:
    """Discord carries 100 characters in a button: the command, its options and the signs between them."""
    await chat.say("mori", "/response open Noto earthquake", "Hub", "ops")
    drawn = random.Random(f"{command} buttons")
    for _ in range(60):
        line = f"/{command} " + " ".join(drawn.choices(BITS, k=drawn.randint(0, 3)))
        reply = await chat.say(drawn.choice(["mori", "ben"]), line)
        for button in buttons_of(reply.answer) if isinstance(reply.answer, Card) else ():
            spelled = button.command + "".join(f"&{name}={value}" for name, value in button.options.items())
            assert len(spelled) <= 80, line
