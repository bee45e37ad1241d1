"""Lighthouse gives every point that does not depend on the machine's speed; the bench prints the others."""

from __future__ import annotations

import pytest

from tests.machine import package
from tests.site import lighthouse
from tests.site.page_types import PAGE_TYPES

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("kind", lighthouse.JUDGED)
def test_lighthouse_gives_every_point(address: str, kind: str) -> None:
    package(lighthouse.MAIN, lighthouse.MISSING)
    report = lighthouse.judge(address + PAGE_TYPES[kind], CATEGORIES)
    assert {name: lighthouse.lacking(report, name) for name in CATEGORIES} == {
        name: [] for name in CATEGORIES
    }
    assert [report["categories"][name]["score"] for name in CATEGORIES] == [1, 1, 1]
