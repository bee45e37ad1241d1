"""A mapping held against the form and the blank: each label to its place, and what does not fit told.

Whatever is not there, there twice, or cannot be told from another is a finding with its line in the mapping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from generator.errors import Finding, Place
from generator.forms import FormField
from generator.forms.definitions.definition import Option
from generator.forms.word.packing import unpacked
from generator.returns.official.mapping import MappedCell, MappedColumn, OfficialMapping
from generator.returns.reading.known import KnownForm
from generator.returns.reading.official.blanks import Blank, blanks
from generator.returns.reading.official.choices import choices, chosen_from, unsure
from generator.returns.reading.official.heads import with_heads
from generator.returns.reading.official.known import NOBODY, OfficialCell, OfficialColumn, Where
from generator.returns.reading.official.lines import alike, behind_labels, gaps, overlap, places_behind
from generator.returns.reading.official.spots import Grid, Spot
from generator.returns.reading.text import folded
from generator.returns.reading.word import looks
from generator.returns.reading.word.read import Looked
from generator.returns.reading.word.shown import Cell

_WHERE: Final[Mapping[str, Where]] = {"": "right", "右": "right", "下": "below", "内": "inside"}
_MARGIN: Final = re.compile(r"word/(header|footer)\d*\.xml", re.IGNORECASE)
_TAG: Final = re.compile(rb"<[^>]*>")


@dataclass(slots=True)
class _At:
    """A label where it stands: in a cell, or in a line that goes on at ``end`` behind it."""

    order: tuple[int, ...]
    spot: Spot
    end: int = -1


@dataclass(slots=True)
class _Line:
    """A line outside of tables with what is mapped to it: entry, fields with their blanks, choices."""

    line: Cell
    entries: list[MappedCell] = field(default_factory=list)
    answers: list[tuple[Blank, str, MappedCell]] = field(default_factory=list)
    options: tuple[Option, ...] = ()


class Check:
    """A mapping held against the form and the document; ``findings`` is what does not fit.

    ``order`` are the headings of the items' table from left to right, once its columns were looked for.
    """

    def __init__(self, mapping: OfficialMapping, form: KnownForm, looked: Looked, blank: bytes) -> None:
        self.findings: list[Finding] = []
        self.order: tuple[str, ...] = ()
        self._mapping, self._form, self._looked, self._blank = mapping, form, looked, blank
        self._grid = Grid(looked.seen)
        self._rows = {id(cell): n for n, row in enumerate(looked.seen.rows) for cell in row.cells}
        self._answers: dict[int, MappedCell] = {}

    def _find(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(place, code, message, remedy))

    def title(self) -> Iterator[Finding]:
        """What is wrong with the title."""
        seen = self._looked.seen
        words = folded("".join(seen.outside)) + "".join(
            folded(cell.text) for row in seen.rows for cell in row.cells
        )
        if folded(self._mapping.title) not in words or not folded(self._mapping.title):
            message = f"文件里没有“{self._mapping.title}”这个标题"
            yield Finding(self._mapping.title_place, "official-title", message, "照表上印的写")

    def cells(self) -> tuple[OfficialCell, ...]:
        """The places of all labels that fit: of a line outside of tables one, with all of its blanks."""
        found: list[OfficialCell] = []
        fields: dict[str, MappedCell] = {}
        lines: dict[int, _Line] = {}
        for mapped in self._mapping.cells:
            for name in mapped.fields:
                if name in fields:
                    message = f"“{name}”填在两处：第 {fields[name].place.line} 行已经有了"
                    self._find(mapped.place, "official-field-twice", message, "留一处")
                if name != NOBODY:
                    fields[name] = mapped
            questions = self._questions(mapped)
            places = self._found(mapped)
            ordinal = self._ordinal(mapped, [at.spot for at in places])
            if not ordinal:
                continue
            chosen = places[ordinal - 1]
            if chosen.end >= 0:
                if len(questions) == len(mapped.fields):
                    line = lines.setdefault(id(chosen.spot.mark), _Line(chosen.spot.mark))
                    self._put(line, mapped, questions, chosen.end)
                continue
            within = [at.spot for at in places if at.end < 0]
            cell = self._cell(mapped, questions, chosen.spot)
            if cell is not None:
                cell = replace(cell, ordinal=within.index(chosen.spot) + 1, total=len(within))
                found += [cell] if self._has_room(mapped, cell) else []
        return (*found, *filter(None, map(self._line, lines.values())))

    def _found(self, mapped: MappedCell) -> list[_At]:
        """Where a label stands, from top to bottom: in cells, and in lines where its blank may be inside."""
        spots = self._grid.spots(OfficialCell(mapped.label, _WHERE[mapped.where], mapped.fields))
        found = [_At((self._rows[id(spot.mark)], 1), spot) for spot in spots]
        if mapped.where == "内" or not (mapped.where or found):
            found += [
                _At((above, 0, number, end), Spot(0, line, line), end)
                for number, (above, line) in enumerate(self._looked.seen.paragraphs)
                for end in behind_labels(line.text, mapped.label)
            ]
        return sorted(found, key=lambda at: at.order)

    def _cell(
        self, mapped: MappedCell, questions: Sequence[FormField | None], spot: Spot
    ) -> OfficialCell | None:
        answer = spot.answer
        shown = f"“{mapped.label}”"
        if answer is None or id(answer) in self._grid.nesting or answer.merged:
            side = {"内": "里面", "下": "下面"}.get(mapped.where, "右边")
            message = f"{shown}{side}没有可以填的格子"
            self._find(mapped.place, "official-no-cell", message, "改“位置”：右、下或者内")
            return None
        if id(answer) in self._answers:
            message = f"{shown}和“{self._answers[id(answer)].label}”指的是同一个格子"
            self._find(
                mapped.place, "official-cell-twice", message, "一个格子里有几处空白的，合成一条，“填”写几栏"
            )
            return None
        self._answers[id(answer)] = mapped
        if len(questions) != len(mapped.fields):
            return None
        options = self._options(mapped.place, mapped.options, questions[0], mapped.fields)
        cell = OfficialCell(mapped.label, _WHERE[mapped.where], mapped.fields, answer.text, options=options)
        return _with_looks(cell, answer)

    def _put(self, line: _Line, mapped: MappedCell, questions: Sequence[FormField | None], end: int) -> None:
        """Put the blanks behind a label to those of its line."""
        text = line.line.text
        options = self._options(mapped.place, mapped.options, questions[0], mapped.fields)
        if line.entries and (options or line.options):
            message = f"“{mapped.label}”和“{line.entries[0].label}”在同一行里，其中有选择题"
            self._find(mapped.place, "official-option", message, "有选择题的一行只能填一栏，留一条")
            return
        line.entries.append(mapped)
        line.options = options
        blanks = [Blank(end, len(text))] if options else places_behind(text, end, len(mapped.fields))
        if blanks is None:
            shown = " ".join(text.split())
            message = f"“{mapped.label}”那一行印的是“{shown}”，它后面的空白不是 {len(mapped.fields)} 处"
            self._find(mapped.place, "official-blanks", message, "有几处空白“填”就写几栏，不填的空白写 -")
            return
        line.answers += [(at, name, mapped) for at, name in zip(blanks, mapped.fields, strict=True)]

    def _line(self, line: _Line) -> OfficialCell | None:
        """A line outside of tables; its blanks that nobody asked for are nobody's."""
        if not line.answers:
            return None
        answers = sorted(line.answers, key=lambda answer: (answer[0].start, answer[0].end))
        for (a, _, first), (b, _, second) in pairwise(answers):
            if overlap([a, b]):
                message = f"“{second.label}”和“{first.label}”指的是同一处空白"
                self._find(second.place, "official-cell-twice", message, "改“格子”，或者合成一条")
                return None
        text, mapped = line.line.text, answers[0][2]
        if not line.options:
            own = [at for at, _, _ in answers]
            free = [at for at in gaps(text) if all(not overlap(sorted((at, one), key=_order)) for one in own)]
            answers = sorted(
                [*answers, *((at, NOBODY, mapped) for at in free)], key=lambda answer: answer[0].start
            )
        cell = OfficialCell(
            mapped.label,
            "line",
            tuple(name for _, name, _ in answers),
            text,
            options=line.options,
            places=tuple((at.start, at.end) for at, _, _ in answers),
        )
        same = [id(one) for one in alike(self._grid.lines, cell)]
        if id(line.line) not in same:
            message = f"“{mapped.label}”那一行印的是“{' '.join(text.split())}”，分不出各处空白"
            self._find(mapped.place, "official-blanks", message, "不填的空白写 -，或者换一个格子")
            return None
        cell = replace(cell, ordinal=same.index(id(line.line)) + 1, total=len(same))
        cell = _with_looks(cell, line.line)
        return cell if not line.options or self._has_room(mapped, cell) else None

    def _ordinal(self, mapped: MappedCell, spots: Sequence[Spot]) -> int:
        """Which of the cells with a label is meant, from 1; 0 if there is none, or it cannot be told."""
        shown = f"“{mapped.label}”"
        numbered = [n for n, spot in enumerate(spots, 1) if mapped.table in (0, spot.table)]
        if not numbered:
            where = f"第 {mapped.table} 张表里" if mapped.table else "文件里"
            advice = "照印的写全；栏名和空白在同一个格子里的，加“位置: 内”；表格外的，栏名后面要有空白"
            message = f"{where}没有{shown}这个格子{self._elsewhere(mapped)}"
            self._find(mapped.place, "official-label-missing", message, advice)
        elif not mapped.ordinal and len(numbered) > 1:
            message = f"{shown}有 {len(numbered)} 处"
            self._find(mapped.place, "official-label-twice", message, "加“第几处”，从上往下数")
        elif mapped.ordinal > len(numbered):
            message = f"{shown}只有 {len(numbered)} 处，没有第 {mapped.ordinal} 处"
            self._find(mapped.place, "official-label-missing", message, "改“第几处”")
        else:
            return numbered[max(mapped.ordinal, 1) - 1]
        return 0

    def _elsewhere(self, mapped: MappedCell) -> str:
        """Where a label stands that no program fills, for the message."""
        words, seen = folded(mapped.label), self._looked.seen
        margins = (data for name, data in unpacked(self._blank).items() if _MARGIN.fullmatch(name))
        places = {
            "表格外的一行里有它，“位置”要写“内”或者不写": (line.cell.text for line in self._grid.lines),
            "文本框里有它，程序填不了": seen.boxes,
            "隐藏的字里有它，程序填不了": seen.hidden,
            "页眉、页脚里有它，程序填不了": (_TAG.sub(b"", data).decode(errors="ignore") for data in margins),
        }
        for place, texts in places.items():
            outside = place.startswith("表格外")
            if outside and mapped.where not in ("右", "下"):
                continue
            if any(behind_labels(text, mapped.label) if outside else words in folded(text) for text in texts):
                return f"，{place}"
        return ""

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
        """The columns that are answered item by item."""
        mapping = self._mapping
        found = [self._column(mapped) for mapped in mapping.columns]
        several = Counter((c.column, c.state) for c in found)
        for mapped in mapping.columns:
            if several[mapped.column, mapped.state] > 1:
                self._find(mapped.place, "official-field-twice", f"“{mapped.column}”写了两次", "留一处")
        if not found or self.findings:
            return tuple(sorted(found, key=lambda c: c.column))
        headings = [folded(mapping.number), *(folded(c.heading) for c in found)]
        printed = [mapping.number, *(c.heading for c in found)]
        rows = [[folded(c.text) for c in row.cells] for row in with_heads(self._looked.seen, printed).rows]
        whole = next((row for row in rows if all(row.count(heading) == 1 for heading in headings)), None)
        if whole is not None:
            self.order = tuple(sorted(printed, key=lambda heading: whole.index(folded(heading))))
        else:
            message = f"没有一行表头同时有“{'、'.join(printed)}”，每个一次"
            advice = "照印的写；两行的表头里，上下两行合起来才分得清的，两行连着写"
            self._find(mapping.items_place, "official-heading", message, advice)
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


def _order(blank: Blank) -> tuple[int, int]:
    return blank.start, blank.end


def _with_looks(cell: OfficialCell, shown: Cell) -> OfficialCell:
    """A cell of choices with those that its blank has in another look: nobody has chosen them by it."""
    if not cell.options:
        return cell
    return replace(cell, set_off=looks.set_off(chosen_from(shown.pieces, cell)))
