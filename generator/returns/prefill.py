"""``prefill``: forms with a unit's data filled in, for every unit of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
from generator.returns.reading.intake import Labels
from generator.returns.reading.roster import RosterUnit, answer_for, read_roster
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
from generator.returns.report.filename import file_name, unused_name
from generator.returns.steps import setup_for

Fill = Callable[[bytes, Mapping[str, str]], Filled]
WORD: Final = ".docx"
"""How the name of a form in Word ends; that of the PDF is in the definition."""


@dataclass(frozen=True)
class Prefilled:
    """Names of the files that were written, and what a person should know."""

    written: tuple[str, ...]
    problems: tuple[str, ...]


def prefill(
    root: Path, roster_file: Path, out: Path, *, word: bool = False, force: bool = False
) -> Prefilled:
    """Write a checklist and every other form for each unit of a roster into ``out``, as PDF or in ``word``.

    Raises:
        FindingsError: the data under ``root`` is not sound.
        UsageError: the roster cannot be read, a file exists and ``force`` is off, or cannot be written.
            Then none is written.

    """
    project = open_project(root)
    setup = setup_for(root, project.corpus, project.forms)
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
    blanks = {key: make(project.corpus, form, site_url=project.site_url) for key, form in asked.items()}
    with made_folder(out), together() as place:
        for name, form, unit in plan:
            filled = _filled(blanks[form.id], form, unit, setup, problems, put)
            place(out / name, partial(Path.write_bytes, data=filled))
    return Prefilled(tuple(name for name, _, _ in plan), tuple(problems))


def _plan(
    units: tuple[RosterUnit, ...], project: Project, setup: Setup, problems: list[str], *, word: bool
) -> Iterator[tuple[str, Form, RosterUnit]]:
    names = Labels()
    for unit in units:
        if not unit.standard:
            problems.append(f"第 {unit.line} 行“{visible(unit.name)}”没有类别，{_only(project, setup)}")
        safe = file_name(unit.name)
        if safe != unit.name:
            problems.append(
                f"第 {unit.line} 行“{visible(unit.name)}”里有不能用在文件名里的字，文件名写作“{safe}”"
            )
        for form in project.forms:
            if form.standard is None or form.standard.id == unit.standard:
                kind = setup.kinds[form.kind]
                whole = say(setup.summary.prefill_file, unit=safe, kind=kind)
                whole = f"{whole.rpartition('.')[0]}{WORD}" if word else whole
                stem, dot, suffix = whole.rpartition(".")
                name = unused_name(stem, dot + suffix, names)
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


def _filled(
    blank: bytes, form: Form, unit: RosterUnit, setup: Setup, problems: list[str], put: Fill
) -> bytes:
    roles = setup.summary.roles
    who = f"第 {unit.line} 行“{visible(unit.name)}”"
    own: Mapping[str, str] = {roles.name[0]: unit.name, roles.code: unit.code, roles.standard: unit.standard}
    values: dict[str, str] = {UNIT: unit.key}
    for question in form.fields:
        text = own.get(question.name, "") or unit.values.get(question.name, "")
        if not text or question.item:
            continue
        answer = answer_for(question, text)
        if question.options and all(answer != o.state for o in question.options):
            problems.append(f"{who}：{question.label}没有“{visible(text)}”这一项，没有填")
        else:
            values[question.name] = answer
    try:
        filled = put(blank, values)
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
