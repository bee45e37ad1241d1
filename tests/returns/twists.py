"""Files that programs make of a filled form, put together at random: whole, but not as it was written.

Each twist is one that a program has been seen to make; one to three of them are applied to one form, and
what comes out is packed as people pack things. Unlike :mod:`tests.returns.mutations`, nothing is damaged:
every answer can be found, and what cannot be sure is to be doubted.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from typing import Any, Final

import pikepdf
import py7zr
from pikepdf import Array, Dictionary, Name, String

from tests.returns.mutations import Mutant
from tests.returns.reading.pdf_edits import Edit, edited, halves, note, radios, stored, ticked

Objects = dict[str, pikepdf.Object]

LABELS: Final = {"met": "达标", "basic": "基本达标", "unmet": "未达标", "na": "不适用"}
ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-be", "utf-16-le")


def _cut(rng: random.Random) -> Edit:
    def edit(pdf: pikepdf.Pdf, _: Objects) -> None:
        fields = list(pdf.Root.AcroForm.Fields)
        pdf.Root.AcroForm.Fields = Array(fields[: rng.randrange(len(fields))])

    return edit


def _without_form(_: random.Random) -> Edit:
    def edit(pdf: pikepdf.Pdf, _fields: Objects) -> None:
        del pdf.Root.AcroForm

    return edit


def _renamed(rng: random.Random) -> Edit:
    before, behind = rng.choice([("form1.", ""), ("merge_2.", ""), ("", "+1"), ("a[0].", "[0]"), ("7-", "")])

    def edit(_: pikepdf.Pdf, fields: Objects) -> None:
        for name, field in fields.items():
            field.T = String(before + name + behind)

    return edit


def _halves(rng: random.Random, answers: Mapping[str, str]) -> Edit:
    names = rng.sample(sorted(answers), rng.randrange(len(answers)))
    return halves(*names)


def _labelled(rng: random.Random, answers: Mapping[str, str]) -> Edit:
    """States stored as their labels, or numbered, with what they were in ``/Opt``."""
    name = _rating(rng, answers)
    label = LABELS[answers[name]]
    return stored(name, rng.choice([String(label), Name("/" + label), String(label.encode("gbk"))]))


def _numbered(rng: random.Random, answers: Mapping[str, str]) -> Edit:
    name = _rating(rng, answers)
    words = rng.choice([list(LABELS), list(LABELS.values())])

    def edit(_: pikepdf.Pdf, fields: Objects) -> None:
        field = fields[name]
        field.Opt = Array([String(word) for word in words])
        for number, kid in enumerate(field.Kids):
            own = next(str(key) for key in kid.AP.N if key != "/Off")
            kid.AP.N[f"/{number}"] = kid.AP.N[own]
            del kid.AP.N[own]
            kid.AS = Name(f"/{number}") if own[1:] == answers[name] else Name.Off
        field.V = Name(f"/{list(LABELS).index(answers[name])}")

    return edit


def _rating(rng: random.Random, answers: Mapping[str, str]) -> str:
    return rng.choice([name for name in answers if name.endswith("-rating")])


def _reencoded(rng: random.Random, answers: Mapping[str, str]) -> Edit:
    encoding = rng.choice(ENCODINGS)

    def edit(_: pikepdf.Pdf, fields: Objects) -> None:
        for name, answer in answers.items():
            if not name.endswith("-rating") and rng.random() < 0.5:
                fields[name].V = String(answer.encode(encoding))

    return edit


def _of_wrong_type(rng: random.Random, answers: Mapping[str, str]) -> Edit:
    name = rng.choice([*answers, "form-version", "form-items"])
    held: Any = rng.choice([7, Array([1]), Dictionary(A=1), True])

    def edit(_: pikepdf.Pdf, fields: Objects) -> None:
        if rng.random() < 0.5 and "/Kids" in fields[name]:
            fields[name].Kids[0].AS = held
        else:
            fields[name].V = held

    return edit


def _signed(_: random.Random) -> Edit:
    def edit(pdf: pikepdf.Pdf, _fields: Objects) -> None:
        field = Dictionary(FT=Name.Sig, T=String("签名"), V=Dictionary(Type=Name.Sig))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))

    return edit


def _paged(rng: random.Random) -> Edit:
    how = rng.choice(["less", "again", "turned"])

    def edit(pdf: pikepdf.Pdf, _: Objects) -> None:
        if how == "less":
            del pdf.pages[rng.randrange(len(pdf.pages))]
        elif how == "again":
            pdf.pages.append(pdf.pages[0])
        else:
            pdf.pages.reverse()

    return edit


def _edits(rng: random.Random, answers: Mapping[str, str]) -> dict[str, Callable[[], Edit]]:
    states = list(LABELS)
    return {
        "cut": lambda: _cut(rng),
        "no form": lambda: _without_form(rng),
        "renamed": lambda: _renamed(rng),
        "halves": lambda: _halves(rng, answers),
        "ticked": lambda: ticked(_rating(rng, answers), *rng.sample(states, rng.randrange(3))),
        "no value": lambda: stored(_rating(rng, answers), rng.choice([None, Name.Off, Name.moon])),
        "labelled": lambda: _labelled(rng, answers),
        "numbered": lambda: _numbered(rng, answers),
        "radios": lambda: radios,
        "encoded": lambda: _reencoded(rng, answers),
        "note": lambda: note(rng.choice(["FreeText", "Ink", "Stamp", "Text"]), rng.choice(["", "职工320人"])),
        "type": lambda: _of_wrong_type(rng, answers),
        "signed": lambda: _signed(rng),
        "paged": lambda: _paged(rng),
    }


def _saved(rng: random.Random) -> dict[str, Any]:
    modes = [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable]
    return {"object_stream_mode": rng.choice(modes), "linearize": rng.random() < 0.2}


def _packed(data: bytes, rng: random.Random) -> tuple[str, bytes]:
    """How it is packed, with the suffix of what comes out, which may well be wrong."""
    how = rng.choice(["plain", "plain", "zip", "zip in zip", "mail", "7z"])
    if how in ("zip", "zip in zip"):
        for _ in range(1 + (how != "zip")):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
                archive.writestr(rng.choice(["表.pdf", "../表", "表 (1).PDF", "表.zip"]), data)
            data = out.getvalue()
    elif how == "mail":
        message = EmailMessage()
        message["Subject"] = message["From"] = message["To"] = "a@example.com"
        message.add_attachment(data, maintype="application", subtype="pdf", filename="表.pdf")
        data = bytes(message)
    elif how == "7z":
        out = io.BytesIO()
        with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_COPY}]) as seven:
            seven.writestr(data, "表.pdf")
        data = out.getvalue()
    return f"{how}{rng.choice(['.pdf', '.zip', '.eml', ''])}", data


def twists(sound: bytes, answers: Mapping[str, str], count: int, rng: random.Random) -> Iterator[Mutant]:
    """``count`` files; ``kind`` names what was done to each."""
    for _ in range(count):
        edits = _edits(rng, answers)
        chosen = rng.sample(sorted(edits), rng.randint(1, 3))
        data = sound
        done = []
        for name in chosen:
            try:
                data = edited(data, edits[name](), **_saved(rng))
                done.append(name)
            except (AttributeError, KeyError, ValueError, IndexError):
                continue  # an earlier twist left nothing to do this one to
        how, data = _packed(data, rng)
        yield Mutant(" + ".join([*done, how]), data, ())
