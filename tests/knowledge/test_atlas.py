"""What lies around and near a place: as a look at every place would find it."""

from functools import cache

import hypothesis.strategies as st
from hypothesis import given

from knowledge.vocabulary.atlas import Atlas, load_atlas


@cache
def atlas() -> Atlas:
    """Return every known place."""
    return load_atlas()


CODES = st.deferred(lambda: st.sampled_from(sorted(atlas().spots)) | st.sampled_from(["XX", "JP99", "JP99999", ""]))


@given(st.lists(CODES, max_size=3))
def test_around_are_those_that_cover_a_code_or_are_covered_by_it(codes: list[str]) -> None:
    covers = atlas().covers
    expected = [each for each in atlas().spots if any(covers(code, each) or covers(each, code) for code in codes)]
    assert atlas().around(codes) == tuple(dict.fromkeys((*codes, *expected)))


@given(CODES, st.floats(0, 400))
def test_near_are_those_within_the_distance(code: str, km: float) -> None:
    away = {each: atlas().distance(code, each) for each in atlas().spots}
    assert dict(atlas().near(code, km)) == {each: far for each, far in away.items() if far is not None and far <= km}
