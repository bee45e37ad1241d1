"""One campaign through the steps in memory, as a page does it: orders in, what came of them out.

Run as ``python tests/returns/steps_alone.py FOLDER`` with nothing of the project's environment but this
package's own modules (a test blocks the rest), and in Pyodide, where a test imports it. ``FOLDER`` holds
``setup.json``, ``orders.json`` (``[[role, name, file, modified], …]``) and the files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

BLOCKED = (
    "pikepdf", "lxml", "python_calamine", "py7zr", "rjieba", "jsonschema_rs", "_yaml", "reportlab", "pypdf",
    "PIL", "multiprocessing", "subprocess", "numpy", "defusedxml",
)  # fmt: skip
"""What is compiled, or needs what a browser has not."""


class Blocker:
    """Finds nothing of what is blocked, before anybody else is asked."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name.partition(".")[0] in BLOCKED:
            raise ImportError(name)


def run(folder: Path) -> None:
    """Carry out the orders; the workbook, the result and the replies are put into ``folder``."""
    from generator.returns import Batch, Setup

    batch = Batch(Setup.from_json((folder / "setup.json").read_text(encoding="utf-8")))
    problems = []
    for role, name, file, modified in json.loads((folder / "orders.json").read_text(encoding="utf-8")):
        data = (folder / file).read_bytes()
        seems = batch.role(name, data)
        assert role in (seems, "earlier"), (name, role, seems)
        if role == "return":
            list(batch.read(name, data, modified))
        else:
            problems += batch.give(role, name, data, modified)
    done = batch.finish()
    (folder / "out.xlsx").write_bytes(done.workbook())
    (folder / "out.json").write_bytes(done.result())
    (folder / "out.zip").write_bytes(done.replies())
    overview = done.overview() + json.dumps(problems, ensure_ascii=False)
    (folder / "overview.txt").write_text(overview, encoding="utf-8")


if __name__ == "__main__":
    sys.meta_path.insert(0, Blocker())
    run(Path(sys.argv[1]))
    loaded = sorted(set(BLOCKED) & {name.partition(".")[0] for name in sys.modules})
    assert not loaded, loaded
