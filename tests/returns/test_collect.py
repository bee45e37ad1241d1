"""The command as a whole: every file has its place, and outputs are whole or not there."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest

from generator.cli import main
from generator.errors import UsageError
from generator.returns import worker
from generator.returns.collect import Options, collect
from generator.returns.judging import entry
from generator.returns.reading.intake import Candidate
from generator.returns.reading.limits import Limits
from generator.returns.reading.setup import Setup
from generator.returns.steps import prepare
from generator.returns.worker import Pool
from tests.machine import through_libreoffice
from tests.returns.conftest import Make


@pytest.fixture(scope="module")
def inbox(make: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it comes from the mail."""
    folder = tmp_path_factory.mktemp("mail") / "收件"
    (folder / "乡镇").mkdir(parents=True)
    evil = {
        "item-6-1-1-rating": "met",
        "item-6-1-1-facts": "=1+1",
        "item-6-1-1-evidence": "@SUM\u202e(1)\x07",
    }
    (folder / "甲.pdf").write_bytes(make(answers={"unit-name": "甲村", "phone": "037165500001", **evil}))
    applied = {
        "unit-name": "甲村",
        "type": "villages",
        "employees": "1200",
        "members": "=2",
        "deeds": "_x0041_",
    }
    (folder / "甲 申报.pdf").write_bytes(make("application", applied))
    (folder / "乡镇" / "乙.pdf").write_bytes(make("checklist-townships", {"unit-name": "乙乡"}))
    (folder / "空.pdf").write_bytes(b"")
    (folder / "说明.docx").write_bytes(b"PK\x03\x04")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "~$说明.docx").write_bytes(b"x")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("丙.pdf", make(answers={"unit-name": "丙村"}))
    with zipfile.ZipFile(folder / "打包.zip", "w") as archive:
        archive.writestr("../../逃.pdf", make(answers={"unit-name": "丁村"}))
        archive.writestr("里面.zip", inner.getvalue())
        archive.writestr("__MACOSX/._丁.pdf", b"x")
        archive.writestr("@@@@.pdf", make(answers={"unit-name": "戊村"}))
    # as Windows in China packs it: a name in GBK, and no word of that
    packed = (folder / "打包.zip").read_bytes()
    (folder / "打包.zip").write_bytes(packed.replace(b"@@@@.pdf", "戊村.pdf".encode("gbk")))
    return folder


@pytest.fixture(scope="module")
def done(root: Path, inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All outputs of one run over the folder."""
    out = tmp_path_factory.mktemp("out")
    options = Options([inbox], out / "汇总.xlsx", out / "结果.json", out / "csv", out / "补录", jobs=2)
    collected = collect(root, options)
    assert collected.statement == "共 12 个文件：收下 6 个，未收 2 个，略过 3 个（6＋2＋3＝11）。".replace(
        "12", "11"
    )
    return out


@pytest.fixture(scope="module")
def result(done: Path) -> dict[str, Any]:
    return dict(json.loads((done / "结果.json").read_bytes()))


def names(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {file["path"].partition("收件/")[2]: file for file in result["files"] + result["ignored"]}


def test_every_file_is_accounted_for(result: dict[str, Any]) -> None:
    assert {path: file["status"] for path, file in names(result).items()} == {
        "甲.pdf": "accepted",
        "甲 申报.pdf": "accepted",
        "乡镇/乙.pdf": "accepted",
        "空.pdf": "rejected",
        "说明.docx": "rejected",
        "Thumbs.db": "ignored",
        "~$说明.docx": "ignored",
        "打包.zip!/../../逃.pdf": "accepted",
        "打包.zip!/里面.zip!/丙.pdf": "accepted",
        "打包.zip!/__MACOSX/._丁.pdf": "ignored",
        "打包.zip!/戊村.pdf": "accepted",
    }
    totals = result["totals"]
    assert totals["files"] == totals["accepted"] + totals["rejected"] == len(result["files"])
    assert totals["found"] == totals["files"] + totals["ignored"] == 11


def test_nothing_leaves_an_archive(inbox: Path, done: Path) -> None:
    assert not list(inbox.parent.rglob("逃*"))
    assert not list(done.parent.rglob("逃*"))


def test_the_result_fits_its_published_schema(root: Path, result: dict[str, Any]) -> None:
    schema = json.loads((root / "generator/schema/published/returns.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, result)


def test_the_workbook_opens_elsewhere_and_says_where_every_file_went(done: Path) -> None:
    book = openpyxl.load_workbook(done / "汇总.xlsx")
    expected = [
        "一览",
        "汇总表",
        "逐条自评",
        "统计",
        "问题",
        "回复",
        "疑似同一单位",
        "未收",
        "收件清单",
        "数据",
    ]
    assert book.sheetnames == expected
    assert [s.title for s in book if s.sheet_state != "visible"] == ["数据"]
    first = book["汇总表"]
    assert first["A3"].value == "共 11 个文件：收下 6 个，未收 2 个，略过 3 个（6＋2＋3＝11）。"
    head = [cell.value for cell in first[5]]
    rows = {row[1]: dict(zip(head, row, strict=True)) for row in first.iter_rows(min_row=6, values_only=True)}
    assert len(rows) == 6, "five units and their sum"
    assert rows["甲村"]["职工数"] == 1200
    assert rows["甲村"]["会员数"] == "=2"
    assert rows["甲村"]["联系电话"] == "037165500001"
    assert rows["甲村"]["达标"] == 1
    assert rows["甲村"]["未填"] == 22
    assert rows["乙乡"]["未达标"] == 0
    assert book["收件清单"].max_row == 12
    assert book["未收"].max_row == 3
    assert len(book["统计"]._charts) == 1, "nobody chose 未达标, so there is no list of the worst"


def test_no_cell_is_a_formula_and_ids_are_text(done: Path) -> None:
    book = openpyxl.load_workbook(done / "汇总.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert not cell.hyperlink
    row = next(
        r for r in book["逐条自评"].iter_rows(min_row=2) if (r[0].value, r[2].value) == ("甲村", "6.1.1")
    )
    assert row[2].data_type in ("s", "inlineStr")
    assert row[2].number_format == "@"
    assert [row[5].value, row[6].value] == ["达标", "=1+1"]
    assert row[7].value == "@SUM⟦U+202E⟧(1)⟦U+0007⟧"


def test_csv_keeps_text_as_text(done: Path) -> None:
    content = (done / "csv" / "逐条自评.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    row = next(r for r in rows if r[0] == "甲村")
    assert row[2] == "'6.1.1"
    assert row[6] == "'=1+1"
    for file in (done / "csv").iterdir():
        for line in csv.reader(io.StringIO(file.read_text("utf-8-sig"))):
            assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_libreoffice_converts_it_without_complaint(done: Path, tmp_path: Path) -> None:
    (saved,) = through_libreoffice([done / "汇总.xlsx"], "ods", tmp_path)
    converted = zipfile.ZipFile(saved).read("content.xml").decode()
    assert "河南省基层工会规范化建设示范点申报汇总表" in converted
    assert "甲村" in converted
    assert "037165500001" in converted


def test_the_same_files_give_the_same_outputs(root: Path, inbox: Path, done: Path, tmp_path: Path) -> None:
    collect(root, Options([inbox], tmp_path / "a.xlsx", tmp_path / "a.json", jobs=1))
    assert (tmp_path / "a.json").read_bytes() == (done / "结果.json").read_bytes()
    assert (tmp_path / "a.xlsx").read_bytes() == (done / "汇总.xlsx").read_bytes()


def test_shards_merge_into_the_whole_and_merging_again_changes_nothing(
    root: Path, inbox: Path, done: Path, tmp_path: Path
) -> None:
    parts = sorted(inbox.iterdir())
    collect(root, Options(parts[::2], json=tmp_path / "1.json", jobs=1))
    collect(root, Options(parts[1::2], json=tmp_path / "2.json", jobs=1))
    shards = [tmp_path / "1.json", tmp_path / "2.json"]
    collect(root, Options([*shards, shards[0]], tmp_path / "all.xlsx", tmp_path / "all.json"))
    assert (tmp_path / "all.json").read_bytes() == (done / "结果.json").read_bytes()
    assert (tmp_path / "all.xlsx").read_bytes() == (done / "汇总.xlsx").read_bytes()
    collect(root, Options([tmp_path / "all.json", *shards], json=tmp_path / "again.json"))
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'{"totals": {}, "files": [{}]}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_json_file_that_is_no_result_is_refused(root: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"x\.json"):
        collect(root, Options([tmp_path / "x.json"], tmp_path / "x.xlsx"))
    assert not (tmp_path / "x.xlsx").exists()


def test_an_existing_output_stays_without_force(root: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"mine")
    with pytest.raises(UsageError, match="--force"):
        collect(root, Options([inbox / "甲.pdf"], out))
    assert out.read_bytes() == b"mine"
    collect(root, Options([inbox / "甲.pdf"], out, force=True, jobs=1))
    assert out.read_bytes().startswith(b"PK")
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_failure_while_writing_leaves_nothing(
    root: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.returns.collect.write_result", fail)
    with pytest.raises(UsageError):
        collect(root, Options([inbox / "甲.pdf"], tmp_path / "a.xlsx", tmp_path / "a.json", jobs=1))
    assert not list(tmp_path.iterdir())


def test_what_was_keyed_in_is_never_overwritten(root: Path, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "补录").mkdir()
    (tmp_path / "补录" / "补录-application.csv").write_text("keyed in")
    options = Options([inbox / "甲.pdf"], tmp_path / "a.xlsx", paper=tmp_path / "补录", force=True)
    with pytest.raises(UsageError, match="补录"):
        collect(root, options)
    assert (tmp_path / "补录" / "补录-application.csv").read_text() == "keyed in"


def test_its_own_output_in_the_folder_is_no_return(root: Path, make: Make, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make())
    for _ in range(2):
        options = Options([tmp_path], tmp_path / "汇总.xlsx", force=True, jobs=1)
        totals = collect(root, options).outcome.totals
    assert (totals["accepted"], totals["rejected"], totals["ignored"]) == (1, 0, 1)


def test_a_file_named_twice_is_read_once(root: Path, inbox: Path, tmp_path: Path) -> None:
    paths = [inbox / "甲.pdf", inbox / "乡镇" / ".." / "甲.pdf", inbox / "乡镇"]
    totals = collect(root, Options(paths, json=tmp_path / "a.json", jobs=1)).outcome.totals
    assert totals["found"] == 2


def _archive(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["坏.zip", "不开.rar", "不开.7z", "不开.tar.gz"])
def test_an_archive_that_cannot_be_opened(root: Path, tmp_path: Path, name: str) -> None:
    path = _archive(tmp_path, name, b"PK\x05\x06 broken")
    collect(root, Options([path], json=tmp_path / "a.json", jobs=1))
    (file,) = json.loads((tmp_path / "a.json").read_bytes())["files"]
    assert file["reason"] == "archive"
    assert len(file["sha256"]) == 64


def test_a_zip_bomb_costs_only_itself(root: Path, make: Make, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.pdf", b"%PDF-1.7" + bytes(200 << 20))
        archive.writestr("好.pdf", make())
    collect(root, Options([tmp_path / "弹.zip"], json=tmp_path / "a.json", jobs=1))
    files = names_of(tmp_path / "a.json")
    assert files["大.pdf"] == ("rejected", "too-large")
    assert files["好.pdf"] == ("accepted", None)


def names_of(path: Path) -> dict[str, tuple[str, str | None]]:
    files = json.loads(path.read_bytes())["files"]
    return {file["path"].rpartition("/")[2]: (file["status"], file["reason"]) for file in files}


def _slow(candidate: Candidate, setup: Setup, started: Any) -> Iterator[entry.Entry]:  # noqa: ANN401
    """Stands in for reading: hangs over one file, dies of another, and of a third the first time only."""
    if "慢" in candidate.label:
        time.sleep(600)
    if "大" in candidate.label:
        bytearray(setup.limits.memory)
    if "死" in candidate.label or ("回" in candidate.label and not candidate.losses):
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return _PROCESS(candidate, setup, started)


def _serve_slow(connection: Any) -> None:  # noqa: ANN401
    worker.process = _slow  # type: ignore[attr-defined, assignment]
    _SERVE(connection)


_PROCESS = entry.process
_SERVE = worker.serve


def test_a_file_that_hangs_or_kills_its_worker_costs_only_itself(
    root: Path, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("一", "慢", "二", "死", "三", "大", "四", "回"):
        (tmp_path / f"{name}.pdf").write_bytes(make(answers={"unit-name": name}))
    monkeypatch.setattr(worker, "serve", _serve_slow)
    setup = prepare(root, replace(Limits(), seconds=15.0))
    with Pool(setup, 2) as pool:
        candidates = [Candidate(p.name, str(p)) for p in sorted(tmp_path.glob("*.pdf"))]
        found = {e.indexed.path: e.indexed.reason for e in pool.run(iter(candidates))}
    bad = {"慢.pdf": "too-slow", "死.pdf": "too-complex", "大.pdf": "too-complex"}
    good = dict.fromkeys(("一.pdf", "二.pdf", "三.pdf", "四.pdf", "回.pdf"), "")
    assert found == good | bad


def test_names_in_odd_encodings_are_told(root: Path, make: Make, tmp_path: Path) -> None:
    odd = os.fsdecode("乙村".encode("gbk") + b".pdf")
    (tmp_path / odd).write_bytes(make())
    (tmp_path / "换\n行\u202e.pdf").write_bytes(make())
    collect(root, Options([tmp_path], tmp_path / "o.xlsx", tmp_path / "o.json", jobs=1))
    found = {f["path"].rpartition("/")[2] for f in json.loads((tmp_path / "o.json").read_bytes())["files"]}
    assert found == {"乙村.pdf", "换⟦U+000A⟧行⟦U+202E⟧.pdf"}


# --- the command line -----------------------------------------------------------------------------


def _command(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "generator", "--root", str(root), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, check=False, env=os.environ | environment)


def test_the_command_in_a_gbk_console(root: Path, inbox: Path, tmp_path: Path) -> None:
    arguments = ["collect", str(inbox), "--out", str(tmp_path / "汇总.xlsx"), "--jobs", "1"]
    run = _command(root, *arguments, PYTHONIOENCODING="gbk")
    assert run.returncode == 1, run.stderr
    assert run.stdout.decode("gbk").splitlines()[-1].startswith("共 11 个文件：收下 6 个")
    assert run.stderr == b""


def test_exit_codes(root: Path, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = ["--root", str(root), "collect"]
    out = ["--out", str(tmp_path / "a.xlsx"), "--jobs", "1"]
    assert main([*start, str(inbox / "甲.pdf"), *out]) == 0
    assert main([*start, str(inbox / "甲.pdf"), *out]) == 2
    assert main([*start, str(tmp_path / "没有"), "--out", str(tmp_path / "b.xlsx")]) == 2
    assert main([*start, str(inbox / "空.pdf"), "--out", str(tmp_path / "c.xlsx")]) == 1
    assert main([*start, str(inbox / "空.pdf")]) == 2
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_root_without_a_summary_says_so(
    copy_with_forms: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy_with_forms / "forms" / "summary.yml").unlink()
    assert main(["--root", str(copy_with_forms), "collect", str(inbox), "--out", "a.xlsx"]) == 2
    assert "summary.yml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("fields: [region]", "fields: [religion]", "summary-unknown"),
        ("state: basic}\n", "state: best}\n", "summary-unknown"),
        ('basic: "#', 'best: "#FFFFFF", basic: "#', "summary-unknown"),
        ("  otherwise: ", "  otherwise: un", "summary-unknown"),
        ("    name: 问题\n", "    name: 问题/疑问\n", "sheet-name"),
        ("    name: 问题\n", "    name: 统计\n", "sheet-name-twice"),
        ('"{unit} {kind}.pdf"', '"{unit}/{kind}.pdf"', "summary-file-name"),
        ('"{unit} {kind}.pdf"', '"表.pdf"', "summary-file-name"),
        ('  pieces: "[', '  pieces: "([', "summary-pattern"),
        ("rating: rating ", "rating: ratting ", "summary-unknown"),
        ("  unanswered: 未填\n", "", "shape-missing-key"),
    ],
)
def test_a_summary_that_does_not_fit_the_forms_is_a_finding(
    copy_with_forms: Path, old: str, new: str, code: str
) -> None:
    from generator.check import check

    path = copy_with_forms / "forms" / "summary.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    findings = [f for f in check(copy_with_forms).findings if f.place.file == "forms/summary.yml"]
    assert [f.code for f in findings] == [code]
    assert findings[0].place.line > 1 or code == "shape-missing-key"


def test_windows_has_what_is_imported(root: Path) -> None:
    """No module of the way back imports, at its start, what only Unix has."""
    blocked = (
        "import sys\nfor name in ('resource', 'fcntl', 'pwd', 'grp', 'termios'): sys.modules[name] = None\n"
    )
    blocked += "import generator.returns.collect, generator.returns.prefill, generator.returns.worker\n"
    blocked += "from generator.returns.worker import _bound_memory\n_bound_memory(1)\n"
    subprocess.run([sys.executable, "-c", blocked], cwd=root, check=True)


def test_a_file_that_the_system_will_not_open_is_told(root: Path, tmp_path: Path) -> None:
    """A link to itself: unlike a file without permission, not even the superuser can open it."""
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "锁.pdf").symlink_to(inbox / "锁.pdf")
    collect(root, Options([inbox], json=tmp_path / "a.json", jobs=1))
    assert names_of(tmp_path / "a.json") == {"锁.pdf": ("rejected", "unreadable")}
