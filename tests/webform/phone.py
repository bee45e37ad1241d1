"""A person with a phone: the page of a form at 375 px, answered by touch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from generator.cli import main

READY: Final = "html.fill-ready"
PHONE: Final = {"width": 375, "height": 760}

Field = Mapping[str, Any]


@contextmanager
def a_phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 375, "height": 760}, has_touch=True, is_mobile=True, accept_downloads=True
    )
    yield context
    context.close()


def open_form(context: BrowserContext, address: str, form: str) -> Page:
    """The page of a form, alive; what it complains about is in ``page.complaints``."""
    page = context.new_page()
    page.goto(f"{address}fill/{form}/")
    page.wait_for_selector(READY)
    return page


def option(page: Page, name: str, state: str) -> Locator:
    return page.locator(f"label.option:has(input[name='{name}'][value='{state}'])")


def box(page: Page, name: str) -> Locator:
    return page.locator(f"[name='{name}']")


def answer(page: Page, field: Field, value: str) -> None:
    """One answer as a finger gives it."""
    if field["options"]:
        option(page, field["name"], value).tap()
    else:
        box(page, field["name"]).tap()
        box(page, field["name"]).fill(value)


def answers_for(fields: Sequence[Field]) -> dict[str, str]:
    """An answer for every field that a person fills in, each its own, none longer than it may be."""
    values: dict[str, str] = {}
    for number, field in enumerate(fields):
        if field["name"].startswith("total-"):
            continue
        if field["options"]:
            values[field["name"]] = field["options"][number % len(field["options"])]["state"]
        elif field["type"] == "date":
            values[field["name"]] = f"20{20 + number % 6}年{1 + number % 12}月"
        elif field["type"] in ("integer", "percent"):
            values[field["name"]] = str(10 + number % 80)
        else:
            most = field.get("max_length") or 20
            values[field["name"]] = f"第{number}号，照实写的"[: min(most, 60)]
    return values


def make(page: Page, to: Path) -> str:
    """Press the button, save what the link offers to ``to``; its name."""
    page.locator("#make").tap()
    page.wait_for_selector("#link")
    with page.expect_download() as download:
        page.locator("#link").tap()
    download.value.save_as(to)
    return str(download.value.suggested_filename)


def collected(root: Path, folder: Path, *paths: Path) -> list[dict[str, Any]]:
    """What ``collect`` reads in these files."""
    told = folder / "told.json"
    main(
        [
            "--root",
            str(root),
            "collect",
            *map(str, paths),
            "--out",
            str(folder / "out.xlsx"),
            "--json",
            str(told),
        ]
    )
    files: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))["files"]
    return files
