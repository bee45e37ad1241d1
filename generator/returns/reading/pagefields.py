"""What the pages of a form show (ISO 32000-1, 12.5): fields that ``/Fields`` does not list, and notes.

Besides widgets people draw over a page: text boxes, ink, stamps, comments. These are told, and never
read as answers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from generator.returns.reading.fieldtree import UNSEEN, Tree, comparable, flags, identified, joined, terminal
from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.library import ARRAY, DICTIONARY, NAME, Pdf
from generator.returns.reading.pdf.values import INLINE, Id
from generator.returns.reading.pdfvalue import UnreadableValue, spelled, text
from generator.returns.reading.refusal import Refused

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is drawn over a page besides fields: its page, its subtype, what it says."""

    page: int
    subtype: str
    words: str


_NO_NOTES: Final = frozenset({"Widget", "Link", "Popup", "PrinterMark", "TrapNet", "Watermark"})
_TAG: Final = re.compile(r"<[^<>]*>")
MAX_NOTES: Final = 200
MAX_WORDS: Final = 200
SHOWN: Final = 20
"""Notes and attached files that a doubt names."""


def read_pages(pdf: Pdf, tree: Tree, reached: set[Id], limits: Limits) -> list[Note]:
    """Add to ``tree`` the fields that pages show and ``/Fields`` does not list; what else is drawn there.

    Raises:
        Refused: ``too-complex`` where a bound is exceeded.

    """
    shown: set[Id] = set()
    notes: list[Note] = []
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        if number > limits.pages:
            raise Refused("too-complex", {"kind": "pages"})
        listed = page.obj.get("/Annots")
        if not isinstance(listed, ARRAY):
            continue
        count += len(listed)
        if count > limits.fields * 8:
            raise Refused("too-complex", {"kind": "fields"})
        ids, annotations = identified(list(listed))
        shown.update(ids)
        if reached.issuperset(ids) and INLINE not in reached:
            continue
        for annotation, id_ in zip(annotations, ids, strict=True):
            if isinstance(annotation, DICTIONARY) and (id_ not in reached or id_ == INLINE):
                subtype = annotation.get("/Subtype")
                if isinstance(subtype, NAME) and spelled(subtype) == "/Widget":
                    _unlisted(tree, annotation, id_, limits)
                elif len(notes) < MAX_NOTES:
                    notes += _note(annotation, number, subtype)
    tree.shown = None if reached <= shown else shown
    return notes


def _unlisted(tree: Tree, widget: pikepdf.Object, id_: Id, limits: Limits) -> None:
    """A widget that ``/Fields`` does not lead to, as a field; with those of its name on other pages."""
    chain = list(_upwards(widget, limits))

    def inherited(key: str) -> pikepdf.Object | None:
        return next((node[key] for node in chain if key in node), None)

    name = reduce(joined, (node["/T"] for node in reversed(chain) if "/T" in node), "")
    carrier = next((node for node in chain if "/Opt" in node), widget)
    entry = terminal(inherited("/FT"), inherited("/V"), carrier, [widget], [id_]) if name else None
    if entry is None:
        return
    entry.listed = False
    before = next((f for f in tree.found.get(name, ()) if not f.listed), None)
    if before is None:
        tree.add(name, entry)
        return
    said, before_said = comparable(entry.value), comparable(before.value)
    covered = before.unseen and not entry.unseen
    before.split |= bool(said and before_said and said != before_said) or (covered and said != before_said)
    if covered or not before_said:
        before.value = entry.value
    before.widgets += entry.widgets
    before.objects += entry.objects


def _upwards(node: pikepdf.Object, limits: Limits) -> Iterator[pikepdf.Object]:
    for _ in range(limits.depth):
        yield node
        parent = node.get("/Parent")
        if not isinstance(parent, DICTIONARY):
            return
        node = parent


def _note(annotation: pikepdf.Object, page: int, subtype: object) -> Iterator[Note]:
    kind = spelled(subtype)[1:] if isinstance(subtype, NAME) else ""
    if not kind or kind in _NO_NOTES or flags(annotation) & UNSEEN:
        return
    words = ""
    for key in ("/Contents", "/RC"):
        try:
            said = text(annotation.get(key)).text
        except UnreadableValue:
            continue
        words = words or (html.unescape(_TAG.sub("", said)) if key == "/RC" else said).strip()
    yield Note(page, kind, words[:MAX_WORDS])


def attached_names(pdf: Pdf) -> list[str]:
    """The names of files that a PDF carries (7.11.4): one may be a form that was put in.

    None is opened. Of a portfolio (7.11.6) the pages are no more than a cover.
    """
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, DICTIONARY) else None
    found: list[str] = []
    waiting = [tree]
    for _ in range(MAX_NOTES):  # nodes of a name tree (7.9.6), which may lead in a circle
        node = waiting.pop() if waiting else None
        if not isinstance(node, DICTIONARY):
            continue
        pairs, kids = node.get("/Names"), node.get("/Kids")
        waiting += reversed(list(kids)) if isinstance(kids, ARRAY) else []
        for key in list(pairs)[: 2 * MAX_NOTES : 2] if isinstance(pairs, ARRAY) else []:
            try:
                found.append(" ".join(text(key).text.split())[:MAX_WORDS])
            except UnreadableValue:
                found.append("")
    return found[:SHOWN]
