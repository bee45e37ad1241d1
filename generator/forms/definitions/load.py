"""Read ``forms/*.yml`` into form definitions; whatever is wrong with a file comes back as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.errors import Finding, Place
from generator.forms.definitions.definition import FormDefinition
from generator.load import shapes
from generator.load.build import build
from generator.load.text_file import is_there, read_text

KINDS: Final = ("checklist", "application")
FOLDER: Final = "forms"
SUMMARY: Final = "summary"
"""The definition beside those of forms, see :mod:`~generator.forms.definitions.summary`."""

_SAYS_ITS_KIND: Final = re.compile(r"^kind *[:：]", re.MULTILINE)


def load_forms(root: Path) -> tuple[tuple[FormDefinition, ...], list[Finding]]:
    """The form definitions under ``root/forms``; a kind whose file is not there is simply not made.

    A file with a finding of syntax or shape is left out; one that nothing reads is a finding itself.
    Never raises for what the files contain.
    """
    definitions: list[FormDefinition] = []
    findings: list[Finding] = []
    for kind in KINDS:
        file = f"{FOLDER}/{kind}.yml"
        if not is_there(root / file):
            continue
        data, problems = shapes.read(root, file, kind)
        findings += problems
        if data is not None:
            definitions.append(build(FormDefinition, data, file))
    findings += _unused(root)
    return tuple(definitions), findings


def _unused(root: Path) -> Iterator[Finding]:
    """A second application, or a misspelt name, would silently be left out of everything.

    A form of somebody else's, described for ``--official``, says no kind and may lie here, too.
    """
    known = [f"{kind}.yml" for kind in (*KINDS, SUMMARY)]
    for path in sorted((root / FOLDER).rglob("*.y*ml")):
        if path.relative_to(root / FOLDER).as_posix() not in known:
            file = path.relative_to(root).as_posix()
            text, unreadable = read_text(path, file)
            yield from unreadable
            if text is not None and _SAYS_ITS_KIND.search(text):
                remedy = f"{FOLDER}/ 里用到的只有 {'、'.join(known)}；改名，或移到别处"
                yield Finding(Place(file, 1), "file-unlisted", "这个文件没有被用到", remedy)
