"""`/list`: open requests and offers by area, category and urgency, and what nobody covers."""

from collections import Counter
from dataclasses import replace

from bot.cards import posts as post_cards
from bot.cards.shown import area_codes, names_of
from bot.chat import Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.post import WANTING, Post
from bot.domain.rules import may_see
from bot.flows.options import CATEGORY, PLACE
from bot.flows.places import guessed, widened
from bot.store import PostFilter
from bot.viewer import Viewer
from bot.words.catalogue import N_

PAGE = 10
ACTIONS = (
    Word("requests", ("requests", "request", "needs"), ("依頼",)),
    Word("offers", ("offers", "offer"), ("提供",)),
    Word("critical", ("critical", "urgent"), ("至急", "緊急")),
    Word("gaps", ("gaps", "gap"), ("空白",)),
)


async def listing(invocation: Invocation, tools: Tools) -> Reply:
    """Return what is open, narrowed by what was typed."""
    wanted, narrowed, error = narrowing(invocation, tools)
    if error:
        return Reply(
            Card(error, body=tools.viewer.say("For example /list requests Wajima blankets"), locale=tools.viewer.locale)
        )
    posts = [p for p in await tools.view.posts.listing(wanted) if may_see(tools.me.sight, p.stamp)]
    if invocation.options.get("action") == "critical":
        posts = [p for p in posts if p.urgency == "critical"]
    if invocation.options.get("action") == "gaps":
        return gaps(posts, tools)
    return await page(posts, narrowed, page_number(invocation), invocation, tools)


def narrowing(invocation: Invocation, tools: Tools) -> tuple[PostFilter, list[str], str]:
    """Return the filter, its parts in the reader's words, and what could not be understood."""
    options, viewer = invocation.options, tools.viewer
    action = options.get("action", "")
    response_id = tools.response.id if tools.response else None
    wanted = PostFilter(
        states=WANTING, response_id=response_id, drills=(tools.drill,), organisation_id=options.get("organisation")
    )
    if action in ("requests", "critical", "gaps"):
        wanted = replace(wanted, kind="request")
    elif action == "offers":
        wanted = replace(wanted, kind="offer")
    text, narrowed = options.get("text", ""), []
    spans = tools.vocabulary.spans(options.get("category", text))
    if spans:
        ids = tuple(dict.fromkeys(span.category for span in spans))
        wanted = replace(wanted, categories=ids)
        narrowed += [viewer.category(category) for category in ids]
    sector = None if spans else tools.vocabulary.find_sector(text) if text else None
    if sector:
        wanted = replace(wanted, sectors=(sector,))
        narrowed.append(viewer.sector(sector))
    codes, names, error = places(invocation, tools)
    if codes:
        wanted = replace(wanted, codes=widened(codes, tools))
        narrowed += names
    if text and not narrowed and not error:
        error = viewer.say("I understood neither a place nor a category in: {text}", text=text)
    return wanted, narrowed, error


def places(invocation: Invocation, tools: Tools) -> tuple[tuple[str, ...], list[str], str]:
    """Return the codes of the places named, and their names."""
    named = invocation.options.get("place")
    if named:
        place, error = guessed(named, tools)
        return (place.codes, [named], "") if place else ((), [], error)
    found = tools.gazetteer.find(invocation.options.get("text", ""))
    codes = [code for guess in found for code in guess.codes]
    return tuple(codes), [guess.words for guess in found], ""


def page_number(invocation: Invocation) -> int:
    """Return the page asked for, from 1."""
    typed = invocation.options.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1


async def page(posts: list[Post], narrowed: list[str], number: int, invocation: Invocation, tools: Tools) -> Reply:
    """Return one page, urgent ones first, then those that end soonest."""
    viewer = tools.viewer
    posts.sort(key=lambda p: (p.urgency != "critical", p.ends is None, p.ends or viewer.today(), p.id))
    about = viewer.listed(narrowed)
    if not posts:
        title = viewer.say("Nothing open for {about}.", about=about) if about else viewer.say("Nothing is open here.")
        return Reply(Card(title, body=viewer.say("/request 200 blankets in Wajima by Friday"), locale=viewer.locale))
    shown = posts[(number - 1) * PAGE : number * PAGE]
    names = await names_of(tools.view, viewer.locale, *(p.stamp for p in shown))
    title = viewer.plural("{n} open post", "{n} open posts", len(posts))
    more = post_cards.page_button("list", invocation.options, number + 1, viewer) if len(posts) > number * PAGE else ()
    items = tuple(post_cards.line(p, names, viewer) for p in shown)
    return Reply(Card(f"{title}: {about}" if about else title, items=items, buttons=more, locale=viewer.locale))


def gaps(posts: list[Post], tools: Tools) -> Reply:
    """Return where needs stand that nobody has taken up at all, by area and sector."""
    viewer = tools.viewer
    cells = Counter(cell for post in posts if not post.tally.promised for cell in cells_of(post, viewer))
    if not cells:
        return Reply(Card(viewer.say("No open need without anybody who takes it up."), locale=viewer.locale))
    facts = tuple(Fact(area, (f"{sector}: {count}",)) for (area, sector), count in cells.most_common(20))
    return Reply(Card(viewer.say("Open needs nobody has taken up"), facts=facts, locale=viewer.locale))


def cells_of(post: Post, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the area and sector cells a post belongs to."""
    sector = viewer.sector(post.category.split(".")[0]) if post.category else viewer.say("other")
    areas = (
        [viewer.place(code) for code in area_codes(post)]
        if len(post.places) and len(area_codes(post)) <= 3
        else [p.name for p in post.places]
    )
    return [(area, sector) for area in areas or [viewer.say("place not known")]]


LIST = Command(
    name="list",
    japanese=("一覧",),
    summary=N_("open requests and offers by area, category, urgency; gaps: what nobody covers"),
    handler=listing,
    options=(
        Option("text", "内容", N_("place and category")),
        Option("action", "種類", N_("requests, offers, critical or gaps"), "choice", ACTIONS),
        PLACE,
        CATEGORY,
        Option("organisation", "団体", N_("only of one organisation (its number)")),
        Option("page", "ページ", N_("the page, from 1")),
    ),
    examples=("/list requests Wajima", "/list offers blankets", "/list gaps"),
    examples_ja=("/一覧 依頼 輪島市", "/一覧 提供 毛布", "/一覧 空白"),
    writes=False,
)
