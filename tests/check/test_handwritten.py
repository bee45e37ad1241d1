"""mkdocs.yml and hand-written pages: a slip in them is a finding of `check`, never a traceback later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.check.handwritten import check_handwritten
from generator.check.run import check

SETTINGS = "site_name: 甲\nnav:\n  - 首页: index.md\n"
SPECIAL = """\
theme:
  custom_dir: !ENV [DIR, x]
site_url: !ENV SITE_URL
markdown_extensions:
  - a: {make: !!python/name:os.getcwd '', more: &more {b: 1}}
extra:
  <<: *more
"""
PAGE = "---\ntitle: 甲\n---\n\n# 甲\n"


def write(root: Path, file: str, content: str | bytes) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def found(root: Path) -> list[tuple[str, int, str]]:
    return [(f.place.file, f.place.line, f.code) for f in check_handwritten(root)]


AMBIGUOUS = "yaml-ambiguous"
SLIPS: dict[str, tuple[str, str | bytes, int, str]] = {
    "settings in GBK": ("mkdocs.yml", SETTINGS.encode("gbk"), 1, "file-not-utf8"),
    "settings in UTF-16": ("mkdocs.yml", SETTINGS.encode("utf-16"), 1, "file-not-utf8"),
    "settings with a full-width colon": ("mkdocs.yml", "site_name：甲\na: b\n", 1, "yaml-wide-colon"),
    "a navigation with one": ("mkdocs.yml", SETTINGS.replace("首页: ", "首页："), 3, "yaml-wide-colon"),
    "an ideographic indent": ("mkdocs.yml", SETTINGS.replace("  - ", "\u3000- "), 3, "yaml-wide-space"),
    "a no-break indent": ("mkdocs.yml", SETTINGS.replace("  - ", "\u00a0\u00a0- "), 3, "yaml-wide-space"),
    "a tab": ("mkdocs.yml", "theme:\n\tname: x\n", 2, "yaml-tab"),
    "a bracket that is never closed": ("mkdocs.yml", "a: [b\nc: d\n", 2, "yaml-syntax"),
    "settings that are a list": ("mkdocs.yml", "- a\n- b\n", 1, "yaml-no-mapping"),
    "settings that are a word": ("mkdocs.yml", "甲\n", 1, "yaml-no-mapping"),
    "a page in GBK": ("docs/guide/甲.md", PAGE.encode("gbk"), 2, "file-not-utf8"),
    "a page in UTF-16": ("docs/甲.md", PAGE.encode("utf-16"), 1, "file-not-utf8"),
    "a title with a full-width colon": ("docs/a.md", PAGE.replace(": ", "："), 2, "yaml-wide-colon"),
    "an indented title": ("docs/a.md", PAGE.replace("title", "\u3000title"), 2, "yaml-wide-space"),
    "settings without a name": ("mkdocs.yml", "# 空的\n", 1, "shape-missing-key"),
    "a name that is a number": ("mkdocs.yml", SETTINGS.replace("甲", "2016"), 1, "shape-type"),
    "pages elsewhere": ("mkdocs.yml", SETTINGS + "docs_dir: pages\n", 4, "shape-enum"),
    "addresses that end in .html": ("mkdocs.yml", SETTINGS + "use_directory_urls: false\n", 4, "shape-enum"),
    "an address that is none": ("mkdocs.yml", SETTINGS + "site_url: 我们的网站\n", 4, "shape-pattern"),
    "a navigation that is a mapping": ("mkdocs.yml", SETTINGS.replace("  - ", "  "), 2, "shape-type"),
    "a guide without its page": (
        "mkdocs.yml",
        SETTINGS + "extra:\n  guides:\n    - [怎样填]\n",
        6,
        "shape",
    ),
    "a guide that is only a word": (
        "mkdocs.yml",
        SETTINGS + "extra:\n  guides:\n    - 怎样填\n",
        6,
        "shape-type",
    ),
    "guides that are one word": ("mkdocs.yml", SETTINGS + "extra:\n  guides: 怎样填\n", 5, "shape-type"),
    "parts of the name as one": (
        "mkdocs.yml",
        SETTINGS + "extra:\n  site_name_parts: 甲乙\n",
        5,
        "shape-type",
    ),
    "a name that is a day of a 13th month": (
        "mkdocs.yml",
        SETTINGS.replace("甲", "2016-13-45"),
        1,
        AMBIGUOUS,
    ),
    "a setting that is no day": ("mkdocs.yml", SETTINGS + "extra:\n  since: 2016-02-30\n", 5, AMBIGUOUS),
    "a mark that YAML keeps for itself": (
        "mkdocs.yml",
        SETTINGS + "extra:\n  signs:\n    - =\n",
        6,
        AMBIGUOUS,
    ),
    "a word called a number": ("mkdocs.yml", SETTINGS + "a: {b: {c: !!int many}}\n", 4, AMBIGUOUS),
    "a title that is no day": ("docs/a.md", PAGE.replace("甲\n---", "2016-13-45\n---"), 2, AMBIGUOUS),
    "a key of the settings twice": ("mkdocs.yml", SETTINGS + "site_name: 乙\n", 4, "yaml-duplicate-key"),
    "a key twice further down": (
        "mkdocs.yml",
        SETTINGS + "extra:\n  a: 1\n  a: 2\n",
        6,
        "yaml-duplicate-key",
    ),
    "a tag that runs something": (
        "mkdocs.yml",
        SETTINGS + "a: !!python/object/apply:os.abort []\n",
        4,
        "yaml-tag",
    ),
    "a key that is a list": ("mkdocs.yml", SETTINGS + "? [a]\n: 1\n", 4, "yaml-key"),
    "a page of Windows with a full-width colon": (
        "docs/a.md",
        PAGE.replace(": ", "：").replace("\n", "\r\n"),
        2,
        "yaml-wide-colon",
    ),
    "a title twice": ("docs/a.md", PAGE.replace("甲\n---", "甲\ntitle: 乙\n---"), 3, "yaml-duplicate-key"),
    "a title with a tag": ("docs/a.md", PAGE.replace("甲\n---", "!ENV 甲\n---"), 2, "yaml-tag"),
    "front matter without an end": ("docs/a.md", PAGE.replace("甲\n---", "甲"), 1, "front-matter-open"),
    "a zero byte in a page": ("docs/a.md", PAGE + "\n乙\0\n", 7, "page-character"),
    "a title with a colon": ("docs/a.md", PAGE.replace("甲\n---", "甲: 乙\n---"), 2, "yaml-syntax"),
}


@pytest.mark.parametrize(("file", "content", "line", "code"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_at_its_line(
    tmp_path: Path, file: str, content: str | bytes, line: int, code: str
) -> None:
    write(tmp_path, file, content)
    assert found(tmp_path) == [(file, line, code)]


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", SETTINGS + SPECIAL)
    write(tmp_path, "docs/a.md", "\ufeff" + PAGE.replace("\n", "\r\n") + "\u3000\u3000正文：一段。\n")
    write(tmp_path, "docs/b.md", "# 没有题头\n\n---\n\ntitle：不是题头\n")
    write(tmp_path, "docs/c.md", "---\n\n一条线开头的页\n")
    assert found(tmp_path) == []


@pytest.mark.parametrize("settings", [
    "site_name: !ENV NAME\n",
    "site_name: !ENV [NAME, 甲]\n",
    "site_name: 甲\nplugins: [!ENV SEARCH, tags]\nhooks: !ENV [HOOKS, []]\n",
    "site_name: 甲\nextra:\n  guides: [[!ENV NAME, guide/fill/], [甲, !ENV GUIDE]]\n",
    "site_name: 甲\nextra:\n  search_examples: [!ENV A, !ENV [B, 乙], 1]\n  guides: !ENV GUIDES\n",
    "site_name: 甲\nextra:\n  a: !!python/name:os.getcwd\n  b: [!!python/name:os.getcwd '', {c: !ENV D}]\n",
    "site_name: 甲\nextra:\n  since: 2016-02-29\n  a: [0o9, 1_000, 1:30, ~, yes, .inf]\n  =: 1\n",
])  # fmt: skip
def test_what_only_mkdocs_can_tell_may_stand_wherever_it_may_for_mkdocs(
    tmp_path: Path, settings: str
) -> None:
    write(tmp_path, "mkdocs.yml", settings)
    assert list(check_handwritten(tmp_path)) == []


def test_the_real_settings_and_pages_are_right(root: Path) -> None:
    assert found(root) == []


def test_what_settings_inherit_need_not_stand_in_them(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "INHERIT: base.yml\n")
    assert found(tmp_path) == []


def test_settings_that_stand_within_themselves_end(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", SETTINGS + "extra: &a {b: *a}\n")
    assert found(tmp_path) == []


def test_a_link_that_leads_nowhere_is_not_taken_for_an_absent_file(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").symlink_to("nowhere.yml")
    assert found(tmp_path) == [("mkdocs.yml", 1, "file-unreadable")]


def test_a_generated_page_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, "docs/.generated.json", '{"a.md": "0"}')
    write(tmp_path, "docs/a.md", PAGE.encode("gbk"))
    assert found(tmp_path) == []


def test_check_reports_it_with_the_rest(copy: Path) -> None:
    write(copy, "mkdocs.yml", SETTINGS.encode("gbk"))
    assert [f.code for f in check(copy).findings] == ["file-not-utf8"]


@pytest.mark.parametrize("command", [["check"], ["build"], ["forms", "--out", "out"], ["serve"]])
@pytest.mark.parametrize("slip", ["settings in GBK", "an ideographic indent", "a page in UTF-16"])
def test_no_command_ends_with_a_traceback(
    copy_with_forms: Path, root: Path, command: list[str], slip: str
) -> None:
    file, content, line, _ = SLIPS[slip]
    write(copy_with_forms, "mkdocs.yml", SETTINGS)
    write(copy_with_forms, file, content)
    result = subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(copy_with_forms), *command],
        cwd=root,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 1, said
    assert f"{file}:{line}: " in said
    assert "Traceback" not in said
