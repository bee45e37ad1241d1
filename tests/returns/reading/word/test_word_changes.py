"""What people do to the tables of a Word form: the place tells the answer, or a doubt says what it cannot."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree  # type: ignore[import-untyped]

from generator.forms import Form, render_word
from generator.model import Corpus
from tests.returns.conftest import UNIT, Make, Read, rules
from tests.returns.reading.word.edits import (
    Element,
    W,
    cell,
    cells,
    control,
    edited,
    element,
    entered,
    item_row,
    retyped,
    rows,
    run,
    text_of,
    type_into,
    unwrapped,
    without_controls,
)
from tests.returns.reading.word.test_word_answers import WORDS

ANSWERS = UNIT | WORDS
NUMBER, TEXT, RATING, FACTS, EVIDENCE, REVIEW = range(6)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

Doubts = list[tuple[str, str]]


def doubts(entry: dict[str, object]) -> Doubts:
    """The doubts that come from the file itself: code and message."""
    found = entry["doubts"]
    assert isinstance(found, list)
    return [(d["rule"], d["message"]) for d in found if d["scope"] == "read"]


@pytest.fixture(params=[True, False], ids=["with controls", "without controls"])
def whole(request: pytest.FixtureRequest, make_word: Make) -> bytes:
    """A form that is filled in, as its controls hold it, and as it looks without them."""
    data = make_word(answers=WORDS)
    return data if request.param else edited(data, without_controls)


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
    blank = etree.fromstring(_document(make_word()))

    def change(root: Element) -> None:
        item_row(root, "6.1.2").addprevious(copy.deepcopy(item_row(blank, "6.1.2")))

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert "word-twice" in rules(entry)


def _document(data: bytes) -> bytes:
    from tests.returns.reading.word.edits import MAIN, parts

    return parts(data)[MAIN]


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
    if "sdt" in str(_document(whole)):
        assert entry["values"] == {**ANSWERS, **answers}


def test_a_word_in_the_rating_cell_is_not_the_label_of_the_total(whole: bytes, read: Read) -> None:
    entry = read(edited(whole, lambda root: retyped(cell(root, "6.1.1", RATING), "达标")), "表.docx")
    assert entry["values"] == ANSWERS


# --- controls -------------------------------------------------------------------------------------


def _around(node: Element, tag: str) -> Element:
    """A control with a tag around an element."""
    outer = element(
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="7"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    node.addprevious(outer)
    outer[1].append(node)
    return outer


def _place(root: Element, tag: str, level: str) -> None:
    """Put the control with ``tag`` around its run, paragraph, cell, row or table."""
    node = control(root, tag)
    content = node.find(f"{W}sdtContent")[0]
    unwrapped(node)
    if level == "run":
        _around(content, tag)
    else:
        _around(next(content.iterancestors(f"{W}{level}")), tag)


@pytest.mark.parametrize("level", ["run", "p", "tc", "tr", "tbl"])
@pytest.mark.parametrize("tag", ["item-6-1-2-facts", "continuation", "self-conclusion"])
def test_a_control_stands_around_whatever_it_likes(level: str, tag: str, make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(answers=WORDS), lambda root: _place(root, tag, level)), "表.docx")
    assert entry["values"] == ANSWERS
    assert doubts(entry) == []


def test_a_control_within_a_control_and_a_picture_in_it(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        node = _around(control(root, "phone"), "phone")
        _around(node, "phone")
        control(root, "employees").find(f"{W}sdtContent").append(element("<w:r><w:drawing/></w:r>"))

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-picture"]


def test_a_deleted_control_leaves_the_words_typed_into_its_cell(make_word: Make, read: Read) -> None:
    entry = read(
        edited(make_word(), lambda root: retyped(cell(root, "6.1.1", FACTS), "第一行", "第二行")), "表.docx"
    )
    assert entry["values"]["item-6-1-1-facts"] == "第一行\n第二行"
    assert doubts(entry) == []


def test_words_typed_beside_an_empty_control_are_the_answer(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        control(root, "filled-by").addnext(run("赵六"))

    entry = read(edited(make_word(answers={"filled-by": ""}), change), "表.docx")
    assert entry["values"]["filled-by"] == "赵六"


def test_words_within_and_beside_a_control_are_taken_together_and_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        control(root, "filled-by").addnext(run("（代）"))

    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"]["filled-by"] == "王五（代）"
    assert any(rule == "word-beside" and "王五" in message for rule, message in doubts(entry))


def test_controls_that_changed_places_are_told_and_the_place_counts(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        one, other = control(root, "filled-by"), control(root, "phone")
        place, at = other.getparent(), other.getparent().index(other)
        one.addprevious(other)
        place.insert(at, one)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert (entry["values"]["filled-by"], entry["values"]["phone"]) == ("0371-65500001", "王五")
    assert [rule for rule, _ in doubts(entry)].count("word-elsewhere") == 2


def test_answers_of_a_table_that_is_gone_are_read_by_their_controls(make_word: Make, read: Read) -> None:
    """The grid of totals was turned into lines of text."""

    def change(root: Element) -> None:
        row = next(r for r in rows(root) if "条目总数" in [text_of(c) for c in cells(r)])
        table = row.getparent()
        for paragraph in list(table.iter(f"{W}p")):
            table.addprevious(paragraph)
        table.getparent().remove(table)

    answers = {**WORDS, "total-met": "12"}
    entry = read(edited(make_word(answers=answers), change), "表.docx")
    assert entry["values"] == UNIT | answers
    assert {rule for rule, _ in doubts(entry)} == {"word-by-tag", "word-outside"}


@pytest.mark.parametrize("flag", [True, False], ids=["flag", "no flag"])
@pytest.mark.parametrize(
    ("shown", "answer", "doubted"),
    [
        ("　　　　", "", False),
        ("单击或点击此处输入文字。", "", False),
        ("点击此处输入", "", False),
        ("Click or tap here to enter text.", "", False),
        ("点击此处输入张三", "张三", True),
        ("　　张三　　", "张三", False),
        ("张三", "张三", False),
    ],
)
def test_a_placeholder_is_no_answer(
    shown: str, answer: str, doubted: bool, flag: bool, make_word: Make, read: Read
) -> None:
    def change(root: Element) -> None:
        node = control(root, "filled-by")
        type_into(node, shown)
        if flag:
            node.find(f"{W}sdtPr").append(element("<w:showingPlcHdr/>"))

    entry = read(edited(make_word(answers={"filled-by": ""}), change), "表.docx")
    assert entry["values"].get("filled-by", "") == answer
    assert [rule for rule, _ in doubts(entry)] == (["word-placeholder"] if doubted else [])


def test_what_is_printed_beside_an_answer_is_none_of_it(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        without_controls(root)
        for tag, text in (("职工数", "320"), ("会员数", "310 人"), ("入会率", "95 %")):
            place = next(c for c in root.iter(f"{W}tc") if text_of(c) == tag)
            retyped(next(place.itersiblings()), text)

    values = read(edited(make_word(), change), "表.docx")["values"]
    assert (values["employees"], values["members"], values["membership-rate"]) == ("320", "310", "95 %")


def test_a_prompt_that_was_filled_in_is_an_answer(make_word: Make, read: Read) -> None:
    """请写明：职工　　　　人，会员　　　　人, with numbers written into its blanks."""
    prompted = "6.1.4"

    def change(root: Element) -> None:
        place = cell(root, prompted, FACTS)
        text = next(t for t in place.iter(f"{W}t") if "请写明" in (t.text or ""))
        text.text = "请写明：职工　320　人，会员　310　人"

    name = "item-6-1-4-facts"
    blank = make_word()
    assert name not in read(blank, "表.docx")["values"]
    assert read(edited(blank, change), "表.docx")["values"][name] == "请写明：职工　320　人，会员　310　人"


def test_words_written_outside_of_the_tables_are_told(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        root[0].insert(len(root[0]) - 1, element("<w:p><w:r><w:t>另：本村正在筹建职工书屋</w:t></w:r></w:p>"))

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-outside"]
    assert "职工书屋" in doubts(entry)[0][1]


def test_a_form_made_for_a_site_with_an_address_says_nothing_more(
    corpus: Corpus, forms: dict[str, Form], read: Read
) -> None:
    for form in forms.values():
        entry = read(render_word(corpus, form, site_url="https://union.example/"), "表.docx")
        assert doubts(entry) == []


def test_cells_merged_downwards_are_told(whole: bytes, read: Read) -> None:
    def change(root: Element) -> None:
        for item, value in (("6.1.2", "restart"), ("6.1.3", "continue")):
            properties = cell(root, item, FACTS).find(f"{W}tcPr")
            properties.append(element(f'<w:vMerge w:val="{value}"/>'))

    entry = read(edited(whole, change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-merged"]


def test_two_forms_in_one_file_are_refused(make_word: Make, read: Read) -> None:
    def pasted(form: str) -> Callable[[Element], None]:
        other = etree.fromstring(_document(make_word(form)))[0]

        def change(root: Element) -> None:
            body = root[0]
            for node in list(other):
                body.insert(len(body) - 1, copy.deepcopy(node))

        return change

    for form in ("checklist-villages", "checklist-townships", "application"):
        for plain in (False, True):
            data = edited(make_word(answers=WORDS), pasted(form))
            entry = read(edited(data, without_controls) if plain else data, "表.docx")
            assert entry["reason"] == "several-forms", (form, plain, entry["reason"])
