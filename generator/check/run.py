"""Run every check over a root folder, once, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.check import (
    coverage,
    doers,
    editorial,
    frequencies,
    laws,
    numbering,
    provenance,
    quantities,
    questions,
    relations,
    text,
    vocabulary,
    weighings,
    wordings,
)
from generator.check.context import Context
from generator.check.forms import check_forms
from generator.check.handwritten import check_handwritten
from generator.check.places import check_places
from generator.check.releases import Release, check_releases, record, released_now
from generator.check.rules import check_hints
from generator.check.summary import check_summary
from generator.compare import Crosswalk
from generator.errors import Finding, FindingsError, UsageError
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.expand import Form, expand
from generator.forms.definitions.load import load_forms
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
    doers.check_doers,
    quantities.check_thresholds,
    quantities.check_numerals,
    frequencies.check_frequencies,
    coverage.check_coverage,
    coverage.check_summaries,
    relations.check_relations,
    vocabulary.check_vocabulary,
    vocabulary.check_finder,
)

LEANING: Final[tuple[Check, ...]] = (
    wordings.check_wordings,
    questions.check_questions,
    questions.check_unregulated,
    laws.check_laws,
    laws.check_provisions,
    weighings.check_weighings,
)
"""Layers that speak of hundreds of items and topics: held against these once they stand themselves, so that
one item lost is not told a hundred times."""


@dataclass(frozen=True)
class Checked:
    """What was loaded, and every finding; ``corpus`` is ``None`` only without a readable catalog.

    ``sound`` is what was found sound as a whole: ``None`` if there is any finding.
    """

    corpus: Corpus | None
    definitions: tuple[FormDefinition, ...]
    findings: tuple[Finding, ...]
    sound: Sound | None = None


@dataclass(frozen=True)
class Sound:
    """A corpus and form definitions without a finding, with what the checks have made of them.

    ``forms`` are the concrete forms, in the order of the standards.
    """

    corpus: Corpus
    definitions: tuple[FormDefinition, ...]
    forms: tuple[Form, ...]
    crosswalk: Crosswalk


def check(root: Path) -> Checked:
    """Load and check everything under ``root``.

    Raises :class:`UsageError` if ``root`` holds no ``standards/`` at all.
    """
    if not (root / "standards").is_dir():
        raise UsageError(f"{root} 里没有 standards/ 文件夹；用 --root 指定放数据的文件夹")
    loaded = load_corpus(root)
    definitions, form_findings = load_forms(root)
    findings = {*loaded.findings, *form_findings, *check_handwritten(root)}
    sound = None
    if loaded.corpus is not None:
        context = Context(loaded.corpus, loaded.transcript, loaded.broken)
        for one in CHECKS:
            findings.update(one(context))
        for one in () if findings else LEANING:
            findings.update(one(context))
        findings.update(check_forms(loaded.corpus, definitions))
        forms = expand(loaded.corpus, definitions) if not findings else ()
        findings.update(check_hints(loaded.corpus, definitions) if forms else ())
        findings.update(check_places(loaded.corpus, forms))
        findings.update(check_summary(root, forms))
        if not findings:
            findings.update(check_releases(root, loaded, forms))
        if not findings:
            sound = Sound(loaded.corpus, definitions, forms, context.crosswalk)
    return Checked(loaded.corpus, definitions, tuple(sorted(findings)), sound)


def require(root: Path) -> Sound:
    """What stands under ``root``, or :class:`FindingsError`: an invalid encoding builds nothing."""
    checked = check(root)
    if checked.sound is None:
        raise FindingsError(checked.findings)
    return checked.sound


def release(root: Path) -> Release:
    """Put what stands under ``root`` into the record of releases.

    Raises:
        FindingsError: it is not fit to go out.
        UsageError: its version went out before.

    """
    sound = require(root)
    now = released_now(load_corpus(root), sound.forms)
    record(root, now)
    return now
