"""`/profile`: who I am, for whom I speak, what is stored about me."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.cards import people as people_cards
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.people import Organisation, Person
from bot.domain.rules import may
from bot.flows.options import RECORD
from bot.flows.plain import FORCE, plain, unknown, unknown_words
from bot.flows.profile.fields import FIELDS, ProfileField, changed
from bot.flows.profile.linking import link
from bot.flows.profile.membership import admit, organisation
from bot.flows.profile.stored import forget, kept, stored
from bot.flows.profile.trust import trust
from bot.words.catalogue import N_

Action = Callable[[Invocation, Tools], Awaitable[Reply]]

ACTION_WORDS = (
    Word("name", ("name",), ("名前", "氏名")),
    Word("organisation", ("organisation", "organization", "org"), ("団体", "所属")),
    Word("languages", ("languages", "language"), ("言語", "対応言語")),
    Word("skills", ("skills", "skill"), ("技能", "スキル")),
    Word("phone", ("phone", "my-contact"), ("電話", "自分の連絡先")),
    Word("areas", ("areas", "area"), ("地域", "活動地域")),
    Word("sectors", ("sectors", "sector"), ("分野", "活動分野")),
    Word("capacities", ("capacities", "capacity"), ("体制", "できること")),
    Word("funding", ("funding",), ("資金", "資金の条件")),
    Word("about", ("about",), ("紹介", "団体紹介")),
    Word("contact", ("contact",), ("連絡先",)),
    Word("second", ("second", "second-contact"), ("予備連絡先", "第二連絡先")),
    Word("japanese", ("japanese", "name-ja"), ("日本語名", "和名")),
    Word("admit", ("admit",), ("加入", "迎える")),
    Word("trust", ("trust",), ("信頼", "信頼度")),
    Word("link", ("link",), ("連携", "連携コード")),
    Word("stored", ("stored", "data"), ("保存", "保存情報")),
    Word("forget", ("forget", "delete"), ("削除", "消去")),
)
ACTIONS: Mapping[str, Action] = {
    "organisation": organisation,
    "admit": admit,
    "trust": trust,
    "link": link,
    "stored": stored,
    "forget": forget,
}


async def profile(invocation: Invocation, tools: Tools) -> Reply:
    """Show profiles, or do what the action says."""
    action = invocation.options.get("action", "")
    if action in ACTIONS:
        return await ACTIONS[action](invocation, tools)
    if action in FIELDS:
        return await set_field(action, FIELDS[action], invocation, tools)
    if action or invocation.options.get("text"):
        return unknown_words(action or invocation.options["text"], ACTION_WORDS, tools)
    record = invocation.options.get("record", "")
    return await somebody(record, tools) if record else await myself(tools)


async def myself(tools: Tools) -> Reply:
    """Show the sender and their organisation."""
    me, viewer = tools.me, tools.viewer
    title = viewer.say("You, as Kizuna knows you")
    if not me.person.id:
        body = viewer.say("Nothing is stored about you yet. To begin: /profile name Aki Tanaka")
        return plain(tools, title, body)
    person = people_cards.person_card(
        me.person, me.organisation, viewer, await kept(me.person.id, tools), _my_buttons(tools)
    )
    items = [person]
    if me.organisation:
        items.append(people_cards.organisation_card(me.organisation, viewer, own=True))
    return plain(
        tools,
        title,
        items=tuple(items),
        note=viewer.say("Your contact is shown to you alone. To change a line: /help profile"),
    )


def _my_buttons(tools: Tools) -> tuple[Button, ...]:
    say = tools.viewer.say
    return (
        Button(say("What is stored about me"), "profile", {"action": "stored"}),
        Button(say("Delete what is mine"), "profile", {"action": "forget"}),
    )


async def somebody(id: str, tools: Tools) -> Reply:
    """Show an organisation (G3) or a person (P9) as the sender may see them."""
    card: Card | None = None
    found = await tools.view.organisations.get(id) if id.startswith("G") else None
    person = await tools.view.people.get(id) if id.startswith("P") else None
    if person and person.id == tools.me.person.id:
        return await myself(tools)
    if found:
        card = people_cards.organisation_card(found, tools.viewer, own=_is_mine(found, tools))
    elif person and _may_meet(person, tools):
        theirs = await tools.view.organisations.get(person.organisation_id) if person.organisation_id else None
        card = people_cards.person_card(person, theirs, tools.viewer, None)
    if card is None:
        return plain(
            tools, unknown(id, tools), tools.viewer.say("Organisations begin with G, persons with P: /profile G3")
        )
    return Reply(card)


def _is_mine(found: Organisation, tools: Tools) -> bool:
    return tools.me.organisation is not None and tools.me.organisation.id == found.id


def _may_meet(person: Person, tools: Tools) -> bool:
    """Return whether a person may be shown: one who is listed, a colleague, or anybody to a coordinator."""
    mine = tools.me.organisation.id if tools.me.organisation else None
    return person.listed or tools.me.sight.coordinator or (mine is not None and person.organisation_id == mine)


async def set_field(action: str, field: ProfileField, invocation: Invocation, tools: Tools) -> Reply:
    """Save one line of a profile, or ask for it with what stands there now."""
    target = await _target(field, invocation, tools)
    if isinstance(target, Reply):
        return target
    typed, stands = invocation.options.get("text", "").strip(), getattr(target, field.attribute)
    if not typed:
        return Reply(_form(action, field, _typed_form(stands, tools), "", invocation, tools))
    value, error = (stands, "") if typed == _typed_form(stands, tools) else field.read(typed, tools)
    if value is None:
        return Reply(_form(action, field, typed, error, invocation, tools))
    return await _saved(replace(target, updated_at=tools.now, **changed(field, value)), action, tools)


async def _target(field: ProfileField, invocation: Invocation, tools: Tools) -> Person | Organisation | Reply:
    """Return whose line it is, as stored now: the sender, their organisation, or the one that a coordinator names."""
    say, record = tools.viewer.say, invocation.options.get("record", "")
    if field.owner == "person":
        person = await tools.view.people.get(tools.me.person.id)
        assert person is not None, "whoever changes something is stored"
        return person
    wanted = record or (tools.me.organisation.id if tools.me.organisation else "")
    if not wanted:
        body = say("Say first for whom you speak: /profile organisation Green Wave")
        return plain(tools, say("This is a line of an organisation, and I do not know yours."), body)
    found = await tools.view.organisations.get(wanted)
    if found is None:
        return plain(tools, unknown(wanted, tools), say("Organisations begin with G, persons with P: /profile G3"))
    if not (_is_mine(found, tools) or may(tools.me.sight, "organisation.change")):
        return plain(tools, say("Only its own people and coordinators change {name}.", name=found.name))
    return found


def _typed_form(value: object, tools: Tools) -> str:
    """Return a stored value as it could be typed: codes by their names."""
    if isinstance(value, str):
        return value
    assert isinstance(value, tuple), "a profile holds words and lists of codes"
    sectors = {sector for sector, _ in tools.vocabulary.sectors()}
    names = [_name_of(str(code), sectors, tools) for code in value]
    return tools.viewer.listed(names)


def _name_of(code: str, sectors: set[str], tools: Tools) -> str:
    if code in sectors:
        return tools.viewer.sector(code)
    return people_cards.language(code, tools.viewer) if code.islower() else tools.viewer.place(code)


def _form(action: str, field: ProfileField, value: str, error: str, invocation: Invocation, tools: Tools) -> Form:
    say = tools.viewer.say
    carried = {name: invocation.options[name] for name in ("record",) if invocation.options.get(name)}
    asked = Field("text", say(field.label), value, hint=say(field.example), error=error)
    note = say("A hyphen (-) empties the line.") if action != "name" else ""
    return Form(
        say("Profile: {line}", line=say(field.label)),
        "profile",
        (asked,),
        {"action": action, **carried},
        note,
        tools.viewer.locale,
    )


async def _saved(record: Person | Organisation, action: str, tools: Tools) -> Reply:
    """Store the changed record and show it as it stands."""
    viewer, by = tools.viewer, tools.me.person.id
    if isinstance(record, Person):
        saved = await tools.uow.people.save(record, by=by, what=action)
        theirs = tools.me.organisation
        card = people_cards.person_card(saved, theirs, viewer, await kept(saved.id, tools))
    else:
        stored_now = await tools.uow.organisations.save(record, by=by, what=action)
        card = people_cards.organisation_card(stored_now, viewer, own=_is_mine(stored_now, tools))
    return plain(tools, viewer.say("Saved."), items=(card,))


PROFILE = Command(
    name="profile",
    japanese=("プロフィール", "団体情報", "引き継ぎ"),
    summary=N_("you and your organisation: languages, areas, sectors, contacts, what is stored about you"),
    handler=profile,
    options=(
        Option("text", "内容", N_("which line, and what it should say")),
        Option(
            "action",
            "操作",
            N_("the line to change: name, languages, skills and phone are yours, the rest your organisation's"),
            "choice",
            ACTION_WORDS,
        ),
        RECORD,
        FORCE,
    ),
    examples=(
        "/profile",
        "/profile organisation Green Wave",
        "/profile areas Noto, Kanazawa",
        "/profile languages Japanese, English",
        "/profile second Ben, 03-0000-0000",
    ),
    examples_ja=(
        "/プロフィール",
        "/プロフィール 団体 みどりの波",
        "/プロフィール 地域 能登、金沢市",
        "/プロフィール 言語 日本語、英語",
        "/プロフィール 予備連絡先 田中、03-0000-0000",
    ),
    reading_actions=frozenset({"", "stored"}),
)
