"""What is posted on one platform is news on the other, for whoever waits for it; the end of the story reaches both."""

from datetime import timedelta
from functools import partial

from tests.scenarios.exchange import AKI, FIELD, KEN, Exchange, exchange

DIRECT = f"D{AKI}"
UNDO = timedelta(seconds=31)
MINUTE, HOURS = timedelta(minutes=1), timedelta(hours=2)


def aki_reads(both: Exchange, *texts: str) -> bool:
    """Return whether a direct message to Aki in Slack says all of this."""
    shown = both.slack.workspace.standing(DIRECT, AKI)
    return any(all(text in each.text for text in texts) for each in shown)


def ken_reads(both: Exchange, *texts: str) -> bool:
    """Return whether a direct message to Ken on Discord says all of this."""
    return any(all(text in each for text in texts) for each in both.discord.sees(f"@{KEN}"))


async def test_who_asked_in_slack_hears_of_an_offer_on_discord_takes_it_up_there_and_both_hear_the_end(
    address: str,
) -> None:
    async with exchange(address) as both:
        both.discord.world.locales[KEN] = "ja"
        await both.slack_posts("/request 200 blankets in Wajima by Friday")
        await both.later(UNDO)
        await both.discord.types(KEN, FIELD, "offer", text="輪島市に毛布250枚を届けられます")
        await both.discord.presses(KEN, FIELD, "投稿")
        await both.later(UNDO / 2)
        assert not aki_reads(both, "Something new fits R1.")
        await both.later(UNDO)
        await both.until(partial(aki_reads, both, "Something new fits R1.", "O1 Offer", "enough of it"))
        await both.slack.presses(AKI, DIRECT, "Take up O1")
        await both.until(partial(ken_reads, both, "C1", "申し出中"))
        await both.discord.presses(KEN, f"@{KEN}", "受ける (C1)")
        await both.later(HOURS, steps=timedelta(minutes=20))
        await both.slack.types(AKI, DIRECT, "/kizuna mine received C1")
        await both.until(partial(ken_reads, both, "R1：", "輪島市に届きました", "O1"))


async def test_an_urgent_request_on_discord_reaches_who_offers_in_slack_at_once(address: str) -> None:
    async with exchange(address) as both:
        await both.slack_posts("/offer 300 blankets in Wajima")
        await both.later(UNDO)
        await both.discord_posts("request", "URGENT 200 blankets in Wajima")
        await both.until(partial(aki_reads, both, "Something new fits O1.", "R1 Request: 200 blankets"))
        await both.discord.presses(KEN, FIELD, "1. Undo")
        await both.later(MINUTE)
        await both.until(partial(aki_reads, both, "What was new for O1 is gone or taken up."))
