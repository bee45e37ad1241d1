"""The page of a form in one file has no style sheet of the site beside it, and its colours all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path("generator/site/theme/assets")


def colours(style: str, *selectors: str) -> dict[str, str]:
    """The custom properties that the first block of each selector sets, references resolved."""
    found: dict[str, str] = {}
    for selector in selectors:
        block = style.partition(f"{selector} {{")[2].partition("}")[0]
        for name, value in re.findall(r"(--[\w-]+): ([^;]+);", block):
            found[name] = found.get(value[4:-1], value) if value.startswith("var(") else value
    return found


@pytest.mark.parametrize(
    ("of_site", "alone"),
    [((":root", '[data-md-color-scheme="default"]'), 0), (('[data-md-color-scheme="slate"]',), 1)],
)
def test_the_form_in_one_file_has_the_colours_of_the_site(
    root: Path, of_site: tuple[str, ...], alone: int
) -> None:
    known = colours((root / ASSETS / "site.css").read_text("utf-8"), *of_site)
    blocks = (root / ASSETS / "alone.css").read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    own = colours(blocks[alone], "html.alone")
    shared = own.keys() & known.keys()
    assert len(shared) >= 4
    assert {name: own[name] for name in shared} == {name: known[name] for name in shared}
