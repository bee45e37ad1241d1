"""Boxes to tick: the chosen state is stored, its mark is seen everywhere, and nothing is invented."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name

from tests.forms.engines import pdfium, pdfjs
from tests.forms.engines.blanks import Place, places, states, values
from tests.forms.engines.cases import STATES, UNTOUCHED
from tests.forms.engines.conftest import ENGINE_NAMES, FILLER_NAMES, Bench, box
from tests.forms.engines.picture import Picture

MARKED = 0.06
"""Least share of dark pixels inside a ticked box; an empty one has none."""


def ink(picture: Picture, place: Place) -> float:
    """How dark the inside of a box is, its frame left out."""
    left, top, right, bottom = box(place)
    edge = (right - left) // 6
    inside = picture[top + edge : bottom - edge, left + edge : right - edge]
    return float((255 - inside.astype(float)).mean() / 255)


@pytest.mark.parametrize("filler", FILLER_NAMES)
def test_the_chosen_state_is_stored_and_no_other(bench: Bench, filler: str) -> None:
    data = bench.filled(filler, "plain")
    stored, boxes = values(data), states(data)
    # pypdf stores the name's spelling as text
    assert {name: stored[name].lstrip("/") for name in STATES} == STATES
    for name, state in STATES.items():
        assert [shown for shown in boxes[name] if shown != "Off"] == [state]
    assert stored[UNTOUCHED] in {"", "Off"}
    assert set(boxes[UNTOUCHED]) == {"Off"}


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("filler", FILLER_NAMES)
def test_the_mark_is_seen_in_its_box_and_in_no_other(bench: Bench, filler: str, engine: str) -> None:
    seen = set()
    for place in places(bench.blank):
        if place.state:
            share = ink(bench.picture(filler, "plain", engine, place.page), place)
            assert share > MARKED or share < MARKED / 6, f"{place.name} {place.state}: half a mark"
            if share > MARKED:
                seen.add((place.name, place.state))
    assert seen == set(STATES.items())


def test_every_rating_of_a_checklist_can_be_chosen_in_pdfium(checklist: bytes) -> None:
    boxes = [p for p in places(checklist) if p.state]
    names = list(dict.fromkeys(p.name for p in boxes))
    options = ["met", "basic", "unmet", "na"]
    chosen = {name: options[index % 4] for index, name in enumerate(names)}
    filled = pdfium.fill(checklist, {}, chosen)
    stored = values(filled)
    assert {name: stored[name] for name in names} == chosen
    pages = sorted({p.page for p in boxes})
    pictures = dict(zip(pages, pdfium.render(filled, pages), strict=True))
    marked = {(p.name, p.state) for p in boxes if ink(pictures[p.page], p) > MARKED}
    assert marked == set(chosen.items())


def test_a_choice_can_be_changed_and_taken_back_in_pdfium(application: bytes) -> None:
    with pdfium.session(application) as opened:
        opened.click("type", "public-organs")
        opened.click("type", "villages")
        changed = opened.save()
        opened.click("type", "villages")
        cleared = opened.save()
        picture = opened.picture(0)
    assert values(changed)["type"] == "villages"
    assert [state for state in states(changed)["type"] if state != "Off"] == ["villages"]
    assert values(cleared)["type"] in {"", "Off"}
    assert set(states(cleared)["type"]) == {"Off"}
    assert all(ink(picture, p) < MARKED / 6 for p in places(application) if p.name == "type" and p.state)


def test_a_choice_can_be_changed_and_taken_back_in_pdf_js(application: bytes, pdf_js: pdfjs.PdfJs) -> None:
    pdf_js.show(application, 0)
    boxes = pdf_js.page.locator('input[type=checkbox][name="type"]')
    boxes.nth(2).check(force=True)
    boxes.nth(5).check(force=True)
    assert [box.is_checked() for box in boxes.all()] == [False] * 5 + [True]
    assert boxes.nth(5).locator("..").get_attribute("title") == "申报类别：村（社区）工会规范化建设参考标准"
    pdf_js.page.locator('[name="unit-name"]').first.fill("郑州市总工会")
    boxes.nth(5).uncheck(force=True)
    saved = pdf_js.save()
    assert values(saved)["type"] in {"", "Off"}
    assert set(states(saved)["type"]) == {"Off"}
    assert values(saved)["unit-name"] == "郑州市总工会"


def test_the_forms_have_no_other_kind_of_field_than_is_tested_here(blank_forms: dict[str, bytes]) -> None:
    kinds = set()
    for data in blank_forms.values():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                flags = int(field.get("/Ff", 0))
                if not flags & 1:
                    kinds.add(
                        (str(field.FT), bool(flags & 1 << 12), bool(flags & 1 << 15), bool(flags & 1 << 16))
                    )
    assert kinds == {
        (str(Name.Tx), False, False, False),
        (str(Name.Tx), True, False, False),
        (str(Name.Btn), False, False, False),
    }
