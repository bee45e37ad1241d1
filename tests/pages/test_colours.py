"""The page of a form in one file has no style sheet of the site beside it, and its colours all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path("generator/site/theme/assets")


def colours(style: str, selector: str) -> dict[str, str]:
    """The custom properties that the first block of a selector sets to a colour, references resolved."""
    block = style.partition(f"{selector} {{")[2].partition("}")[0]
    found = dict(re.findall(r"(--[\w-]+): ([^;]+);", block))
    return {
        name: found.get(value[4:-1], value) if value.startswith("var(") else value
        for name, value in found.items()
    }


@pytest.mark.parametrize(
    ("of_site", "alone"),
    [((":root", '[data-md-color-scheme="default"]'), 0), (('[data-md-color-scheme="slate"]',), 1)],
)
def test_the_form_in_one_file_has_the_colours_of_the_site(
    root: Path, of_site: tuple[str, ...], alone: int
) -> None:
    site = (root / ASSETS / "site.css").read_text("utf-8")
    known: dict[str, str] = {}
    for selector in of_site:
        known |= {
            name: known.get(value[4:-1], value) if value.startswith("var(") else value
            for name, value in colours(site, selector).items()
        }
    blocks = (root / ASSETS / "alone.css").read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    own = colours(blocks[alone], "html.alone")
    shared = own.keys() & known.keys()
    assert len(shared) >= 4
    assert {name: own[name] for name in shared} == {name: known[name] for name in shared}
