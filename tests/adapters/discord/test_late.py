"""An act that takes long or fails is acknowledged in time, told in plain words, and kept by the core until it is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from adapters.discord.late import KEEPING
from bot.chat import Button, Card, Field, Form, Invocation, Reply
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord, Seen
from tests.platforms.discord.world import BOT

CARD = Card("R12", buttons=(Button("Take up", "match", {"record": "R12"}),))
FORM = Form("How many?", "offer", (Field("quantity", "How many"),))
ANSWERS: dict[str, Card | Form | Reply] = {
    "find": Card("Found it"),
    "match": Card("Found it"),
    "list": Reply(CARD, private=False),
    "offer": FORM,
}
AGAIN = "If nothing follows within a minute, send it again."


@dataclass
class SlowCore(ScriptedCore):
    """Takes its time while `slow`, until it is let go; `broken`, it raises then."""

    slow: bool = False
    broken: bool = False
    go: asyncio.Event = field(default_factory=asyncio.Event)
    hears: asyncio.Event = field(default_factory=asyncio.Event)
    noted: asyncio.Event = field(default_factory=asyncio.Event)

    async def dispatch(self, invocation: Invocation) -> Reply:
        if self.slow:
            self.hears.set()
            await self.go.wait()
            if self.broken:
                raise RuntimeError("broken on purpose")
            if invocation.command == "offer":
                return Reply(Card("Found it"))
        return await super().dispatch(invocation)

    async def told(self, id: str) -> None:
        await super().told(id)
        self.noted.set()


async def slash(discord: Discord) -> Seen:
    return await discord.types("U1", "C1", "find", text="water")


async def button(discord: Discord) -> Seen:
    return await discord.presses("U1", "C1", "Take up", on=discord.standing("C1")[0])


async def form(discord: Discord) -> Seen:
    return await discord.submits("U1", quantity="200")


async def mention(discord: Discord) -> Seen:
    before = len(discord.standing("C2"))
    await discord.says("U1", "C2", f"<@{BOT}> /find water")
    return Seen(await discord.reply_in("C2", beyond=before))


async def message(discord: Discord) -> Seen:
    await discord.says("U1", "@U1", "/find water")
    return Seen(await discord.reply_in("@U1"))


Act = Callable[[Discord], Awaitable[Seen]]
ACTS: dict[str, tuple[Act, str]] = {
    "slash": (slash, "C1"),
    "button": (button, "C1"),
    "form": (form, "C1"),
    "mention": (mention, "C2"),
    "message": (message, "@U1"),
}


@pytest.fixture
def core() -> SlowCore:
    return SlowCore({**ANSWERS})


@pytest.fixture(params=ACTS)
def act(request: pytest.FixtureRequest) -> tuple[Act, str]:
    """Return one of the five ways to ask the bot for something, and where its answer stands."""
    return ACTS[request.param]


async def prepared(discord: Discord, core: SlowCore) -> None:
    """Let a card with a button and an open form stand, then let the core become slow."""
    await discord.types("U1", "C1", "list")
    await discord.types("U1", "C1", "offer")
    core.slow = True


def seen(discord: Discord, channel: str) -> str:
    """Return the last that the person sees in a channel."""
    return discord.sees(channel, "U1")[-1]


def acknowledged(discord: Discord, channel: str, before: int) -> Callable[[], bool]:
    """Return what tells whether one more message of the bot stands in a channel."""
    return lambda: len(discord.standing(channel, "U1")) > before


async def slowly(discord: Discord, core: SlowCore, act: Act, channel: str) -> tuple[str, str]:
    """Act while the core is slow; return what stands while it works, and what when it is done."""
    before = len(discord.standing(channel, "U1"))
    doing = asyncio.ensure_future(act(discord))
    await discord.until(acknowledged(discord, channel, before))
    meanwhile = seen(discord, channel)
    core.go.set()
    async with asyncio.timeout(5):
        await doing
        await core.noted.wait()
    return meanwhile, seen(discord, channel)


async def test_a_slow_act_is_acknowledged_kept_answered_and_noted_as_told(
    discord: Discord, clock: SetClock, core: SlowCore, act: tuple[Act, str]
) -> None:
    async with bot_at(discord, core, clock, patience=0.05):
        await prepared(discord, core)
        meanwhile, after = await slowly(discord, core, *act)
    assert meanwhile in ("…", "Received. The answer follows here.")
    assert "Found it" in after or "answer for you alone" in after
    assert len(core.kept) == 1
    assert core.kept == core.told_of


async def test_a_slow_act_that_could_not_be_kept_says_what_to_do(
    discord: Discord, clock: SetClock, core: SlowCore, act: tuple[Act, str]
) -> None:
    core.keeps = False
    async with bot_at(discord, core, clock, patience=0.05):
        await prepared(discord, core)
        meanwhile, after = await slowly(discord, core, *act)
    assert AGAIN in meanwhile
    assert AGAIN not in after


async def test_a_slow_act_that_breaks_is_answered_with_a_plain_sentence(
    discord: Discord, clock: SetClock, core: SlowCore, act: tuple[Act, str]
) -> None:
    core.broken = True
    async with bot_at(discord, core, clock, patience=0.05):
        await prepared(discord, core)
        _, after = await slowly(discord, core, *act)
    assert "nothing was saved. Please send it again." in after or "answer for you alone" in after


async def test_an_answer_that_cannot_be_shown_is_left_to_the_core(
    discord: Discord, clock: SetClock, core: SlowCore, act: tuple[Act, str], library_waits: None
) -> None:
    async with bot_at(discord, core, clock, patience=0.05):
        await prepared(discord, core)
        channel = act[1]
        before = len(discord.standing(channel, "U1"))
        doing = asyncio.ensure_future(act[0](discord))
        await discord.until(acknowledged(discord, channel, before))
        discord.fails("PATCH", "", 503, times=5)
        core.go.set()
    doing.cancel()
    assert len(core.kept) == 1
    assert core.told_of == []


async def test_an_answer_after_fifteen_minutes_is_left_to_the_core(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock, patience=0.05):
        core.slow = True
        doing = asyncio.ensure_future(slash(discord))
        await discord.until(acknowledged(discord, "C1", 0))
        discord.pass_time(901)
        core.go.set()
    doing.cancel()
    assert (len(core.kept), core.told_of) == (1, [])


async def test_an_act_that_reached_the_bot_too_late_is_done_and_left_to_the_core(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock):
        core.slow = True
        doing = asyncio.ensure_future(slash(discord))
        await core.hears.wait()
        discord.pass_time(4)
        core.go.set()
    doing.cancel()
    assert [heard.command for heard in core.heard] == ["find"]
    assert (len(core.kept), core.told_of) == (1, [])


async def test_an_act_that_was_told_after_a_broken_connection_is_kept_before_it_is_done(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock):
        discord.gateway.refusing = True
        await discord.drops_connection()
        doing = asyncio.ensure_future(slash(discord))
        await asyncio.sleep(0)
        discord.pass_time(30)
        discord.comes_back()
        await discord.until(lambda: 404 in discord.rest.statuses)
    doing.cancel()
    assert [heard.command for heard in core.heard] == ["find"]
    assert (core.kept, core.told_of) == ([core.heard[0].id], [])


async def test_who_writes_japanese_is_told_in_japanese_that_the_answer_follows(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock, patience=0.05):
        core.slow = True
        await discord.says("U1", "@U1", "/find 水")
        assert "受け付けました" in await discord.reply_in("@U1")
        core.go.set()


async def test_a_core_that_takes_too_long_to_keep_an_act_does_not_cost_the_acknowledgement(
    discord: Discord, clock: SetClock
) -> None:
    class Stuck(SlowCore):
        async def receive(self, invocation: Invocation) -> bool:
            await asyncio.Event().wait()
            return True

    core = Stuck({**ANSWERS}, slow=True)
    async with bot_at(discord, core, clock, patience=0.05):
        started = discord.world.clock()
        meanwhile, _ = await slowly(discord, core, slash, "C1")
        assert discord.world.clock() - started < KEEPING + 1
    assert AGAIN in meanwhile


async def test_an_interaction_told_twice_is_answered_once(discord: Discord, clock: SetClock, core: SlowCore) -> None:
    async with bot_at(discord, core, clock):
        await slash(discord)
        await discord.tells_again()
        await discord.until(lambda: any(each.refused for each in discord.world.interactions.values()))
    assert len(discord.sees("C1", "U1")) == 1
    assert core.kept == []


async def test_a_slow_interaction_told_twice_is_answered_once(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock, patience=0.05):
        core.slow = True
        doing = asyncio.ensure_future(slash(discord))
        await discord.until(acknowledged(discord, "C1", 0))
        await discord.tells_again()
        await discord.until(lambda: any(each.refused for each in discord.world.interactions.values()))
        core.go.set()
        await doing
    assert discord.sees("C1", "U1") == ["Found it"]


async def test_an_acknowledgement_whose_answer_was_lost_is_gone_on_from(
    discord: Discord, clock: SetClock, core: SlowCore, library_waits: None
) -> None:
    discord.fails("POST", r"/callback$", 502, accepted=True)
    async with bot_at(discord, core, clock, patience=0.05):
        core.slow = True
        _, after = await slowly(discord, core, slash, "C1")
    assert after == "Found it"


async def test_an_entry_of_a_menu_that_nobody_knows_is_answered(
    discord: Discord, clock: SetClock, core: SlowCore
) -> None:
    async with bot_at(discord, core, clock):
        await discord.types("U1", "C1", "list")
        on_message = await discord.chooses("U1", "C1", "Translate", on=discord.standing("C1")[0])
        on_person = await discord.chooses("U1", "C1", "Greet")
    assert on_message.text == on_person.text == "?"
