"""`/settings`: language, time zone, who may find me, and the language of a channel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.chat import Button, Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.domain.people import Channel, Person
from bot.domain.rules import may
from bot.flows.plain import not_vouched, plain, unknown_words
from bot.flows.zones import find_zone, near_zones
from bot.typed import folded, spellings
from bot.viewer import Viewer
from bot.words.catalogue import N_, words

Action = Callable[[str, Invocation, Tools], Awaitable[Reply]]

ACTION_WORDS = (
    Word("language", ("language", "lang"), ("言語",)),
    Word("zone", ("zone", "timezone", "time-zone"), ("時間帯", "タイムゾーン")),
    Word("privacy", ("privacy", "listed"), ("公開", "プライバシー")),
    Word("channel", ("channel",), ("チャンネル", "チャンネルの言語")),
)
LANGUAGES = (
    Word("en", ("en", "english"), ("英語",)),
    Word("ja", ("ja", "japanese"), ("日本語",)),
    Word("auto", ("auto", "automatic"), ("自動",)),
)
LISTED = (
    Word("yes", ("yes", "on", "listed"), ("はい", "公開")),
    Word("no", ("no", "off", "hidden"), ("いいえ", "非公開")),
)
OWN_NAMES = {"en": "English", "ja": "日本語"}
"""A language is offered in its own words, for whoever reads no other."""
AUTOMATIC = ("auto", "automatic", "自動", "-")


async def settings(invocation: Invocation, tools: Tools) -> Reply:
    """Show the settings, or change one."""
    action, text = invocation.options.get("action", ""), invocation.options.get("text", "").strip()
    if action in ACTIONS:
        return await ACTIONS[action](text, invocation, tools)
    if action:
        return unknown_words(action, ACTION_WORDS, tools)
    card = overview(tools.me.person, tools.channel, invocation, tools.viewer, tools)
    return _guess(text, tools) if text else Reply(card)


def _guess(text: str, tools: Tools) -> Reply:
    """Answer a value without a setting's name by the setting it fits, one press away."""
    say, language = tools.viewer.say, value_of(text, LANGUAGES)
    if language:
        press = Button(say("Yes, my language"), "settings", {"action": "language", "text": language})
        return plain(tools, say("Is “{text}” to be your language?", text=text), buttons=(press,))
    zone = find_zone(text, tools.gazetteer)
    if zone:
        press = Button(say("Yes, my time zone"), "settings", {"action": "zone", "text": zone})
        return plain(tools, say("Is {zone} to be your time zone?", zone=zone), buttons=(press,))
    return unknown_words(text, ACTION_WORDS, tools)


def value_of(typed: str, choices: tuple[Word, ...]) -> str | None:
    """Return the value that a word means in either language."""
    return next((word.value for word in choices if folded(typed) in spellings(word)), None)


def overview(person: Person, channel: Channel | None, invocation: Invocation, viewer: Viewer, tools: Tools) -> Card:
    """Return everything that is set, with buttons for what is set most."""
    say = viewer.say
    automatic = say("automatic")
    language = viewer.term("language", person.locale or viewer.locale)
    zone = person.zone or viewer.zone
    facts = [
        Fact(say("Language"), (language if person.locale else f"{language} ({automatic})",)),
        Fact(say("Time zone"), (zone if person.zone else f"{zone} ({automatic})",)),
        Fact(say("Your time now"), (replace(viewer, zone=zone).moment(tools.now),)),
        Fact(say("Other organisations may find me"), (say("yes") if person.listed else say("no"),)),
    ]
    if not invocation.place.direct:
        spoken = viewer.term("language", channel.locale) if channel and channel.locale else automatic
        facts.append(Fact(say("Language of this channel"), (spoken,)))
    note = say("To change: /settings language ja, /settings zone New York, /settings privacy no, /settings channel ja")
    return Card(say("Settings"), facts=tuple(facts), buttons=_buttons(person, viewer), note=note, locale=viewer.locale)


def _buttons(person: Person, viewer: Viewer) -> tuple[Button, ...]:
    other = "en" if viewer.locale == "ja" else "ja"
    listed = viewer.say("Let nobody find me") if person.listed else viewer.say("Let others find me")
    return (
        Button(OWN_NAMES[other], "settings", {"action": "language", "text": other}),
        Button(listed, "settings", {"action": "privacy", "text": "no" if person.listed else "yes"}),
    )


async def language(text: str, invocation: Invocation, tools: Tools) -> Reply:
    """Set the sender's language; the answer is in it already."""
    chosen = value_of(text, LANGUAGES)
    if chosen is None:
        return _ask(text, "language", LANGUAGES, tools)
    locale = "" if chosen == "auto" else chosen
    viewer = replace(tools.viewer, words=words(locale)) if locale else tools.viewer
    return await _save({"locale": locale}, viewer, invocation, tools)


async def zone(text: str, invocation: Invocation, tools: Tools) -> Reply:
    """Set the sender's time zone; of one that is not known the nearest are offered."""
    if folded(text) in AUTOMATIC:
        return await _save({"zone": ""}, tools.viewer, invocation, tools)
    found = find_zone(text, tools.gazetteer) if text else None
    if found:
        return await _save({"zone": found}, replace(tools.viewer, zone=found), invocation, tools)
    say = tools.viewer.say
    near = near_zones(text) or ["Asia/Tokyo", "America/New_York", "Europe/London"]
    buttons = tuple(Button(name, "settings", {"action": "zone", "text": name}) for name in near)
    title = say("I do not know the time zone “{text}”. One of these?", text=text) if text else say("Which time zone?")
    return plain(tools, title, say("A city works too: /settings zone New York"), buttons=buttons)


async def privacy(text: str, invocation: Invocation, tools: Tools) -> Reply:
    """Set whether other organisations may find the sender."""
    chosen = value_of(text, LISTED)
    if chosen is None:
        return _ask(text, "privacy", LISTED, tools)
    return await _save({"listed": chosen == "yes"}, tools.viewer, invocation, tools)


async def channel(text: str, invocation: Invocation, tools: Tools) -> Reply:
    """Set the language in which cards arrive in this channel."""
    say, place = tools.viewer.say, invocation.place
    if place.direct:
        return plain(tools, say("This is a direct message. Type it in the channel that you mean."))
    if not may(tools.me.sight, "response.link"):
        return plain(tools, say("You cannot set up channels yet."), not_vouched(tools))
    chosen = value_of(text, LANGUAGES)
    if chosen is None:
        return _ask(text, "channel", LANGUAGES, tools)
    known = tools.channel or Channel(place.platform, place.workspace, place.channel, None)
    changed = replace(
        known, locale="" if chosen == "auto" else chosen, linked_by=tools.me.person.id, linked_at=tools.now
    )
    await tools.uow.places.save_channel(changed)
    return Reply(_saved(overview(tools.me.person, changed, invocation, tools.viewer, tools), tools.viewer))


ACTIONS: Mapping[str, Action] = {"language": language, "zone": zone, "privacy": privacy, "channel": channel}


def _ask(typed: str, action: str, choices: tuple[Word, ...], tools: Tools) -> Reply:
    """Ask for one of a closed list by buttons; an unknown word is named."""
    say = tools.viewer.say
    labels = {**OWN_NAMES, "auto": say("automatic"), "yes": say("yes"), "no": say("no")}
    buttons = tuple(Button(labels[word.value], "settings", {"action": action, "text": word.value}) for word in choices)
    title = say("“{typed}” is none of these. Which one?", typed=typed) if typed else say("Which one?")
    return plain(tools, title, buttons=buttons)


async def _save(change: Mapping[str, Any], viewer: Viewer, invocation: Invocation, tools: Tools) -> Reply:
    """Store the sender's changed setting and show all of them."""
    person = await tools.view.people.get(tools.me.person.id)
    assert person is not None, "whoever changes something is stored"
    changed = replace(person, updated_at=tools.now, **change)
    saved = await tools.uow.people.save(changed, by=person.id, what="settings")
    return Reply(_saved(overview(saved, tools.channel, invocation, viewer, tools), viewer))


def _saved(card: Card, viewer: Viewer) -> Card:
    return replace(card, title=viewer.say("Saved."))


SETTINGS = Command(
    name="settings",
    japanese=("設定",),
    summary=N_("language, time zone, who may find you; the language of a channel"),
    handler=settings,
    options=(
        Option("text", "内容", N_("which setting, and its value")),
        Option("action", "操作", N_("which setting to change"), "choice", ACTION_WORDS),
    ),
    examples=("/settings", "/settings language ja", "/settings zone New York", "/settings channel ja"),
    examples_ja=("/設定", "/設定 言語 日本語", "/設定 時間帯 東京", "/設定 チャンネル 日本語"),
    reading_actions=frozenset({""}),
)
