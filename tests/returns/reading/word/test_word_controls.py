"""What people do to the controls of a Word form, and where answers stand around them."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree  # type: ignore[import-untyped]

from generator.forms import Form, render_word
from generator.model import Corpus
from tests.returns.conftest import UNIT, Make, Read
from tests.returns.reading.word.edits import (
    Element,
    W,
    cell,
    cells,
    control,
    edited,
    element,
    retyped,
    rows,
    run,
    text_of,
    type_into,
    unwrapped,
    without_controls,
)
from tests.returns.reading.word.filled import (
    ANSWERS,
    FACTS,
    document,
    doubts,
)
from tests.returns.reading.word.test_word_answers import WORDS


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
        other = etree.fromstring(document(make_word(form)))[0]

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
