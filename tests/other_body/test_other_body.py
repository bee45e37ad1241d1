"""The generator knows nothing of one body of standards: another one, of another shape, builds as well.

``root/`` is a small made-up body: three types with 2, 3 and 1 sections, other markers and labels,
two ratings, no application form, a summary of its own: checked, built, filled in, collected, searched.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import openpyxl
import pikepdf
import pytest
from playwright.sync_api import Browser

from generator.cli import main
from generator.forms import fill
from tests.forms.word.parts import body, shown, tags
from tests.machine import program

COUNTS = {"small-rooms": 3, "large-rooms": 6, "mobile-rooms": 1}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other") / "root"
    shutil.copytree(Path(__file__).parent / "root", folder)
    here = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "generator", "--root", str(folder), "build"]
    result = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def test_its_pages_and_data_hold_its_items(other: Path) -> None:
    published = json.loads((other / "data" / "standards.json").read_text(encoding="utf-8"))
    counted = {s["id"]: sum(len(c["items"]) for c in s["sections"]) for s in published["standards"]}
    assert counted == COUNTS
    page = (other / "standards" / "large-rooms" / "index.html").read_text(encoding="utf-8")
    assert "附表2" in page
    assert "第三章安全" in page
    assert "每年组织消防演练两次以上。" in page


def test_its_forms_have_its_ratings_and_there_is_no_application(other: Path) -> None:
    assert sorted(p.name for p in (other / "forms").glob("*.pdf")) == [
        "self-check-large-rooms.pdf",
        "self-check-mobile-rooms.pdf",
        "self-check-small-rooms.pdf",
    ]
    described = json.loads((other / "data" / "forms.json").read_text(encoding="utf-8"))["forms"]
    states = {
        option["state"] for form in described for field in form["fields"] for option in field["options"]
    }
    assert states == {"pass", "fail"}
    with pikepdf.open(other / "forms" / "self-check-large-rooms.pdf") as pdf:
        names = {str(field.T) for field in pdf.Root.AcroForm.Fields}
    assert len([name for name in names if name.endswith("-rating")]) == COUNTS["large-rooms"]


def test_its_forms_stand_there_in_word_too_with_its_fields(other: Path) -> None:
    described = json.loads((other / "data" / "forms.json").read_text(encoding="utf-8"))["forms"]
    assert len(described) == len(list((other / "forms").glob("*.docx")))
    for form in described:
        data = (other / form["word"]).read_bytes()
        wanted = [
            tag
            for field in form["fields"]
            for tag in ([f"{field['name']}.{o['state']}" for o in field["options"]] or [field["name"]])
        ]
        assert tags(data) == wanted
        whole = shown(body(data))
        assert whole.startswith("阅览室自查表\n")
        assert "工会" not in whole


FIRST_BODY: Final = re.compile("工会|附件|自评|申报|达标|职工|会员|基层|乡镇|街道|河南")
"""Words of the first body and of its forms."""


def words_of(path: Path) -> str:
    """What a file says, be it text, a zip of XML or a PDF; and what it is called."""
    if path.suffix == ".pdf":
        said = subprocess.run(
            [program("pdftotext"), str(path), "-"], capture_output=True, check=True
        ).stdout.decode()
    elif path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        said = re.sub("<[^>]*>", "", b"".join(parts).decode())
    else:
        known = path.suffix in (".html", ".json", ".csv", ".txt", ".js", ".xml")
        said = path.read_text(encoding="utf-8") if known else ""
    return f"{path.name} {said}"


def first_body_in(folder: Path) -> list[str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    # the published schemas tell of our own words what they mean; lunr is Material's
    ours = [p for p in files if "schema" not in p.parts and "lunr" not in p.parts]
    return [f"{path}: {found[0]}" for path in ours if (found := FIRST_BODY.search(words_of(path)))]


def test_nothing_of_the_first_body_comes_through(other: Path) -> None:
    assert first_body_in(other) == []


def test_nothing_of_it_comes_back_with_what_was_collected_or_prefilled(other: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for name in ("self-check-large-rooms", "self-check-small-rooms"):
        blank = (other / "forms" / f"{name}.pdf").read_bytes()
        (given / f"{name}.pdf").write_bytes(fill(blank, {"room": f"{name}阅览室"}).data)
        shutil.copy(other / "forms" / f"{name}.docx", given)
    (given / "空.pdf").touch()
    (tmp_path / "名册.csv").write_text(
        "阅览室,附表,地区\n东区阅览室,附表2,东\n西区阅览室,附表1,西\n", encoding="utf-8"
    )
    root, roster = ["--root", str(other.parent)], str(tmp_path / "名册.csv")
    first = [str(given), "--out", str(out / "a.xlsx"), "--json", str(out / "a.json"), "--jobs", "1"]
    also = ["--expected", roster, "--csv", str(out / "csv"), "--paper", str(out / "paper")]
    out.mkdir()
    folders = ["--replies", str(out / "replies"), "--units", str(out / "units")]
    assert main([*root, "collect", *first, *also, *folders]) == 1
    second = [str(given), "--out", str(out / "b.xlsx"), "--jobs", "1", "--expected", roster]
    carried = ["--before", str(out / "a.json"), "--carry", str(out / "a.xlsx")]
    assert main([*root, "collect", *second, *carried]) == 1
    for folder, word in (("pdf", []), ("docx", ["--word"])):
        assert main([*root, "prefill", roster, "--out", str(out / folder), *word]) == 0
    assert len(list(out.rglob("*.*"))) > 25
    assert first_body_in(out) == []


def test_its_buttons_call_its_form_as_it_is_called(other: Path) -> None:
    for page in (
        "index.html",
        "standards/index.html",
        "standards/large-rooms/index.html",
        "forms/index.html",
    ):
        text = (other / page).read_text(encoding="utf-8")
        assert "自查表" in text, page
        assert "自评表" not in text, page
        assert "申报表" not in text, page


def test_its_filled_forms_are_collected_into_its_workbook(other: Path, tmp_path: Path) -> None:
    answers = {"room": "东区阅览室", "total-pass": "3"}
    blank = (other / "forms" / "self-check-large-rooms.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        ratings = [str(f.T) for f in pdf.Root.AcroForm.Fields if str(f.T).endswith("-rating")]
    answers |= dict.fromkeys(ratings[:2], "pass") | {ratings[2]: "fail"}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "一.pdf").write_bytes(fill(blank, answers).data)
    (tmp_path / "in" / "二.pdf").write_bytes(b"no form")
    out, record = tmp_path / "o.xlsx", tmp_path / "o.json"
    command = ["--root", str(other.parent), "collect", str(tmp_path / "in"), "--out", str(out)]
    assert main([*command, "--json", str(record), "--jobs", "1"]) == 1  # one was not accepted
    files = json.loads(record.read_bytes())["files"]
    accepted, rejected = sorted(files, key=lambda file: str(file["status"]))
    assert accepted["values"] == answers
    assert accepted["standard"] == "large-rooms"
    assert "阅览室" in rejected["message"]
    assert "合格条数填 3，选“合格”的是 2 条" in {doubt["message"] for doubt in accepted["doubts"]}
    book = openpyxl.load_workbook(out)
    cells = [[cell for cell in row if cell is not None] for row in book["汇总表"].iter_rows(values_only=True)]
    assert [1, "东区阅览室", "大型阅览室", 2, 1, 3] in [row[:6] for row in cells]
    text = " ".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c)
    for word in ("工会", "附件", "自评表", "申报表"):
        assert word not in text, word


def test_roster_lines_are_prefilled_by_its_labels(other: Path, tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("阅览室,附表\n东区阅览室,附表2\n", encoding="utf-8")
    command = ["--root", str(other.parent), "prefill", str(tmp_path / "名册.csv")]
    assert main([*command, "--out", str(tmp_path / "out")]) == 0
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["东区阅览室 自查表.pdf"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("附表2第一章第二条", ["2.1.2"]),
        ("附表二第三章第1条", ["2.3.1"]),
        ("2.1.3", ["2.1.3"]),
        ("借书证", ["1.2.1", "2.2.1"]),
    ],
)
def test_its_items_are_found_by_its_own_labels_and_words(
    other: Path, browser: Browser, query: str, expected: list[str]
) -> None:
    page = browser.new_page()
    page.add_script_tag(content=(other / "search" / "index.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        """query => StandardsSearch.create(standardsIndex).search(query).hits
            .flatMap(hit => [hit.item, ...hit.same].map(item => item.id))""",
        query,
    )
    page.close()
    assert sorted(found) == expected
