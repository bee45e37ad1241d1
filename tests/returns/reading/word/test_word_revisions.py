"""Tracked changes, moves, comments, text boxes, fields: what stands at the end counts, the rest is told."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from tests.returns.conftest import UNIT, Make, Read
from tests.returns.reading.word.edits import (
    Element,
    W,
    cell,
    cells,
    control,
    edited,
    element,
    item_row,
    retyped,
    run,
    tick,
    type_into,
)
from tests.returns.reading.word.filled import ANSWERS, FACTS, NUMBER, RATING, doubts
from tests.returns.reading.word.test_word_answers import WORDS

BY = 'w:id="9" w:author="王五" w:date="2026-05-20T08:00:00Z"'
NAME = "item-6-1-2-facts"


def wrapped(tag: str, *nodes: Element) -> Element:
    """A tracked change around elements; in deleted runs, text is ``w:delText``."""
    outer = element(f"<w:{tag} {BY}/>")
    outer.extend(nodes)
    if tag == "del":
        for text in list(outer.iter(f"{W}t")):
            text.tag = f"{W}delText"
    return outer


def replaced_within(root: Element) -> None:
    """The old answer deleted, the new one inserted, both within the control."""
    node = control(root, NAME)
    content = node.find(f"{W}sdtContent")
    old = list(content)
    content[:] = [wrapped("del", *old), wrapped("ins", run("新的回答"))]


def replaced_around(root: Element) -> None:
    """The old control deleted, the new words typed beside it."""
    node = control(root, NAME)
    parent, at = node.getparent(), node.getparent().index(node)
    parent.insert(at + 1, wrapped("ins", run("新的回答")))
    old = wrapped("del")
    parent.insert(at, old)
    old.append(node)


def replaced_plain(root: Element) -> None:
    place = cell(root, "6.1.2", FACTS)
    retyped(place)
    paragraph = element("<w:p/>")
    paragraph.extend([wrapped("del", run("职工320人")), wrapped("ins", run("新的回答"))])
    place.append(paragraph)


@pytest.mark.parametrize(
    "change", [replaced_within, replaced_around, replaced_plain], ids=lambda c: c.__name__
)
def test_an_answer_changed_under_tracking_is_the_new_one_and_the_old_is_told(
    change: Callable[[Element], None], make_word: Make, read: Read
) -> None:
    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == {**ANSWERS, NAME: "新的回答"}
    (message,) = [message for rule, message in doubts(entry) if rule == "word-revised"]
    assert "有修订未接受" in message
    assert "职工320人" in message


def test_an_answer_inserted_under_tracking_counts_and_is_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        content = control(root, NAME).find(f"{W}sdtContent")
        content[:] = [wrapped("ins", run("新的回答"))]

    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"] == {**UNIT, NAME: "新的回答"}
    assert [rule for rule, _ in doubts(entry)] == ["word-inserted"]


def test_a_moved_row_is_read_once_and_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        row = item_row(root, "6.1.2")
        again = copy.deepcopy(row)
        item_row(root, "6.1.4").addnext(again)
        for node, mark in ((row, "del"), (again, "ins")):
            node.find(f"{W}trPr").append(element(f"<w:{mark} {BY}/>"))
        for paragraph in row.iter(f"{W}p"):
            for each in paragraph.findall(f"{W}r"):
                each.addprevious(element(f"<w:moveFrom {BY}/>"))
                each.getprevious().append(each)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-revised"]


def test_moved_words_are_read_where_they_went(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        content = control(root, NAME).find(f"{W}sdtContent")
        moved = list(content)
        content[:] = [wrapped("moveFrom", *moved)]
        control(root, "item-6-1-3-facts").find(f"{W}sdtContent")[:] = [wrapped("moveTo", run("职工320人"))]

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert NAME not in entry["values"]
    assert entry["values"]["item-6-1-3-facts"] == "职工320人"
    assert [rule for rule, _ in doubts(entry)] == ["word-revised"]


def test_a_tick_changed_under_tracking(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        for state, on in (("met", False), ("basic", True)):
            node = control(root, f"item-6-1-1-rating.{state}")
            content = node.find(f"{W}sdtContent")
            old = list(content)
            tick(node, on=on)
            new = copy.deepcopy(old[0])
            next(old[0].iter(f"{W}t")).text = "□" if on else "☑"
            content[:] = [wrapped("del", *old), wrapped("ins", new)]

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == {**ANSWERS, "item-6-1-1-rating": "basic"}


def test_a_deleted_paragraph_mark_joins_two_lines(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", FACTS)
        retyped(place, "前一半", "后一半")
        place.find(f"{W}p").insert(0, element(f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>"))

    assert read(edited(make_word(), change), "表.docx")["values"][NAME] == "前一半后一半"


def test_a_deleted_cell_is_none(make_word: Make, read: Read) -> None:
    """An inserted column was deleted again, all of it under tracking."""

    def change(root: Element) -> None:
        for row in item_row(root, "6.1.1").getparent():
            found = cells(row)
            if len(found) == 6:
                found[0].addnext(element(f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr><w:p/></w:tc>"))

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-inserted"]


def test_comments_do_not_count_and_are_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        paragraph = cell(root, "6.1.2", FACTS).find(f"{W}p")
        paragraph.append(element('<w:commentRangeStart w:id="3"/>'))
        paragraph.append(element('<w:r><w:commentReference w:id="3"/></w:r>'))

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-comments"]


BOX = (
    "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>写在文本框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
)
BOTH = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>写在文本框里</w:t></w:r></w:p>'
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>写在文本框里</w:t>"
    "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize("box", [BOX, BOTH], ids=["old", "new and old"])
def test_words_in_a_text_box_do_not_count_and_are_told_once(box: str, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        cell(root, "6.1.2", FACTS).find(f"{W}p").append(element(box))

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    (message,) = [message for rule, message in doubts(entry) if rule == "word-boxes"]
    assert message.count("写在文本框里") == 1


def test_hidden_words_do_not_count_and_are_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        hidden = run("看不见的字")
        hidden.insert(0, element("<w:rPr><w:vanish/></w:rPr>"))
        cell(root, "6.1.2", FACTS).find(f"{W}p").append(hidden)

    entry = read(edited(make_word(answers=WORDS), change), "表.docx")
    assert entry["values"] == ANSWERS
    assert any(rule == "word-hidden" and "看不见的字" in message for rule, message in doubts(entry))


def test_an_imported_document_is_told(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        root[0].insert(0, element('<w:altChunk w:rsidR="1"/>'))

    assert [r for r, _ in doubts(read(edited(make_word(answers=WORDS), change), "表.docx"))] == [
        "word-imported"
    ]


def _field(code: str, *result: Element, ended: bool = True) -> list[Element]:
    pieces = [
        element('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        element(f"<w:r><w:instrText> {code} </w:instrText></w:r>"),
        element('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
        *result,
    ]
    return [*pieces, element('<w:r><w:fldChar w:fldCharType="end"/></w:r>')] if ended else pieces


@pytest.mark.parametrize("ended", [True, False], ids=["whole", "without end"])
def test_of_a_field_the_result_counts_and_not_the_code(ended: bool, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", FACTS)
        retyped(place, "前")
        place.find(f"{W}p").extend(_field('HYPERLINK "http://x/"', run("结果"), ended=ended))
        place.find(f"{W}p").append(run("后"))
        place.append(element("<w:p><w:r><w:t>下一行</w:t></w:r></w:p>"))

    assert read(edited(make_word(), change), "表.docx")["values"][NAME] == "前结果后\n下一行"


def test_a_legacy_text_field_counts_by_its_place(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", FACTS)
        retyped(place, "")
        place.find(f"{W}p").extend(_field("FORMTEXT", run("老式的栏")))

    assert read(edited(make_word(), change), "表.docx")["values"][NAME] == "老式的栏"


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
ONE = "<w:r><w:t>{}</w:t></w:r>"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EITHER = (
    f'<w:r><mc:AlternateContent xmlns:mc="{MARKUP}"><mc:Choice Requires="wps"><w:t>新</w:t></mc:Choice>'
    "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = (
    f"<w:r><w:ruby><w:rt>{ONE.format('yi')}</w:rt><w:rubyBase>{ONE.format('一')}</w:rubyBase></w:ruby></w:r>"
)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r>", "一\n二"),
        ("<w:r><w:t>一</w:t><w:cr/><w:t>二</w:t></w:r>", "一\n二"),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "一\t二"),
        ("<w:r><w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t></w:r>", "一-二"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>一二</w:t></w:r></w:hyperlink>', "一二"),
        ("<w:smartTag><w:r><w:t>一二</w:t></w:r></w:smartTag>", "一二"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>一二</w:t></w:r></w:fldSimple>', "一二"),
        (RUBY, "一"),
        (EITHER, "新"),
        ("<w:bookmarkStart/><w:proofErr/><w:r><w:lastRenderedPageBreak/><w:t>一</w:t></w:r>", "一"),
        (f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>95%</m:t></m:r></m:oMath>', "95%"),
    ],
)  # fmt: skip
def test_words_count_in_whatever_they_stand(xml: str, text: str, make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", FACTS)
        retyped(place, "")
        place.find(f"{W}p").extend(list(element(f"<w:p>{xml}</w:p>")))

    assert read(edited(make_word(), change), "表.docx")["values"][NAME] == text


def test_a_table_pasted_into_a_cell_is_its_text(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        place = cell(root, "6.1.2", FACTS)
        retyped(place, "见下表", "")
        table = element("<w:tbl/>")
        for line in (("年份", "次数"), ("2025", "2")):
            row = element("<w:tr/>")
            row.extend(element(f"<w:tc><w:p>{ONE.format(word)}</w:p></w:tc>") for word in line)
            table.append(row)
        place.insert(2, table)

    assert read(edited(make_word(), change), "表.docx")["values"][NAME] == "见下表\n年份\t次数\n2025\t2"


def test_a_date_or_list_control_counts_by_what_it_shows(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        node = control(root, "fill-date")
        type_into(node, "2026年6月1日")
        node.find(f"{W}sdtPr").append(element('<w:date w:fullDate="2020-01-01T00:00:00Z"/>'))

    assert read(edited(make_word(), change), "表.docx")["values"]["fill-date"] == "2026年6月1日"


def test_a_deleted_number_makes_no_other_row(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        paragraph = cell(root, "6.1.2", NUMBER).find(f"{W}p")
        text = paragraph.find(f"{W}r")
        text.addprevious(wrapped("del", run("6.1.1")))
        retyped(cell(root, "6.1.2", RATING), "☑未达标")

    assert read(edited(make_word(answers=WORDS), change), "表.docx")["values"] == ANSWERS
