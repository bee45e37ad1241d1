"""Whatever is opened, the engine answers: a form, or a refusal in Chinese, within bounds.

An endless loop is stopped by the timeout of every test, in pyproject.toml.
"""

from __future__ import annotations

import base64
import random
import zlib
from collections.abc import Callable, Mapping

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import forms as public
from tests.returns.mutations import mutants, touched_fields
from tests.webform.engine import Engine, OpenForm, Refused
from tests.webform.test_reading import resaved


def refused(node: Engine, data: bytes) -> str:
    """The code with which a file is refused; its message is Chinese and says what to do."""
    with pytest.raises(Refused) as refusal:
        node.open(data)
    assert "。" in refusal.value.message
    assert "请" in refusal.value.message
    return refusal.value.code


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A small file of these objects."""
    out, at = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in at.items())
    size = max(objects, default=0) + 1
    return out + b"xref\n%strailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        size,
        trailer,
        len(out),
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def encrypted(blank: bytes) -> bytes:
    return resaved(blank, encryption=pikepdf.Encryption(owner="o", user="u"))


def packed(blank: bytes) -> bytes:
    return resaved(blank, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def overlapping(_: bytes) -> bytes:
    """Each object a string that holds all the objects behind it: quadratic for who reads them one by one."""
    head = b"%PDF-1.7\n1 0 obj\n<</AcroForm<</Fields 2 0 R>>>>\nendobj\n"
    many, out, at = range(3, 4000), head, {1: 9}
    for number in many:
        at[number] = len(out)
        out += b"%d 0 obj<</T(" % number
    out += b")>>" * len(many) + b" endobj\n"
    at[2] = len(out)
    out += b"2 0 obj\n[" + b" ".join(b"%d 0 R" % number for number in many) + b"]\nendobj\n"
    table = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(at.items()))
    return out + b"xref\n%strailer\n<</Size 4000/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


HOSTILE: dict[str, tuple[bytes | Callable[[bytes], bytes], str]] = {
    "nothing": (b"", "not-a-pdf"),
    "a picture": (b"\xff\xd8\xff\xe0" * 100, "not-a-pdf"),
    "an archive": (b"PK\3\4" + bytes(2000), "not-a-pdf"),
    "a web page": (b"<!doctype html><title>404</title>", "not-a-pdf"),
    "the header alone": (b"%PDF-1.7\n", "cut-off"),
    "cut off": (lambda blank: blank[: len(blank) // 2], "cut-off"),
    "cut off within the newest revision": (lambda blank: public_update(blank)[:-200], "cut-off"),
    "thirty-three megabytes": (b"%PDF-1.7\n" + bytes(33 << 20), "too-large"),
    "a password": (encrypted, "encrypted"),
    "no form": (file_of({1: b"<</Type/Catalog>>"}), "no-fields"),
    "another's form": (
        file_of({1: b"<</AcroForm<</Fields[2 0 R]>>>>", 2: b"<</FT/Tx/T(x)/V(y)>>"}),
        "other-form",
    ),
    "fields that contain themselves": (
        file_of(
            {
                1: b"<</AcroForm<</Fields[2 0 R]>>>>",
                2: b"<</T(x)/Kids[2 0 R 3 0 R]>>",
                3: b"<</T(y)/Kids[2 0 R]>>",
            }
        ),
        "no-fields",
    ),
    "parents in a circle": (
        file_of(
            {
                1: b"<</Pages 2 0 R>>",
                2: b"<</Annots[3 0 R]/Kids[2 0 R]>>",
                3: b"<</Subtype/Widget/FT/Tx/Parent 3 0 R>>",
            }
        ),
        "no-fields",
    ),
    "references in a circle": (file_of({1: b"2 0 R", 2: b"1 0 R"}), "no-fields"),
    "sections in a circle": (file_of({1: b"<</Type/Catalog>>"}, b"/Root 1 0 R/Prev 200"), "damaged"),
    "deep arrays": (file_of({1: b"[" * 100_000}), "too-complex"),
    "deep dictionaries": (file_of({1: b"<</A" * 100_000}), "too-complex"),
    "deep fields": (
        file_of(
            {1: b"<</AcroForm<</Fields[2 0 R]>>>>"}
            | {n: b"<</T(a)/Kids[%d 0 R]>>" % (n + 1) for n in range(2, 200)}
        ),
        "too-complex",
    ),
    "a string without an end": (file_of({1: b"<</A(" + b"(" * 500_000}), "too-complex"),
    "many fields": (
        file_of({1: b"<</AcroForm<</Fields 2 0 R>>>>", 2: b"[" + b"<</FT/Tx/T(x)>>" * 90_000 + b"]"}),
        "too-complex",
    ),
    "a long value": (
        file_of(
            {1: b"<</AcroForm<</Fields[2 0 R]>>>>", 2: b"<</FT/Tx/T(form-id)/V<" + b"41" * 500_000 + b">>>"}
        ),
        "too-complex",
    ),
    "a table of millions": (
        b"%PDF-1.7\nxref\n0 4000000000\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n9\n%%EOF",
        "damaged",
    ),
    "a name as a trailer": (b"%PDF-1.7\nxref\n0 0\ntrailer\n/X\nstartxref\n9\n%%EOF", "damaged"),
    "rows of no width": (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"", b"/W[0 0 0]/Index[0 999999999]/Root 1 0 R")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        "damaged",
    ),
    "an object of another number": (file_of({1: b"<<>>"}).replace(b"1 0 obj", b"7 0 obj"), "damaged"),
    "a bomb as cross-reference": (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(zlib.compress(bytes(100 << 20), 9), b"/W[1 4 1]/Size 9/Root 1 0 R/Filter/FlateDecode")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        "too-large",
    ),
    "a million objects": (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(
            zlib.compress(b"\1\0\0\0\x09\0" * 1_000_000, 9),
            b"/W[1 4 1]/Size 1000000/Root 1 0 R/Filter/FlateDecode",
        )
        + b"\nendobj\nstartxref\n9\n%%EOF",
        "too-complex",
    ),
    "objects within objects": (overlapping, "too-complex"),
    "kids that many share": (
        file_of(
            {
                1: b"<</AcroForm<</Fields 2 0 R>>>>",
                2: b"[" + b" ".join(b"%d 0 R" % n for n in range(9, 900)) + b"]",
            }
            | {3: b"[" + b"<</FT/Tx>>" * 5000 + b"]"}
            | dict.fromkeys(range(9, 900), b"<</T(x)/FT/Btn/Kids 3 0 R>>")
        ),
        "too-complex",
    ),
    "annotations that many pages share": (
        file_of(
            {
                1: b"<</Pages 2 0 R>>",
                2: b"<</Kids[" + b" ".join(b"%d 0 R" % n for n in range(9, 900)) + b"]>>",
            }
            | {3: b"[" + b"4 0 R " * 50_000 + b"]", 4: b"<</Subtype/Widget>>"}
            | dict.fromkeys(range(9, 900), b"<</Annots 3 0 R>>")
        ),
        "too-complex",
    ),
    "a filter that no file of ours has": (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"x", b"/W[1 4 1]/Size 1/Filter/LZWDecode")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        "damaged",
    ),
}


def public_update(blank: bytes) -> bytes:
    """Two revisions, as a viewer that appends writes them."""
    filled = public.fill(blank, {"unit-name": "甲村"}).data
    end = filled.rindex(b"startxref")
    last = int(filled[end + 9 :].split()[0])
    body = b"9 0 obj\n<</V(new)>>\nendobj\n"
    table = b"xref\n9 1\n%010d 00000 n \ntrailer\n<</Size 10/Root 1 0 R/Prev %d>>\n" % (len(filled), last)
    return filled + body + table + b" " * 300 + b"startxref\n%d\n%%%%EOF\n" % (len(filled) + len(body))


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_form_is_refused_in_chinese(what: str, node: Engine, blank_village: bytes) -> None:
    made, code = HOSTILE[what]
    assert refused(node, made(blank_village) if callable(made) else made) == code


def test_damage_is_read_right_or_refused(node: Engine, blank_village: bytes) -> None:
    """No answer that the damage did not hit is another where the file still opens."""
    values = {"unit-name": "某某县柳林村", "item-6-1-1-rating": "met", "item-6-1-1-facts": "依法换届"}
    filled = public.fill(blank_village, values).data
    opened = 0
    for mutant in mutants(filled, 80, random.Random(13)):
        form = opened_or_refused(node, mutant.data)
        if form is None:
            continue
        opened += 1
        hit = touched_fields(filled, mutant.places, set(values))
        assert {n: form.values.get(n) for n in values.keys() - hit} == {
            n: values[n] for n in values.keys() - hit
        }
        node.close(form)
    assert 0 < opened < 80


def opened_or_refused(node: Engine, data: bytes) -> OpenForm | None:
    """The form; nothing where it is refused as a file that is damaged."""
    try:
        return node.open(data)
    except Refused as refusal:
        if refusal.code not in (
            "damaged",
            "too-complex",
            "cut-off",
            "not-a-pdf",
            "other-form",
            "no-fields",
            "too-large",
        ):
            raise
        return None


WORDS = (
    *b"<< >> [ ] ( ) < > /T /Kids /V /FT /Btn /Tx /Parent /AP /N /AS /Rect /DA null true -1.5".split(),
    *(b"1 0 R", b"2 0 R", b"99999999999"),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=60,
    )
)
def test_any_object_is_read_or_refused(node: Engine, parts: list[bytes]) -> None:
    body = b" ".join(parts)
    data = file_of(
        {
            1: b"<</AcroForm<</Fields[2 0 R 3 0 R]/DR 2 0 R>>/Pages 2 0 R>>",
            2: body,
            3: b"<</FT/Tx/T(form-id)/V(x)>>",
        }
    )
    form = opened_or_refused(node, data)
    if form is not None:
        assert form.identity["form"] == "x"
        node.close(form)


def test_names_that_every_object_knows_are_only_names(node: Engine) -> None:
    names = (b"__proto__", b"constructor", b"toString", b"form-id")
    fields = {number: b"<</FT/Tx/T(%s)/V(%s)>>" % (name, name) for number, name in enumerate(names, 2)}
    listed = b" ".join(b"%d 0 R" % number for number in fields)
    form = node.open(file_of({1: b"<</AcroForm<</Fields[%s]>>>>" % listed, **fields}))
    assert {name.decode(): name.decode() for name in names} == form.values
    record = {"id": "form-id", "fields": [], "rules": []}
    assert set(node.ask("answers", number=form.number, form=record)) == {n.decode() for n in names[:3]}


def test_a_browser_without_the_means_is_told_what_to_do(node: Engine, blank_village: bytes) -> None:
    """DecompressionStream is missing before Chrome 80, Firefox 113 and Safari 16.4."""
    node.ask("without", name="DecompressionStream")
    try:
        with pytest.raises(Refused) as refusal:
            node.ask("inflate", data=base64.b64encode(zlib.compress(b"x")).decode())
        assert refusal.value.code == "old-browser"
        assert "Safari" in refusal.value.message
        assert refused(node, packed(blank_village)) == "old-browser"
    finally:
        node.ask("restored", name="DecompressionStream")
    assert node.open(packed(blank_village)).values["form-id"] == "checklist-villages"


def test_inflating_is_bounded(node: Engine) -> None:
    def inflated(data: bytes) -> bytes:
        return base64.b64decode(node.ask("inflate", data=base64.b64encode(data).decode())["data"])

    assert inflated(zlib.compress(b"abc" * 1000)) == b"abc" * 1000
    for data, code in (
        (zlib.compress(bytes(65 << 20)), "too-large"),
        (b"nonsense", "damaged"),
        (b"", "damaged"),
    ):
        with pytest.raises(Refused) as refusal:
            inflated(data)
        assert refusal.value.code == code
