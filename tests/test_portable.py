"""The portable Windows folder, as far as it can be tried without Windows: made of stand-ins, run here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

IMPORTED_AS = {"mkdocs-material": "material"}
FACE = "python312._pth"


def script(root: Path, name: str) -> ModuleType:
    """A script of the portable folder as a module."""
    spec = importlib.util.spec_from_file_location(f"portable_{name}", root / f".github/portable/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def zipped(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def parts(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, Path, Path]:
    """The script, a stand-in for the embeddable Python, and a folder of stand-ins for the wheels."""
    folder, made = tmp_path_factory.mktemp("parts"), script(root, "assemble")
    names = {"python.exe": "", "python312.zip": "", FACE: "python312.zip\n.\n#import site\n"}
    python = zipped(folder / "python-3.12.9-embed-amd64.zip", names)
    wheels = folder / "wheels"
    wheels.mkdir()
    for line in made.requirements():
        name = made.name_of(line).replace("-", "_")
        zipped(wheels / f"{name}-1-py3-none-any.whl", {f"stand_in_{name}/__init__.py": ""})
    return made, python, wheels


@pytest.fixture(scope="module")
def portable(parts: tuple[ModuleType, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, python, wheels = parts
    out = tmp_path_factory.mktemp("out") / "收表"
    made.main(["--python", str(python), "--wheels", str(wheels), "--out", str(out)])
    return out


def test_the_folder_holds_its_own_python_packages_program_and_starter(portable: Path) -> None:
    assert {path.name for path in portable.iterdir()} == {"python", "program", "收表.bat", "说明.txt"}
    assert (portable / "python/python.exe").exists()
    assert (portable / "python/Lib/site-packages/stand_in_pikepdf/__init__.py").exists()
    lines = (portable / "python" / FACE).read_text().split()
    assert lines == ["python312.zip", ".", r"Lib\site-packages", r"..\program"]
    for line in lines[2:]:
        assert (portable / "python" / line.replace("\\", "/")).is_dir(), line
    assert not list(portable.rglob("__pycache__"))


def test_the_starter_is_read_alike_in_every_code_page_and_names_what_is_there(portable: Path) -> None:
    data = (portable / "收表.bat").read_bytes()
    text = data.decode("ascii")
    assert data.count(b"\n") == data.count(b"\r\n")
    for place in (r"python\python.exe", r"program\drop.py"):
        assert f'"%~dp0{place}"' in text
        assert (portable / place.replace("\\", "/")).exists()
    assert "没有在真的 Windows 上试过" in (portable / "说明.txt").read_text("utf-8-sig")


def test_nothing_of_one_machine_is_in_it(portable: Path, root: Path) -> None:
    own = (str(root).encode() + b"/", sys.prefix.encode() + b"/")
    found = [p for p in portable.rglob("*") if p.is_file() and any(o in p.read_bytes() for o in own)]
    assert not found


def test_what_is_dropped_is_collected_without_what_only_the_site_needs(
    portable: Path, parts: tuple[ModuleType, Path, Path], tmp_path: Path
) -> None:
    absent = tmp_path / "absent"
    absent.mkdir()
    for name in parts[0].NOT_NEEDED:
        text = f"raise ImportError({name!r})\n"
        (absent / f"{IMPORTED_AS.get(name, name)}.py").write_text(text)
    inbox = tmp_path / "收件 一"
    inbox.mkdir()
    (inbox / "甲村 自评表.pdf").write_bytes(b"")
    roster = tmp_path / "名册.csv"
    roster.write_text("单位名称,类别\n甲村,6\n", "utf-8")
    done = subprocess.run(
        [sys.executable, portable / "program/drop.py", roster, inbox],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(absent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "共 1 个文件：收下 0 个，未收 1 个" in done.stdout
    (book,) = tmp_path.glob("汇总 *.xlsx")
    assert "甲村" in [row[0] for row in openpyxl.load_workbook(book)["未交"].values]


@pytest.mark.parametrize(
    ("names", "said"),
    [([], "请把收来的表"), (["名册.csv"], "请把收来的表"), (["收件", "a.csv", "b.XLSX"], "只能有一个")],
)
def test_what_cannot_be_collected_is_said(root: Path, tmp_path: Path, names: list[str], said: str) -> None:
    (tmp_path / "收件").mkdir()
    drop = script(root, "drop")
    with pytest.raises(SystemExit, match=said):
        drop.main([str(tmp_path / name) for name in names])


def test_a_package_that_lacks_or_another_zip_writes_nothing(
    parts: tuple[ModuleType, Path, Path], tmp_path: Path
) -> None:
    made, python, wheels = parts
    (tmp_path / "none").mkdir()
    with pytest.raises(SystemExit, match="pikepdf"):
        made.assemble(python, tmp_path / "none", tmp_path / "out")
    other = zipped(tmp_path / "other.zip", {"setup.py": ""})
    with pytest.raises(SystemExit, match="embeddable"):
        made.assemble(other, wheels, tmp_path / "out")
    assert not (tmp_path / "out").exists()
