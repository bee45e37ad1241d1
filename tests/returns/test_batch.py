"""A campaign collected in memory, as the page in the browser does it: the very same as ``collect``."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.returns.batch import Batch, Role
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from tests.returns.conftest import Make

ROSTER = "单位名称,类别,乡镇\r\n甲村,villages,白沙镇\r\n乙村,villages,白沙镇\r\n丙村,villages,青山镇\r\n"
CAMPAIGN = "名称: 申报\n截止日期: 6月30日\n邮箱: a@example.cn\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def mailed(data: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = message["From"] = message["To"] = "a@example.com"
    message.add_attachment(data, maintype="application", subtype="pdf", filename="乙村.pdf")
    return bytes(message)


def draft(setup: Setup) -> bytes:
    form = setup.forms["checklist-villages"]
    values = {"unit-name": "丁村", "item-6-1-1-rating": "met"}
    head = {"kind": "form-draft", "form": form.id, "version": form.version, "digest": form.digest}
    text = json.dumps(head | {"items": dict(form.items), "unit": "", "values": values}, ensure_ascii=False)
    return f"您好\n{text}".encode()


@pytest.fixture
def inbox(setup: Setup, make: Make, tmp_path: Path) -> Path:
    """Returns as they come: PDFs, a zip in a zip, a mail, a copied text, rubbish, litter."""
    folder = tmp_path / "收件"
    folder.mkdir()
    answers = {"unit-name": "甲村", "item-6-1-1-rating": "met", "employees": "320", "members": "310"}
    inner = zipped(
        {"乙村.pdf": make(answers={"unit-name": "乙村"}), "Thumbs.db": b"x", "坏.pdf": b"%PDF-1.7"}
    )
    files = {
        "甲村.pdf": make(answers=answers),
        "批.zip": zipped({"里.zip": inner, "甲村 申报表.pdf": make("application", {"unit-name": "甲村"})}),
        "信.eml": mailed(make(answers={"unit-name": "丙村", "item-6-1-2-rating": "unmet"})),
        "丁村.txt": draft(setup),
        "空.pdf": b"",
        "desktop.ini": b"x",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def handed(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and time of every file, as a page gets them."""
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        when = datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")  # noqa: DTZ006
        yield path.as_posix(), path.read_bytes(), when


def read_all(batch: Batch, folder: Path) -> list[str]:
    return [line for name, data, when in handed(folder) for line in batch.read(name, data, when)]


def test_a_batch_in_memory_comes_to_what_collect_writes(
    root: Path, setup: Setup, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "名册.csv").write_bytes(ROSTER.encode("gbk"))
    (tmp_path / "活动.yml").write_text(CAMPAIGN, encoding="utf-8")
    out, result, replies = tmp_path / "a.xlsx", tmp_path / "a.json", tmp_path / "回复"
    options = Options(
        [inbox], out, result, expected=tmp_path / "名册.csv", campaign=tmp_path / "活动.yml", replies=replies,
        jobs=1,
    )  # fmt: skip
    collect(root, options)
    batch = Batch(Setup.from_json(setup.to_json()))
    for path in (tmp_path / "名册.csv", tmp_path / "活动.yml"):
        batch.give(batch.role(path.name, path.read_bytes()), path.name, path.read_bytes())
    read_all(batch, inbox)
    done = batch.finish()
    assert done.result() == result.read_bytes()
    assert done.workbook() == out.read_bytes()
    with zipfile.ZipFile(io.BytesIO(done.replies())) as archive:
        told = {name: archive.read(name) for name in archive.namelist()}
    assert told == {path.name: path.read_bytes() for path in replies.iterdir()}


def test_earlier_results_workbooks_and_keyed_in_paper_are_taken_as_by_collect(
    root: Path, inbox: Path, tmp_path: Path, setup: Setup
) -> None:
    first = Options([inbox], tmp_path / "甲县.xlsx", tmp_path / "乙县.json", paper=tmp_path / "补录", jobs=1)
    collect(root, first)
    typed = next(path for path in (tmp_path / "补录").iterdir() if "checklist-villages" in path.name)
    text = typed.read_text(encoding="utf-8-sig")
    typed.write_text(re.sub(r"(?m)^(unit-name,[^,]*,[^,]*,)", r"\g<1>戊村", text), encoding="utf-8-sig")
    given = [tmp_path / "甲县.xlsx", tmp_path / "乙县.json", typed]
    collect(root, Options(given, tmp_path / "b.xlsx", tmp_path / "b.json", before=given[1], jobs=1))
    batch = Batch(setup)
    for path in given:
        role = batch.role(path.name, path.read_bytes())
        assert role in ("workbook", "result", "paper"), role
        ((_, _, when),) = [h for h in handed(path.parent) if h[0] == path.as_posix()]
        batch.give(role, path.as_posix(), path.read_bytes(), when)
    batch.give("earlier", "乙县.json", given[1].read_bytes())
    done = batch.finish()
    assert done.result() == (tmp_path / "b.json").read_bytes()
    assert done.workbook() == (tmp_path / "b.xlsx").read_bytes()


def test_a_worker_that_was_ended_costs_the_file_that_it_was_at(setup: Setup, inbox: Path) -> None:
    whole = Batch(setup)
    sound = [json.loads(line) for line in read_all(whole, inbox)]
    first, second = Batch(setup), Batch(setup)
    name = next(n for n, _, _ in handed(inbox) if n.endswith("批.zip"))
    data = (inbox / "批.zip").read_bytes()
    kept = []
    for line in first.read(name, data):
        kept.append(line)
        if len(kept) == 2:
            break  # here the page loses its patience, in the member after this one
    lost = f"{name}!/里.zip!/坏.pdf"
    for line in kept:
        second.restore(line)
    kept.append(second.lose(name, data, lost))
    kept += second.read(name, data, skip=len(kept))
    got = [json.loads(line) for line in kept]
    of_zip = [entry for entry in sound if "批.zip" in entry["path"]]
    assert [e["path"] for e in got] == [e["path"] for e in of_zip]
    assert [e["reason"] for e in got if e["path"] == lost] == ["not-in-browser"]
    assert [e for e in got if e["path"] != lost] == [e for e in of_zip if e["path"] != lost]
    assert second.finish().report.outcome.totals["found"] == len(got)


@pytest.mark.parametrize(
    ("name", "data", "role"),
    [
        ("名册.csv", ROSTER.encode(), "roster"),
        ("表.csv", "字段,题目,选项,一\nform-id,表,x".encode(), "paper"),
        ("同一单位.csv", "甲的SHA-256,乙的SHA-256,您的决定\n".encode(), "decisions"),
        ("活动.yml", CAMPAIGN.encode(), "campaign"),
        ("a.json", b"{}", "result"),
        ("a.pdf", b"%PDF", "return"),
        ("a.xlsx", b"PK\x03\x04", "return"),
    ],
)
def test_what_a_file_seems_to_be(setup: Setup, name: str, data: bytes, role: str) -> None:
    if role == "decisions":
        headings = setup.summary.decisions
        data = ",".join(headings[key] for key in ("first", "second", "decision")).encode() + b"\n1,2,3\n"
    assert Batch(setup).role(name, data) == role


def test_a_draft_saved_as_json_is_a_return(setup: Setup) -> None:
    assert Batch(setup).role("丁村.json", draft(setup)) == "return"


@pytest.mark.parametrize(
    ("role", "name", "data"),
    [
        ("roster", "名册.csv", "甲,乙\n1,2".encode()),
        ("roster", "名册.xlsx", b"PK\x03\x04"),
        ("campaign", "活动.yml", "名字: 甲".encode()),
        ("campaign", "活动.yml", "名称: [".encode()),
        ("result", "a.json", b"{}"),
        ("workbook", "a.xlsx", b"PK\x03\x04"),
        ("carry", "a.xlsx", b"x"),
        ("decisions", "a.csv", "甲,乙\n1,2".encode()),
    ],
)
def test_what_cannot_be_used_is_said_at_once_and_not_kept(
    setup: Setup,
    role: Role,
    name: str,
    data: bytes,
) -> None:
    batch = Batch(setup)
    with pytest.raises(UsageError):
        batch.give(role, name, data)
    list(batch.read("空.pdf", b""))
    assert batch.finish().report.outcome.totals["found"] == 1


def test_the_page_is_told_what_was_refused_and_what_is_missing(setup: Setup, inbox: Path) -> None:
    batch = Batch(setup)
    batch.give("roster", "名册.csv", ROSTER.encode())
    read_all(batch, inbox)
    told = json.loads(batch.finish().overview())
    assert told["totals"]["found"] == 9
    sentences = [row[told["rejected"]["keys"].index("sentence")] for row in told["rejected"]["rows"]]
    assert any("空.pdf" in sentence for sentence in sentences)
    assert told["missing"]["name"]
    assert told["statement"].startswith("共")
