"""Every form can be laid out.

A check of its own, made before anything is drawn but not by the command ``check``: laying out, with
the modules that it needs, takes longer than all other checks together.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.forms import hardest
from generator.errors import Finding
from generator.forms.definitions.definition import FormDefinition
from generator.forms.layout.form import lay_out
from generator.forms.layout.geometry import LayoutError
from generator.model import Corpus


def check_layouts(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """A finding for a definition that leaves no room for what it asks for."""
    for form in hardest(corpus, definitions):
        try:
            lay_out(corpus, form)
        except LayoutError as error:
            what = error.what if len(error.what) <= 20 else error.what[:20] + "…"
            message, remedy = {
                "narrow": (f"“{what}”所在的列太窄，放不下", "加宽这一列，或减小字号"),
                "high": (f"“{what}”所在的一行比一页还高，又不能拆开", "减小高度，或减少文字"),
                "running": ("页眉和页脚占满了页面", "减少页眉页脚的文字，或减小页边距"),
            }[error.reason]
            place = error.place or form.definition.place
            yield Finding(place, f"form-{error.reason}", message, remedy)
            return
