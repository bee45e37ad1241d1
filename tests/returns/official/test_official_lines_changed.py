"""Lines outside of tables that do not fit their mapping, or that people changed: told, and never guessed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from generator.errors import Finding, FindingsError
from generator.returns.official.issued import Issued, read_issued
from generator.returns.reading.official.blanks import Blank
from generator.returns.reading.official.lines import behind_labels, entered_in, gaps, places_behind
from generator.returns.reading.setup import Setup
from tests.returns.official import covers
from tests.returns.official.conftest import collecting, filler
from tests.returns.official.test_official_reading import edited, told, values

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES = [
    ["申报单位：", "_　　　　　　　　"],
    ["申报日期：　　　年　　月　　日"],
    ["填表人：　　　　　联系电话：　　　　　　　　审核人：　　　　　"],
    ["法人资格：□有　□无"],
    ["现有职工：　　　　人，其中会员　　　　人。"],
    ["上级工会意见：　　　　　　　　"],
]
MAPPING = """\
  - {格子: 申报单位, 填: report-unit}
  - {格子: 申报日期, 填: fill-date}
  - {格子: 填表人, 填: contact}
  - {格子: 联系电话, 填: phone}
  - {格子: 法人资格, 填: legal-person}
  - {格子: 现有职工, 填: [employees, members]}
"""
ANSWERS = {
    "report-unit": "甲县总工会",
    "fill-date": "2026年5月1日",
    "contact": "张三",
    "phone": "0371-1",
    "legal-person": "yes",
    "employees": "120",
    "members": "98",
    "union-name": "甲工会",
}


def issue(
    folder: Path, setup: Setup, mapping: str = MAPPING, change: Callable[[Docx], object] | None = None
) -> Issued:
    """The form with these lines."""
    (folder / "官方申报表.docx").write_bytes(covers.document(LINES, change=change))
    (folder / "表.yml").write_text(covers.HEAD + mapping + covers.TABLE, encoding="utf-8")
    return read_issued(folder / "表.yml", setup)


def box(words: str) -> BaseOxmlElement:
    """A text box."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    return parse_xml(f'<w:r xmlns:w="{W}"><w:pict>{inner}</w:pict></w:r>')


def _boxed(document: Docx) -> None:
    covers.line(document, [""])._p.append(box("推荐单位：　　　　"))


def _in_header(document: Docx) -> None:
    document.sections[0].header.paragraphs[0].text = "推荐单位：　　　　"


def _hidden(document: Docx) -> None:
    covers.line(document, ["推荐单位：　　　　"]).runs[0].font.hidden = True


def _twice(document: Docx) -> None:
    covers.line(document, ["推荐单位：　　　　"])
    covers.line(document, ["推荐单位：（盖章）　　　　"])


def _with_a_box(document: Docx) -> None:
    covers.line(document, ["推荐单位：　　　　"])._p.append(box("框"))


def _with_hidden(document: Docx) -> None:
    covers.line(document, ["推荐单位：　　　　", "暗"]).runs[1].font.hidden = True


def _printed(words: str) -> Callable[[Docx], object]:
    return lambda document: covers.line(document, [words])


UNIT = "  - {格子: 推荐单位, 填: unit-name}\n"
WRONG: dict[str, tuple[str, Callable[[Docx], object] | None, str, str]] = {
    "in a text box": (UNIT, _boxed, "official-label-missing", "文本框里有它"),
    "in the header": (UNIT, _in_header, "official-label-missing", "页眉、页脚里有它"),
    "hidden": (UNIT, _hidden, "official-label-missing", "隐藏的字里有它"),
    "nowhere": (UNIT, None, "official-label-missing", "没有“推荐单位”这个格子"),
    "twice": (UNIT, _twice, "official-label-twice", "有 2 处"),
    "a box beside the blank": (UNIT, _with_a_box, "official-unfillable", "填不了"),
    "hidden words beside the blank": (UNIT, _with_hidden, "official-unfillable", "填不了"),
    "to the right": (
        UNIT.replace("填:", "位置: 右, 填:"), _printed("推荐单位：　　　　"), "official-label-missing",
        "表格外的一行里有它",
    ),
    "half of a label": (UNIT, _printed("县推荐单位：　　　　"), "official-label-missing", "没有“推荐单位”"),
    "the beginning of a label": (
        UNIT, _printed("推荐单位名称：　　　　"), "official-label-missing", "没有“推荐单位”"
    ),
    "in a sentence": (UNIT, _printed("由推荐单位盖章。"), "official-label-missing", "没有“推荐单位”"),
    "no blank behind it": (UNIT, _printed("推荐单位"), "official-blanks", "空白不是 1 处"),
    "more fields than blanks": (
        UNIT.replace("unit-name", "[unit-name, address]"), _printed("推荐单位：　　　　"),
        "official-blanks", "空白不是 2 处",
    ),
    "one blank for two": (
        UNIT + "  - {格子: 现有职工, 填: address}\n", _printed("推荐单位：　　　　"),
        "official-cell-twice", "同一处空白",
    ),
    "a choice and another blank": (
        UNIT + "  - {格子: 任职情况, 填: chair-kind}\n",
        _printed("任职情况：□专职　□兼职　推荐单位：　　　　"), "official-option", "同一行",
    ),
    "a choice that is not printed": (
        "  - {格子: 任职情况, 填: chair-kind}\n", _printed("任职情况：□专职　□挂职"), "official-option",
        "没有印“兼职”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_lines_that_do_not_fit_are_told_with_the_line_of_the_mapping(
    case: str, setup: Setup, tmp_path: Path
) -> None:
    added, change, code, words = WRONG[case]
    with pytest.raises(FindingsError) as raised:
        issue(tmp_path, setup, MAPPING + added, change)
    found: tuple[Finding, ...] = raised.value.findings
    assert [one.code.startswith(code) for one in found] == [True], found
    assert words in found[0].message
    assert found[0].remedy
    text = (covers.HEAD + MAPPING).count("\n")
    assert found[0].place.line > text or case == "one blank for two"


def test_what_is_printed_where_an_answer_goes_is_told(setup: Setup, tmp_path: Path) -> None:
    found = issue(tmp_path, setup, MAPPING + UNIT, _printed("推荐单位：甲县"))
    assert found.printed == {"推荐单位": "甲县"}


@pytest.fixture
def issued(setup: Setup, tmp_path: Path) -> Issued:
    """The form."""
    return issue(tmp_path, setup)


def retyped(words: str, new: str) -> Callable[[Docx], None]:
    """A change of the line with these words to another text."""

    def change(document: Docx) -> None:
        covers.at(document, words).text = new

    return change


def joined(document: Docx) -> None:
    first, second = covers.at(document, "申报单位"), covers.at(document, "申报日期")
    for run in list(second._p.iter(qn("w:r"))):
        first._p.append(run)
    second._p.getparent().remove(second._p)


def broken(document: Docx) -> None:
    retyped("申报单位", "申报单位：")(document)
    new = copy.deepcopy(covers.at(document, "申报单位")._p)
    covers.at(document, "申报单位")._p.addnext(new)
    next(p for p in document.paragraphs if p._p is new).text = "甲县总工会"


def copied(document: Docx) -> None:
    found = covers.at(document, "申报单位")
    found._p.addnext(copy.deepcopy(found._p))
    found.text = "申报单位：乙县总工会"


def struck(document: Docx) -> None:
    found = covers.at(document, "申报单位")
    found.text = "申报单位："
    found.add_run("甲县总工会").font.strike = True


def hidden(document: Docx) -> None:
    found = covers.at(document, "申报单位")
    found.text = "申报单位："
    found.add_run("甲县总工会").font.hidden = True


def boxed(document: Docx) -> None:
    found = covers.at(document, "申报单位")
    found.text = "申报单位："
    found._p.append(box("甲县总工会"))


def removed(document: Docx) -> None:
    found = covers.at(document, "申报单位")
    found._p.getparent().remove(found._p)


CHANGED: dict[str, tuple[Callable[[Docx], object], dict[str, str | None], list[str]]] = {
    "a colon of half the width": (retyped("申报单位", "申报单位: 甲县总工会"), {}, []),
    "a colon lost": (retyped("申报单位", "申 报 单 位  甲县总工会"), {}, []),
    "indented": (
        retyped("申报单位", "    申报单位：甲总工会（公章）"), {"report-unit": "甲总工会（公章）"}, []
    ),
    "a date in figures": (retyped("申报日期", "申报日期：2026.5.1"), {"fill-date": "2026.5.1"}, []),
    "marks lost between labels": (retyped("填表人", "填表人 张三 联系电话 0371-1 审核人 "), {}, []),
    "a label typed over": (
        retyped("申报单位", "我单位：甲县总工会"), {"report-unit": None}, ["word-missing", "word-outside"]
    ),
    "a label made longer": (
        retyped("申报单位", "申报单位名称：甲县总工会"), {"report-unit": None}, ["official-blanks"]
    ),
    "words between labels gone": (
        retyped("填表人", "填表人：张三，0371-1"), {"contact": None, "phone": None},
        ["official-blanks", "official-blanks"],
    ),
    "labels in another order": (
        retyped("填表人", "联系电话：0371-1 填表人：张三 审核人："), {"contact": None, "phone": None},
        ["word-missing", "word-outside"],
    ),
    "units reworded": (
        retyped("现有职工", "现有职工：120名，会员98名"), {"employees": None, "members": None},
        ["official-blanks", "official-blanks"],
    ),
    "a remark behind the unit": (
        retyped("现有职工", "现有职工：120人，其中会员98人。含临时工"), {"employees": None, "members": None},
        ["official-blanks", "official-blanks"],
    ),
    "the blank of nobody": (
        retyped("填表人", "填表人：张三　联系电话：0371-1　审核人：李四"), {}, ["word-stray"]
    ),
    "a line of nobody": (retyped("上级工会意见", "上级工会意见：同意"), {}, ["word-outside"]),
    "a line more": (lambda document: document.add_paragraph("另有说明"), {}, ["word-outside"]),
    "two lines made one": (
        joined, {"report-unit": None, "fill-date": None}, ["official-blanks", "word-missing"]
    ),
    "an answer in the next line": (broken, {"report-unit": None}, ["word-outside"]),
    "a line twice": (copied, {"report-unit": "乙县总工会"}, ["word-twice"]),
    "an answer crossed out": (struck, {"report-unit": None}, ["word-struck"]),
    "a hidden answer": (hidden, {"report-unit": None}, ["word-hidden"]),
    "an answer in a text box": (boxed, {"report-unit": None}, ["word-boxes"]),
    "a line removed": (removed, {"report-unit": None}, ["word-missing"]),
    "two choices": (
        retyped("法人资格", "法人资格：☑有　☑无"), {"legal-person": None}, ["mark-differs"]
    ),
    "a choice with another colon": (retyped("法人资格", "法人资格:☑有　□无"), {}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_what_people_do_to_lines_invents_no_answer_and_is_doubted(
    case: str, issued: Issued, setup: Setup
) -> None:
    change, lost, doubts = CHANGED[case]
    data = filler(issued, setup).fill(ANSWERS).data
    entry = collecting(setup, issued)(edited(data, change))
    expected = {**ANSWERS, **lost}
    assert values(entry) == {name: text for name, text in expected.items() if text is not None}
    assert sorted(set(told(entry))) == sorted(set(doubts))


LABELS = [
    ("申报单位：　　", "申报单位", [5]),
    ("申 报 单 位 :____", "申报单位", [9]),
    ("联系电话：　　", "电话", []),
    ("一、电话：　　", "电话", [5]),
    ("姓名：　　　电话：　　　姓名：", "姓名", [3, 15]),
    ("申报单位（盖章）：　　", "申报单位", []),
    ("申报单位（盖章）：　　", "申报单位（盖章）", [9]),
    ("请申报单位填写。", "申报单位", []),
    ("　　　年　月　日", "年月日", [0]),
    ("日期：　年　月　日", "年月日", []),
]


@pytest.mark.parametrize(("text", "label", "ends"), LABELS)
def test_a_label_is_found_whole_or_not_at_all(text: str, label: str, ends: list[int]) -> None:
    assert behind_labels(text, label) == ends


GAPS = [
    ("二〇二六年　　月　　日", [(0, 11)]),
    ("日期：20　　年　月　日", [(3, 12)]),
    ("日期：2026年　月　日", [(3, 12)]),
    ("经　办　人：　　　", [(6, 9)]),
    ("共　　人", [(1, 3)]),
    ("注：本表一式三份。", []),
]


@pytest.mark.parametrize(("text", "found"), GAPS)
def test_the_blanks_of_a_line_are_told_from_blanks_within_words(
    text: str, found: list[tuple[int, int]]
) -> None:
    assert [(gap.start, gap.end) for gap in gaps(text)] == found


def test_what_is_printed_of_a_year_is_part_of_the_date() -> None:
    printed = "日期：20　　年　　月　　日"
    places = places_behind(printed, 3, 1)
    assert places is not None
    assert entered_in(printed, printed, places) == [""]
    assert entered_in("日期：2026年5月1日", printed, places) == ["2026年5月1日"]


REWORDED = [
    ("名称：____（全称）", "名称：甲（全称）", ["甲"]),
    ("名称：____（全称）", "名称：甲（乙）（全称）", ["甲（乙）"]),
    ("名称：____（全称）", "名称：甲全称", ["甲"]),
    ("名称：____（全称）", "名称：甲（不全称）", None),
    ("名称：____（全称）", "名称：甲（全称）乙", None),
    ("名称：____（全称）", "名称（新）：甲（全称）", None),
    ("名称：____（全称）", "名 称 甲 ( 全称 )", ["甲"]),
    ("电话：____，手机：____", "电话：1，手机：2，手机：3", None),
    ("电话：____，手机：____", "电话：1手机2", ["1", "2"]),
]


@pytest.mark.parametrize(("printed", "text", "answers"), REWORDED)
def test_words_that_are_printed_around_a_blank_are_all_there_or_nothing_is_read(
    printed: str, text: str, answers: list[str] | None
) -> None:
    assert entered_in(text, printed, gaps(printed)) == answers


def test_a_long_line_is_read_in_time_whatever_stands_in_it() -> None:
    printed = "共　　人，会员　　人，干部　　人，职工　　人。"
    places = [Blank(g.start, g.end) for g in gaps(printed)]
    assert entered_in("共人，会员" * 20_000 + " " * 100_000, printed, places) is None
