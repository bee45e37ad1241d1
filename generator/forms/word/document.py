"""From a form to the bytes of a .docx file: python-docx has the package, the styles and the page.

python-docx knows no content controls, no repeated heading rows and no fields; those are put in as
:mod:`generator.forms.word.markup` writes them. The same form gives the same bytes everywhere: dates are
those of the data, ids come from names, and nothing of the template that would vary or is of no use stays.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, Twips

from generator.forms.definitions.expand import Form
from generator.forms.definitions.word_names import MAIN
from generator.forms.layout.form import compose
from generator.forms.layout.geometry import MM
from generator.forms.word import markup, running
from generator.forms.word.identity import (
    IDENTITY_PART,
    PROPERTIES_PART,
    identity_part,
    item_properties,
    properties_part,
)
from generator.forms.word.packing import packed, unpacked
from generator.forms.word.placeholder import glossary_part
from generator.forms.word.settings import settings_xml
from generator.forms.word.styles import fonts_part, styles_xml
from generator.forms.word.surface import WordSurface
from generator.model import Corpus

A4_TWIPS: Final = (11906, 16838)
"""A4 as Word writes it, in twentieths of a point."""
_UNUSED: Final = frozenset(
    {RT.THUMBNAIL, RT.CUSTOM_XML, RT.NUMBERING, RT.WEB_SETTINGS, RT.FONT_TABLE, RT.EXTENDED_PROPERTIES}
)
_UNUSED_MICROSOFT: Final = "http://schemas.microsoft.com/"


def render(corpus: Corpus, form: Form, *, site_url: str = "") -> bytes:
    """The blank form as a .docx file: controls to fill in, headings, heading rows, reproducible.

    Raises:
        LayoutError: a column is narrower than what stands in it.

    """
    surface = WordSurface(form)
    compose(corpus, form, surface, site_url=site_url)
    body = surface.xml()
    document = docx.Document()
    _page(document, form, surface)
    _replace(document.element.body, body)
    _running(document, form, surface)
    _put_settings(document, form)
    _put_styles(document, form, surface)
    _identify(document, form, corpus.catalog.date)
    written = io.BytesIO()
    document.save(written)
    return packed(unpacked(written.getvalue()))


def _page(document: Document, form: Form, surface: WordSurface) -> None:
    section = document.sections[0]
    definition = form.definition.page
    margins = definition.margins
    landscape = definition.orientation == "landscape"
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (Twips(side) for side in (A4_TWIPS[::-1] if landscape else A4_TWIPS))
    section.page_width, section.page_height = width, height
    section.header_distance, section.footer_distance = Mm(margins.top), Mm(margins.bottom)
    section.top_margin, section.bottom_margin = Pt(surface.top), Pt(surface.bottom)
    section.left_margin = Pt(surface.page_width - surface.width - margins.right * MM)
    section.right_margin = Mm(margins.right)
    section.different_first_page_header_footer = True


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Put ``xml`` in place of what stands in ``element``, before its section properties if it has any."""
    end = [child for child in element if child.tag == f"{{{MAIN}}}sectPr"]
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {markup.NAMESPACES}>{xml}</w:body>"):
        element.append(child)
    for child in end:
        element.append(child)


def _running(document: Document, form: Form, surface: WordSurface) -> None:
    section = document.sections[0]
    feet = running.foot(form, surface)
    for part, paragraphs in (
        (section.first_page_header, running.head(form, surface, first=True)),
        (section.header, running.head(form, surface, first=False)),
        (section.first_page_footer, feet),
        (section.footer, feet),
    ):
        part.is_linked_to_previous = False
        _replace(part._element, "".join(paragraphs))  # noqa: SLF001 - python-docx has no other way in


def _put_settings(document: Document, form: Form) -> None:
    _swap(document.settings.element, settings_xml(form.definition.language))


def _put_styles(document: Document, form: Form, surface: WordSurface) -> None:
    body = form.definition.page.sizes["body"]
    _swap(document.styles.element, styles_xml(surface.styles.values(), body, form.definition.language))


def _swap(element: BaseOxmlElement, xml: str) -> None:
    """Give the root of a part another content, but for the root itself."""
    for child in list(element):
        element.remove(child)
    for child in parse_xml(xml):
        element.append(child)


def _identify(document: Document, form: Form, date: str) -> None:
    package, main = document.part.package, document.part
    assert package is not None
    for relations in (package.rels, main.rels):
        for key, relation in list(relations.items()):
            if relation.reltype in _UNUSED or relation.reltype.startswith(_UNUSED_MICROSOFT):
                del relations[key]
    identity = Part(PackURI(f"/{IDENTITY_PART}"), "application/xml", identity_part(form.hidden), package)
    identity.relate_to(
        Part(PackURI("/customXml/itemProps1.xml"), CT.OFC_CUSTOM_XML_PROPERTIES, item_properties(), package),
        RT.CUSTOM_XML_PROPS,
    )
    main.relate_to(identity, RT.CUSTOM_XML)
    for path, kind, content, relation in (
        ("/word/fontTable.xml", CT.WML_FONT_TABLE, fonts_part(), RT.FONT_TABLE),
        ("/word/glossary/document.xml", CT.WML_DOCUMENT_GLOSSARY, glossary_part(), RT.GLOSSARY_DOCUMENT),
    ):
        main.relate_to(Part(PackURI(path), kind, content, package), relation)
    properties = Part(
        PackURI(f"/{PROPERTIES_PART}"), CT.OFC_CUSTOM_PROPERTIES, properties_part(form.hidden), package
    )
    package.relate_to(properties, RT.CUSTOM_PROPERTIES)
    core = document.core_properties
    core.title, core.language, core.version = form.title, form.definition.language, form.version
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.created = core.modified = dt.datetime.fromisoformat(date).replace(tzinfo=dt.UTC)
    core.revision = 1
