"""Lighthouse, run on an address as on a phone; for the test and for the bench."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.machine import program

MAIN: Final = Path(__file__).parent / "browser" / "node_modules" / "lighthouse" / "cli" / "index.js"
MISSING: Final = "Lighthouse: npm install --prefix tests/site/browser"
JUDGED: Final = ("home", "standard", "comparison", "forms")
"""The types of page that are judged; the others are made of the same parts."""

Report = dict[str, Any]


def judge(url: str, categories: Sequence[str]) -> Report:
    """Lighthouse's own report as JSON; raises :class:`RuntimeError` with what it says where it fails."""
    command = [
        program("node"), str(MAIN), url, "--output=json", "--quiet",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        "--only-categories=" + ",".join(categories),
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": program("chromium", "chromium-browser", "google-chrome")}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(result.stderr.strip()[-300:])
    report: Report = json.loads(result.stdout)
    return report


def lacking(report: Report, category: str, least: float = 1) -> list[str]:
    """What costs points in a category: audits that count and score less than ``least``."""
    audits = [
        report["audits"][ref["id"]] for ref in report["categories"][category]["auditRefs"] if ref["weight"]
    ]
    return [
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for audit in audits
        if audit["score"] is not None and audit["score"] < least
    ]
