"""A layer that has nothing to say may be left out: a body without quantities, conditions, notes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from generator.check.run import check
from generator.load.corpus import EDITORIAL_LAYERS, editorial_file
from generator.site.build import build

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
    for layer in EDITORIAL_LAYERS:
        (without_quantities / editorial_file(layer)).unlink(missing_ok=True)
    checked = check(without_quantities)
    assert checked.findings == ()
    assert checked.corpus is not None
    corpus = checked.corpus
    assert (corpus.thresholds, corpus.conditions, corpus.notes) == ((), (), ())


def test_topics_that_another_layer_points_at_are_asked_for_by_name(without_quantities: Path) -> None:
    (without_quantities / editorial_file("topics")).unlink()
    found = [(f.place.file, f.code) for f in check(without_quantities).findings]
    assert (editorial_file("topics"), "file-unreadable") in found


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


BARE = ("topics", "thresholds", "not-thresholds", "conditions", "notes", "finder", "remarks")


@pytest.fixture
def bare(without_quantities: Path) -> Path:
    """The same body without any word of an editor."""
    for layer in BARE:
        (without_quantities / editorial_file(layer)).unlink()
    return without_quantities


def test_a_body_without_any_editorial_layer_has_no_finding(bare: Path) -> None:
    assert check(bare).findings == ()


def test_it_is_built_whole_and_says_that_nothing_is_compared(bare: Path) -> None:
    build(bare, bare / "site", offline=False)
    for page in ("compare", "compare/pairs", "compare/moving", "compare/only"):
        text = (bare / "site" / page / "index.html").read_text(encoding="utf-8")
        assert "没有归入主题，不逐项比较" in text, page
    assert "比一比" not in (bare / "site" / "index.html").read_text(encoding="utf-8")
    assert len(list((bare / "site" / "forms").glob("*.pdf"))) == 3


CLOSING = "  - number: 2\n    marker: 第二章\n    title: 附则\n    items: []\n"


def test_a_section_of_which_only_the_heading_is_printed_is_built(without_quantities: Path) -> None:
    standards = without_quantities / "standards"
    with (standards / "verbatim/mobile-rooms.yml").open("a", encoding="utf-8") as file:
        file.write(CLOSING)
    assert [f.code for f in check(without_quantities).findings] == ["provenance-differs"]
    with (standards / "source/text.txt").open("a", encoding="utf-8") as file:
        file.write("第二章附则\n")
    assert check(without_quantities).findings == ()
    build(without_quantities, without_quantities / "site", offline=False)
    page = (without_quantities / "site/standards/mobile-rooms/index.html").read_text(encoding="utf-8")
    assert "第二章附则" in page
    with pikepdf.open(without_quantities / "site/forms/self-check-mobile-rooms.pdf") as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert [name for name in names if name.endswith("-rating")] == ["item-3-1-1-rating"]


def test_a_standard_without_an_item_is_none(without_quantities: Path) -> None:
    path = without_quantities / "standards/verbatim/mobile-rooms.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("    items:")] + "    items: []\n", encoding="utf-8")
    assert ("standards/verbatim/mobile-rooms.yml", "standard-empty") in [
        (f.place.file, f.code) for f in check(without_quantities).findings
    ]
