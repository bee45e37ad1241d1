"""``serve`` makes only what an edit touches; the whole build stays the judge of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from generator import forms
from generator.model import Corpus
from generator.project import NOT_IN_FORMS, open_project
from generator.site.preview import Preview
from generator.site.progress import Steps
from generator.site.serve import Workshop
from tests.served import copy_root

URL = "http://127.0.0.1/"

EDITS = {
    "standards/editorial/finder.yml": ("村工会", "行政村工会"),
    "standards/editorial/topics.yml": ('    summary: "', '    summary: "改动，'),
    "standards/editorial/remarks.yml": ("。", "！"),
    "docs/guide/fill.md": ("。", "！"),
    "docs/guide/host.md": ("title: ", "title: 新的"),
}


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_root(root, tmp_path_factory.mktemp("preview") / "root")


@pytest.fixture(scope="module")
def workshop(folder: Path) -> Workshop:
    """A workshop that has laid out everything once, into ``seen`` beside the root."""
    workshop = Workshop(folder, folder.parent / "seen", URL)
    workshop.start(Steps())
    return workshop


def pages(site: Path) -> dict[str, bytes]:
    kinds = (".html", ".js", ".json", ".csv", ".pdf", ".png", ".xlsx")
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.suffix in kinds}


def edit(folder: Path, workshop: Workshop, path: str, before: str, after: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert workshop.touch(file.resolve())
    workshop.renew()


def test_what_edits_leave_is_what_a_whole_build_makes(folder: Path, workshop: Workshop) -> None:
    for path, (before, after) in EDITS.items():
        edit(folder, workshop, path, before, after)
    whole = folder.parent / "whole"
    Preview(folder, whole, URL).lay_out()
    seen, made = pages(folder.parent / "seen"), pages(whole)
    assert sorted(seen) == sorted(made)
    assert [path for path in made if seen[path] != made[path]] == []
    assert "行政村工会" in made["index.html"].decode()


def test_a_page_edited_beside_a_slip_is_laid_out_once_the_slip_is_mended(
    folder: Path, workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    finder, page = folder / "standards/editorial/finder.yml", folder / "docs/guide/campaign.md"
    sound = finder.read_text(encoding="utf-8")
    finder.write_text(sound + "surplus: 1\n", encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8") + "\n新添的一句。\n", encoding="utf-8")
    workshop.touch(finder.resolve())
    workshop.touch(page.resolve())
    workshop.renew()
    assert "finder.yml:" in capsys.readouterr().out
    finder.write_text(sound, encoding="utf-8")
    workshop.touch(finder.resolve())
    workshop.renew()
    assert "新添的一句" in (folder.parent / "seen/guide/campaign/index.html").read_text(encoding="utf-8")


def test_pages_that_were_written_before_one_could_not_be_are_laid_out_later(
    folder: Path, workshop: Workshop, capsys: pytest.CaptureFixture[str]
) -> None:
    remarks, page = folder / "standards/editorial/remarks.yml", folder / "docs/standards/villages.md"
    page.unlink()
    page.symlink_to("nowhere/page.md")  # which no writing gets through, as through a file that is in use
    said = "改动以后。"
    text = remarks.read_text(encoding="utf-8")
    remarks.write_text(text.replace("    text: ", f"    text: {said}"), encoding="utf-8")
    workshop.touch(remarks.resolve())
    workshop.renew()
    assert "villages.md 读写失败" in capsys.readouterr().out
    page.unlink()
    workshop.touch(remarks.resolve())
    workshop.renew()
    seen = [folder.parent / "seen" / name for name in ("index.html", "standards/villages/index.html")]
    assert all(said in file.read_text(encoding="utf-8") for file in seen)


def test_an_edit_of_one_page_lays_out_that_page_alone(
    folder: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkdocs.commands import build as mkdocs

    laid_out: list[str] = []
    really = mkdocs._build_page

    def noting(page: object, *rest: object) -> None:
        laid_out.append(page.file.src_uri)  # type: ignore[attr-defined]
        really(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(mkdocs, "_build_page", noting)
    edit(folder, workshop, "docs/guide/collect.md", "。", "！")
    assert laid_out == ["guide/collect.md"]


def test_a_new_page_and_a_page_that_is_gone_are_laid_out_among_all(folder: Path, workshop: Workshop) -> None:
    page = folder / "docs" / "guide" / "new.md"
    page.write_text("# 新的一页\n", encoding="utf-8")
    workshop.touch(page.resolve())
    workshop.renew()
    assert "新的一页" in (folder.parent / "seen/guide/new/index.html").read_text(encoding="utf-8")
    page.unlink()
    workshop.touch(page.resolve())
    workshop.renew()
    assert not (folder.parent / "seen/guide/new").exists()


def test_the_generators_own_writing_is_no_edit(folder: Path, workshop: Workshop) -> None:
    docs = (folder / "docs").resolve()
    assert not workshop.touch(docs / "index.md")
    assert not workshop.touch(docs / ".generated.json")
    assert not workshop.touch((folder / "forms" / ".application.yml.swp").resolve())
    assert workshop.touch(docs / "guide" / "fill.md")


def test_no_form_prints_the_layers_that_it_is_not_made_again_for(root: Path, corpus: Corpus) -> None:
    project = open_project(root)
    without = dataclasses.replace(corpus, **dict.fromkeys(NOT_IN_FORMS, None))  # type: ignore[arg-type]
    for form in project.forms[-2:]:
        assert forms.render(without, form) == forms.render(corpus, form)
        assert forms.render_word(without, form) == forms.render_word(corpus, form)


def test_a_form_is_made_again_for_what_it_prints_and_for_nothing_else(root: Path) -> None:
    project = open_project(root)
    form = project.forms[-1]

    def made(corpus: Corpus, site_url: str = "") -> list[bytes]:
        return [data for _, data in project.known.files(corpus, form, site_url)]

    first = made(project.corpus)
    other = dataclasses.replace(project.corpus, topics=project.corpus.topics[1:])
    assert all(again is data for again, data in zip(made(other), first, strict=True))
    later = dataclasses.replace(project.corpus.catalog, date="2031-01-01")
    changed = made(dataclasses.replace(project.corpus, catalog=later))
    assert all(new != data for new, data in zip(changed, first, strict=True))
    assert made(project.corpus, "https://example.org/") != first
