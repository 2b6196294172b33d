"""Requests and offers as cards: one whole, one line of a list."""

from collections.abc import Mapping

from bot.cards.drills import marked
from bot.cards.shown import Names
from bot.chat import Button, Card, Fact, Value, Where, Who
from bot.domain.post import Post, PostPlace
from bot.domain.quantity import plain
from bot.domain.rules import may_see_sites, owns
from bot.viewer import Viewer


def what(post: Post, viewer: Viewer) -> str:
    """Return what it is about in the reader's language: "200 blankets", 毛布 500枚, "Blankets 500 pieces (毛布)"."""
    amount = viewer.quantity(post.quantity, post.unit, post.counter) if post.counted else ""
    category = viewer.category(post.category)
    if post.language != viewer.locale and category:
        own = f"{category}（{post.item}）" if viewer.locale == "ja" else f"{category} ({post.item})"
        return f"{own} {amount}".strip()
    thing = post.item or category
    if viewer.locale == "en" and amount and post.unit in ("piece", "unit", "person", "vehicle", "team"):
        return f"{amount.rsplit(' ', 1)[0]} {thing}"
    if viewer.locale == "en" and amount:
        return viewer.say("{amount} of {thing}", amount=amount, thing=thing)
    return f"{thing} {amount}".strip()


def title(post: Post, viewer: Viewer) -> str:
    """Return "R12 Request: 200 blankets", with its drill mark."""
    kind = viewer.term("kind", post.kind)
    return marked(
        viewer.say("{id} {kind}: {what}", id=post.id, kind=kind, what=what(post, viewer)), post.stamp.drill, viewer
    )


def place_value(place: PostPlace, viewer: Viewer) -> Value:
    """Return a place as the reader reads it; a region or an unknown name stays in the poster's words.

    A site in it is named to those who may see sites: "Iida elementary school, Suzu, Ishikawa".
    """
    one = len(place.codes) == 1
    name = viewer.place(place.codes[0], full=True) if one else place.name
    if place.site and may_see_sites(viewer.sight):
        name = viewer.say("{site}, {place}", site=place.site, place=name) if name else place.site
    return Where(place.codes[0], name) if one else name


def place_facts(post: Post, viewer: Viewer) -> tuple[Fact, ...]:
    """Return where it is needed or stands, leaves from and goes to."""
    labels = {"at": viewer.say("Where"), "from": viewer.say("From"), "to": viewer.say("To")}
    roles = dict.fromkeys(place.role for place in post.places)
    return tuple(
        Fact(labels[role], _joined([place_value(p, viewer) for p in post.places if p.role == role])) for role in roles
    )


def _joined(values: list[Value]) -> tuple[Value, ...]:
    """Return several values with strokes between them, which read alike in both languages."""
    joined: list[Value] = []
    for value in values:
        joined += ["/", value] if joined else [value]
    return tuple(joined)


def whose_day(post: Post) -> str | None:
    """Return the code of the place at which a post's days are meant, or None where none is known."""
    return next((code for place in post.places for code in place.codes), None)


def window_facts(post: Post, viewer: Viewer) -> tuple[Fact, ...]:
    """Return from when until when, as it is meant at the place."""
    code = whose_day(post)
    facts = []
    if post.starts:
        facts.append(Fact(viewer.say("Starting"), (viewer.day(post.starts, code, "start"),)))
    if post.ends:
        facts.append(Fact(viewer.say("Until"), (viewer.day(post.ends, code),)))
    return tuple(facts)


def progress(post: Post, viewer: Viewer) -> tuple[Fact, ...]:
    """Return needed / secured / on the way / arrived (必要 / 確保 / 輸送中 / 到着); for an offer what is left of it."""

    def amount(thousandths: int) -> str:
        return viewer.quantity(thousandths, post.unit, post.counter)

    if not post.counted:
        return ()
    tally = post.tally
    if post.kind == "offer":
        left = viewer.say("{left} of {all}", left=amount(post.left), all=amount(post.quantity))
        return (Fact(viewer.say("Left"), (left,)),) if tally.promised else ()
    steps = (
        f"{viewer.say('needed')} {amount(post.quantity)}",
        f"{viewer.say('secured')} {plain(tally.promised)}",
        f"{viewer.say('on the way')} {plain(tally.sent - tally.arrived)}",
        f"{viewer.say('arrived')} {plain(tally.arrived)}",
    )
    return (Fact(viewer.say("Progress"), (" / ".join(steps),)),)


def buttons(post: Post, viewer: Viewer) -> tuple[Button, ...]:
    """Return what somebody else can do with it now."""
    if post.state == "held":
        return pass_buttons(post, viewer)
    if not post.live or post.left <= 0:
        return ()
    if post.kind == "request":
        return (Button(viewer.say("I can give this"), "match", {"action": "give", "record": post.id}),)
    return (Button(viewer.say("I need this"), "match", {"action": "need", "record": post.id}),)


def pass_buttons(post: Post, viewer: Viewer) -> tuple[Button, ...]:
    """Return the one button of a post that waits; who presses it is asked for their right."""
    return (Button(viewer.say("Pass on"), "mine", {"action": "pass", "record": post.id}),)


def take_buttons(mine: Post, other: Post, viewer: Viewer) -> tuple[Button, ...]:
    """Return the button that joins two posts, for the owner of either; anybody else can take the other one up anew."""
    if owns(viewer.sight, other.stamp):
        mine, other = other, mine
    elif not owns(viewer.sight, mine.stamp):
        return buttons(other, viewer)
    action = "need" if other.kind == "offer" else "give"
    label = viewer.say("Take up {id}", id=other.id)
    return (Button(label, "match", {"action": action, "record": other.id, "with": mine.id}),)


def page_button(command: str, options: Mapping[str, str], number: int, viewer: Viewer) -> tuple[Button, ...]:
    """Return the button to the next page of a list; free text is too long for a button and leaves it out."""
    kept = {name: value for name, value in options.items() if len(value) <= 20}
    if len(kept) < len(options):
        return ()
    return (Button(viewer.say("More"), command, {**kept, "page": str(number)}),)


def owner_buttons(post: Post, viewer: Viewer) -> tuple[Button, ...]:
    """Return what its owner can do with it now."""
    fits = Button(viewer.say("What fits {id}", id=post.id), "match", {"record": post.id})
    if not post.live:
        return (Button(viewer.say("Keep alive"), "mine", {"action": "keep", "record": post.id}),)
    return (
        fits,
        Button(viewer.say("Edit"), "mine", {"action": "edit", "record": post.id}),
        Button(viewer.say("Close"), "mine", {"action": "close", "record": post.id}),
    )


def state_text(post: Post, viewer: Viewer) -> str:
    """Return the state in the reader's word."""
    return viewer.term(post.kind, post.state)


def card(
    post: Post, names: Names, viewer: Viewer, more: tuple[Button, ...] | None = None, late: tuple[Fact, ...] = ()
) -> Card:
    """Return the whole record for one reader. `more` replaces the buttons of a passer-by, `late` is what is late."""
    by = Who(names.by(post.stamp))
    facts = [*place_facts(post, viewer), *window_facts(post, viewer), *progress(post, viewer), *late]
    if post.on_behalf_of:
        facts.append(Fact(viewer.say("On behalf of"), (Who(post.on_behalf_of),)))
    facts += [Fact(viewer.say("Posted by"), (by,)), Fact(viewer.say("State"), (state_text(post, viewer),))]
    if post.note:
        facts.append(Fact(viewer.say("Note"), (post.note,)))
    if post.stamp.audience != "response":
        facts.append(Fact(viewer.say("Seen by"), (viewer.term("audience", post.stamp.audience),)))
    return Card(
        title=title(post, viewer),
        body=quoted(post, viewer),
        facts=tuple(facts),
        buttons=buttons(post, viewer) if more is None else more,
        urgency=post.urgency,
        note=freshness(post, viewer),
        locale=viewer.locale,
    )


def quoted(post: Post, viewer: Viewer) -> str:
    """Return the poster's own words, marked with their language for a reader of the other."""
    if post.language == viewer.locale or not post.text:
        return post.text
    return viewer.say("In {language}: {text}", language=viewer.term("language", post.language), text=post.text)


def freshness(post: Post, viewer: Viewer) -> str:
    """Return a warning when nobody confirmed the post for 48 hours."""
    confirmed = post.confirmed_at or post.stamp.created_at
    if not post.live or not viewer.stale(confirmed):
        return ""
    hours = int((viewer.now - confirmed).total_seconds() // 3600)
    return viewer.say("Not confirmed for {hours} hours: check before you act.", hours=hours)


def line(
    post: Post, names: Names, viewer: Viewer, more: tuple[Button, ...] | None = None, late: tuple[Fact, ...] = ()
) -> Card:
    """Return the record as one small card of a list; `more` and `late` as in `card`."""
    where = [*place_facts(post, viewer), *window_facts(post, viewer)]
    where += progress(post, viewer) if post.tally.promised else ()
    where += late
    by = post.on_behalf_of or names.by(post.stamp)
    return Card(
        title=title(post, viewer),
        facts=(*where, Fact(viewer.say("By"), (Who(by),)), Fact(viewer.say("State"), (state_text(post, viewer),))),
        buttons=buttons(post, viewer) if more is None else more,
        urgency=post.urgency,
        note=freshness(post, viewer),
        locale=viewer.locale,
    )
