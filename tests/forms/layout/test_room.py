"""What a box holds, and at which size a text fits into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.layout.face import face
from generator.forms.layout.room import (
    SMALLEST,
    TextBox,
    fitted,
    height_of,
    holds,
    overflow,
    per_line,
    rows_needed,
    whole_width,
    width_of,
)

BOXES = st.builds(
    TextBox,
    st.floats(40, 700),
    st.floats(16, 400),
    st.sampled_from([7.0, 8.0, 9.0, 10.0, 10.5]),
    st.booleans(),
)
MARKS = "，。；：、）”"


@st.composite
def running(draw: st.DrawFn, length: int) -> str:
    """Running text of exactly so many characters; no two marks stand side by side."""
    marks = draw(st.sets(st.integers(1, max(length - 1, 1)), max_size=length // 6))
    return "".join(
        draw(st.sampled_from(MARKS)) if n in marks and n - 1 not in marks else "工" for n in range(length)
    )


@given(st.data(), BOXES)
def test_text_of_the_length_that_a_box_holds_fits_at_its_own_size(data: st.DataObject, box: TextBox) -> None:
    count = min(holds(box), 400)
    text = data.draw(running(count))
    found = fitted(text, box)
    assert found.over == 0
    assert found.size == box.size


@given(st.integers(1, 600), st.floats(60, 700), st.sampled_from([8.0, 9.0, 10.0]))
def test_a_box_of_the_height_that_is_needed_holds_what_is_asked(
    count: int, width: float, size: float
) -> None:
    height = height_of(rows_needed(count, width, size), size)
    assert holds(TextBox(width, height, size, multiline=True)) >= count


@given(st.text(st.sampled_from("工会，。ab 1\n"), max_size=300), BOXES)
def test_smaller_type_is_taken_only_where_it_must_be_and_only_to_the_smallest(
    text: str, box: TextBox
) -> None:
    found = fitted(text, box)
    assert SMALLEST <= found.size <= box.size
    if found.size < box.size:
        assert overflow(text, box, min(found.size + 0.5, box.size)) > 0
    if found.over:
        assert found.size == SMALLEST
        assert found.over <= len(text)


def test_what_does_not_fit_is_counted() -> None:
    box = TextBox(width_of(10, 10), 22, 10)
    assert per_line(box.width, 7) == 14
    assert fitted("工" * 14, box).over == 0
    assert fitted("工" * 20, box).over == 6
    assert overflow("工" * 20, box, 10) == 10
    page = TextBox(width_of(10, 7), height_of(3, 7), 7, multiline=True)
    lines = int((page.height - 2) // (face("sans").line_height * 7))
    assert fitted("工" * 100, page).over == 100 - 10 * lines


@pytest.mark.parametrize("size", [8.0, 9.0, 10.0])
@pytest.mark.parametrize("width", [100.0, 117.3, 210.0, 388.8])
def test_a_whole_width_stays_within_the_cell_and_clear_of_where_poppler_clips(
    width: float, size: float
) -> None:
    whole = whole_width(width, size)
    assert width - size < whole <= width
    assert (whole - 2) % size < 3, "Poppler clips where this is just below the size"
