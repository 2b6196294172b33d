"""Every interaction is answered within Discord's three seconds, by whatever way is still open."""

import asyncio
from dataclasses import dataclass, field

from bot.chat import Button, Card, Field, Form, Invocation, Reply
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord
from tests.platforms.discord.world import BOT

ASKED = Form("How many?", "offer", (Field("quantity", "How many", error="No number", hint="200"),), {"action": "x"})


@dataclass
class SlowCore(ScriptedCore):
    """Answers only when it is let go."""

    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def dispatch(self, invocation: Invocation) -> Reply:
        await self.go.wait()
        return await super().dispatch(invocation)


class RaisingCore(ScriptedCore):
    """Breaks its word and raises."""

    async def dispatch(self, invocation: Invocation) -> Reply:
        raise RuntimeError("broken on purpose")


async def late(discord: Discord, core: SlowCore, typing: "asyncio.Task[object]") -> None:
    """Wait until Discord was told that the answer comes later, then let the core answer."""
    await discord.until(lambda: any(each.acknowledged for each in discord.world.interactions.values()))
    discord.pass_time(10)
    core.go.set()
    await typing


async def test_a_slow_answer_is_announced_and_then_shown(discord: Discord, clock: SetClock) -> None:
    core = SlowCore({"find": Card("Found it")})
    async with bot_at(discord, core, clock, patience=0):
        typing: asyncio.Task[object] = asyncio.ensure_future(discord.types("U1", "C1", "find", text="water"))
        await late(discord, core, typing)
    assert "Found it" in discord.sees("C1", "U1")[0]
    assert discord.sees("C1") == []


async def test_a_late_answer_for_everybody_is_seen_by_everybody(discord: Discord, clock: SetClock) -> None:
    core = SlowCore({"find": Reply(Card("Found it"), private=False)})
    async with bot_at(discord, core, clock, patience=0):
        typing: asyncio.Task[object] = asyncio.ensure_future(discord.types("U1", "C1", "find", text="water"))
        await late(discord, core, typing)
        await discord.until(lambda: bool(discord.sees("C1")))
    assert "Found it" in discord.sees("C1")[0]


async def test_a_form_that_comes_too_late_waits_behind_a_button(discord: Discord, clock: SetClock) -> None:
    core = SlowCore({"offer": ASKED})
    async with bot_at(discord, core, clock, patience=0):
        typing: asyncio.Task[object] = asyncio.ensure_future(discord.types("U1", "C1", "offer", text="blankets"))
        await late(discord, core, typing)
    assert "No number" in discord.sees("C1", "U1")[0]
    assert "[Fix it]" in discord.sees("C1", "U1")[0]


async def test_a_core_that_raises_is_answered_for_with_a_plain_sentence(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, RaisingCore(), clock):
        seen = await discord.types("U1", "C1", "find", text="water")
        await discord.says("U1", "@U1", "/find water")
        assert "Something went wrong" in await discord.reply_in("@U1")
    assert "Something went wrong" in seen.text
    assert seen.private


async def test_a_form_is_the_first_answer_and_says_what_is_wrong(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore({"offer": ASKED})
    async with bot_at(discord, core, clock):
        seen = await discord.types("U1", "C1", "offer", text="blankets")
        assert seen.fields == {"quantity": ""}
        await discord.submits("U1", quantity="200")
    assert core.heard[-1].options == {"action": "x", "quantity": "200"}


async def test_a_form_sent_wrong_is_shown_again_behind_a_button(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore({"offer": ASKED}), clock):
        await discord.types("U1", "C1", "offer", text="blankets")
        seen = await discord.submits("U1", quantity="many")
    assert seen.buttons == ("Fix it",)


async def test_a_form_in_a_direct_message_waits_behind_a_button(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore({"offer": ASKED}), clock):
        await discord.says("U1", "@U1", "/offer blankets")
        await discord.reply_in("@U1")
        opened = await discord.presses("U1", "@U1", "Fix it")
    assert opened.fields == {"quantity": ""}


async def test_a_public_answer_to_a_mention_stands_in_the_channel(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore({"find": Reply(Card("For all"), private=False)})
    async with bot_at(discord, core, clock):
        await discord.says("U1", "C1", f"<@{BOT}> /find water")
        assert "For all" in await discord.reply_in("C1")


async def test_an_act_carries_who_where_and_in_which_language(discord: Discord, clock: SetClock) -> None:
    core = ScriptedCore()
    discord.world.locales["U1"] = "ja"
    async with bot_at(discord, core, clock):
        await discord.types("U1", "C1", "find", text="water")
    [act] = core.heard
    assert (act.name, act.organisation, act.locale) == ("U1", "Green Wave", "ja")
    assert act.sender.id == str(discord.world.id("U1"))
    assert act.place.channel == str(discord.world.id("C1"))
    assert act.sender.workspace == act.place.workspace


async def test_presses_of_two_people_are_two_acts_and_of_one_person_one(discord: Discord, clock: SetClock) -> None:
    shown = Reply(Card("R12", buttons=(Button("Take up", "match", {"record": "R12"}),)), private=False)
    core = ScriptedCore({"find": shown})
    async with bot_at(discord, core, clock):
        await discord.types("U1", "C1", "find", text="water")
        [card] = discord.standing("C1")
        for user in ("U1", "U1", "U2"):
            await discord.presses(user, "C1", "Take up", on=card)
    acts = [act.id for act in core.heard[1:]]
    assert acts[0] == acts[1] != acts[2]
    assert core.heard[-1].message
    assert core.heard[-1].message.id == card["id"]


async def test_a_button_of_an_unknown_version_says_what_to_do(discord: Discord, clock: SetClock) -> None:
    shown = Reply(Card("R12", buttons=(Button("Take up", "match"),)), private=False)
    async with bot_at(discord, ScriptedCore({"find": shown}), clock):
        await discord.types("U1", "C1", "find", text="water")
        [card] = discord.standing("C1")
        card["components"][0]["components"][0]["custom_id"] = "k1z;;match"
        seen = await discord.presses("U1", "C1", "Take up", on=card)
    assert "older version" in seen.text


async def test_nothing_privileged_is_asked_of_the_gateway(discord: Discord, clock: SetClock) -> None:
    async with bot_at(discord, ScriptedCore(), clock):
        assert discord.gateway.intents == (1 << 0) | (1 << 9) | (1 << 12)
