"""``prefill``: forms with a unit's data filled in, for every unit of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from generator.errors import UsageError
from generator.files import made_folder, together
from generator.forms import Filled, FillError, Form, fill, fill_word, render, render_word
from generator.forms.definitions.expand import UNIT
from generator.forms.definitions.wording import say
from generator.project import Project, open_project
from generator.returns.official.filling import Document
from generator.returns.official.issued import Issued, issued_forms
from generator.returns.reading.intake import Labels
from generator.returns.reading.roster import RosterUnit, answer_for, read_roster
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
from generator.returns.report.filename import file_name, told_apart, unused_name
from generator.returns.report.report import place_of
from generator.returns.steps import setup_for


@dataclass(frozen=True, slots=True)
class _Filler:
    """What fills a blank with values, and the fields that it has a place for."""

    fill: Callable[[Mapping[str, str]], Filled]
    names: frozenset[str]


WORD: Final = ".docx"
"""How the name of a form in Word ends; that of the PDF is in the definition."""


@dataclass(frozen=True)
class Prefilled:
    """Names of the files that were written, and what a person should know."""

    written: tuple[str, ...]
    problems: tuple[str, ...]


def prefill(
    root: Path,
    roster_file: Path,
    out: Path,
    *,
    word: bool = False,
    official: Sequence[Path] = (),
    force: bool = False,
) -> Prefilled:
    """Write a checklist and every other form for each unit of a roster into ``out``, as PDF or in ``word``.

    ``official`` are mapping files of forms in Word that a higher union issued: those are filled in place of
    ours.

    Raises:
        FindingsError: the data under ``root`` is not sound, or a mapping does not fit its document.
        UsageError: the roster cannot be read, a file exists and ``force`` is off, or cannot be written.
            Then none is written.

    """
    if official and not word:
        raise UsageError("--official 要和 --word 一起用：官方表是 Word 文件")
    project = open_project(root)
    if not project.forms:
        raise UsageError("没有可以出的表：forms/ 里一种表的定义也没有")
    setup = setup_for(root, project.corpus, project.forms)
    issued = {one.official.form: one for one in issued_forms(official, setup)}
    roster = read_roster(roster_file, setup)
    problems = list(roster.problems)
    plan = list(_plan(roster.units, project, setup, problems, word=word))
    standing = [name for name, _, _ in plan if (out / name).exists()]
    if standing and not force:
        raise UsageError(
            f"{out / standing[0]} 等 {len(standing)} 个文件已经存在；换一个文件夹，或者加 --force 覆盖"
        )
    make, put = (render_word, fill_word) if word else (render, fill)
    asked = {form.id: form for _, form, _ in plan}
    fillers: dict[str, _Filler] = {}
    for key, form in asked.items():
        if key in issued:
            fillers[key] = _of_official(issued[key], setup)
            problems += _unasked(roster.units, form, fillers[key], setup)
        else:
            blank = make(project.corpus, form, site_url=project.site_url)
            fillers[key] = _Filler(partial(put, blank), frozenset(q.name for q in form.fields))
    with made_folder(out), together() as place:
        for name, form, unit in plan:
            filled = _filled(fillers[form.id], form, unit, setup, problems)
            place(out / name, partial(Path.write_bytes, data=filled))
    return Prefilled(tuple(name for name, _, _ in plan), tuple(problems))


def _plan(
    units: tuple[RosterUnit, ...], project: Project, setup: Setup, problems: list[str], *, word: bool
) -> Iterator[tuple[str, Form, RosterUnit]]:
    names = Labels()
    called = told_apart([unit.name for unit in units], [place_of(unit, setup) for unit in units])
    for unit, full in zip(units, called, strict=True):
        if not unit.standard:
            problems.append(f"第 {unit.line} 行“{visible(unit.name)}”没有类别，{_only(project, setup)}")
        safe = file_name(full)
        if safe != full:
            problems.append(
                f"第 {unit.line} 行“{visible(unit.name)}”太长，或者有不能用在文件名里的字，文件名写作“{safe}”"
            )
        for form in project.forms:
            if form.standard is None or form.standard.id == unit.standard:
                kind = setup.kinds[form.kind]
                whole = say(setup.summary.prefill_file, unit=safe, kind=kind)
                whole = f"{whole.rpartition('.')[0]}{WORD}" if word else whole
                name = unused_name(whole, names)
                if name != whole:
                    problems.append(
                        f"第 {unit.line} 行“{visible(unit.name)}”与别的单位同名，文件名写作“{name}”"
                    )
                yield name, form, unit


def _only(project: Project, setup: Setup) -> str:
    """Which kinds of form a unit of unknown type gets, and which it does not, by their own names."""
    by_type = {form.kind for form in project.forms if form.standard}
    made = dict.fromkeys(form.kind for form in project.forms if form.kind not in by_type)
    names = [[setup.kinds[kind] for kind in group] for group in (made, sorted(by_type))]
    given, lacking = (setup.summary.words["list"].join(group) for group in names)
    return f"只出{given}，没有出{lacking}" if given else f"没有出{lacking}"


def _of_official(issued: Issued, setup: Setup) -> _Filler:
    """What fills an official form."""
    own = issued.official
    document = Document(issued.blank, own, setup.forms[own.form], setup.limits)
    return _Filler(document.fill, document.names())


def _unasked(units: Sequence[RosterUnit], form: Form, filler: _Filler, setup: Setup) -> Iterator[str]:
    """What the roster says and the official form has no cell for."""
    for question in form.fields:
        if question.item or question.name in filler.names:
            continue
        if any(_own(unit, setup).get(question.name) for unit in units):
            yield f"上级的表里没有“{question.label}”，名册里的没有填"


def _own(unit: RosterUnit, setup: Setup) -> Mapping[str, str]:
    """What a roster says of a unit, by field."""
    roles = setup.summary.roles
    told = {roles.name[0]: unit.name, roles.code: unit.code, roles.standard: unit.standard}
    return {**unit.values, **{name: text for name, text in told.items() if text}}


def _filled(filler: _Filler, form: Form, unit: RosterUnit, setup: Setup, problems: list[str]) -> bytes:
    who = f"第 {unit.line} 行“{visible(unit.name)}”"
    own = _own(unit, setup)
    values: dict[str, str] = {UNIT: unit.key}
    for question in form.fields:
        text = own.get(question.name, "")
        if not text or question.item or question.name not in filler.names:
            continue
        answer = answer_for(question, text)
        if question.options and all(answer != o.state for o in question.options):
            problems.append(f"{who}：{question.label}没有“{visible(text)}”这一项，没有填")
        else:
            values[question.name] = answer
    try:
        filled = filler.fill(values)
    except FillError as error:
        raise UsageError(f"{who}填不进 {error.field}：{visible(error.value)}") from error
    for name, lacking in filled.missing.items():
        label = form.field(name).label
        problems.append(f"{who}：{label}里的“{visible(lacking)}”字体没有，画作方框，值是全的")
    problems += [
        f"{who}：{form.field(name).label}写不下，打印会缺最后 {over} 个字"
        for name, over in filled.overflowing.items()
    ]
    return filled.data
