"""What people write beside the encoding: ``mkdocs.yml`` and the pages under ``docs/``.

MkDocs stops with a traceback at some slips and silently takes others for text; here they are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml
from yaml.constructor import SafeConstructor

from generator import files
from generator.errors import Finding, Place
from generator.load import shapes, slips, yaml_file
from generator.load.text_file import is_there, read_text
from generator.load.yaml_file import Loader, YamlMapping, YamlSequence, YamlValue, syntax_finding

CONFIG: Final = "mkdocs.yml"
SCHEMA: Final = "settings"
PAGES: Final = "docs"

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_OPENED: Final = re.compile(r"---[ \t]*\n[\w-]+ *[:：]")
"""What begins like front matter; without an end, MkDocs prints it as a rule and a heading."""
_CONTROL: Final = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")

_YAML: Final = "tag:yaml.org,2002:"
_PLAIN_TAGS: Final = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
INHERIT: Final = "INHERIT"
"""The key that names another file with settings, which MkDocs reads first."""
OWN: Final = "extra"
"""The key of the settings that only the theme reads: MkDocs takes whatever stands there."""
_OWN_LEVELS: Final = 3
NAME: Final = "site_name"
"""The one key that must be there, wherever its value comes from."""
_UNTOLD: Final = "…"
"""Stands in a list for what only MkDocs can tell: a value of the environment, or of Python."""

KNOWN_TAGS: Final = ("!ENV", "!relative", f"{_YAML}python/name:")
"""What MkDocs and the extensions of Markdown are set with; any other tag makes or runs something."""


def check_handwritten(root: Path) -> Iterator[Finding]:
    """The settings and every page that was not generated are UTF-8, and their YAML says what it seems to."""
    if is_there(root / CONFIG):
        yield from _settings(root)
    made = files.generated(root / PAGES)
    for path in sorted((root / PAGES).rglob("*.md")):
        if path.relative_to(root / PAGES).as_posix() not in made:
            yield from _page(path, path.relative_to(root).as_posix())


def _settings(root: Path) -> Iterator[Finding]:
    text, findings = read_text(root / CONFIG, CONFIG)
    yield from findings
    if text is not None:
        found, settings = _yaml(text, CONFIG, 1, KNOWN_TAGS)
        yield from found
        if not found and not (settings and any(key.value == INHERIT for key, _ in settings.value)):
            yield from shapes.validate(_plain(settings) if settings else YamlMapping(1), SCHEMA, CONFIG)


def _page(path: Path, file: str) -> Iterator[Finding]:
    text, findings = read_text(path, file)
    yield from findings
    if text is None:
        return
    text = text.replace("\r\n", "\n")  # as MkDocs reads it
    if front := _FRONT_MATTER.match(text):
        yield from _yaml(front[1], file, 2, ())[0]
    elif _OPENED.match(text):
        yield Finding(Place(file, 1), "front-matter-open", "题头没有结束", "在题头下面单写一行 ---")
    if culprit := _CONTROL.search(text):
        line = text.count("\n", 0, culprit.start()) + 1
        yield yaml_file.unseen(file, line, culprit[0], "page-character")


def _yaml(
    text: str, file: str, first: int, tags: tuple[str, ...]
) -> tuple[list[Finding], yaml.MappingNode | None]:
    """Findings for YAML whose first line is line ``first`` of the file, and the mapping that it holds."""
    node: yaml.Node | None = None
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
            elif node is not None:
                found = list(_traps(node, file, tags))
    moved = [Finding(Place(file, f.place.line + first - 1), f.code, f.message, f.remedy) for f in found]
    return moved, node if isinstance(node, yaml.MappingNode) else None


def _traps(node: yaml.Node, file: str, tags: tuple[str, ...]) -> Iterator[Finding]:
    """Keys that stand twice, of which the first would silently be lost, and tags that make or run something.

    Besides, values that nobody can read as what they seem to be. ``tags`` are those that may stand.
    """
    keys: set[int] = set()  # of which << and = mean something, as values they mean nothing
    for one in _nodes(node):
        place = Place(file, one.start_mark.line + 1)
        if isinstance(one, yaml.MappingNode):
            keys.update(id(key) for key, _ in one.value)
        if isinstance(one, yaml.ScalarNode) and id(one) not in keys and not _readable(one):
            yield yaml_file.ambiguous(file, place.line, one.value, one.tag.removeprefix(_YAML))
        if not one.tag.startswith(tags) and one.tag.removeprefix(_YAML) not in _PLAIN_TAGS:
            tag = one.tag.replace(_YAML, "!!")
            yield Finding(
                place, "yaml-tag", f"用了标签 {tag}", "删去标签；设置里只用 !ENV、!relative、!!python/name:"
            )
        seen: dict[str, int] = {}
        for key, _ in one.value if isinstance(one, yaml.MappingNode) else ():
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                yield yaml_file.no_key(file, line)
            elif key.value in seen:
                yield yaml_file.twice(file, line, key.value, seen[key.value])
            else:
                seen[key.value] = line


def _readable(node: yaml.ScalarNode) -> bool:
    """Whether a scalar of YAML's own can be made what its tag says: a 13th month is no date."""
    if not _told(node):
        return True
    try:
        SafeConstructor().construct_object(node)
    except (ValueError, LookupError, yaml.YAMLError):
        return False
    return True


def _told(node: yaml.Node) -> bool:
    """Whether a value stands in the file itself, and not in the environment or in Python."""
    return node.tag.startswith(_YAML) and node.tag.removeprefix(_YAML) in _PLAIN_TAGS


def _nodes(top: yaml.Node) -> Iterator[yaml.Node]:
    """Every node once; by aliases, one may stand within itself."""
    seen: set[int] = set()
    left = [top]
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            left += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            left += node.value


def _plain(node: yaml.MappingNode) -> YamlMapping:
    """The settings as a schema takes them; what does not stand in them (``_told``) is left out.

    Of each there is one level, but of our own, which the theme reads, as many as these have.
    """
    settings = YamlMapping(node.start_mark.line + 1)
    for key, value in node.value:
        if _told(value) or key.value == NAME:
            settings.lines[key.value] = key.start_mark.line + 1
            settings[key.value] = _value(value, _OWN_LEVELS if key.value == OWN else 1)
    return settings


def _value(node: yaml.Node, levels: int) -> YamlValue:
    """A node with so many levels below it; what stands deeper is an empty mapping."""
    if not _told(node):
        return _UNTOLD
    if isinstance(node, yaml.MappingNode):
        mapping = YamlMapping(node.start_mark.line + 1)
        for key, value in node.value if levels > 1 else ():
            if isinstance(key, yaml.ScalarNode) and _told(value):
                mapping.lines[key.value] = key.start_mark.line + 1
                mapping[key.value] = _value(value, levels - 1)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        sequence = YamlSequence(node.start_mark.line + 1)
        for one in node.value:
            told = levels > 1 or isinstance(one, yaml.ScalarNode)
            sequence.append(_value(one, levels - 1) if told else YamlMapping(1))
            sequence.lines.append(one.start_mark.line + 1)
        return sequence
    made: YamlValue = SafeConstructor().construct_object(node)
    return made if isinstance(made, str | int | float | bool) or made is None else str(node.value)
