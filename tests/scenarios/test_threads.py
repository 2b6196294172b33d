"""One `kizuna run`: what is agreed on between Slack and Discord is talked about beneath the request it is for."""

from tests.platforms.discord.world import BOT
from tests.scenarios.exchange import AKI, FIELD, KEN, OPS, Exchange, exchange


def slack_thread(both: Exchange) -> list[str]:
    """Return what stands in Slack's threads for everybody."""
    return [each.text for each in both.slack.workspace.standing(OPS) if each.thread]


def discord_thread(both: Exchange) -> list[str]:
    """Return what stands in Discord's threads for everybody, without what tells where one began."""
    return [text for number in both.discord.world.threads for text in both.discord.sees(str(number)) if text]


async def test_a_request_from_slack_has_its_thread_there_and_every_press_in_it_counts(address: str) -> None:
    async with exchange(address) as both:
        await both.slack_posts("/request URGENT 200 blankets in Wajima by Friday")
        await both.until(lambda: both.in_discord("R1 Request: 200 blankets"))
        await both.discord.presses(KEN, FIELD, "I can give this")
        await both.slack.types(AKI, OPS, "/kizuna mine accept C1")
        await both.until(lambda: bool(slack_thread(both)))
        [card] = [each for each in both.slack.workspace.standing(OPS) if each.thread]
        [root] = [each for each in both.slack.workspace.standing(OPS) if each.ts == card.thread]
        assert "R1 Request: 200 blankets" in root.text
        assert "State: agreed" in card.text
        await both.slack.presses(AKI, OPS, "When and where (C1)")
        await both.slack.submits(AKI, arrives="Thursday", site="Iida elementary school", desk="gate 2")
        await both.until(lambda: "Desk: gate 2" in slack_thread(both)[0])
        assert "Arrives: Thu 26 Nov" in slack_thread(both)[0]
        assert discord_thread(both) == []


async def test_a_request_from_discord_has_its_thread_there_and_a_mention_in_it_is_answered_in_it(
    address: str,
) -> None:
    async with exchange(address) as both:
        await both.discord_posts("request", "URGENT 100 tents in Wajima by Friday")
        await both.until(lambda: both.in_slack("R1 Request: 100 tents"))
        await both.slack.presses(AKI, OPS, "I can give this")
        await both.until(lambda: both.in_slack("secured 100"))
        await both.discord.types(KEN, FIELD, "mine", text="accept C1")
        await both.until(lambda: bool(discord_thread(both)))
        [number] = both.discord.world.threads
        [card] = discord_thread(both)
        assert "C1" in card
        assert "State: agreed" in card
        assert both.discord.world.threads[number]["name"].startswith("URGENT: R1 Request: 100 tents")
        assert "[Received (C1)]" not in card
        await both.slack.types(AKI, OPS, "/kizuna mine details C1 desk:back-door")
        seen = await both.discord.presses(KEN, str(number), "Show it")
        assert seen.private
        assert "Desk: back-door" in seen.text
        assert "When and where (C1)" in seen.buttons
        seen = await both.discord.presses("Zoe", str(number), "Show it")
        assert "I find no record C1." in seen.text
        before = len(both.discord.standing(str(number)))
        await both.discord.says(KEN, str(number), f"<@{BOT}> /mine received C1")
        await both.discord.reply_in(str(number), beyond=before)
        await both.until(lambda: "State: received" in discord_thread(both)[0])
        assert not any("back-door" in each for each in discord_thread(both))
        assert slack_thread(both) == []
