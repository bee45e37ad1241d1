"""The forms in Word: the same fields, texts and columns as the definitions; the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from generator import forms as public
from generator.forms.definitions import hints
from generator.forms.definitions.definition import CHOOSING
from generator.forms.definitions.expand import Form
from generator.forms.definitions.word_names import BLANK, UNCHECKED
from generator.model import Corpus
from tests.forms.conftest import SITE
from tests.forms.word.parts import W14, W, body, controls, parts, shown, tags, value

A4_TWIPS = (11906, 16838)


def wanted_tags(form: Form) -> list[str]:
    """The tags of a form by the contract: a field's name, with a state behind a dot for each option."""
    return [
        tag
        for field in form.fields
        for tag in ([f"{field.name}.{o.state}" for o in field.options] or [field.name])
    ]


def test_every_field_has_one_control_and_every_option_one_box(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        assert tags(documents[form.id]) == wanted_tags(form)


def test_controls_are_rich_text_within_the_line_and_show_blanks_or_an_empty_box(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        boxes = {f"{f.name}.{o.state}" for f in form.fields if f.type in CHOOSING for o in f.options}
        for control in controls(documents[form.id]):
            properties = control.find(f"{W}sdtPr")
            assert properties is not None
            assert properties.find(f"{W}text") is None
            ticked = properties.find(f"{W14}checkbox")
            assert (ticked is not None) == (value(properties, "tag") in boxes)
            assert shown(control) == (BLANK if ticked is None else UNCHECKED)
        found = controls(documents[form.id])
        within = [c for p in body(documents[form.id]).iter(f"{W}p") for c in p.findall(f"{W}sdt")]
        assert len(within) == len(found)


def test_numbers_of_controls_are_their_own(documents: Mapping[str, bytes]) -> None:
    for data in documents.values():
        numbers = [int(value(control, "sdtPr/id")) for control in controls(data)]
        assert len(set(numbers)) == len(numbers)
        assert all(0 < number < 2**31 for number in numbers)


def test_each_file_is_as_small_as_the_guides_say(root: Path, documents: Mapping[str, bytes]) -> None:
    for page in ("README.md", "docs/guide/fill.md", "docs/guide/campaign.md"):
        assert "（.docx，不到 30 KB）" in (root / page).read_text(encoding="utf-8")
    assert max(map(len, documents.values())) < 30_000


def said(corpus: Corpus, form: Form) -> list[str]:
    """Every text that the definition gives to the body of a form in Word."""
    definition, texts = form.definition, list[str]()
    for block in definition.body:
        texts += [block.text, block.subtitle, block.heading, *(block.word or block.items)]
        if block.kind == "remarks":
            texts += [remark.text for remark in corpus.remarks_for(form.kind)]
        for cell in (cell for row in block.rows for cell in row.cells):
            texts += [cell.label, cell.text, cell.suffix, *cell.pen, *cell.seal]
    texts = [t.format_map({**form.patterns, "web": f"{SITE}fill/{form.id}/"}) for t in texts]
    texts += [field.hint for field in form.fields]
    texts += [option.label for field in form.fields for option in field.options]
    if form.standard is not None:
        texts += [column.heading for column in definition.columns]
        texts += [s.marker + s.title for s in form.standard.sections]
        for item in form.standard.items:
            texts += [item.id, item.text, *hints.item_hints(corpus, definition, item.id)]
            texts += [t for c in definition.columns for t in hints.item_prompts(corpus, c, item.id)]
    return [text for text in texts if text.strip()]


def test_every_text_of_the_definition_stands_in_the_document(
    corpus: Corpus, forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        whole = shown(body(documents[form.id]))
        assert [text for text in said(corpus, form) if text not in whole] == []


def test_every_item_is_a_row_with_its_number_text_answers_and_room_for_a_pen(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in (form for form in forms if form.standard):
        headings = [column.heading for column in form.definition.columns]
        tables = list(body(documents[form.id]).iter(f"{W}tbl"))
        rows = next(t for t in tables if [shown(c) for c in t.iter(f"{W}tc")][: len(headings)] == headings)
        kept = [row.findall(f"{W}tc") for row in rows.findall(f"{W}tr")]
        items = [cells for cells in kept[1:] if len(cells) == len(headings)]
        assert form.standard is not None
        assert [shown(cells[0]) for cells in items] == [item.id for item in form.standard.items]
        for cells, item in zip(items, form.standard.items, strict=True):
            assert shown(cells[1]).startswith(item.text)
            asked = [f for f in form.fields if f.item == item.id]
            for field, cell in zip(asked, cells[2:], strict=False):
                written = [value(c, "sdtPr/tag") for c in cell.iter(f"{W}sdt")]
                assert written == ([f"{field.name}.{o.state}" for o in field.options] or [field.name])
            choice = [shown(p) for p in cells[2].findall(f"{W}p")]
            assert choice == [f"{UNCHECKED} {option.label}" for option in asked[0].options]
            assert shown(cells[-1]) == ""


def test_the_head_of_the_items_is_repeated_and_rows_do_not_break(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        whole = body(documents[form.id])
        repeated = [row for row in whole.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert len(repeated) == (1 if form.standard else 0)
        broken = [row for row in whole.iter(f"{W}tr") if row.find(f"{W}trPr/{W}cantSplit") is None]
        # only what may need a page for itself
        assert all(
            set(tags_of(row)) <= {"deeds", "continuation"} and len(tags_of(row)) == 1 for row in broken
        )


def tags_of(element: ET.Element) -> list[str]:
    return [value(control, "sdtPr/tag") for control in element.iter(f"{W}sdt")]


def test_tables_say_what_they_are_and_the_last_page_is_for_the_continuation(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        tables = list(body(documents[form.id]).iter(f"{W}tbl"))
        named = [value(table, "tblPr/tblCaption") for table in tables]
        assert all(named)
        bookmarks = [block.bookmark for block in form.definition.body if block.bookmark]
        assert [name for name in named if name in bookmarks] == bookmarks
        page = body(documents[form.id]).find(f"{W}sectPr/{W}pgSz")
        height = tables[-1].findall(f"{W}tr")[-1].find(f"{W}trPr/{W}trHeight")
        assert page is not None
        assert height is not None
        # it takes what its page has left, so that there is room for a pen
        assert int(height.get(f"{W}val", "")) > 0.65 * int(page.get(f"{W}h", ""))


def test_headings_are_headings(forms: tuple[Form, ...], documents: Mapping[str, bytes]) -> None:
    for form in forms:
        document = docx.Document(io.BytesIO(documents[form.id]))
        outline: dict[str, list[str]] = {"Heading 1": [], "Heading 2": []}
        for paragraph in body(documents[form.id]).iter(f"{W}p"):
            style = document.styles.element.get_by_id(value(paragraph, "pPr/pStyle"))
            based = document.styles.element.get_by_id(style.basedOn_val) if style is not None else None
            name = based.name_val if based is not None else ""
            if name in ("heading 1", "heading 2"):
                outline[name.capitalize()].append(shown(paragraph))
        assert outline["Heading 1"] == [form.definition.title]
        sections = form.standard.sections if form.standard else ()
        assert [t for t in outline["Heading 2"] if t in {s.marker + s.title for s in sections}] == [
            s.marker + s.title for s in sections
        ]


def test_the_page_is_that_of_the_pdf(forms: tuple[Form, ...], documents: Mapping[str, bytes]) -> None:
    for form in forms:
        size = body(documents[form.id]).find(f"{W}sectPr/{W}pgSz")
        assert size is not None
        wanted = A4_TWIPS if form.definition.page.orientation == "portrait" else A4_TWIPS[::-1]
        assert abs(int(size.get(f"{W}w", "")) - wanted[0]) < 5
        assert abs(int(size.get(f"{W}h", "")) - wanted[1]) < 5


def test_head_and_foot_say_which_form_which_data_and_which_page(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        members = parts(documents[form.id])
        feet = [ET.fromstring(d) for name, d in members.items() if name.startswith("word/footer")]
        heads = [ET.fromstring(d) for name, d in members.items() if name.startswith("word/header")]
        assert len(feet) == len(heads) == 2
        for foot in feet:
            assert form.version in shown(foot)
            assert form.digest[:12] in shown(foot)
            codes = Counter((node.text or "").strip() for node in foot.iter(f"{W}instrText"))
            assert codes == {"PAGE": 1, "NUMPAGES": 1}
        assert all(form.definition.title in shown(head) for head in heads)
        # python-docx knows which is which: the place for the unit's name is on all pages but the first
        section = docx.Document(io.BytesIO(documents[form.id])).sections[0]
        label = form.definition.running.unit_label
        assert section.different_first_page_header_footer
        assert not any(label in p.text for p in section.first_page_header.paragraphs)
        assert any(label in p.text for p in section.header.paragraphs)


def test_a_file_says_what_it_is_in_a_part_and_in_properties(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        members = parts(documents[form.id])
        identity = ET.fromstring(members["customXml/item1.xml"])
        assert identity.tag == "{urn:standards-form:identity:1}identity"
        assert {e.get("name"): e.text or "" for e in identity} == dict(form.hidden)
        properties = ET.fromstring(members["docProps/custom.xml"])
        named = {p.get("name"): "".join(p.itertext()) for p in properties}
        assert named == {name: text for name, text in form.hidden.items() if text and name != "form-items"}
        core = docx.Document(io.BytesIO(documents[form.id])).core_properties
        assert (core.title, core.language) == (form.title, form.definition.language)


def test_nothing_in_it_leads_outside_or_runs(documents: Mapping[str, bytes]) -> None:
    for data in documents.values():
        members = parts(data)
        assert not [name for name in members if "vba" in name.lower() or name.endswith((".bin", ".jpeg"))]
        assert not [name for name, xml in members.items() if b"TargetMode=" in xml]


def test_the_same_form_gives_the_same_bytes_in_another_process(
    root: Path, forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    script = (
        "import hashlib, pathlib, sys\n"
        "from generator import forms\n"
        "from generator.project import open_project\n"
        "project = open_project(pathlib.Path(sys.argv[1]))\n"
        "for form in project.forms:\n"
        f"    data = forms.render_word(project.corpus, form, site_url={SITE!r})\n"
        "    print(form.id, hashlib.sha256(data).hexdigest())\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        cwd=root, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    wanted = [f"{form.id} {hashlib.sha256(documents[form.id]).hexdigest()}" for form in forms]
    assert printed.splitlines() == wanted


def test_no_member_bears_a_date_or_the_traces_of_a_machine(documents: Mapping[str, bytes]) -> None:
    for data in documents.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            assert infos[0].filename == "[Content_Types].xml"
            assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
            assert {(i.create_system, i.extra) for i in infos} == {(3, b"")}


@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_address_of_the_page_is_told_where_there_is_one(
    corpus: Corpus, application: Form, site_url: str
) -> None:
    data = public.render_word(corpus, application, site_url=site_url)
    assert (SITE in shown(body(data))) == bool(site_url)
