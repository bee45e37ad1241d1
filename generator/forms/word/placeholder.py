"""The blanks that a control shows while nothing is written in it, as the building block that Word wants.

Without it Word would put 单击或点击此处输入文字 into a control that somebody empties, and print that.
"""

from __future__ import annotations

from typing import Final

from generator.forms.definitions.word_names import BLANK
from generator.forms.word.markup import DECLARATION, NAMESPACES, PLACEHOLDER, run

_GUID: Final = "{6B1F5C1E-3A57-4E0B-9C55-5F6F726D0001}"


def glossary_part() -> bytes:
    """The glossary document with the one building block (ECMA-376, part 1, 17.12)."""
    properties = (
        f'<w:name w:val="{PLACEHOLDER}"/>'
        '<w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
        '<w:types><w:type w:val="bbPlcHdr"/></w:types>'
        f'<w:behaviors><w:behavior w:val="content"/></w:behaviors><w:guid w:val="{_GUID}"/>'
    )
    block = f"<w:docPartPr>{properties}</w:docPartPr><w:docPartBody><w:p>{run(BLANK)}</w:p></w:docPartBody>"
    parts = f"<w:docParts><w:docPart>{block}</w:docPart></w:docParts>"
    return f"{DECLARATION}<w:glossaryDocument {NAMESPACES}>{parts}</w:glossaryDocument>".encode()
