"""Answers that try a form: every line end, rare and astral characters, what the font lacks, full length."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final

from generator.forms import Form, FormField

TEXTS: Final = (
    "郑州市总工会〔2026〕12号",
    "本单位依法按期换届，2026年1月至12月召开会员代表大会2次，入会率达98.5％，落实“双亮”制度；①公布联系方式。",
    "第一行\n第二行\r\n第三行\r第四行\n",
    "𬭼𠮷𠀀、李䶮、王垚",
    "龘😀\u200d👩\u0301é—…•ﬁ",
    "(括号)\\ <>[]{}/%#",
    "abc.def@example.org http://example.org/a/very-long_address+with?things",
    "\t制表\x0b竖\x0c页\x1c\x1d\x1e\x85行\u2028段\u2029",
    "“——”……。、）》（《",
    "a",
    " ",
    "þÿ",
    "ÿþa",
    "ï»¿",
    "1,234.5％",
    "\x18\x7f\xad\ufffd\ufeff",
)
NUMBERS: Final = ("0", "12", "1200", "１２００", "1,200", "95.5%", "1766330")


def full(form: Form, seed: int) -> dict[str, str]:
    """An answer for every field that people fill in, as long as it may be where ``seed`` is even."""
    random = Random(seed)
    return {field.name: _answer(field, random, seed) for field in form.fields if not field.read_only}


def some(form: Form, seed: int) -> dict[str, str]:
    """Answers for a third of the fields; a few of them are cleared."""
    random = Random(seed)
    return {
        name: value if random.random() < 0.9 else ""
        for name, value in full(form, seed).items()
        if random.random() < 0.35
    }


def _answer(field: FormField, random: Random, seed: int) -> str:
    if field.options:
        return random.choice(field.options).state
    if field.type in ("integer", "percent"):
        return random.choice(NUMBERS)
    text = random.choice(TEXTS)
    most = field.max_length or 40
    if seed % 2 == 0:
        text = (text * (2 * most // len(text) + 1))[: random.choice([most, 2 * most])]
    return text


def clean(form: Form) -> dict[str, str]:
    """Plain answers that no rule doubts but for those on numbers."""
    values: Mapping[str, str] = {"integer": "12", "percent": "95", "date": "2026年5月20日"}
    return {
        field.name: field.options[0].state if field.options else values.get(field.type, "材料齐全")
        for field in form.fields
        if not field.read_only
    }
