"""Which option is chosen: by the flag of the box, by its picture, by what people write at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.forms.definitions.word_names import CHECKED
from tests.returns.conftest import Make, Read, rules
from tests.returns.reading.word.edits import (
    W14,
    Element,
    W,
    cell,
    control,
    edited,
    element,
    entered,
    retyped,
    text_of,
    tick,
    without_controls,
)

RATING = "item-6-1-1-rating"
COLUMN = 2
LABELS = ("达标", "基本达标", "未达标", "不适用")


def lines(*found: str) -> Callable[[Element], None]:
    """The rating cell of 6.1.1 typed anew."""
    return lambda root: retyped(cell(root, "6.1.1", COLUMN), *found)


@pytest.mark.parametrize("mark", "☑☒√✓✔■●")
@pytest.mark.parametrize(
    "place", ["{mark}达标", "□达标{mark}", "□ 达标 {mark}", "{mark} 达标", "□{mark}达标", "（{mark}）达标"]
)
def test_a_mark_before_or_after_the_label_is_a_tick(
    place: str, mark: str, make_word: Make, read: Read
) -> None:
    others = [f"□ {label}" for label in LABELS[1:]]
    entry = read(edited(make_word(), lines(place.format(mark=mark), *others)), "表.docx")
    assert entry["values"][RATING] == "met"
    assert rules(entry).count("mark-differs") == 0


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("□达标 √ □基本达标 □未达标 □不适用", "met"),
        ("□达标 □基本达标√ □未达标 □不适用", "basic"),
        ("□达标 √基本达标 □未达标 □不适用", "basic"),
        ("达标√ 基本达标 未达标 不适用", "met"),
        ("√达标 □基本达标 □未达标 □不适用", "met"),
        ("□达标 □基本达标 □未达标 ☑不适用", "na"),
        ("□达标 □基本达标 □未达标 □不适用 √", "na"),
        ("[√]达标 [ ]基本达标 [ ]未达标 [ ]不适用", "met"),
        ("□达标×□基本达标×□未达标×√不适用", "na"),
        ("V达标 □基本达标 □未达标 □不适用", "met"),
        ("达标", "met"),
        ("基本达标", "basic"),
        ("√", ""),
        ("合格", ""),
        ("□达标 □基本达标 □未达标 □不适用 未达标", "unmet"),
        ("☑达标 ☑基本达标 □未达标 □不适用", ""),
        ("□达标 ×基本达标 □未达标 □不适用", ""),
        ("达标 基本达标", ""),
        ("□达标 □基本达标 □未达标 □不适用", ""),
    ],
)
def test_options_on_one_line(line: str, state: str, make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(), lines(line)), "表.docx")
    assert entry["values"].get(RATING, "") == state
    if not state and line.count("□") < len(LABELS):
        told = [d for d in entry["doubts"] if d["field"] == RATING and d["rule"] != "required"]
        assert told, "what is unclear is doubted"
        assert any(word in d["message"] for d in told for word in (line, "达标、基本达标"))


def test_a_box_on_a_line_of_its_own_is_the_label_below(make_word: Make, read: Read) -> None:
    own = lines("□", "达标", "☑", "基本达标", "□", "未达标", "□", "不适用")
    assert read(edited(make_word(), own), "表.docx")["values"][RATING] == "basic"


@pytest.mark.parametrize(
    "picture",
    [
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="FC"/></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>ü</w:t></w:r>',
        '<w:r><w:sym w:font="Segoe UI Symbol" w:char="2611"/></w:r>',
        "<w:r><w:t>\uf052</w:t></w:r>",
        '<w:r><w:rPr><w:rFonts w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fe</w:t></w:r>',
        '<w:fldSimple w:instr=" eq \\o\\ac(□,√)"/>',
    ],
)
def test_a_tick_of_a_symbol_typeface(picture: str, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        node = control(root, f"{RATING}.unmet")
        node.getparent().replace(node, element(picture))

    assert read(edited(make_word(), change), "表.docx")["values"][RATING] == "unmet"


@pytest.mark.parametrize("mark", ["√", "✓", "■"])
def test_a_tick_that_was_put_into_a_box_as_enclosed_characters(
    mark: str, make_word: Make, read: Read
) -> None:
    """带圈字符: the tick stands in the code of a field that has no result."""

    def change(root: Element) -> None:
        node = control(root, f"{RATING}.unmet")
        for xml in (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText> eq \\o\\ac(□</w:instrText></w:r>",
            f"<w:r><w:instrText>,{mark})</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ):
            node.addprevious(element(xml))
        node.getparent().remove(node)

    assert read(edited(make_word(), change), "表.docx")["values"][RATING] == "unmet"


def test_an_empty_box_of_a_symbol_typeface_is_none(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        node = control(root, f"{RATING}.unmet")
        node.getparent().replace(node, element('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'))

    assert RATING not in read(edited(make_word(), change), "表.docx")["values"]


def test_a_picture_that_an_editor_changed_counts_without_the_flag(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        next(control(root, f"{RATING}.basic").iter(f"{W}t")).text = CHECKED

    assert read(edited(make_word(), change), "表.docx")["values"][RATING] == "basic"


def test_a_flag_without_the_picture_counts_and_is_doubted(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        flag = control(root, f"{RATING}.basic").find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
        flag.set(f"{W14}val", "1")

    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"][RATING] == "basic"
    assert "mark-differs" in rules(entry)


def test_a_flag_and_a_mark_elsewhere_are_doubted_and_what_is_seen_counts(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        next(control(root, f"{RATING}.met").iter(f"{W}t")).text = "□"
        last = cell(root, "6.1.1", COLUMN)[-1]
        next(t for t in last.iter(f"{W}t") if "不适用" in t.text).text += "√"

    entry = read(edited(make_word(answers={RATING: "met"}), change), "表.docx")
    assert entry["values"][RATING] == "na"
    assert "存的是“达标”，看上去勾选的是“不适用”" in entry["doubts"][0]["message"]


@pytest.mark.parametrize("kept", [True, False], ids=["with controls", "without controls"])
def test_two_ticks_are_no_answer_and_both_are_told(kept: bool, make_word: Make, read: Read) -> None:
    data = edited(make_word(answers={RATING: "met"}), lambda root: tick(control(root, f"{RATING}.unmet")))
    entry = read(data if kept else edited(data, without_controls), "表.docx")
    assert RATING not in entry["values"]
    (doubt,) = [d for d in entry["doubts"] if d["rule"] == "mark-differs"]
    assert "达标、未达标" in doubt["message"]


def test_a_remark_in_the_cell_is_told(make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(), lines("☑达标（见附件）", "□基本达标", "□未达标", "□不适用")), "表.docx")
    assert entry["values"][RATING] == "met"
    assert any(d["rule"] == "word-remark" and "见附件" in d["message"] for d in entry["doubts"])


def test_a_picture_over_the_boxes_is_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        cell(root, "6.1.1", COLUMN)[-1].append(element("<w:r><w:drawing/></w:r>"))

    entry = read(edited(make_word(), change), "表.docx")
    assert ("word-picture", RATING) in [(d["rule"], d["field"]) for d in entry["doubts"]]


def test_a_picture_elsewhere_is_told_too(make_word: Make, read: Read) -> None:
    """A seal, or ink that floats over the boxes and belongs to another paragraph."""

    def change(root: Element) -> None:
        root[0].insert(0, element("<w:p><w:r><w:pict/></w:r></w:p>"))

    (told,) = [
        d["message"] for d in read(edited(make_word(), change), "表.docx")["doubts"] if d["scope"] == "read"
    ]
    assert "1 处图片、图章或手写笔迹" in told


def test_legacy_check_boxes_count_by_their_place(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        for state, on in (("met", 0), ("basic", 1), ("unmet", 0), ("na", 0)):
            node = control(root, f"{RATING}.{state}")
            box = element(
                '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>'
                f'<w:default w:val="{on}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
            )
            code = element("<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>")
            end = element('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
            for piece in (box, code, end):
                node.addprevious(piece)
            node.getparent().remove(node)

    assert read(edited(make_word(), change), "表.docx")["values"][RATING] == "basic"


def test_the_type_of_an_application_is_marked_in_the_same_ways(make_word: Make, read: Read) -> None:
    whole = make_word("application", {"type": "villages", "legal-person": "yes", "chair-kind": "part-time"})
    for data in (whole, edited(whole, without_controls)):
        values = read(data, "表.docx")["values"]
        assert (values["type"], values["legal-person"], values["chair-kind"]) == (
            "villages",
            "yes",
            "part-time",
        )

    def only_the_label(root: Element) -> None:
        place = next(
            c
            for c in root.iter(f"{W}tc")
            if any(
                True for _ in [n for n in c.iter(f"{W}tag") if n.get(f"{W}val").startswith("legal-person.")]
            )
        )
        assert "有" in text_of(place)
        retyped(place, "无")

    assert read(edited(make_word("application"), only_the_label), "表.docx")["values"]["legal-person"] == "no"
    again = edited(make_word("application"), entered({"legal-person": "no"}))
    assert read(again, "表.docx")["values"]["legal-person"] == "no"
