"""The command line: arguments in, exit codes out, and the only place where failures become text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.errors import FindingsError, GeneratorError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 findings, 2 cannot run)."""
    _use_readable_console()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except FindingsError as error:
        for finding in error.findings:
            print(finding)
        print(f"共 {len(error.findings)} 处问题，没有生成任何文件。", file=sys.stderr)
        return error.exit_code
    except GeneratorError as error:
        print(f"错误：{error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 2


def _use_readable_console() -> None:
    """A character that the console's encoding lacks (GBK on Windows) must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="由 standards/ 和 forms/ 里的 YAML 生成网站、表格和数据文件。",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="放 standards/、forms/、docs/、mkdocs.yml 的文件夹（默认：当前文件夹）",
    )
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    check = commands.add_parser("check", help="检查全部数据，列出问题所在和改法")
    check.set_defaults(run=_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    from generator.check import require

    corpus = require(options.root)
    print(f"没有问题：{len(corpus.standards)} 个标准，{corpus.item_count} 条。")
    return 0
