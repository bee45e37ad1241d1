"""The structure tree of a form (ISO 32000-1, 14.7; ISO 14289-1): what each mark and widget means."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from generator.forms.layout.geometry import Box, Element
from generator.forms.writing.objects import Value, add, dictionary, put, text


class StructureTree:
    """Collects marks and annotations page by page, then writes the tree."""

    def __init__(self, pdf: PdfWriter, elements: Sequence[Element]) -> None:
        self._pdf = pdf
        self._elements = elements
        self._objects = [dictionary({"Type": "/StructElem"}) for _ in elements]
        self._references = [add(pdf, made) for made in self._objects]
        self._kids: list[list[Value]] = [[] for _ in elements]
        self._page: list[IndirectObject | None] = [None for _ in elements]
        self._parents: list[Value] = []
        self._boxes: dict[int, Box] = {}

    def page(self, page: DictionaryObject, reference: IndirectObject, marks: Sequence[int]) -> None:
        """Register the marked content of a page: for each marked content id its element."""
        put(page, {"StructParents": len(self._parents)})
        self._parents.append(add(self._pdf, ArrayObject(self._references[m] for m in marks)))
        for mcid, element in enumerate(marks):
            elsewhere: dict[str, Value] = {"Type": "/MCR", "Pg": reference, "MCID": mcid}
            self._on(element, reference, mcid, elsewhere)

    def annotation(self, annotation: DictionaryObject, element: int, page: IndirectObject) -> None:
        """Register an annotation as the object of its element."""
        put(annotation, {"StructParent": len(self._parents)})
        self._parents.append(self._references[element])
        assert annotation.indirect_reference is not None
        here: dict[str, Value] = {"Type": "/OBJR", "Obj": annotation.indirect_reference}
        self._on(element, page, here, {**here, "Pg": page})

    def figure(self, element: int, box: Box) -> None:
        """Where a figure stands."""
        self._boxes[element] = box

    def _on(self, element: int, page: IndirectObject, here: Value, elsewhere: Value) -> None:
        if self._page[element] is None:
            self._page[element] = page
        self._kids[element].append(here if self._page[element] is page else elsewhere)

    def write(self) -> IndirectObject:
        """The root of the tree."""
        root = dictionary({"Type": "/StructTreeRoot"})
        reference = add(self._pdf, root)
        for index, element in enumerate(self._elements):
            if element.parent >= 0:
                self._kids[element.parent].append(self._references[index])
        for index, element in enumerate(self._elements):
            above = self._references[element.parent] if element.parent >= 0 else reference
            entries: dict[str, Value] = {"S": f"/{element.tag}", "P": above}
            kids = self._kids[index]
            if kids:
                entries["K"] = kids[0] if len(kids) == 1 else kids
            page = self._page[index]
            if page is not None:
                entries["Pg"] = page
            put(self._objects[index], entries | self._attributes(index, element))
        named = sorted((e.id, i) for i, e in enumerate(self._elements) if e.id)
        names = [part for id_, index in named for part in (text(id_), self._references[index])]
        numbers = [part for key, parent in enumerate(self._parents) for part in (key, parent)]
        put(
            root,
            {
                "K": self._references[0],
                "ParentTree": add(self._pdf, dictionary({"Nums": numbers})),
                "ParentTreeNextKey": len(self._parents),
            },
        )
        if names:
            put(root, {"IDTree": add(self._pdf, dictionary({"Names": names}))})
        return reference

    def _attributes(self, index: int, element: Element) -> dict[str, Value]:
        found: dict[str, Value] = {}
        if element.id:
            found["ID"] = text(element.id)
        if element.alt:
            found["Alt"] = text(element.alt)
        if element.tag in ("TH", "TD"):
            table: dict[str, Value] = {"O": "/Table"}
            if element.scope:
                table["Scope"] = f"/{element.scope}"
            if element.span > 1:
                table["ColSpan"] = element.span
            if element.headers:
                table["Headers"] = [text(h) for h in element.headers]
            found["A"] = table
        box = self._boxes.get(index)
        if box is not None:
            place: list[Value] = [box.x, box.y, box.right, box.top]
            found["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": place}
        return found
