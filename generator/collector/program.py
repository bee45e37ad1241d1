"""The program that runs in the browser, as one zip: the modules that it imports, and the setup as JSON.

Which of this package's modules it needs is found by following imports from :mod:`generator.collector.inside`,
those within functions too; what others wrote is named in ``packages.yml``.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from importlib.metadata import files, packages_distributions
from pathlib import Path
from typing import Final

from generator.collector.metrics import metrics_only
from generator.errors import BuildError
from generator.forms.layout.face import FILES
from generator.load import yaml_file
from generator.zips import zipped

ENTRY: Final = "generator.collector.inside"
OWN: Final = "generator"
SCHEMAS: Final = ("schema/*.json", "schema/*/*.json")
"""What the schemas of things that people hand in are called, below this package."""

NAMED: Final = re.compile(r"[\w.-]+\.(json|yml|txt)")
"""A word in a module that names a file beside it, which is read when the module runs."""


LICENCES: Final = "licences"
"""The folder of the zip with the terms under which others' parts may be handed on."""

LICENCE: Final = re.compile(r"LICEN[CS]E|COPYING|NOTICE|AUTHORS", re.IGNORECASE)
"""How the names of files begin that say these terms."""


@dataclass(frozen=True, slots=True)
class Packages:
    """``taken``: import name -> ``only`` and ``without``, patterns of paths below it; others have reasons."""

    taken: Mapping[str, Mapping[str, list[str]]]
    absent: Mapping[str, str]
    left_out: Mapping[str, str]


@cache
def packages() -> Packages:
    """What ``packages.yml`` says."""
    text = (resources.files("generator.collector") / "packages.yml").read_text(encoding="utf-8")
    return Packages(**yaml_file.plain(text))


def pack(setup: str, date: str) -> bytes:
    """The zip with ``setup`` in it, stamped with ``date`` (ISO); the same bytes for the same program.

    Raises:
        BuildError: a package that it needs is not installed.

    """
    members = {**dict(_files()), SETUP: setup.encode()}
    return zipped(sorted(members.items()), date, level=9)


SETUP: Final = "generator/collector/setup.json"
"""Where :mod:`generator.collector.inside` finds the setup."""


def _files() -> Iterator[tuple[str, bytes]]:
    own, _ = imported()
    for module in own:
        path = _source(module)
        below = module.replace(".", "/")
        yield f"{below}/__init__.py" if path.name == "__init__.py" else f"{below}.py", path.read_bytes()
    top = _source(OWN).parent
    for pattern in (*SCHEMAS, *sorted(_named(own))):
        for path in top.glob(pattern):
            yield f"{OWN}/{path.relative_to(top).as_posix()}", path.read_bytes()
    font = f"forms/fonts/{FILES['sans']}"
    yield f"{OWN}/{font}", metrics_only((top / font).read_bytes())
    terms = f"OFL-{FILES['sans'].partition('-')[0]}.txt"
    yield f"{LICENCES}/fonts/{terms}", (top / "forms" / "fonts" / terms).read_bytes()
    for name, said in packages().taken.items():
        folder = _source(name).parent
        for path in folder.rglob("*.py"):
            below = path.relative_to(folder).as_posix()
            if _wanted(below, said.get("only"), said.get("without", ())):
                yield f"{name}/{below}", path.read_bytes()
        yield from _licences(name)


_distributions = cache(packages_distributions)


def _licences(name: str) -> Iterator[tuple[str, bytes]]:
    """What a package asks to be handed on with it: its licence, and who wrote it."""
    for distribution in sorted(set(_distributions()[name])):
        for path in files(distribution) or ():
            if LICENCE.match(path.name):
                yield f"{LICENCES}/{distribution}/{path.name}", path.read_binary()


def _named(modules: Iterable[str]) -> set[str]:
    """The files that modules name, as patterns below this package."""
    trees = (ast.parse(_source(module).read_text(encoding="utf-8")) for module in modules)
    words = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {f"**/{word}" for word in words if isinstance(word, str) and NAMED.fullmatch(word)}


def _wanted(path: str, only: Collection[str] | None, without: Collection[str]) -> bool:
    if any(fnmatch(path, pattern) for pattern in without):
        return False
    return only is None or any(fnmatch(path, pattern) for pattern in only)


@cache
def imported() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The modules of this package that the program imports, and the names of those of others.

    An import that stands only for types is none.
    """
    found: set[str] = set()
    others: set[str] = set()
    queue = [ENTRY]
    left_out = packages().left_out
    while queue:
        module = queue.pop()
        if module in found or any(f"{module}.".startswith(f"{out}.") for out in left_out):
            continue
        found.add(module)
        queue += [above for above in _above(module) if above not in found]
        for name in _imports(module):
            if name.partition(".")[0] != OWN:
                others.add(name.partition(".")[0])
            elif name not in found:
                queue.append(name)
    return tuple(sorted(found)), tuple(sorted(others))


def _above(module: str) -> list[str]:
    """The packages that a module stands in: ``a.b`` and ``a`` of ``a.b.c``."""
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def _imports(module: str) -> Iterator[str]:
    """Every module that a module imports when it runs, wherever in it."""
    tree = ast.parse(_source(module).read_text(encoding="utf-8"))
    for node in _run(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            for alias in node.names:
                if node.module.partition(".")[0] == OWN and _is_module(f"{node.module}.{alias.name}"):
                    yield f"{node.module}.{alias.name}"


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """A tree without what only a type checker sees."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from _run(child)


def _is_module(name: str) -> bool:
    package, _, last = name.rpartition(".")
    source = _source(package)
    folder = source.parent
    there = (folder / f"{last}.py").is_file() or (folder / last / "__init__.py").is_file()
    return source.name == "__init__.py" and there


@cache
def _source(module: str) -> Path:
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise BuildError(f"没有安装 {module}：pip install -c requirements.lock -e .[collector]")
    return Path(found.origin)
