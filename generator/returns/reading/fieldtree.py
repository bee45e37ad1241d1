"""The fields of a form: those that its field tree lists (ISO 32000-1, 12.7.3) and those that its pages show.

People fill in what they see, and programs do not always keep the two together. macOS has saved a filled
form as two halves: ``/Fields`` with blank copies that are on no page, and pages with widgets of the same
names, without ``/Parent``, that hold the answers. Merging programs leave fields out of ``/Fields`` or put
all of them under one prefix. So both are walked, without recursion and within bounds, and where a name
is found twice, :meth:`Tree.settle` decides for what is on a page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.library import ARRAY, DICTIONARY, NAME, STRING, Pdf
from generator.returns.reading.pdf.values import INLINE, Id
from generator.returns.reading.pdfvalue import UnreadableValue, spelled, state, text
from generator.returns.reading.refusal import Refused

if TYPE_CHECKING:
    import pikepdf

PUSH_BUTTON: Final = 1 << 16
UNSEEN: Final = 0x02 | 0x20
"""Annotation flags Hidden and NoView."""

_KINDS: Final = {"/Btn": "button", "/Sig": "signature"}


@dataclass(slots=True)
class Field:
    """A terminal field: its raw value, and its widgets as (object, the state that a button shows).

    ``kind`` is ``button``, ``signature`` or empty; ``node`` its dictionary; ``listed`` whether
    ``/Fields`` leads to it; ``split`` whether its widgets hold different values; ``unseen`` whether a
    flag hides it.
    """

    kind: str
    value: object
    node: pikepdf.Object
    widgets: list[tuple[Id, str]]
    listed: bool = True
    split: bool = False
    unseen: bool = False

    @property
    def untouched(self) -> bool:
        """Whether there is neither a value nor a tick."""
        return self.value is None and (self.kind != "button" or not any(on for _, on in self.widgets))

    @property
    def marks(self) -> list[str]:
        """The states that are on, each once, in the order of the widgets."""
        return list(dict.fromkeys(on for _, on in self.widgets if on))


@dataclass(slots=True)
class Tree:
    """All fields under their names, in the order of the file.

    ``found`` is what was found, ``shown`` the objects on pages (``None``: all of them are). After
    :meth:`settle`, ``fields`` are one for each name, ``twice`` the names of which other fields say something
    else, ``unlisted`` those that only a page shows, ``off_page`` those that no page shows, ``twins``
    those that pages show more than once.
    """

    found: dict[str, list[Field]] = field(default_factory=dict)
    shown: set[Id] | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    unlisted: list[str] = field(default_factory=list)
    off_page: list[str] = field(default_factory=list)
    twins: set[str] = field(default_factory=set)
    affix: str = ""

    def add(self, name: str, entry: Field) -> None:
        """Put in a field, which may not be the only one of its name."""
        self.found.setdefault(name, []).append(entry)

    def settle(self) -> None:
        """Decide for one field of each name: for one that a page shows, if there is one."""
        for name, several in self.found.items():
            if self.shown is None and len(several) == 1 and several[0].listed:
                # as it should be, and nearly always is
                self.fields[name] = several[0]
                if several[0].split:
                    self.twice.add(name)
                continue
            on_page = [f for f in several if self._on_page(f)]
            if any(not f.listed for f in on_page):
                # an object that is written twice, once into the tree and once into the page
                on_page = [f for f in on_page if any(id_ != INLINE for id_, _ in f.widgets) or not f.listed]
            if not on_page:
                self.off_page.append(name)
            seen = [f for f in on_page if not f.unseen]
            chosen = _one_of(seen or on_page or several)
            self.fields[name] = chosen
            if not chosen.listed:
                self.unlisted.append(name)
            if len(on_page) > 1:
                self.twins.add(name)
            if (len(several) > 1 and _differ(several, chosen)) or chosen.split:
                self.twice.add(name)

    def _on_page(self, entry: Field) -> bool:
        if self.shown is None or not entry.listed:
            return True
        return any(id_ in self.shown or id_ == INLINE for id_, _ in entry.widgets)

    def strip(self, first: str, others: Collection[str]) -> None:
        """Take off what a program put before or behind every name, if ``first`` and ``others`` show it.

        ``merge_1.form-id`` … ``merge_1.unit-name`` become ``form-id`` … ``unit-name``. Two different
        additions are two forms in one file, and stay.
        """
        if first in self.found:
            return
        added = {(name[:at], name[at + len(first) :]) for name in self.found if (at := name.find(first)) >= 0}
        if len(added) != 1:
            return
        (before, behind) = next(iter(added))
        if any(before + other + behind not in self.found for other in others):
            return
        self.affix = before + behind
        stripped: dict[str, list[Field]] = {}
        for name, several in self.found.items():
            whole = name.startswith(before) and name.endswith(behind) and len(name) > len(self.affix)
            own = name[len(before) : len(name) - len(behind)] if whole else name
            stripped.setdefault(own, []).extend(several)
        self.found = stripped


def _one_of(several: list[Field]) -> Field:
    """The first that says anything; the boxes of one name together, if they are fields of their own."""
    first = next((f for f in several if f.marks or _comparable(f.value)), several[0])
    if len(several) == 1 or first.kind != "button":
        return first
    widgets = [widget for f in several if f.kind == "button" for widget in f.widgets]
    value = next((f.value for f in several if _comparable(f.value)), first.value)
    return Field("button", value, first.node, widgets, first.listed)


def _differ(several: list[Field], chosen: Field) -> bool:
    """Whether a field of the name says something else than the one that was chosen."""
    said = _comparable(chosen.value)
    return any(f is not chosen and (other := _comparable(f.value)) and other != said for f in several)


def _comparable(value: object) -> str:
    try:
        found = text(value).text
    except UnreadableValue:
        return ""
    return "" if found in ("Off", "/Off") else found


# --- the tree -------------------------------------------------------------------------------------


def read_tree(pdf: Pdf, limits: Limits) -> tuple[Tree, set[Id]]:
    """All terminal fields that ``/Fields`` leads to, and their widgets; nothing if there is no form.

    Raises:
        Refused: ``too-complex`` where a bound is exceeded.

    """
    tree, reached = Tree(), set[Id]()
    form = pdf.Root.get("/AcroForm")
    roots = form.get("/Fields") if isinstance(form, DICTIONARY) else None
    if not isinstance(roots, ARRAY):
        return tree, reached
    if len(roots) > limits.fields:
        raise Refused("too-complex", {"kind": "fields"})
    stack: list[tuple[pikepdf.Object, str, int, object, object]] = [
        (node, "", 0, None, None) for node in reversed(list(roots))
    ]
    visits = terminals = 0
    while stack:
        node, prefix, depth, kind, value = stack.pop()
        visits += 1
        if visits > limits.fields * 8 or depth > limits.depth or terminals > limits.fields:
            raise Refused("too-complex", {"kind": "fields"})
        if not isinstance(node, DICTIONARY):
            continue
        own, kids, kind = held(node, "/T"), held(node, "/Kids"), held(node, "/FT") or kind
        full = _joined(prefix, own)
        if "/V" in node:
            value = node["/V"]
        children: list[pikepdf.Object] = [node]
        if kids is not None:
            children = list(kids) if isinstance(kids, ARRAY) else []
        if len(children) + len(stack) > limits.fields * 4:
            raise Refused("too-complex", {"kind": "fields"})
        if kids is not None and children and (_is_field(children[0]) or _is_field(children[-1])):
            stack.extend((kid, full, depth + 1, kind, value) for kid in reversed(children))
            continue
        terminals += 1
        ids = [kid.objgen for kid in children]
        reached.update(ids)
        if full:
            entry = _terminal(kind, value, node, children, ids)
            if entry is not None:
                tree.add(full, entry)
    return tree, reached


def _joined(prefix: str, own: object) -> str:
    name = _name(own) if own is not None else ""
    return f"{prefix}.{name}" if prefix and name else name or prefix


def _name(own: object) -> str:
    if isinstance(own, STRING):
        raw = bytes(own)
        if raw.isascii():
            return raw.decode("ascii")
    try:
        return text(own).text
    except UnreadableValue:
        return ""


def held(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """The entry of a dictionary, or ``None``: ``get`` takes fifteen times as long where there is none."""
    return node[key] if key in node else None  # noqa: SIM401


def _is_field(node: pikepdf.Object) -> bool:
    return isinstance(node, DICTIONARY) and "/T" in node


def _terminal(
    kind: object, value: object, node: pikepdf.Object, widgets: list[pikepdf.Object], ids: list[Id]
) -> Field | None:
    name = _KINDS.get(spelled(kind), "") if isinstance(kind, NAME) else ""
    if name == "button":
        marks = [_mark(w) for w in widgets]
        if value is None and not any(marks):
            flags = held(node, "/Ff")
            if isinstance(flags, int) and flags & PUSH_BUTTON:
                return None
        return Field(name, value, node, list(zip(ids, marks, strict=True)))
    split = False
    if len(widgets) > 1:
        value, split = _of_widgets(value, widgets)
    return Field(name, value, node, [(id_, "") for id_ in ids], split=split)


def _mark(widget: pikepdf.Object) -> str:
    """The state that a widget shows as on; nothing if it has no picture of that state to show."""
    if not isinstance(widget, DICTIONARY) or "/AS" not in widget:
        return ""
    mark = widget["/AS"]
    shown = state(mark) if isinstance(mark, NAME) else ""
    if not shown:
        return ""
    pictures = held(widget, "/AP")
    normal = held(pictures, "/N") if isinstance(pictures, DICTIONARY) else None
    if isinstance(normal, DICTIONARY) and mark not in normal:
        return ""
    return shown


def _of_widgets(value: object, widgets: list[pikepdf.Object]) -> tuple[object, bool]:
    """The value of a field that is shown in several places, and whether they differ.

    Poppler stores what was typed in the widgets and leaves the field as it was: what stands there is
    what people see, and so what counts.
    """
    typed = [w["/V"] for w in widgets if isinstance(w, DICTIONARY) and "/V" in w]
    if not typed:
        return value, False
    said = {_comparable(each) for each in [*typed, *([value] if _comparable(value) else [])]}
    return typed[0], said != {_comparable(typed[0])}


# --- the pages ------------------------------------------------------------------------------------


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
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, ARRAY):
            continue
        count += len(annotations)
        if count > limits.fields * 8:
            raise Refused("too-complex", {"kind": "fields"})
        ids = [annotation.objgen for annotation in annotations]
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

    name = ".".join(part for node in reversed(chain) if "/T" in node and (part := _name(node["/T"])))
    carrier = next((node for node in chain if "/Opt" in node), widget)
    entry = _terminal(inherited("/FT"), inherited("/V"), carrier, [widget], [id_]) if name else None
    if entry is None:
        return
    entry.listed, entry.unseen = False, bool(_flags(widget) & UNSEEN)
    before = next((f for f in tree.found.get(name, ()) if not f.listed), None)
    if before is None:
        tree.add(name, entry)
        return
    before.unseen &= entry.unseen
    before.widgets += entry.widgets
    if not _comparable(before.value):
        before.value = entry.value
    elif (said := _comparable(entry.value)) and said != _comparable(before.value):
        before.split = True


def _upwards(node: pikepdf.Object, limits: Limits) -> Iterator[pikepdf.Object]:
    for _ in range(limits.depth):
        yield node
        parent = node.get("/Parent")
        if not isinstance(parent, DICTIONARY):
            return
        node = parent


def _flags(annotation: pikepdf.Object) -> int:
    flags = annotation.get("/F", 0)
    return flags if isinstance(flags, int) else 0


def _note(annotation: pikepdf.Object, page: int, subtype: object) -> Iterator[Note]:
    kind = spelled(subtype)[1:] if isinstance(subtype, NAME) else ""
    if not kind or kind in _NO_NOTES or _flags(annotation) & UNSEEN:
        return
    words = ""
    for key in ("/Contents", "/RC"):
        try:
            words = words or _TAG.sub("", text(annotation.get(key)).text).strip()
        except UnreadableValue:
            continue
    yield Note(page, kind, words[:MAX_WORDS])
