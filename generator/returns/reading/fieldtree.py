"""The field tree of a form (ISO 32000-1, 12.7.3), walked without recursion and within bounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdfvalue import UnreadableValue, state, text
from generator.returns.reading.refusal import Refused

PUSH_BUTTON = 1 << 16


@dataclass(slots=True)
class Tree:
    """Terminal fields in the order of the file.

    ``values`` holds the raw values, ``marks`` the states that the widgets of a button show as on,
    ``repeated`` the names that stand in the file more than once, ``conflicts`` those with different values.
    """

    order: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)
    marks: dict[str, list[str]] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    widgets: int = 0


def read_tree(pdf: pikepdf.Pdf, limits: Limits) -> Tree:
    """All terminal fields of ``pdf``; an empty tree if there is no form.

    Raises:
        Refused: ``too-complex`` where a bound is exceeded.

    """
    tree = Tree()
    form = pdf.Root.get("/AcroForm")
    roots = form.get("/Fields") if isinstance(form, Dictionary) else None
    if not isinstance(roots, Array):
        return tree
    if len(roots) > limits.fields:
        raise Refused("too-complex", {"kind": "fields"})
    stack: list[tuple[pikepdf.Object, str, int, object, object]] = [
        (node, "", 0, None, None) for node in reversed(list(roots))
    ]
    visits = 0
    while stack:
        node, prefix, depth, kind, value = stack.pop()
        visits += 1
        if visits > limits.fields * 8 or depth > limits.depth or len(tree.order) > limits.fields:
            raise Refused("too-complex", {"kind": "fields"})
        if not isinstance(node, Dictionary):
            continue
        get = node.get
        own, kids = get("/T"), get("/Kids")
        name = text(own).text if own is not None else ""
        full = f"{prefix}.{name}" if prefix and name else name or prefix
        kind = get("/FT") or kind
        held = get("/V")
        value = value if held is None else held
        if kids is None:
            _terminal(tree, full, kind, value, get, [node])
            continue
        children = list(kids) if isinstance(kids, Array) else []
        if len(children) + len(stack) > limits.fields * 4:
            raise Refused("too-complex", {"kind": "fields"})
        if any(isinstance(kid, Dictionary) and "/T" in kid for kid in children[:1] + children[-1:]):
            stack.extend((kid, full, depth + 1, kind, value) for kid in reversed(children))
        else:
            _terminal(tree, full, kind, value, get, children)
    return tree


def _terminal(
    tree: Tree, name: str, kind: object, value: object, get: object, widgets: list[pikepdf.Object]
) -> None:
    tree.widgets += len(widgets)
    if not name:
        return
    if kind == Name.Btn:
        flags = get("/Ff", 0)  # type: ignore[operator]
        if isinstance(flags, int) and flags & PUSH_BUTTON:
            return
        tree.buttons.add(name)
        shown = (w.get("/AS") for w in widgets if isinstance(w, Dictionary))
        tree.marks.setdefault(name, []).extend(
            on for mark in shown if mark is not None and (on := state(mark))
        )
    elif len(widgets) > 1:
        value = _of_widgets(tree, name, value, widgets)
    if name in tree.values:
        tree.repeated.add(name)
        if _comparable(tree.values[name]) != _comparable(value):
            tree.conflicts.add(name)
        return
    tree.order.append(name)
    tree.values[name] = value


def _of_widgets(tree: Tree, name: str, value: object, widgets: list[pikepdf.Object]) -> object:
    """The value of a field that is shown in several places.

    Poppler stores what was typed in the widgets and leaves the field as it was: what stands there is
    what people see, and so what counts.
    """
    typed = [held for w in widgets if isinstance(w, Dictionary) and (held := w.get("/V")) is not None]
    if not typed:
        return value
    if {_comparable(held) for held in [*typed, *([value] if _comparable(value) else [])]} != {
        _comparable(typed[0])
    }:
        tree.conflicts.add(name)
    return typed[0]


def _comparable(value: object) -> object:
    try:
        return text(value).text
    except UnreadableValue:
        return None


def orphans(pdf: pikepdf.Pdf, names: Collection[str], limits: Limits) -> bool:
    """Whether a page shows fields of ours that the form does not reach, as joining two files leaves them."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    roots = {field.objgen for field in fields} if isinstance(fields, Array) else set()
    count = 0
    for number, page in enumerate(pdf.pages):
        notes = page.obj.get("/Annots")
        if number > limits.pages or not isinstance(notes, Array):
            continue
        for note in notes:
            count += 1
            if count > limits.fields * 8:
                return False
            if isinstance(note, Dictionary) and note.get("/Subtype") == Name.Widget:
                root = _root(note, limits)
                if root.objgen not in roots and _name(root) in names:
                    return True
    return False


def _root(node: Dictionary, limits: Limits) -> Dictionary:
    for _ in range(limits.depth):
        parent = node.get("/Parent")
        if not isinstance(parent, Dictionary):
            break
        node = parent
    return node


def _name(node: Dictionary) -> str:
    name = node.get("/T")
    return text(name).text if name is not None else ""
