"""The font files: coverage, one glyph for each code point, and the right to embed them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from generator.forms.layout.face import FILES, Face, FaceName, face

FACES = sorted(FILES)
WHOLE: list[FaceName] = ["sans", "serif"]


def table(data: bytes, wanted: str) -> bytes:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == wanted.encode():
            return data[start : start + length]
    raise KeyError(wanted)


def outline(data: bytes, gid: int) -> bytes:
    start, end = struct.unpack_from(">II", table(data, "loca"), 4 * gid)
    return table(data, "glyf")[start:end]


@pytest.mark.parametrize("name", WHOLE)
def test_every_promised_character_is_there(name: FaceName, root: Path) -> None:
    listed = (root / "generator/forms/fonts/tongyong-guifan-hanzi.txt").read_text(encoding="utf-8")
    hanzi = {c for c in listed if not c.isspace()}
    assert len(hanzi) == 8105
    gb2312 = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                gb2312.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    assert len(gb2312) == 7445
    ascii_characters = {chr(point) for point in range(0x20, 0x7F)}
    signs = set("〔〕“”‘’《》①②③④⑤⑥⑦⑧⑨⑩％·—…．０１２３４５６７８９□№℃≥≤√×•㎡Ⅷⅷ☐☑☒✓✔✗✘")
    assert face(name).missing("".join(sorted(hanzi | gb2312 | ascii_characters | signs))) == ""


@pytest.mark.parametrize("name", FACES)
def test_one_glyph_for_each_code_point_and_the_other_way_round(name: FaceName) -> None:
    glyphs = face(name).glyphs
    assert len(set(glyphs.values())) == len(glyphs)
    assert sorted(glyphs.values()) == list(range(1, len(face(name).widths)))


@pytest.mark.parametrize("name", FACES)
def test_hanzi_have_outlines_and_full_width(name: FaceName) -> None:
    font = face(name)
    for character in "工会龚䶮垚一〔" if name in WHOLE else "工会一〔":
        assert font.advance[character] == 1000
        assert len(outline(font.data, font.glyphs[ord(character)])) > 20


@pytest.mark.parametrize("name", FACES)
def test_no_glyph_is_made_of_others(name: FaceName) -> None:
    data = face(name).data
    for gid in range(0, len(face(name).widths), 7):
        drawn = outline(data, gid)
        assert not drawn or struct.unpack_from(">h", drawn)[0] >= 0


@pytest.mark.parametrize("name", FACES)
def test_embedding_is_not_restricted_and_the_name_is_our_own(name: FaceName) -> None:
    data = face(name).data
    assert struct.unpack_from(">H", table(data, "OS/2"), 8)[0] == 0
    assert face(name).name.encode("utf-16-be") in table(data, "name")
    assert "NotoS".encode("utf-16-be") not in table(data, "name")


def test_the_bold_face_has_the_common_hanzi_and_all_signs_of_headings() -> None:
    common = bytes(n for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for n in (high, low))
    hanzi = common.decode("gb2312", errors="ignore")
    assert len(hanzi) == 3755
    assert face("bold").missing(hanzi + "一、二（三）〔〕《》：；，。“”·—0123456789ABCxyz") == ""
    assert face("bold").missing("䶮") == "䶮"


def test_missing_characters_are_named_once_in_order() -> None:
    font: Face = face("sans")
    assert font.missing("工㐀会😀㐀\r\n") == "㐀😀"
    assert font.encode("㐀") == b"\0\0"


def test_the_licence_stands_beside_each_font(root: Path) -> None:
    for file in FILES.values():
        stem = file.split("-", maxsplit=1)[0]
        licence = root / "generator/forms/fonts" / f"OFL-{stem}.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
