"""The parts of a document, and one more: the custom XML part by which a copy says whose it is.

The list of the types of parts and that of what the document refers to get a line each; every other part is
the very bytes that were issued.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generator.forms.word.identity import identity_part, item_properties
from generator.forms.word.markup import DECLARATION
from generator.zips import zipped

TYPES: Final = "[Content_Types].xml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_END: Final = re.compile(rb"</(\w+:)?(Types|Relationships)\s*>\s*\Z")
_ALONE: Final = re.compile(rb"<(\w+:)?(Relationships)\b([^>]*)/>\s*\Z")


def replaced_parts(members: Mapping[str, bytes], parts: Mapping[str, bytes]) -> bytes:
    """A package of ``members`` with ``parts`` in place of theirs, or behind them; no dates, no machine."""
    return zipped({**members, **parts}.items())


def carried(members: Mapping[str, bytes], main: str, hidden: Mapping[str, str]) -> dict[str, bytes]:
    """The parts that carry ``hidden``, and the two lists that they have to stand in."""
    number = next(n for n in range(1, len(members) + 2) if f"customXml/item{n}.xml" not in members)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    folder, _, last = main.rpartition("/")
    relations = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
    link = f'Type="{_DOCUMENT}/customXml" Target="/{item}"'
    own = f'Type="{_DOCUMENT}/customXmlProps" Target="itemProps{number}.xml"'
    empty = f'{DECLARATION}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    return {
        TYPES: _typed(members[TYPES], item, properties),
        relations: _related(members.get(relations, empty), link),
        item: identity_part(hidden),
        properties: item_properties(),
        f"customXml/_rels/item{number}.xml.rels": _related(empty, own),
    }


def _typed(types: bytes, item: str, properties: str) -> bytes:
    lines = [f'PartName="/{properties}" ContentType="{_PROPERTIES}"']
    if not re.search(rb'Extension="xml"', types, re.IGNORECASE):
        lines.append(f'PartName="/{item}" ContentType="application/xml"')
    return _before_end(types, [f"Override {line}" for line in lines])


def _related(relations: bytes, link: str) -> bytes:
    number = next(n for n in range(1, 1 << 20) if f'"rIdForm{n}"'.encode() not in relations)
    return _before_end(relations, [f'Relationship Id="rIdForm{number}" {link}'])


def _before_end(part: bytes, elements: list[str]) -> bytes:
    """A list with further elements, in the prefix that it uses."""
    part = _ALONE.sub(rb"<\1\2\3></\1\2>", part)
    match = _END.search(part)
    if match is None:
        return part
    prefix = match[1] or b""
    return (
        part[: match.start()]
        + b"".join(b"<" + prefix + e.encode() + b"/>" for e in elements)
        + part[match.start() :]
    )
