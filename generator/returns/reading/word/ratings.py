"""Which of the printed options is marked in a cell, by its boxes and by what people wrote.

A form prints ``□ 达标``, a line for each option. People tick the box, type √ before or after the label,
put another picture in place of the box, or leave nothing but the label of their choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.forms.definitions.definition import Option
from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.word.glyphs import CROSSED, TICKED
from generator.returns.reading.word.labelled import (
    KNOWN,
    Labelled,
    any_label,
    is_typed_tick,
    shared,
    squeezed,
)
from generator.returns.reading.word.shown import Cell


@dataclass(slots=True)
class Marks:
    """What a cell says: states whose box or label bears a mark, and those whose control is set.

    ``crossed`` are states with a cross, which may mean no; ``labels`` counts the labels that are there;
    ``rest`` is what is written besides; ``unclear`` is set where a mark may be of either of two labels, or
    one label has another box than the others.
    """

    shown: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    crossed: list[str] = field(default_factory=list)
    labels: int = 0
    rest: str = ""
    unclear: bool = False


def marks(cell: Cell, options: Sequence[Option], name: str) -> Marks:
    """The marks in the cell of the field ``name``.

    ``□达标 √ □基本达标`` is 达标; ``√达标`` over ``□基本达标`` is 达标; 达标 alone is 达标, 不达标 is none.
    """
    found = Marks()
    for control in cell.controls:
        tag = read_tag(control.tag)
        own = tag.field == name and tag.state not in found.stored
        if own and control.checked and not control.is_struck:
            found.stored.append(tag.state)
    said = shared(cell.standing, tuple(o.label for o in options))
    states = {squeezed(o.label): o.state for o in options}
    whole = [entry for entry in said.labels if not entry.other]
    for entry in whole:
        if not TICKED.isdisjoint(entry.beside) or is_typed_tick(entry.beside):
            found.shown.append(states[entry.label])
        elif not CROSSED.isdisjoint(entry.beside):
            found.crossed.append(states[entry.label])
    seen = [states[entry.label] for entry in whole]
    found.labels = len(set(seen))
    found.rest = "".join((*said.others, *(_words(entry) for entry in said.labels)))
    found.unclear = said.unclear
    if not found.shown and not found.crossed:
        found.shown = _alone(cell.standing, said.labels, len(options), states) or _again(seen)
        uneven = len({entry.boxes for entry in whole}) > 1 or len(seen) > found.labels
        found.unclear = found.unclear or (uneven and not found.shown)
    found.shown = list(dict.fromkeys(found.shown))
    return found


def _words(entry: Labelled) -> str:
    return entry.words + (entry.label if entry.other else "")


def _alone(text: str, labels: Sequence[Labelled], options: int, states: Mapping[str, str]) -> list[str]:
    """The label of the choice and nothing else; a piece of other words (不达标, 达标率) is no label."""
    if len(labels) != 1 or options < 2 or labels[0].goes_on:
        return []
    label = labels[0].label
    return [] if squeezed(text).partition(label)[0][-1:].isalnum() else [states[label]]


def _again(seen: Sequence[str]) -> list[str]:
    """The one label that is written once more beside the printed ones."""
    again = [state for state in dict.fromkeys(seen) if seen.count(state) > 1]
    return again if len(again) == 1 else []


def count_labels(cell: Cell, labels: tuple[str, ...]) -> int:
    """How many of the labels a cell shows, each once."""
    text = "".join(c for c in squeezed(cell.text) if c not in TICKED)
    return len(set(any_label(labels).findall(text)))


def has_boxes(cell: Cell, labels: tuple[str, ...]) -> bool:
    """Whether a cell shows all of the labels, and as many boxes or marks: the printed options, not words."""
    boxes = sum(c in KNOWN for c in cell.text)
    return boxes >= len(labels) == count_labels(cell, labels)
