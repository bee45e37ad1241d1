"""An official form as it was issued: the blank document and its mapping, held against each other.

Whatever uses one goes through here first, so that a label that is not there, or twice, is a finding with
its line and never a cell that is filled or read by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from generator.errors import Finding, FindingsError, Place
from generator.forms import FormField
from generator.forms.definitions.definition import Option
from generator.forms.definitions.wording import say
from generator.returns.official.filling import Document
from generator.returns.official.mapping import MappedCell, MappedColumn, OfficialMapping, read_mapping
from generator.returns.official.scan import UnfillableError
from generator.returns.reading.given import size_of
from generator.returns.reading.known import KnownForm
from generator.returns.reading.official.blanks import behind, blanks
from generator.returns.reading.official.choices import choices, unsure
from generator.returns.reading.official.known import NOBODY, Official, OfficialCell, OfficialColumn, Where
from generator.returns.reading.official.read import claimed, read_official, told
from generator.returns.reading.official.spots import Grid, Spot
from generator.returns.reading.read import digest
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded
from generator.returns.reading.word.read import Looked, besides, look

_WHERE: Final[Mapping[str, Where]] = {"右": "right", "下": "below", "内": "inside"}


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
    check = _Check(mapping, form, looked)
    cells, columns = check.cells(), check.columns()
    lines = [line for row in looked.seen.rows for cell in row.cells for line in cell.text.splitlines()]
    texts = {folded(part) for line in lines for part in line.split("\t")} - {""}
    outside = [folded(line) for line in "".join(looked.seen.outside).split("\n")]
    official = Official(
        form=form.id,
        name=mapping.file,
        digest=digest(blank),
        title=mapping.title,
        cells=cells,
        number=mapping.number,
        columns=columns,
        texts=tuple(sorted(texts)),
        outside=tuple(dict.fromkeys(line for line in outside if line)),
    )
    places, _, _ = claimed(looked.seen, official, form)
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
        begin = behind(cell.printed, cell.label) if cell.where == "inside" else 0
        words = " ".join(cell.printed[begin:].split())
        if words.strip("_＿") and not cell.options:
            yield cell.label, words


def _stop(place: Place, code: str, message: str, remedy: str) -> NoReturn:
    raise FindingsError((Finding(place, code, message, remedy),))


def _blank(path: Path, mapping: OfficialMapping, setup: Setup) -> tuple[bytes, Looked]:
    """The bytes of the document that the mapping names, and what it shows."""
    place = mapping.file_place
    try:
        size_of(path.parent / mapping.file)  # a pipe would be waited for
        blank = (path.parent / mapping.file).read_bytes()
    except OSError as error:
        message = f"打不开“{mapping.file}”：{error.strerror or error}"
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


class _Check:
    """A mapping held against the form and the document; ``findings`` is what does not fit."""

    def __init__(self, mapping: OfficialMapping, form: KnownForm, looked: Looked) -> None:
        self.findings: list[Finding] = []
        self._mapping, self._form, self._looked = mapping, form, looked
        self._grid = Grid(looked.seen)

    def _find(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(place, code, message, remedy))

    def title(self) -> Iterator[Finding]:
        seen = self._looked.seen
        words = folded("".join(seen.outside)) + "".join(
            folded(cell.text) for row in seen.rows for cell in row.cells
        )
        if folded(self._mapping.title) not in words or not folded(self._mapping.title):
            message = f"文件里没有“{self._mapping.title}”这个标题"
            yield Finding(self._mapping.title_place, "official-title", message, "照表上印的写")

    def cells(self) -> tuple[OfficialCell, ...]:
        found: list[OfficialCell] = []
        answers: dict[int, MappedCell] = {}
        fields: dict[str, MappedCell] = {}
        for mapped in self._mapping.cells:
            for name in mapped.fields:
                if name in fields:
                    message = f"“{name}”填在两处：第 {fields[name].place.line} 行已经有了"
                    self._find(mapped.place, "official-field-twice", message, "留一处")
                if name != NOBODY:
                    fields[name] = mapped
            cell = self._cell(mapped, answers)
            if cell is not None:
                found.append(cell)
        return tuple(found)

    def _cell(self, mapped: MappedCell, answers: dict[int, MappedCell]) -> OfficialCell | None:
        questions = self._questions(mapped)
        wanted = OfficialCell(mapped.label, _WHERE[mapped.where], mapped.fields)
        spots = self._grid.spots(wanted)
        ordinal = self._ordinal(mapped, spots)
        if not ordinal:
            return None
        answer = spots[ordinal - 1].answer
        shown = f"“{mapped.label}”"
        if answer is None or id(answer) in self._grid.nesting or answer.merged:
            side = {"右": "右边", "下": "下面"}.get(mapped.where, "里面")
            message = f"{shown}{side}没有可以填的格子"
            self._find(mapped.place, "official-no-cell", message, "改“位置”：右、下或者内")
            return None
        if id(answer) in answers:
            message = f"{shown}和“{answers[id(answer)].label}”指的是同一个格子"
            self._find(
                mapped.place, "official-cell-twice", message, "一个格子里有几处空白的，合成一条，“填”写几栏"
            )
            return None
        answers[id(answer)] = mapped
        if len(questions) != len(mapped.fields):
            return None
        options = self._options(mapped.place, mapped.options, questions[0], mapped.fields)
        cell = replace(wanted, printed=answer.text, ordinal=ordinal, total=len(spots), options=options)
        return cell if self._has_room(mapped, cell) else None

    def _ordinal(self, mapped: MappedCell, spots: Sequence[Spot]) -> int:
        """Which of the cells with a label is meant, from 1; 0 if there is none, or it cannot be told."""
        shown = f"“{mapped.label}”"
        numbered = [n for n, spot in enumerate(spots, 1) if mapped.table in (0, spot.table)]
        if not numbered:
            where = f"第 {mapped.table} 张表里" if mapped.table else "文件里"
            advice = "照格子里印的写全；栏名和空白在同一个格子里的，加“位置: 内”"
            self._find(mapped.place, "official-label-missing", f"{where}没有{shown}这个格子", advice)
        elif not mapped.ordinal and len(numbered) > 1:
            message = f"{shown}有 {len(numbered)} 处"
            self._find(mapped.place, "official-label-twice", message, "加“第几处”，从上往下数")
        elif mapped.ordinal > len(numbered):
            message = f"{shown}只有 {len(numbered)} 处，没有第 {mapped.ordinal} 处"
            self._find(mapped.place, "official-label-missing", message, "改“第几处”")
        else:
            return numbered[max(mapped.ordinal, 1) - 1]
        return 0

    def _has_room(self, mapped: MappedCell, cell: OfficialCell) -> bool:
        label = cell.label if cell.where == "inside" else ""
        shown = " ".join(cell.printed.split())
        if cell.options:
            counts = Counter(choice.state for choice in choices(cell.printed, cell.options))
            absent = [o.label for o in cell.options if counts[o.state] != 1]
            if absent:
                message = f"“{mapped.label}”的格子里没有印“{absent[0]}”，或者不止一处（印的是“{shown}”）"
                self._find(mapped.place, "official-option", message, "“选项”照格子里印的写")
            elif other := unsure(cell):
                message = f"“{mapped.label}”的格子里还印着“{other}”，也许也是一个选项"
                self._find(mapped.place, "official-option", message, "选项写全；不是选项的，请用别的格子")
            return not absent
        if blanks(cell.printed, len(cell.fields), label) is None:
            message = f"“{mapped.label}”的格子里印的是“{shown}”，空白不是 {len(cell.fields)} 处"
            self._find(mapped.place, "official-blanks", message, "有几处空白“填”就写几栏，不填的空白写 -")
            return False
        return True

    def _questions(self, mapped: MappedCell) -> list[FormField | None]:
        found: list[FormField | None] = []
        for name in mapped.fields:
            question = self._form.by_name.get(name)
            if name != NOBODY and (question is None or question.item):
                message = f"{self._form.short}里没有“{name}”这一栏"
                advice = f"改成 forms.json 里 {self._form.id} 的栏（逐条的写在“逐条”里）"
                self._find(mapped.place, "official-field", message, advice)
            else:
                found.append(question)
        return found

    def _options(
        self, place: Place, words: Mapping[str, str], question: FormField | None, fields: Sequence[str]
    ) -> tuple[Option, ...]:
        """The choices as the document words them: as the mapping says, else as our form does."""
        if question is None or not question.options:
            if words:
                self._find(place, "official-option", f"“{fields[0]}”不是选择题", "去掉“选项”")
            return ()
        if len(fields) > 1:
            self._find(place, "official-option", "选择题的格子里只能有一栏", "“填”只写一栏")
        states = [o.state for o in question.options]
        for state in words.values():
            if state not in states:
                message = f"“{fields[0]}”没有“{state}”这个选项"
                self._find(place, "official-option", message, f"可以写：{'、'.join(states)}")
        if words:
            return tuple(Option(state, "".join(word.split())) for word, state in words.items())
        return question.options

    def columns(self) -> tuple[OfficialColumn, ...]:
        mapping = self._mapping
        found = [self._column(mapped) for mapped in mapping.columns]
        several = Counter((c.column, c.state) for c in found)
        for mapped in mapping.columns:
            if several[mapped.column, mapped.state] > 1:
                self._find(mapped.place, "official-field-twice", f"“{mapped.column}”写了两次", "留一处")
        if not found or self.findings:
            return tuple(sorted(found, key=lambda c: c.column))
        headings = [folded(mapping.number), *(folded(c.heading) for c in found)]
        rows = [[folded(c.text) for c in row.cells] for row in self._looked.seen.rows]
        if not any(all(row.count(heading) == 1 for heading in headings) for row in rows):
            names = "、".join([mapping.number, *(c.heading for c in found)])
            message = f"没有一行表头同时有“{names}”，每个一次"
            self._find(mapping.items_place, "official-heading", message, "照印的写；表头要在同一行里")
        return tuple(sorted(found, key=lambda c: c.column))

    def _column(self, mapped: MappedColumn) -> OfficialColumn:
        question = next((q for q in self._form.questions if q.item and q.column == mapped.column), None)
        if question is None:
            known = "、".join(dict.fromkeys(q.column for q in self._form.questions if q.item))
            advice = f"可以写：{known}" if known else "这种表没有逐条的栏，去掉“逐条”"
            message = f"{self._form.short}没有“{mapped.column}”这一列"
            self._find(mapped.place, "official-field", message, advice)
        state = {mapped.heading: mapped.state} if mapped.state else {}
        options = self._options(mapped.place, state or mapped.options, question, [mapped.column])
        return OfficialColumn(mapped.heading, mapped.column, mapped.state, options)


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
        message = f"“{setup.forms[official.form].by_name[name].label}”的格子里有域、文本框之类，程序填不了"
        yield Finding(place, "official-unfillable", message, "把格子里的内容换成普通文字")
