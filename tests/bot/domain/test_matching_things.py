"""How near the offered thing comes, and that a post which was misread is found all the same."""

from bot.domain.matching_traits import Traits
from tests.bot.domain.matching_pairs import codes, said, score


def named(*things: str, main: tuple[str, ...] | None = None, categories: tuple[str, ...] = ()) -> Traits:
    """Return a text that names these things, all of them as what it is about unless said otherwise."""
    return Traits(things=things, main=things if main is None else main, categories=categories)


def test_the_same_thing_beats_its_like_and_its_like_beats_another_thing_of_the_category() -> None:
    wanted = named("cardboard_bed")
    found = [said(wanted, named(thing), "beds") for thing in ("cardboard_bed", "camp_bed", "partition")]
    assert [codes(fit)[0] for fit in found] == ["same_thing", "similar", "similar"]
    assert score(found[0]) > score(found[1]) > score(found[2]) > 0


def test_the_same_category_counts_by_how_many_sides_name_a_finer_thing() -> None:
    whole, unnamed = said(named("camp_bed"), named("camp_bed"), "beds"), said(named("camp_bed"), Traits(), "beds")
    assert score(whole) > score(said(category="beds")) > score(unnamed)
    assert codes(unnamed)[0] == "same_category"
    assert score(whole) > score(unnamed) > score(said(named("camp_bed"), named("partition"), "beds"))


def test_an_offer_without_a_category_is_found_by_its_words_a_little_lower() -> None:
    read = said(named("camp_bed"), named("camp_bed"), "beds")
    misread = said(named("camp_bed"), named("camp_bed"), "beds", filed=None)
    assert codes(misread)[0] == "same_thing"
    lost = said(named("camp_bed"), named("truck", "camp_bed", main=("truck",)), "beds", filed=None)
    assert codes(lost)[0] == "by_words"
    assert score(read) >= score(misread) > score(lost) > 0


def test_an_offer_filed_under_a_wrong_category_is_found_by_what_its_words_are_about() -> None:
    wrong = said(named("camp_bed"), named("camp_bed"), "beds", filed="blankets")
    assert codes(wrong)[0] == "same_thing"


def test_a_category_named_anywhere_in_the_text_connects_where_nothing_else_does() -> None:
    assert codes(said(Traits(), Traits(categories=("beds",)), "beds", filed=None))[0] == "by_words"


def test_a_number_read_of_another_thing_is_no_amount_of_this_one() -> None:
    assert "amount_unknown" in codes(said(named("camp_bed"), named("camp_bed"), "beds", filed="blankets"))


def test_two_texts_that_share_a_passing_word_alone_hardly_meet() -> None:
    wanted, given = named("camp_bed", "truck", main=("camp_bed",)), named("partition", "truck", main=("partition",))
    passing = said(wanted, given, "beds", filed="tents")
    assert score(passing) < 0.5 * score(said(wanted, named("camp_bed"), "beds"))
