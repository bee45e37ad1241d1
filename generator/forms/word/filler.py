"""Fill a blank in Word by program: the answers into its controls, and nothing else changed.

Only for our own blanks, which are trusted; what comes back from outside is read elsewhere, within bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from generator.forms.definitions.expand import UNIT
from generator.forms.definitions.filled import Filled, FillError
from generator.forms.definitions.word_names import (
    BLANK,
    CHECKED,
    IDENTITY_NAME,
    UNCHECKED,
    WORD_2010,
    read_tag,
)
from generator.forms.word.identity import IDENTITY_PART, PROPERTIES_PART, identity_part, properties_part
from generator.forms.word.markup import CARRIAGE_RETURN, NAMESPACES, NOT_XML, run
from generator.forms.word.packing import packed, unpacked

DOCUMENT: Final = "word/document.xml"


def fill(blank: bytes, values: Mapping[str, str]) -> Filled:
    """Put ``values`` (field name -> text or state) into a form; an empty string clears an answer.

    The same input gives the same bytes. Of the identity only the key of the unit may be set. Nothing is
    ever missing or overflowing: programs have their own typefaces, and rows grow.

    Raises:
        FillError: there is no such field, or no such option, or XML has no place for a character.
        zipfile.BadZipFile: ``blank`` is not a .docx file.

    """
    members = unpacked(blank)
    document = parse_xml(members[DOCUMENT])
    fields: dict[str, dict[str, BaseOxmlElement]] = {}
    for control in document.iter(qn("w:sdt")):
        field, state = read_tag(_child(control, "w:sdtPr", "w:tag").get(qn("w:val"), ""))
        fields.setdefault(field, {})[state] = control
    identity = _identity(members[IDENTITY_PART])
    for name, value in values.items():
        if NOT_XML.search(value):
            raise FillError(name, value)
        if name == UNIT and name in identity:
            identity[name] = value
            continue
        options = fields.get(name)
        if options is None or (value and "" not in options and value not in options):
            raise FillError(name, value)
        if "" in options:
            _write(options[""], value)
        else:
            for state, control in options.items():
                _tick(control, on=state == value)
    members[DOCUMENT] = serialize_part_xml(document)
    members[IDENTITY_PART] = identity_part(identity)
    members[PROPERTIES_PART] = properties_part(identity)
    return Filled(packed(members), {}, {})


def _child(element: BaseOxmlElement, *path: str) -> BaseOxmlElement:
    """The element at ``path``, which our blanks always have."""
    for step in path:
        # what python-docx has no class for is an element of lxml, which can do the same
        element = cast("BaseOxmlElement", element.find(qn(step)))
    return element


def _identity(part: bytes) -> dict[str, str]:
    return {entry.get(IDENTITY_NAME, ""): entry.text or "" for entry in parse_xml(part)}


def _write(control: BaseOxmlElement, value: str) -> None:
    """Put a text into a control, or the blanks that it shows while nothing is written in it."""
    properties, content = _child(control, "w:sdtPr"), _child(control, "w:sdtContent")
    for child in list(content):
        content.remove(child)
    text = run(CARRIAGE_RETURN.sub("\n", value) or BLANK)
    content.extend(list(parse_xml(f"<w:p {NAMESPACES}>{text}</w:p>")))
    shown = properties.find(qn("w:showingPlcHdr"))
    if value and shown is not None:
        properties.remove(shown)
    elif not value and shown is None:
        _child(properties, "w:placeholder").addnext(parse_xml(f"<w:showingPlcHdr {NAMESPACES}/>"))


def _tick(control: BaseOxmlElement, *, on: bool) -> None:
    checked = next(control.iter(f"{{{WORD_2010}}}checked"))
    checked.set(f"{{{WORD_2010}}}val", "1" if on else "0")
    next(control.iter(qn("w:t"))).text = CHECKED if on else UNCHECKED
