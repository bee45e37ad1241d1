"""What may go wrong with the crosswalk is found, in the file and on the line where it went wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from tests.check.mutations.crosswalk import RELATIONS, SLIPS, Slip
from tests.check.mutations.making import THRESHOLDS, TOPICS, VILLAGES, Anchors, line_at, locate, told


def line(path: Path, walk: Anchors) -> int:
    text = path.read_text(encoding="utf-8")
    return line_at(text, locate(text, *walk))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: s.name)
def test_a_slip_is_found_in_its_file_and_on_its_line(slip: Slip, copy: Path) -> None:
    path = copy / slip.file
    text = path.read_text(encoding="utf-8")
    at = locate(text, *slip.walk)
    path.write_text(text[:at] + slip.by + text[at + len(slip.walk[-1]) :], encoding="utf-8")
    findings = check(copy).findings
    file, walk = slip.at
    here = [f for f in findings if f.code == slip.code and f.place.file == file]
    assert [f.place.line for f in here] == [line(copy / file, walk) + slip.offset], told(findings)
    assert slip.tells in here[0].message, told(findings)
    assert {f.code for f in findings} - {slip.code} <= slip.others, told(findings)


def test_several_slips_are_all_reported(copy: Path) -> None:
    path = copy / TOPICS
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("95%以上，附件2", "97%以上，附件2").replace('"经审主任"', '"经审会"'), encoding="utf-8"
    )
    assert sorted(f.code for f in check(copy).findings) == ["alias-shared", "summary-number"]


def test_no_curated_relations_are_needed(copy: Path) -> None:
    (copy / RELATIONS).unlink()
    checked = check(copy)
    assert checked.findings == ()
    assert checked.corpus is not None
    assert checked.corpus.relations == ()


def test_without_the_layer_of_thresholds_every_numeral_is_missed(copy: Path) -> None:
    (copy / THRESHOLDS).unlink()
    assert {f.code for f in check(copy).findings} >= {"numeral-unaccounted"}


def test_an_item_whose_quotes_are_stale_is_not_also_called_uncovered(copy: Path) -> None:
    path = copy / VILLAGES
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("开展工作和活动有经费保障", "开展各项工作和各种活动有充足的经费保障"), encoding="utf-8"
    )
    codes = {f.code for f in check(copy).findings}
    assert "quote-not-found" in codes
    assert "clause-coverage" not in codes
