"""The way back: returned forms into one workbook, every file accounted for.

Three steps, each usable by itself::

    setup = prepare(root)                              # once; setup.to_json() travels anywhere
    entry = read_file(data, "甲村.pdf", setup)          # bytes in, one entry out; nothing else is touched
    report = finish([entry], setup)                    # units, repetitions, doubts, counts
    workbook(report), result(report)                   # .xlsx and JSON, as bytes

:func:`generator.returns.collect.collect` is the command: the same with worker processes, archives
and files around it; :class:`generator.returns.batch.Batch` is the same from names and bytes alone, for a
page in a browser. :func:`generator.returns.prefill.prefill` writes forms with the data of a roster
filled in.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.returns.batch import Batch
    from generator.returns.judging.entry import Entry, read_file
    from generator.returns.reading.setup import Setup
    from generator.returns.report.report import Report
    from generator.returns.steps import finish, prepare, result, workbook

__all__ = ["Batch", "Entry", "Report", "Setup", "finish", "prepare", "read_file", "result", "workbook"]

_HOMES: Final = {
    "Batch": "batch",
    "Entry": "judging.entry",
    "Report": "report.report",
    "Setup": "reading.setup",
    "read_file": "judging.entry",
}
"""Where each name lives; what is not named here lives in :mod:`generator.returns.steps`."""


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for: worker processes start without the workbook."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'steps')}"), name)
