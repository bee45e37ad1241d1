"""Text that does not say how it is encoded.

A text string of a PDF is PDFDocEncoding (ISO 32000-1, annex D) unless it starts with a mark, and that
has no hanzi. Programs that know nothing of it store what their system uses: GBK or its successor
GB18030, UTF-8, UTF-16. Each reading is tried, and the one in which the most characters are such as
people type wins; whatever is not plain ASCII or the marks that PDFDocEncoding is used for is doubted.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Guess(NamedTuple):
    """A reading, and whether there is no other that makes sense."""

    text: str
    sure: bool


_TYPOGRAPHIC: Final = frozenset("•…—–‘’“”©®°±×÷·§²³")
"""What PDFDocEncoding holds besides letters: these are what they are if nothing else speaks against it."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PLAUSIBLE: Final = re.compile(
    "[\t\n\r -~，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％℃①-⑳ⅠⅡⅢⅣⅤ０-９Ａ-Ｚａ-ｚ]"
)
_HIGH: Final = re.compile("[\x80-\xff]+")
_HANZI: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_COMMON: Final = 0xD7
"""Lead byte of the last row of the 3,755 hanzi in daily use (GB 2312, level 1)."""

_LOWEST: Final = 0x4E
"""The least high byte of a hanzi in UTF-16: in half of the bytes of a text of hanzi, none is lower."""

PLENTY: Final = 0.8
"""The least that a reading must come to; a text of hanzi in daily use and ASCII comes to 1."""
RARE: Final = (0.79, 0.85)
"""What a reading as UTF-16 counts where one as GB18030 is possible: of one character, of more."""


def guess(raw: bytes) -> Guess:
    r"""The text that unmarked bytes stand for.

    >>> guess("安康".encode("gbk")).text, guess("朱镕基".encode("gbk")).text
    ('安康', '朱镕基')
    >>> guess(b"\x8dA\x8e 20\xd730")
    Guess(text='“A” 20×30', sure=True)
    """
    if raw.isascii():
        found = raw.decode("ascii")
        if found.isprintable() or not _CONTROL.search(found):
            return Guess(found, sure=not _may_be_hanzi(raw))
    standard = pdfdoc(raw)
    if _is_typography(standard):
        # ×× is more likely twice × than a hanzi; ×· may be one
        paired = raw.decode("gb18030", "replace")
        return Guess(
            standard, sure=not any(_is_common(c) and len(set(c.encode("gb2312"))) > 1 for c in paired)
        )
    readings = [(score, found) for score, found in _readings(raw) if score >= PLENTY]
    if not readings:
        return Guess(standard, sure=False)
    _, best = max(readings, key=lambda reading: reading[0])
    return Guess(best, sure=False)


def taken_apart(text: str) -> str:
    """What a text of Latin-1 alone was before a program took each of its bytes for a character; or nothing.

    Hanzi leave at least two of them side by side, and come out as such as people use; accents do not.

    >>> taken_apart("Ã¿ÄêÕÙ¿ª"), taken_apart("Größe über 3 m²")
    ('每年召开', '')
    """
    if any(len(run) < 2 for run in _HIGH.findall(text)):
        return ""
    meant = guess(text.encode("latin-1")).text
    wide = [character for character in meant if character > "\xff"]
    usual = all(_PLAUSIBLE.match(character) or _is_common(character) for character in wide)
    return meant if wide and usual else ""


_PDFDOC: Final = {
    **dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=True)),
    **dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True)),
    0xA0: "€",
    **dict.fromkeys((0x7F, 0x9F, 0xAD), "\ufffd"),
}
"""Where PDFDocEncoding is not Latin-1 (ISO 32000-1, D.2)."""


def pdfdoc(raw: bytes) -> str:
    """Bytes in PDFDocEncoding; what stands for nothing is U+FFFD."""
    return raw.decode("latin-1").translate(_PDFDOC)


def _is_typography(standard: str) -> bool:
    """Whether a text is ASCII but for the marks that PDFDocEncoding is used for."""
    return not _CONTROL.search(standard) and all(c in _TYPOGRAPHIC for c in standard if ord(c) > 0x7E)


def _may_be_hanzi(raw: bytes) -> bool:
    """Whether ASCII is just as well two hanzi or more in unmarked UTF-16 (乡村 is ``NagQ``)."""
    if len(raw) < 4 or len(raw) % 2 or max(min(raw[::2]), min(raw[1::2])) < _LOWEST:
        return False
    return any(
        all(_is_common(c) for c in raw.decode(encoding, "replace")) for encoding in ("utf-16-be", "utf-16-le")
    )


def _readings(raw: bytes) -> list[tuple[float, str]]:
    """Every way to read the bytes, with how likely it is, 0 to 1.

    Bytes that happen to be UTF-8 are UTF-8. UTF-16 without a mark is rare: it has to be the better
    reading by far, and no Latin word with an accent.
    """
    found: list[tuple[float, str]] = []
    other = False
    encodings = ["utf-8", "gb18030"] if b"\0" not in raw else []
    encodings += ["utf-16-be", "utf-16-le"] if len(raw) % 2 == 0 else []
    for encoding in encodings:
        try:
            reading = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and not raw.isascii():
            return [(1.0, reading)]
        if encoding == "gb18030" and _is_accented(raw, reading):
            continue
        if encoding.startswith("utf-16"):
            if _is_word(raw):
                continue
            found.append((_score(reading) * (RARE[len(reading) > 1] if other else 1), reading))
        else:
            found.append((_score(reading), reading))
            other = found[-1][0] >= PLENTY
    return found


def _is_word(raw: bytes) -> bool:
    """Whether the bytes are ASCII letters for the most part, as of café: no pairs of bytes."""
    high = sum(byte > 0x7E for byte in raw)
    return re.search(rb"[a-z]{3}", raw) is not None and b"\0" not in raw and high * 3 < len(raw)


def _is_accented(raw: bytes, reading: str) -> bool:
    """Whether bytes that pair up as GBK are more likely accents among ASCII letters.

    Müller pairs ü with l; hanzi in daily use, or two high bytes in a row, do not come about that way.
    """
    if any(_is_common(c) for c in reading) or re.search(rb"[\xa1-\xfe]{2}", raw):
        return False
    standard = pdfdoc(raw)
    return re.search(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z][a-z]", standard) is not None


def _is_common(character: str) -> bool:
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= _COMMON


def _score(reading: str) -> float:
    """The mean over the characters: 1 for what people type daily, less for rarer hanzi, 0 for the rest."""
    total = 0.0
    for character in reading:
        if _PLAUSIBLE.match(character) or _is_common(character):
            total += 1
        elif _HANZI.match(character):
            total += 0.9 if _encodable(character, "gb2312") else 0.8 if _encodable(character, "gbk") else 0.5
    return total / len(reading) if reading else 0.0


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
