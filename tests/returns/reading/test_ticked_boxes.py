"""Boxes of a PDF: what is seen ticked counts, and what is stored otherwise is told."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Name, String

from tests.returns.conftest import Make, Read, rules
from tests.returns.reading.pdf_edits import RATING, Edit, both, edited, radios, stored, ticked


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
