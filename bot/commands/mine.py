"""`/mine`: everything I or my organisation owe or await, and what can be done about it."""

from bot.cards import commitments as commitment_cards
from bot.cards import posts as post_cards
from bot.cards.draw import draw
from bot.cards.shown import names_of
from bot.chat import Card, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.commitment import UNFINISHED
from bot.domain.post import LIVE, Post
from bot.flows import drafting
from bot.flows.exchange import arriving, carrying, changing, moving, passing, waiting
from bot.flows.exchange.missing import no_record
from bot.flows.options import CATEGORY, PLACE, QUANTITY, RECORD, UNTIL
from bot.flows.profile.linking import LENGTH
from bot.store import PostFilter
from bot.words.catalogue import N_

WAYS = ("transport", "fetch", "code", "details")
MOVES = ("accept", "decline", "cancel", "send", "arrive", "receive", "release")
ACTIONS = (
    Word("show", ("show", "see"), ("表示", "見る")),
    Word("edit", ("edit", "change"), ("編集", "変更", "修正")),
    Word("keep", ("keep", "keep-alive", "alive"), ("継続", "まだ有効")),
    Word("post", ("post",), ("投稿",)),
    Word("discard", ("discard", "throw-away", "throw away"), ("破棄", "捨てる")),
    Word("close", ("close", "done"), ("終了", "締め切り")),
    Word("withdraw", ("withdraw",), ("取り下げ", "取り消し")),
    Word("undo", ("undo",), ("元に戻す", "取消")),
    Word("pass", ("pass", "pass-on", "pass on"), ("通す", "公開する")),
    Word("accept", ("accept", "yes"), ("承諾", "受ける", "お願いします")),
    Word("decline", ("decline", "no"), ("見送り", "断る")),
    Word("cancel", ("cancel", "take-back"), ("申し出取り消し", "撤回")),
    Word("send", ("send", "sent", "on-its-way", "on its way"), ("発送", "輸送中", "出発")),
    Word("arrive", ("arrive", "arrived"), ("到着",)),
    Word("receive", ("receive", "received"), ("受領", "受け取り", "受領確認")),
    Word("transport", ("transport", "transport-needed", "transport needed"), ("輸送依頼", "輸送手段が必要")),
    Word("fetch", ("fetch", "we-fetch", "we fetch it"), ("引き取り", "取りに行く")),
    Word("code", ("code",), ("到着コード", "コード")),
    Word("details", ("details", "when-and-where", "when and where"), ("いつ・どこへ", "いつどこへ", "詳細")),
    Word("release", ("release",), ("引き受け取り下げ", "解放")),
)


async def mine(invocation: Invocation, tools: Tools) -> Reply:
    """List, or do what was asked."""
    invocation, tools = await drafting.resumed(invocation, tools)
    action = invocation.options.get("action", "")
    if waiting.concerned(invocation.options):
        return await waiting.handled(invocation, tools)
    if action == "show":
        return await one(invocation.options.get("record", ""), tools)
    if action == "pass":
        return await passing.pass_on(invocation, tools)
    if action in WAYS:
        return await carrying.carry(invocation, tools)
    if action == "arrive" and await coded(invocation, tools):
        return await arriving.arrive(invocation, tools)
    if action in MOVES:
        return await moving.move(invocation, tools)
    if action:
        return await changing.change(invocation, tools)
    return await overview(tools)


async def coded(invocation: Invocation, tools: Tools) -> bool:
    """Return whether an arrival is told by a code: no commitment is named, a word is; a code may look like a number."""
    record, text = invocation.options.get("record", ""), invocation.options.get("text", "")
    if not record:
        return bool(text)
    return len(record) == LENGTH and await tools.view.commitments.get(record) is None


async def one(record: str, tools: Tools) -> Reply:
    """Return one record as it stands, to whoever may see it."""
    card = await draw(tools.view, record, tools.viewer)
    return Reply(card) if card else no_record(record, tools)


async def overview(tools: Tools) -> Reply:
    """Return what awaits an answer first, then what is under way, what is not posted yet, and one's own posts."""
    viewer = tools.viewer
    items = [*await commitment_items(tools), *await waiting.items(tools), *await post_items(tools)]
    if not items:
        title = viewer.say("You owe nothing and await nothing.")
        body = viewer.say("/request 200 blankets in Wajima by Friday")
        return Reply(Card(title, body, locale=viewer.locale))
    speaker = tools.me.organisation.name if tools.me.organisation else tools.me.person.name
    title = viewer.say("What {speaker} owes and awaits", speaker=speaker)
    return Reply(Card(title, items=tuple(items), locale=viewer.locale))


async def commitment_items(tools: Tools) -> list[Card]:
    """Return the unfinished commitments, those that wait for an answer first."""
    viewer, me = tools.viewer, tools.me
    organisation_id = me.organisation.id if me.organisation else None
    found = await tools.view.commitments.of_organisation(organisation_id, me.person.id, UNFINISHED)
    ordered = sorted(found, key=lambda c: (c.state != "proposed", c.lapses_at or c.stamp.created_at))
    return [await commitment_cards.drawn(tools.view, commitment, viewer) for commitment in ordered]


async def post_items(tools: Tools) -> list[Card]:
    """Return one's own live posts, requests before offers."""
    viewer = tools.viewer
    posts = await own_posts(tools)
    names = await names_of(tools.view, viewer.locale, *(p.stamp for p in posts))
    return [post_cards.line(p, names, viewer, post_cards.owner_buttons(p, viewer)) for p in posts]


async def own_posts(tools: Tools) -> list[Post]:
    """Return the live and held posts of the organisation, or of the person who has none."""
    me = tools.me
    states = (*LIVE, "held")
    if me.organisation:
        wanted = PostFilter(states=states, organisation_id=me.organisation.id, limit=100)
    elif me.person.id:
        wanted = PostFilter(states=states, author_id=me.person.id, limit=100)
    else:
        return []
    posts = await tools.view.posts.listing(wanted)
    return sorted(
        posts, key=lambda p: (p.kind != "request", p.urgency != "critical", p.ends or p.stamp.created_at.date())
    )


MINE = Command(
    name="mine",
    japanese=("自分の投稿",),
    summary=N_("what you or your organisation owe and await: edit, keep, close, on its way, arrived, received"),
    handler=mine,
    options=(
        Option("text", "内容", N_("what to do, with which record")),
        Option("action", "操作", N_("what to do"), "choice", ACTIONS),
        RECORD,
        QUANTITY,
        PLACE,
        UNTIL,
        CATEGORY,
        Option("arrives", "到着日", N_("the day a delivery arrives"), "date"),
        Option("site", "受取場所", N_("the site at which it arrives")),
        Option("desk", "窓口", N_("the gate or desk there")),
    ),
    examples=(
        "/mine",
        "/mine close R12",
        "/mine edit R12 150 blankets in Wajima",
        "/mine received C3",
        "/mine details C3 arrives:Friday",
    ),
    examples_ja=(
        "/自分の投稿",
        "/自分の投稿 終了 R12",
        "/自分の投稿 編集 R12 毛布150枚 輪島市",
        "/自分の投稿 受領 C3",
        "/自分の投稿 詳細 C3 到着日:金曜日",
    ),
    own=True,
    reading_actions=frozenset({""}),
)
