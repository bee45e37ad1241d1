"""Slips of a Chinese keyboard in YAML: each is named, at its line, and what is right is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import slips, text_file, yaml_file

CERTAIN = {
    "an ideographic space for indentation": ("nav:\n\u3000- a: b.md\n", 2, "yaml-wide-space", "U+3000"),
    "a no-break space for indentation": ("theme:\n\u00a0\u00a0name: x\n", 2, "yaml-wide-space", "U+00A0"),
    "an em space after real spaces": ("theme:\n  \u2003name: x\n", 2, "yaml-wide-space", "U+2003"),
    "an ideographic space after a dash": ("- \u3000a\n", 1, "yaml-wide-space", "U+3000"),
    "an ideographic space after a colon": ("id:\u3000x\n", 1, "yaml-wide-space", "U+3000"),
    "a zero-width space before a key": ("\u200bid: x\n", 1, "yaml-wide-space", "U+200B"),
    "a byte order mark within the file": ("a: b\n\ufeffid: x\n", 2, "yaml-wide-space", "U+FEFF"),
    "a full-width colon after a key": ("site_name：x\nstrict: true\n", 1, "yaml-wide-colon", "："),
    "one after a key of a list": ("- id：x\n", 1, "yaml-wide-colon", "："),
    "one before a page of the navigation": ("nav:\n  - 首页：index.md\n", 2, "yaml-wide-colon", "："),
    "one before a part of the navigation": ("nav:\n  - 标准：\n      - a.md\n", 2, "yaml-wide-colon", "："),
    "Chinese quotes around an address": ("site_url: “https://x.cn/”\n", 1, "yaml-wide-quote", "“"),
    "full-width quotes around a version": ("version: ＂1.0.0＂\n", 1, "yaml-wide-quote", "＂"),
}


@pytest.mark.parametrize(("text", "line", "code", "named"), CERTAIN.values(), ids=CERTAIN)
def test_a_slip_that_cannot_be_meant_is_found(text: str, line: int, code: str, named: str) -> None:
    (finding,) = slips.certain(text, "a.yml")
    assert (finding.place.line, finding.code) == (line, code)
    assert named in finding.message


LIKELY = {
    "a full-width colon after a Chinese key": ("状态：好\n关于: a.md\n", 1, "yaml-wide-colon"),
    "a full-width dash before an entry": ("items:\n－ a\n- b\n", 2, "yaml-wide-dash"),
    "an em dash before an entry": ("items:\n  — a: b\n  - c: d\n", 2, "yaml-wide-dash"),
    "a full-width comma between brackets": ("- {item: 1.1.1， quote: x}\n", 1, "yaml-wide-punctuation"),
    "a full-width bracket at the end": ("a: [x, y］\nb: c\n", 1, "yaml-wide-punctuation"),
    "no space behind a colon": ("id:x\nname: y\n", 1, "yaml-colon"),
    "a Chinese quote before a text with a colon": ("a: “b: c”\n", 1, "yaml-wide-quote"),
    "a tab for indentation": ("a:\n\tb: c\n", 2, "yaml-tab"),
}


@pytest.mark.parametrize(("text", "line", "code"), LIKELY.values(), ids=LIKELY)
def test_the_slip_that_broke_a_file_is_named_instead_of_the_parsers_words(
    tmp_path: Path, text: str, line: int, code: str
) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    _, findings = yaml_file.read(path, "a.yml")
    assert [(f.place.line, f.code) for f in findings] == [(line, code)]


RIGHT = {
    "a full-width colon in a text": "a: 甲：乙\n",
    "one in a quoted key": '"甲：乙": c\n',
    "one in a key": "nav:\n  - 甲：乙: c.md\n",
    "one in an entry of a list": "- 例如：会费\n",
    "a text in Chinese quotes": "name: “双亮”\n",
    "an address": "url: https://a.cn\n",
    "an ideographic space within a text": "a: 甲\u3000乙\n",
    "whatever stands in a literal block": "a: |\n  id：x\n  \u3000b\nc: d\n",
    "a comment": "# 键：值\n",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert list(slips.certain(text, "a.yml")) == []


@pytest.mark.parametrize("character", "\u0085\u2028\u2029")
def test_a_line_break_that_only_yaml_knows_is_found(tmp_path: Path, character: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(f"a: b\nc: d{character}e\n", encoding="utf-8", newline="")
    data, findings = yaml_file.read(path, "a.yml")
    assert data is None
    assert [(f.place.line, f.code) for f in findings] == [(2, "yaml-character")]


ENCODINGS = {
    "GBK": ("a: 中文\n".encode("gbk"), "GBK"),
    "UTF-16 with its mark": ("a: 中文\n".encode("utf-16"), "UTF-16"),
    "UTF-16 without": ("a: b\n".encode("utf-16-le"), "UTF-16"),
    "UTF-32": ("a: 中文\n".encode("utf-32"), "UTF-32"),
    "Latin-1": (b"a: caf\xe9", "E9"),
}


@pytest.mark.parametrize(("raw", "named"), ENCODINGS.values(), ids=ENCODINGS)
def test_another_encoding_is_named(tmp_path: Path, raw: bytes, named: str) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(raw)
    text, (finding,) = text_file.read_text(path, "a.yml")
    assert text is None
    assert finding.code == "file-not-utf8"
    assert named in finding.message


def test_a_byte_order_mark_of_utf8_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfa: b\n")
    assert text_file.read_text(path, "a.yml") == ("a: b\n", [])
