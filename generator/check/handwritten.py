"""What people write beside the encoding: ``mkdocs.yml`` and the pages under ``docs/``.

MkDocs stops with a traceback at some slips and silently takes others for text; here they are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from generator import files
from generator.errors import Finding, Place
from generator.load import slips
from generator.load.text_file import read_text
from generator.load.yaml_file import Loader, syntax_finding

CONFIG: Final = "mkdocs.yml"
PAGES: Final = "docs"

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)


def check_handwritten(root: Path) -> Iterator[Finding]:
    """The settings and every page that was not generated are UTF-8, and their YAML says what it seems to."""
    if (root / CONFIG).exists():
        yield from _settings(root)
    made = files.generated(root / PAGES)
    for path in sorted((root / PAGES).rglob("*.md")):
        if path.relative_to(root / PAGES).as_posix() not in made:
            yield from _page(path, path.relative_to(root).as_posix())


def _settings(root: Path) -> Iterator[Finding]:
    text, findings = read_text(root / CONFIG, CONFIG)
    yield from findings
    if text is not None:
        yield from _yaml(text, CONFIG, 1)


def _page(path: Path, file: str) -> Iterator[Finding]:
    text, findings = read_text(path, file)
    yield from findings
    if text is not None and (front := _FRONT_MATTER.match(text)):
        yield from _yaml(front[1], file, 2)


def _yaml(text: str, file: str, first: int) -> Iterator[Finding]:
    """Findings for YAML whose first line is line ``first`` of the file; it has to be a mapping."""
    found = [*slips.line_breaks(text, file), *slips.certain(text, file)]
    if not found:
        try:
            # composed, not constructed: MkDocs knows tags that no other program does
            node = yaml.compose(text, Loader=Loader)
        except yaml.YAMLError as error:
            found = [syntax_finding(error, text, file)]
        else:
            if node is not None and not isinstance(node, yaml.MappingNode):
                message, remedy = "不是“键: 值”的写法", "每行一个键，英文冒号加一个空格，再写值"
                found = [Finding(Place(file, 1), "yaml-no-mapping", message, remedy)]
    for finding in found:
        place = Place(file, finding.place.line + first - 1)
        yield Finding(place, finding.code, finding.message, finding.remedy)
