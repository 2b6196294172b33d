"""Whatever the platform: what is sent arrives once, can be amended, stays in its place, and a failed send raises."""

from asyncio import timeout
from datetime import date

import pytest

from bot.chat import Button, Card, Day, Fact, Moment, Place, Value, Where, Who, beneath
from tests.adapters.console.stage import ScriptedCore
from tests.contracts.adapters import BENCHES, NOW, Bench

VALUES: dict[str, Value] = {
    "200 blankets": "200 blankets",
    "21:00": Moment(NOW, "Asia/Tokyo"),
    "27": Day(date(2026, 11, 27), "Asia/Tokyo", "Wajima", "Asia/Tokyo"),
    "Wajima": Where("JP17204", "Wajima"),
    "Aki Mori": Who("Aki Mori", "Green Wave"),
}


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest) -> Bench:
    name: str = request.param
    return BENCHES[name]()


async def test_a_card_arrives_once_in_its_place(bench: Bench) -> None:
    suzu = bench.place("suzu")
    ref = await bench.adapter.deliver("n1", suzu, Card(title="R12 blankets"))
    [text] = bench.seen(suzu)
    assert "R12 blankets" in text
    assert ref.place == suzu


async def test_a_notice_that_was_never_sent_is_not_found(bench: Bench) -> None:
    suzu = bench.place("suzu")
    await bench.adapter.deliver("n1", suzu, Card(title="R12 open"))
    assert await bench.adapter.find("n2", suzu) is None


async def test_an_amended_card_shows_its_new_text_once(bench: Bench) -> None:
    suzu = bench.place("suzu")
    ref = await bench.adapter.deliver("n1", suzu, Card(title="R12 open"))
    await bench.adapter.amend(ref, Card(title="R12 covered"))
    first, second = bench.seen(suzu)
    assert "R12 open" in first
    assert "R12 covered" in second
    assert "R12 open" not in second


async def test_a_card_beneath_a_message_stands_in_the_thread_that_begins_there(bench: Bench) -> None:
    suzu = bench.place("suzu")
    root = await bench.adapter.deliver("n1", suzu, Card(title="R12 open"))
    refs = [await bench.adapter.deliver(name, beneath(root), Card(title=name)) for name in ("C1", "C2")]
    assert [ref.place for ref in refs] == [beneath(root)] * 2
    await bench.adapter.amend(refs[0], Card(title="C1 agreed"))
    assert "C1 agreed" in bench.seen(beneath(root))[-1]
    assert "R12 open" in bench.seen(suzu)[0]


async def test_messages_are_told_apart_by_their_references(bench: Bench) -> None:
    suzu = bench.place("suzu")
    refs = [await bench.adapter.deliver(f"n{number}", suzu, Card(title=f"R{number}")) for number in range(3)]
    assert len(set(refs)) == 3


async def test_two_places_do_not_mix(bench: Bench) -> None:
    places = [bench.place("suzu"), bench.place("wajima"), bench.place("suzu", direct=True)]
    for number, place in enumerate(places):
        await bench.adapter.deliver(f"n{number}", place, Card(title=f"Card {number}"))
    for number, place in enumerate(places):
        [text] = bench.seen(place)
        assert f"Card {number}" in text


async def test_messages_of_one_place_keep_their_order(bench: Bench) -> None:
    suzu = bench.place("suzu")
    for number in range(5):
        await bench.adapter.deliver(f"n{number}", suzu, Card(title=f"Card {number}"))
    assert [f"Card {number}" in text for number, text in enumerate(bench.seen(suzu))] == [True] * 5


async def test_a_send_that_fails_raises_and_shows_nothing(bench: Bench) -> None:
    suzu = bench.place("suzu")
    bench.break_connection()
    with pytest.raises(OSError, match="broken on purpose"):
        await bench.adapter.deliver("n1", suzu, Card(title="R12"))
    assert bench.seen(suzu) == []


async def test_an_amendment_that_fails_raises(bench: Bench) -> None:
    ref = await bench.adapter.deliver("n1", bench.place("suzu"), Card(title="R12"))
    bench.break_connection()
    with pytest.raises(OSError, match="broken on purpose"):
        await bench.adapter.amend(ref, Card(title="R12 covered"))


@pytest.mark.parametrize("locale", ["en", "ja"])
@pytest.mark.parametrize("shown", VALUES)
async def test_every_typed_value_is_shown(bench: Bench, shown: str, locale: str) -> None:
    suzu = bench.place("suzu")
    await bench.adapter.deliver("n1", suzu, Card(title="R12", facts=(Fact("It", (VALUES[shown],)),), locale=locale))
    assert shown in bench.seen(suzu)[0]


async def test_every_part_of_a_card_is_shown_in_words(bench: Bench) -> None:
    suzu = bench.place("suzu")
    item = Card(title="O7 item", body="item body", facts=(Fact("Item label", ("item value",)),))
    card = Card(
        title="R12 title",
        body="the body",
        facts=(Fact("Label", ("value",)),),
        items=(item,),
        buttons=(Button("I can give this", "offer"),),
        urgency="critical",
        source="JCIE 2015",
        note="the note",
    )
    await bench.adapter.deliver("n1", suzu, card)
    [text] = bench.seen(suzu)
    parts = ["URGENT", "R12 title", "the body", "Label", "value", "O7 item", "item body", "Item label", "item value"]
    assert [part for part in [*parts, "I can give this", "JCIE 2015", "the note"] if part not in text] == []


async def test_a_direct_place_reaches_one_person(bench: Bench) -> None:
    direct, channel = bench.place("aki", direct=True), bench.place("aki")
    await bench.adapter.deliver("n1", direct, Card(title="For you"))
    assert len(bench.seen(direct)) == 1
    assert bench.seen(channel) == []


async def test_places_carry_the_adapters_platform(bench: Bench) -> None:
    place: Place = bench.place("suzu")
    assert place.platform == bench.adapter.platform


async def test_an_adapter_serves_until_it_is_cancelled(bench: Bench) -> None:
    with pytest.raises(TimeoutError):
        async with timeout(0):
            await bench.adapter.run(ScriptedCore())
