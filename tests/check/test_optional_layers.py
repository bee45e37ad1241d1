"""A layer that has nothing to say may be left out: a body without quantities, conditions, notes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check.run import check
from generator.load.corpus import EDITORIAL_LAYERS, OPTIONAL_LAYERS, editorial_file

QUANTITIES = {
    "附表1每周20小时，附表2每周50小时；附表3按服务点，每月1次。": "附表1、2有固定时间，附表3按时前往。",
    "不少于20小时": "有固定时间",
    "不少于50小时": "有固定时间",
    "不少于1次": "按时前往",
    "两次以上": "按时进行",
}


@pytest.fixture
def without_quantities(tmp_path: Path) -> Path:
    """The other body with its four quantities taken out of the source, the texts and the quotes."""
    root = tmp_path / "root"
    shutil.copytree(Path(__file__).parents[1] / "other_body" / "root", root)
    for path in sorted((root / "standards").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        for quantity, plain in QUANTITIES.items():
            text = text.replace(quantity, plain)
        path.write_text(text, encoding="utf-8")
    (root / "standards/editorial/thresholds.yml").write_text(
        "subjects: []\nthresholds: []\n", encoding="utf-8"
    )
    return root


def test_a_body_without_any_quantity_has_no_finding(without_quantities: Path) -> None:
    assert check(without_quantities).findings == ()


def test_the_layers_that_have_nothing_to_say_may_be_absent(without_quantities: Path) -> None:
    for layer in OPTIONAL_LAYERS:
        (without_quantities / editorial_file(layer)).unlink(missing_ok=True)
    checked = check(without_quantities)
    assert checked.findings == ()
    assert checked.corpus is not None
    corpus = checked.corpus
    assert (corpus.thresholds, corpus.conditions, corpus.notes) == ((), (), ())


@pytest.mark.parametrize("layer", sorted(set(EDITORIAL_LAYERS) - OPTIONAL_LAYERS))
def test_a_layer_that_every_body_needs_is_missed(without_quantities: Path, layer: str) -> None:
    (without_quantities / editorial_file(layer)).unlink()
    assert editorial_file(layer) in {f.place.file for f in check(without_quantities).findings}


def test_a_numeral_is_still_missed_where_the_layers_of_numbers_are_absent(without_quantities: Path) -> None:
    for layer in ("thresholds", "not-thresholds"):
        (without_quantities / editorial_file(layer)).unlink()
    for file in ("verbatim/small-rooms.yml", "editorial/topics.yml", "source/transcript.txt"):
        path = without_quantities / "standards" / file
        if path.exists():
            path.write_text(path.read_text("utf-8").replace("有固定时间", "不少于20小时"), encoding="utf-8")
    assert "numeral-unaccounted" in {f.code for f in check(without_quantities).findings}


@pytest.mark.parametrize(
    "file",
    [
        "standards/editorial/thresholds.yml",
        "forms/checklist.yml",
        "forms/summary.yml",
        "standards/releases.yml",
    ],
)
def test_a_link_that_leads_nowhere_is_no_absent_file(without_quantities: Path, file: str) -> None:
    (without_quantities / file).unlink(missing_ok=True)
    (without_quantities / file).symlink_to("nowhere.yml")
    found = [(f.place.file, f.code) for f in check(without_quantities).findings]
    assert (file, "file-unreadable") in found


@pytest.mark.parametrize("name", ["application-2.yml", "checklists.yml", "more/checklist.yaml"])
def test_a_definition_that_no_form_is_made_of_is_found(without_quantities: Path, name: str) -> None:
    path = without_quantities / "forms" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("kind: application\n", encoding="utf-8")
    found = [(f.place.file, f.code) for f in check(without_quantities).findings]
    assert found == [(f"forms/{name}", "file-unlisted")]


def test_a_mapping_for_an_official_form_may_lie_beside_the_definitions(without_quantities: Path) -> None:
    (without_quantities / "forms" / "官方表.yml").write_text("表: self-check\n", encoding="utf-8")
    assert check(without_quantities).findings == ()
