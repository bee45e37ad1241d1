"""The faces as reportlab prints them: cut down to the characters that a document shows.

reportlab embeds a TrueType font as subsets of 256 glyphs with codes of one byte. That is right for what
is printed and no use for what people type, for which the whole face goes in besides (``field_font``).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from generator.forms.layout.face import FILES, FONTS, FaceName

# Contents of pages stay bytes; as letters (ASCII85) they would be a quarter longer and need a second filter.
# Here, where everybody comes by who draws: a setting holds for the whole process.
rl_config.useA85 = 0

_NOT_A_CHARACTER: Final = "<00> <0000>\n"


class PrintedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose ``/ToUnicode`` says nothing of code 0, which is no character.

    reportlab 5.1.0 maps it to U+0000, which ISO 14289-1, 7.21.7, forbids.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab has no types
        """Add the subsets to a document that is about to be written."""
        before = set(doc.idToObject["BasicFonts"].dict)
        super().addObjects(doc)
        for name, font in doc.idToObject["BasicFonts"].dict.items():
            if name not in before:
                cmap = doc.idToObject[font.ToUnicode.name]
                head, _, entries = cmap.content.partition(_NOT_A_CHARACTER)
                count = entries.count("\n", 0, entries.index("endbfchar"))
                cmap.content = head.replace(f"{count + 1} beginbfchar", f"{count} beginbfchar") + entries


@cache
def typeface(name: FaceName) -> str:
    """The name under which reportlab knows a face, registered once per process."""
    registered = FILES[name].removesuffix(".ttf")
    # without ASCII in fixed places: those are filled with U+0000 where a document does not use them
    pdfmetrics.registerFont(PrintedFont(registered, str(FONTS / FILES[name]), asciiReadable=0))
    return registered
