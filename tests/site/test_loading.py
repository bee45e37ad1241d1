"""A command loads what it is about to use: each library is a hundredth of a second or several."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("pikepdf", "PIL", "jinja2", "reportlab", "pypdf", "docx", "openpyxl", "fontTools")

LOADED = """
import sys
import generator.cli, generator.site.build
print(*sorted(sys.modules))
"""


def test_a_build_begins_without_what_draws_reads_back_and_collects(root: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=root, capture_output=True, encoding="utf-8", check=True
    )
    loaded = said.stdout.split()
    assert "generator.project" in loaded
    assert not [name for name in loaded if name.partition(".")[0] in HEAVY]
    collecting = [name for name in loaded if name.startswith("generator.returns.")]
    assert collecting == ["generator.returns.progress"]
