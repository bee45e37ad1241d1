"""The web form: an engine that reads, fills and judges our forms in a browser, and the page around it.

``scripts/`` holds the engine, ``page_scripts/`` the page, as plain JavaScript, each part for one
matter. What the engine writes is byte for byte what :mod:`generator.forms.writing.filler` writes, and what
it finds is word for word what :mod:`generator.forms.definitions.rules` finds: one specification, two
writers, tests that compare them.
"""

from __future__ import annotations

from generator.webform.bundle import ENGINE, PARTS, engine, scripts

__all__ = ["ENGINE", "PARTS", "engine", "scripts"]
