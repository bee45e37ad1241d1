"""One returned file, a PDF, a Word form or a copied text: what it says it is, and what was answered in it.

Only the cross-reference table, the form's field tree and, where a file has no form, its pages are
looked at. Nothing of a returned file is ever run, fetched or extracted: actions, scripts, links and
embedded files are not even looked up.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Final

from generator.forms.definitions.expand import HIDDEN, UNIT, item_of_field
from generator.returns.reading.answers import Observation, read_answers
from generator.returns.reading.draft import draft_text, read_draft
from generator.returns.reading.fieldnames import strip_names
from generator.returns.reading.fieldtree import Tree, read_tree
from generator.returns.reading.kinds import PACKED, PDF, PICTURE, PROGRAM, SEVEN, ZEROS, ZIP, kind
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.official.known import Official
from generator.returns.reading.official.read import read_official, recognised
from generator.returns.reading.pagefields import SHOWN, Note, attached_names, read_pages
from generator.returns.reading.pdf.library import BROKEN, DICTIONARY, Pdf, here
from generator.returns.reading.pdfvalue import UnreadableValue, text
from generator.returns.reading.record import Origin
from generator.returns.reading.refusal import Refused
from generator.returns.reading.stranger import stranger
from generator.returns.reading.word.package import is_package
from generator.returns.reading.word.read import look, read_word

_TAIL: Final = 2048
_PIECE: Final = 1 << 14
_HOLE: Final = bytes(1024)
_PACKED: Final = re.compile(rb"/(?:ObjStm|XRef)\b")
_OBJECTS: Final = re.compile(rb"\s*[1-9]\d*\s|[^%]*?\d+ \d+ obj")
_STREAM: Final = re.compile(rb"stream\r?\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form file says, before any rule is held against it."""

    hidden: Mapping[str, str]
    answers: Mapping[str, str]
    observed: tuple[Observation, ...]
    origin: Origin = "pdf"


def opened(path: str, limits: Limits) -> tuple[BufferedReader, int]:
    """A regular file, open for reading, and its size; never a pipe or a device that would hold us up.

    Raises:
        Refused: ``unreadable``, or ``too-large`` for any file.

    """
    try:
        # O_NONBLOCK keeps a named pipe from holding us up; Windows has none
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            os.close(handle)
            raise Refused("unreadable", {"kind": "special"})
        file = os.fdopen(handle, "rb")
    except (OSError, ValueError) as error:
        raise Refused("unreadable", {"kind": "system", "error": type(error).__name__}) from error
    if status.st_size > limits.archive:
        file.close()
        raise Refused("too-large", {"limit": f"{limits.archive >> 20} MB"})
    return file, status.st_size


def digest(data: bytes) -> str:
    """SHA-256 of a file's content, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def read(
    data: bytes,
    path: Path | None,
    forms: Mapping[str, KnownForm],
    limits: Limits,
    officials: Sequence[Official] = (),
) -> Reading:
    """Read a form; ``path`` is where ``data`` stands on disk, if it does (qpdf reads that faster).

    ``officials`` are forms in Word that a higher union issued itself.

    Raises:
        Refused: it is no form of ours, or cannot be read; see REASONS.
        MemoryError: the process may not have the memory that the file asks for.

    """
    if len(data) <= limits.file and (written := draft_text(data)) is not None:
        hidden, answers, observed = read_draft(written, forms, limits)
        return Reading(hidden, answers, tuple(observed))
    if kind(data) == ZIP and is_package(io.BytesIO(data), limits):
        _bound_size(data, limits)
        looked = look(data, forms, limits)
        official = recognised(looked, officials)
        if official is not None:
            hidden, answers, observed = read_official(looked, official, forms, limits)
        else:
            hidden, answers, observed = read_word(looked, forms, limits)
        return Reading(hidden, answers, tuple(observed), "word")
    _look_at_bytes(data, limits)
    end = _end(data)
    if end < len(data):
        data, path = data[:end], None
    try:
        with here()(data, path, limits) as pdf:
            return _read_open(pdf, data, forms, limits)
    except BROKEN as error:
        raise _broken(data) from error


def _broken(data: bytes) -> Refused:
    return Refused("damaged" if b"%%EOF" in data[-_TAIL:] else "cut-off")


def _update_is_cut_off(data: bytes) -> bool:
    """Whether objects follow the last end mark: an update whose own end is missing.

    Any parser then reads the state before the update, which may be an empty form. A download that was
    stopped may have left zeros in its place.
    """
    end = data.rfind(b"%%EOF")
    return end >= 0 and (_OBJECTS.match(data, end + 5) is not None or data.endswith(_HOLE))


def _end(data: bytes) -> int:
    """Where a PDF ends: at its last end mark, if text follows it that is no part of it.

    Scripts that hand out files have put the page of their site behind them, and parsers that look for the
    table in the last kilobyte find none. Zeros are no such text: there the end of the file may be missing.
    """
    if b"startxref" in data[-_TAIL // 2 :]:
        return len(data)  # as it should be, and nearly always is
    mark = data.rfind(b"%%EOF")
    behind = data[mark:]
    if (
        mark < 0
        or any(sign in behind for sign in (b"\0", b" obj", b"startxref"))
        or _OBJECTS.match(behind, 5)
    ):
        return len(data)
    return mark + 5


def _look_at_bytes(data: bytes, limits: Limits) -> None:
    """What can be told before any parser sees the file."""
    found = kind(data)
    if found == PICTURE:
        raise Refused("picture")
    if found in PACKED or found in (SEVEN, "message"):
        raise Refused("archive", {"kind": found if found == PROGRAM else "other"})
    if found == ZEROS:
        raise Refused("cut-off")
    if found == ZIP:
        raise Refused("damaged")
    if found != PDF:
        raise stranger(data, found)
    _bound_size(data, limits)
    _bound_packed_objects(data, limits)


def _bound_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.file:
        raise Refused("too-large", {"limit": f"{limits.file >> 20} MB"})


def _bound_packed_objects(data: bytes, limits: Limits) -> None:
    """Object and cross-reference streams are unpacked whole by any parser: measure them first."""
    budget = limits.inflated
    for match in _PACKED.finditer(data):
        start = _STREAM.search(data, match.end(), match.end() + 4096)
        if start is None:
            continue
        packed: memoryview | bytearray = memoryview(data)[start.end() :]
        for _ in range(4):  # filters may be chained
            try:
                packed = _inflated(packed, budget)
            except zlib.error:
                break
            budget -= len(packed)
            if budget < 0:
                raise Refused("too-complex", {"kind": "inflated"})


def _inflated(packed: memoryview | bytearray, most: int) -> bytearray:
    """What a stream at the beginning of ``packed`` holds, or one byte more than ``most`` of it.

    It is fed piece by piece: what lies behind its end, which may be all of a file, would be copied.

    Raises:
        zlib.error: it is none.

    """
    inflater = zlib.decompressobj()
    found = bytearray()
    for start in range(0, len(packed), _PIECE):
        found += inflater.decompress(packed[start : start + _PIECE], most + 1 - len(found))
        if inflater.eof or len(found) > most:
            break
    return found


def _read_open(pdf: Pdf, data: bytes, forms: Mapping[str, KnownForm], limits: Limits) -> Reading:
    size = pdf.trailer.get("/Size")
    if isinstance(size, int) and size > limits.objects:
        raise Refused("too-complex", {"kind": "objects"})
    mended = bool(pdf.get_warnings())
    if (mended and b"%%EOF" not in data[-_TAIL:]) or _update_is_cut_off(data):
        # what stood at the end may be the answers: a repaired half is not to pass for the whole
        raise Refused("cut-off")
    tree, reached = read_tree(pdf, limits)
    notes = read_pages(pdf, tree, reached, limits)
    strip_names(tree, forms)
    tree.settle()
    hidden: dict[str, str] = {
        name: _hidden(tree.fields[name].value) for name in HIDDEN if name in tree.fields
    }
    form_id = hidden.get("form-id", "")
    if "form-id" in tree.twins or sum(_is_name(name, "form-id") for name in tree.fields) > 1:
        raise Refused("several-forms")
    if not form_id:
        raise _stranger(pdf, tree, forms, limits)
    form = forms.get(form_id)
    if form is None:
        raise Refused("unknown-form", {"form": form_id[:80]})
    missing = _missing(form, hidden, tree)
    if missing:
        raise Refused("fields-removed", {"count": str(len(missing)), "first": missing[0]})
    if len(tree.twins & form.by_name.keys()) * 2 > len(form.by_name):
        raise Refused("several-forms")
    present = hidden.get("form-digest", "") == form.digest
    answers, observed = read_answers(form, tree, limits, present=present)
    if notes and not answers:
        raise Refused("only-notes", _told(notes))
    if notes:
        observed.append(Observation("notes", "", _told(notes)))
    attached = attached_names(pdf)
    if attached:
        observed.append(Observation("attached", "", {"value": "”“".join(attached)}))
    if mended or pdf.get_warnings():
        observed.append(Observation("repaired"))
    return Reading(hidden, answers, tuple(observed))


def _hidden(value: object) -> str:
    try:
        return text(value).text
    except (UnreadableValue, *BROKEN):
        return ""


def _told(notes: list[Note]) -> dict[str, str]:
    """What is drawn over the pages, for a sentence: a line for each, page, subtype and words."""
    lines = (f"{note.page}\t{note.subtype}\t{' '.join(note.words.split())}" for note in notes[:SHOWN])
    return {"notes": "\n".join(lines)}


def _is_name(name: str, wanted: str) -> bool:
    """``form-id`` itself, or what joining makes of it: ``form-id+1``, ``form-id [7]``, ``f1.form-id``."""
    last = name.rpartition(".")[2]
    return last == wanted or (last.startswith(wanted) and not last[len(wanted)].isalnum())


def _stranger(pdf: Pdf, tree: Tree, forms: Mapping[str, KnownForm], limits: Limits) -> Refused:
    """Why a file without our hidden field is refused."""
    names = tree.fields.keys()
    if any(
        names & set(HIDDEN) or len(names & form.by_name.keys()) * 2 > len(form.by_name)
        for form in forms.values()
    ):
        return Refused("fields-removed", {"count": "1", "first": "form-id"})
    if names:
        return Refused("other-form", {"count": str(len(names))})
    if attached_names(pdf):
        return Refused("archive", {"kind": "portfolio"})
    return Refused("no-fields", _pages(pdf, forms, limits))


def _pages(pdf: Pdf, forms: Mapping[str, KnownForm], limits: Limits) -> dict[str, str]:
    """Which pages are pictures and which hold text; the title, if it is that of one of our forms."""
    pictures: list[int] = []
    texts: list[int] = []
    for number, page in enumerate(pdf.pages, 1):
        if number > limits.pages:
            break
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, DICTIONARY) else None
        (texts if isinstance(fonts, DICTIONARY) and len(fonts) else pictures).append(number)
    info = pdf.trailer.get("/Info")
    title = _hidden(info.get("/Title")) if isinstance(info, DICTIONARY) else ""
    form = next((form.id for form in forms.values() if form.title == title), "")
    return {"pictures": _ranges(pictures), "texts": _ranges(texts), "form": form}


def _ranges(numbers: list[int]) -> str:
    """``1–3、5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _missing(form: KnownForm, hidden: Mapping[str, str], tree: Tree) -> list[str]:
    """Questions that the form had when it was made and has no longer."""
    lost = [name for name in HIDDEN if name not in hidden and name != UNIT]
    if hidden.get("form-digest", form.digest) == form.digest:
        return lost + [name for name in form.by_name if name not in tree.fields]
    # made from other data: each of its own items must still have a question
    items = {entry.partition(":")[0] for entry in hidden.get("form-items", "").split()}
    asked = set(map(item_of_field, tree.fields))
    return lost + sorted(items - asked)
