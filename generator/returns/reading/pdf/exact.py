"""A PDF file that is written exactly as ISO 32000-1 says, read in Python alone; any other is refused.

The way back needs little of a file: the cross-reference table, the field tree, the annotations of the
pages. Where these are damaged qpdf mends, and what it then finds cannot be told in advance; so here
nothing is mended. Each offset must lead to the object that is meant, each object must end where it
should, each stream be as long as it says. What passes has one meaning, the same for qpdf.

Nothing is read before it is asked for, nothing is unpacked beyond bounds, and nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.packed import unpack
from generator.returns.reading.pdf.protection import Protection, read_protection
from generator.returns.reading.pdf.syntax import inexact, read_object
from generator.returns.reading.pdf.values import (
    INLINE,
    Array,
    Dictionary,
    Id,
    Name,
    Reference,
    Stream,
    String,
    Value,
)
from generator.returns.reading.refusal import Refused

HEAD: Final = 1024
TAIL: Final = 1054
"""Bytes at the end of a file in which ``startxref`` is looked for, by qpdf as well."""
MOST_TABLES: Final = 200
"""Updates that were saved one behind the other."""
MOST_AT_ONCE: Final = 8
"""Objects that must be read before another can be: a stream waits for its length."""

_HEADER: Final = re.compile(rb"%PDF-\d+\.\d+")
_START: Final = re.compile(rb"startxref[\0\t\n\f\r ]+(\d{1,10})(?!\d)")
_TABLE: Final = re.compile(rb"xref[\t\f ]*[\r\n]+")
_SECTION: Final = re.compile(
    rb"[ ]*(\d{1,10}) +(\d{1,10})[ ]*(?:\r\n|\r|\n)((?:\d{10} \d{5} [fn](?: \r| \n|\r\n))*+)"
)
_TRAILER: Final = re.compile(rb"[\0\t\n\f\r ]*trailer(?=[\0\t\n\f\r ]|<<)")
_OBJECT: Final = re.compile(
    rb"[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?=[\0\t\n\f\r ()<\[/%])"
)
_ENDED: Final = re.compile(rb"[\0\t\n\f\r ]*(?:endobj(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)|(stream)(?:\r\n|\n))")
_STREAM_ENDED: Final = re.compile(
    rb"[\0\t\n\f\r ]*endstream[\0\t\n\f\r ]+endobj(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
)
_PAIRS: Final = re.compile(rb"[\0\t\n\f\r ]*(?:\d{1,10}[\0\t\n\f\r ]+\d{1,10}(?:[\0\t\n\f\r ]+|\Z))*\Z")
_NO_GENERATION: Final = 65535
"""What the first entry of a table has, which is always free."""
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


class Place(NamedTuple):
    """Where an object is: at an offset, or in the object stream ``within``."""

    offset: int
    generation: int
    within: int = 0


class Page(NamedTuple):
    """A page by its dictionary, with what it inherits (7.7.3.4)."""

    obj: Dictionary


class ExactPdf:
    """An open file; what cannot be taken as it stands is refused, at once or when it is asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the cross-reference tables and the pages.

        Raises:
            Refused: ``not-in-browser``: it is not exact or protected; ``too-complex``.

        """
        header = _HEADER.search(data, 0, HEAD)
        if header is None:
            inexact()
        # offsets count from the header, whatever a mail program put before it
        self._data = data[header.start() :] if header.start() else data
        self._limits = limits
        self._unpacked = limits.inflated
        self._places: dict[Id, Place] = {}
        self._freed: set[int] = set()
        self._known: dict[Id, Value] = {}
        self._last = -1
        self._packed: dict[int, Mapping[int, Value]] = {}
        self._reading: set[int] = set()
        self._protection: Protection | None = None
        self.trailer = self._tables()
        if "/Encrypt" in self.trailer:
            # its own strings are not encrypted, and have been read by now
            self._protection = read_protection(self.trailer.get("/Encrypt"), self.trailer)
        root = self.trailer.get("/Root")
        if not isinstance(root, Dictionary) or root.get("/Type") != Name(b"Catalog"):
            inexact()
        self.Root = root
        self.pages = list(self._pages())

    def get_warnings(self) -> list[str]:
        """Nothing: a file of which anything would be said has been refused."""
        return []

    # --- cross-reference tables (7.5.4, 7.5.8) -----------------------------------------------------

    def _tables(self) -> Dictionary:
        """Read all tables, the newest first; its trailer comes back."""
        data = self._data
        starts = list(_START.finditer(data, max(0, len(data) - TAIL)))
        if not starts or data.rfind(b"startxref") != starts[-1].start():
            inexact()
        waiting = [int(starts[-1][1])]
        seen: set[int] = set()
        newest: Dictionary | None = None
        while waiting:
            offset = waiting.pop()
            if offset in seen or len(seen) >= MOST_TABLES:
                inexact()
            seen.add(offset)
            trailer = self._table(offset) if data.startswith(b"xref", offset) else self._packed_table(offset)
            newest = newest or trailer
            for key in ("/Prev", "/XRefStm"):  # the last one put in is the next one read
                before = trailer.held.get(key)
                if before is not None:
                    waiting.append(before if isinstance(before, int) and type(before) is int else inexact())
        assert newest is not None
        size = newest.held.get("/Size")
        if type(size) is not int or size != self._last + 1:
            inexact()
        # of an object there is one generation, the highest
        highest = {number: id_ for id_ in sorted(self._places) for number in id_[:1]}
        self._places = {id_: self._places[id_] for id_ in highest.values()}
        return newest

    def _table(self, offset: int) -> Dictionary:
        """A table and its trailer."""
        begun = _TABLE.match(self._data, offset)
        if begun is None:
            inexact()
        at = begun.end()
        while (section := _SECTION.match(self._data, at)) is not None:
            first, count, lines = int(section[1]), int(section[2]), section[3]
            if len(lines) != count * 20 or first + count > self._limits.objects + 1:
                inexact()
            for number in range(count):
                line = lines[number * 20 : number * 20 + 18]
                place = Place(int(line[:10]), int(line[11:16]))
                self._note(first + number, place, free=line[17:18] == b"f")
            at = section.end()
        ended = _TRAILER.match(self._data, at)
        if ended is None or at == begun.end():
            inexact()
        trailer, _ = read_object(self._data, ended.end(), self)
        return trailer if isinstance(trailer, Dictionary) else inexact()

    def _packed_table(self, offset: int) -> Dictionary:
        """A cross-reference stream, which is its own trailer."""
        stream, _ = self._object(offset)
        if not isinstance(stream, Stream) or stream.held.get("/Type") != Name(b"XRef"):
            inexact()
        widths, index = stream.held.get("/W"), stream.held.get("/Index")
        size = stream.held.get("/Size")
        w = [n for n in widths.held if type(n) is int and 0 <= n <= 8] if isinstance(widths, Array) else []
        if len(w) != 3 or not isinstance(widths, Array) or len(widths.held) != 3 or not w[1]:
            inexact()
        ranges = index.held if isinstance(index, Array) else [0, size]
        content = self._unpack(stream)
        row, at = sum(w), 0
        if len(ranges) % 2 or not all(type(n) is int and n >= 0 for n in ranges):
            inexact()
        numbers = [n for n in ranges if type(n) is int]
        if sum(numbers[1::2]) * row != len(content) or sum(numbers[1::2]) > self._limits.objects + 1:
            inexact()
        for first, count in zip(numbers[::2], numbers[1::2], strict=True):
            for number in range(first, first + count):
                line = content[at : at + row]
                at += row
                kind = int.from_bytes(line[: w[0]], "big") if w[0] else 1
                one, two = (
                    int.from_bytes(line[w[0] : w[0] + w[1]], "big"),
                    int.from_bytes(line[w[0] + w[1] :], "big"),
                )
                if kind > 2:
                    inexact()
                self._note(number, Place(0, 0, one) if kind == 2 else Place(one, two), free=kind == 0)
        return stream

    def _note(self, number: int, place: Place, *, free: bool) -> None:
        """What the newest table says of an object holds; what it calls free is gone with all generations.

        Poppler writes an object anew under the next generation and goes on referring to the one before, which
        is still in an older table: to qpdf that refers to nothing, and so it does here.
        """
        self._last = max(self._last, number)
        if not free and (place.generation >= _NO_GENERATION or not (place.offset or place.within)):
            inexact()
        if number in self._freed:
            return
        id_ = (number, place.generation)
        if not free:
            self._places.setdefault(id_, place)
        elif id_ not in self._places:
            self._freed.add(number)

    # --- objects ----------------------------------------------------------------------------------

    def resolved(self, value: Value | Reference) -> Value:
        """The object that a reference leads to; any other value itself."""
        if not isinstance(value, Reference):
            return value
        number, id_ = value.number, (value.number, value.generation)
        if id_ in self._known:
            return self._known[id_]
        place = self._places.get(id_)
        if place is None:
            # beyond the end of the table, some programs see a fault and some nothing
            return None if number <= self._last else inexact()
        if number in self._reading or len(self._reading) > MOST_AT_ONCE:
            inexact()
        self._reading.add(number)
        found = self._within(place.within, number) if place.within else self._at(place, number)
        if isinstance(found, Name):
            found = Name(found.raw)  # one that is written alike elsewhere is another object
        if isinstance(found, Name | String | Array | Dictionary):
            found.objgen = id_
        self._known[id_] = found
        self._reading.discard(number)
        return found

    def _at(self, place: Place, number: int) -> Value:
        found, id_ = self._object(place.offset)
        return found if id_ == (number, place.generation) else inexact()

    def _object(self, offset: int) -> tuple[Value, Id]:
        """The object whose ``12 0 obj`` stands at an offset, and its number and generation."""
        data = self._data
        begun = _OBJECT.match(data, offset) if offset else None
        if begun is None:
            inexact()
        id_, shut = (int(begun[1]), int(begun[2])), self._protection
        value, at = read_object(data, begun.end(), self, shut.string(id_) if shut else None)
        ended = _ENDED.match(data, at)
        if ended is None or isinstance(value, Reference):
            inexact()
        if ended[1] is None:
            return value, id_
        length = self.resolved(value.held.get("/Length")) if type(value) is Dictionary else None
        end = ended.end() + length if type(length) is int and length >= 0 else -1
        if end < 0 or _STREAM_ENDED.match(data, end) is None or not isinstance(value, Dictionary):
            inexact()
        return Stream(value.held, self, data[ended.end() : end], shut.stream(id_) if shut else bytes), id_

    def _within(self, holder: int, number: int) -> Value:
        """An object of an object stream (7.5.7)."""
        if holder not in self._packed:
            place = self._places.get((holder, 0))
            if place is None or place.within:
                inexact()
            stream = self.resolved(Reference(holder, 0))
            if not isinstance(stream, Stream) or stream.get("/Type") != Name(b"ObjStm"):
                inexact()
            self._packed[holder] = dict(self._members(stream, holder))
        members = self._packed[holder]
        return members[number] if number in members else inexact()

    def _members(self, stream: Stream, holder: int) -> Iterator[tuple[int, Value]]:
        count, first = stream.get("/N"), stream.get("/First")
        content = self._unpack(stream)
        if type(count) is not int or type(first) is not int or not 0 <= first <= len(content):
            inexact()
        if _PAIRS.match(content[:first]) is None:
            inexact()
        numbers = list(map(int, content[:first].split(None)))
        if len(numbers) != count * 2 or numbers[1::2] != sorted(set(numbers[1::2])):
            inexact()
        for number, offset in zip(numbers[::2], numbers[1::2], strict=True):
            place = self._places.get((number, 0))
            if place is None or place.within != holder:
                continue  # another table has a newer one
            value, _ = read_object(content, first + offset, self)
            if isinstance(value, Reference):
                inexact()
            yield number, value

    # --- streams ----------------------------------------------------------------------------------

    def _unpack(self, stream: Stream) -> bytes:
        """What a stream holds, on the account of the whole file."""
        content = unpack(stream, self._unpacked)
        self._unpacked -= len(content)
        return content

    # --- pages (7.7.3) ----------------------------------------------------------------------------

    def _pages(self) -> Iterator[Page]:
        """The pages in their order; a node that is there twice is no tree."""
        root = self.Root.get("/Pages")
        if not isinstance(root, Dictionary) or "/Parent" in root:
            inexact()
        seen: set[Id] = set()
        stack: list[tuple[Value, Mapping[str, Value | Reference], int]] = [(root, {}, 0)]
        while stack:
            node, above, depth = stack.pop()
            if not isinstance(node, Dictionary) or node.objgen in seen or node.objgen == INLINE or depth > 50:
                inexact()
            seen.add(node.objgen)
            if len(seen) > self._limits.objects:
                raise Refused("too-complex", {"kind": "pages"})
            whole = {**above, **node.held}
            kind, kids = node.get("/Type"), node.get("/Kids")
            if kind == Name(b"Pages") and isinstance(kids, Array) and kids.objgen not in seen:
                if kids.objgen != INLINE:
                    seen.add(kids.objgen)
                inherited: dict[str, Value | Reference] = {
                    key: whole[key] for key in _INHERITED if key in whole
                }
                stack.extend((kid, inherited, depth + 1) for kid in reversed(list(kids)))
                continue
            page = Dictionary(whole, self)
            page.objgen = node.objgen
            if kind != Name(b"Page") or kids is not None or not _is_whole(page):
                inexact()
            yield Page(page)


def _is_whole(page: Dictionary) -> bool:
    """Whether a page has what it must have, and its annotations each once."""
    box, annotations = page.get("/MediaBox"), page.get("/Annots")
    if not isinstance(box, Array) or len(box) != 4 or not all(type(side) in (int, float) for side in box):
        return False
    if not isinstance(page.get("/Resources"), Dictionary):
        return False
    if annotations is None:
        return True
    if not isinstance(annotations, Array):
        return False
    referred = [each for each in annotations.held if isinstance(each, Reference)]
    return len(set(referred)) == len(referred)
