"""Words about private people in what somebody types: shown to its author first, and left out unless they decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chat import Button, Card, Fact, Invocation, Reply
from bot.command import Tools
from bot.domain.reading import Personal, PersonalKind, ReadLine
from bot.flows import drafting
from bot.flows.understanding import language_of
from bot.words.catalogue import N_, words

MARKS: Mapping[PersonalKind, str] = {
    "phone": N_("[phone number]"),
    "email": N_("[e-mail address]"),
    "name": N_("[name]"),
    "address": N_("[address]"),
}
"""What stands in place of personal words, in the language of the text."""


@dataclass(frozen=True, slots=True)
class Private:
    """What was typed (`options`) without the personal words, and these words as they were found."""

    options: Mapping[str, str]
    found: tuple[Personal, ...]


def looked_through(options: Mapping[str, str], names: Sequence[str], tools: Tools) -> Private:
    """Look for personal words in these options."""
    clean = dict(options)
    found: list[Personal] = []
    for name in names:
        text = options.get(name, "")
        personal = tools.reader.personal(text) if text else ()
        if personal:
            clean[name] = redacted(text, personal)
            found += personal
    return Private(clean, tuple(found))


def redacted(text: str, found: Sequence[Personal]) -> str:
    """Return the text with a mark in place of each of its personal words."""
    locale, end = language_of(text), len(text)
    for each in sorted(found, key=lambda one: one.start, reverse=True):
        text = f"{text[: each.start]}{mark(each.kind, locale)}{text[min(each.end, end) :]}"
        end = each.start
    return text


def mark(kind: PersonalKind, locale: str) -> str:
    """Return what stands in place of personal words of this kind."""
    return words(locale).say(MARKS[kind])


def cleaned(line: ReadLine, found: Sequence[Personal], tools: Tools) -> ReadLine:
    """Return a line that was read from a text without the personal words found there."""
    places = tuple(
        replace(place, name=_swapped(place.name, found), site=_swapped(place.site, found)) for place in line.places
    )
    item = _swapped(line.item, found)
    item = redacted(item, tools.reader.personal(item))
    return replace(line, item=item, on_behalf_of=_swapped(line.on_behalf_of, found), places=places)


def _swapped(text: str, found: Sequence[Personal]) -> str:
    for each in found:
        text = text.replace(each.words, mark(each.kind, language_of(text)))
    return text


def may_post_as_typed(tools: Tools) -> bool:
    """Return whether the sender may decide that personal words stand: whoever is vouched for."""
    return tools.me.sight.trust != "unverified"


async def held_back(
    command: str, names: Sequence[str], invocation: Invocation, tools: Tools
) -> tuple[Invocation, Reply | None]:
    """Return the act as it may be done, or a reply that first shows its author the personal words in it."""
    private, press = looked_through(invocation.options, names, tools), invocation.options.get("press", "")
    if not private.found or (press == "typed" and may_post_as_typed(tools)):
        return invocation, None
    if press == "post":
        return replace(invocation, options=private.options), None
    name = await drafting.keep(command, invocation, tools)
    text = "\n".join(private.options[each] for each in names if private.options.get(each))
    title = tools.viewer.say("Please look: there are personal details in it. Nothing is posted yet.")
    buttons = (*personal_buttons(name, tools), *draft_buttons(name, tools))
    facts, note = (found_fact(private.found, tools),), advice(tools)
    return invocation, Reply(Card(title, text, facts, buttons=buttons, note=note, locale=tools.viewer.locale))


def found_fact(found: Sequence[Personal], tools: Tools) -> Fact:
    """Return what was found, as its author wrote it."""
    named = [each.words for each in dict.fromkeys(found)]
    return Fact(tools.viewer.say("Left out"), (tools.viewer.listed(named),))


def advice(tools: Tools) -> str:
    """Return where contact details belong."""
    say = tools.viewer.say
    lines = [say("How to reach you belongs in /profile contact: it goes to others only if you agree.")]
    if may_post_as_typed(tools):
        lines.append(say("Your organisation's own public contact may be posted as typed."))
    return "\n".join(lines)


def post_button(name: str, tools: Tools) -> tuple[Button, ...]:
    """Return the button that posts a draft."""
    return (Button(tools.viewer.say("Post"), "mine", {"action": "post", "record": name}),)


def personal_buttons(name: str, tools: Tools) -> tuple[Button, ...]:
    """Return the buttons that post a draft with personal words in it: without them first, then as it was typed."""
    say = tools.viewer.say
    without = Button(say("Post without it"), "mine", {"action": "post", "record": name})
    typed = Button(say("Post as typed"), "mine", {"action": "post", "record": name, "text": "typed"})
    return (without, typed) if may_post_as_typed(tools) else (without,)


def draft_buttons(name: str, tools: Tools) -> tuple[Button, ...]:
    """Return the buttons that change a draft and throw it away."""
    say = tools.viewer.say
    return (
        Button(say("Edit"), "mine", {"action": "edit", "record": name}),
        Button(say("Discard"), "mine", {"action": "discard", "record": name}),
    )
