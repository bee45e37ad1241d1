"""The generator knows nothing of one body of standards: another one, of another shape, builds as well.

``root/`` is a small made-up body: three types with 2, 3 and 1 sections, other markers and labels,
two ratings, no application form.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

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


def test_nothing_of_the_first_body_comes_through(other: Path) -> None:
    for path in other.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "工会" not in text, path
        assert "附件" not in text, path
