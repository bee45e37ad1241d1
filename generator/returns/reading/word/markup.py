"""From the bytes of a part to its elements: the one place that knows which parser there is.

The elements are those of the standard library's ElementTree, which also runs in a browser's Python: they
know their children and not their parent. Nothing is looked up, expanded or fetched: a document type,
without which there are no entities, is refused before anything is parsed.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from generator.forms.definitions.word_names import MAIN
from generator.returns.reading.refusal import Refused
from generator.returns.reading.word.names import STRICT_MAIN

Element = ET.Element

_ENCODING: Final = re.compile(r"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
_BEGUN: Final = re.compile(r"<[^?!]")

_STRICT: Final = (
    (STRICT_MAIN, MAIN),
    ("http://purl.oclc.org/ooxml/officeDocument/", "http://schemas.openxmlformats.org/officeDocument/2006/"),
    ("http://purl.oclc.org/ooxml/drawingml/", "http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of the strict variant (ISO/IEC 29500-1, annex A), and those that every program writes."""


def parse(data: bytes) -> Element:
    """The root of a part; names of the strict variant are those of the usual one.

    Raises:
        Refused: ``too-complex`` where the part has a document type or an encoding that no Word file has,
            ``damaged`` where it is no XML.

    """
    text = _decoded(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("too-complex", {"kind": "markup"})
    declared = _ENCODING.match(text)
    if declared is not None and declared[1].lower() not in _ENCODINGS:
        raise Refused("too-complex", {"kind": "markup"})
    try:
        return ET.fromstring(_usual(text))  # noqa: S314 - see above
    except (ET.ParseError, ValueError) as error:
        raise Refused("damaged") from error


def _decoded(data: bytes) -> str:
    """The text, in one of the two encodings that ECMA-376-2, 9.1.4 allows; whatever it declares itself."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("damaged") from error


def _usual(text: str) -> str:
    """``text`` with the namespaces of the strict variant replaced where they are declared: at the root."""
    begun = _BEGUN.search(text)
    # no pattern for the whole of it: without an end that would be tried from each beginning anew
    end = -1 if begun is None else text.find(">", begun.end())
    if begun is None or text.find("//purl.oclc.org/ooxml/", begun.end(), end) < 0:
        return text
    head = text[:end]
    for strict, usual in _STRICT:
        head = head.replace(strict, usual)
    return head + text[end:]
