"""From a laid-out form to the bytes of a PDF file.

The same corpus and definition give the same bytes: the date is that of the data, the file's id is
taken from its content, and object streams are not used (a classic cross-reference table).
"""

from __future__ import annotations

import io
import itertools
import zlib
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.forms.definitions.expand import Form
from generator.forms.layout.form import lay_out
from generator.forms.layout.geometry import ARTIFACT, Bookmark, Layout, Link
from generator.forms.writing.drawing import RESOURCE, draw_page
from generator.forms.writing.embed import subset_font, whole_font
from generator.forms.writing.fields import FieldWriter
from generator.forms.writing.tagging import StructureTree
from generator.model import Corpus

PDF_VERSION: Final = "1.7"
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
    pdf = pikepdf.new()
    sans = whole_font(pdf, "sans")
    printed = "".join(
        line.text
        for page in layout.pages
        for cell in page.cells
        for part in cell.parts
        for line in part.lines
        if line.face == "serif"
    )
    fonts = Dictionary(
        {
            f"/{RESOURCE['sans']}": sans,
            f"/{RESOURCE['serif']}": subset_font(pdf, "serif", printed),
        }
    )
    resources = pdf.make_indirect(Dictionary(Font=fonts))
    writer = FieldWriter(pdf, sans, RESOURCE["sans"])
    tree = StructureTree(pdf, layout.elements)
    shared = _shared(layout)
    for number, page in enumerate(layout.pages):
        pdf.add_blank_page(page_size=(page.width, page.height))
        target = pdf.pages[number].obj
        content, marks = draw_page(page, layout.elements)
        stream = pikepdf.Stream(pdf, zlib.compress(content, 6), Filter=Name.FlateDecode)
        target.Contents = pdf.make_indirect(stream)
        target.Resources = resources
        target.Tabs = Name.S
        tree.page(target, marks)
        annotations = Array()
        for cell in page.cells:
            for link in cell.links:
                annotation = _link(pdf, link, target)
                tree.annotation(annotation, link.element, target)
                annotations.append(annotation)
            for widget in cell.widgets:
                annotation = writer.widget(widget, target, shared=widget.field.name in shared)
                tree.annotation(annotation, widget.element, target)
                annotations.append(annotation)
        if number == 0:
            annotations.extend(writer.hidden(form, target))
        if len(annotations):
            target.Annots = annotations
        if page.picture is not None and page.picture.element != ARTIFACT:
            tree.figure(page.picture.element, page.picture.box)
    root = pdf.Root
    root.AcroForm = writer.acro_form(form.definition.page.sizes["entry"])
    root.StructTreeRoot = tree.write()
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String(form.definition.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Outlines = _outline(pdf, layout.bookmarks)
    root.PageMode = Name.UseNone
    _metadata(pdf, form, date)
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        min_version=PDF_VERSION,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
        deterministic_id=True,
    )
    return buffer.getvalue()


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


def _link(pdf: pikepdf.Pdf, link: Link, page: pikepdf.Object) -> pikepdf.Object:
    box = link.box
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(v, 2) for v in (box.x, box.y, box.right, box.top)]),
            Border=Array([0, 0, 0]),
            F=4,
            P=page,
            Contents=String(link.text),
            A=Dictionary(S=Name.URI, URI=link.url.encode("ascii")),
        )
    )


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> pikepdf.Object:
    """A flat outline in the order of the pages (ISO 32000-1, 12.3.3)."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(bookmarks)))
    items = [
        pdf.make_indirect(
            Dictionary(
                Title=String(b.title),
                Parent=root,
                Dest=Array([pdf.pages[b.page].obj, Name.XYZ, 0, round(b.y, 2), 0]),
            )
        )
        for b in bookmarks
    ]
    for before, after in itertools.pairwise(items):
        before.Next, after.Prev = after, before
    if items:
        root.First, root.Last = items[0], items[-1]
    return root


def _metadata(pdf: pikepdf.Pdf, form: Form, date: str) -> None:
    stamp = String(f"D:{date.replace('-', '')}000000Z")
    pdf.docinfo.Title = String(form.title)
    pdf.docinfo.CreationDate = stamp
    pdf.docinfo.ModDate = stamp
    xmp = _XMP.format(title=escape(form.title), language=escape(form.definition.language), date=date)
    stream = pikepdf.Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(stream)
