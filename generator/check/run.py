"""Run every check over a root folder, once, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.check import editorial, numbering, provenance, quantities, text
from generator.check.context import Context
from generator.errors import Finding, FindingsError, UsageError
from generator.load import load_corpus
from generator.model import Corpus

Check = Callable[[Context], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    numbering.check_numbering,
    numbering.check_ids,
    text.check_text,
    provenance.check_provenance,
    editorial.check_quotes,
    editorial.check_notes,
    editorial.check_topics,
    quantities.check_thresholds,
    quantities.check_numerals,
)


@dataclass(frozen=True)
class Checked:
    """The result of a check; ``corpus`` is ``None`` only without a readable catalog."""

    corpus: Corpus | None
    findings: tuple[Finding, ...]


def check(root: Path) -> Checked:
    """Load and check everything under ``root``.

    Raises :class:`UsageError` if ``root`` holds no ``standards/`` at all.
    """
    if not (root / "standards").is_dir():
        raise UsageError(f"{root} 里没有 standards/ 文件夹；用 --root 指定放数据的文件夹")
    loaded = load_corpus(root)
    findings = set(loaded.findings)
    if loaded.corpus is not None:
        context = Context(loaded.corpus, loaded.transcript, loaded.broken)
        for one in CHECKS:
            findings.update(one(context))
    return Checked(loaded.corpus, tuple(sorted(findings)))


def require(root: Path) -> Corpus:
    """The corpus under ``root``, or :class:`FindingsError`: an invalid encoding builds nothing."""
    checked = check(root)
    if checked.findings or checked.corpus is None:
        raise FindingsError(checked.findings)
    return checked.corpus
