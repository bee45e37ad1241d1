"""Random forms and the real ones: no text leaves its box, no two boxes overlap, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from generator.check.layouts import check_layouts
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
from generator.forms.layout.face import face
from generator.forms.layout.form import lay_out, whole_widths
from generator.forms.layout.geometry import MM, Box, Layout, LayoutError, Widget
from generator.forms.layout.room import LATIN, TextBox, holds
from generator.model import Corpus, Item, Section, Standard
from tests.forms.geometry_checks import faults, inside, overlap

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


def widgets(layout: Layout) -> list[Widget]:
    """Every widget of every page."""
    return [widget for page in layout.pages for cell in page.cells for widget in cell.widgets]


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


@pytest.mark.parametrize("site_url", ["", SITE])
def test_every_page_is_used_to_its_end(corpus: Corpus, forms: tuple[Form, ...], site_url: str) -> None:
    """What a page has left goes to rows that grow. Only before an item that is too long for what is left
    a first page may end early, and then more than half of it is used.
    """
    for form in forms:
        layout = lay_out(corpus, form, site_url=site_url)
        for number, page in enumerate(layout.pages, 1):
            lowest = min(cell.box.y for cell in page.cells if cell.border)
            if number == 1 and lowest >= 0.2 * page.height:
                plain = lay_out(corpus, form, site_url=site_url, stretch=False).pages[1]
                top = max(cell.box.top for cell in plain.cells if cell.border)
                # below the head of the table and the title of its first section
                second = sorted({cell.box.y for cell in plain.cells if cell.border})[-3]
                assert top - second > lowest - 9 * MM, f"{form.id}: the next item would have fitted"
                assert lowest < 0.5 * page.height, form.id
                continue
            assert lowest < 0.2 * page.height, f"{form.id}, page {number}"


@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_longest_checklist_has_at_most_ten_pages(
    corpus: Corpus, forms: tuple[Form, ...], site_url: str
) -> None:
    assert max(len(lay_out(corpus, form, site_url=site_url).pages) for form in forms) <= 10


ROOM = {
    "facts": 150, "evidence": 70, "unit-name": 50, "union-name": 50, "upper-union": 50, "report-unit": 50,
    "address": 60, "email": 40, "chair-name": 12, "self-conclusion": 250, "honours": 250, "deeds": 2000,
    "continuation": 1500,
}  # fmt: skip
"""Characters that must be seen whole at the blank's own size."""


@pytest.mark.parametrize("site_url", ["", SITE])
def test_fields_hold_what_was_promised_at_the_size_of_the_blank(
    corpus: Corpus, forms: tuple[Form, ...], site_url: str
) -> None:
    met = set()
    for form in forms:
        for widget in widgets(lay_out(corpus, form, site_url=site_url)):
            what = widget.field.column or widget.field.name
            if what in ROOM:
                box = TextBox(widget.box.width, widget.box.height, widget.size, widget.multiline)
                assert holds(box, LATIN if widget.field.latin else 1.0) >= ROOM[what], widget.field.name
                met.add(what)
            if not widget.state:
                least = 8 if widget.multiline else 8.5
                assert widget.size >= least, widget.field.name
    assert met == set(ROOM)


def test_no_width_is_one_that_an_engine_clips(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        for widget in widgets(lay_out(corpus, form)):
            if widget.multiline:
                assert (widget.box.width - 2) % widget.size < 3, widget.field.name


def test_what_was_asked_is_held_or_the_check_says_so(
    corpus: Corpus, definitions: tuple[FormDefinition, ...]
) -> None:
    base = definitions[0]
    for length in (10, 50, 80, 200, 600):
        fields = tuple(replace(f, max_length=length) if f.type == "text" else f for f in base.fields)
        columns = tuple(
            replace(c, field=replace(c.field, max_length=length)) if c.field and c.field.max_length else c
            for c in base.columns
        )
        changed = replace(base, fields=fields, columns=columns)
        told = [finding.code for finding in check_layouts(corpus, (changed,))]
        layout = lay_out(corpus, expand(corpus, (changed,))[0])
        short = {
            w.field.name for w in widgets(layout) if w.field.max_length and w.max_length < w.field.max_length
        }
        assert not any(name.endswith(("facts", "evidence")) for name in short)
        if any(code == "form-field-small" for code in told):
            assert short
        assert (length <= 10) <= (not told)


def test_all_widgets_of_a_field_for_text_are_of_one_size(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        sizes: dict[str, set[tuple[float, float]]] = {}
        for widget in widgets(lay_out(corpus, form, site_url=SITE)):
            if not widget.state:
                size = round(widget.box.width, 2), round(widget.box.height, 2)
                sizes.setdefault(widget.field.name, set()).add(size)
        assert {name for name, found in sizes.items() if len(found) > 1} == set()
        assert len(sizes["answer-code"]) == 1


def test_the_code_has_its_place_on_every_page(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        for page in lay_out(corpus, form).pages:
            assert [w.field.name for c in page.cells for w in c.widgets].count("answer-code") == 1


def test_a_seal_has_its_room_and_the_date_stands_in_the_middle_of_it(
    corpus: Corpus, forms: tuple[Form, ...]
) -> None:
    seals = 0
    for form in forms:
        for cell in (c for page in lay_out(corpus, form).pages for c in page.cells):
            dates = [
                line
                for part in cell.parts
                for line in part.lines
                if line.text.replace("\u3000", "") == "年月日" and not cell.widgets
            ]
            for date in dates:
                seals += 1
                x = date.x + face(date.face).width(date.text, date.size) / 2
                y = date.y + 0.38 * date.size
                nearest = min(x - cell.box.x, cell.box.right - x, y - cell.box.y, cell.box.top - y)
                assert nearest >= 21 * MM - 0.5, f"{form.id}: {nearest / MM:.1f} mm"
    assert seals == 6 * 2 + 6


def test_paper_can_be_bound_at_the_left(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        for page in lay_out(corpus, form, site_url=SITE).pages:
            boxes = [cell.box for cell in page.cells]
            assert min(box.x for box in boxes) >= 25 * MM - 0.5
            assert max(box.right for box in boxes) <= page.width - 9 * MM + 0.5
            assert min(box.y for box in boxes) >= 9 * MM - 0.5
            assert max(box.top for box in boxes) <= page.height - 10 * MM + 0.5


def test_the_first_page_has_a_qr_code_with_its_quiet_zone(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        pages = lay_out(corpus, form, site_url=SITE).pages
        for page in pages:
            picture = page.picture
            assert (picture is not None) == (page is pages[0])
            if picture is None:
                continue
            quiet = 4 * picture.box.width / len(picture.modules)
            around = picture.box.inset(-quiet, -quiet)
            assert not [cell for cell in page.cells if overlap(cell.box, around)]
            assert inside(around, Box(0, 0, page.width, page.height))


def test_how_to_fill_in_takes_at_most_five_lines(corpus: Corpus, forms: tuple[Form, ...]) -> None:
    for form in forms:
        first = next(block for block in form.definition.body if block.kind == "notes")
        marked = [line for line in page_lines(lay_out(corpus, form))[0] if re.match(r"\d\. ", line)]
        assert len(marked) == len(first.items) == 5
        text = "".join(page_lines(lay_out(corpus, form))[0])
        for item in first.items:
            assert item.format_map(form.patterns) in text
        lines = page_lines(lay_out(corpus, form))[0]
        start = lines.index(marked[0])
        assert lines[start : start + 5] == marked, "each in one line"


def test_a_note_with_the_address_of_the_web_page_needs_an_address(
    corpus: Corpus, definitions: tuple[FormDefinition, ...]
) -> None:
    body = tuple(
        replace(block, items=(*block.items, "手机上填：{web}")) if block.kind == "notes" else block
        for block in definitions[0].body
    )
    form = expand(corpus, (replace(definitions[0], body=body),))[0]
    assert f"手机上填：{SITE}fill/{form.id}/" in "".join(page_lines(lay_out(corpus, form, site_url=SITE))[0])
    assert "手机上填" not in "".join(page_lines(lay_out(corpus, form))[0])


def nested(text: str) -> bool:
    """Whether brackets stand in brackets."""
    depth = 0
    for character in text:
        depth += (character in "（〔") - (character in "）〕")
        if depth > 1:
            return True
    return False


def test_no_brackets_stand_in_brackets(forms: tuple[Form, ...]) -> None:
    def texts_of(data: object) -> list[str]:
        if isinstance(data, Mapping):
            return [text for value in data.values() for text in texts_of(value)]
        if isinstance(data, list):
            return [text for value in data for text in texts_of(value)]
        return [data] if isinstance(data, str) else []

    for form in forms:
        assert not nested(form.title), form.title
        assert [text for text in texts_of(form.definition.source) if nested(text)] == []
        if form.standard is not None:
            assert form.standard.label in form.title


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


@pytest.mark.parametrize("site", ["", SITE])
def test_a_checklist_says_that_the_law_has_changed_and_takes_no_page_for_it(
    corpus: Corpus, forms: tuple[Form, ...], site: str
) -> None:
    (said,) = (remark for remark in corpus.remarks if remark.id == "law-on-forms")
    assert said.more is not None
    without = replace(corpus, remarks=tuple(r for r in corpus.remarks if r is not said))
    checklists = [form for form in forms if form.standard]
    assert len(checklists) == len(corpus.standards)
    for form in checklists:
        layout = lay_out(corpus, form, site_url=site)
        assert said.text + (site and site + said.more.to) in texts(layout, "P")
        assert len(layout.pages) == len(lay_out(without, form, site_url=site).pages)
