"""The structure tree of a form (ISO 32000-1, 14.7; ISO 14289-1): what each mark and widget means."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.forms.layout.geometry import Box, Element


class StructureTree:
    """Collects marks and annotations page by page, then writes the tree."""

    def __init__(self, pdf: pikepdf.Pdf, elements: Sequence[Element]) -> None:
        self._pdf = pdf
        self._elements = elements
        self._objects = [pdf.make_indirect(Dictionary(Type=Name.StructElem)) for _ in elements]
        self._kids: list[list[object]] = [[] for _ in elements]
        self._page: list[pikepdf.Object | None] = [None for _ in elements]
        self._parents: list[object] = []
        self._boxes: dict[int, Box] = {}

    def page(self, page: pikepdf.Object, marks: Sequence[int]) -> None:
        """Register the marked content of a page: for each marked content id its element."""
        page.StructParents = len(self._parents)
        self._parents.append(self._pdf.make_indirect(Array([self._objects[m] for m in marks])))
        for mcid, element in enumerate(marks):
            self._on(element, page, mcid, Dictionary(Type=Name.MCR, Pg=page, MCID=mcid))

    def annotation(self, annotation: pikepdf.Object, element: int, page: pikepdf.Object) -> None:
        """Register an annotation as the object of its element."""
        annotation.StructParent = len(self._parents)
        self._parents.append(self._objects[element])
        reference = Dictionary(Type=Name.OBJR, Obj=annotation)
        self._on(element, page, reference, Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))

    def figure(self, element: int, box: Box) -> None:
        """Where a figure stands."""
        self._boxes[element] = box

    def _on(self, element: int, page: pikepdf.Object, here: object, elsewhere: object) -> None:
        if self._page[element] is None:
            self._page[element] = page
        same = self._page[element] == page
        self._kids[element].append(here if same else elsewhere)

    def write(self) -> pikepdf.Object:
        """The root of the tree."""
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        for index, element in enumerate(self._elements):
            if element.parent >= 0:
                self._kids[element.parent].append(self._objects[index])
        for index, element in enumerate(self._elements):
            target = self._objects[index]
            target.S = Name(f"/{element.tag}")
            target.P = self._objects[element.parent] if element.parent >= 0 else root
            kids = self._kids[index]
            if kids:
                target.K = kids[0] if len(kids) == 1 else Array(kids)
            page = self._page[index]
            if page is not None:
                target.Pg = page
            self._attributes(index, element, target)
        named = sorted((e.id, i) for i, e in enumerate(self._elements) if e.id)
        names = [part for name, index in named for part in (String(name), self._objects[index])]
        numbers = [part for key, parent in enumerate(self._parents) for part in (key, parent)]
        root.K = self._objects[0]
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._parents)
        if names:
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(names)))
        return root

    def _attributes(self, index: int, element: Element, target: pikepdf.Object) -> None:
        if element.id:
            target.ID = String(element.id)
        if element.alt:
            target.Alt = String(element.alt)
        if element.tag in ("TH", "TD"):
            table = Dictionary(O=Name.Table)
            if element.scope:
                table.Scope = Name(f"/{element.scope}")
            if element.span > 1:
                table.ColSpan = element.span
            if element.headers:
                table.Headers = Array([String(h) for h in element.headers])
            target.A = table
        box = self._boxes.get(index)
        if box is not None:
            corners = [round(v, 2) for v in (box.x, box.y, box.right, box.top)]
            target.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(corners))
