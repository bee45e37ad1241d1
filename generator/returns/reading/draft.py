"""A return that is no PDF but text: the answers that the web form copies (复制答卷), as a .txt file.

Such a text bears no seal and has no pages; it is read for what it says, and that is always doubted. Its
format is that of a draft: ``{"kind": "form-draft", "form", "version", "digest", "items", "unit", "values"}``,
with any lines of a message before and behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.forms.definitions.expand import HIDDEN
from generator.returns.reading.answers import Observation, Taken, meaning, over_length
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused
from generator.returns.reading.text import plain

KIND: Final = "form-draft"
UNSEALED: Final = "unsealed"
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_START: Final = re.compile(r'\{\s*"')
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""What editors on Windows save text as, the stricter first; UTF-16 nearly always says so by its mark."""
_UNMARKED: Final = ("utf-16-le", "utf-16-be")


def draft_text(data: bytes) -> str | None:
    r"""The text of a file that holds a draft; ``None`` for any other file.

    >>> draft_text(b'hello\n{"kind": "form-draft"}') is None, draft_text(b"%PDF-1.7") is None
    (False, True)
    """
    if data.startswith(b"%PDF-"):
        return None  # nearly every return: megabytes that need not be looked through for words
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = [name for name in _UNMARKED if KIND.encode(name) in data]
    if not marked and not wide and (KIND.encode() not in data or _BINARY.search(data[:4096])):
        return None
    for encoding in ("utf-16",) if marked else wide or _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if KIND in text and _START.search(text):
            return text
    return None


def read_draft(
    text: str, forms: Mapping[str, KnownForm], limits: Limits
) -> tuple[dict[str, str], dict[str, str], list[Observation]]:
    """Hidden fields, answers by field name, and doubts, as a PDF with these answers has them.

    Raises:
        Refused: ``cut-off``, ``damaged``, ``unknown-form``, or ``too-complex``.

    """
    record = _record(text)
    form_id = _word(record, "form")
    form = forms.get(form_id)
    if form is None:
        raise Refused("unknown-form", {"form": form_id[:80]})
    items = record.get("items")
    hidden = {
        "form-id": form_id,
        "form-standard": form.standard,
        "form-version": _word(record, "version"),
        "form-digest": _word(record, "digest"),
        "form-unit": _word(record, "unit"),
        "form-items": " ".join(f"{i}:{h}" for i, h in items.items()) if isinstance(items, dict) else "",
    }
    taken = Taken(form, limits)
    taken.observed.append(Observation(UNSEALED))
    for name, value in _values(record):
        question = form.by_name.get(name)
        answer = plain(value)
        if question is not None and question.options:
            answer = meaning(answer, question)
        if taken.take(name, answer):
            # the page of an older version may have asked for more
            allowed = question.max_length if question and hidden["form-digest"] == form.digest else None
            taken.observed += over_length(name, answer, question, allowed)
    return hidden, taken.answers, taken.observed


def _record(text: str) -> Mapping[str, object]:
    start = _START.search(text)
    end = text.rfind("}")
    if start is None or end < start.start():
        raise Refused("cut-off")
    try:
        record = json.loads(text[start.start() : end + 1])
    except (ValueError, RecursionError) as error:
        raise Refused("cut-off") from error
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise Refused("damaged")
    return record


def _word(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _values(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    values = record.get("values")
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise Refused("damaged")
    return ((name, value) for name, value in values.items() if name not in HIDDEN)
