"""Read ``forms/*.yml`` into form definitions; whatever is wrong with a file comes back as findings."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.errors import Finding
from generator.forms.definitions.definition import FormDefinition
from generator.load import shapes
from generator.load.build import build

KINDS: Final = ("checklist", "application")


def load_forms(root: Path) -> tuple[tuple[FormDefinition, ...], list[Finding]]:
    """The form definitions under ``root/forms``; a kind whose file is not there is simply not made.

    A file with a finding of syntax or shape is left out. Never raises for what the files contain.
    """
    definitions: list[FormDefinition] = []
    findings: list[Finding] = []
    for kind in KINDS:
        file = f"forms/{kind}.yml"
        if not (root / file).exists():
            continue
        data, problems = shapes.read(root, file, kind)
        findings += problems
        if data is not None:
            definitions.append(build(FormDefinition, data, file))
    return tuple(definitions), findings
