"""What programs have made of the field tree of a whole form: names, hidden copies, what comes behind."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.returns.conftest import UNIT, Make, Read, rules
from tests.returns.reading.pdf_edits import ANSWERS, RATING, Edit, edited, note, ticked
from tests.returns.reading.test_refusals import refused

Fields = dict[str, pikepdf.Object]
FILLED = UNIT | ANSWERS


def pages_of(pdf: pikepdf.Pdf) -> Mapping[tuple[int, int], int]:
    """Which page shows a widget."""
    return {
        annotation.objgen: number
        for number, page in enumerate(pdf.pages, 1)
        for annotation in page.obj.get("/Annots", [])
    }


def copied(dictionary: pikepdf.Object) -> pikepdf.Dictionary:
    return Dictionary(dict(dictionary.items()))


def first_widget(field: pikepdf.Object) -> pikepdf.Object:
    return field.Kids[0] if "/Kids" in field else field


# --- names ------------------------------------------------------------------------------------------


def subforms(pdf: pikepdf.Pdf, fields: Fields) -> None:
    """``form1[0].#subform[2].unit-name[0]``, a subform for each page."""
    pages = pages_of(pdf)
    top = pdf.make_indirect(Dictionary(T=String("form1[0]"), Kids=Array()))
    below: dict[int, pikepdf.Object] = {}
    for name, field in fields.items():
        number = pages.get(first_widget(field).objgen, 1)
        if number not in below:
            below[number] = pdf.make_indirect(
                Dictionary(T=String(f"#subform[{number}]"), Parent=top, Kids=Array())
            )
            top.Kids.append(below[number])
        field.T, field.Parent = String(f"{name}[0]"), below[number]
        below[number].Kids.append(field)
    pdf.Root.AcroForm.Fields = Array([top])


def named_by_page(pdf: pikepdf.Pdf, fields: Fields) -> None:
    pages = pages_of(pdf)
    for name, field in fields.items():
        field.T = String(f"Page{pages.get(first_widget(field).objgen, 1)}.{name}")


def renamed(test: Callable[[str], bool], before: str = "", behind: str = "") -> Edit:
    def edit(_: pikepdf.Pdf, fields: Fields) -> None:
        for name, field in fields.items():
            if test(name):
                field.T = String(before + name + behind)

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (subforms, "form1[0].#subform[1].[0]"),
        (named_by_page, "Page1."),
        (renamed(lambda n: n.startswith("item-"), "Page2."), "Page2."),
        (renamed(lambda n: n.endswith("-facts"), "", "_2"), "_2"),
        (renamed(lambda n: n == "phone", "topmostSubform[0].Page1[0].", "[0]"), "topmostSubform"),
        (renamed(lambda n: n == "phone", "", "\0"), "⟦U+0000⟧"),
    ],
)
def test_additions_that_differ_or_are_on_some_names_only_are_taken_off_and_told(
    make: Make, read: Read, edit: Edit, told: str
) -> None:
    entry = read(edited(make(answers=ANSWERS), edit))
    assert entry["values"] == FILLED
    assert [told in d["message"] for d in entry["doubts"] if d["rule"] == "affix"] == [True]


def test_a_name_that_is_there_already_is_not_taken_from_another_field(make: Make, read: Read) -> None:
    def add(pdf: pikepdf.Pdf, _: Fields) -> None:
        other = Dictionary(FT=Name.Tx, T=String("extra.phone"), V=String("999"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(other))

    entry = read(edited(make(answers=ANSWERS), add))
    assert entry["values"]["phone"] == ANSWERS["phone"]
    assert {"extra-field"} <= set(rules(entry))
    assert "affix" not in rules(entry)


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")]
)
def test_names_are_text_in_any_encoding(make: Make, read: Read, mark: bytes, encoding: str) -> None:
    def edit(_: pikepdf.Pdf, fields: Fields) -> None:
        for name, field in fields.items():
            field.T = String(mark + name.encode(encoding))

    entry = read(edited(make(answers=ANSWERS), edit))
    assert entry["values"] == FILLED
    assert "affix" not in rules(entry)


@pytest.mark.parametrize("linked", [True, False])
def test_a_field_and_its_widget_of_one_name_are_one_field(make: Make, read: Read, linked: bool) -> None:
    """The widget bears name and answer itself; the field above it may be a blank copy that leads nowhere."""

    def take_apart(pdf: pikepdf.Pdf, fields: Fields) -> None:
        listed = []
        for name, field in fields.items():
            if name.startswith("form-") or "/Kids" in field:
                listed.append(field)
                continue
            above = pdf.make_indirect(Dictionary(T=field.T, FT=field.FT))
            if linked:
                above.Kids = Array([field])
            field.Parent = above
            listed.append(above)
        pdf.Root.AcroForm.Fields = Array(listed)

    entry = read(edited(make(answers=ANSWERS), take_apart))
    assert entry["values"] == FILLED
    assert ("page-fields" in rules(entry)) is not linked


def test_a_parent_that_only_the_widget_leads_to_hands_its_value_down(make: Make, read: Read) -> None:
    def orphan(pdf: pikepdf.Pdf, fields: Fields) -> None:
        for name, field in fields.items():
            if name.startswith("form-") or "/Kids" in field:
                continue
            above = pdf.make_indirect(Dictionary(T=field.T, FT=field.FT, Kids=Array([field])))
            if "/V" in field:
                above.V = field.V
                del field["/V"]
            del field["/T"], field["/FT"]
            field.Parent = above
        pdf.Root.AcroForm.Fields = Array([f for n, f in fields.items() if n.startswith("form-")])

    entry = read(edited(make(answers=ANSWERS), orphan))
    assert entry["values"] == FILLED
    assert "page-fields" in rules(entry)


# --- what is not seen -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"F": 2},
        {"F": 6},
        {"F": 32},
        {"Rect": Array([0, 0, 0, 0])},
        {"Rect": Array([90, 90, 90, 99])},
        {"Rect": Array([-500, -500, -400, -480])},
    ],
)
@pytest.mark.parametrize("listed_first", [True, False])
def test_of_two_fields_of_one_name_the_one_that_is_seen_counts(
    make: Make, read: Read, changes: dict[str, object], listed_first: bool
) -> None:
    def cover(pdf: pikepdf.Pdf, fields: Fields) -> None:
        old = fields["phone"]
        page = pdf.pages[pages_of(pdf)[old.objgen] - 1]
        new = pdf.make_indirect(copied(old))
        old.V = String("9999")
        for key, changed in changes.items():
            old["/" + key] = changed
        page.obj.Annots.append(new)
        if not listed_first:
            kept = [f for f in pdf.Root.AcroForm.Fields if f.objgen != old.objgen]
            pdf.Root.AcroForm.Fields = Array(kept)

    entry = read(edited(make(answers=ANSWERS), cover))
    assert entry["values"] == FILLED
    assert {"page-fields", "field-twice"} <= set(rules(entry))


def test_fields_of_a_page_that_was_taken_out_are_told_filled_or_not(make: Make, read: Read) -> None:
    def without_second(pdf: pikepdf.Pdf, _: Fields) -> None:
        del pdf.pages[1]

    doubts = {d["rule"]: d["message"] for d in read(edited(make(answers=ANSWERS), without_second))["doubts"]}
    assert "页被删掉了" in doubts["page-missing"]
    assert "page-missing" not in rules(read(make(answers=ANSWERS)))


@pytest.mark.parametrize("flag", [2, 32, 36])
@pytest.mark.parametrize("name", ["phone", RATING])
def test_an_answer_that_a_flag_hides_is_kept_and_doubted(
    make: Make, read: Read, flag: int, name: str
) -> None:
    def hide(_: pikepdf.Pdf, fields: Fields) -> None:
        for widget in fields[name].get("/Kids", [fields[name]]):
            widget.F = flag

    entry = read(edited(make(answers=ANSWERS), hide))
    assert entry["values"] == FILLED
    assert "unseen" in rules(entry)
    assert "unseen" not in rules(read(make(answers=ANSWERS)))


def test_boxes_of_one_name_that_a_page_shows_again_with_another_tick_are_doubted(
    make: Make, read: Read
) -> None:
    def again(pdf: pikepdf.Pdf, fields: Fields) -> None:
        field = fields[RATING]
        for kid in list(field.Kids):
            copy = pdf.make_indirect(copied(kid))
            copy.T, copy.FT = field.T, Name.Btn
            if "/Parent" in copy:
                del copy["/Parent"]
            pdf.pages[0].obj.Annots.append(copy)
        ticked(RATING, "unmet")(pdf, fields)

    entry = read(edited(make(answers=ANSWERS), again))
    assert {"mark-differs", "field-twice"} & set(rules(entry))


@pytest.mark.parametrize(
    "drawing", [None, b"/Tx BMC BT /F 9 Tf (0371) Tj ET EMC", b"BT [<0012> 3 <0013>] TJ ET"]
)
def test_an_answer_that_is_drawn_and_not_stored_is_doubted(
    make: Make, read: Read, drawing: bytes | None
) -> None:
    def forget(pdf: pikepdf.Pdf, fields: Fields) -> None:
        del fields["phone"]["/V"]
        if drawing:
            fields["phone"].AP = Dictionary(N=pdf.make_stream(drawing))

    entry = read(edited(make(answers=ANSWERS), forget))
    assert entry["values"] == {name: answer for name, answer in FILLED.items() if name != "phone"}
    assert any("联系电话" in d["message"] for d in entry["doubts"] if d["rule"] == "drawn-only")


@pytest.mark.parametrize(
    "drawing", [b"/Tx BMC EMC", b"/Tx BMC q BT 0 g /F 9 Tf 2 2 Td () Tj ET Q EMC", b"(  ) Tj"]
)
def test_a_field_that_is_drawn_empty_is_not_doubted(make: Make, read: Read, drawing: bytes) -> None:
    def draw(pdf: pikepdf.Pdf, fields: Fields) -> None:
        fields["phone"].AP = Dictionary(N=pdf.make_stream(drawing))

    assert "drawn-only" not in rules(read(edited(make(), draw)))


# --- states that a program numbered -----------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16-le"])
@pytest.mark.parametrize("above", [True, False])
def test_what_numbered_states_were_may_be_bytes_in_any_encoding_and_stand_above(
    make: Make, read: Read, encoding: str, above: bool
) -> None:
    def number(pdf: pikepdf.Pdf, fields: Fields) -> None:
        field = fields[RATING]
        opt = Array([String(word.encode(encoding)) for word in ("达标", "基本达标", "未达标", "不适用")])
        for position, kid in enumerate(field.Kids):
            own = next(str(key) for key in kid.AP.N if key != "/Off")
            kid.AP.N[f"/{position}"] = kid.AP.N[own]
            del kid.AP.N[own]
            kid.AS = Name("/2") if position == 2 else Name.Off
        field.V = Name("/2")
        field.Opt = opt
        if above:
            parent = pdf.make_indirect(Dictionary(T=field.T, Kids=Array([field]), Opt=opt))
            field.Parent = parent
            listed = [parent if name == RATING else f for name, f in fields.items()]
            pdf.Root.AcroForm.Fields = Array(listed)

    entry = read(edited(make(answers=ANSWERS), number))
    assert entry["values"] == FILLED | {RATING: "unmet"}


# --- before, behind and inside ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "behind",
    [
        b"\n<html><body>" + b"welcome " * 700 + b"</body></html>",
        b"\r\n------WebKitFormBoundary7MA4YWxk--\r\n",
        b"\r\n0\r\n\r\n",
        b"\n\n\n",
    ],
)
def test_text_behind_a_whole_file_is_no_part_of_it(make: Make, read: Read, behind: bytes) -> None:
    assert read(make(answers=ANSWERS) + behind)["values"] == FILLED


@pytest.mark.parametrize("size", [1_100, 2_000, 200_000])
def test_zeros_where_the_end_of_a_file_should_be_are_its_missing_end(
    make: Make, read: Read, size: int
) -> None:
    """A download that was stopped leaves them: an update with the answers may have stood there."""
    refused(read(make(answers=ANSWERS) + bytes(size)), "cut-off")
    data = make(answers=ANSWERS)
    half = len(data) // 2
    refused(read(data[:half] + bytes(len(data) - half)), "cut-off")


def test_an_update_without_its_end_is_not_taken_for_text_behind_the_file(make: Make, read: Read) -> None:
    update = b"\n%x\n999 0 obj\n<</T(x)/V(" + b"1" * 3000 + b")>>\nendobj\n"
    assert read(make(answers=ANSWERS) + update)["status"] == "rejected"


def test_files_that_a_form_carries_are_named(make: Make, read: Read) -> None:
    def attach(pdf: pikepdf.Pdf, _: Fields) -> None:
        pdf.attachments["申报表.pdf"] = b"%PDF-1.7"

    entry = read(edited(make(answers=ANSWERS), attach))
    assert entry["values"] == FILLED
    assert ["申报表.pdf" in d["message"] for d in entry["doubts"] if d["rule"] == "attached"] == [True]


def test_a_portfolio_is_told_as_a_container_and_not_as_a_scan(make: Make, read: Read) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["张村.pdf"] = make()
    pdf.Root.Collection = Dictionary(Type=Name.Collection)
    out = io.BytesIO()
    pdf.save(out)
    assert "附件" in refused(read(out.getvalue()), "archive")


def test_rich_text_of_an_annotation_is_quoted_as_it_is_read(make: Make, read: Read) -> None:
    rich = String("<body><p>会员&lt;300&gt;&#20154;</p></body>")
    entry = read(edited(make(), note("FreeText", RC=rich)))
    assert any("“会员<300>人”" in d["message"] for d in entry["doubts"] if d["rule"] == "notes")
