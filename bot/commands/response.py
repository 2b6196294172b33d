"""`/response`: open, join, merge, link this channel, pause, close, review."""

from collections.abc import Awaitable, Callable, Mapping

from bot.chat import Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.flows.options import RESPONSE_RECORD
from bot.flows.plain import FORCE, unknown_words
from bot.flows.response.channels import link, unlink
from bot.flows.response.choice import listed, other_record, shown
from bot.flows.response.intake import INTAKE
from bot.flows.response.merging import merge
from bot.flows.response.opening import open_one, propose
from bot.flows.response.steering import close, join, pause, resume
from bot.flows.response.wish import DRILL_WORDS
from bot.flows.reviewing.asking import answer, consent
from bot.flows.reviewing.drafting import review
from bot.words.catalogue import N_

Action = Callable[[Invocation, Tools], Awaitable[Reply]]

ACTION_WORDS = (
    Word("list", ("list", "all"), ("一覧",)),
    Word("propose", ("propose", "new"), ("提案", "新規")),
    Word("open", ("open", "start"), ("開始", "開設")),
    Word("join", ("join",), ("参加",)),
    Word("link", ("link",), ("リンク", "このチャンネル")),
    Word("unlink", ("unlink",), ("解除", "リンク解除")),
    Word("pause", ("pause",), ("一時停止", "休止")),
    Word("resume", ("resume", "continue"), ("再開",)),
    Word("merge", ("merge",), ("統合",)),
    Word("close", ("close", "end"), ("終了",)),
    Word("review", ("review",), ("振り返り",)),
)
LOCALE_WORDS = (
    Word("en", ("en", "english"), ("英語",)),
    Word("ja", ("ja", "japanese"), ("日本語",)),
)
ACTIONS: Mapping[str, Action] = {
    "": shown,
    "list": listed,
    "propose": propose,
    "open": open_one,
    "join": join,
    "link": link,
    "unlink": unlink,
    "pause": pause,
    "resume": resume,
    "merge": merge,
    "close": close,
    "review": review,
}
BUTTONS: Mapping[str, Action] = {"answer": answer, "consent": consent}
"""What only buttons say: their record is a review."""


async def response(invocation: Invocation, tools: Tools) -> Reply:
    """Show responses, or do what the action says with one of them."""
    action, record = invocation.options.get("action", ""), invocation.options.get("record", "")
    if action in BUTTONS:
        return await BUTTONS[action](invocation, tools)
    if record and not record.startswith("D"):
        return await other_record(record, tools)
    if action not in ACTIONS:
        return unknown_words(action, ACTION_WORDS, tools)
    return await ACTIONS[action](invocation, tools)


RESPONSE = Command(
    name="response",
    japanese=("災害", "災害対応"),
    summary=N_("open, join, merge or close the response to a disaster; link this channel to it"),
    handler=response,
    options=(
        Option("text", "内容", N_("the title, or what to do: open, join, link, pause, close")),
        Option("action", "操作", N_("what to do"), "choice", ACTION_WORDS),
        RESPONSE_RECORD,
        Option("area", "地域", N_("where it is: municipalities, prefectures or regions"), "place"),
        Option("drill", "区分", N_("actual, exercise or test"), "choice", DRILL_WORDS),
        Option("glide", "glide番号", N_("the GLIDE number, such as EQ-2024-000001-JPN")),
        Option("into", "統合先", N_("the response that goes on after merging"), "response"),
        Option("locale", "言語", N_("the language of this channel"), "choice", LOCALE_WORDS),
        *INTAKE,
        FORCE,
    ),
    examples=(
        "/response propose Noto earthquake",
        "/response link D1",
        "/response link D1 areas:Wajima,Suzu categories:water cards:each",
        "/response merge D2 into D1",
        "/response review D1",
    ),
    examples_ja=(
        "/災害 提案 能登半島地震",
        "/災害 リンク D1",
        "/災害 リンク D1 対象地域:輪島市,珠洲市 対象品目:飲料水 緊急度:至急",
        "/災害 統合 D2 D1",
        "/災害 振り返り D1",
    ),
    reading_actions=frozenset({"", "list"}),
)
