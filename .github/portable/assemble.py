"""Assemble a Windows folder in which forms are collected without installing anything.

NOT TRIED ON WINDOWS: no machine with Windows was at hand. What the folder holds, and that its program
collects when its own parts alone are there, is tried on Linux (``tests/test_portable.py``).

    python .github/portable/assemble.py --python python-3.12.10-embed-amd64.zip --out FOLDER [--wheels FOLDER]

``--python`` is the "Windows embeddable package (64-bit)" of Python 3.12, downloaded from python.org. Without
``--wheels``, the packages are downloaded with pip for Windows; nothing is built, on whatever machine this
runs. The folder needs no administrator, no installation and no network; onto its 收表.bat people drop a
folder of forms and a roster. Python 3.12 is the last that supports Windows 8.1, but packages in Rust need
Windows 10 (64-bit).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

NOT_NEEDED: Final = frozenset({"jinja2", "mkdocs", "mkdocs-material", "rjieba", "rjsmin", "watchdog"})
"""Packages that only the building of the site needs."""

PROGRAM: Final = ("generator", "standards", "forms", "mkdocs.yml", "LICENSE", "pyproject.toml")
"""What ``collect`` and ``prefill`` run on."""

BATCH: Final = r"""@echo off
rem Not tried on Windows. Drop a folder of forms, and a roster, onto this file.
"%~dp0python\python.exe" "%~dp0program\drop.py" %*
pause
"""
"""ASCII alone: a batch file is read in the code page of the machine."""

NOTE: Final = """收表：不用安装，不用管理员权限，不联网。

1. 把整个文件夹复制到自己的电脑上（路径里最好没有 & 和 %）。
2. 选中收来的表所在的文件夹和名册（.xlsx 或 .csv），一起拖到“收表.bat”上。没有名册的，只拖文件夹。
   活动文件（.yml）可以一起拖。
3. 等窗口里说“共 …… 个文件”。工作簿“汇总 日期 时间.xlsx”在收来的文件夹旁边；已有的文件不会被改动。

需要 64 位的 Windows 10 或更新的版本。这个文件夹没有在真的 Windows 上试过。
"""


def requirements(root: Path = ROOT) -> list[str]:
    """The packages that the program needs, with their versions, as pyproject.toml has them."""
    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted: list[str] = data["project"]["dependencies"]
    return [line for line in wanted if name_of(line) not in NOT_NEEDED]


def name_of(requirement: str) -> str:
    """The package that a requirement names.

    >>> name_of("jinja2>=3.1")
    'jinja2'
    """
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return found.group().lower() if found else ""


def download(version: str, wheels: Path) -> None:
    """Fetch the wheels for Windows and Python ``version`` (``3.12``) with pip, versions as in the lock."""
    only = ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", version]
    lock = ["-c", str(ROOT / "requirements.lock")]
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-d", str(wheels), *only, *lock, *requirements()],
        check=True,
    )


def version_of(python: Path) -> str:
    """``3.12``: the version of an embeddable package, by the name of the path file in it.

    Raises:
        SystemExit: it is no such package.

    """
    try:
        with zipfile.ZipFile(python) as archive:
            names = [re.fullmatch(r"python3(\d+)\._pth", name) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{python} 打不开：{error}") from error
    minor = next((found.group(1) for found in names if found), "")
    if not minor:
        raise SystemExit(f"{python} 不是 python.org 的 Windows embeddable package")
    return f"3.{minor}"


def assemble(python: Path, wheels: Path, out: Path) -> None:
    """Write the folder ``out`` from an embeddable Python and the wheels in a folder.

    Raises:
        SystemExit: ``out`` exists, a package lacks, or ``python`` is no embeddable Python.

    """
    version = version_of(python)
    there = {path.name.partition("-")[0].replace("_", "-").lower() for path in wheels.glob("*.whl")}
    lacking = sorted({name_of(line) for line in requirements()} - there)
    if lacking:
        raise SystemExit(f"{wheels} 里没有这些包的 .whl 文件：{'、'.join(lacking)}")
    if out.exists():
        raise SystemExit(f"{out} 已经存在；换一个文件夹")
    packages = out / "python" / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    with zipfile.ZipFile(python) as archive:
        archive.extractall(out / "python")
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
    # the path file alone says where this Python looks: not at variables, the registry or the user's folder
    digits = version.replace(".", "")
    found = [f"python{digits}.zip", ".", r"Lib\site-packages", r"..\program"]
    (out / "python" / f"python{digits}._pth").write_bytes("".join(f"{line}\r\n" for line in found).encode())
    _copy_program(out / "program")
    (out / "收表.bat").write_bytes(BATCH.replace("\n", "\r\n").encode("ascii"))
    # the mark tells Notepad of any age that this is UTF-8
    (out / "说明.txt").write_bytes(NOTE.replace("\n", "\r\n").encode("utf-8-sig"))


def _copy_program(folder: Path) -> None:
    folder.mkdir()
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    shutil.copyfile(HERE / "drop.py", folder / "drop.py")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, download what lacks, write the folder."""
    parser = argparse.ArgumentParser(
        description="做一个不用安装的 Windows 收表文件夹（没有在 Windows 上试过）"
    )
    parser.add_argument("--python", type=Path, required=True, help="python-3.12.*-embed-amd64.zip")
    parser.add_argument("--wheels", type=Path, help="下载好的 .whl 放在哪里；不写就用 pip 下载")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个文件夹（不能已经存在）")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        wheels = options.wheels or Path(scratch)
        if options.wheels is None:
            download(version_of(options.python), wheels)
        assemble(options.python, wheels, options.out)
    print(options.out)


if __name__ == "__main__":
    main()
