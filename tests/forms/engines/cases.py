"""What is filled in, where, and what every engine does with it today.

A batch is one document: what pdf.js or Poppler do with one character that the font lacks changes how
the whole file is drawn, so such characters have documents of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ASTRAL: Final = "\U0002cb7c"
"""𬭼, a character of names in 通用规范汉字表 outside the BMP; the field font has it."""
OUTSIDE: Final = "\u9f98"
"""龘: in no part of 通用规范汉字表 and not in GB2312, so the field font lacks it."""

SENTENCE: Final = (
    "2026年5月，本单位召开第三届会员代表大会，选举产生新一届工会委员会。会员入会率达到 98.5％，"
    "“职工之家”建成并投入使用（面积３００平方米）。"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text for one field of the application form. ``wraps``: it takes more than one line."""

    field: str
    text: str
    wraps: bool = False


PLAIN: Final[Mapping[str, Case]] = {
    "name": Case("chair-name", "欧阳建国"),
    "rare name": Case("contact", "李䶮、王垚"),
    "brackets": Case("union-name", "郑工〔2026〕12号"),
    "full-width": Case("upper-union", "％１２３４５６７８９０"),
    "circled": Case("region", "①⑩·—…"),
    "look-alikes": Case("report-unit", "己已巳未末日曰土士"),
    "quotes": Case("honours", "创建“职工之家”《规定》"),
    "line feed": Case("self-conclusion", "第一行\n第二行", wraps=True),
    "paragraph": Case("deeds", SENTENCE * 3, wraps=True),
    "integer": Case("employees", "1234"),
    "centred": Case("total-items", "23"),
    "percent": Case("membership-rate", "98.5"),
    "date": Case("fill-date", "2026年5月20日"),
}
BEYOND_BMP: Final[Mapping[str, Case]] = {
    "single line": Case("contact", f"张{ASTRAL}英"),
    "multiline": Case("honours", f"张{ASTRAL}英"),
}
BEYOND_FONT: Final[Mapping[str, Case]] = {
    "single line": Case("contact", f"张{OUTSIDE}英"),
    "multiline": Case("honours", f"张{OUTSIDE}英"),
}
BATCHES: Final[Mapping[str, Mapping[str, Case]]] = {
    "plain": PLAIN,
    "beyond BMP": BEYOND_BMP,
    "beyond font": BEYOND_FONT,
}
STATES: Final[Mapping[str, str]] = {"type": "public-organs", "legal-person": "yes"}
UNTOUCHED: Final = "chair-kind"
