"""One command builds the whole site, the same bytes every time, or leaves the old one alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import addresses
from generator.cli import main
from generator.errors import BuildError, FindingsError, UsageError
from generator.export import records
from generator.model import Corpus
from generator.site import verify
from generator.site.build import build
from generator.site.built import Built
from generator.site.writer import write
from tests.bodies import write_body
from tests.served import copy_root


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_item_stands_on_its_page_word_for_word(site: Path, corpus: Corpus) -> None:
    built = Built(site)
    for standard in corpus.standards:
        page = built.page(addresses.html(addresses.standard_page(standard)))
        assert page.item_texts == [item.text for item in standard.items]
        assert all(page.ids[item.id] == 1 for item in standard.items)


def test_every_layer_that_is_published_is_counted_before_it_is(corpus: Corpus) -> None:
    published = records.comparison(corpus)
    assert {key for key, value in published.items() if isinstance(value, list)} == set(verify.COMPARED)


def test_same_commit_same_bytes_in_another_folder_day_and_time_zone(
    site: Path, root: Path, tmp_path: Path
) -> None:
    folder = copy_root(root, tmp_path / "elsewhere" / "with a space 和中文")
    environment = os.environ | {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "generator", "--root", str(folder), "build"]
    if Path("/usr/bin/faketime").exists():
        command = ["/usr/bin/faketime", "2031-02-03 04:05:06", *command]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    ours, theirs = contents(site), contents(folder / "site")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_failed_check_leaves_site_and_pages_as_they_were(root: Path, tmp_path: Path) -> None:
    folder = copy_root(root, tmp_path / "r")
    (folder / "site" / "data").mkdir(parents=True)
    (folder / "site" / "data" / "standards.json").write_text("old")
    before = contents(folder)
    file = folder / "standards" / "verbatim" / "villages.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("村级党、政副职", "村级党政副职"), encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        build(folder, folder / "site")
    assert {f.code for f in caught.value.findings} >= {"provenance-differs"}
    file.write_text(text, encoding="utf-8")
    assert contents(folder) == before


def test_a_page_that_mkdocs_refuses_leaves_the_site_as_it_was(root: Path, tmp_path: Path) -> None:
    folder = copy_root(root, tmp_path / "r")
    (folder / "site" / "data").mkdir(parents=True)
    (folder / "site" / "data" / "standards.json").write_text("old")
    (folder / "docs" / "changelog.md").write_text("# 记录\n\n[断了的链接](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"nowhere\.md"):
        build(folder, folder / "site")
    assert contents(folder / "site") == {"data/standards.json": b"old"}
    assert [p.name for p in folder.iterdir() if p.name.startswith("site.")] == []


def test_a_site_that_lost_an_item_is_not_published(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.site import build as building

    folder = copy_root(root, tmp_path / "r")
    really = building.run_mkdocs

    def losing(*arguments: object) -> None:
        really(*arguments)  # type: ignore[arg-type]
        page = Path(str(arguments[1])) / "standards" / "villages" / "index.html"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('<p class="item-text">', "<p>", 1), encoding="utf-8")

    monkeypatch.setattr(building, "run_mkdocs", losing)
    with pytest.raises(BuildError, match="villages 的网页有 22 条"):
        build(folder, folder / "site")
    assert not (folder / "site").exists()


def test_a_folder_that_is_no_site_is_not_replaced(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "documents"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep")
    with pytest.raises(UsageError, match="别的东西"):
        build(root, precious)
    with pytest.raises(UsageError, match="源文件"):
        build(root, root)
    assert (precious / "letter.txt").read_text() == "keep"


def test_writing_touches_only_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    first = write(tmp_path, {"a/x.md": b"1", "b.md": b"2"})
    assert set(first.changed) == {"a/x.md", "b.md"}
    stamp = (tmp_path / "b.md").stat().st_mtime_ns
    assert write(tmp_path, {"a/x.md": b"1", "b.md": b"2"}).changed == ()
    second = write(tmp_path, {"b.md": b"2", "c.md": b"3"})
    assert (second.changed, second.removed) == (("c.md",), ("a/x.md",))
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "b.md").stat().st_mtime_ns == stamp


def test_a_hand_written_page_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("mine")
    with pytest.raises(BuildError, match="手写"):
        write(tmp_path, {"about.md": b"generated", "other.md": b""})
    assert (tmp_path / "about.md").read_text() == "mine"
    assert not (tmp_path / "other.md").exists()


@pytest.mark.parametrize("path", ["a.md", "guide/a.md", "guide/deep/a.md"])
def test_a_hand_written_page_is_never_overwritten_in_any_folder(tmp_path: Path, path: str) -> None:
    """Looked for in the folders that are there; in those that are not, nothing can stand."""
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("mine")
    with pytest.raises(BuildError, match=f"{path} 是手写的"):
        write(tmp_path, {"new/b.md": b"", path: b"made", "guide/new/c.md": b""})
    assert contents(tmp_path) == {path: b"mine"}


def test_files_come_into_new_folders_at_every_depth_and_over_longer_ones(tmp_path: Path) -> None:
    first = {"a/b/c/d.md": b"long before", "a/b/e.md": b"2", "f.md": b"3"}
    second = {"a/b/c/d.md": b"short", "a/b/g/h.md": b"4", "i/j/k.md": b""}
    for files in (first, second):
        write(tmp_path / "docs", files)
        held = contents(tmp_path / "docs")
        assert set(json.loads(held.pop(".generated.json"))) == set(files)
        assert held == files


@pytest.mark.parametrize(("stands", "made", "told"), [
    ("guide/letter.txt", "guide", "guide 是文件夹"),
    ("a/b.md/letter.txt", "a/b.md", "a/b.md 是文件夹"),
    ("guide", "guide/a.md", "guide 是文件"),
    ("a/guide", "a/guide/deep/b.md", "a/guide 是文件"),
])  # fmt: skip
def test_a_file_and_a_folder_of_one_name_are_told_before_anything_is_written(
    tmp_path: Path, stands: str, made: str, told: str
) -> None:
    (tmp_path / stands).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / stands).write_text("mine")
    with pytest.raises(BuildError, match=f"{told}，"):
        write(tmp_path, {"new/a.md": b"1", made: b"2"})
    assert contents(tmp_path) == {stands: b"mine"}


@pytest.mark.parametrize("removed", ["a/b", "a", "c.md"])
@pytest.mark.parametrize("instead", [False, True])
def test_what_people_have_removed_need_not_be_removed_again(
    tmp_path: Path, removed: str, *, instead: bool
) -> None:
    write(tmp_path, {"a/b/x.md": b"1", "c.md": b"2", "d.md": b"3"})
    path = tmp_path / removed
    path.unlink() if path.is_file() else shutil.rmtree(path)
    if instead and removed != "c.md":
        path.write_text("mine")
    assert write(tmp_path, {"d.md": b"3"}).removed == ("a/b/x.md", "c.md")
    held = {name: content for name, content in contents(tmp_path).items() if name != ".generated.json"}
    assert held == {"d.md": b"3"} | ({removed: b"mine"} if instead and removed != "c.md" else {})


def test_the_same_by_hand_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "a.md").write_bytes(b"made")
    assert write(tmp_path, {"guide/a.md": b"made"}).changed == ()
    assert write(tmp_path, {"guide/a.md": b"made anew"}).changed == ("guide/a.md",)


def test_whose_the_pages_are_is_noted_before_one_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.md").symlink_to("nowhere/b.md")  # which stops the writing half-way
    with pytest.raises(OSError, match=r"b\.md"):
        write(tmp_path, {"a.md": b"1", "b.md": b"2"})
    assert (tmp_path / "a.md").read_bytes() == b"1"
    (tmp_path / "b.md").unlink()
    assert set(write(tmp_path, {"a.md": b"another", "b.md": b"2"}).changed) == {"a.md", "b.md"}


def test_the_list_is_written_only_when_other_files_are_ours(tmp_path: Path) -> None:
    note = tmp_path / ".generated.json"
    write(tmp_path, {"a.md": b"1", "b.md": b"2"})
    first = note.stat().st_ino
    write(tmp_path, {"a.md": b"edited", "b.md": b"2"})
    assert note.stat().st_ino == first
    write(tmp_path, {"a.md": b"edited", "c.md": b"3"})
    assert list(json.loads(note.read_text(encoding="utf-8"))) == ["a.md", "c.md"]


def test_a_list_with_digests_as_releases_before_wrote_it_is_understood(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"made")
    (tmp_path / "gone.md").write_bytes(b"made once")
    (tmp_path / ".generated.json").write_text('{"a.md": "9f86d081", "gone.md": "2c26b46b"}')
    written = write(tmp_path, {"a.md": b"made anew"})
    assert (written.changed, written.removed) == (("a.md",), ("gone.md",))


@pytest.mark.parametrize("name", ["../letter.txt", "a/../../letter.txt", "{}/letter.txt"])
def test_a_list_that_names_what_stands_elsewhere_removes_nothing_there(tmp_path: Path, name: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("keep")
    (tmp_path / "docs" / "a").mkdir(parents=True)
    (tmp_path / "docs" / ".generated.json").write_text(json.dumps({name.format(tmp_path): ""}))
    assert write(tmp_path / "docs", {"b.md": b""}).removed == ()
    assert letter.read_text() == "keep"


def test_a_folder_in_the_place_of_a_file_is_said_without_a_traceback(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_root(root, tmp_path / "r")
    (folder / "docs" / "cards" / "site.png").mkdir(parents=True)
    assert main(["--root", str(folder), "build"]) == 2
    assert "site.png" in capsys.readouterr().err
    assert not list(folder.glob("site*"))


@pytest.mark.parametrize("where", ["docs", "docs/site", "standards", "forms/x", "site/../docs"])
def test_a_site_is_never_built_where_people_write(tmp_path: Path, where: str) -> None:
    """Once ``docs/`` holds generated data files, it looks like a site of ours."""
    root = write_body(tmp_path / "root", 1, 1, 3)
    (root / "docs" / "guide.md").write_text("# 手写\n", encoding="utf-8")
    build(root, root / "site", offline=False)
    with pytest.raises(UsageError, match="里放着源文件"):
        build(root, root / where, offline=False)
    assert (root / "docs" / "guide.md").read_text(encoding="utf-8") == "# 手写\n"
