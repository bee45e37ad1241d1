"""What MkDocs refuses is told with file, line and mend; held against what MkDocs 1.6.1 itself says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.site.refusal import told

SETTINGS = """\
site_name: 甲
theme: {name: material, language: zh, font: false}
plugins: []
validation:
  nav: {omitted_files: warn, not_found: warn}
  links: {not_found: warn, anchors: warn, unrecognized_links: warn}
"""

TRACEBACK = """\
INFO    -  Cleaning site directory
  - index.md
Traceback (most recent call last):
  File "a.py", line 1, in <module>
    b()

ValueError: 甲
"""

CASES = {
    "a link to no page": ("", "\n[乙](b.md)\n", ["docs/a.md:3: 链接 b.md 走不通：没有这一页（改正链接）"]),
    "a link to no place": (
        "",
        "\n[乙](#b)\n",
        ["docs/a.md:3: 链接 #b 走不通：那一页上没有这个位置（改正链接）"],
    ),
    "a page that nothing leads to": (
        "nav:\n  - 甲: index.md\n",
        "",
        ["docs/a.md:1: 这一页不在导航里（在 mkdocs.yml 的 nav 里加上它，或写进 not_in_nav）"],
    ),
    "a navigation to no page": (
        "nav:\n  - 甲: index.md\n  - 乙: a.md\n  - 丙: c.md\n",
        "",
        ["mkdocs.yml:10: 导航里的 c.md 没有这一页（改正 nav，或补上这一页）"],
    ),
    "an unknown setting": ("a: 1\n", "", ["mkdocs.yml:7: 没有 a 这一项设置（改正拼写，或删去它）"]),
    "a hook that is not there": ("hooks: [a.py]\n", "", ["mkdocs.yml:7: 设置 hooks 用不了（"]),
    "a plugin that is not there": (
        "",
        "",
        ['mkdocs.yml:3: 设置 plugins 用不了（MkDocs 说：The "nope" plugin'],
    ),
    "a language that is not there": ("", "", ["qq.html"]),
}


@pytest.mark.parametrize(("settings", "page", "expected"), CASES.values(), ids=CASES)
def test_a_refusal_is_told_with_its_place(
    tmp_path: Path, request: pytest.FixtureRequest, settings: str, page: str, expected: list[str]
) -> None:
    changed = {"a plugin that is not there": ("[]", "[nope]"), "a language that is not there": ("zh", "qq")}
    old, new = changed.get(request.node.callspec.id, ("", ""))
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace(old, new) + settings, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 甲\n", encoding="utf-8")
    (tmp_path / "docs" / "a.md").write_text(f"# 乙\n{page}", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode
    lines = told(result.stdout + result.stderr, tmp_path).splitlines()
    assert len(lines) == len(expected), lines
    for line, wanted in zip(lines, expected, strict=True):
        assert wanted in line


def test_no_progress_and_no_frames_are_told() -> None:
    assert told(TRACEBACK, Path()) == "ValueError: 甲"


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_without_settings_is_refused_before_the_work(
    copy_with_forms: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (copy_with_forms / "mkdocs.yml").unlink(missing_ok=True)
    assert main(["--root", str(copy_with_forms), command]) == 2
    said = capsys.readouterr()
    assert "没有 mkdocs.yml" in said.err
    assert "检查数据" not in said.out
