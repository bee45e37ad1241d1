"""Names of WordprocessingML elements that the reader knows (ECMA-376-1, 17), with their namespaces."""

from __future__ import annotations

from typing import Final

from generator.forms.definitions.word_names import MAIN, WORD_2010

STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace in the strict variant (ISO/IEC 29500-1, annex A)."""

W: Final = f"{{{MAIN}}}"
W14: Final = f"{{{WORD_2010}}}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

DOCUMENT: Final = f"{W}document"
BODY: Final = f"{W}body"
PARAGRAPH: Final = f"{W}p"
RUN: Final = f"{W}r"
TEXT: Final = f"{W}t"
TABLE: Final = f"{W}tbl"
ROW: Final = f"{W}tr"
CELL: Final = f"{W}tc"
CONTROL: Final = f"{W}sdt"
CONTENT: Final = f"{W}sdtContent"
CHOICE: Final = f"{MC}AlternateContent"
BOX_CONTENT: Final = f"{W}txbxContent"
VAL: Final = f"{W}val"

OFF: Final = frozenset({"0", "false", "off", "none"})
"""What switches a property off (17.17.4); without a value, it is on."""
