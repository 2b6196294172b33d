"""What a button carries comes back as it went, in at most 100 characters, and nothing else is taken for it."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.codes import Code, Kind, decode, encode, encode_short, mark_of
from adapters.discord.limits import NONCE
from bot.chat import Button, Card
from tests.adapters.console.stage import ScriptedCore
from tests.adapters.discord.conftest import bot_at
from tests.clock import SetClock
from tests.platforms.discord.driver import Discord

values = st.text(st.characters(), max_size=30)
codes = st.builds(
    Code, st.sampled_from(Kind), st.sampled_from(("match", "mine")), st.dictionaries(values, values, max_size=3), values
)


@given(codes)
def test_a_code_that_fits_comes_back_as_it_went(code: Code) -> None:
    text = encode(code)
    assert text is None or (len(text) <= 100 and decode(text) == code)


@given(st.text())
def test_any_other_text_is_no_code(text: str) -> None:
    assert decode(text) is None


def test_everyday_buttons_fit_in_both_languages() -> None:
    assert encode(Code(Kind.PRESS, "match", {"action": "give", "record": "R1234567", "with": "O1234567"}))
    assert encode(Code(Kind.PRESS, "settings", {"action": "zone", "text": "America/Argentina/Buenos_Aires"}))
    assert encode(Code(Kind.PRESS, "list", {"text": "輪島市の毛布と水", "page": "2"}))


def test_what_finds_no_room_is_left_out_from_the_end() -> None:
    short = encode_short(Code(Kind.OPEN, "request", {"action": "new", "text": "x" * 200}, "1572602285102465037"))
    assert decode(short) == Code(Kind.OPEN, "request", {"action": "new"}, "1572602285102465037")


def test_a_mark_is_short_steady_and_its_own() -> None:
    assert mark_of("n1") == mark_of("n1")
    assert len({mark_of(f"n{number}") for number in range(1000)}) == 1000
    assert len(mark_of("n1")) <= NONCE


async def test_the_name_of_every_press_finds_room_in_the_code_that_goes_on_from_it(
    discord: Discord, clock: SetClock
) -> None:
    """A press whose answer is a form and comes late is gone on from by a code that holds the name of the press."""
    full = "x" * 80
    core = ScriptedCore({"list": Card("List", buttons=(Button("More", "list", {"text": full}),))})
    async with bot_at(discord, core, clock):
        await discord.types("U1", "C1", "list")
        await discord.presses("U1", "C1", "More")
    press = core.heard[-1]
    assert press.options == {"text": full}
    code = decode(encode_short(Code(Kind.OPEN, press.command, press.options, press.id)))
    assert code is not None
    assert code.act == press.id
