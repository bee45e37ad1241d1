"""A built site is read once, and what is proved of it is what stands on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.remarks import Link, Remark
from generator.site import verify
from generator.site.built import Built


def put(site: Path, path: str, content: bytes) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(content)


def test_a_walk_finds_every_file_at_every_depth(tmp_path: Path) -> None:
    paths = {"index.html", "a/index.html", "a/b/c/index.html", "a/表.pdf", ".nojekyll"}
    for path in paths:
        put(tmp_path, path, b"")
    assert Built(tmp_path).paths == paths


@pytest.mark.parametrize("content", [b"", b"short", b"as long as the old", b"longer than the old one was"])
def test_a_file_that_is_written_over_is_the_new_one_and_no_more(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, "a.html", b"as long as the one")
    site = Built(tmp_path)
    assert site.read("a.html") == site.page("a.html").html == b"as long as the one"
    site.write("a.html", content)
    site.write("b.html", content)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes() == content
    assert site.read("a.html") == site.page("a.html").html == content
    assert site.paths == {"a.html", "b.html"}


def test_what_is_removed_is_known_to_be_gone(tmp_path: Path) -> None:
    put(tmp_path, "a.css", b"p{}")
    site = Built(tmp_path)
    site.read("a.css")
    site.remove("a.css")
    assert not site.holds("a.css", b"p{}")
    with pytest.raises(FileNotFoundError):
        site.read("a.css")


def test_an_absent_page_is_empty(tmp_path: Path) -> None:
    page = Built(tmp_path).page("a/index.html")
    assert (page.ids, page.item_texts) == ({}, [])


def test_a_page_is_read_as_a_browser_reads_it(tmp_path: Path) -> None:
    html = (
        '<p id="一"><a id="b&amp;c" href="#">x</a><p class="item-text">甲<b>乙</b> &lt; 丙\n丁</p><p id="一">'
    )
    put(tmp_path, "index.html", html.encode())
    page = Built(tmp_path).page("index.html")
    assert page.ids == {"一": 2, "b&c": 1}
    assert page.item_texts == ["甲乙 < 丙\n丁"]


@pytest.mark.parametrize("found", [b"abcdefgx", b"xbcdefgh", b"abcdefg", b"abcdefghi", b"", None])
@pytest.mark.parametrize("path", ["forms/a.pdf", "data/standards.json", "id/1.1.1/index.html"])
def test_a_copied_file_that_differs_by_a_byte_is_not_published(
    tmp_path: Path, path: str, found: bytes | None
) -> None:
    put(tmp_path, "other.txt", b"1")
    if found is not None:
        put(tmp_path, path, found)
    faults = list(verify._pages({path: b"abcdefgh", "other.txt": b"1"}, Built(tmp_path)))
    assert faults == [f"缺少文件 {path}，或内容不对"]


def test_a_page_that_was_not_laid_out_is_missed(tmp_path: Path) -> None:
    put(tmp_path, "a/index.html", b"x")
    assert list(verify._pages({"a.md": b"", "b/c.md": b""}, Built(tmp_path))) == ["缺少网页 b/c/index.html"]


GUIDES = '<h2>说明</h2><ul class="guides"><li><a href="guide/{}">填</a></li><li><a href="https://a.b/">外</a></li></ul>'


@pytest.mark.parametrize(("guide", "more", "told"), [
    ("fill/", "laws/", []),
    ("filling/", "laws/", ["guide/filling/"]),
    ("fill/", "lawz/", ["lawz/"]),
    ("/", "lawz/", ["lawz/", "guide//"]),
    ("fill/#print", "laws/", []),
    ("fill/?a=1&amp;b=2#print", "laws/", []),
    ("fill/fill.pdf", "laws/", []),
    ("%E6%80%8E%E6%A0%B7/", "laws/", []),
    ("怎样/#fill", "laws/", []),
    ("filling/#fill", "laws/", ["guide/filling/#fill"]),
    ("fill/filling.pdf", "laws/", ["guide/fill/filling.pdf"]),
])  # fmt: skip
def test_ways_that_mkdocs_does_not_see_lead_to_pages(
    tmp_path: Path, guide: str, more: str, told: list[str]
) -> None:
    put(tmp_path, "index.html", GUIDES.format(guide).encode())
    for page in ("guide/fill/index.html", "guide/怎样/index.html", "guide/fill/fill.pdf"):
        put(tmp_path, page, b"x")
    put(tmp_path, "laws/index.html", b"x")
    remarks = [Remark("a", ("law",), "甲", "乙", Link(more, "看")), Remark("b", ("law",), "甲", "乙")]
    faults = list(verify._ways(remarks, Built(tmp_path)))
    assert len(faults) == len(told)
    assert all(one in fault for one, fault in zip(told, faults, strict=True))
