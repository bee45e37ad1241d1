"""Fill a form with poppler-glib: ``python3 poppler_fill.py blank.pdf filled.pdf < answers.json``.

Runs in Debian's own Python, which has the bindings, so it imports nothing of the tests.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # type: ignore[import-not-found]  # noqa: E402


def main() -> None:
    source, target = (Path(argument).resolve().as_uri() for argument in sys.argv[1:])
    answers = json.load(sys.stdin)
    document = Poppler.Document.new_from_file(source, None)
    waiting = set(answers["values"]) | set(answers["states"])
    for number in range(document.get_n_pages()):
        # the list comes last one first
        for mapping in reversed(document.get_page(number).get_form_field_mapping()):
            field = mapping.field
            name = field.get_name()
            if field.get_field_type() == Poppler.FormFieldType.TEXT and name in answers["values"]:
                field.text_set_text(answers["values"][name])
                waiting.discard(name)
            elif field.get_field_type() == Poppler.FormFieldType.BUTTON and name in answers["states"]:
                index = answers["states"][name]
                if index == 0:
                    field.button_set_state(True)
                    waiting.discard(name)
                answers["states"][name] = index - 1
    if waiting:
        sys.exit(f"not on any page: {sorted(waiting)}")
    document.save(target)


main()
