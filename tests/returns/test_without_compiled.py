"""The steps where nothing compiled can be: what the desk makes of it, and no such library is imported."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pikepdf
import py7zr

from generator.forms import Form
from generator.forms.word import document, filler
from generator.model import Corpus
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from tests.returns import both, steps_alone
from tests.returns.conftest import Make
from tests.returns.test_batch import CAMPAIGN, draft, mailed, zipped


def word_form(corpus: Corpus, form: Form) -> bytes:
    """A form in Word, filled in."""
    answers = {"unit-name": "戊村", "item-6-1-1-rating": "met", "phone": "0371-65500001"}
    return filler.fill(document.render(corpus, form), answers).data


def roster() -> bytes:
    """A roster as a workbook, with a merged cell and a date."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某某县名册"])
    for row in (["单位名称", "类别", "乡镇"], ["甲村", "villages", "白沙镇"], ["乙村", "villages", None]):
        sheet.append(row)
    sheet.append(["丙村", "villages", "青山镇"])
    sheet.merge_cells("C3:C4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seven() -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        archive.writestr(b"%PDF-1.7", "表.pdf")
    return out.getvalue()


def campaign(folder: Path, root: Path, setup: Setup, make: Make, word: bytes) -> None:
    """Returns of all kinds and what goes with them, put into ``folder``, with the orders to collect them."""
    answers = {"unit-name": "甲村", "item-6-1-1-rating": "met", "item-6-1-1-facts": "依法建会，手续齐全" * 30}
    inner = zipped({"乙村.pdf": make(answers={"unit-name": "乙村"}), "Thumbs.db": b"x", "坏.pdf": b"PDF"})
    form = make("application", {"unit-name": "甲村"})
    earlier = folder / "earlier"
    earlier.mkdir(parents=True)
    (earlier / "己村.pdf").write_bytes(make(answers={"unit-name": "己村", "phone": "0371-1"}))
    collect(root, Options([earlier / "己村.pdf"], earlier / "上次.xlsx", earlier / "上次.json", jobs=1))
    book, result = ((earlier / name).read_bytes() for name in ("上次.xlsx", "上次.json"))
    files = {
        "甲村.pdf": ("return", make(answers=answers)),
        "批.zip": ("return", zipped({"里.zip": inner, "甲村 申报表.pdf": form})),
        "信.eml": ("return", mailed(make(answers={"unit-name": "丙村", "item-6-1-2-rating": "unmet"}))),
        "丁村.txt": ("return", draft(setup)),
        "戊村.docx": ("return", word),
        "空.pdf": ("return", b""),
        "照片.jpg": ("return", b"\xff\xd8\xff\xe0" + bytes(99)),
        "desktop.ini": ("return", b"x"),
        "名册.xlsx": ("roster", roster()),
        "活动.yml": ("campaign", CAMPAIGN.encode()),
        "上次.xlsx": ("workbook", book),
        "上次.json": ("result", result),
        "比.json": ("earlier", result),
    }
    ordered(folder, setup, files)


def ordered(folder: Path, setup: Setup, files: Mapping[str, tuple[str, bytes]]) -> None:
    """Files and orders for :mod:`tests.returns.steps_alone`."""
    orders = []
    for number, (name, (role, data)) in enumerate(files.items()):
        (folder / f"{number}.bin").write_bytes(data)
        orders.append([role, f"收件/{name}", f"{number}.bin", "2026-05-20T08:00:00"])
    (folder / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
    (folder / "setup.json").write_text(setup.to_json(), encoding="utf-8")


def outputs(folder: Path) -> dict[str, bytes]:
    """What came of a campaign."""
    return {
        name: (folder / name).read_bytes() for name in ("out.json", "out.xlsx", "out.zip", "overview.txt")
    }


def run_alone(root: Path, folder: Path) -> dict[str, bytes]:
    """What comes of it without any compiled library."""
    command = [sys.executable, str(Path(steps_alone.__file__)), str(folder)]
    done = subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return outputs(folder)


def test_the_steps_come_to_the_same_without_any_compiled_library(
    root: Path, corpus: Corpus, forms: dict[str, Form], setup: Setup, make: Make, tmp_path: Path
) -> None:
    campaign(tmp_path, root, setup, make, word_form(corpus, forms["checklist-villages"]))
    steps_alone.run(tmp_path)
    desk = outputs(tmp_path)
    accepted = {f["path"].rpartition("/")[2] for f in json.loads(desk["out.json"])["files"] if f["values"]}
    assert accepted == {f"{name}村.pdf" for name in "甲乙己"} | {"丁村.txt", "戊村.docx", "甲村 申报表.pdf"}
    assert run_alone(root, tmp_path) == desk


def test_what_only_the_desk_can_read_is_refused_and_listed(
    root: Path, setup: Setup, make: Make, tmp_path: Path
) -> None:
    sound = make(answers={"unit-name": "甲村"})
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    # as a company's own protection names itself
    guarded = out.getvalue().replace(b"/Filter /Standard", b"/Filter /Guardian")
    assert guarded != out.getvalue()
    place = sound.rindex(b"startxref") + 10
    files = {
        "坏了.pdf": ("return", sound[:place] + b"9" + sound[place:]),
        "包.7z": ("return", seven()),
        "限制.pdf": ("return", guarded),
        "甲村.pdf": ("return", sound),
    }
    ordered(tmp_path, setup, files)
    told = json.loads(run_alone(root, tmp_path)["out.json"])["files"]
    assert {file["path"]: (file["reason"], file["detail"]) for file in told} == {
        "收件/坏了.pdf": (both.REFUSED, "pdf"),
        "收件/包.7z": (both.REFUSED, "seven"),
        "收件/限制.pdf": (both.REFUSED, "protected"),
        "收件/甲村.pdf": (None, None),
    }
    assert all("命令行" in file["message"] for file in told if file["reason"])
