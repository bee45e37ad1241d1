"""The characters of the texts: everything in NFC, nothing invisible, spaces only beside Latin words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from generator.check.context import Context
from generator.errors import Finding, Place

_SPACE_AMONG_CHINESE: Final = re.compile(r"^ | $|  |[^\x00-\x7f] (?![\x00-\x7f])")
"""A space at an end, two in a row, or one between two characters that are not Latin."""

INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode categories of characters that print nothing, or nothing certain."""


def check_text(context: Context) -> Iterator[Finding]:
    """Text is Unicode NFC and without control characters, the source's also without white space.

    Whether a space beside a Latin word is where the source has one is for
    :func:`~generator.check.provenance.check_provenance` to say.
    """
    for text, place in _editorial(context):
        yield from _not_nfc(text, place)
        for character in text:
            if unicodedata.category(character) in INVISIBLE and character != "\n":
                yield Finding(
                    place,
                    "text-invisible",
                    f"文字里有不可见字符 U+{ord(character):04X}",
                    "删去它：带着它的说法搜不到，也看不出来",
                )
                break
    for text, place in _verbatim(context):
        yield from _not_nfc(text, place)
        wrong = next((c for c in text if unicodedata.category(c) in INVISIBLE or _blank(c)), None)
        if wrong is None and _SPACE_AMONG_CHINESE.search(text):
            wrong = " "
        if wrong is not None:
            yield Finding(
                place,
                "text-white-space",
                f"文字里有不该有的空白或不可见字符 U+{ord(wrong):04X}",
                "原文写在一行里，硬换行处直接相接；只有西文的词旁边照原文留一个空格",
            )


def _blank(character: str) -> bool:
    """White space other than the plain space, which may stand beside Latin words."""
    return character.isspace() and character != " "


def _not_nfc(text: str, place: Place) -> Iterator[Finding]:
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text) + "\0"
        at = next(c for c, n in zip(text, composed, strict=False) if c != n)
        yield Finding(
            place, "text-not-nfc", f"文字不是 Unicode NFC 形式（在“{at}”处）", "改成 NFC 的合成字符"
        )


def _editorial(context: Context) -> Iterator[tuple[str, Place]]:
    """What people search for and read; a quote is held against the source instead."""
    corpus = context.corpus
    for standard in corpus.standards:
        yield standard.short, standard.place
    for group in corpus.groups:
        yield group.name, group.place
    for topic in corpus.topics:
        for text in (topic.name, topic.summary, *topic.aliases):
            yield text, topic.place
    for subject in corpus.subjects:
        yield subject.name, subject.place
    for note in corpus.notes:
        yield note.suggestion + note.basis, note.place
    for remark in corpus.remarks:
        yield remark.title + remark.text, remark.place


def _verbatim(context: Context) -> Iterator[tuple[str, Place]]:
    for document in context.corpus.documents:
        for block in document.blocks:
            yield block.marker, block.marker_place
            yield block.text, block.text_place
    for standard in context.corpus.standards:
        yield standard.label, standard.label_place
        yield standard.title, standard.title_place
        for section in standard.sections:
            yield section.marker, section.marker_place
            yield section.title, section.title_place
            for item in section.items:
                yield item.marker, item.marker_place
                yield item.text, item.text_place
