"""What is in a readable form: nothing invented, nothing lost, whatever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.returns.reading.text import visible
from tests.returns.conftest import UNIT, Make, Read, rules
from tests.returns.reading.pdf_edits import ANSWERS, RATING, edited, value


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


# --- text that went through one program too many ----------------------------------------------------

BE, LE = b"\xfe\xff", b"\xff\xfe"


@pytest.mark.parametrize(
    "raw",
    [
        BE + BE + "王五".encode("utf-16-be"),
        BE + LE + "王五".encode("utf-16-le"),
        BE * 9 + "王五".encode("utf-16-be"),
        b"\xef\xbb\xbf" * 2 + "王五".encode(),
    ],
)
def test_a_mark_of_the_encoding_may_stand_there_more_than_once(make: Make, read: Read, raw: bytes) -> None:
    assert read(edited(make(), value("filled-by", raw)))["values"]["filled-by"] == "王五"


@pytest.mark.parametrize("text", ["每年召开两次会员大会", "330人", "“好”", "2026年5月"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_bytes_that_a_program_took_for_characters_are_read_and_doubted(
    make: Make, read: Read, text: str, encoding: str
) -> None:
    apart = text.encode(encoding).decode("latin-1")
    entry = read(edited(make(), value("item-6-1-1-facts", BE + apart.encode("utf-16-be"))))
    assert entry["values"]["item-6-1-1-facts"] == text
    assert any(d["rule"] == "encoding" and text in d["message"] for d in entry["doubts"])


@pytest.mark.parametrize("text", ["Müller", "größe, café", "20×30", "±5°", "§5", "××"])
def test_letters_with_accents_stay_what_they_are(make: Make, read: Read, text: str) -> None:
    entry = read(edited(make(), value("item-6-1-1-facts", BE + text.encode("utf-16-be"))))
    assert entry["values"]["item-6-1-1-facts"] == text
    assert "encoding" not in rules(entry)


@pytest.mark.parametrize("text", ["??", "???????", "???(????)"])
def test_hanzi_that_became_question_marks_are_doubted(make: Make, read: Read, text: str) -> None:
    assert "characters" in rules(read(edited(make(), value("unit-name", text.encode()))))
    assert "characters" not in rules(read(edited(make(), value("phone", "几点??".encode("utf-16")))))


@pytest.mark.parametrize("text", ["\u200b\ufeff", "\u3000\n\u00a0", "\u00ad \u200d"])
def test_nothing_that_can_be_seen_is_no_answer(make: Make, read: Read, text: str) -> None:
    entry = read(edited(make(), value("phone", BE + text.encode("utf-16-be"))))
    assert entry["values"] == UNIT


@pytest.mark.parametrize("where", ["kids", "annotations", "fields"])
@pytest.mark.parametrize("odd", [b"null", b"7", b"/Name", b"99999 0 R"])
def test_what_leads_to_nothing_is_passed_over(make: Make, read: Read, where: str, odd: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        nothing = pdf.get_object(99999, 0) if odd.endswith(b"R") else pikepdf.Object.parse(odd)
        lists = [fields["item-6-1-1-rating"].Kids] if where == "kids" else [pdf.Root.AcroForm.Fields]
        if where == "annotations":
            lists = [page.obj.Annots for page in pdf.pages if "/Annots" in page.obj]
        for each in lists:
            each.insert(1, nothing)
            each.append(nothing)

    answers = {"item-6-1-1-rating": "met", "phone": "0371"}
    assert read(edited(make(answers=answers), spoil))["values"] == UNIT | answers
