"""The command line's parser, speaking Chinese: what :mod:`argparse` says by itself, translated.

argparse takes every message through ``gettext``, under the name ``_`` in its module. It finds ours
there while a parser works, and its own again afterwards, so that other users of argparse in the same
process (pytest, say) keep theirs. A message that is not in the table stays as it is.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

CHINESE: Final = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示这段说明",
    "%(prog)s: error: %(message)s\n": "错误：%(message)s\n用 %(prog)s --help 看说明。\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还缺：%s",
    "one of the arguments %s is required": "这几项要写一项：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "not allowed with argument %s": "不能与 %s 同时用",
    "ignored explicit argument %r": "后面不能带 %r",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s，请写全",
    "unexpected option string: %s": "这里不该有 %s",
    "invalid %(type)s value: %(value)r": "要写数，不能是 %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，只有：%(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r，只有：%(choices)s",
}


_WIDE_DASH: Final = re.compile("(?:^|[ ：])[－—–―‐−]")
"""What a Chinese keyboard, or a program that makes text pretty, writes for the dashes of an option."""

NOT_FIRST: Final = frozenset("，。；：、！？）”》")


def columns(text: str) -> int:
    """Columns that ``text`` takes on a terminal: two for a hanzi and for full-width signs.

    >>> columns("--out 文件夹")
    12
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class Columns(argparse.RawDescriptionHelpFormatter):
    """Help whose explanations stand below each other; argparse counts a hanzi as one column."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32)

    def add_argument(self, action: argparse.Action) -> None:
        """Make the first column as wide as its widest text is on a terminal."""
        super().add_argument(action)
        if action.help is not argparse.SUPPRESS:
            wide = self._current_indent + columns(self._format_action_invocation(action))
            self._action_max_length = max(self._action_max_length, wide)

    def _format_action(self, action: argparse.Action) -> str:
        header = self._format_action_invocation(action)
        surplus = " " * (columns(header) - len(header))
        return super()._format_action(action).replace(f"{header}{surplus}  ", f"{header}  ", 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines = [""]
        for character in text:
            if columns(lines[-1] + character) > width and character not in NOT_FIRST:
                lines.append("")
            lines[-1] += character
        return lines


class Once(argparse.Action):
    """Stores a value; an option that is given twice would silently be the last one."""

    def __call__(  # noqa: D102 - as argparse says
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse gives it
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        given: set[str] = vars(namespace).setdefault("given", set())
        if option_string and self.dest in given:
            raise argparse.ArgumentError(self, "写了两次，只写一次")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


def a_path(text: str) -> Path:
    """A type of argument: a path, which an empty text is not (it would be the folder where one stands)."""
    if not text.strip():
        raise argparse.ArgumentTypeError("写的是空的，要写文件或文件夹")
    return Path(text)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Chinese; so are those of its commands."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("formatter_class", Columns)
        with _chinese():
            super().__init__(**settings)  # type: ignore[arg-type]
        self.register("action", None, Once)
        self.register("action", "store", Once)

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """As the base does; a wrong usage ends the process with 2."""
        with _chinese():
            return super().parse_args(args, namespace)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As the base does; a wrong usage ends the process with 2."""
        with _chinese():
            return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end the process with 2."""
        if _WIDE_DASH.search(message):
            message += "（横线要用英文的：--）"
        elif re.search(r"：.*--root\b", message):
            message += "（--root 写在命令的前面）"
        with _chinese():
            super().error(message)

    def format_help(self) -> str:
        """The whole help of this parser."""
        with _chinese():
            return super().format_help()

    def format_usage(self) -> str:
        """The first lines of the help."""
        with _chinese():
            return super().format_usage()


@contextmanager
def _chinese() -> Iterator[None]:
    names = {
        "_": lambda message: CHINESE.get(message, message),
        "ngettext": lambda one, many, count: CHINESE.get(one if count == 1 else many, many),
    }
    before = {name: getattr(argparse, name) for name in names}
    for name, ours in names.items():
        setattr(argparse, name, ours)
    try:
        yield
    finally:
        for name, theirs in before.items():
            setattr(argparse, name, theirs)
