"""The characters of the verbatim layer and of quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.check.context import Context
from generator.errors import Finding, Place


def check_text(context: Context) -> Iterator[Finding]:
    """Text is Unicode NFC, without control characters and without white space between characters."""
    for text, place in _verbatim(context):
        if not unicodedata.is_normalized("NFC", text):
            at = next(
                c for c, n in zip(text, unicodedata.normalize("NFC", text) + "\0", strict=False) if c != n
            )
            yield Finding(
                place, "text-not-nfc", f"文字不是 Unicode NFC 形式（在“{at}”处）", "改成 NFC 的合成字符"
            )
        for character in text:
            if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") or character.isspace():
                yield Finding(
                    place,
                    "text-white-space",
                    f"文字里有空白或不可见字符 U+{ord(character):04X}",
                    "原文写在一行里，硬换行处直接相接，不加空格",
                )
                break


def _verbatim(context: Context) -> Iterator[tuple[str, Place]]:
    for document in context.corpus.documents:
        for block in document.blocks:
            yield block.marker + block.text, block.text_place
    for standard in context.corpus.standards:
        yield standard.label, standard.label_place
        yield standard.title, standard.title_place
        for section in standard.sections:
            yield section.marker + section.title, section.title_place
            for item in section.items:
                yield item.marker, item.marker_place
                yield item.text, item.text_place
