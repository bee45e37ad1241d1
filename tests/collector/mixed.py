"""What a county receives in a week: sixty returns of several engines, and all that comes with them."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import pytest
from reportlab.pdfgen import canvas

from generator import forms as public
from generator.forms import Form
from generator.model import Corpus
from generator.returns.reading.setup import Setup
from tests.returns import sample
from tests.returns.test_engines import _engine

ENGINES: Final[Mapping[str, int]] = {
    "own": 12,
    "pdfium": 12,
    "mupdf": 12,
    "pypdf": 5,
    "poppler": 5,
    "pdfjs": 4,
}
WORD: Final = 4
"""Forms for each engine, and in Word; with what :func:`beside` adds, sixty returns."""

FACTS = (
    "每年召开两次会员大会",
    "制度上墙，有专人负责\n存办公室",
    "本单位没有此项",
    "龚喆〔2026〕1号",
    "=1+1",
)


def answers(form: Form, unit: Mapping[str, str], rng: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """Answers of a unit: texts and states."""
    texts = {"unit-name": unit["name"], "union-name": f"{unit['name']}工会", "fill-date": "2026年5月20日"}
    states = {}
    for field in form.fields:
        if field.options and rng.random() > 0.7:
            states[field.name] = rng.choice(field.options).state
        elif field.type == "multiline" and rng.random() > 0.8:
            texts[field.name] = rng.choice(FACTS)[: field.max_length or None]
        elif field.name in ("phone", "contact"):
            texts[field.name] = unit[field.name]
    return texts, states


def write(
    inbox: Path, request: pytest.FixtureRequest, forms: Mapping[str, Form], blank: Callable[[str], bytes],
    setup: Setup, corpus: Corpus,
) -> list[dict[str, str]]:  # fmt: skip
    """Fill ``inbox``; returns the units, some of which have sent nothing."""
    rng = random.Random(17)
    units = sample.units(70, seed=3)
    waiting = iter(units)
    for engine, count in ENGINES.items():
        with _engine(engine, request) as fill:
            for number in range(count):
                unit = next(waiting)
                form = forms["application" if number % 4 == 3 else f"checklist-{unit['standard']}"]
                _put(inbox, unit, form, "pdf", fill(blank(form.id), *answers(form, unit, rng)))
    for number in range(WORD):
        unit = next(waiting)
        form = forms["application" if number % 2 else f"checklist-{unit['standard']}"]
        texts, states = answers(form, unit, rng)
        word = public.fill_word(public.render_word(corpus, form), texts | states).data
        _put(inbox, unit, form, "docx", word)
    beside(inbox, forms, [next(waiting) for _ in range(3)], setup)
    return units


def _put(inbox: Path, unit: Mapping[str, str], form: Form, suffix: str, data: bytes) -> None:
    folder = inbox / unit["group"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{unit['name']} {form.definition.short}.{suffix}").write_bytes(data)


def beside(inbox: Path, forms: Mapping[str, Form], units: list[dict[str, str]], setup: Setup) -> None:
    """Six files more: copied texts, a picture, a print, a mail, a document, and what a system left."""
    for unit in units[:2]:
        (inbox / f"{unit['name']}.txt").write_bytes(
            draft(setup, forms[f"checklist-{unit['standard']}"], unit)
        )
    some = next(inbox.rglob("*.pdf")).read_bytes()
    (inbox / f"{units[2]['name']} 照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    (inbox / f"{units[2]['name']} 打印.pdf").write_bytes(printed())
    message = EmailMessage()
    message["Subject"] = message["From"] = message["To"] = "a@example.com"
    message.add_attachment(some, maintype="application", subtype="pdf", filename="转发的.pdf")
    (inbox / "转发.eml").write_bytes(bytes(message))
    (inbox / "别的.docx").write_bytes(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    (inbox / "Thumbs.db").write_bytes(b"x")


def draft(setup: Setup, form: Form, unit: Mapping[str, str]) -> bytes:
    """Answers as the web form copies them into a message."""
    known = setup.forms[form.id]
    item = next(field.name for field in form.fields if field.column == "rating")
    head = {"kind": "form-draft", "form": form.id, "version": form.version, "digest": form.digest}
    values = {"unit-name": unit["name"], item: form.field(item).options[0].state}
    text = json.dumps(head | {"items": dict(known.items), "unit": "", "values": values}, ensure_ascii=False)
    return f"某表（答卷，未盖章）\r\n{text}".encode("gb18030")


def printed() -> bytes:
    """A sound PDF without any field, as printing makes one."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(100, 700, "printed")
    page.save()
    return out.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files, all of the same age."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 20, 8, 0, 0)), data)
    return out.getvalue()
