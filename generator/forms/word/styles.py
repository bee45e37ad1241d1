"""Styles of a document in Word: the built-in ones that it goes back to, and one for each way of setting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.forms.layout.entries import LEADING
from generator.forms.word.markup import DECLARATION, NAMESPACES, SANS, SERIF, Style, fonts, size, twips

_BUILT_IN: Final = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
_NAMED: Final = {
    "Heading1": ("heading 1", '<w:outlineLvl w:val="0"/>'),
    "Heading2": ("heading 2", '<w:outlineLvl w:val="1"/>'),
    "Header": ("header", ""),
    "Footer": ("footer", ""),
}


def fonts_part() -> bytes:
    """What a program may put in where a machine lacks our typefaces: their other names and their kind."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, family in ((SERIF, "SimSun", "roman"), (SANS, "SimHei", "swiss"))
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{entries}</w:fonts>".encode()


def styles_xml(used: Iterable[Style], body: float, language: str) -> str:
    """All styles for a document that sets paragraphs in the ``used`` ways; ``body`` is the usual size.

    Lines are at least as far apart as in the PDF, whatever typeface a machine puts in for ours. Latin
    letters and digits are English: LibreOffice 7.4 breaks numbers at the end of a line if they are Chinese.
    """
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts('serif')}{size(body)}"
        f'<w:lang w:val="en-US" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{outline}</w:pPr></w:style>'
        for style, (name, outline) in _NAMED.items()
    )
    own = "".join(_style(style) for style in sorted(used, key=lambda style: style.id))
    return f"<w:styles {NAMESPACES}>{defaults}{_BUILT_IN}{named}{own}</w:styles>"


def _style(style: Style) -> str:
    leading = twips(style.size * LEADING)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{style.id}"/><w:basedOn w:val="{style.base}"/>'
        f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="{leading}" w:lineRule="atLeast"/></w:pPr>'
        f"<w:rPr>{fonts(style.face)}{size(style.size)}</w:rPr></w:style>"
    )
