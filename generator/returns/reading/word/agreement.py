"""From places and controls to answers: the place in the table counts, and the controls are held against it.

Nothing is invented and nothing dropped in silence: what stands elsewhere, twice or beside an answer is
told with the answer that was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.forms import FormField
from generator.forms.definitions.definition import Option, label_of
from generator.forms.definitions.expand import HIDDEN, item_of_field
from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.answers import QUOTED, Observation, Taken
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.word import looks
from generator.returns.reading.word.claims import Places
from generator.returns.reading.word.ratings import Marks, marks
from generator.returns.reading.word.shown import Cell, Control, View
from generator.returns.reading.word.texts import answer_in, without_placeholder

SHOWN: Final = 3
"""Answers of one field that a doubt quotes."""


@dataclass(slots=True)
class Agreed:
    """The answers by field name, what is to be doubted, and the fields whose place or control was found.

    ``by_tag`` are those of them that only a control told.
    """

    answers: dict[str, str]
    observed: list[Observation]
    found: set[str] = field(default_factory=set)
    by_tag: list[str] = field(default_factory=list)


def agree(form: KnownForm, view: View, places: Places, limits: Limits, *, present: bool) -> Agreed:
    """The answers of a document.

    ``present`` is whether it is of the present version of the form, of which is known what is printed
    beside the answers.

    Raises:
        Refused: ``too-complex`` where all answers together are beyond bounds.

    """
    taken = Taken(form, limits)
    agreed = Agreed(taken.answers, taken.observed)
    tagged: dict[str, list[Control]] = {}
    for control in view.controls:
        name = read_tag(control.tag).field
        if name and name not in HIDDEN:
            tagged.setdefault(name, []).append(control)
    owned = {id(cell): name for name, cells in places.cells.items() for cell in cells}
    for name in dict.fromkeys((*form.by_name, *places.cells, *tagged)):
        question = form.by_name.get(name)
        controls = tagged.get(name, [])
        cells = places.cells.get(name, [])
        if not cells and question is None and all(id(c.place) in owned for c in controls):
            # somebody's own control in a place of ours: what it shows is read there
            continue
        reader = _Reader(name, form, question, present=present)
        answer = reader.answer(cells, controls, owned)
        if cells or controls:
            agreed.found.add(name)
        if controls and not cells and answer:
            agreed.by_tag.append(name)
        taken.observed += reader.observed
        # cells grow with what is written in them: no length is too much for a form in Word
        taken.take(name, answer)
    return agreed


class _Reader:
    """One field of one document; ``observed`` is what is to be doubted about its answer."""

    def __init__(self, name: str, form: KnownForm, question: FormField | None, *, present: bool) -> None:
        self.name = name
        self.observed: list[Observation] = []
        self._form = form
        self._options = question.options if question is not None else _options(form, name)
        self._beside = form.printed.beside.get(name, ())
        self._present = present

    def answer(self, cells: Sequence[Cell], controls: Sequence[Control], owned: Mapping[int, str]) -> str:
        """The answer by the place, or by the controls where there is none."""
        if not cells:
            return self._one([self._of_control(c) for c in _outermost(controls)])
        if self._options:
            answer = self._one([self._choice(cell) for cell in cells])
        else:
            answer = self._one([self._text(cell, controls) for cell in cells])
        for cell in cells:
            other = self._foreign(cell) if answer else ""
            if other:
                self._doubt("word-place", value=self._label(answer), other=other)
            if cell.pictures:
                self._doubt("word-picture")
            if cell.merged:
                self._doubt("word-merged")
            if struck := " ".join(cell.struck.split()):
                self._doubt("word-struck", value=struck)
        return self._elsewhere(answer, cells, controls, owned)

    def _doubt(self, code: str, **data: str) -> None:
        self.observed.append(Observation(code, self.name, {k: v[:QUOTED] for k, v in data.items()}))

    def _label(self, state: str) -> str:
        return label_of(self._options, state)

    def _one(self, said: Sequence[str]) -> str:
        """Of what several places say, the one thing; of several words the first, of several choices none."""
        different = list(dict.fromkeys(answer for answer in said if answer))
        if len(different) < 2:
            answer = different[0] if different else ""
            if answer and len(said) > 1 and "" in said:
                self._doubt("word-twice", count=str(len(said)), shown=self._shown(said), value=answer)
            return answer
        answer = "" if self._options else different[0]
        self._doubt("word-twice", count=str(len(said)), shown=self._shown(different), value=answer)
        return answer

    def _shown(self, said: Sequence[str]) -> str:
        return "”“".join(self._label(answer) for answer in dict.fromkeys(said[:SHOWN]) if answer)

    def _foreign(self, cell: Cell) -> str:
        """The field that the controls of a cell name, if it is another one and this is not among them."""
        named = [read_tag(c.tag).field for c in cell.controls if c.place is cell]
        other = next((name for name in named if name in self._form.by_name), "")
        return "" if self.name in named or not other else self._form.by_name[other].label

    # --- words --------------------------------------------------------------------------------------

    def _text(self, cell: Cell, controls: Sequence[Control]) -> str:
        """All that a cell shows without what is printed in it."""
        inside = [answer for c in controls if c.place is cell and (answer := answer_in(c.text))]
        answer = answer_in(cell.standing, self._beside)
        if not self._present and len(inside) == 1 and inside[0] != answer:
            # what is printed in another version is not known: its control holds the answer
            self._doubt("word-beside", value=inside[0], shown=answer)
            answer = inside[0]
        elif inside and answer != "\n".join(inside) and answer not in inside:
            self._doubt("word-beside", value=answer, shown="\n".join(inside))
        return self._entered(answer)

    def _entered(self, answer: str) -> str:
        rest, half = without_placeholder(answer)
        if half:
            self._doubt("word-placeholder", value=rest, shown=answer)
        return rest

    # --- choices ------------------------------------------------------------------------------------

    def _choice(self, cell: Cell) -> str:
        found = marks(cell, self._options, self.name)
        if found.unclear:
            self._doubt("word-mark", value=" ".join(cell.text.split()))
            return ""
        answer, clear = _decided(found)
        if not answer and clear and (words := looks.set_off(cell.pieces)):
            self._doubt("word-set-off", value=" ".join(words.split()))
        if not clear:
            self._doubt(
                "mark-differs",
                value="、".join(map(self._label, found.stored)),
                shown="、".join(map(self._label, found.shown)),
                taken=self._label(answer),
            )
        if not answer and clear and (found.crossed or found.rest or 1 < found.labels < len(self._options)):
            self._doubt("word-mark", value=" ".join(cell.text.split()))
        elif found.rest:
            self._doubt("word-remark", value=found.rest)
        return answer

    # --- controls that are not where they should be ---------------------------------------------------

    def _of_control(self, control: Control) -> str:
        if self._options:
            state = read_tag(control.tag).state
            ticked = control.checked if control.checked is not None else False
            return state if ticked and any(o.state == state for o in self._options) else ""
        return self._entered(answer_in(control.text, self._beside))

    def _elsewhere(
        self, answer: str, cells: Sequence[Cell], controls: Sequence[Control], owned: Mapping[int, str]
    ) -> str:
        """``answer``, held against controls of the field that stand in none of its places."""
        for control in controls:
            if any(control.place is cell for cell in cells) or (
                control.cells and set(cells) & set(control.cells)
            ):
                continue
            other = self._of_control(control)
            if not other or other == answer:
                continue
            free = control.place is None or id(control.place) not in owned
            taken = other if free and not answer else answer
            self._doubt("word-elsewhere", value=self._label(other), taken=self._label(taken))
            answer = taken
        return answer


def _outermost(controls: Sequence[Control]) -> list[Control]:
    """One control of those that stand in one another and say the same."""
    kept: list[Control] = []
    for control in controls:
        inner = any(
            c.cell is control.cell
            and c.start <= control.start
            and control.end <= c.end
            and c.tag == control.tag
            for c in kept
        )
        if not inner:
            kept.append(control)
    return kept


def _options(form: KnownForm, name: str) -> tuple[Option, ...]:
    """The options of an item that the form no longer has: those of its column."""
    if not item_of_field(name):
        return ()
    column = name.rpartition("-")[2]
    return next((q.options for q in form.questions if q.item and q.column == column), ())


def _decided(found: Marks) -> tuple[str, bool]:
    """The state that is chosen, and whether nothing speaks against it.

    What is seen counts, as in a PDF: of two marks the one that the controls hold too, of none the one
    that they hold, and where they hold none or several, none.
    """
    shown, stored = found.shown, found.stored
    if len(shown) == 1:
        return shown[0], not stored or stored == shown
    if not shown:
        return (stored[0], False) if len(stored) == 1 else ("", not stored)
    return (stored[0], False) if len(stored) == 1 and stored[0] in shown else ("", False)
