"""An official form as it was issued: the blank document and its mapping, held against each other.

Whatever uses one goes through here first, so that a label that is not there, or twice, is a finding with
its line and never a cell that is filled or read by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from generator.errors import Finding, FindingsError, Place, trouble
from generator.forms.definitions.wording import say
from generator.returns.official.checking import Check
from generator.returns.official.filling import Document
from generator.returns.official.mapping import OfficialMapping, read_mapping
from generator.returns.official.scan import UnfillableError
from generator.returns.reading.given import size_of
from generator.returns.reading.official.choices import beginning
from generator.returns.reading.official.known import Official, OfficialCell
from generator.returns.reading.official.read import claimed, compared, read_official, told
from generator.returns.reading.read import digest
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded
from generator.returns.reading.word.read import Looked, besides, look


@dataclass(frozen=True)
class Issued:
    """The form as data, the bytes of its blank, and what a person should know of it.

    ``unmapped`` are the labels of our fields that it has no cell for, ``printed`` the labels of its cells
    with what is printed where the answer goes: no answer, as long as it stands there.
    """

    official: Official
    blank: bytes
    unmapped: tuple[str, ...]
    printed: Mapping[str, str]


def issued_forms(paths: Sequence[Path], setup: Setup) -> tuple[Issued, ...]:
    """The official forms of several mapping files.

    Raises:
        FindingsError: one of them does not fit its document or our forms, or two stand for one form.

    """
    found: list[Issued] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            found.append(read_issued(path, setup))
        except FindingsError as error:
            findings += error.findings
    counts = Counter(one.official.form for one in found)
    findings += [
        Finding(Place(path.name, 1), "official-twice", f"有两份官方表都对应“{form}”", "一次只给一份")
        for path in paths[-1:]
        for form, count in counts.items()
        if count > 1
    ]
    if findings:
        raise FindingsError(tuple(sorted(findings)))
    return tuple(found)


def read_issued(path: Path, setup: Setup) -> Issued:
    """The official form of a mapping file.

    Raises:
        FindingsError: the mapping does not fit its schema, its document, or our forms.

    """
    mapping = read_mapping(path)
    form = setup.forms.get(mapping.form)
    if form is None:
        known = "、".join(setup.forms)
        _stop(mapping.form_place, "official-form", f"没有 id 叫“{mapping.form}”的表", f"可以写：{known}")
    blank, looked = _blank(path, mapping, setup)
    check = Check(mapping, form, looked, blank)
    cells, columns = check.cells(), check.columns()
    lines = [line for row in looked.seen.rows for cell in row.cells for line in cell.text.splitlines()]
    texts = {compared(part) for line in lines for part in line.split("\t")} - {""}
    outside = [folded(line) for line in "".join(looked.seen.outside).split("\n")]
    official = Official(
        form=form.id,
        name=mapping.file,
        digest=digest(blank),
        title=mapping.title,
        cells=cells,
        number=mapping.number,
        columns=columns,
        order=check.order,
        texts=tuple(sorted(texts)),
        outside=tuple(dict.fromkeys(line for line in outside if line)),
    )
    places, *_ = claimed(looked.seen, official, form)
    official = replace(official, usual=tuple(map(told, besides(looked.seen, places))))
    findings = [*check.findings, *check.title()]
    findings = findings or list(_unreadable(looked, official, setup, mapping))
    findings = findings or list(_unfillable(blank, official, setup, mapping))
    if findings:
        raise FindingsError(tuple(sorted(findings)))
    mapped = {name for cell in cells for name in cell.fields}
    asked = {column.column for column in columns}
    unmapped = [
        q.label if not q.item else q.column
        for q in form.questions
        if (q.column not in asked if q.item else q.name not in mapped)
    ]
    return Issued(official, blank, tuple(dict.fromkeys(unmapped)), dict(_printed(official)))


def _printed(official: Official) -> Iterator[tuple[str, str]]:
    for cell in official.cells:
        if cell.where == "line":
            yield from _without_room(cell)
            continue
        words = " ".join(cell.printed[beginning(cell) :].split())
        if words.strip("_＿") and not cell.options:
            yield cell.label, words


def _without_room(cell: OfficialCell) -> Iterator[tuple[str, str]]:
    """Of a line, what is printed at once where an answer goes that has no blank."""
    for start, end in cell.places:
        words = cell.printed[end:].split()
        if start == end and words and not cell.printed[end].isspace():
            yield cell.label, words[0]


def _stop(place: Place, code: str, message: str, remedy: str) -> NoReturn:
    raise FindingsError((Finding(place, code, message, remedy),))


def _blank(path: Path, mapping: OfficialMapping, setup: Setup) -> tuple[bytes, Looked]:
    """The bytes of the document that the mapping names, and what it shows."""
    place = mapping.file_place
    try:
        size_of(path.parent / mapping.file)  # a pipe would be waited for
        blank = (path.parent / mapping.file).read_bytes()
    except OSError as error:
        message = f"打不开“{mapping.file}”：{trouble(error)}"
        _stop(place, "official-file", message, "放在对应文件旁边，或者改正文件名")
    if mapping.digest and mapping.digest.lower() != digest(blank):
        message = f"“{mapping.file}”的校验码是 {digest(blank)}，和写的不同"
        _stop(mapping.digest_place, "official-digest", message, "文件换过就重新核对各栏，再改校验码")
    try:
        looked = look(blank, setup.forms, setup.limits)
    except Refused:
        message = f"“{mapping.file}”不是能读的 .docx"
        _stop(place, "official-file", message, "用 Word 或 WPS 打开，另存为 .docx")
    if looked.seen.revised or looked.found.hidden.get("form-id"):
        message = f"“{mapping.file}”里有未接受的修订，或者是这里出的表、已经填过的表"
        _stop(place, "official-file", message, "用上级发的空白原件，先接受全部修订")
    return blank, looked


def _unreadable(
    looked: Looked, official: Official, setup: Setup, mapping: OfficialMapping
) -> Iterator[Finding]:
    """What the reader would doubt about every copy: a blank has no answers, and nothing to be doubted."""
    try:
        _, answers, observed = read_official(looked, official, setup.forms, setup.limits)
    except Refused as refused:
        first = refused.detail.get("first", "")
        message = f"照这个文件读不了（{refused.reason}{'，如 ' + first if first else ''}）"
        yield Finding(mapping.file_place, "official-unreadable", message, "核对“逐条”的表头和编号")
        return
    form = setup.forms[official.form]
    places = {name: mapped.place for mapped in mapping.cells for name in mapped.fields}
    for name, answer in answers.items():
        label = form.by_name[name].label
        place = places.get(name, mapping.items_place)
        message = f"空白表里“{label}”已经有“{answer}”"
        yield Finding(place, "official-not-blank", message, "用没有填过的原件；印着的字分不开的，换一个格子")
    for one in observed:
        if one.code in ("official-by-title", "official-unasked"):
            continue
        label = form.by_name[one.name].label if one.name in form.by_name else ""
        said = say(setup.summary.doubts[one.code], **{**one.data, "label": label, "field": one.name})
        message = f"空白表读出来就有疑问：{said}"
        yield Finding(
            places.get(one.name, mapping.items_place), "official-doubt", message, "改对应文件或者原件"
        )


def _unfillable(
    blank: bytes, official: Official, setup: Setup, mapping: OfficialMapping
) -> Iterator[Finding]:
    """Cells that can be read and not be written: fields, text boxes and the like stand in them."""
    try:
        document = Document(blank, official, setup.forms[official.form], setup.limits)
    except UnfillableError as error:
        yield Finding(mapping.file_place, "official-unfillable", str(error), "用 Word 或 WPS 另存一次")
        return
    places = {name: mapped.place for mapped in mapping.cells for name in mapped.fields}
    for name in document.unfillable():
        place = places.get(name, mapping.items_place)
        label = setup.forms[official.form].by_name[name].label
        message = f"“{label}”的格子或者那一行里有域、文本框、隐藏的字之类，程序填不了"
        yield Finding(place, "official-unfillable", message, "把里面的内容换成普通文字")
