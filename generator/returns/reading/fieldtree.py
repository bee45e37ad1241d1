"""The fields of a form: those that its field tree lists (ISO 32000-1, 12.7.3) and those that its pages show.

People fill in what they see, and programs do not always keep the two together. macOS has saved a filled
form as two halves: ``/Fields`` with blank copies that are on no page, and pages with widgets of the same
names, without ``/Parent``, that hold the answers. Merging programs leave fields out of ``/Fields`` or put
all of them under one prefix. So both are walked, without recursion and within bounds, and where a name
is found twice, :meth:`Tree.settle` decides for what is on a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.library import ARRAY, BROKEN, DICTIONARY, NAME, STRING, Pdf
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

    ``kind`` is ``button``, ``signature`` or empty; ``node`` its dictionary, ``objects`` those of its
    widgets; ``listed`` whether ``/Fields`` leads to it; ``split`` whether its widgets hold different values.
    """

    kind: str
    value: object
    node: pikepdf.Object
    widgets: list[tuple[Id, str]]
    objects: list[pikepdf.Object]
    listed: bool = True
    split: bool = False

    @property
    def untouched(self) -> bool:
        """Whether there is neither a value nor a tick."""
        return self.value is None and (self.kind != "button" or not any(on for _, on in self.widgets))

    @property
    def marks(self) -> list[str]:
        """The states that are on, each once, in the order of the widgets."""
        return list(dict.fromkeys(on for _, on in self.widgets if on))

    @property
    def showing(self) -> list[pikepdf.Object]:
        """The widgets that show the answer: of boxes, those that are ticked, if any is."""
        if self.kind != "button":
            return self.objects
        return [each for each, (_, on) in zip(self.objects, self.widgets, strict=True) if on] or self.objects

    @property
    def hidden(self) -> bool:
        """Whether flags hide the answer (of most fields nothing more is looked at)."""
        return all(flags(each) & UNSEEN for each in self.showing)

    @property
    def unseen(self) -> bool:
        """Whether the answer cannot be seen, for whatever reason."""
        return all(map(is_unseen, self.showing))


@dataclass(slots=True)
class Tree:
    """All fields under their names, in the order of the file.

    ``found`` is what was found, ``shown`` the objects on pages (``None``: all of them are). After
    :meth:`settle`, ``fields`` are one for each name, ``twice`` the names of which other fields say something
    else, ``unlisted`` those that only a page shows, ``off_page`` those that no page shows, ``twins``
    those that pages show more than once; ``added`` is what a program put before or behind their names.
    """

    found: dict[str, list[Field]] = field(default_factory=dict)
    shown: set[Id] | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    unlisted: list[str] = field(default_factory=list)
    off_page: list[str] = field(default_factory=list)
    twins: set[str] = field(default_factory=set)
    added: list[str] = field(default_factory=list)

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


def _one_of(several: list[Field]) -> Field:
    """The first that says anything; the boxes of one name together, if they are fields of their own."""
    first = next((f for f in several if f.marks or comparable(f.value)), several[0])
    if len(several) == 1 or first.kind != "button":
        return first
    widgets = [widget for f in several if f.kind == "button" for widget in f.widgets]
    value = next((f.value for f in several if comparable(f.value)), first.value)
    objects = [each for f in several if f.kind == "button" for each in f.objects]
    return Field("button", value, first.node, widgets, objects, first.listed)


def _differ(several: list[Field], chosen: Field) -> bool:
    """Whether a field of the name says something else than the one that was chosen."""
    said = comparable(chosen.value)
    return any(f is not chosen and (other := comparable(f.value)) and other != said for f in several)


def comparable(value: object) -> str:
    """What a value says, to be compared; nothing for no tick, and for what cannot be read."""
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
        full = joined(prefix, own) if own is not None else prefix
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
        ids, children = identified(children)
        reached.update(ids)
        if full:
            entry = terminal(kind, value, node, children, ids)
            if entry is not None:
                tree.add(full, entry)
    return tree, reached


def joined(prefix: str, own: object) -> str:
    """The full name of a field (12.7.3.2) from its parent's and its own ``/T``.

    Programs that take fields and widgets apart give both the same ``/T``; that is one name.

    >>> joined("form1", "phone"), joined("form1.phone", "phone")
    ('form1.phone', 'form1.phone')
    """
    name = _name(own)
    if not prefix or not name or name == prefix.rpartition(".")[2]:
        return prefix or name
    return f"{prefix}.{name}"


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


def flags(annotation: pikepdf.Object) -> int:
    """The flags of an annotation (12.5.3)."""
    try:
        found = annotation["/F"]
    except BROKEN:
        return 0
    return found if isinstance(found, int) else 0


def is_unseen(widget: object) -> bool:
    """Whether a widget cannot be seen: a flag hides it, it has no size, or lies left of or below any page."""
    if not isinstance(widget, DICTIONARY):
        return False
    if flags(widget) & UNSEEN:
        return True
    rect = held(widget, "/Rect")
    if not isinstance(rect, ARRAY) or len(rect) != 4:
        return False
    try:
        left, lower, right, upper = map(float, rect)
    except (TypeError, ValueError):
        return False
    return abs(right - left) < 1 or abs(upper - lower) < 1 or max(left, right) <= 0 or max(lower, upper) <= 0


def identified(objects: list[pikepdf.Object]) -> tuple[list[Id], list[pikepdf.Object]]:
    """The objects of a list with their numbers, but for what is none: references may lead to nothing."""
    try:
        return [each.objgen for each in objects], objects
    except AttributeError:
        there: list[pikepdf.Object] = [each for each in objects if isinstance(each, DICTIONARY)]
        return [each.objgen for each in there], there


def _is_field(node: pikepdf.Object) -> bool:
    return isinstance(node, DICTIONARY) and "/T" in node


def terminal(
    kind: object, value: object, node: pikepdf.Object, widgets: list[pikepdf.Object], ids: list[Id]
) -> Field | None:
    """A field with its widgets; ``None`` for a button that is only pushed."""
    name = _KINDS.get(spelled(kind), "") if isinstance(kind, NAME) else ""
    if name == "button":
        marks = [_mark(w) for w in widgets]
        if value is None and not any(marks):
            flags = held(node, "/Ff")
            if isinstance(flags, int) and flags & PUSH_BUTTON:
                return None
        return Field(name, value, node, list(zip(ids, marks, strict=True)), widgets)
    split = False
    if len(widgets) > 1:
        value, split = _of_widgets(value, widgets)
    return Field(name, value, node, [(id_, "") for id_ in ids], widgets, split=split)


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
    filled = [w for w in widgets if isinstance(w, DICTIONARY) and "/V" in w]
    typed = [w["/V"] for w in sorted(filled, key=is_unseen)] if len(filled) > 1 else [w["/V"] for w in filled]
    if not typed:
        return value, False
    said = {comparable(each) for each in [*typed, *([value] if comparable(value) else [])]}
    return typed[0], said != {comparable(typed[0])}
