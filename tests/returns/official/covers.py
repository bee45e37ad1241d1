"""Covers and lines outside of tables, as official forms have them: seventeen ways to print a blank.

Each says what its lines look like when they are filled, which was written down before there was a program.
A line is written as its runs: ``_`` before a run underlines it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.text.paragraph import Paragraph

TITLE = "某某省模范职工之家申报表"
HEAD = """\
表: application
文件: 官方申报表.docx
标题: 某某省模范职工之家申报表
栏:
"""
TABLE = "  - {格子: 工会名称, 填: union-name}\n"

Lines = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Cover:
    """Lines before the table and behind it, the mapping's lines, answers, and the filled lines."""

    mapping: str
    filled: tuple[str, ...]
    before: Lines = ()
    behind: Lines = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    change: Callable[[Document], object] | None = None
    underlined: tuple[str, ...] = ()

    def blank(self) -> bytes:
        """The document as it was issued."""
        return document(self.before, self.behind, self.change)

    def text(self) -> str:
        """The mapping file."""
        return HEAD + self.mapping + TABLE


def document(before: Lines, behind: Lines = (), change: Callable[[Document], object] | None = None) -> bytes:
    """A cover, a small table, and lines behind it."""
    made = docx.Document()
    made.add_paragraph(TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for runs in before:
        line(made, runs)
    table = made.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text = "工会名称"
    for runs in behind:
        line(made, runs)
    made.add_paragraph("注：本表一式三份。")
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def line(made: Document, runs: Sequence[str]) -> Paragraph:
    """A paragraph of these runs."""
    paragraph = made.add_paragraph()
    for text in runs:
        plain = text.removeprefix("_")
        paragraph.add_run(plain).underline = True if plain != text else None
    return paragraph


def at(made: Document, words: str) -> Paragraph:
    """The paragraph with these words."""
    return next(p for p in made.paragraphs if words in p.text)


def _leader(made: Document) -> None:
    stops = at(made, "申报单位").paragraph_format.tab_stops
    stops.add_tab_stop(Cm(12), leader=WD_TAB_LEADER.LINES)


def _numbered(made: Document) -> None:
    for words in ("申报单位", "申报日期"):
        at(made, words).style = made.styles["List Number"]


def _controlled(made: Document) -> None:
    run = at(made, "申报单位").runs[1]._r
    box = parse_xml(
        f'<w:sdt xmlns:w="{run.nsmap["w"]}"><w:sdtPr><w:tag w:val="danwei"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    run.addprevious(box)
    box[1].append(run)


UNIT = "  - {格子: 申报单位, 填: report-unit}\n"
DATE = "  - {格子: 申报日期, 填: fill-date}\n"
BOTH = {"report-unit": "甲县总工会", "fill-date": "2026年5月1日"}

GUIDE = """\
  - {格子: 申报单位, 第几处: 1, 填: report-unit}
  - {格子: 申报日期, 填: fill-date}
  # 一行里有两个栏名
  - {格子: 填表人, 填: contact}
  - {格子: 联系电话, 填: phone}
  # 一个栏名后面有两处空白
  - {格子: 现有职工, 填: [employees, members]}
"""

COVERS: dict[str, Cover] = {
    "the guide's": Cover(
        before=[["申报单位：", "_　　　　　　　　"], ["申报日期：　　　年　　月　　日"]],
        behind=[
            ["填表人：　　　　　联系电话：　　　　　　　　"],
            ["现有职工：　　　　人，其中会员　　　　人。"],
            ["申报单位（盖章）"],
            ["申报单位：　　　　　　"],
        ],
        mapping=GUIDE,
        answers={**BOTH, "contact": "张三", "phone": "12345", "employees": "120"},
        filled=(
            "申报单位：甲县总工会　　　",
            "申报日期：2026　年5　月1　日",
            "填表人：张三　　　联系电话：12345　　　　　",
            "现有职工：120　　人，其中会员　　　　人。",
        ),
        underlined=("甲县总工会　　　",),
    ),
    "underlined spaces": Cover(
        before=[
            ["申报单位：", "_　　　　　　　　"],
            ["申报日期：", "_　　", "年", "_　　", "月", "_　　", "日"],
        ],
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会　　　", "申报日期：2026年5　月1　日"),
        underlined=("甲县总工会　　　", "2026", "5　", "1　"),
    ),
    "underscores": Cover(
        before=[["申报单位：____________________"], ["申报日期：____年__月__日"]],
        mapping="  - {格子: 申报单位：, 填: report-unit, 位置: 内}\n" + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会__________", "申报日期：2026年5_月1_日"),
    ),
    "wide underscores before a seal": Cover(
        before=[["申报单位（盖章）：＿＿＿＿＿＿＿＿（公章）"]],
        mapping="  - {格子: 申报单位（盖章）, 填: report-unit}\n",
        answers={"report-unit": "甲县总工会"},
        filled=("申报单位（盖章）：甲县总工会＿＿＿（公章）",),
    ),
    "an underlined tabulator": Cover(
        before=[["申报单位：", "_\t"], ["申报日期：", "_\t\t\t\t"]],
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会\t", "申报日期：2026年5月1日\t"),
        underlined=("甲县总工会\t", "2026年5月1日\t"),
    ),
    "a tabulator with a leader": Cover(
        before=[["申报单位：\t"], ["申报日期：　　　年　　月　　日"]],
        change=_leader,
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会\t", "申报日期：2026　年5　月1　日"),
    ),
    "two labels in a line": Cover(
        before=[["　　填表人：　　　　　联系电话：　　　　　　　　"]],
        mapping="  - {格子: 填表人, 填: contact}\n  - {格子: 联系电话, 填: phone}\n",
        answers={"contact": "张三", "phone": "0371-65900001"},
        filled=("　　填表人：张三　　　联系电话：0371-65900001　",),
    ),
    "two labels in a line, of which one is ours": Cover(
        behind=[["经办人：　　　　　", "联系电话：", "_            "]],
        mapping="  - {格子: 联系电话, 填: phone}\n",
        answers={"phone": "12345"},
        filled=("经办人：　　　　　联系电话：12345  ",),
        underlined=("12345  ",),
    ),
    "a year that is begun": Cover(
        before=[["申报日期：20____年____月____日"], ["任期：自二〇", "_　　", "年", "_　　", "月起"]],
        mapping=DATE + "  - {格子: 任期, 填: term-from}\n",
        answers={"fill-date": "2026年5月1日", "term-from": "2024年3月"},
        filled=("申报日期：2026年5月1日", "任期：自2024年3月起"),
    ),
    "several blanks of a label": Cover(
        before=[["现有职工：　　　　人，其中会员　　　　人。"]],
        mapping="  - {格子: 现有职工, 填: [employees, members]}\n",
        answers={"employees": "1200", "members": "98"},
        filled=("现有职工：1200　　人，其中会员98　　　人。",),
    ),
    "no blank at all": Cover(
        before=[["申报单位："], ["填表人： 联系电话："]],
        mapping=UNIT + "  - {格子: 填表人, 填: contact}\n  - {格子: 联系电话, 填: phone}\n",
        answers={"report-unit": "甲县总工会", "contact": "张三", "phone": "12345"},
        filled=("申报单位：甲县总工会", "填表人：张三 联系电话：12345"),
    ),
    "a label over several runs, with blanks": Cover(
        before=[["申 报", " 单 ", "位:", "_          "], ["申　报　日　期 :", "_　　　　　　　　"]],
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申 报 单 位:甲县总工会", "申　报　日　期 :2026年5月1日　　"),
        underlined=("甲县总工会", "2026年5月1日　　"),
    ),
    "numbered lines": Cover(
        before=[["申报单位：", "_　　　　　　　　"], ["（一）申报日期：____________"]],
        change=_numbered,
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会　　　", "（一）申报日期：2026年5月1日"),
        underlined=("甲县总工会　　　",),
    ),
    "choices": Cover(
        before=[["一、法人资格：□有　□无（打√）"], ["二、任职情况：专职（　）兼职（　）"]],
        mapping="  - {格子: 法人资格, 填: legal-person}\n  - {格子: 任职情况, 填: chair-kind}\n",
        answers={"legal-person": "no", "chair-kind": "full-time"},
        filled=("一、法人资格：□有　☑无（打√）", "二、任职情况：专职（√）兼职（　）"),
    ),
    "a date alone, and a label twice": Cover(
        before=[["申报单位：", "_　　　　　　　　"], ["　　　　年　　月　　日"]],
        behind=[["申报单位：（盖章）　　　　　　"]],
        mapping="  - {格子: 申报单位, 第几处: 2, 填: unit-name}\n"
        "  - {格子: 申报单位, 第几处: 1, 填: report-unit}\n"
        "  - {格子: 年　月　日, 填: fill-date}\n",
        answers={**BOTH, "unit-name": "甲公司"},
        filled=("申报单位：甲县总工会　　　", "2026　　年5　月1　日", "申报单位：（盖章）甲公司　　　"),
        underlined=("甲县总工会　　　",),
    ),
    "two lines in a paragraph": Cover(
        before=[["申报单位：", "_　　　　　　", "\n申报日期：", "_　　　　　　　"]],
        mapping=UNIT + DATE,
        answers=BOTH,
        filled=("申报单位：甲县总工会　\n申报日期：2026年5月1日　",),
        underlined=("甲县总工会　", "2026年5月1日　"),
    ),
    "a blank in a control": Cover(
        before=[["申报单位：", "_　　　　　　　　", "（盖章）"]],
        change=_controlled,
        mapping=UNIT,
        answers={"report-unit": "甲县总工会"},
        filled=("申报单位：甲县总工会　　　（盖章）",),
    ),
}
