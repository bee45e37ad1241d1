"""CSV in: what came on paper, who was expected, and whose data goes into the forms."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
import yaml

from generator.check import check
from generator.cli import main
from generator.errors import UsageError
from generator.forms import fill
from generator.model import Corpus
from generator.project import open_project
from generator.returns.collect import Options, collect
from generator.returns.prefill import prefill
from generator.returns.reading.roster import find_standard, read_roster
from generator.returns.reading.setup import Setup
from generator.returns.report.filename import file_name
from tests.returns.conftest import Make, Read
from tests.returns.reading.pdf_edits import edited


def flat(data: bytes) -> bytes:
    """A form as printing to PDF leaves it."""

    def flatten(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        del pdf.Root.AcroForm
        for page in pdf.pages:
            page.obj.Annots = pikepdf.Array()

    return edited(data, flatten)


# --- paper ----------------------------------------------------------------------------------------


def test_paper_is_keyed_in_and_marked(root: Path, make: Make, tmp_path: Path) -> None:
    (tmp_path / "扫描.pdf").write_bytes(flat(make()))
    folder = tmp_path / "补录"
    collect(root, Options([tmp_path / "扫描.pdf"], json=tmp_path / "1.json", paper=folder, jobs=1))
    path = folder / "补录-checklist-villages.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[0][3].endswith("扫描.pdf")
    answers = {
        "unit-name": "纸上村",
        "item-6-1-1-rating": "基本达标",
        "item-6-1-1-facts": "=3",
        "form-digest": "000000000000",
    }
    for row in rows:
        row[3] = answers.get(row[0], row[3] if row is rows[0] else "")
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode("gbk"))  # as an old Excel saves it
    options = Options([tmp_path / "1.json", path], tmp_path / "o.xlsx", tmp_path / "2.json")
    done = collect(root, options)
    assert (done.outcome.totals["accepted"], done.outcome.totals["rejected"]) == (1, 1)
    files = {f["origin"]: f for f in json.loads((tmp_path / "2.json").read_bytes())["files"]}
    paper = files["paper"]
    assert paper["values"] == {"unit-name": "纸上村", "item-6-1-1-rating": "basic", "item-6-1-1-facts": "=3"}
    assert paper["unit"] == "纸上村"
    assert "paper-version" in [d["rule"] for d in paper["doubts"]]
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert "含纸质补录" in [c.value for c in book["汇总表"][6]][-5]
    assert "纸质补录" in "".join(str(c.value) for row in book["收件清单"] for c in row)
    assert [c.value for c in book["未收"][2]][-1] == "纸质补录"
    # keyed in once, however often it is taken in
    collect(root, Options([tmp_path / "2.json", path], json=tmp_path / "3.json"))
    assert (tmp_path / "3.json").read_bytes() == (tmp_path / "2.json").read_bytes()


@pytest.mark.parametrize("content", ["a,b,c,d\n1,2,3,4\n", "代号,栏目,可填,一\nform-id,表,moon,\n"])
def test_a_csv_that_is_no_template_is_accounted_for(root: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    collect(root, Options([tmp_path / "a.csv"], json=tmp_path / "o.json"))
    (file,) = json.loads((tmp_path / "o.json").read_bytes())["files"]
    assert file["reason"] == "paper-form"


# --- the roster -----------------------------------------------------------------------------------

ROSTER = """单位名称,类别,信用代码,联系人,颜色
甲村,村（社区）,,张三,红
乙村工会委员会,附件6,,,
丙村,villages,,,
某某机械制造村,6,,,
,,,,
丁乡,乡镇（街道）、产业集聚区,,,
甲村,村（社区）,,,
己,火星,,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_roster_in_any_usual_encoding(setup: Setup, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(ROSTER.encode(encoding))
    roster = read_roster(path, setup)
    assert [u.name for u in roster.units] == [
        "甲村",
        "乙村工会委员会",
        "丙村",
        "某某机械制造村",
        "丁乡",
        "甲村",
        "己",
    ]
    assert [u.standard for u in roster.units] == ["villages"] * 4 + ["townships", "villages", ""]
    assert roster.units[0].values == {"contact": "张三"}
    problems = "\n".join(roster.problems)
    assert "颜色" in problems
    assert "重名" in problems
    assert "火星" in problems


@pytest.mark.parametrize("content", [b"", b"\n\n", "颜色,大小\n红,1\n".encode(), b"\x81\xff\xff\xfe\xff"])
def test_a_file_that_is_no_roster(setup: Setup, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        read_roster(path, setup)


def test_who_has_not_handed_in(root: Path, make: Make, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "1.pdf").write_bytes(make(answers={"unit-name": "甲村"}))
    (inbox / "2.pdf").write_bytes(make(answers={"unit-name": "乙村"}))
    (inbox / "3.pdf").write_bytes(make("application", {"unit-name": "乙村工会", "type": "villages"}))
    (inbox / "丙村 自评表.pdf").write_bytes(b"")
    (inbox / "4.pdf").write_bytes(make(answers={"unit-name": "某某机戒制造村"}))
    roster = tmp_path / "名册.csv"
    roster.write_text(ROSTER.replace("甲村,村（社区）,,,\n", ""), "utf-8")
    collect(root, Options([inbox], tmp_path / "o.xlsx", expected=roster, jobs=1))
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["未交"]
    rows = {row[0]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows == {
        "甲村": "缺申报表",
        "丙村": "自评表交了，但没有收下（丙村 自评表.pdf）；缺申报表",
        "某某机械制造村": "没有交；收到名称相近的“某某机戒制造村”，请核对是不是同一单位",
        "丁乡": "没有交",
        "己": "没有交",
        "某某机戒制造村": "交了，但不在名册上",
    }


# --- prefill --------------------------------------------------------------------------------------


def test_every_unit_of_the_roster_gets_its_forms(root: Path, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "名册.csv"
    content = "单位名称,工会名称,类别,统一社会信用代码,职工数,法人资格\n"
    content += "甲村,甲村工会,村（社区）,91410000123456789X,320,有\n乙/乡*,,townships,,,不知道\n"
    path.write_bytes(content.encode("gbk"))
    done = prefill(root, path, tmp_path / "out")
    assert set(done.written) == {
        "甲村 自评表.pdf",
        "甲村 申报表.pdf",
        "乙_乡_ 自评表.pdf",
        "乙_乡_ 申报表.pdf",
    }
    values: dict[str, Any] = {
        name: read((tmp_path / "out" / name).read_bytes())["values"] for name in done.written
    }
    assert values["甲村 自评表.pdf"] == {"unit-name": "甲村", "union-name": "甲村工会", "employees": "320"}
    assert values["甲村 申报表.pdf"] == {
        "unit-name": "甲村",
        "union-name": "甲村工会",
        "type": "villages",
        "credit-code": "91410000123456789X",
        "employees": "320",
        "legal-person": "yes",
    }
    assert values["乙_乡_ 自评表.pdf"] == {"unit-name": "乙/乡*"}
    problems = "\n".join(done.problems)
    assert "不能用在文件名里" in problems
    assert "不知道" in problems


def test_what_is_not_seen_of_a_long_name_is_said_with_its_length(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(f"单位名称,工会主席姓名,类别\n甲村,{'长' * 14},\n乙村,{'长' * 40},\n", "utf-8")
    done = prefill(root, path, tmp_path / "out")
    told = [problem for problem in done.problems if "写不下" in problem]
    assert len(told) == 1, "fourteen characters are set smaller"
    assert re.search(r"第 3 行“乙村”：工会主席姓名写不下，打印会缺最后 \d+ 个字", told[0])


def test_units_of_one_name_do_not_overwrite_each_other(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别\n甲村,6\n甲村,5\n", "utf-8")
    done = prefill(root, path, tmp_path / "out")
    assert len({name.casefold() for name in done.written}) == 4
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert any("甲村" in problem for problem in done.problems)
    with pytest.raises(UsageError, match="--force"):
        prefill(root, path, tmp_path / "out")


def test_villages_of_one_name_are_called_by_their_towns(root: Path, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,乡镇\n张村,白沙镇\n张 村,青山镇\n李村,青山镇\n", "utf-8")
    done = prefill(root, path, tmp_path / "out")
    assert done.written == ("张村（白沙镇） 申报表.pdf", "张 村（青山镇） 申报表.pdf", "李村 申报表.pdf")
    assert not any("同名" in problem for problem in done.problems)
    found = [read((tmp_path / "out" / name).read_bytes()) for name in done.written]
    assert len({entry["key"] for entry in found}) == 3
    assert found[0]["values"]["unit-name"] == "张村", "the town is in no answer"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con", "_con"),
        ("a/b\\c:d", "a_b_c_d"),
        ("名。", "名。"),
        ("尾.", "尾_"),
        ("", "_"),
        ("..", "_"),
        ("长" * 200, "长" * 60),
    ],
)
def test_names_that_every_system_takes(name: str, safe: str) -> None:
    assert file_name(name) == safe


def test_the_command(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别\n甲村,6\n", "utf-8")
    assert main(["--root", str(root), "prefill", str(path), "--out", str(tmp_path / "out")]) == 0
    assert "写出 2 份表" in capsys.readouterr().out


def test_with_word_every_unit_gets_its_forms_in_word(root: Path, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "名册.csv"
    content = "单位名称,工会名称,类别,职工数,法人资格\n甲村,甲村工会,村（社区）,320,有\n乙乡,,,,不知道\n"
    path.write_text(content, "utf-8")
    in_word = prefill(root, path, tmp_path / "word", word=True)
    as_pdf = prefill(root, path, tmp_path / "pdf")
    assert set(in_word.written) == {"甲村 自评表.docx", "甲村 申报表.docx", "乙乡 申报表.docx"}
    assert in_word.problems == as_pdf.problems
    stored: dict[str, Any] = {
        name: read((tmp_path / "word" / name).read_bytes(), name)["values"] for name in in_word.written
    }
    assert stored["甲村 自评表.docx"] == {"unit-name": "甲村", "union-name": "甲村工会", "employees": "320"}
    assert stored["甲村 申报表.docx"] == {
        "unit-name": "甲村",
        "union-name": "甲村工会",
        "type": "villages",
        "employees": "320",
        "legal-person": "yes",
    }
    assert stored["乙乡 申报表.docx"] == {"unit-name": "乙乡"}


def test_both_kinds_of_file_bear_the_same_key_of_a_unit(root: Path, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别\n甲村,6\n乙村,6\n", "utf-8")
    for word in (False, True):
        prefill(root, path, tmp_path / "out", word=word)
    for unit in ("甲村", "乙村"):
        pdf = read((tmp_path / "out" / f"{unit} 自评表.pdf").read_bytes())["key"]
        files = [tmp_path / "out" / f"{unit} {kind}.docx" for kind in KINDS]
        keys = {read(file.read_bytes(), file.name)["key"] for file in files}
        assert keys == {pdf}


KINDS = ("自评表", "申报表")


def test_the_command_takes_word(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别\n甲村,6\n", "utf-8")
    command = ["--root", str(root), "prefill", str(path), "--word", "--out", str(tmp_path / "out")]
    assert main(command) == 0
    assert "写出 2 份表" in capsys.readouterr().out
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".docx"}
    assert main(command) == 2, "what stands there is not overwritten"


# --- another body of standards --------------------------------------------------------------------


def test_a_body_without_application_form_and_with_other_ratings(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "root"
    shutil.copytree(root / "tests" / "other_body" / "root", other)
    wording = yaml.safe_load((root / "forms" / "summary.yml").read_text("utf-8"))
    wording["roles"] = {"name": ["room"], "rating": "rating", "missed": ["fail"], "prefer": ["checklist"]}
    wording |= {"names": {"endings": []}, "agree": []}
    columns = [{"shows": "field", "heading": "阅览室", "width": 20, "fields": ["room"]}]
    columns += [{"shows": "state-count", "heading": "不合格", "width": 8, "state": "fail"}]
    wording["sheets"]["summary"]["columns"] = columns
    wording["sheets"]["statistics"]["colours"] = {"fail": "#C62828", "unanswered": "#E0E0E0"}
    (other / "forms" / "summary.yml").write_text(yaml.safe_dump(wording, allow_unicode=True), "utf-8")
    assert check(other).findings == ()
    project = open_project(other)
    form = next(f for f in project.forms if f.standard and f.standard.id == "large-rooms")
    ratings = [field.name for field in form.fields if field.column == "rating"]
    answers = {"room": "东区阅览室", ratings[0]: "fail", ratings[1]: "pass"}
    (tmp_path / "1.pdf").write_bytes(fill(project.form_files[form.path], answers).data)
    collect(other, Options([tmp_path / "1.pdf"], tmp_path / "o.xlsx", tmp_path / "o.json", jobs=1))
    (file,) = json.loads((tmp_path / "o.json").read_bytes())["files"]
    assert file["values"] == answers
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert [cell.value for cell in book["汇总表"][6]][:2] == ["东区阅览室", 1]
    rows = list(book["逐条自评"].iter_rows(min_row=2, values_only=True))
    assert [row[5] for row in rows] == ["不合格", "合格", *["未填"] * (len(ratings) - 2)]
    assert len(book["统计"]._charts) == 2


def test_prefill_writes_a_key_that_says_nothing_and_collect_reads_it(
    root: Path, tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "名册.csv"
    content = "单位名称,类别,所属省辖市／省直管县（市）／产业工会\n张村,6,甲县\n张村,6,乙县\n"
    path.write_text(content, "utf-8")
    done = prefill(root, path, tmp_path / "out")
    keys = {name: read((tmp_path / "out" / name).read_bytes())["key"] for name in done.written}
    assert len(done.written) == 4
    assert len(set(keys.values())) == 2, "one for both forms of a unit, another for the other 张村"
    assert all(len(key) == 16 for key in keys.values())


def test_a_label_that_two_standards_bear_names_neither(corpus: Corpus) -> None:
    *others, last = corpus.standards
    first = replace(others[0], apart="附件1（国企）")
    twin = replace(last, label=first.label, apart="附件1（村）")
    standards = (first, *others[1:], twin)
    assert find_standard("附件1", standards) == ""
    assert find_standard("附件一", standards) == ""
    assert find_standard("附件1（村）", standards) == twin.id
    assert find_standard(last.short, standards) == twin.id
    assert find_standard("附件2", standards) == others[1].id
