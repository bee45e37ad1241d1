"""pypdf behind the interface of :mod:`generator.returns.reading.pdf`, to be weighed against the exact reader.

Whatever pypdf complains of, by an exception or in its log, is a refusal: that is the best that can be made
of it where another value must never pass.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

import pypdf
from pypdf import generic

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.exact import Page
from generator.returns.reading.pdf.library import Library, Pdf
from generator.returns.reading.pdf.syntax import inexact
from generator.returns.reading.pdf.values import Array, Dictionary, Name, Reference, Stream, String, Value
from generator.returns.reading.refusal import Refused


class _Complaints(logging.Handler):
    """What pypdf logged since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


_COMPLAINTS = _Complaints()


_PLAIN: Final[Sequence[tuple[type, Callable[[Any], Value]]]] = (
    (generic.BooleanObject, lambda found: bool(found.value)),
    (generic.NumberObject, int),
    (generic.FloatObject, float),
    (generic.NameObject, lambda found: Name(found[1:].encode("utf-8", "surrogateescape"))),
    (generic.TextStringObject, lambda found: String(found.original_bytes)),
    (generic.ByteStringObject, lambda found: String(bytes(found))),
)


class PypdfFile:
    """A file that pypdf has open."""

    def __init__(self, data: bytes, *, strict: bool) -> None:
        logger = logging.getLogger("pypdf")
        logger.handlers, logger.propagate = [_COMPLAINTS], False
        _COMPLAINTS.heard.clear()
        self._known: dict[Reference, Value] = {}
        self._reader = pypdf.PdfReader(io.BytesIO(data), strict=strict)
        if self._reader.is_encrypted:
            raise Refused("not-in-browser", {"kind": "protected"})
        self.trailer = self._held(self._reader.trailer)
        self.Root = cast("Dictionary", self.trailer)["/Root"]
        self.pages = [Page(cast("Dictionary", self._of_page(page))) for page in self._reader.pages]

    def _of_page(self, page: pypdf.PageObject) -> Value:
        reference = page.indirect_reference
        assert reference is not None
        return self.resolved(Reference(reference.idnum, reference.generation))

    def get_warnings(self) -> list[str]:
        """Nothing: whoever complains refuses."""
        return []

    def resolved(self, value: Value | Reference) -> Value:
        """The object that a reference leads to."""
        if not isinstance(value, Reference):
            return value
        if value not in self._known:
            found = generic.IndirectObject(value.number, value.generation, self._reader).get_object()
            held = self._held(found)
            if isinstance(held, Reference):
                inexact()
            if isinstance(held, Name | String | Array | Dictionary):
                held.objgen = (value.number, value.generation)
            self._known[value] = held
        return self._known[value]

    def _held(self, found: object) -> Value | Reference:
        """One object of pypdf as ours, references not followed."""
        if isinstance(found, generic.IndirectObject):
            return Reference(found.idnum, found.generation)
        if found is None or isinstance(found, generic.NullObject):
            return None
        if isinstance(found, generic.ArrayObject):
            return Array([self._held(each) for each in list.__iter__(found)], self)
        if isinstance(found, generic.StreamObject):
            return Stream(self._entries(found), self, bytes(found._data))
        if isinstance(found, generic.DictionaryObject):
            return Dictionary(self._entries(found), self)
        return next(make(found) for kind, make in _PLAIN if isinstance(found, kind))

    def _entries(self, found: generic.DictionaryObject) -> dict[str, Value | Reference]:
        return {str(key): self._held(found.raw_get(key)) for key in found}


def pypdf_library(*, strict: bool) -> Library:
    """pypdf as it is, or as strict as it can be."""

    @contextmanager
    def opened(data: bytes, _path: Path | None, _limits: Limits) -> Iterator[Pdf]:
        try:
            yield cast("Pdf", PypdfFile(data, strict=strict))
        except Refused:
            raise
        except Exception:  # noqa: BLE001 - whatever it trips over
            inexact()
        if _COMPLAINTS.heard:
            inexact()

    return opened
