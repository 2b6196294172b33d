"""Several people speak from one terminal, press buttons by number or label, and see what is theirs to see."""

from asyncio import run, timeout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Button, Card, Field, Form, Identity, MessageRef, Place, Reply
from tests.adapters.console.stage import NOON, stage

SUZU = Place("console", "Green Wave", "suzu")
WAJIMA = Place("console", "Green Wave", "wajima")
GIVE = Button("I can give this", "offer", {"record": "R12"})
EDIT = Button("Edit", "mine", {"record": "R12"})
SAVED = Card(title="R12 saved", buttons=(EDIT,))


async def test_a_command_reaches_the_core_as_the_act_of_the_person_in_the_line() -> None:
    here = stage(locale="ja")
    await here.say('@ken/"Blue Hands"#wajima /request 200 blankets')
    act = here.last
    assert (act.command, act.options) == ("request", {"text": "200 blankets"})
    assert act.sender == Identity("console", "Blue Hands", "ken")
    assert act.place == Place("console", "Blue Hands", "wajima")
    assert (act.name, act.organisation, act.at, act.locale, act.zone) == ("ken", "Blue Hands", NOON, "ja", "Asia/Tokyo")


@pytest.mark.parametrize(("line", "command"), [("／help", "help"), ("依頼 毛布200枚", ""), ("hot meals?", "")])
async def test_a_line_without_a_name_is_the_default_speakers_and_the_core_reads_it(line: str, command: str) -> None:
    here = stage()
    await here.say(line)
    assert (here.last.command, here.last.sender.id) == (command, "aki")


async def test_a_post_of_several_lines_keeps_them_and_loses_control_characters() -> None:
    here = stage()
    await here.say("@aki /request 200 blankets\n5 tents\x1b[2J")
    assert here.last.options == {"text": "200 blankets\n5 tents[2J"}


async def test_a_person_is_remembered_with_their_organisation() -> None:
    here = stage()
    await here.say('@ken/"Blue Hands"#wajima hello')
    await here.say("@ken hello again")
    assert here.last.sender == Identity("console", "Blue Hands", "ken")
    assert here.last.place == Place("console", "Blue Hands", "ken", direct=True)


async def test_a_line_that_only_names_somebody_makes_them_the_speaker() -> None:
    here = stage()
    assert await here.say('@ken/"Blue Hands"#wajima') == ""
    await here.say("/help")
    assert here.last.sender == Identity("console", "Blue Hands", "ken")


async def test_every_act_has_a_name_of_its_own_even_across_runs() -> None:
    one, other = stage(), stage()
    for here in (one, other):
        await here.say("/help")
        await here.say("/help")
    assert len({act.id for act in one.core.heard + other.core.heard}) == 4


async def test_a_line_nobody_can_read_is_answered_with_an_example() -> None:
    here = stage(locale="ja")
    told = await here.say("@ /help")
    assert "@亜紀/みどりの波#珠洲 依頼 毛布200枚" in told.replace("\n", " ")
    assert here.core.heard == []


async def test_a_button_is_pressed_by_its_number_where_its_card_stands() -> None:
    here = stage({"request": SAVED})
    assert await here.say("/request blankets") == "R12 saved\n  [1] Edit\n"
    await here.say("@aki#wajima 1")
    assert (here.last.command, here.last.options, here.last.place) == ("mine", {"record": "R12"}, SUZU)
    assert here.last.message is None


@pytest.mark.parametrize("typed", ["[1]", "１", "> Edit", ">edit", "＞ EDIT"])
async def test_a_button_is_pressed_in_whatever_way_it_is_typed(typed: str) -> None:
    here = stage({"request": SAVED})
    await here.say("/request blankets")
    await here.say(typed)
    assert here.last.command == "mine"


async def test_pressing_a_button_twice_is_one_act() -> None:
    here = stage({"request": SAVED})
    await here.say("/request blankets")
    await here.say("1")
    await here.say("> Edit")
    assert here.core.heard[1].id == here.core.heard[2].id


async def test_two_people_pressing_one_button_are_two_acts() -> None:
    here = stage()
    await here.adapter.deliver("n1", SUZU, Card(title="R12", buttons=(GIVE,)))
    await here.say("1")
    await here.say('@yui/"Green Wave"#suzu 1')
    assert len({act.id for act in here.core.heard}) == 2


async def test_the_buttons_of_a_private_answer_are_its_readers_alone() -> None:
    here = stage({"request": SAVED})
    await here.say("/request blankets")
    for line in ("1", "> Edit"):
        assert "type /help" in await here.say(f'@yui/"Green Wave"#suzu {line}')
    assert [act.command for act in here.core.heard] == ["request"]


async def test_an_answer_for_everybody_stands_in_the_channel_with_its_buttons() -> None:
    here = stage({"request": Reply(SAVED, private=False)})
    assert await here.say("/request blankets") == "#suzu · Green Wave │ R12 saved\n                   │   [1] Edit\n"
    await here.say('@yui/"Green Wave"#suzu 1')
    assert here.last.sender.id == "yui"


async def test_a_number_that_stands_nowhere_is_said_in_the_readers_language() -> None:
    here = stage({"help": Card(title="ヘルプ", locale="ja")})
    assert await here.say("7") == "No button [7] stands here. Press one that a card still shows, or type /help.\n"
    await here.say("/help")
    assert "ボタン [7] はありません" in await here.say("7")


async def test_a_delivered_card_stands_behind_its_channels_name_and_carries_its_message() -> None:
    here = stage()
    ref = await here.adapter.deliver("n1", SUZU, Card(title="R12 200 blankets", body="By Friday", buttons=(GIVE,)))
    assert here.terminal.last == (
        "#suzu · Green Wave │ R12 200 blankets\n"
        "                   │   By Friday\n"
        "                   │   [1] I can give this\n"
    )
    await here.say("@aki > I can give this")
    assert (here.last.message, here.last.place) == (ref, SUZU)


async def test_a_direct_card_is_its_persons_alone() -> None:
    here = stage()
    await here.adapter.deliver("n1", Place("console", "Green Wave", "yui", direct=True), SAVED)
    assert here.terminal.last.startswith("→ yui · Green Wave │ R12 saved")
    await here.say("1")
    await here.say('@yui/"Green Wave" 1')
    assert [act.sender.id for act in here.core.heard] == ["yui"]


async def test_another_organisations_channel_is_not_seen() -> None:
    here = stage()
    await here.adapter.deliver("n1", SUZU, SAVED)
    assert "No button [1]" in await here.say('@ken/"Blue Hands"#suzu 1')


async def test_numbers_run_on_and_the_newest_button_of_a_label_is_pressed() -> None:
    here = stage()
    await here.adapter.deliver("n1", SUZU, Card(title="R12", buttons=(GIVE, EDIT)))
    newer = await here.adapter.deliver("n2", WAJIMA, Card(title="R13", buttons=(Button("Edit", "mine"), GIVE)))
    assert "[3] Edit   [4] I can give this" in here.terminal.last
    await here.say("> Edit")
    assert here.last.message == newer


async def test_an_amended_card_keeps_the_numbers_of_its_buttons_and_loses_those_that_are_gone() -> None:
    here = stage()
    ref = await here.adapter.deliver("n1", SUZU, Card(title="R12 open", buttons=(EDIT, GIVE)))
    await here.adapter.amend(ref, Card(title="R12 covered", buttons=(GIVE, Button("Thanks", "thanks"))))
    assert here.terminal.last == (
        "#suzu · Green Wave │ R12 covered (amended)\n                   │   [2] I can give this   [3] Thanks\n"
    )
    assert "No button [1]" in await here.say("1")


async def test_pressing_a_button_again_after_the_card_was_amended_is_a_new_act() -> None:
    here = stage()
    ref = await here.adapter.deliver("n1", SUZU, Card(title="R12", buttons=(GIVE,)))
    await here.say("1")
    await here.adapter.amend(ref, Card(title="R12 again open", buttons=(GIVE,)))
    await here.say("1")
    assert here.core.heard[0].id != here.core.heard[1].id


async def test_a_message_of_an_earlier_run_can_be_amended() -> None:
    here = stage()
    await here.adapter.amend(MessageRef(SUZU, "earlier-1"), Card(title="R12", buttons=(GIVE,)))
    assert "R12 (amended)" in here.terminal.last


async def test_a_card_that_could_not_be_shown_has_no_buttons_to_press() -> None:
    here = stage()
    here.terminal.broken = True
    with pytest.raises(OSError, match="terminal is gone"):
        await here.adapter.deliver("n1", SUZU, SAVED)
    here.terminal.broken = False
    assert "No button [1]" in await here.say("1")


async def test_a_long_evening_forgets_only_buttons_far_out_of_sight() -> None:
    here = stage()
    for number in range(2001):
        await here.adapter.deliver(f"n{number}", SUZU, Card(title="R", buttons=(EDIT,)))
    assert "No button [1]" in await here.say("1")
    await here.say("2")
    assert here.last.command == "mine"


@given(st.lists(st.text() | st.from_regex(r"[@/>＠／＞]?[\w\[\]]{0,3}( .*)?"), max_size=4))
def test_whatever_is_typed_is_answered_or_passed_on(lines: list[str]) -> None:
    here = stage({"": Form("Where?", "request", (Field("place", "Where"),))})

    async def typed() -> None:
        for line in lines:
            await here.say(line)

    run(typed())


async def test_a_number_of_a_thousand_digits_is_a_sentence() -> None:
    here = stage()
    await here.say("9" * 5000)
    assert here.last.options == {"text": "9" * 5000}


async def test_a_running_adapter_waits_until_it_is_cancelled() -> None:
    here = stage()
    with pytest.raises(TimeoutError):
        async with timeout(0):
            await here.adapter.run(here.core)
