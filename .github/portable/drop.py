"""What 收表.bat runs: sort what was dropped onto it, and collect it into a new workbook beside it.

Not tried on Windows. A table (.xlsx, .csv) is the roster, a .yml the campaign file; everything else is
what came in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

PROGRAM: Final = Path(__file__).resolve().parent
TABLES: Final = frozenset({".xlsx", ".csv"})
CAMPAIGN: Final = frozenset({".yml", ".yaml"})


def command(dropped: Sequence[Path], now: datetime) -> list[str]:
    """The arguments of ``generator`` for what was dropped.

    Raises:
        SystemExit: nothing to collect was dropped, or two rosters or campaign files.

    """
    files = [path for path in dropped if not path.is_dir()]
    rosters = [path for path in files if path.suffix.lower() in TABLES]
    campaigns = [path for path in files if path.suffix.lower() in CAMPAIGN]
    came = [path for path in dropped if path not in rosters and path not in campaigns]
    if not came:
        raise SystemExit("请把收来的表所在的文件夹拖到“收表.bat”上；有名册的，选中两样一起拖")
    for several in (rosters, campaigns):
        if len(several) > 1:
            raise SystemExit(f"只能有一个：{'、'.join(path.name for path in several)}")
    out = came[0].parent / f"汇总 {now:%Y-%m-%d %H%M%S}.xlsx"
    arguments = ["--root", str(PROGRAM), "collect", *map(str, came), "--out", str(out)]
    for option, found in (("--expected", rosters), ("--campaign", campaigns)):
        arguments += [option, str(found[0])] if found else []
    return arguments


def main(dropped: Sequence[str]) -> int:
    """Collect what was dropped; the exit code is that of ``collect``."""
    arguments = command([Path(name).absolute() for name in dropped], datetime.now().astimezone())
    # where there is no path file, as on Linux, the working folder tells where the program is
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=PROGRAM, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
