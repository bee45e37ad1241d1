"""部首 (radicals) that stand for hanzi in text copied from PDF files: the same glyph, another character.

Fonts have one glyph for ⺠ (U+2EA0, CJK Radicals Supplement) and 民, and copying gives either. NFKC knows
the Kangxi radicals (U+2F00 to U+2FD5), but not these.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = 0x2E80

# The property Equivalent_Unified_Ideograph (UAX #44, EquivalentUnifiedIdeograph-14.0.0.txt) of U+2E80 to
# U+2EF3, in order; U+2E80 and U+2E9A have none and stand for themselves
_IDEOGRAPHS: Final = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日"
    "月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝"
    "雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)

RADICALS: Final = {_FIRST + position: hanzi for position, hanzi in enumerate(_IDEOGRAPHS)}
"""For :meth:`str.translate`: radical to ideograph.

>>> "人⺠⻓".translate(RADICALS)
'人民长'
"""
