"""`/lessons sphere …` works out minimum standards, and a request far from one gets a gentle word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.standards import FAR_ABOVE, FAR_BELOW, Served, Standard, far, needed
from bot.store import Store
from knowledge.vocabulary.standards import load_standards
from tests.bot.stage import opened
from tests.chat import Chat
from tests.clock import SetClock

FIGURES = load_standards().all()


@pytest.fixture
def chat(store: Store, clock: SetClock) -> Chat:
    """Return an exchange with a coordinator."""
    return Chat(store, clock, coordinators=("console:mori",))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "/lessons sphere water 500 people",
            ("7,500 L a day", "15 L a person a day", "4th edition (2018)", "minimums"),
        ),
        ("/lessons sphere water 500 people for 3 days", ("22,500 L for 3 days",)),
        ("/lessons sphere toilets for 1,010 evacuees", ("Toilets: 51 toilets", "one for 20 people", "one for 50")),
        ("/lessons sphere jerrycans 120 households", ("240 containers", "2 containers a household")),
        ("/lessons sphere water and toilets", ("15 L a person a day", "Say for how many")),
        ("/lessons sphere space 60 people", ("210 m²", "one secondary source")),
        ("/lessons sphere", ("Sphere minimum standards", "Toilets", "/lessons sphere water 500 people")),
        ("/lessons sphere parking", ("No Sphere figure here is about “parking”.", "Toilets")),
    ],
)
async def test_a_minimum_is_worked_out_with_its_edition(chat: Chat, typed: str, said: tuple[str, ...]) -> None:
    text = await chat.tell("aki", typed, "Green Wave")
    assert [word for word in said if word not in text] == []


async def test_it_is_worked_out_in_japanese(chat: Chat) -> None:
    text = chat.text(await chat.say("aki", "/教訓 スフィア 水 500人 3日分", "みどりの波", locale="ja"))
    assert "22,500リットル" in text
    assert "1人1日15リットル" in text
    assert "目標ではありません" in text


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("/request 10 toilets for 1000 evacuees in Wajima", "For 1,000 people the Sphere minimum is 50 toilets"),
        ("/request 500 L of drinking water for 500 people in Wajima", "Is 500 litres enough?"),
        ("/request 400 toilets for 200 people in Wajima", "Is 400 units meant?"),
        ("/依頼 輪島市に飲料水300リットル 避難者200人", "200人なら、スフィア最低基準は1日3,000リットル"),
    ],
)
async def test_a_request_far_from_the_minimum_is_saved_with_a_gentle_word(chat: Chat, typed: str, word: str) -> None:
    await opened(chat)
    locale = "ja" if "依頼" in typed else "en"
    text = chat.text(await chat.say("aki", typed, "Blue Hand", "field", locale=locale))
    assert "R1" in text
    assert word in text


@pytest.mark.parametrize(
    "typed",
    [
        "/request 50 toilets for 1000 evacuees in Wajima",
        "/request 10 toilets in Wajima",
        "/offer 1 toilet for 1000 people in Wajima",
        "/request 30,000 L of water for 500 people in Wajima",
    ],
)
async def test_what_is_near_the_minimum_or_says_not_for_whom_is_not_commented(chat: Chat, typed: str) -> None:
    await opened(chat)
    assert "Sphere" not in await chat.tell("aki", typed, "Blue Hand", "field")


@given(st.sampled_from(FIGURES), st.integers(1, 2_000_000), st.integers(1, 60) | st.none())
def test_the_minimum_itself_is_never_far_from_the_minimum(figure: Standard, count: int, days: int | None) -> None:
    served = Served(count, count, days)
    least = needed(figure, served)
    for unit, measure in figure.measures.items():
        assert least
        exact = -(-least // measure)
        assert far(figure, exact, unit, served) == ""
        if exact > 4 * FAR_BELOW:
            assert far(figure, exact // FAR_BELOW - 1, unit, served) == "below"
        assert far(figure, exact * FAR_ABOVE * 31, unit, served) == "above"


def test_every_figure_is_found_by_each_of_its_words_in_both_languages() -> None:
    standards = load_standards()
    for figure in FIGURES:
        for locale in ("en", "ja"):
            assert figure.name.of(locale)
        assert figure in standards.find(figure.name.en) or figure in standards.find(figure.name.ja), figure.id
        assert figure.edition.startswith("Sphere Handbook")
