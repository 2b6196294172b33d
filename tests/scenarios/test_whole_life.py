"""The whole life of one request, asked in Slack in English, served from Discord in Japanese and English.

A partial promise, a refusal with its reason, a proposal nobody answers, a promise taken back after it was accepted, a
delivery that the driver marks by code, one that is confirmed without, and the end, which everyone hears once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import aiohttp

from bot.chat import Identity
from tests.platforms.discord.world import GUILD
from tests.scenarios.exchange import AKI, FIELD, HANA, KEN, OPS, Exchange, exchange

MIO, SORA = "Mio", "Sora"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DIRECT = f"D{AKI}"
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@dataclass(slots=True)
class Story:
    """What everybody in it does and sees. Aki asks in Slack; the others give on Discord, Ken in Japanese."""

    both: Exchange

    async def begins(self) -> None:
        """Let Mio and Sora be vouched for, Ken's Discord be Japanese, and Aki ask for 300 blankets."""
        discord = self.both.discord
        discord.world.locales[KEN] = "ja"
        for name in (MIO, SORA):
            await discord.types(name, FIELD, "profile", text=f"name {name} (invented)")
            identity = Identity("discord", str(GUILD), str(discord.world.id(name)))
            async with self.both.bot.kizuna.store.read() as view:
                person = await view.people.by_identity(identity)
            assert person
            await discord.types(HANA, FIELD, "profile", text=f"trust {person.id} vouched")
        await self.both.slack_posts("/request URGENT 300 blankets in Wajima by Friday")
        await self.request("secured 0", "State: open")

    async def gives(self, who: str, line: str, proposed: str, which: str = "") -> None:
        """Let somebody on Discord take up part of the request; Aki is told in her direct messages.

        `which`: whoever promised some before is asked from which offer of theirs this comes.
        """
        told = await self.both.discord.types(who, FIELD, "match", text=line)
        if which:
            assert "Which of yours?" in told.text
            told = await self.both.discord.submits(who, **{"with": which})
        assert proposed in told.text
        name = re.search(r"C\d+", proposed)
        assert name
        await self.aki_reads(name[0], "State: proposed, waiting for an answer")

    async def aki_presses(self, label: str) -> None:
        """Let Aki press a button of her direct messages."""
        await self.both.slack.presses(AKI, DIRECT, label)

    async def aki_reads(self, *texts: str) -> None:
        """Wait until one message in Aki's direct messages says all of this."""
        slack = self.both.slack.workspace
        await self.both.until(partial(any_says, lambda: [each.text for each in slack.standing(DIRECT, AKI)], texts))

    async def reads(self, who: str, *texts: str) -> None:
        """Wait until one direct message to somebody on Discord says all of this."""
        await self.both.until(partial(any_says, partial(self.both.discord.sees, f"@{who}"), texts))

    async def ended(self) -> None:
        """Wait until those whose goods came have heard the end, once; whose proposal came to nothing does not."""
        ends = {KEN: "ご協力ありがとうございました", SORA: "You had a part in it"}
        for who, words in ends.items():
            await self.reads(who, "R1", words)
        for who, count in {**dict.fromkeys(ends, 1), MIO: 0}.items():
            told = [each for each in self.both.discord.sees(f"@{who}") if any(words in each for words in ends.values())]
            assert len(told) == count, who

    async def request(self, *texts: str) -> None:
        """Wait until the request's card says all of this, in Slack's #ops and in Discord's #field."""
        for cards in (self._in_slack, self._in_discord):
            await self.both.until(partial(any_says, cards, texts))
            assert len(cards()) == 1, "the request has one card in a channel, amended"

    def _in_slack(self) -> list[str]:
        standing = self.both.slack.workspace.standing(OPS, "")
        return [each.text for each in standing if "R1 Request" in each.text]

    def _in_discord(self) -> list[str]:
        return [each for each in self.both.discord.sees(FIELD) if "R1 Request" in each]


def any_says(cards: Callable[[], list[str]], texts: Sequence[str]) -> bool:
    """Return whether one of the cards says all of this."""
    return any(all(text in card for text in texts) for card in cards())


async def test_a_request_lives_from_asked_to_received_across_both_platforms_and_both_languages(address: str) -> None:
    async with exchange(address) as both:
        story = Story(both)
        await story.begins()
        await in_part(story)
        await declined_with_a_reason(story)
        await lapsed(story)
        await taken_back_after_it_was_accepted(story)
        await driven_and_marked_by_code(story)
        await confirmed(story)


async def in_part(story: Story) -> None:
    """Ken promises a third, in Japanese; Aki accepts."""
    await story.gives(KEN, "出せます R1 100", "C1として申し出ました")
    await story.request("secured 100", "State: partly covered")
    await story.aki_presses("Accept (C1)")
    await story.reads(KEN, "C1", "状態：成立", "毛布", "輪島市")


async def declined_with_a_reason(story: Story) -> None:
    """Mio's fifty are not wanted, and she reads why."""
    await story.gives(MIO, "give R1 50", "Proposed as C2")
    await story.request("secured 150")
    await story.aki_presses("Decline (C2)")
    assert await story.both.slack.submits(AKI, text="Only whole pallets can be unloaded") == {}
    await story.reads(MIO, "C2", "State: declined", "Only whole pallets can be unloaded")
    await story.request("secured 100", "State: partly covered")


async def lapsed(story: Story) -> None:
    """Nobody answers Sora; after three hours, as it is urgent, the quantity is free again and both are told."""
    await story.gives(SORA, "give R1 200", "Proposed as C3")
    await story.request("secured 300", "State: covered")
    await story.both.later(3 * HOUR + MINUTE, steps=10 * MINUTE)
    await story.reads(SORA, "C3", "State: lapsed")
    await story.aki_reads("C3", "State: lapsed")
    await story.request("secured 100", "State: partly covered")


async def taken_back_after_it_was_accepted(story: Story) -> None:
    """Mio's truck breaks down after Aki relied on it; the need is open again."""
    await story.gives(MIO, "give R1 200", "Proposed as C4", which="new")
    await story.aki_presses("Accept (C4)")
    await story.request("secured 300", "State: covered")
    await story.reads(MIO, "C4", "State: agreed")
    await story.both.discord.presses(MIO, f"@{MIO}", "Release (C4)")
    await story.both.discord.submits(MIO, text="The truck broke down")
    await story.aki_reads("C4", "State: released", "The truck broke down")
    await story.request("secured 100", "State: partly covered")


async def driven_and_marked_by_code(story: Story) -> None:
    """Sora's two hundred go with a driver who has no account: one press on the page marks them as arrived."""
    await story.gives(SORA, "give R1 200", "Proposed as C5", which="O3")
    await story.aki_presses("Accept (C5)")
    await story.reads(SORA, "C5", "State: agreed")
    sent = await story.both.discord.presses(SORA, f"@{SORA}", "On its way (C5)")
    code = CODE.search(sent.text)
    assert code
    await story.request("secured 300", "on the way 200", "arrived 0")
    page = f"{story.both.bot.board.url}arrived/{code[0]}?lang=ja"
    async with aiohttp.ClientSession() as driver, driver.post(page) as shown:
        assert "到着と記録しました" in await shown.text()
    await story.aki_reads("C5", "State: arrived")
    await story.request("secured 300", "on the way 0", "arrived 200")
    await story.aki_presses("Received (C5)")
    await story.reads(SORA, "C5", "State: received")


async def confirmed(story: Story) -> None:
    """Ken's hundred come, Aki confirms, and the story ends for everyone who touched it."""
    await story.both.discord.presses(KEN, f"@{KEN}", "輸送中にする (C1)")
    await story.request("on the way 100", "arrived 200")
    await story.aki_presses("Received (C1)")
    await story.reads(KEN, "C1", "状態：受領確認")
    await story.request("needed 300", "arrived 300", "State: met")
    await story.ended()
