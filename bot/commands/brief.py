"""`/brief`: catch me up since I last looked; the sheet for the evening meeting."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import brief as brief_cards
from bot.cards import commitments as commitment_cards
from bot.cards import responses as response_cards
from bot.cards.shown import names_of
from bot.chat import Card, Fact, Invocation, Reply
from bot.command import Command, Option, Tools, Word
from bot.flows.knowing.briefing import Briefing, gathered
from bot.flows.knowing.meeting import sheet
from bot.flows.knowing.spans_of_time import span_of
from bot.words.catalogue import N_

FIRST_LOOK = timedelta(hours=24)
MOST, FEW = 5, 3
"""Urgent requests and updates, and what is late or awaited: what a phone shows on a bad line; the rest is counted."""


async def brief(invocation: Invocation, tools: Tools) -> Reply:
    """Tell what happened since the sender last looked, or show the sheet for the meeting."""
    options = invocation.options
    typed = options.get("since") or options.get("text", "")
    span = span_of(typed) if typed else None
    if typed and span is None:
        return _not_understood(typed, tools)
    if options.get("action") == "meeting":
        return await sheet(await gathered(tools.now - (span or FIRST_LOOK), tools), tools)
    since = tools.now - span if span else _last_look(tools)
    briefing = await gathered(since, tools)
    await _looked(tools)
    return Reply(await _card(briefing, tools))


def _last_look(tools: Tools) -> datetime:
    return tools.me.person.briefed_at or tools.now - FIRST_LOOK


async def _looked(tools: Tools) -> None:
    """Note that the sender has looked; the stored person, not the one that settings made a coordinator."""
    person = await tools.view.people.get(tools.me.person.id)
    if person:
        await tools.uow.people.save(replace(person, briefed_at=tools.now), by=person.id, what="brief")


def _not_understood(typed: str, tools: Tools) -> Reply:
    say = tools.viewer.say
    title = say("“{typed}” is no time span I can read.", typed=typed)
    body = say("Type /brief, /brief 24h, /brief 3d or /brief meeting.")
    return Reply(Card(title, body, locale=tools.viewer.locale))


async def _card(briefing: Briefing, tools: Tools) -> Card:
    viewer = tools.viewer
    critical, updates = briefing.critical[:MOST], briefing.updates[:MOST]
    late = [post for post in briefing.late if post not in critical][:FEW]
    names = await names_of(
        tools.view, viewer.locale, *(p.stamp for p in (*critical, *late)), *(u.stamp for u in updates)
    )
    items = [brief_cards.post_line(post, names, viewer) for post in (*critical, *late)]
    items += await _deliveries(briefing, tools)
    items += [brief_cards.news(updates, names, viewer)] if updates else []
    return Card(
        title=_title(briefing, tools),
        body=_nothing(briefing, tools),
        facts=_facts(briefing, tools),
        items=tuple(items),
        urgency="critical" if critical else "routine",
        note=viewer.say("For the meeting: /brief meeting. Everything open: /list."),
        locale=viewer.locale,
    )


def _title(briefing: Briefing, tools: Tools) -> str:
    viewer = tools.viewer
    if briefing.response is None:
        return viewer.say("Brief: all active responses")
    return viewer.say("Brief: {response}", response=response_cards.title(briefing.response, viewer))


def _nothing(briefing: Briefing, tools: Tools) -> str:
    if briefing.requests or briefing.offers or briefing.updates:
        return ""
    return tools.viewer.say("Nothing is posted here yet. Say what is needed: /request 200 blankets in Wajima by Friday")


def _facts(briefing: Briefing, tools: Tools) -> tuple[Fact, ...]:
    viewer = tools.viewer
    wanting, critical = len(briefing.open), len(briefing.critical)
    pressing = viewer.say("{n} open ({critical} urgent)", n=wanting, critical=critical)
    late, awaiting = len(briefing.late), len(briefing.awaiting)
    facts = [
        Fact(viewer.say("As of"), (viewer.moment(tools.now),)),
        Fact(viewer.say("Since"), (viewer.moment(briefing.since),)),
        Fact(viewer.say("Requests"), (pressing if critical else viewer.say("{n} open", n=wanting),)),
        Fact(viewer.say("Since then"), (_since(briefing, tools),)),
        brief_cards.count_fact(viewer.say("Offers available"), len(briefing.offers)),
    ]
    if late:
        facts.append(brief_cards.count_fact(viewer.say("Late or due today"), late))
    if awaiting:
        facts.append(brief_cards.count_fact(viewer.say("Waiting for your answer"), awaiting))
    if briefing.overdue:
        facts.append(brief_cards.count_fact(viewer.say("Your deliveries that are late"), len(briefing.overdue)))
    gaps = brief_cards.gap_lines(briefing.open, viewer)
    if gaps:
        facts.append(Fact(viewer.say("Nobody has taken up"), (" / ".join(gaps),)))
    return tuple(facts)


def _since(briefing: Briefing, tools: Tools) -> str:
    """Return what changed: "2 new, 1 all promised, 1 all received, 3 updates"."""
    viewer = tools.viewer
    return viewer.listed(
        [
            viewer.say("{n} new", n=len(briefing.new)),
            viewer.say("{n} all promised", n=briefing.settled("covered")),
            viewer.say("{n} all received", n=briefing.settled("met")),
            viewer.plural("{n} update", "{n} updates", len(briefing.updates)),
        ]
    )


async def _deliveries(briefing: Briefing, tools: Tools) -> list[Card]:
    """Return the proposals that wait for the reader's answer and the deliveries that are late, with their buttons."""
    shown = (*briefing.awaiting[:FEW], *briefing.overdue[:FEW])
    return [await commitment_cards.drawn(tools.view, each, tools.viewer) for each in shown]


BRIEF = Command(
    name="brief",
    japanese=("まとめ", "概況", "状況", "会議資料"),
    summary=N_("catch me up; the sheet for the evening meeting"),
    handler=brief,
    options=(
        Option("text", "内容", N_("nothing, how far back (24h, 3d), or meeting")),
        Option(
            "action",
            "種類",
            N_("the sheet for the meeting"),
            "choice",
            (Word("meeting", ("meeting",), ("会議", "会議資料")),),
        ),
        Option("since", "期間", N_("how far back: 24h, 3d")),
    ),
    examples=("/brief", "/brief 3d", "/brief meeting"),
    examples_ja=("/まとめ", "/まとめ 3日", "/まとめ 会議"),
    own=True,
    reading_actions=frozenset({"meeting"}),
)
