# mypy: disable-error-code="import-untyped, import-not-found"
"""Make the font files of the forms from the static Noto fonts (run by hand, output committed).

Usage::

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-serif-sc@0.4.3
    (unpack each, then)
    python make_fonts.py sans/400Regular/NotoSansSC_400Regular.ttf FormSansSC-Regular.ttf
    python make_fonts.py serif/400Regular/NotoSerifSC_400Regular.ttf FormSerifSC-Regular.ttf
    python make_fonts.py sans/700Bold/NotoSansSC_700Bold.ttf FormSansSC-Bold.ttf

What comes out differs from the source font in these ways, each of which a form field relies on:

* coverage: GB2312, 通用规范汉字表 (8,105 hanzi, 196 of them outside the BMP), ASCII, Latin-1, the signs
  of GBK (㎡, Ⅷ …) and tick marks, which the source lacks and which are drawn here: PDFium takes hanzi
  that are typed from the system's fonts, but a sign that the field font lacks stays invisible;
  the bold face, which only headings are printed in, has ASCII, common signs and the 3,755 common hanzi
  of GB2312 (level 1): a heading with any other character is printed in the regular weight;
  no layout features, no hinting, no vertical metrics;
* exactly one glyph for each code point (where two code points share a glyph, the second gets a copy),
  so that glyph -> character is a function and a filler can never write one for the other;
* line height 1.25 em instead of 1.45, which viewers take from the font when somebody types;
* no composite glyphs, so that a glyph can be dropped without looking at any other;
* a PostScript name of its own, and the right to embed unchanged (``fsType`` 0).

Needs fontTools; nothing at build time or run time does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).parent
SIGNS = (
    "\u00a0\u00ad§°±²³·×÷–—―‐‑‘’“”„†‡•…‰′″‹›※‼€™℃№℡←↑→↓⇒⇔∈∏∑√∞∠∥∧∨∩∪∫∮∴∵∽≈≌≠≡≤≥≦≧⊙⊥"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳■□▲△▼▽◆◇○◎●★☆♀♂〇〈〉《》「」『』【】〒〔〕〖〗～！＂＃＄％＆＇（）＊＋，－．／"
    "０１２３４５６７８９：；＜＝＞？＠［＼］＾＿｀｛｜｝￥￣"
)

ASCENT, DESCENT = 1000, -250

Contour = list[tuple[int, int]]


def _bar(x0: int, y0: int, x1: int, y1: int, width: int) -> Contour:
    """A straight stroke as a polygon, clockwise."""
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = round((y1 - y0) / length * width / 2), round((x1 - x0) / length * width / 2)
    corners = [(x0 - dx, y0 + dy), (x1 - dx, y1 + dy), (x1 + dx, y1 - dy), (x0 + dx, y0 - dy)]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))
    return corners if area < 0 else corners[::-1]


BOX: list[Contour] = [
    [(80, -60), (80, 780), (920, 780), (920, -60)],
    [(140, 0), (860, 0), (860, 720), (140, 720)],
]
CHECK = [_bar(240, 380, 440, 160, 90), _bar(440, 160, 780, 620, 90)]
CROSS = [_bar(250, 110, 750, 610, 80), _bar(250, 610, 750, 110, 80)]
TICKS: dict[int, list[Contour]] = {
    0x2610: BOX,
    0x2611: BOX + CHECK,
    0x2612: BOX + CROSS,
    0x2713: CHECK,
    0x2714: [_bar(240, 380, 440, 160, 130), _bar(440, 160, 780, 620, 130)],
    0x2717: CROSS,
    0x2718: [_bar(250, 110, 750, 610, 120), _bar(250, 610, 750, 110, 120)],
}
"""☐ ☑ ☒ ✓ ✔ ✗ ✘, in units of a thousandth of an em."""


def _glyph(contours: list[Contour]) -> Glyph:
    pen = TTGlyphPen(None)
    for contour in contours:
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    return glyph


def common() -> set[int]:
    """The code points of the bold face: ASCII, the signs, and of GB2312 signs (rows 1 to 3) and level 1
    (rows 16 to 55).
    """
    points = set(range(0x20, 0x7F)) | {ord(c) for c in SIGNS}
    for high in (*range(0xA1, 0xA4), *range(0xB0, 0xD8)):
        row = b"".join(bytes((high, low)) for low in range(0xA1, 0xFF))
        points |= {ord(c) for c in row.decode("gb2312", errors="ignore")}
    return points


def wanted() -> set[int]:
    """Every code point that the forms promise to show."""
    points = set(range(0x20, 0x7F)) | set(range(0xA1, 0x100)) | {ord(c) for c in SIGNS}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    for high in range(0xA1, 0xAA):
        for low in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            sign = bytes((high, low)).decode("gbk", errors="ignore")
            if len(sign) == 1 and not 0xE000 <= ord(sign) <= 0xF8FF:
                points.add(ord(sign))
    listed = (HERE / "tongyong-guifan-hanzi.txt").read_text(encoding="utf-8")
    return points | {ord(c) for c in listed if not c.isspace()}


def make(source: Path, target: Path) -> None:
    """Write the subset of ``source`` to ``target``; the same input gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "DSIG", "MATH"]
    subsetter = Subsetter(options)
    bold = target.stem.endswith("-Bold")
    points = common() if bold else wanted()
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.recalcTimestamp = False

    cmap = font.getBestCmap()
    missing = sorted(points - set(cmap))
    print(
        f"{target.name}: {len(cmap)} code points; not in the source font: {len(missing)}",
        " ".join(f"U+{p:04X}" for p in missing),
    )

    glyf, hmtx = font["glyf"], font["hmtx"]
    glyph_set = font.getGlyphSet()
    for name in font.getGlyphOrder():
        if glyf[name].isComposite():
            recording, pen = DecomposingRecordingPen(glyph_set), TTGlyphPen(None)
            glyph_set[name].draw(recording)
            recording.replay(pen)
            glyf[name] = pen.glyph()

    order, single = [".notdef"], {}
    metrics, outlines = {".notdef": hmtx[".notdef"]}, {".notdef": glyf[".notdef"]}
    for point in sorted({*cmap, *(() if bold else TICKS)}):
        name = f"u{point:05X}"
        order.append(name)
        single[point] = name
        if point in cmap:
            metrics[name], outlines[name] = hmtx[cmap[point]], glyf[cmap[point]]
        else:
            outlines[name] = _glyph(TICKS[point])
            metrics[name] = (1000, outlines[name].xMin)
    font.setGlyphOrder(order)
    glyf.glyphs, glyf.glyphOrder = outlines, order
    hmtx.metrics = metrics
    font["maxp"].numGlyphs = len(order)
    font["post"].formatType = 3.0
    font["cmap"].tables = [
        _subtable(4, 1, {p: n for p, n in single.items() if p < 0x10000}),
        _subtable(12, 10, single),
    ]

    _name(font, target.stem)
    font.save(target)


def _name(font: TTFont, stem: str) -> None:
    """The font's own names, the right to embed it, and its line height."""
    for record in list(font["name"].names):
        if record.nameID in (1, 4):
            record.string = stem.split("-", 1)[0]
        elif record.nameID in (3, 6):
            record.string = stem
    font["OS/2"].fsType = 0
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = ASCENT, -DESCENT


def _subtable(format_: int, encoding: int, mapping: dict[int, str]) -> CmapSubtable:
    table = CmapSubtable.newSubtable(format_)
    table.platformID, table.platEncID, table.language = 3, encoding, 0
    table.cmap = mapping
    if format_ == 12:
        table.format, table.reserved, table.length, table.nGroups = 12, 0, 0, 0
    return table


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
