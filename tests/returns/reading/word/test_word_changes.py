"""What people do to the tables of a Word form: the place tells the answer, or a doubt says what it cannot."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree  # type: ignore[import-untyped]

from tests.returns.conftest import Make, Read, rules
from tests.returns.reading.word.edits import (
    Element,
    W,
    cell,
    cells,
    edited,
    element,
    entered,
    item_row,
    retyped,
    rows,
    text_of,
    unwrapped,
    without_controls,
)
from tests.returns.reading.word.filled import (
    ANSWERS,
    EVIDENCE,
    FACTS,
    NUMBER,
    RATING,
    REVIEW,
    TEXT,
    document,
    doubts,
)
from tests.returns.reading.word.test_word_answers import WORDS

WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def typed_over_controls(root: Element) -> None:
    """Every control is deleted and the same words are typed into its cell."""
    for node in list(root.iter(f"{W}sdt")):
        unwrapped(node)


def wide_numbers(root: Element) -> None:
    for row in rows(root):
        if len(cells(row)) != 6:
            continue
        for text in cells(row)[0].iter(f"{W}t"):
            if text.text and text.text[0].isdigit():
                text.text = f" {text.text.translate(WIDE)} "


def inserted_column(root: Element) -> None:
    for row in rows(root):
        found = cells(row)
        if len(found) == 6:
            found[1].addnext(element("<w:tc><w:p/></w:tc>"))


def inserted_first_column(root: Element) -> None:
    for row in rows(root):
        found = cells(row)
        if len(found) == 6:
            found[0].addprevious(element("<w:tc><w:p/></w:tc>"))


def inserted_grid_column(root: Element) -> None:
    for row in rows(root):
        for place in cells(row):
            if text_of(place) == "职工数":
                place.addnext(element("<w:tc><w:p/></w:tc>"))


def moved_column(root: Element) -> None:
    """自评 stands behind 佐证材料."""
    for row in rows(item_row(root, "6.1.1").getparent()):
        found = cells(row)
        if len(found) == 6:
            found[EVIDENCE].addnext(found[RATING])


def split_table(root: Element) -> None:
    row = item_row(root, "6.2.1")
    table = row.getparent()
    second = etree.Element(f"{W}tbl")
    for part in ("tblPr", "tblGrid"):
        second.append(copy.deepcopy(table.find(f"{W}{part}")))
    following = [row, *row.itersiblings()]
    for each in following:
        second.append(each)
    table.addnext(second)
    table.addnext(element("<w:p/>"))


def split_with_heading(root: Element) -> None:
    split_table(root)
    first = next(t for t in root.iter(f"{W}tbl") if any(text_of(c) == "编号" for c in t.iter(f"{W}tc")))
    head = next(r for r in first.iter(f"{W}tr") if "编号" in [text_of(c) for c in cells(r)])
    item_row(root, "6.2.1").addprevious(copy.deepcopy(head))


def in_a_bigger_table(root: Element) -> None:
    """The whole table of items pasted into a cell of another table."""
    table = item_row(root, "6.1.1").getparent()
    outer = element("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    table.addprevious(outer)
    outer[0][0].insert(0, table)


CHANGES = [
    typed_over_controls,
    wide_numbers,
    inserted_column,
    inserted_first_column,
    inserted_grid_column,
    moved_column,
    split_table,
    split_with_heading,
    in_a_bigger_table,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_what_is_still_clear_is_read_whole(
    change: Callable[[Element], None], whole: bytes, read: Read
) -> None:
    entry = read(edited(whole, change), "表.docx")
    assert entry["status"] == "accepted", entry["message"]
    assert entry["values"] == ANSWERS
    assert doubts(entry) == []


def test_rows_taken_for_one_another_are_not(whole: bytes, read: Read) -> None:
    """Rows in another order: the number tells."""

    def change(root: Element) -> None:
        item_row(root, "6.2.1").addnext(item_row(root, "6.1.1"))

    assert read(edited(whole, change), "表.docx")["values"] == ANSWERS


def test_text_in_an_inserted_column_is_told(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        inserted_column(root)
        retyped(cell(root, "6.1.1", 2), "已核对")

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert any(rule == "word-stray" and "已核对" in message for rule, message in doubts(entry))


def test_text_for_the_upper_union_is_told_and_not_read(whole: bytes, read: Read) -> None:
    entry = read(edited(whole, lambda root: retyped(cell(root, "6.1.1", REVIEW), "同意")), "表.docx")
    assert entry["values"] == ANSWERS
    assert any(rule == "word-stray" and "同意" in message for rule, message in doubts(entry))


def test_a_copied_row_with_other_words_is_told_with_both(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        row = item_row(root, "6.1.2")
        again = copy.deepcopy(row)
        row.addnext(again)
        retyped(cells(again)[FACTS], "另一段话")

    entry = read(edited(whole, change), "表.docx")
    told = [m for rule, m in doubts(entry) if rule == "word-twice"]
    assert len(told) == 1
    assert "另一段话" in told[0]
    assert "职工320人" in told[0]
    assert entry["values"] == ANSWERS


def test_a_copied_row_with_another_rating_has_no_rating(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        row = item_row(root, "6.1.2")
        again = copy.deepcopy(row)
        row.addnext(again)
        retyped(cells(again)[RATING], "☑达标")

    entry = read(edited(whole, change), "表.docx")
    assert "item-6-1-2-rating" not in entry["values"]
    assert any(rule == "word-twice" and "未达标”“达标" in message for rule, message in doubts(entry))


def test_a_copied_row_that_is_blank_takes_nothing_away(make_word: Make, whole: bytes, read: Read) -> None:
    blank = etree.fromstring(document(make_word()))

    def change(root: Element) -> None:
        item_row(root, "6.1.2").addprevious(copy.deepcopy(item_row(blank, "6.1.2")))

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert "word-twice" in rules(entry)


def test_a_deleted_row_is_told_and_the_others_are_read(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        row = item_row(root, "6.1.1")
        row.getparent().remove(row)

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == {k: v for k, v in ANSWERS.items() if not k.startswith("item-6-1-1-")}
    assert any(rule == "word-missing" and "3" in message for rule, message in doubts(entry))


def test_half_a_table_is_refused(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        for row in [row for row in rows(root) if text_of(cells(row)[0])[:2] in ("6.", "二、")][:12]:
            row.getparent().remove(row)

    entry = read(edited(whole, change), "表.docx")
    assert (entry["status"], entry["reason"]) == ("rejected", "fields-removed")


def test_a_form_without_tables_and_controls_is_refused_and_not_blank(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        without_controls(root)
        for table in list(root.iter(f"{W}tbl")):
            table.getparent().remove(table)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert (entry["status"], entry["reason"]) == ("rejected", "fields-removed")
    assert "重新下载空白表" in entry["message"]


@pytest.mark.parametrize("number", ["", "第二条", "6.1.1", "6.9.9"])
def test_a_number_typed_over_is_told_by_the_controls(number: str, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        retyped(cell(root, "6.1.2", NUMBER), number)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert any(rule == "word-row" and "6.1.2" in message for rule, message in doubts(entry))


@pytest.mark.parametrize("number", ["", "第二条"])
def test_a_number_typed_over_is_told_by_its_neighbours(number: str, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        without_controls(root)
        retyped(cell(root, "6.1.2", NUMBER), number)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert any(rule == "word-row" for rule, message in doubts(entry))


def test_numbers_that_changed_places_count_and_are_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        without_controls(root)
        retyped(cell(root, "6.1.1", NUMBER), "x")
        retyped(cell(root, "6.1.2", NUMBER), "6.1.1")
        retyped(cell(root, "x", NUMBER), "6.1.2")

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"]["item-6-1-1-rating"] == "unmet"
    assert [rule for rule, _ in doubts(entry)] == ["word-text"]


def test_rows_that_changed_places_are_read_by_their_labels_and_told(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        by_label = {text_of(c): row for row in rows(root) for c in cells(row)}
        by_label["填表人"].addnext(by_label["单位名称"])

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-order"]


def test_a_row_copied_over_another_is_read_by_its_number_and_told(make_word: Make, read: Read) -> None:
    """Somebody copied 6.1.2 over 6.1.3 and wrote the other's number and text into it."""

    def change(root: Element) -> None:
        again = copy.deepcopy(item_row(root, "6.1.2"))
        old = item_row(root, "6.1.3")
        retyped(cells(again)[NUMBER], "6.1.3")
        retyped(cells(again)[TEXT], text_of(cells(old)[TEXT].find(f"{W}p")))
        old.getparent().replace(old, again)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == {
        **ANSWERS,
        "item-6-1-3-rating": "unmet",
        "item-6-1-3-facts": "职工320人\n会员310人",
    }
    told = [(d["rule"], d["field"]) for d in entry["doubts"] if d["scope"] == "read"]
    assert ("word-place", "item-6-1-3-facts") in told
    assert ("word-place", "item-6-1-3-rating") in told


def test_a_cell_that_one_row_has_too_many_shifts_nothing(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", RATING)
        place.addnext(copy.deepcopy(place))

    assert read(edited(whole, change), "表.docx")["values"] == ANSWERS


@pytest.mark.parametrize("lost", [NUMBER, TEXT, FACTS, EVIDENCE, REVIEW])
def test_a_row_that_lost_a_cell_and_got_another_gives_no_answer_to_the_wrong_column(
    lost: int, whole: bytes, read: Read
) -> None:
    def change(root: Element) -> None:
        row = item_row(root, "6.1.2")
        place = cells(row)[RATING]
        row.remove(cells(row)[lost])
        place.addnext(copy.deepcopy(place))

    entry = read(edited(whole, change), "表.docx")
    wrong = {k: v for k, v in entry["values"].items() if ANSWERS.get(k) != v}
    assert wrong == {}
    gone = ANSWERS.keys() - entry["values"].keys()
    assert all(name.startswith("item-6-1-2-") for name in gone)
    assert not gone or {"word-missing", "word-stray", "word-row"} & set(rules(entry))


def test_a_label_that_stands_twice_is_no_answer(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        without_controls(root)
        place = next(c for c in root.iter(f"{W}tc") if text_of(c) == "达标")
        place.addnext(copy.deepcopy(place))

    entry = read(edited(make_word(answers={"total-met": "12"}), change), "表.docx")
    assert entry["values"]["total-met"] == "12"


@pytest.mark.parametrize("label", ["单位名称", "职工数", "填表人", "自评结论", "达标"])
def test_a_label_typed_over_is_told_by_the_others(label: str, whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        place = next(c for c in root.iter(f"{W}tc") if text_of(c) == label)
        retyped(place, "别的字")

    assert read(edited(whole, change), "表.docx")["values"] == ANSWERS


@pytest.mark.parametrize("label", ["单位名称", "工会名称", "填表人"])
def test_words_behind_a_label_or_over_it_are_told(label: str, make_word: Make, read: Read) -> None:
    """People write ``单位名称：某某公司`` into the cell of the label and leave the one beside it blank."""
    written = f"{label}：写在前一格的"

    def change(root: Element) -> None:
        retyped(next(c for c in root.iter(f"{W}tc") if text_of(c) == label), written)

    entry = read(edited(make_word(), change), "表.docx")
    assert written in next(d["message"] for d in entry["doubts"] if d["rule"] == "word-stray")


@pytest.mark.parametrize("heading", ["编号", "自评", "佐证材料"])
def test_a_heading_typed_over_is_told_by_the_others(heading: str, whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        place = next(c for c in root.iter(f"{W}tc") if text_of(c) == heading)
        retyped(place, "别的字")

    assert read(edited(whole, change), "表.docx")["values"] == ANSWERS


def test_a_lost_heading_row_is_told(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        row = next(r for r in rows(root) if "编号" in [text_of(c) for c in cells(r)])
        row.getparent().remove(row)

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert "word-heading" in rules(entry)


def test_an_answer_that_reads_as_a_label_moves_nothing(whole: bytes, read: Read) -> None:
    answers = {"self-conclusion": "达标", "unit-name": "职工数", "item-6-1-1-evidence": "6.1.2"}
    entry = read(edited(whole, entered(answers)), "表.docx")
    if "sdt" in str(document(whole)):
        assert entry["values"] == {**ANSWERS, **answers}


def test_a_word_in_the_rating_cell_is_not_the_label_of_the_total(whole: bytes, read: Read) -> None:
    entry = read(edited(whole, lambda root: retyped(cell(root, "6.1.1", RATING), "达标")), "表.docx")
    assert entry["values"] == ANSWERS
