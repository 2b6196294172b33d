"""What a channel takes in, as lines of a card."""

from bot.chat import Fact
from bot.domain.people import Channel
from bot.viewer import Viewer


def intake_facts(channel: Channel, viewer: Viewer) -> tuple[Fact, ...]:
    """Return what comes into a linked channel and in which form; only what was narrowed is named."""
    say, found = viewer.say, []
    if channel.areas:
        found.append(Fact(say("Areas"), (viewer.listed([viewer.place(code) for code in channel.areas]),)))
    if channel.categories:
        found.append(Fact(say("Kinds"), (viewer.listed([kind(each, viewer) for each in channel.categories]),)))
    if channel.urgency == "critical":
        found.append(Fact(say("Urgency"), (say("only what is urgent"),)))
    if channel.trust != "unverified":
        level = viewer.term("trust", channel.trust)
        found.append(Fact(say("Trust"), (say("{level} or higher", level=level),)))
    each = say("every post in a card of its own")
    hourly = say("urgent needs at once, everything else in one card an hour")
    return (*found, Fact(say("Cards"), (each if channel.cards == "each" else hourly,)))


def kind(id: str, viewer: Viewer) -> str:
    """Return the name of a category or, for a whole field of work, of a sector."""
    return viewer.category(id) or viewer.sector(id)
