"""What is in a readable form: nothing invented, nothing lost, whatever wrote it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.returns.reading.text import visible
from tests.returns.conftest import UNIT, Make, Read, rules

Edit = Callable[[pikepdf.Pdf, dict[str, pikepdf.Object]], None]


def edited(data: bytes, edit: Edit, **options: Any) -> bytes:  # noqa: ANN401
    """The file after a change to its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # it sees what the edit is for
        edit(pdf, {str(field.T): field for field in pdf.Root.AcroForm.Fields})
        out = io.BytesIO()
        pdf.save(out, **options)
    return out.getvalue()


def value(name: str, raw: bytes | pikepdf.Object) -> Edit:
    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields[name].V = String(raw) if isinstance(raw, bytes) else raw

    return edit


def test_a_blank_form_has_no_answers(blank: Callable[[str], bytes], read: Read) -> None:
    for form in ("checklist-state-sector", "application"):
        entry = read(blank(form))
        assert entry["status"] == "accepted"
        assert entry["form"] == form
        assert entry["values"] == {}


def test_an_untouched_choice_has_no_answer(make: Make, read: Read) -> None:
    values = read(make(answers={"item-6-1-1-rating": "met"}))["values"]
    assert [n for n in values if n.endswith("-rating")] == ["item-6-1-1-rating"]


def test_a_choice_that_was_taken_back_has_no_answer(make: Make, read: Read) -> None:
    def take_back(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        field = fields["item-6-1-1-rating"]
        del field.V
        for kid in field.Kids:
            kid.AS = Name.Off

    entry = read(edited(make(answers={"item-6-1-1-rating": "met"}), take_back))
    assert "item-6-1-1-rating" not in entry["values"]
    assert "mark-differs" not in rules(entry)


@pytest.mark.parametrize("stored", [b"one\rtwo", b"one\ntwo", b"one\r\ntwo"])
def test_line_ends_are_one_thing(make: Make, read: Read, stored: bytes) -> None:
    entry = read(edited(make(), value("item-6-1-1-facts", stored)))
    assert entry["values"]["item-6-1-1-facts"] == "one\ntwo"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xfe\xff\x4e\x2d\x65\x87", "中文"),
        (b"\xff\xfe\x2d\x4e\x87\x65", "中文"),
        (b"\xef\xbb\xbf" + "中文".encode(), "中文"),
        (b"\xfe\xff\xd8\x73\xdc\x31", "\U0002cc31"),
        (b"\x8d\x8e", "“”"),
        (b"\xd7\xd7", "××"),
        (b"\xfe\xff\x00\x1b\x00z\x00h\x00\x1b\x4e\x2d", "中"),
    ],
)
def test_text_strings_are_read_as_the_specification_says(
    make: Make, read: Read, raw: bytes, expected: str
) -> None:
    entry = read(edited(make(), value("phone", raw)))
    assert entry["values"]["phone"] == expected
    assert not {"encoding", "characters"} & set(rules(entry))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_text_in_the_systems_encoding_is_read_and_doubted(make: Make, read: Read, encoding: str) -> None:
    entry = read(edited(make(), value("phone", "总机转工会".encode(encoding))))
    assert entry["values"]["phone"] == "总机转工会"
    assert "encoding" in rules(entry)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xfe\xff\xd8\x73\x4e\x2d", "U+D873"),
        (b"\xfe\xff\xe0\x01", "U+E001"),
        (b"\xfe\xff\xff\xfd", "U+FFFD"),
    ],
)
def test_characters_that_a_viewer_stored_wrongly_are_doubted(
    make: Make, read: Read, raw: bytes, code: str
) -> None:
    entry = read(edited(make(), value("phone", raw)))
    doubts = [d for d in entry["doubts"] if d["rule"] == "characters"]
    assert len(doubts) == 1
    assert code in doubts[0]["message"]


def test_a_long_answer_stored_as_a_stream_is_read(make: Make, read: Read) -> None:
    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields["item-6-1-1-facts"].V = pdf.make_indirect(pikepdf.Stream(pdf, b"\xfe\xff\x4e\x2d" * 1))

    assert read(edited(make(), edit))["values"]["item-6-1-1-facts"] == "中"


# --- boxes: what is seen ticked, what is stored ----------------------------------------------------


def ticked(name: str, *states: str) -> Edit:
    """Show these states of a field as ticked, whatever is stored."""

    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for kid in fields[name].Kids:
            own = next(str(key) for key in kid.AP.N if key != "/Off")
            kid.AS = Name(own) if own[1:] in states else Name.Off

    return edit


def stored(name: str, held: pikepdf.Object | None) -> Edit:
    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        if held is None:
            del fields[name].V
        else:
            fields[name].V = held

    return edit


def both(*edits: Edit) -> Edit:
    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for each in edits:
            each(pdf, fields)

    return edit


RATING = "item-6-1-1-rating"


def radios(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """The construction of earlier blanks: radio buttons, of which none need be on."""
    for name, field in fields.items():
        if name.endswith("-rating"):
            field.Ff = (1 << 15) | (1 << 25)


@pytest.mark.parametrize("construction", [radios, lambda _pdf, _fields: None])
@pytest.mark.parametrize(
    ("shown", "held", "answer", "doubted"),
    [
        (["met"], Name.met, "met", False),
        ([], Name.Off, "", False),
        ([], None, "", False),
        (["met"], None, "met", True),
        (["met"], Name.Off, "met", True),
        (["unmet"], Name.met, "unmet", True),
        ([], Name.met, "met", True),
        (["met", "unmet"], Name.unmet, "unmet", True),
        (["met", "unmet"], Name.na, "", True),
        (["met", "unmet"], None, "", True),
        (["met"], String("met"), "met", False),
        (["met"], String("达标"), "met", False),
        ([], String("达标".encode("gbk")), "met", True),
        (["met"], Name("/达标"), "met", False),
        (["met"], Name.MET, "met", False),
    ],
)
def test_the_box_that_is_seen_ticked_counts_and_a_difference_is_told_in_words_of_the_form(
    make: Make,
    read: Read,
    construction: Edit,
    shown: list[str],
    held: pikepdf.Object | None,
    answer: str,
    doubted: bool,
) -> None:
    edit = both(construction, ticked(RATING, *shown), stored(RATING, held))
    entry = read(edited(make(answers={RATING: "met"}), edit))
    assert entry["values"].get(RATING, "") == answer
    assert ("mark-differs" in rules(entry)) is doubted
    for doubt in entry["doubts"]:
        if doubt["rule"] == "mark-differs":
            assert not any(code in doubt["message"] for code in ("met", "unmet", "basic"))


@pytest.mark.parametrize(
    "exported", [["met", "basic", "unmet", "na"], ["达标", "基本达标", "未达标", "不适用"]]
)
@pytest.mark.parametrize("keep_value", [True, False])
def test_states_that_a_program_numbered_are_read_by_what_they_were(
    make: Make, read: Read, exported: list[str], keep_value: bool
) -> None:
    def number(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        field = fields[RATING]
        field.Opt = Array([String(text) for text in exported])
        for position, kid in enumerate(field.Kids):
            own = next(str(key) for key in kid.AP.N if key != "/Off")
            kid.AP.N[f"/{position}"] = kid.AP.N[own]
            del kid.AP.N[str(own)]
            kid.AS = Name("/2") if position == 2 else Name.Off
        field.V = Name("/2") if keep_value else String(exported[2])

    entry = read(edited(make(), number))
    assert entry["values"][RATING] == "unmet"
    assert "mark-differs" not in rules(entry)


def test_a_tick_without_a_picture_is_not_seen(make: Make, read: Read) -> None:
    def without_picture(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for kid in fields[RATING].Kids:
            kid.AS = Name.moon

    entry = read(edited(make(), without_picture))
    assert RATING not in entry["values"]


def test_boxes_of_one_name_that_are_fields_of_their_own_are_one_question(make: Make, read: Read) -> None:
    def split(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        field = fields[RATING]
        kids = list(field.Kids)
        kept = [f for f in pdf.Root.AcroForm.Fields if str(f.T) != RATING]
        for kid in kids:
            del kid["/Parent"]
            kid.T, kid.FT, kid.V = String(RATING), Name.Btn, kid.AS
        pdf.Root.AcroForm.Fields = Array([*kept, *kids])

    entry = read(edited(make(answers={RATING: "basic"}), split))
    assert entry["values"][RATING] == "basic"
    assert not {"mark-differs", "field-twice"} & set(rules(entry))


# --- the page and the tree -------------------------------------------------------------------------


def halves(*names: str) -> Edit:
    """Blank copies in the tree that are on no page, and answers on pages that the tree does not reach."""

    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        copies = []
        for name, field in fields.items():
            if names and name not in names:
                copies.append(field)
                continue
            copy = pdf.make_indirect(Dictionary(T=field.T, FT=field.FT, Ff=field.get("/Ff", 0)))
            if name.startswith("form-"):
                copy.V = field.V
            copies.append(copy)
            for kid in field.get("/Kids", []):
                kid.T, kid.FT = field.T, field.FT
                if "/V" in field:
                    kid.V = field.V
                if "/Parent" in kid:
                    del kid["/Parent"]
        pdf.Root.AcroForm.Fields = Array(copies)

    return edit


ANSWERS = {RATING: "met", "item-6-1-1-facts": "两次", "phone": "0371", "item-6-1-2-rating": "unmet"}


@pytest.mark.parametrize(
    "names", [(), ("unit-name",), (RATING, "phone"), ("item-6-1-1-facts", "item-6-1-2-rating", "filled-by")]
)
def test_what_the_pages_show_counts_where_the_tree_holds_blank_copies(
    make: Make, read: Read, names: tuple[str, ...]
) -> None:
    entry = read(edited(make(answers=ANSWERS), halves(*names)))
    assert entry["status"] == "accepted"
    assert entry["values"] == UNIT | ANSWERS
    assert "page-fields" in rules(entry)


@pytest.mark.parametrize("kept", [0, 6, 20])
def test_fields_that_only_the_pages_show_are_read(make: Make, read: Read, kept: int) -> None:
    """The tree may be as incomplete as it likes, or not be there."""

    def cut(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        if kept:
            pdf.Root.AcroForm.Fields = Array(list(pdf.Root.AcroForm.Fields)[:kept])
        else:
            del pdf.Root.AcroForm

    entry = read(edited(make(answers=ANSWERS), cut))
    assert entry["values"] == UNIT | ANSWERS
    assert "page-fields" in rules(entry)


def test_a_page_that_says_something_else_than_the_tree_is_believed_and_doubted(
    make: Make, read: Read
) -> None:
    def old_copy(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        halves("phone")(pdf, fields)
        copy = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "phone")
        copy.V = String("9999")

    entry = read(edited(make(answers=ANSWERS), old_copy))
    assert entry["values"]["phone"] == "0371"
    assert {"page-fields", "field-twice"} <= set(rules(entry))


def test_answers_on_a_page_that_was_taken_out_are_kept_and_doubted(make: Make, read: Read) -> None:
    def without_first(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        del pdf.pages[0]

    entry = read(edited(make(answers=ANSWERS), without_first))
    assert entry["values"] == UNIT | ANSWERS
    assert "off-page" in rules(entry)


@pytest.mark.parametrize(
    ("before", "behind"), [("form1.", ""), ("merge_1.", ""), ("", "+1"), ("doc[0].", "[0]"), ("3_", "")]
)
def test_one_addition_to_every_name_is_taken_off_and_told(
    make: Make, read: Read, before: str, behind: str
) -> None:
    def rename(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for name, field in fields.items():
            field.T = String(before + name + behind)

    entry = read(edited(make(answers=ANSWERS), rename))
    assert entry["values"] == UNIT | ANSWERS
    assert any(d["rule"] == "affix" and before + behind in d["message"] for d in entry["doubts"])


def test_a_parent_over_every_field_is_taken_off(make: Make, read: Read) -> None:
    def nest(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        root = pdf.make_indirect(Dictionary(T=String("form1"), Kids=Array(list(fields.values()))))
        for field in fields.values():
            field.Parent = root
        pdf.Root.AcroForm.Fields = Array([root])

    entry = read(edited(make(answers=ANSWERS), nest))
    assert entry["values"] == UNIT | ANSWERS
    assert "affix" in rules(entry)


# --- what is drawn over the fields -----------------------------------------------------------------


def note(subtype: str, words: str = "", **more: Any) -> Edit:  # noqa: ANN401
    def edit(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        drawn = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([9, 9, 99, 99]), **more)
        if words:
            drawn.Contents = String(words)
        pdf.pages[1].obj.Annots.append(pdf.make_indirect(drawn))

    return edit


@pytest.mark.parametrize(
    ("subtype", "words", "told"),
    [
        ("FreeText", "职工320人", "第 2 页的文字框“职工320人”"),
        ("Ink", "", "第 2 页的手写笔迹"),
        ("Stamp", "同意", "第 2 页的图章“同意”"),
        ("Text", "请核对", "第 2 页的便签“请核对”"),
        ("Moon", "x", "第 2 页的批注“x”"),
    ],
)
def test_what_is_drawn_over_a_form_is_told_and_is_no_answer(
    make: Make, read: Read, subtype: str, words: str, told: str
) -> None:
    entry = read(edited(make(), note(subtype, words)))
    assert entry["values"] == UNIT
    assert [told in d["message"] for d in entry["doubts"] if d["rule"] == "notes"] == [True]


@pytest.mark.parametrize("edit", [note("Link"), note("Popup", "x"), note("FreeText", "x", F=2)])
def test_links_and_what_is_hidden_are_not_told(make: Make, read: Read, edit: Edit) -> None:
    assert "notes" not in rules(read(edited(make(), edit)))


def test_a_form_answered_in_annotations_gets_its_own_sentence(
    blank: Callable[[str], bytes], read: Read
) -> None:
    entry = read(edited(blank("checklist-villages"), note("FreeText", "张村")))
    assert (entry["status"], entry["reason"]) == ("rejected", "only-notes")
    assert "文字框“张村”" in entry["message"]
    assert "填在栏里" in entry["message"]


@pytest.mark.parametrize("signed", [True, False])
def test_a_signature_is_told_once_and_an_empty_one_not_at_all(make: Make, read: Read, signed: bool) -> None:
    def sign(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("签名1"), Rect=Array([0, 0, 9, 9])
        )
        if signed:
            field.V = Dictionary(Type=Name.Sig, Contents=String(b"x" * 99))
        added = pdf.make_indirect(field)
        pdf.Root.AcroForm.Fields.append(added)
        pdf.pages[0].obj.Annots.append(added)

    entry = read(edited(make(), sign))
    assert entry["values"] == UNIT
    assert [d["rule"] for d in entry["doubts"] if d["scope"] == "read"] == (["signed"] if signed else [])


# --- text that does not say how it is encoded ------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["安康", "朱镕基", "李堃", "王喆", "职工320人，会员310人", "两次；三次", "堃", "张三"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-be", "utf-16-le"])
def test_unmarked_text_is_read_or_at_least_doubted(make: Make, read: Read, text: str, encoding: str) -> None:
    entry = read(edited(make(), value("item-6-1-1-facts", text.encode(encoding))))
    if encoding.startswith("utf-16") and len(text) < 3:
        assert "encoding" in rules(entry)
    else:
        assert entry["values"]["item-6-1-1-facts"] == text
        assert any(d["rule"] == "encoding" and text in d["message"] for d in entry["doubts"])


@pytest.mark.parametrize("text", ["20×30", "“好”", "50°", "A…B", "2026–2027", "±5"])
def test_marks_that_the_encoding_has_are_not_doubted(make: Make, read: Read, text: str) -> None:
    if not all(ord(c) < 0x2E80 for c in text):
        text = text.replace("好", "ok ")
    entry = read(edited(make(), value("item-6-1-1-facts", text.encode("pdfdoc"))))
    assert entry["values"]["item-6-1-1-facts"] == text
    assert "encoding" not in rules(entry)


def test_control_characters_are_doubted(make: Make, read: Read) -> None:
    entry = read(edited(make(), value("phone", "\ufeff03\x0771\u202e".encode("utf-16-be"))))
    message = next(d["message"] for d in entry["doubts"] if d["rule"] == "characters")
    assert "U+0007" in message


@pytest.mark.parametrize(("length", "seen"), [(5, True), (40, True), (3000, False)])
@pytest.mark.parametrize("drawn", [True, False])
def test_an_answer_that_print_cuts_off_is_read_whole_and_doubted(
    make: Make, read: Read, length: int, seen: bool, drawn: bool
) -> None:
    def undrawn(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        if not drawn:
            del fields["item-6-1-1-facts"].AP

    answer = "会" * length
    entry = read(edited(make(answers={"item-6-1-1-facts": answer}), undrawn))
    assert entry["values"]["item-6-1-1-facts"] == answer
    assert ("does-not-fit" not in rules(entry)) is seen


def test_an_answer_that_is_far_too_long_costs_only_itself(make: Make, read: Read) -> None:
    entry = read(edited(make(answers=ANSWERS), value("item-6-1-1-facts", b"x" * 100_001)))
    assert entry["values"] == UNIT | {k: v for k, v in ANSWERS.items() if k != "item-6-1-1-facts"}
    assert any(d["rule"] == "too-long" and "100001" in d["message"] for d in entry["doubts"])


@pytest.mark.parametrize("name", ["form-id", "form-items", "form-version"])
@pytest.mark.parametrize("held", [Array([1, 2]), Dictionary(A=1), 7])
def test_hidden_values_of_the_wrong_type_are_no_crash(make: Make, read: Read, name: str, held: Any) -> None:  # noqa: ANN401
    entry = read(edited(make(), value(name, held)))
    assert entry["reason"] != "too-complex"


@pytest.mark.parametrize("mark", [7, Array([Name.met]), Dictionary(A=1), String("met")])
def test_a_mark_of_the_wrong_type_is_no_crash(make: Make, read: Read, mark: Any) -> None:  # noqa: ANN401
    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields[RATING].Kids[0].AS = mark

    entry = read(edited(make(answers={RATING: "met"}), edit))
    assert entry["status"] == "accepted"
    assert entry["values"][RATING] == "met"


def test_a_state_that_the_question_does_not_have_does_not_count(make: Make, read: Read) -> None:
    entry = read(edited(make(), value("item-6-1-1-rating", Name("/excellent"))))
    assert "item-6-1-1-rating" not in entry["values"]
    assert entry["set_aside"]["item-6-1-1-rating"] == "excellent"
    assert any("excellent" in d["message"] for d in entry["doubts"])


def test_a_field_that_the_form_does_not_have_is_told(make: Make, read: Read) -> None:
    def add(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        extra = Dictionary(FT=Name.Tx, T=String("remark"), V=String("另附两页"), Rect=Array([0, 0, 9, 9]))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(extra))

    entry = read(edited(make(), add))
    assert entry["status"] == "accepted"
    message = next(d["message"] for d in entry["doubts"] if d["rule"] == "extra-field")
    assert "另附两页" in message


def test_two_fields_of_one_name_are_doubted(make: Make, read: Read) -> None:
    def add(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        twin = Dictionary(FT=Name.Tx, T=String("unit-name"), V=String("另一单位"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(twin))

    entry = read(edited(make(), add))
    assert entry["values"]["unit-name"] == UNIT["unit-name"]
    assert "field-twice" in rules(entry)


def test_a_password_against_changes_only_is_no_obstacle(make: Make, read: Read) -> None:
    encryption = pikepdf.Encryption(owner="owner", user="")
    entry = read(edited(make(), lambda _pdf, _fields: None, encryption=encryption))
    assert entry["status"] == "accepted"
    assert entry["values"]["unit-name"] == UNIT["unit-name"]


def test_compressed_objects_are_read(make: Make, read: Read) -> None:
    mode = pikepdf.ObjectStreamMode.generate
    entry = read(edited(make(), lambda _pdf, _fields: None, object_stream_mode=mode))
    assert entry["values"] == UNIT


def test_a_wrong_cross_reference_table_is_mended_and_doubted(make: Make, read: Read) -> None:
    data = make()
    place = data.rindex(b"startxref") + 10
    entry = read(data[:place] + b"9" + data[place:])
    assert entry["values"] == UNIT
    assert "repaired" in rules(entry)


def test_nothing_invisible_reaches_the_eye_unseen() -> None:
    assert visible("a\u202eb\x07") == "a⟦U+202E⟧b⟦U+0007⟧"
    assert visible("一\n二\t三") == "一\n二\t三"
