"""Everything that ``build --collector`` adds to a site, by path below ``docs/``; all under ``collect/``."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Final

from generator import addresses, files
from generator.collector.runtime import Pinned, pinned
from generator.load import yaml_file
from generator.project import Project
from generator.templating import Templates, Verbatim
from generator.webform.page import SHARED
from generator.webform.scripting import embedded, minified

SECONDS: Final = 60.0
"""How long a file may take: three times what the command line gives it, since compiled code runs slower."""

LARGEST: Final = 400_000_000
"""Bytes of a file that the page reads: it is in the memory of the page and in that of Python at once."""

PAGE_PARTS: Final = ("page.js", "chosen.js", "desk.js", "run.js", "results.js", "start.js")
"""The page's scripts in the order in which they run."""

WASM: Final = "pyodide.asm.wasm"
PACKED: Final = ".gz.bin"
"""What is stored packed is not called ``.gz``, or a host may say that it is packed on top of that."""

PYTHON: Final = f"{addresses.COLLECTOR}python/"
CARRIED: Final = f"{addresses.COLLECTOR}carried/"
"""The folder of the same files as scripts, in the copy that is opened from a folder."""

WORKER: Final = f"{addresses.COLLECTOR}worker.js"
LOADER: Final = f"{PYTHON}pyodide.js"
RUNTIME: Final = f"{PYTHON}pyodide.asm.js"
"""Modules are called ``.js``, since not every host knows that ``.mjs`` is JavaScript."""


def collector_files(project: Project, python: Mapping[str, bytes]) -> dict[str, bytes]:
    """The page, its scripts, ``python`` (see :func:`~generator.collector.runtime.read_runtime`), the program.

    Raises:
        UsageError: there is no ``forms/summary.yml``.
        BuildError: a package that the program needs is not installed.

    """
    # they load all that reads forms, which a site without the page does not need
    from generator.collector import program
    from generator.returns.steps import setup_for

    setup = setup_for(project.root, project.corpus, project.forms)
    # the day of the run is that of the browser; that of the build would make every build differ
    packed = program.pack(replace(setup, today=project.corpus.catalog.date).to_json(), setup.date)
    assets = {
        WASM: (f"{PYTHON}{WASM}{PACKED}", gzip.compress(python[WASM], 9, mtime=0)),
        "python_stdlib.zip": (f"{PYTHON}python_stdlib.zip", python["python_stdlib.zip"]),
        "program.zip": (f"{PYTHON}program.zip", packed),
    }
    scripts = {
        LOADER: python["pyodide.mjs"],
        RUNTIME: python["pyodide.asm.mjs"],
        WORKER: minified("collector/scripts/worker.js").encode(),
        f"{addresses.COLLECTOR}page.js": page_script().encode(),
    }
    weight = sum(len(content) for _, content in assets.values())
    weight += sum(len(gzip.compress(content)) for content in scripts.values())
    sizes = {name: (path, len(content)) for name, (path, content) in assets.items()}
    text = _page(project, sizes, weight, pinned())
    return {
        addresses.source(addresses.COLLECTOR): text.encode(),
        f"{addresses.COLLECTOR}page.css": _text("page.css").encode(),
        **scripts,
        **dict(assets.values()),
    }


def _page(project: Project, sizes: Mapping[str, tuple[str, int]], weight: int, runtime: Pinned) -> str:
    from generator.returns.batch import ROLES, TABLES

    known = {
        "assets": [{"name": name, "path": path, "size": size} for name, (path, size) in sizes.items()],
        "worker": WORKER,
        "loader": LOADER,
        "runtime": RUNTIME,
        "carried": CARRIED,
        "python": runtime.python,
        "version": project.corpus.catalog.version,
        "seconds": SECONDS,
        "largest": LARGEST,
        "tables": TABLES,
        "roles": ROLES,
        "words": words()["script"],
    }
    return _TEMPLATES.fill(
        "collect.md.j2",
        words=words()["markup"],
        folder=addresses.COLLECTOR,
        weight=weight,
        pinned=runtime,
        data=Verbatim(embedded(known)),
        guide=(project.root / "docs" / "guide" / "collect.md").is_file(),
    )


def offer(made: bool) -> str:
    """What the guides say where they bear :data:`MARK`: a link to the page, or that this site has none."""
    return _TEMPLATES.fill("offer.html.j2", words=words()["offer"], folder=addresses.COLLECTOR, made=made)


MARK: Final = "<!-- collector -->"
"""Where a guide says whether the site has the page."""


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the ``markup``, of the ``script``, which fills in the braces, and of the ``offer``."""
    return yaml_file.plain(_text("words.yml"))


def _text(name: str) -> str:
    return (resources.files("generator.collector") / name).read_text(encoding="utf-8")


@cache
def page_script() -> str:
    """The scripts of the page, joined."""
    return minified(*SHARED, *(f"collector/page_scripts/{part}" for part in PAGE_PARTS))


_TEMPLATES: Final = Templates("generator.collector", "", filters={"readable": files.readable})
