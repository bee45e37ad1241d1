"""From a laid-out form to the bytes of a PDF file: reportlab draws, pypdf adds what makes it a form.

reportlab draws all that is printed and embeds what it shows of each face. pypdf then adds what reportlab
has no calls for: fields, the whole field font, the structure tree, bookmarks and metadata. pikepdf, which
fills and reads forms, is not needed here.

The same corpus and definition give the same bytes: the date is that of the data, the file's id is
taken from its content, and the cross-reference table is a classic one.
"""

from __future__ import annotations

import io
from typing import Final
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, Fit, IndirectObject

from generator.forms.definitions.expand import Form
from generator.forms.layout.face import face
from generator.forms.layout.form import lay_out
from generator.forms.layout.geometry import ARTIFACT, Layout, Link, Page
from generator.forms.writing.drawing import draw
from generator.forms.writing.field_font import field_font
from generator.forms.writing.fields import FieldWriter, corners
from generator.forms.writing.flags import PRINT
from generator.forms.writing.objects import add, dictionary, put, stream, text
from generator.forms.writing.tagging import StructureTree
from generator.model import Corpus

HEADER: Final = "%PDF-1.7"
"""ISO 32000-1, which PDF/UA-1 builds on."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def render(corpus: Corpus, form: Form, *, site_url: str = "") -> bytes:
    """The blank form as a PDF file: tagged, fillable, byte for byte reproducible.

    Raises:
        LayoutError: the definition leaves no room for what it asks for.

    """
    return write(form, lay_out(corpus, form, site_url=site_url), corpus.catalog.date)


def write(form: Form, layout: Layout, date: str) -> bytes:
    """Write a layout as a PDF file; ``date`` is an ISO date."""
    drawn = draw(layout)
    pdf = PdfWriter(clone_from=io.BytesIO(drawn.data))
    pdf.pdf_header = HEADER
    writer = FieldWriter(pdf, field_font(pdf, face("sans")))
    tree = StructureTree(pdf, layout.elements)
    shared = _shared(layout)
    for number, (target, page) in enumerate(zip(list(pdf.pages), layout.pages, strict=True)):
        reference = target.indirect_reference
        assert reference is not None
        put(target, {"Tabs": "/S"})
        tree.page(target, reference, drawn.marks[number])
        annotations = _annotations(pdf, page, reference, writer, tree, shared)
        if number == 0:
            annotations += writer.hidden(form, reference)
        if annotations:
            put(target, {"Annots": ArrayObject(annotations)})
        if page.picture is not None and page.picture.element != ARTIFACT:
            tree.figure(page.picture.element, page.picture.box)
    put(
        pdf.root_object,
        {
            "AcroForm": writer.acro_form(form.definition.page.sizes["entry"]),
            "StructTreeRoot": tree.write(),
            "MarkInfo": {"Marked": True},
            "Lang": text(form.definition.language),
            "ViewerPreferences": {"DisplayDocTitle": True},
        },
    )
    for bookmark in layout.bookmarks:
        fit = Fit.xyz(left=0, top=round(bookmark.y, 2), zoom=0)
        pdf.add_outline_item(title=bookmark.title, page_number=bookmark.page, fit=fit)
    _metadata(pdf, form, date)
    buffer = io.BytesIO()
    pdf.write(buffer)
    return buffer.getvalue()


def _annotations(
    pdf: PdfWriter,
    page: Page,
    reference: IndirectObject,
    writer: FieldWriter,
    tree: StructureTree,
    shared: frozenset[str],
) -> list[IndirectObject]:
    """Links and widgets of a page in the order in which they are read."""
    found: list[IndirectObject] = []
    for cell in page.cells:
        placed: list[tuple[DictionaryObject, int]] = [
            *((_link(pdf, link, reference), link.element) for link in cell.links),
            *(
                (writer.widget(widget, reference, shared=widget.field.name in shared), widget.element)
                for widget in cell.widgets
            ),
        ]
        for annotation, element in placed:
            tree.annotation(annotation, element, reference)
            assert annotation.indirect_reference is not None
            found.append(annotation.indirect_reference)
    return found


def _shared(layout: Layout) -> frozenset[str]:
    """Names of the fields that have more than one widget, or options."""
    seen: set[str] = set()
    shared: set[str] = set()
    for page in layout.pages:
        for cell in page.cells:
            for widget in cell.widgets:
                name = widget.field.name
                if name in seen or widget.state:
                    shared.add(name)
                seen.add(name)
    return frozenset(shared)


def _link(pdf: PdfWriter, link: Link, page: IndirectObject) -> DictionaryObject:
    made = dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": corners(link.box),
            "Border": [0, 0, 0],
            "F": PRINT,
            "P": page,
            "Contents": text(link.text),
            "A": {"S": "/URI", "URI": text(link.url)},
        }
    )
    add(pdf, made)
    return made


def _metadata(pdf: PdfWriter, form: Form, date: str) -> None:
    stamp = f"D:{date.replace('-', '')}000000Z"
    pdf.metadata = {"/Title": form.title, "/CreationDate": stamp, "/ModDate": stamp}
    xmp = _XMP.format(title=escape(form.title), language=escape(form.definition.language), date=date)
    packet = stream(xmp.encode(), {"Type": "/Metadata", "Subtype": "/XML"})
    put(pdf.root_object, {"Metadata": add(pdf, packet)})
