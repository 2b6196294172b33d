"""Conversations that are held on every platform: who types, presses and fills in what, in which order."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tests.contracts.rooms.room import Room, Told


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one person; `text` is the line or the label, `options` what is given by name."""

    who: str
    text: str
    options: Mapping[str, str] = field(default_factory=dict)


class Types(Step):
    """Somebody sends a command."""

    __slots__ = ()


class Mentions(Step):
    """Somebody addresses the bot in an ordinary message."""

    __slots__ = ()


class Presses(Step):
    """Somebody presses a button."""

    __slots__ = ()


class Fills(Step):
    """Somebody answers what they are asked."""

    __slots__ = ()


ACTS: Mapping[type[Step], Callable[[Room, Step], Awaitable[Told]]] = {
    Types: lambda room, step: room.types(step.who, step.text, **step.options),
    Mentions: lambda room, step: room.mentions(step.who, step.text),
    Presses: lambda room, step: room.presses(step.who, step.text),
    Fills: lambda room, step: room.fills(step.who, **step.options),
}


def typed(who: str, line: str, **options: str) -> Step:
    """Return somebody sending a command."""
    return Types(who, line, options)


def mention(who: str, line: str) -> Step:
    """Return somebody addressing the bot in an ordinary message."""
    return Mentions(who, line)


def press(who: str, label: str) -> Step:
    """Return somebody pressing a button."""
    return Presses(who, label)


def fill(who: str, **answers: str) -> Step:
    """Return somebody answering what they are asked."""
    return Fills(who, "", answers)


SETTING = (
    typed("Mori", "/profile name Mori"),
    typed("Aki", "/profile name Aki"),
    typed("Ken", "/profile name Ken"),
    typed("Hana", "/プロフィール 名前 Hana"),
    *(typed("Mori", f"/profile trust {record} verified") for record in ("G1", "P1", "P2", "P3", "P4")),
    typed("Ken", "/profile organisation Blue Hands (invented)"),
    typed("Mori", "/response open Noto earthquake, Ishikawa"),
)
"""What stands before each conversation: an operator makes everybody equally trusted, whatever the platform lends."""

REQUEST = typed("Aki", "/request 200 blankets in Wajima by Friday")
HOSTILE = "200 blankets in Wajima <!channel> <@U1> @everyone *b* _i_ `c` ~s~ & < > \\ | [x](y) =1+1 'q' \"q\" ; DROP"
LONG = "and please tell us before you come, since the road is narrow; " * 80

CONVERSATIONS: Mapping[str, tuple[Step, ...]] = {
    "a request": (REQUEST, typed("Aki", "/mine")),
    "an offer with options": (
        typed("Ken", "/offer wool blankets", quantity="500", place="Kanazawa", until="2026-11-30", audience="verified"),
        typed("Ken", "/offer 20 tents in Suzu", **{"for": "Red Lantern (invented)"}),
    ),
    "an update": (
        typed("Aki", "/update Shelters in Wajima are full. Drinking water is short.", source="shelter staff"),
        REQUEST,
        typed("Aki", "/update R1 the road is open again"),
    ),
    "taking up by a button, and accepting": (
        REQUEST,
        typed("Ken", "/list"),
        press("Ken", "I can give this"),
        typed("Aki", "/mine"),
        press("Aki", "Accept (C1)"),
        typed("Ken", "/mine sent C1"),
        typed("Aki", "/mine received C1"),
    ),
    "taking up one of one's own, chosen in a form": (
        typed("Ken", "/offer 500 blankets in Kanazawa"),
        REQUEST,
        typed("Ken", "/list requests"),
        press("Ken", "I can give this"),
        fill("Ken", **{"with": "O1"}),
        typed("Aki", "/mine decline C1 too far away"),
    ),
    "when and where, by form and by options": (
        REQUEST,
        typed("Ken", "/match give R1 120"),
        typed("Aki", "/mine accept C1"),
        press("Aki", "When and where (C1)"),
        fill("Aki", arrives="when it rains", site="Iida elementary school", desk="gate 2, Tanaka desk"),
        fill("Aki", arrives="Thursday"),
        typed("Ken", "/mine details C1", arrives="2026-11-27", desk="gate 3"),
        typed("Hana", "/自分の投稿 詳細 C1"),
    ),
    "what cannot be promised": (
        REQUEST,
        typed("Ken", "/match give R1 300"),
        press("Ken", "Another amount"),
        fill("Ken", quantity="201"),
        press("Ken", "Take up 200 pieces"),
        typed("Aki", "/match give R1"),
        typed("Aki", "/mine"),
        typed("Ken", "/mine cancel C1"),
        press("Aki", "Accept (C1)"),
        typed("Mori", "/response pause D1"),
        typed("Ken", "/match give R1 10"),
        typed("Mori", "/response resume D1"),
        typed("Ken", "/match give R1 10 with:new"),
        typed("Mori", "/response close D1"),
        typed("Ken", "/match give R1 10 with:new"),
    ),
    "an edit by form": (
        REQUEST,
        press("Aki", "Edit"),
        fill("Aki", text="150 blankets in Wajima and Suzu by Friday"),
        typed("Aki", "/mine edit R1", quantity="120"),
    ),
    "closing with a reason": (REQUEST, typed("Aki", "/mine close R1 because they came by truck")),
    "undoing": (REQUEST, press("Aki", "Undo"), typed("Aki", "/mine keep R1")),
    "a response and a channel": (
        typed("Mori", "/response propose Sado storm", area="Sado", drill="exercise"),
        typed("Mori", "/response open D2"),
        typed("Mori", "/response link D2", areas="Wajima,Suzu", urgency="critical", locale="ja"),
        typed("Ken", "/request 30 tents in Wajima today, urgent"),
        press("Mori", "Unlink this channel"),
    ),
    "profiles": (
        typed("Aki", "/profile languages Japanese, English"),
        typed("Aki", "/profile phone 03-0000-0000"),
        typed("Aki", "/profile areas Noto, Kanazawa"),
        typed("Aki", "/profile about"),
        fill("Aki", text="Boats & blankets, 24h <call us>"),
        typed("Ken", "/profile nurse, driver", action="skills"),
    ),
    "a lesson": (
        typed("Aki", "/lessons add Ask before sending: blankets came twice → call the depot first"),
        typed("Aki", "/lessons Label boxes: nobody knew → write on them", action="add", year="2024"),
    ),
    "Japanese": (
        typed("Hana", "/依頼 毛布２００枚 輪島市 金曜日まで"),
        press("Hana", "直す"),
        fill("Hana", text="毛布150枚　輪島市「ふれあい」※至急"),
        typed("Hana", "/状況報告 輪島市の避難所は満員。飲料水が不足。"),
        typed("Hana", "/自分の投稿 終了 R1 届きました"),
        typed("Hana", "/教訓 追加 送る前に聞く：毛布が二重に届いた→先に倉庫へ電話する"),
    ),
    "hostile text": (
        typed("Aki", f"/request {HOSTILE}"),
        typed("Aki", "/request 30 tents in Suzu \x1b[31mred\x07 \u202egnol\u202c e\u0301 \u200b👩\u200d🚒"),
        mention("Aki", f"update In Suzu: {HOSTILE}"),
    ),
    "what is missing, finished in the form": (
        typed("Aki", "/request 200 blankets"),
        fill("Aki", place="Qwertyville"),
        fill("Aki", place=" Wajima "),
        typed("Ken", "/offer"),
        fill("Ken", text="  20 tents in Suzu\nuntil Friday "),
    ),
    "more than fits a field": (
        typed("Aki", f"/request 200 blankets, {LONG}"),
        fill("Aki", place="Wajima"),
        press("Aki", "Edit"),
        fill("Aki"),
        typed("Ken", f"/offer wool blankets, {LONG}", place="Qwerty", quantity="many", until="someday"),
        fill("Ken", place="Suzu"),
        fill("Ken", quantity="20"),
        fill("Ken", until="2026-11-30"),
    ),
    "an ordinary message": (
        mention("Aki", "request 200 blankets in Wajima\n5 tents in Suzu"),
        mention("Hana", "依頼 毛布200枚 輪島市"),
        mention("Ken", "update Suzu has water again, see https://example.org/a?b=1&c=2 or call ken@example.org"),
        mention("Ken", "offer 20 tents"),
        fill("Ken", place="Suzu"),
        mention("Hana", "/設定"),
    ),
    "a channel and a person of their own language": (
        typed("Aki", "/settings language ja"),
        typed("Aki", "/settings zone New York"),
        typed("Mori", "/settings channel ja"),
        typed("Aki", "/request 200 blankets in Wajima by Friday"),
    ),
}
