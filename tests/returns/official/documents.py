"""Official-looking forms, as a higher union issues them, made by python-docx; and their mapping files.

They are made up, and built as such forms are: merged cells, labels with blanks and line ends between their
characters, labels with colons, two pairs of label and answer in a row, a table within a cell, several
blanks in a cell, boxes before and behind what is chosen, brackets for a tick, a seal's date at the end.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from generator.returns.reading.known import KnownForm

TITLE: Final = "某某省工会规范化建设示范单位申报表"
MAPPING: Final = """\
表: application
文件: 官方申报表.docx
标题: 某某省工会规范化建设示范单位申报表
栏:
  # 同一个格子里既有栏名又有空白
  - {格子: 填报单位（盖章）, 填: report-unit, 位置: 内}
  - {格子: 填报日期, 填: fill-date}
  - {格子: 单位名称, 填: unit-name}
  - {格子: 工会名称（与公章一致）, 填: union-name}
  - 格子: 申报类别
    填: type
    选项:
      企事业单位: state-sector
      非公企业: non-public
      机关: public-organs
      联合会: federations
      乡镇街道: townships
      村社区: villages
  - {格子: 法人资格, 填: legal-person}
  # 一个格子里有两处空白
  - {格子: 职工情况, 填: [employees, members]}
  - {格子: 本届任期, 填: [term-from, term-to]}
  - {格子: 姓名, 第几处: 1, 填: chair-name}
  - {格子: 姓名, 第几处: 2, 填: contact}
  - {格子: 任职情况, 填: chair-kind}
  - {格子: 联系电话, 填: phone}
  - {格子: 电子邮箱, 填: email}
  # 栏名在上，空格在下
  - {格子: 统一社会信用代码, 填: credit-code, 位置: 下}
  - {格子: 入会率, 填: membership-rate, 位置: 下}
  - {格子: 主要事迹, 填: deeds}
  - {格子: 曾获荣誉, 填: honours}
"""
CHECKLIST_TITLE: Final = "某某省村（社区）工会规范化建设自查评分表"
CHECKLIST: Final = """\
表: checklist-villages
文件: 官方自查表.docx
标题: 某某省村（社区）工会规范化建设自查评分表
栏:
  - {格子: 单位名称, 填: unit-name}
  - {格子: 填表人, 填: filled-by}
逐条:
  编号: 编号
  栏目:
    - {表头: 达标, 填: rating, 状态: met}
    - {表头: 基本达标, 填: rating, 状态: basic}
    - {表头: 未达标, 填: rating, 状态: unmet}
    - {表头: 不适用, 填: rating, 状态: na}
    - {表头: 情况说明, 填: facts}
"""

TOGETHER: Final = """\
表: checklist-villages
文件: 官方自查表.docx
标题: 某某省村（社区）工会规范化建设自查评分表
栏:
  - {格子: 单位名称, 填: unit-name}
  - {格子: 填表人, 填: filled-by}
逐条:
  编号: 编号
  栏目:
    - {表头: 自评, 填: rating}
    - {表头: 情况说明, 填: facts}
"""

Change = Callable[[Document], object]


def application(*changes: Change) -> bytes:
    """The blank application, with whatever a test changes in it."""
    document = docx.Document()
    _titled(document, TITLE)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    add_row(table, ["填报单位（盖章）：＿＿＿＿＿＿＿＿", "<", "填报日期：", "　　年　　月　　日"])
    add_row(table, ["单 位 名 称", "", "<", "<"])
    add_row(table, ["工会名称\n（与公章一致）", "", "<", "<"])
    add_row(
        table,
        ["申报类别", "□企事业单位　□非公企业　□机关\n□联合会　□乡镇街道　□村社区（在方框里打√）", "<", "<"],
    )
    add_row(table, ["法人资格", "有□　无□", "职工\n情况", "职工　　　　人，其中会员　　　　人"])
    add_row(table, ["本届任期", "自　　年　　月至　　年　　月", "<", "<"])
    add_row(table, ["工会主席", "姓　名：", "", "<"])
    add_row(table, ["^", "任职情况", "专职（　）兼职（　）", "<"])
    contact = add_row(table, ["联\n系\n人", "姓名", "", "<"])
    contact[2].paragraphs[0].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    outer = add_row(table, ["联系方式", "", "<", "<"])[1]
    inner = outer.add_table(rows=2, cols=2)
    for row, (label, blank) in zip(inner.rows, [("联系电话", ""), ("电子邮箱：", "")], strict=True):
        row.cells[0].text, row.cells[1].text = label, blank
    add_row(table, ["统一社会信用代码", "<", "入会率", "<"])
    add_row(table, ["", "<", "　　　％", "<"])
    deeds = add_row(table, ["主\n要\n事\n迹", "", "<", "<"])[1]
    mark = deeds.paragraphs[0]._p.get_or_add_pPr()
    mark.append(docx.oxml.parse_xml(f'<w:rPr xmlns:w="{mark.nsmap["w"]}"><w:sz w:val="18"/></w:rPr>'))
    add_row(table, ["曾 获 荣 誉", "", "<", "<"])
    add_row(table, ["上级工会意见", "（盖章）\n　　年　　月　　日", "<", "<"])
    document.add_paragraph("注：本表一式三份。")
    return _saved(document, changes)


def together(form: KnownForm, texts: dict[str, str]) -> bytes:
    """A checklist with all ratings of an item in one cell, in the middle of the table."""
    document = docx.Document()
    _titled(document, CHECKLIST_TITLE)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    add_row(table, ["编 号", "自 评", "标准内容", "情况说明"])
    for item in form.items:
        add_row(table, [item, "□ 达标\n□ 基本达标\n□ 未达标\n□ 不适用", texts[item], ""])
    add_row(table, ["单位名称", "", "填表人", ""])
    document.add_paragraph("填写时在相应的格子里打√。")
    return _saved(document, ())


def checklist(form: KnownForm, texts: dict[str, str], *changes: Change) -> bytes:
    """The blank checklist: a row for each item, a column for each rating."""
    document = docx.Document()
    _titled(document, CHECKLIST_TITLE)
    head = document.add_table(rows=0, cols=4, style="Table Grid")
    add_row(head, ["单位名称", "", "填表人：", ""])
    document.add_paragraph("一、自查情况")
    table = document.add_table(rows=0, cols=7, style="Table Grid")
    add_row(table, ["编号", "标准内容", "达标", "基本达标", "未达标", "不适用", "情况说明"])
    for item in form.items:
        add_row(table, [item, texts[item], "", "", "", "", ""])
    # as Word has it: LibreOffice 7.4 loses a table that nothing follows when it saves as .doc
    document.add_paragraph("填写时在相应的格子里打√。")
    return _saved(document, changes)


def written(folder: Path) -> Path:
    """The application and its mapping file in a folder; returns the latter."""
    (folder / "官方申报表.docx").write_bytes(application())
    mapping = folder / "官方申报表.yml"
    mapping.write_text(MAPPING, encoding="utf-8")
    return mapping


def _titled(document: Document, title: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(title)
    run.font.size = Pt(20)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")


def add_row(table: Table, words: Sequence[str]) -> list[_Cell]:
    """A row with these words: ``<`` is merged into the cell before it, ``^`` into the one above."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    cells = list(row.cells)
    for number, text in enumerate(words):
        if text == "<":
            cells[number] = cells[number - 1].merge(cells[number])
            _one_paragraph(cells[number])
        elif text == "^":
            above = table.rows[-2].cells[number]
            _one_paragraph(above.merge(cells[number]))
        else:
            cells[number].text = text
    return cells


def _one_paragraph(cell: _Cell) -> None:
    """What merging leaves is one blank paragraph more for each cell."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text and len(cell.paragraphs) > 1:
            paragraph._p.getparent().remove(paragraph._p)


def _saved(document: Document, changes: Sequence[Change]) -> bytes:
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
