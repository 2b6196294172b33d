"""What people write in Slack is read as they see it, and so it reaches the core."""

import pytest

from adapters.slack.adapter import Mode
from adapters.slack.written import addressed, written
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.slack.stage import served
from tests.clock import SetClock


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("*200 blankets* in _Wajima_\n&gt; by `Friday` &lt;now&gt;", "*200 blankets* in _Wajima_\n> by `Friday` <now>"),
        ("<#C1|wajima> <#C2> <!subteam^S1|@drivers> <!here>", "#wajima #C2 @drivers @here"),
        ("<https://example.org> <http://example.org|example.org>", "https://example.org http://example.org"),
        ("<https://example.org/a|the list>", "the list (https://example.org/a)"),
        ("<tel:+8176800000|0768-00-000> <mailto:a@example.org|a@example.org>", "0768-00-000 a@example.org"),
        ("<!date^1764300000^{date}|28 Nov>", "28 Nov"),
    ],
)
def test_slacks_own_marks_are_taken_off_and_the_persons_own_signs_stay(sent: str, read: str) -> None:
    assert written(sent) == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@UBOT>、200 blankets", "200 blankets"),
        ("<@UBOT>\n200 blankets\nin Wajima", "200 blankets\nin Wajima"),
        ("who can cook in Suzu? <@UBOT|kizuna>", "who can cook in Suzu?"),
        ("please <@UBOT> ask <@U2|Ken>", "please ask @Ken"),
    ],
)
def test_the_mention_of_the_bot_is_no_part_of_the_words(sent: str, read: str) -> None:
    assert addressed(sent, "UBOT") == read


@pytest.mark.parametrize("where", ["C1", "DU1"])
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@UBOT> who can do hot meals\nin <#C2|suzu>?", "who can do hot meals\nin #suzu?"),
        ("珠洲で炊き出しできる団体は？ <@UBOT>", "珠洲で炊き出しできる団体は？"),
    ],
)
async def test_plain_words_reach_the_core_as_no_command(
    clock: SetClock, mode: Mode, where: str, sent: str, read: str
) -> None:
    core = ScriptedCore()
    async with served(core, clock, mode) as slack:
        await slack.says("U1", where, sent)
        await slack.until(lambda: bool(core.heard))
    assert [(told.command, told.options) for told in core.heard] == [("", {"text": read})]
