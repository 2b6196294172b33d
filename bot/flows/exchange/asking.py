"""What is missing or unreadable is asked as one question: by buttons where there are few answers, else by a form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat import Button, Card, Choice, Field, Form, Invocation, Reply
from bot.command import Tools
from bot.domain.reading import PostKind, Reading
from bot.flows import drafting
from bot.flows.exchange.gathering import LEFT_OUT, Wish, prefilled, unsettled
from bot.flows.personal import draft_buttons

FIELDS = ("place", "category", "quantity", "until")
"""What can be asked, what matters most first."""
MOST_CHOICES = 5
"""More answers than this are no buttons but a form."""


async def ask(kind: PostKind, wish: Wish, reading: Reading, invocation: Invocation, tools: Tools) -> Reply:
    """Ask for what matters most of what is missing; what was typed is kept until it is answered."""
    field = next(name for name in FIELDS if name in wish.errors)
    name = await drafting.keep(kind, invocation, tools, asks=field)
    choices = choices_for(field, wish, reading, invocation.options, tools)
    if not choices:
        return Reply(form(kind, {**invocation.options, "draft": name}, {field: wish.errors[field]}, tools))
    say = tools.viewer.say
    answers = [Button(each.label, kind, {"draft": name, field: each.value}) for each in choices]
    title = asking_title(kind, tools)
    body = f"{wish.errors[field]}\n{say('“{text}”', text=invocation.options['text'])}"
    return Reply(Card(title, body, buttons=(*answers, *other_buttons(name, tools)), locale=tools.viewer.locale))


def other_buttons(name: str, tools: Tools) -> tuple[Button, ...]:
    """Return the buttons for whoever means none of the answers to a question about a draft."""
    edit, discard = draft_buttons(name, tools)
    return replace(edit, label=tools.viewer.say("Something else")), discard


def asking_title(kind: PostKind, tools: Tools) -> str:
    """Return the headline of a question about a post that is not posted yet."""
    say = tools.viewer.say
    return say("Request: one more thing") if kind == "request" else say("Offer: one more thing")


def choices_for(field: str, wish: Wish, reading: Reading, options: Mapping[str, str], tools: Tools) -> Sequence[Choice]:
    """Return the few answers that a question has, or nothing where it has many."""
    viewer = tools.viewer
    if field == "place":
        codes = place_candidates(wish, options, tools)
        if 2 <= len(codes) <= MOST_CHOICES:
            return [Choice(code, viewer.place(code, full=True)) for code in codes]
    if field == "quantity":
        several = next((t.suggestions for t in reading.troubles if t.why == "two"), ())
        return [Choice(number, number) for number in several] if len(several) <= MOST_CHOICES else ()
    if field == "category":
        words = options.get("category", "") or next((t.words for t in reading.troubles if t.field == "category"), "")
        near = [Choice(c.id, c.name.of(viewer.locale)) for c in tools.vocabulary.suggest_categories(words)]
        return [*near, Choice(LEFT_OUT, viewer.say("None of these"))] if near else ()
    return ()


def place_candidates(wish: Wish, options: Mapping[str, str], tools: Tools) -> tuple[str, ...]:
    """Return the places that bear the name which is asked about."""
    typed = tools.gazetteer.resolve(options["place"]).candidates if options.get("place") else ()
    open_one = next((place for line in wish.lines for place in line.places if unsettled(place)), None)
    return typed or (open_one.candidates if open_one else ())


def labels(tools: Tools) -> dict[str, str]:
    """Return what each field is called."""
    say = tools.viewer.say
    return {
        "place": say("Place"),
        "quantity": say("How much"),
        "until": say("Until when"),
        "category": say("Category"),
    }


def form(kind: PostKind, options: Mapping[str, str], errors: Mapping[str, str], tools: Tools) -> Form:
    """Return the questions: what was typed, and each field that is missing or wrong."""
    say, named = tools.viewer.say, labels(tools)
    fields = [_text_field(kind, options, tools)]
    fields += [
        Field(name, label, options.get(name, ""), error=errors[name], required=name == "place")
        for name, label in named.items()
        if name in errors
    ]
    carried = _carried(options, [name for name in named if name not in errors])
    title = asking_title(kind, tools)
    note = say("Nothing is lost: correct what is marked and send.")
    return Form(title, kind, tuple(fields), carried, note=note, locale=tools.viewer.locale)


def edit_form(kind: PostKind, wish: Wish, options: Mapping[str, str], tools: Tools) -> Form:
    """Return what was typed and what was read of it, to be corrected."""
    read = prefilled(wish, tools) | {name: options.get(name, "") for name in wish.errors}
    one = len(wish.lines) == 1
    fields = [_text_field(kind, options, tools)]
    fields += [
        Field(name, label, read.get(name, ""), error=wish.errors.get(name, ""), required=False)
        for name, label in labels(tools).items()
        if one or name in wish.errors
    ]
    title = tools.viewer.say("Edit what you typed")
    return Form(title, kind, tuple(fields), _carried(options, ()), locale=tools.viewer.locale)


def _text_field(kind: PostKind, options: Mapping[str, str], tools: Tools) -> Field:
    say = tools.viewer.say
    example = (
        say("200 blankets in Wajima by Friday")
        if kind == "request"
        else say("500 wool blankets in Sendai until 30 Nov")
    )
    return Field("text", say("What?"), options.get("text", ""), hint=example)


def _carried(options: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return what goes along unasked; the draft first, which holds the rest where a platform has little room."""
    return {name: options[name] for name in ("draft", "for", "audience", "from", *names) if options.get(name)}
