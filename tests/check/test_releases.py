"""The record of releases: what went out under a version stays what that version is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import check
from generator.check.run import check as checked
from generator.cli import main
from generator.errors import FindingsError, UsageError
from generator.load.corpus import CATALOG, RELEASES

VERSION = re.compile(r'^version: "(.*)"$', re.MULTILINE)


@pytest.fixture
def released(copy_with_forms: Path) -> Path:
    """A copy whose version 2.3.4 has just been released."""
    say(copy_with_forms, "2.3.4")
    assert check.release(copy_with_forms).version == "2.3.4"
    return copy_with_forms


def say(root: Path, version: str) -> None:
    path = root / CATALOG
    path.write_text(VERSION.sub(f'version: "{version}"', path.read_text("utf-8")), encoding="utf-8")


def lengthen(root: Path, file: str, key: str) -> None:
    """Put one character before the first text under ``key``."""
    text = (root / file).read_text(encoding="utf-8")
    changed, times = re.subn(rf'^([ -]*{key}: "?)', r"\1新", text, count=1, flags=re.MULTILINE)
    assert times == 1
    (root / file).write_text(changed, encoding="utf-8")


CHANGES = {
    "a summary of a topic": ("standards/editorial/topics.yml", "summary", "2.3.5"),
    "a remark": ("standards/editorial/remarks.yml", "text", "2.3.5"),
    "who issued it": (CATALOG, "  issuer", "2.3.5"),
    "a name of a standard": ("standards/verbatim/villages.yml", "short", "2.4.0"),
    "the name of a form": ("forms/application.yml", "title", "2.4.0"),
    "a message of a rule": ("forms/checklist.yml", "message", "2.4.0"),
}


@pytest.mark.parametrize(("file", "key", "next_version"), CHANGES.values(), ids=CHANGES)
def test_a_change_under_a_released_version_is_found_once_and_the_next_version_named(
    released: Path, file: str, key: str, next_version: str
) -> None:
    lengthen(released, file, key)
    (finding,) = checked(released).findings
    assert (finding.place.file, finding.place.line, finding.code) == (CATALOG, 2, "version-stays")
    assert next_version in finding.remedy
    say(released, next_version)
    assert checked(released).findings == ()


def test_one_rise_serves_every_change_of_a_release(released: Path) -> None:
    say(released, "2.4.0")
    for file, key, _ in CHANGES.values():
        lengthen(released, file, key)
        assert checked(released).findings == ()


def test_what_nobody_can_see_needs_no_new_version(released: Path) -> None:
    for path in [*released.glob("standards/**/*.yml"), *released.glob("forms/*.yml")]:
        path.write_text(path.read_text("utf-8") + "\n# 一个说明\n", encoding="utf-8")
    assert checked(released).findings == ()


def test_the_source_or_the_forms_raise_the_second_part(released: Path) -> None:
    lengthen(released, "forms/application.yml", "title")
    say(released, "2.3.9")
    (finding,) = checked(released).findings
    assert finding.code == "version-stays"
    assert "2.4.0" in finding.remedy


def test_another_date_is_another_release(released: Path) -> None:
    text = (released / CATALOG).read_text(encoding="utf-8")
    (released / CATALOG).write_text(re.sub(r'date: ".*?"', 'date: "2027-01-01"', text, count=1), "utf-8")
    assert [f.code for f in checked(released).findings] == ["version-stays"]


@pytest.mark.parametrize("version", ["2.3.3", "2.2.9", "1.9.9"])
def test_a_version_never_falls(released: Path, version: str) -> None:
    say(released, version)
    assert [f.code for f in checked(released).findings] == ["version-falls"]


def test_versions_compare_as_numbers(released: Path) -> None:
    say(released, "2.10.0")
    assert checked(released).findings == ()


def test_a_file_that_went_away_is_a_change(released: Path) -> None:
    (released / "standards/editorial/vocabulary.yml").unlink()
    (finding,) = checked(released).findings
    assert "vocabulary.yml" in finding.message


def test_a_version_is_released_once(released: Path) -> None:
    with pytest.raises(UsageError, match=r"2\.3\.4"):
        check.release(released)


def test_releases_follow_each_other(released: Path) -> None:
    before = (released / RELEASES).read_text(encoding="utf-8")
    say(released, "2.3.5")
    check.release(released)
    assert (released / RELEASES).read_text(encoding="utf-8").startswith(before)
    assert checked(released).findings == ()


def test_a_record_out_of_order_is_found(released: Path) -> None:
    say(released, "2.3.5")
    check.release(released)
    text = (released / RELEASES).read_text(encoding="utf-8")
    (released / RELEASES).write_text(text.replace("2.3.4", "2.3.9"), encoding="utf-8")
    assert "release-order" in {f.code for f in checked(released).findings}


def test_what_has_findings_is_not_released(copy_with_forms: Path) -> None:
    (copy_with_forms / "standards/editorial/topics.yml").unlink()
    with pytest.raises(FindingsError):
        check.release(copy_with_forms)
    assert not (copy_with_forms / RELEASES).exists()


def test_the_command_says_what_it_did(copy_with_forms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(copy_with_forms), "release"]) == 0
    assert RELEASES in capsys.readouterr().out
    assert main(["--root", str(copy_with_forms), "release"]) == 2


def test_the_real_record_holds(root: Path, copy_with_forms: Path) -> None:
    shutil.copy(root / RELEASES, copy_with_forms / RELEASES)
    assert checked(copy_with_forms).findings == ()


@pytest.fixture
def told(released: Path) -> Path:
    """The same with pages, and a change log that tells of the released version."""
    (released / "docs").mkdir()
    (released / "docs/changelog.md").write_text("# 变更\n\n## 2.3.4（某日）\n\n首次。\n", encoding="utf-8")
    assert checked(released).findings == ()
    return released


@pytest.mark.parametrize(
    ("version", "heading", "codes"),
    [
        ("2.3.5", "## 2.3.5（还没有发布）", []),
        ("2.3.5", "### 数据 2.3.5", []),
        ("2.3.5", "", ["change-untold"]),
        ("2.3.5", "改到 2.3.5", ["change-untold"]),
        ("2.3.5", "## 12.3.5", ["change-untold"]),
        ("2.3.5", "## 2.3.51", ["change-untold"]),
        ("2.3.6", "## 2.3.5\n\n## 2.3.6", []),
        ("3.0.0", "## 2.3.5", ["change-untold"]),
    ],
)
def test_the_change_log_tells_of_the_version_that_is_to_go_out(
    told: Path, version: str, heading: str, codes: list[str]
) -> None:
    say(told, version)
    path = told / "docs/changelog.md"
    path.write_text(f"{heading}\n\n{path.read_text('utf-8')}", encoding="utf-8")
    assert [finding.code for finding in checked(told).findings] == codes


def test_a_change_log_that_is_gone_is_missed_when_the_version_rises(told: Path) -> None:
    (told / "docs/changelog.md").unlink()
    assert checked(told).findings == ()
    say(told, "2.4.0")
    (finding,) = checked(told).findings
    assert str(finding).startswith("docs/changelog.md:1: 没有写 2.4.0 这一版改了什么")


def test_a_later_version_is_not_of_an_earlier_day(released: Path) -> None:
    say(released, "2.4.0")
    path = released / RELEASES
    path.write_text(re.sub(r'date: "[^"]*"', 'date: "2099-01-01"', path.read_text("utf-8")), encoding="utf-8")
    assert [finding.code for finding in checked(released).findings] == ["date-falls"]
