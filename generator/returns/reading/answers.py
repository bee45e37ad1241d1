"""From the fields of a file to the answers of its form, with what is doubtful about each.

Nothing is invented and nothing dropped in silence: where the file says one thing and shows another, what
is shown counts and a doubt tells both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.forms import FormField
from generator.forms.definitions.answer_code import ANSWER_CODE
from generator.forms.definitions.definition import label_of
from generator.forms.definitions.expand import HIDDEN, item_of_field
from generator.returns.reading.fieldtree import Field, Tree, held
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.library import ARRAY, BROKEN, DICTIONARY
from generator.returns.reading.pdfvalue import UnreadableValue, state, text
from generator.returns.reading.refusal import Refused
from generator.returns.reading.seen import cut_off, draws
from generator.returns.reading.text import folded

if TYPE_CHECKING:
    import pikepdf

SHORT: Final = 6
"""Characters that fit into any field."""
QUOTED: Final = 200
"""Characters of an answer that a doubt quotes."""
NAMED: Final = 3
"""Additions to names of fields that a doubt names."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something about a readable file to be doubted: a code of forms/summary.yml, a field, its data."""

    code: str
    name: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


class Taken:
    """The answers of one return as they are taken, each and all together within bounds.

    ``answers`` are those taken, by field name; ``observed`` is what is to be doubted, in the order met.
    """

    def __init__(self, form: KnownForm, limits: Limits) -> None:
        self.answers: dict[str, str] = {}
        self.observed: list[Observation] = []
        self._form = form
        self._limits = limits
        self._left = limits.values

    def take(self, name: str, answer: str) -> bool:
        """Whether there was an answer that could be taken; a field that nobody asks for is doubted.

        Raises:
            Refused: ``too-complex`` where all answers together are beyond bounds.

        """
        if len(answer) > self._limits.value:
            data = {"count": str(len(answer)), "limit": str(self._limits.value)}
            self.observed.append(Observation("too-long", name, data))
            return False
        self._left -= len(answer)
        if self._left < 0:
            raise Refused("too-complex", {"kind": "answers"})
        if not answer:
            return False
        if name not in self._form.by_name and name != ANSWER_CODE and not _is_item(name, self._form):
            self.observed.append(Observation("extra-field", name, {"value": answer[:QUOTED]}))
        self.answers[name] = answer
        return True


def read_answers(
    form: KnownForm, tree: Tree, limits: Limits, *, present: bool
) -> tuple[dict[str, str], list[Observation]]:
    """The answers by field name, and what is to be doubted.

    ``present`` is whether the file is of the present version of the form, whose lengths then hold.

    Raises:
        Refused: ``too-complex`` where all answers together are beyond bounds.

    """
    taken = Taken(form, limits)
    answers, observed = taken.answers, taken.observed
    drawn: list[str] = []
    for name, entry in tree.fields.items():
        if name in HIDDEN:
            continue
        if entry.untouched and name not in tree.twice:
            if not entry.kind and draws(entry.objects):
                drawn.append(name)
            continue
        if entry.kind == "signature":
            if entry.value is not None:
                observed.append(Observation("signed", name))
            continue
        question = form.by_name.get(name)
        try:
            answer, found = _answer(name, entry, question)
        except (UnreadableValue, *BROKEN):
            observed.append(Observation("unreadable-value", name))
            continue
        observed += found
        if name in tree.twice:
            observed.append(Observation("field-twice", name, {"value": answer[:QUOTED]}))
        if taken.take(name, answer):
            observed += over_length(name, answer, question, _own_length(entry, question, present=present))
    if drawn:
        data = {"count": str(len(drawn)), "first": _label(form, drawn[0])}
        observed.append(Observation("drawn-only", "", data))
    return answers, observed + _placed(form, tree, answers)


def over_length(name: str, answer: str, question: FormField | None, allowed: int | None) -> list[Observation]:
    """The doubt about an answer of more characters than its own form takes; line ends are not counted.

    ``allowed`` is what the file's own field takes; ``None`` where it sets no limit. What is within the
    length that is asked now is no fault either, whatever the file says.

    Example: 400 characters in a field of version 1.0.0, which took 500, are none, though 250 are asked now.
    """
    if question is None or question.options or not 0 < question.max_length < len(answer):
        return []
    count = len(answer) - answer.count("\n") - answer.count("\r")
    if allowed is None or count <= max(allowed, question.max_length):
        return []
    return [Observation("over-length", name, {"count": str(count), "limit": str(allowed)})]


def _own_length(entry: Field, question: FormField | None, *, present: bool) -> int | None:
    """What a field of the file takes: its ``/MaxLen``; without one, what the version asks, if it is known."""
    said = held(entry.node, "/MaxLen") if isinstance(entry.node, DICTIONARY) else None
    if isinstance(said, int) and said > 0:
        return said
    return question.max_length if present and question is not None else None


def _placed(form: KnownForm, tree: Tree, answers: Mapping[str, str]) -> list[Observation]:
    """What is doubtful about where the fields stand; one doubt for all of them."""
    observed = []
    if tree.added:
        data = {"count": str(len(tree.added)), "value": "”“".join(list(dict.fromkeys(tree.added))[:NAMED])}
        observed.append(Observation("affix", "", {key: value[:QUOTED] for key, value in data.items()}))
    unlisted = [name for name in tree.unlisted if name not in HIDDEN]
    if unlisted:
        data = {"count": str(len(unlisted)), "first": _label(form, unlisted[0])}
        observed.append(Observation("page-fields", "", data))
    gone = [name for name in tree.off_page if name in answers]
    empty = [name for name in tree.off_page if name in form.by_name and name not in answers]
    for code, names in (("off-page", gone), ("page-missing", empty)):
        if names:
            data = {"count": str(len(names)), "first": _label(form, names[0])}
            observed.append(Observation(code, "", data))
    unseen = [name for name in answers if name not in gone and tree.fields[name].hidden]
    if unseen:
        data = {"count": str(len(unseen)), "first": _label(form, unseen[0])}
        observed.append(Observation("unseen", "", data))
    return observed


def _label(form: KnownForm, name: str) -> str:
    question = form.by_name.get(name)
    return question.label if question else name


def _is_item(name: str, form: KnownForm) -> bool:
    """A question of an item of other data; what becomes of its answer is decided by the text's hash."""
    return bool(form.standard) and item_of_field(name) != ""


def _answer(name: str, entry: Field, question: FormField | None) -> tuple[str, list[Observation]]:
    if entry.kind == "button" or (question is not None and question.type in ("radio", "checkbox")):
        return _choice(name, entry, question)
    answer, guessed = text(entry.value)
    if question is not None and question.options:
        answer = meaning(answer, question, entry.node)
    observed = []
    if guessed and answer:
        observed.append(Observation("encoding", name, {"value": answer[:QUOTED]}))
    if question is not None and not question.options and not _has_room(answer, question):
        count = cut_off(answer, entry.node)
        observed += [Observation("does-not-fit", name, {"count": str(count)})] if count else []
    return answer, observed


def _has_room(answer: str, question: FormField) -> bool:
    """Whether an answer is as short as fits in every version of the form: most are, and cost no look."""
    return len(answer) <= SHORT or (len(answer) * 2 <= question.max_length and "\n" not in answer)


def _choice(name: str, entry: Field, question: FormField | None) -> tuple[str, list[Observation]]:
    """The state that is chosen: the box that is seen ticked, then the value that is stored.

    ``/V /met`` and a tick at ``unmet``: unmet, doubted. No ``/V`` and a tick at ``met``: met, doubted.
    ``/V /met`` and no tick: met, doubted. Two ticks: the one that is stored too; if neither is, none.
    """
    stored = meaning(state(entry.value), question, entry.node)
    shown = list(dict.fromkeys(meaning(mark, question, entry.node) for mark in entry.marks))
    if entry.kind != "button" or shown == ([stored] if stored else []):
        return stored, []
    answer = shown[0] if len(shown) == 1 else stored if stored in shown or not shown else ""
    labels = [_shown(mark, question) for mark in shown]
    data = {"value": _shown(stored, question), "shown": "、".join(labels), "taken": _shown(answer, question)}
    return answer, [Observation("mark-differs", name, data)]


def _shown(found: str, question: FormField | None) -> str:
    options = question.options if question else ()
    return label_of(options, found)


def meaning(found: str, question: FormField | None, node: pikepdf.Object | None = None) -> str:
    """The state of a question that ``found`` stands for; ``found`` itself if it stands for none.

    Programs store the label for the state, change the case, or number the states and keep what they
    were in ``/Opt`` (ISO 32000-1, 12.7.4.2.3), in the order of the widgets; ``node`` is the
    field's dictionary.
    """
    if not found or question is None or any(o.state == found for o in question.options):
        return found
    wanted = folded(found)
    for option in question.options:
        if wanted in (folded(option.label), folded(option.state)):
            return option.state
    exported = held(node, "/Opt") if isinstance(node, DICTIONARY) else None
    if isinstance(exported, ARRAY):
        for position, entry in enumerate(exported):
            pair = list(entry) if isinstance(entry, ARRAY) else [entry]
            said = [text(part).text for part in pair]
            if found == str(position) or found in said:
                for other in said:
                    known = meaning(other, question)
                    if any(o.state == known for o in question.options):
                        return known
    return found
