"""What people and programs do to a Word form, done to the bytes of one.

Answers are put in by the form's own tags, as a program would; everything else is done to its XML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from generator.forms.definitions.word_names import CHECKED, UNCHECKED, read_tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MAIN = "word/document.xml"

Element = Any  # lxml has no types
Change = Callable[[Element], object]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: Mapping[str, bytes]) -> bytes:
    """A file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """``data`` with another part, or without it."""
    found = parts(data)
    found.pop(name, None)
    return packed(found | ({} if content is None else {name: content}))


def edited(data: bytes, *changes: Change, part: str = MAIN) -> bytes:
    """``data`` with its document (or another part) changed."""
    root = etree.fromstring(parts(data)[part])
    for change in changes:
        change(root)
    return with_part(
        data, part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    )


def element(xml: str) -> Element:
    """An element written with the prefixes ``w`` and ``w14``."""
    head, _, rest = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    return etree.fromstring(
        f'{head.removesuffix("/")} xmlns:w="{W[1:-1]}" xmlns:w14="{W14[1:-1]}"{slash}>{rest}'
    )


def run(text: str) -> Element:
    """A run whose line ends are breaks."""
    found = etree.Element(f"{W}r")
    for n, line in enumerate(text.split("\n")):
        if n:
            etree.SubElement(found, f"{W}br")
        etree.SubElement(found, f"{W}t").text = line
    return found


def control(root: Element, tag: str) -> Element:
    """The first control with a tag."""
    return next(c for c in root.iter(f"{W}sdt") if tag_of(c) == tag)


def tag_of(node: Element) -> str:
    found = node.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def type_into(node: Element, text: str) -> None:
    """Type into a control as Word does: its placeholder goes."""
    properties, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
    for flag in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(flag)
    content[:] = [run(text)]


def tick(node: Element, *, on: bool = True) -> None:
    """Tick a box as Word does: the flag and the picture."""
    node.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(f"{W14}val", "1" if on else "0")
    next(node.iter(f"{W}t")).text = CHECKED if on else UNCHECKED


def entered(answers: Mapping[str, str]) -> Change:
    """Answers by field name, texts and states, put in by tag."""

    def change(root: Element) -> None:
        for node in list(root.iter(f"{W}sdt")):
            tag = read_tag(tag_of(node))
            answer = answers.get(tag.field)
            if answer is not None and not tag.state:
                type_into(node, answer)
            elif answer is not None and tag.state == answer:
                tick(node)

    return change


def without_controls(root: Element) -> None:
    """What programs do that know no controls: their content stays."""
    for node in list(root.iter(f"{W}sdt")):
        unwrapped(node)


def unwrapped(node: Element) -> None:
    parent = node.getparent()
    at = parent.index(node)
    parent[at : at + 1] = list(node.find(f"{W}sdtContent"))


def text_of(node: Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def item_row(root: Element, item: str) -> Element:
    """The row of an item."""
    return next(row for row in root.iter(f"{W}tr") if len(row) and item in (text_of(c) for c in cells(row)))


def cells(row: Element) -> list[Element]:
    """The cells of a row, those within controls too."""
    return list(row.iter(f"{W}tc"))


def cell(root: Element, item: str, column: int) -> Element:
    """A cell of an item's row, by the column's number."""
    return cells(item_row(root, item))[column]


def rows(root: Element) -> list[Element]:
    return list(root.iter(f"{W}tr"))


def retyped(node: Element, *lines: str) -> None:
    """A cell emptied and typed anew: no control is left in it."""
    for child in list(node):
        if child.tag != f"{W}tcPr":
            node.remove(child)
    for line in lines:
        paragraph = etree.SubElement(node, f"{W}p")
        paragraph.append(run(line))
