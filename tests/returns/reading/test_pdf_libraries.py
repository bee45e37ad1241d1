"""PDFs where pikepdf cannot be: what is exact is read the same, and the rest is refused, at once."""

from __future__ import annotations

import io
import random
import zlib
from pathlib import Path

import pikepdf
import pytest
from Cryptodome.Cipher import AES, ARC4

from generator.returns.reading.encoding import pdfdoc
from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf import ciphers
from generator.returns.reading.pdf.exact import ExactPdf
from generator.returns.reading.pdf.syntax import read_object
from generator.returns.reading.pdf.values import Array, Dictionary, Name, Reference, Stream, String, Value
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup
from tests.returns import both
from tests.returns.conftest import Make
from tests.returns.mutations import mutants
from tests.returns.test_mutations import ANSWERS
from tests.returns.twists import twists

MUTANTS = 60
TWISTS = 40
OBJECTS = 40_000

Told = object
"""An object as both libraries can tell it."""


def told_by_pikepdf(value: pikepdf.Object) -> Told:
    if isinstance(value, pikepdf.Name):
        return ("name", value.unparse())
    if isinstance(value, pikepdf.String):
        return bytes(value)
    if isinstance(value, pikepdf.Array):
        return [told_by_pikepdf(each) for each in value]
    if isinstance(value, pikepdf.Dictionary):
        return {key: told_by_pikepdf(each) for key, each in value.items() if each is not None}
    return value if isinstance(value, bool | int) or value is None else float(value)


def told(value: Value | Reference) -> Told:
    if isinstance(value, Name):
        return ("name", value.unparse())
    if isinstance(value, String):
        return bytes(value)
    if isinstance(value, Array):
        return [told(each) for each in value.held]
    if isinstance(value, Dictionary):
        return {key: told(each) for key, each in value.held.items() if each is not None}
    return value


class Nowhere:
    """There are no references to follow."""

    def resolved(self, value: Value | Reference) -> Value:
        assert not isinstance(value, Reference)
        return value


PIECES = [
    b"(", b")", b"<", b">", b"<<", b">>", b"[", b"]", b"/A", b"/B", b"/#41", b"/A#00", b"/#", b"1", b"-2",
    b"+3", b"4.5", b".5", b"5.", b"-.5", b"--5", b".", b"1e5", b"true", b"false", b"null", b" ", b" ", b" ",
    b"\n", b"\r", b"\r\n", b"\\", b"\\n", b"\\r", b"\\053", b"\\5", b"\\777", b"\\x", b"%c\n", b"%", b"a",
    b"F", b"0", b"\0", b"\t", b"{", b"}", b"\xc3\xa9", b"\xe8", b"endobj", b"99999999999999999999", b"R",
]  # fmt: skip
BRACKETS = {b"[": b"]", b"<<": b">>", b"(": b")", b"<": b">"}


def test_an_object_that_is_read_is_the_same_to_qpdf() -> None:
    rng = random.Random("objects")
    read = 0
    for _ in range(OBJECTS):
        opened = rng.choice(list(BRACKETS))
        written = opened + b"".join(rng.choices(PIECES, k=rng.randint(0, 10))) + BRACKETS[opened]
        try:
            found, end = read_object(written, 0, Nowhere())
        except Refused:
            continue
        if end == len(written):
            read += 1
            assert told(found) == told_by_pikepdf(pikepdf.Object.parse(written)), written
    assert read > OBJECTS / 10


def test_text_without_a_mark_is_what_pikepdf_reads() -> None:
    for raw in (bytes(range(256)), b"\x7f\x9f\xad" * 2):
        assert pdfdoc(raw) == raw.decode("pdfdoc", "replace")


@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_read_the_same_or_refused(setup: Setup, make: Make) -> None:
    faults = []
    same = 0
    for mutant in mutants(make(answers=ANSWERS), MUTANTS, random.Random("both")):
        (desk,) = both.entries(mutant.data, "表.pdf", setup, "desk")
        (exact,) = both.entries(mutant.data, "表.pdf", setup, "exact")
        same += desk == exact
        faults += [f"{mutant.kind}: {how}"] if (how := both.broken(desk, exact, damaged=True)) else []
    assert not faults
    assert MUTANTS / 10 < same < MUTANTS, "the mutants are too damaged to show anything, or not at all"


@pytest.mark.filterwarnings("ignore")
def test_files_that_programs_twisted_are_read_the_same(setup: Setup, make: Make) -> None:
    for twist in twists(make(answers=ANSWERS), ANSWERS, TWISTS, random.Random("both")):
        name = f"表{Path(twist.kind).suffix}"
        desk, exact = (both.entries(twist.data, name, setup, by) for by in ("desk", "exact"))
        assert [entry["path"] for entry in desk] == [entry["path"] for entry in exact]
        for one, other in zip(desk, exact, strict=True):
            assert not both.broken(one, other), twist.kind


# --- what would take the memory or the time ---------------------------------------------------------


def file_of(*bodies: bytes, trailer: bytes = b"/Root 1 0 R", prev: int | None = None) -> bytes:
    """A file of these objects, numbered from 1, as exact as can be."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    before = b"" if prev is None else b"/Prev %d" % (len(data) if prev < 0 else prev)
    size = len(bodies) + 1
    end = b"trailer\n<</Size %d %b %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, before, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>"
FORM = b"<</Fields[]>>"


def packed(content: bytes, entries: bytes) -> bytes:
    body = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(body), body)


def reason(data: bytes, setup: Setup) -> str:
    (entry,) = both.entries(data, "表.pdf", setup, "exact")
    assert entry["status"] == "rejected"
    return str(entry["reason"])


def test_the_file_that_the_hostile_ones_are_made_of_is_sound(setup: Setup) -> None:
    data = file_of(CATALOG, PAGES, PAGE, FORM)
    assert reason(data, setup) == "no-fields"
    assert len(ExactPdf(data, Limits()).pages) == 1


@pytest.mark.parametrize("inner", [b"[", b"<</A", b"(", b"<</A[", b"<", b"%\r"])
def test_objects_a_million_deep_are_refused(setup: Setup, inner: bytes) -> None:
    assert reason(file_of(CATALOG, PAGES, PAGE, inner * 1_000_000), setup) == both.REFUSED


SOUND = file_of(CATALOG, PAGES, PAGE, FORM)
LIES = {
    "an object that is itself": file_of(CATALOG, PAGES, PAGE, b"4 0 R"),
    "length of itself": file_of(CATALOG, PAGES, PAGE, b"<</Length 4 0 R>>stream\n\nendstream"),
    "a thousand streams that wait for each other's length": file_of(
        CATALOG,
        PAGES,
        PAGE,
        *(b"<</Length %d 0 R>>stream\n\nendstream" % (number + 1) for number in range(4, 1004)),
        b"0",
    ),
    "pages in a circle": file_of(CATALOG, b"<</Type/Pages/Kids[2 0 R]>>", PAGE, FORM),
    "a page twice": file_of(CATALOG, b"<</Type/Pages/Kids[3 0 R 3 0 R]>>", PAGE, FORM),
    "tables in a circle": file_of(CATALOG, PAGES, PAGE, FORM, prev=-1),
    "a table that is an object": file_of(CATALOG, PAGES, PAGE, FORM, prev=9),
    "half a billion objects": SOUND.replace(b"0 5\n", b"0 500000000\n"),
    "a size that is not true": SOUND.replace(b"/Size 5", b"/Size 500000000"),
    "an object beyond the table": file_of(CATALOG, PAGES, PAGE, b"<</Fields[99 0 R]>>"),
    "no start": SOUND.replace(b"startxref", b"startxreg"),
    "an offset that is off": SOUND.replace(b"0000000009", b"0000000010"),
}


@pytest.mark.parametrize("lie", LIES)
def test_circles_and_lies_are_refused(setup: Setup, lie: str) -> None:
    assert LIES[lie] != SOUND
    assert reason(LIES[lie], setup) == both.REFUSED


def test_a_cross_reference_stream_that_unpacks_to_too_much_is_refused(setup: Setup) -> None:
    bomb = packed(bytes(100 << 20), b"/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R")
    data = b"%PDF-1.7\n1 0 obj\n" + bomb + b"\nendobj\nstartxref\n9\n%%EOF\n"
    assert reason(data, setup) == "too-complex"


def test_what_one_stream_unpacks_to_counts_for_the_next(setup: Setup) -> None:
    """Each of them is within bounds, and all of them together are not."""
    half = packed(b" " * (setup.limits.inflated // 2 + 1), b"/Type/ObjStm/N 0/First 0")
    pdf = ExactPdf(file_of(CATALOG, PAGES, PAGE, FORM, half, half), setup.limits)
    first, second = (pdf.resolved(Reference(number, 0)) for number in (5, 6))
    assert isinstance(first, Stream)
    assert isinstance(second, Stream)
    pdf._unpack(first)
    with pytest.raises(Refused) as refused:
        pdf._unpack(second)
    assert refused.value.reason == "too-complex"


@pytest.mark.parametrize("kind", range(5))
def test_rows_of_a_cross_reference_stream_are_unpredicted(kind: int, make: Make, setup: Setup) -> None:
    """qpdf writes these streams, PNG's predictor 2 (Up) in each row; here the others too (PNG, section 9)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make(answers=ANSWERS))) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = out.getvalue()
    start = data.rindex(b"/Type /XRef")
    begun = data.index(b"stream\n", start) + 7
    ended = data.index(b"\nendstream", begun)
    columns = int(data[: data.index(b" ", data.rindex(b"/Columns ", 0, begun) + 9)].rpartition(b" ")[2])
    plain = unpredicted(zlib.decompress(data[begun:ended]), columns)
    again = zlib.compress(predicted(plain, columns, kind), 9)
    head = data[data.rindex(b" obj", 0, begun) : begun].replace(
        b"/Length %d" % (ended - begun), b"/Length %d" % len(again)
    )
    changed = data[: data.rindex(b" obj", 0, begun)] + head + again + data[ended:]
    desk, exact = (both.entries(changed, "表.pdf", setup, by) for by in ("desk", "exact"))
    assert desk == exact
    assert exact[0]["status"] == "accepted"


def unpredicted(content: bytes, columns: int) -> list[bytes]:
    rows: list[bytes] = [bytes(columns)]
    for start in range(0, len(content), columns + 1):
        assert content[start] == 2
        row = content[start + 1 : start + 1 + columns]
        rows.append(bytes((a + b) % 256 for a, b in zip(row, rows[-1], strict=True)))
    return rows[1:]


def predicted(rows: list[bytes], columns: int, kind: int) -> bytes:
    out = b""
    above = bytes(columns)
    for row in rows:
        out += bytes([kind])
        for place, byte in enumerate(row):
            left, corner = (row[place - 1], above[place - 1]) if place else (0, 0)
            up = above[place]
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            out += bytes([(byte - (0, left, up, (left + up) // 2, paeth)[kind]) % 256])
        above = row
    return out


# --- protection --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [16, 32])
def test_the_ciphers_are_those_of_a_library_of_ciphers(size: int) -> None:
    rng = random.Random("ciphers")
    for _ in range(10):
        key, before, data = rng.randbytes(size), rng.randbytes(16), rng.randbytes(160)
        assert ciphers.Aes(key).encrypt(data, before) == AES.new(key, AES.MODE_CBC, before).encrypt(data)
        assert ciphers.Aes(key).decrypt(data, before) == AES.new(key, AES.MODE_CBC, before).decrypt(data)
        assert ciphers.rc4(key, data) == ARC4.new(key).encrypt(data)


METHODS = [(2, False), (3, False), (4, False), (4, True), (5, True), (6, True)]
PASSWORDS = [("owner", ""), ("", ""), ("owner", "user"), ("", "user")]


def protected(data: bytes, revision: int, owner: str, user: str, *, aes: bool, packed: bool = False) -> bytes:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    shut = pikepdf.Encryption(owner=owner, user=user, R=revision, aes=aes, metadata=aes)  # type: ignore[arg-type]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=shut, object_stream_mode=mode)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore")  # revision 5 is deprecated
@pytest.mark.parametrize(("revision", "aes"), METHODS)
@pytest.mark.parametrize(("owner", "user"), PASSWORDS)
def test_protected_files_are_read_the_same_or_take_a_password(
    setup: Setup, make: Make, revision: int, aes: bool, owner: str, user: str
) -> None:
    data = protected(make(answers=ANSWERS), revision, owner, user, aes=aes, packed=revision % 2 == 0)
    (desk,), (exact,) = (both.entries(data, "表.pdf", setup, by) for by in ("desk", "exact"))
    assert exact == desk
    assert exact["status"] == "accepted" or exact["reason"] == "encrypted"
    assert not user or revision >= 5 or exact["reason"] == "encrypted"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("revision", "aes"), METHODS)
def test_a_protection_that_is_damaged_opens_nothing_else(
    setup: Setup, make: Make, revision: int, aes: bool
) -> None:
    data = protected(make(answers=ANSWERS), revision, "owner", "", aes=aes)
    start = data.rindex(b" obj", 0, data.rindex(b"/Standard"))
    end = data.index(b"endobj", start)
    rng = random.Random(revision)
    for _ in range(8):
        changed = bytearray(data)
        place = rng.randrange(start, end)
        changed[place] = rng.choice([changed[place] ^ (1 << rng.randrange(8)), 48 + rng.randrange(10)])
        (desk,), (exact,) = (both.entries(bytes(changed), "表.pdf", setup, by) for by in ("desk", "exact"))
        assert not both.broken(desk, exact, damaged=True), data[place - 20 : place + 20]


# --- tables, updates and generations -----------------------------------------------------------------


def updated(rng: random.Random) -> bytes:
    """A file with up to three updates: objects written anew under any generation, set free, used again."""
    objects = {(1, 0): CATALOG.replace(b"/AcroForm 4 0 R", b""), (2, 0): PAGES, (3, 0): PAGE}
    objects |= {(number, 0): b"(%d)" % number for number in range(4, 7)}
    data, last, before = b"%PDF-1.7\n", 6, b""
    for revision in range(rng.randint(1, 4)):
        lines: dict[int, bytes] = (
            {} if revision and rng.random() < 0.3 else {0: b"%010d %05d f \n" % (0, 65535)}
        )
        for (number, generation), body in objects.items():
            lines[number] = b"%010d %05d n \n" % (len(data), generation)
            data += b"%d %d obj\n%b\nendobj\n" % (number, generation, body)
        for number in rng.choices(range(4, 9), k=rng.randint(0, 2)) if revision else ():
            lines.setdefault(number, b"%010d %05d f \n" % (0, rng.choice([0, 1, 1, 2, 65535])))
        last = max([last, *lines])
        start = len(data)
        data += b"xref\n" + b"".join(b"%d 1\n%b" % (number, lines[number]) for number in sorted(lines))
        size = last + rng.choice([1] * 9 + [0, 2, 3])
        data += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, before, start)
        before = b"/Prev %d" % start
        objects = {
            (rng.randint(4, 8), rng.choice([0, 0, 1, 2])): b"(%d of %d)" % (rng.randint(0, 99), revision)
            for _ in range(rng.randint(0, 3))
        }
    return data


@pytest.mark.filterwarnings("ignore")
def test_of_an_object_that_was_written_anew_qpdf_takes_the_same() -> None:
    """Poppler gives the next generation to what it writes anew, and refers to the one before: to nothing."""
    rng = random.Random("updates")
    taken = 0
    for _ in range(400):
        data = updated(rng)
        try:
            exact = ExactPdf(data, Limits())
        except Refused:
            continue
        taken += 1
        with pikepdf.open(io.BytesIO(data)) as desk:
            assert not desk.get_warnings(), data
            for number in range(4, exact._last + 1):
                for generation in range(3):
                    found = exact.resolved(Reference(number, generation))
                    assert told(found) == told_by_pikepdf(desk.get_object(number, generation)), data
    assert taken > 200
