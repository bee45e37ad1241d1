"""A mapping file is held against its document: what does not fit is told with its line, and nothing done."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.cli import main
from generator.errors import Finding, FindingsError
from generator.returns.official.issued import Issued, issued_forms, read_issued
from generator.returns.reading.setup import Setup
from tests.returns.official import documents

NAME_LINE = "  - {格子: 单位名称, 填: unit-name}\n"


def findings(folder: Path, setup: Setup, mapping: str, blank: bytes | None = None) -> tuple[Finding, ...]:
    """What is found in a mapping."""
    (folder / "官方申报表.docx").write_bytes(documents.application() if blank is None else blank)
    path = folder / "表.yml"
    path.write_text(mapping, encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        read_issued(path, setup)
    return raised.value.findings


CASES = {
    "a label that is not there": (
        (NAME_LINE, "  - {格子: 单位全称, 填: unit-name}\n"), "official-label-missing", "没有“单位全称”"
    ),
    "a label that is there twice": (
        ("姓名, 第几处: 2, 填: contact}", "姓名, 填: contact}"), "official-label-twice", "有 2 处"
    ),
    "an occurrence that is not there": (
        ("第几处: 2", "第几处: 3"), "official-label-missing", "没有第 3 处"
    ),
    "a table that it is not in": (
        ("{格子: 联系电话, ", "{格子: 联系电话, 第几张表: 1, "), "official-label-missing", "第 1 张表里没有"
    ),
    "a field that the form does not have": (
        (NAME_LINE, "  - {格子: 单位名称, 填: unit-nmae}\n"), "official-field", "没有“unit-nmae”这一栏"
    ),
    "a field at two labels": (
        ("填: union-name", "填: unit-name"), "official-field-twice", "填在两处"
    ),
    "two labels for one cell": (
        (NAME_LINE, "  - {格子: 工会主席, 填: address}\n  - {格子: 工会主席, 填: region}\n"),
        "official-cell-twice", "指的是同一个格子",
    ),
    "no cell below": (
        (NAME_LINE, "  - {格子: 上级工会意见, 填: unit-name, 位置: 下}\n"),
        "official-no-cell", "下面没有可以填的格子",
    ),
    "more fields than blanks": (
        ("[employees, members]", "[employees, members, address]"), "official-blanks", "空白不是 3 处"
    ),
    "fewer fields than blanks": (
        ("[employees, members]", "employees"), "official-blanks", "空白不是 1 处"
    ),
    "a choice that is not printed": (
        ("填: legal-person}", "填: legal-person, 选项: {是: 'yes', 否: 'no'}}"),
        "official-option", "没有印“是”",
    ),
    "a state that the field does not have": (
        ("机关: public-organs", "机关: organs"), "official-option", "没有“organs”这个选项"
    ),
    "choices of a field that is none": (
        (NAME_LINE, "  - {格子: 单位名称, 填: unit-name, 选项: {甲: a}}\n"), "official-option", "不是选择题"
    ),
    "a title that is not printed": (
        ("标题: 某某省工会", "标题: 某某市工会"), "official-title", "没有“某某市工会"
    ),
    "a form that there is not": (
        ("表: application", "表: applications"), "official-form", "没有 id 叫“applications”的表"
    ),
    "a file that there is not": (
        ("文件: 官方申报表.docx", "文件: 别的.docx"), "official-file", "打不开“别的.docx”"
    ),
    "a file that was changed": (
        ("标题:", "校验码: " + "a" * 64 + "\n标题:"), "official-digest", "和写的不同"
    ),
    "a key that there is not": (
        ("位置: 下}", "方向: 下}"), "unknown-key", "方向"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_fit_is_told_with_its_line(case: str, setup: Setup, tmp_path: Path) -> None:
    (before, after), code, words = CASES[case]
    assert before in documents.MAPPING
    mapping = documents.MAPPING.replace(before, after, 1)
    found = findings(tmp_path, setup, mapping)
    (one,) = [finding for finding in found if words in finding.message]
    assert code in ("unknown-key", one.code)
    lines = zip(documents.MAPPING.splitlines(), mapping.splitlines(), strict=False)
    changed = next(number for number, (old, new) in enumerate(lines, 1) if old != new)
    # an entry of several lines is told by its first
    assert changed - 5 * ("organs" in after) <= one.place.line
    assert one.place.line <= changed + after.count("\n")
    assert one.place.file == "表.yml"
    assert one.remedy


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("有☑　无□", "official-not-blank"),
        ("有□　无□　否□", "official-option"),
        ("有□　无□（否□）", "official-option"),
        ("有　无　否", "official-option"),
        ("否　有　无", "official-option"),
        ("有　否　无", "official-doubt"),
        ("是□　否□", "official-option"),
    ],
)
def test_choices_that_could_not_be_told_in_any_copy_are_told(
    printed: str, code: str, setup: Setup, tmp_path: Path
) -> None:
    def entered(document: docx.document.Document) -> None:
        document.tables[0].rows[4].cells[1].text = printed

    found = findings(tmp_path, setup, documents.MAPPING, documents.application(entered))
    assert [one.code for one in found] == [code]
    assert found[0].place.line == documents.MAPPING[: documents.MAPPING.index("法人资格")].count("\n") + 1


def test_what_the_program_could_not_write_into_is_told_beforehand(setup: Setup, tmp_path: Path) -> None:
    def field(document: docx.document.Document) -> None:
        paragraph = document.tables[0].rows[2].cells[1].paragraphs[0]
        inner = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
        box = f'<w:pict xmlns:w="{paragraph._p.nsmap["w"]}">{inner}</w:pict>'
        paragraph.add_run()._r.append(docx.oxml.parse_xml(box))

    found = findings(tmp_path, setup, documents.MAPPING, documents.application(field))
    assert [one.code for one in found] == ["official-unfillable"]
    assert "工会名称" in found[0].message


def test_a_mapping_without_faults_names_the_fields_that_the_document_lacks(issued: Issued) -> None:
    assert "单位地址" in issued.unmapped
    assert "单位名称" not in issued.unmapped
    assert issued.official.cells[9].ordinal == 2 == issued.official.cells[9].total


def test_two_official_forms_for_one_form_are_refused(mapping: Path, setup: Setup) -> None:
    with pytest.raises(FindingsError) as raised:
        issued_forms([mapping, mapping], setup)
    assert [one.code for one in raised.value.findings] == ["official-twice"]


HEADINGS = {
    "a heading that is not there": (("表头: 情况说明", "表头: 说明"), "official-heading", "“编号、达标"),
    "a column that there is not": (("填: facts", "填: fact"), "official-field", "没有“fact”这一列"),
    "a state that there is not": (("状态: na", "状态: nope"), "official-option", "没有“nope”这个选项"),
    "a state twice": (("状态: na", "状态: met"), "official-field-twice", "写了两次"),
    "numbers under another heading": (("编号: 编号", "编号: 标准内容"), "official-unreadable", "读不了"),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_headings_of_items_are_checked_too(
    case: str, setup: Setup, issued_checklist: Issued, tmp_path: Path
) -> None:
    (before, after), code, words = HEADINGS[case]
    (tmp_path / "官方自查表.docx").write_bytes(issued_checklist.blank)
    path = tmp_path / "表.yml"
    path.write_text(documents.CHECKLIST.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        read_issued(path, setup)
    assert any(one.code == code and words in one.message for one in raised.value.findings)


def test_the_command_says_what_fits_and_what_does_not(
    root: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--root", str(root), "check", "--official"]
    assert main([*command, str(mapping)]) == 0
    said = capsys.readouterr().out
    assert "官方申报表.docx 可以用" in said
    assert "单位地址" in said
    (tmp_path / "官方申报表.docx").write_bytes(documents.application())
    wrong = tmp_path / "表.yml"
    wrong.write_text(documents.MAPPING.replace("单位名称", "单位全称"), encoding="utf-8")
    assert main([*command, str(wrong)]) == 1
    assert "表.yml:8: 文件里没有“单位全称”这个格子" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["prefill", "名册.csv", "--out", "出", "--word"], ["collect", "收件", "--out", "汇总.xlsx"]],
    ids=["prefill", "collect"],
)
def test_nothing_is_filled_or_read_by_a_mapping_that_does_not_fit(
    arguments: list[str],
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "官方申报表.docx").write_bytes(documents.application())
    (tmp_path / "名册.csv").write_text("单位名称\n甲村\n", encoding="utf-8")
    (tmp_path / "表.yml").write_text(documents.MAPPING.replace("单位名称", "单位全称"), encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    root = root.resolve()
    monkeypatch.chdir(tmp_path)
    assert main(["--root", str(root), *arguments, "--official", "表.yml"]) == 1
    assert "没有“单位全称”这个格子" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "example", [documents.MAPPING, documents.CHECKLIST], ids=["application", "checklist"]
)
def test_the_guide_shows_the_mappings_that_are_tested(example: str, root: Path) -> None:
    assert f"```yaml\n{example}```" in (root / "docs/guide/collect.md").read_text(encoding="utf-8")
