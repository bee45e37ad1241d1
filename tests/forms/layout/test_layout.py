"""Random forms and the real ones: no text leaves its box, no two boxes overlap, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from generator.forms.definitions.definition import (
    Block,
    CellDefinition,
    FieldDefinition,
    FieldType,
    FormDefinition,
    GridRow,
    Option,
)
from generator.forms.definitions.expand import Form, expand
from generator.forms.layout.entries import Arrange
from generator.forms.layout.form import lay_out, whole_widths
from generator.forms.layout.geometry import Layout, LayoutError
from generator.model import Corpus, Item, Section, Standard
from tests.forms.geometry_checks import faults

SITE = "https://standards.example/ref/"


def texts(layout: Layout, tag: str) -> str:
    """Everything that is printed in elements of one kind, in reading order."""
    return "".join(
        line.text
        for page in layout.pages
        for cell in page.cells
        for part in cell.parts
        for line in part.lines
        if part.element >= 0 and layout.elements[part.element].tag == tag
    )


def with_items(corpus: Corpus, item_texts: Sequence[Sequence[str]]) -> Corpus:
    """The corpus with a single standard of these sections and items."""
    sections = tuple(
        Section(
            s,
            f"{s}、",
            f"部分{s}",
            tuple(Item(f"1.{s}.{n}", n, f"{n}.", text) for n, text in enumerate(items, 1)),
        )
        for s, items in enumerate(item_texts, 1)
    )
    return replace(corpus, standards=(Standard("any", 1, "附件1", "某类标准", "某类", sections),))


@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_real_forms_have_no_fault(corpus: Corpus, forms: tuple[Form, ...], site_url: str) -> None:
    for form in forms:
        assert faults(lay_out(corpus, form, site_url=site_url)) == [], form.id


def test_every_item_is_printed_whole(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        if form.standard is None:
            continue
        printed = texts(lay_out(corpus, form), "TD")
        for item in form.standard.items:
            assert item.text in printed, item.id


def test_no_row_is_split_that_fits_on_a_page(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        continued = form.definition.words["continued"]
        for page in lay_out(corpus, form).pages:
            lines = [line.text for cell in page.cells for part in cell.parts for line in part.lines]
            assert not [line for line in lines if line.endswith(continued)]


def page_lines(layout: Layout) -> list[list[str]]:
    return [
        [line.text for cell in page.cells for part in cell.parts for line in part.lines]
        for page in layout.pages
    ]


def titles_without_items(layout: Layout, form: Form) -> list[str]:
    """Section titles that are the last thing of the table on their page."""
    assert form.standard is not None
    ids = {item.id for item in form.standard.items}
    titles = {section.marker + section.title for section in form.standard.sections}
    last = [[line for line in lines if line in ids | titles][-1:] for lines in page_lines(layout)]
    return [line for lines in last for line in lines if line in titles]


def test_heads_are_repeated_on_every_page_with_items(corpus: Corpus, checklist: Form) -> None:
    headings = [column.heading for column in checklist.definition.columns]
    assert checklist.standard is not None
    ids = {item.id for item in checklist.standard.items}
    for lines in page_lines(lay_out(corpus, checklist)):
        for heading in headings:
            assert lines.count(heading) == (1 if ids & set(lines) else 0)


def test_a_section_title_stays_with_its_first_item(
    corpus: Corpus, definitions: tuple[FormDefinition, ...], forms: tuple[Form, ...]
) -> None:
    for form in forms:
        if form.standard is not None:
            assert titles_without_items(lay_out(corpus, form), form) == []
    for count in range(1, 12):
        odd = with_items(corpus, [["字"] * count] + [["字" * 90]] * 12)
        form = expand(odd, definitions[:1])[0]
        assert titles_without_items(lay_out(odd, form), form) == []


def test_no_page_is_needlessly_empty(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    """Only the last page, and a page before a block that begins a new one, may end early."""
    for form in forms:
        if form.standard is None:
            continue
        for page in lay_out(corpus, form).pages[:-1]:
            *body, _foot = page.cells
            assert min(cell.box.y for cell in body) < 0.30 * page.height, form.id


def test_a_pen_can_tick_and_write(corpus: Corpus, checklist: Form) -> None:
    for page in lay_out(corpus, checklist).pages:
        for cell in page.cells:
            for widget in cell.widgets:
                if widget.state:
                    assert min(widget.box.width, widget.box.height) >= 4 * 72 / 25.4
                if widget.field.column == "facts":
                    assert widget.box.width >= 20 * widget.size + 4
                    assert widget.box.height >= 2 * 1.25 * widget.size + 4


def test_printed_item_text_is_not_small(corpus: Corpus, checklist: Form) -> None:
    for page in lay_out(corpus, checklist).pages:
        serif = [
            line for cell in page.cells for part in cell.parts for line in part.lines if line.face == "serif"
        ]
        item_lines = [line for line in serif if line.size > checklist.definition.page.sizes["note"]]
        assert all(line.size >= 10.5 for line in item_lines)


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([["长" * 3000]], id="an item of 3000 characters"),
        pytest.param([[f"第{n}条要求。" for n in range(200)]], id="a section of 200 items"),
        pytest.param([["字"]] * 40, id="forty sections"),
        pytest.param([["x" * 500, "（" * 90, "。" * 90]], id="no place to break"),
    ],
)
def test_extreme_standards_are_laid_out(
    corpus: Corpus, definitions: tuple[FormDefinition, ...], sections: list[list[str]]
) -> None:
    odd = with_items(corpus, sections)
    form = expand(odd, definitions[:1])[0]
    layout = lay_out(odd, form)
    assert faults(layout) == []
    printed = texts(layout, "TD")
    assert all(text in printed for section in sections for text in section)


CHINESE = st.text(
    st.sampled_from("工会职工依法建立组织（）〔〕“”《》、，。；：％①—…95% abcXYZ.,-／龘"),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sections=st.lists(
        st.lists(st.one_of(CHINESE, CHINESE.map(lambda t: t * 20)), max_size=6), min_size=1, max_size=4
    )
)
def test_random_standards_have_no_fault(
    corpus: Corpus, definitions: tuple[FormDefinition, ...], sections: list[list[str]]
) -> None:
    odd = with_items(corpus, sections)
    form = expand(odd, definitions[:1])[0]
    layout = lay_out(odd, form, site_url=SITE)
    assert faults(layout) == []
    printed = texts(layout, "TD")
    assert all(text in printed for section in sections for text in section)


@st.composite
def grids(draw: st.DrawFn) -> tuple[tuple[FieldDefinition, ...], Block]:
    """A grid of labels, texts, fields of every kind and pen boxes, with their fields."""
    columns = draw(st.lists(st.integers(10, 60), min_size=1, max_size=6))
    fields: list[FieldDefinition] = []
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        cells = []
        left = len(columns)
        while left:
            span = draw(st.integers(1, left))
            left -= span
            kind = draw(st.sampled_from(["label", "text", "field", "radio", "pen"]))
            if kind == "label":
                cells.append(CellDefinition(label=draw(CHINESE), span=span))
            elif kind == "text":
                cells.append(CellDefinition(text=draw(CHINESE), span=span))
            elif kind == "pen":
                cells.append(
                    CellDefinition(pen=tuple(draw(st.lists(CHINESE, min_size=1, max_size=3))), span=span)
                )
            else:
                name = f"f{len(fields)}"
                options = tuple(
                    Option(f"o{n}", t) for n, t in enumerate(draw(st.lists(CHINESE, min_size=1, max_size=5)))
                )
                kinds: tuple[FieldType, ...] = ("text", "multiline", "integer", "date")
                field_type = draw(st.sampled_from(kinds))
                fields.append(
                    FieldDefinition(name, "radio", name, options=options)
                    if kind == "radio"
                    else FieldDefinition(name, field_type, name)
                )
                ways: tuple[Arrange, ...] = ("flow", "stack")
                arrange = draw(st.sampled_from(ways))
                suffix = draw(st.sampled_from(["", "人"]))
                cells.append(
                    CellDefinition(
                        field=name, span=span, arrange=arrange, suffix="" if kind == "radio" else suffix
                    )
                )
        rows.append(GridRow(tuple(cells), draw(st.sampled_from([0.0, 12.0, 60.0]))))
    return tuple(fields), Block(
        "grid", columns=tuple(map(float, columns)), rows=tuple(rows), border=draw(st.booleans())
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grid=grids(),
    orientation=st.sampled_from(["portrait", "landscape"]),
    label_size=st.sampled_from([8.0, 10.5, 16.0]),
)
def test_random_grids_have_no_fault_or_are_refused(
    corpus: Corpus,
    definitions: tuple[FormDefinition, ...],
    grid: tuple[tuple[FieldDefinition, ...], Block],
    orientation: Literal["portrait", "landscape"],
    label_size: float,
) -> None:
    fields, block = grid
    base = next(d for d in definitions if d.kind == "application")
    sizes = {**base.page.sizes, "label": label_size}
    page = replace(base.page, orientation=orientation, sizes=sizes)
    definition = replace(
        base, fields=(*fields, *base.fields), body=(*base.body[:1], block), rules=(), page=page
    )
    form = expand(corpus, (definition,))[0]
    try:
        layout = lay_out(corpus, form)
    except LayoutError as error:
        event(f"refused: {error.reason}")
        return
    event("laid out")
    assert faults(layout) == []
    for row in block.rows:
        for cell in row.cells:
            assert cell.label in texts(layout, "TH")
            assert "".join(cell.text.split("\n")) in texts(layout, "TD")


@given(st.lists(st.floats(0.5, 50), min_size=1, max_size=12), st.integers(200, 800))
def test_columns_fill_the_width_exactly(weights: list[float], total: int) -> None:
    assert sum(whole_widths(weights, total)) == total


def test_a_column_that_is_too_narrow_is_refused(
    corpus: Corpus, definitions: tuple[FormDefinition, ...]
) -> None:
    narrow = tuple(replace(c, width=0.5) if c.id == "rating" else c for c in definitions[0].columns)
    form = expand(corpus, (replace(definitions[0], columns=narrow),))[0]
    with pytest.raises(LayoutError) as caught:
        lay_out(corpus, form)
    assert caught.value.reason == "narrow"
    assert caught.value.what == "自评"
