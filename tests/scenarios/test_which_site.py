"""One school, named in English in Slack and in Japanese on Discord: the second poster is asked, and one site stands."""

from tests.scenarios.exchange import AKI, FIELD, HANA, OPS, exchange


async def test_a_site_named_in_slack_is_offered_on_discord_in_the_other_script_and_found_by_a_press(
    address: str,
) -> None:
    async with exchange(address) as both:
        await both.slack_posts("/request 200 blankets at Iida Elementary School, Suzu")
        await both.until(lambda: both.in_slack("R1 Request: 200 blankets"))
        asked = await both.discord.types(HANA, FIELD, "request", text="珠洲市飯田小学校体育館に水500本")
        assert "You wrote 飯田小学校体育館. Is this Iida Elementary School (S1)?" in asked.text
        assert asked.private
        seen = await both.discord.presses(HANA, FIELD, "Yes, S1")
        assert "Please look" in seen.text
        assert "Where: Iida Elementary School, Suzu, Ishikawa" in seen.text
        await both.discord.presses(HANA, FIELD, "Post")
        await both.until(lambda: both.in_discord("R2 Request"))
        assert both.in_discord("Iida Elementary School, Suzu, Ishikawa")


async def test_a_site_named_on_discord_is_asked_about_in_slack_and_made_anew_by_a_press(address: str) -> None:
    async with exchange(address) as both:
        await both.discord_posts("request", "200 blankets at Iida Elementary School, Suzu")
        await both.until(lambda: both.in_discord("R1 Request: 200 blankets"))
        await both.slack_posts("/request 20 cots at Iida shelter, Suzu")
        asked = "You wrote Iida shelter. Is this Iida Elementary School (S1)?"
        assert asked in both.slack.workspace.standing(OPS, AKI)[-1].text
        await both.slack.presses(AKI, OPS, "No, a new site")
        await both.until(lambda: "Please look" in both.slack.workspace.standing(OPS, AKI)[-1].text)
        await both.slack.presses(AKI, OPS, "Post")
        await both.until(lambda: both.in_slack("R2 Request"))
        assert both.in_slack("Iida shelter, Suzu, Ishikawa")
