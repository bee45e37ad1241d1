"""Whether the road out of MkDocs is open: the same tree built by Zensical, compared page by page.

Run as ``python -m tests.bench.zensical``. The tree is generated once in a copy of the project and built
by ``mkdocs build`` and by ``zensical build``, which reads the same mkdocs.yml. Printed are the pages and
files that only one of them makes, and the pages whose article does not say the same. It is a report: it
always succeeds, since nothing here depends on Zensical. It is installed beside the environment of the
project, into a temporary one, at the version below.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

from generator.site.build import build
from tests.served import copy_root

ROOT: Final = Path(__file__).resolve().parents[2]
RELEASE: Final = "zensical==0.0.73"
SHOWN: Final = 10

_ARTICLE: Final = re.compile(r"<article.*?</article>", re.DOTALL)
_UNSPOKEN: Final = re.compile(r"<(script|svg|style)\b.*?</\1>|<[^>]+>|\s+", re.DOTALL)


def main() -> int:
    """Print the report."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        venv.create(work / "environment", with_pip=True)
        programs = work / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
        installed = _run([str(programs / "python"), "-m", "pip", "install", "-q", RELEASE], work)
        if installed.returncode:
            print(f"not compared: {RELEASE} cannot be installed here\n{installed.stderr.strip()}")
            return 0
        copy = copy_root(ROOT, work / "project")
        build(copy, work / "by-mkdocs")
        built = _run([str(programs / "zensical"), "build", "-f", str(copy / "mkdocs.yml")], copy)
        print(f"{RELEASE}: exit {built.returncode}")
        if built.returncode:
            print((built.stdout + built.stderr).strip())
            return 0
        compare(work / "by-mkdocs", copy / "site")
    return 0


def compare(mkdocs: Path, zensical: Path) -> None:
    """Print what the two sites do not have in common."""
    ours, theirs = _files(mkdocs), _files(zensical)
    pages = sorted(path for path in ours & theirs if path.endswith(".html"))
    listed = {path for path in ours | theirs if path.endswith(".html")}
    print(f"pages: {len(pages)} by both of {len(listed)}")
    _list("pages by MkDocs only", listed - theirs)
    _list("pages by Zensical only", listed - ours)
    # the theme's own scripts and styles are each maker's affair
    rest = {path for path in ours ^ theirs if not path.endswith(".html") and not path.startswith("assets/")}
    _list("other files by MkDocs only", rest & ours)
    _list("other files by Zensical only", rest & theirs)
    _list("pages that say something else", {p for p in pages if _says(mkdocs / p) != _says(zensical / p)})


def _list(what: str, paths: set[str]) -> None:
    shown = ", ".join(sorted(paths)[:SHOWN]) + (" ..." if len(paths) > SHOWN else "")
    print(f"{what}: {len(paths)}{': ' if paths else ''}{shown}")


def _files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _says(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    article = _ARTICLE.search(text)
    return html.unescape(_UNSPOKEN.sub("", article[0] if article else text))


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
