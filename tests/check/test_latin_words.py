"""Latin words in a Chinese text keep the spaces that the transcript has, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.run import check

TEXT = "standards/verbatim/villages.yml"
SOURCE = "standards/source/notice-and-standards.txt"
QUOTING = ("standards/editorial/topics.yml", "standards/editorial/weighings.yml")
BEFORE, OLD = "开展工作和活动有", "经费保障"
"""The text of 6.4.1, which stands once in the source, without its full stop."""


def put(root: Path, text: str, source: str) -> list[tuple[str, str]]:
    """The (code, message) of what `check` finds when the item has ``text`` and the transcript ``source``."""
    for file, new in ((TEXT, text), *((quoting, text) for quoting in QUOTING), (SOURCE, source)):
        path = root / file
        content = path.read_text(encoding="utf-8")
        assert content.count(BEFORE + OLD) == 1, file
        path.write_text(content.replace(BEFORE + OLD, BEFORE + new), encoding="utf-8")
    findings = check(root).findings
    return [(f.code, f.message) for f in findings if f.code not in ("numeral-unaccounted", "clause-coverage")]


SAME = [
    "通过 ISO 9001 认证",
    "通过ISO 9001认证",
    "加入 a Chinese-English word list 的",
    "参照 GB/T 19001 执行",
    "用 Wi-Fi 上网",
]


@pytest.mark.parametrize("words", SAME)
def test_spaces_that_the_transcript_has_are_right(copy: Path, words: str) -> None:
    assert put(copy, words, words) == []


WRONG = {
    "a space too many between Latin words": ("过ISO 9001认证", "过ISO9001认证", "多了空格"),
    "a space too few between Latin words": ("过ISO9001认证", "过ISO 9001认证", "少了一个空格"),
    "a space too many beside a Latin word": ("过ISO9001 认证", "过ISO9001认证", "多了空格"),
    "a space too few beside a Latin word": ("过ISO9001认证", "过 ISO9001认证", "少了一个空格"),
    "a space in another place": ("过ISO9 001认证", "过ISO 9001认证", "少了一个空格"),
    "a space at a wrap before a Chinese word": ("过ISO 认证", "过ISO\n认证", "多了空格"),
}


@pytest.mark.parametrize(("text", "source", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_space_is_found_where_it_is(copy: Path, text: str, source: str, said: str) -> None:
    found = put(copy, text, source)
    assert {code for code, _ in found} == {"provenance-space"}
    assert any(said in message and "6.4.1" in message for _, message in found)


@pytest.mark.parametrize("text", ["passed on", "passedon"])
def test_where_a_line_ends_between_latin_words_nobody_knows_of_a_space(copy: Path, text: str) -> None:
    assert put(copy, text, "passed\non") == []


NEVER = {
    "between Chinese characters": ("上 解工作", "上 解工作"),
    "two in a row": ("过ISO  9001认证", "过ISO  9001认证"),
    "a no-break space": ("过ISO\u00a09001认证", "过ISO\u00a09001认证"),
    "an ideographic space": ("过ISO\u30009001认证", "过ISO\u30009001认证"),
    "a zero-width space": ("过ISO\u200b9001认证", "过ISO9001认证"),
}


@pytest.mark.parametrize(("text", "source"), NEVER.values(), ids=NEVER)
def test_other_white_space_is_wrong_whatever_the_transcript_has(copy: Path, text: str, source: str) -> None:
    assert "text-white-space" in {code for code, _ in put(copy, text, source)}
