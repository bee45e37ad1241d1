"""Division over pages: as few as can be, and then as evenly full as can be."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.layout.flow import MOST_SPREAD, Unit, divide, spread, used_height, waste

UNITS = st.lists(
    st.builds(
        Unit[str],
        st.just(""),
        st.integers(5, 60).map(float),
        gap=st.sampled_from([0.0, 5.0]),
        follow=st.booleans(),
        opens=st.sampled_from([False, False, False, True]),
        table=st.sampled_from([0, 0, 1]),
        head=st.just(12.0),
    ),
    min_size=1,
    max_size=9,
)


def rows(*heights: float) -> list[Unit[str]]:
    return [Unit("", height) for height in heights]


def test_pages_are_evenly_full() -> None:
    assert [len(page) for page in divide(rows(40, 40, 40, 40), 130, 130)] == [2, 2]


def test_the_first_page_may_have_less_room() -> None:
    assert [len(page) for page in divide(rows(40, 40, 40), 50, 100)] == [1, 2]


@given(UNITS)
def test_nothing_is_lost_and_no_page_is_too_full(units: list[Unit[str]]) -> None:
    pages = divide(units, 90, 100)
    assert [unit for page in pages for unit in page] == units
    for number, page in enumerate(pages):
        assert used_height(page) <= (90 if number == 0 else 100)
        assert not any(unit.opens for unit in page[1:])


@given(UNITS)
def test_no_other_division_has_fewer_pages_or_fuller_ones(units: list[Unit[str]]) -> None:
    """Against every division there is."""

    def cost(pages: list[list[Unit[str]]]) -> tuple[int, float] | None:
        total = 0.0
        for number, page in enumerate(pages):
            room = 90 if number == 0 else 100
            if used_height(page) > room or any(u.opens for u in page[1:]):
                return None
            if number < len(pages) - 1 and page[-1].follow:
                return None
            total += waste(page, used_height(page), room)
        return len(pages), total

    known = []
    for count in range(len(units)):
        for cuts in combinations(range(1, len(units)), count):
            edges = [0, *cuts, len(units)]
            found = cost([units[a:b] for a, b in pairwise(edges)])
            if found is not None:
                known.append(found)
    mine = cost([list(page) for page in divide(units, 90, 100)])
    if known:
        assert mine is not None
        assert mine == pytest.approx(min(known))


def test_what_is_left_goes_to_the_rows_that_grow() -> None:
    page = [Unit("", 10.0), Unit("", 10.0, grow=1), Unit("", 10.0, grow=2)]
    assert spread(page, 30) == [0, 10, 20]


def test_where_no_row_grows_all_rows_take_a_little() -> None:
    page = [Unit("", 10.0), Unit("", 20.0, spreads=True), Unit("", 30.0, spreads=True)]
    assert spread(page, 10) == [0, 5, 5]
    assert spread(page, 1000) == [0, 20 * MOST_SPREAD, 30 * MOST_SPREAD]


def test_a_unit_higher_than_a_page_is_refused() -> None:
    with pytest.raises(ValueError, match="120"):
        divide(rows(120), 100, 100)
