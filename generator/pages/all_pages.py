"""The generated Markdown pages, each a pure function of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup, escape

from generator import addresses, files, thresholds
from generator.compare import Crosswalk, comparable, every_two
from generator.compare.elsewhere import elsewhere
from generator.compare.tokens import Cut
from generator.export.labels import labels
from generator.forms import Form
from generator.model import Corpus
from generator.numerals import NUMERAL
from generator.pages.comparison import comparison_pages
from generator.pages.fill import alone, fill_pages
from generator.templating import Templates

_READ_BY_MARKDOWN: Final = re.compile(r"[\\`*_{}\[\]]")


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as the pages offer it: what it is, and of its PDF and Word file the path and the bytes."""

    id: str
    kind: str
    title: str
    short: str
    path: str
    size: int
    word_path: str
    word_size: int
    standard: str
    version: str
    digest: str


def pages(
    crosswalk: Crosswalk, forms: Sequence[FormFile], site_url: str = "", fillable: Sequence[Form] = ()
) -> dict[str, str]:
    """Every generated page by its path below ``docs/``: Markdown, and HTML of items' short addresses.

    ``fillable`` are the forms that have a page to be filled in; ``site_url`` is empty, or ends in ``/``.
    """
    corpus = crosswalk.corpus
    checklists = {form.standard: form for form in forms if form.standard}
    common = {
        "corpus": corpus,
        "forms": forms,
        "checklists": checklists,
        "a": addresses,
        "item_urls": {
            item.id: addresses.item_url(standard, item)
            for standard in corpus.standards
            for item in standard.items
        },
        "site_url": site_url,
        "condition_kinds": labels().conditions,
        "law_words": labels().laws,
        "cut": crosswalk.cut,
        "several": comparable(corpus),
        "every_two": every_two(corpus),
    }
    written = {
        "index.md": _render("index.md.j2", common, up=""),
        "standards/index.md": _render("standards.md.j2", common),
        "about.md": _render("about.md.j2", common),
        f"{addresses.CHOSEN}index.md": _render("chosen.md.j2", common, up="../"),
    }
    render = partial(_render, common=common)
    written |= comparison_pages(crosswalk, render)
    written |= fill_pages(corpus, fillable, render, site_url)
    if corpus.law:
        written[f"{addresses.LAWS}index.md"] = _render("laws.md.j2", common, up="../")
    echoes = elsewhere(crosswalk)
    if forms:
        written["forms/index.md"] = _render("forms.md.j2", common)
    for standard in corpus.standards:
        path = addresses.source(addresses.standard_page(standard))
        written[path] = _render("standard.md.j2", common, standard=standard, up="../../", elsewhere=echoes)
        for section in standard.sections:
            for item in section.items:
                values = {"standard": standard, "section": section, "item": item}
                path = addresses.html(addresses.permalink(item))
                written[path] = _render("permalink.html.j2", common, **values)
    for document in corpus.documents:
        path = addresses.source(addresses.document_page(document))
        written[path] = _render("document.md.j2", common, document=document)
    return written


def fill_files(corpus: Corpus, blanks: Sequence[tuple[Form, bytes]], scripts: str) -> dict[str, bytes]:
    """The page of each form as one file by itself, by path; ``blanks`` are the forms with their PDFs."""
    render = partial(_render, common={"corpus": corpus, "a": addresses})
    return {
        addresses.web_form_file(form.id): alone(corpus, form, blank, scripts, render)
        for form, blank in blanks
    }


def offline_link(corpus: Corpus, size: int) -> str:
    """The offer of a copy of the whole site of ``size`` bytes, for the page of the forms."""
    return _render("offline.html.j2", {"corpus": corpus, "a": addresses}, size=size).strip()


def _render(template: str, /, common: Mapping[str, object], **values: object) -> str:
    return _TEMPLATES.fill(template, **{**common, **values})


def _bare_marker(marker: str) -> str:
    """What a printed marker counts with, without its punctuation: ``一、`` gives ``一``."""
    return marker.strip(" \u3000、.．，,：:()（）")


def _in_words(text: str, cut: Cut) -> Markup:
    """A title that a narrow screen breaks between its words, where style sheets keep Chinese together.

    Between two words, and at a dash, behind which a name stands whole.
    At other marks a browser breaks by itself.

    >>> _in_words("村工会——附件6 村", lambda _: ("村", "工会"))
    Markup('村<wbr>工会——<wbr>附件6 村')
    """
    title, dash, name = text.rpartition("——")
    if not dash:
        title, name = name, ""
    found = Markup.escape("")
    before = ""
    for piece in cut(title):
        if before.isalpha() and piece[0].isalpha():
            found += Markup("<wbr>")
        found += piece
        before = piece[-1]
    return found + dash + (Markup("<wbr>") if dash else "") + name


def _heading(text: str) -> Markup:
    r"""A name as the heading of a page, where Markdown would read stars and brackets as its own.

    >>> str(_heading("A*级 [甲]"))
    'A\\*级 \\[甲\\]'
    """
    return Markup(_READ_BY_MARKDOWN.sub(r"\\\g<0>", escape(text)))  # noqa: S704 - escaped here


def _toc_label(text: str) -> str:
    """The same in the table of contents, whose labels know no way to write what Markdown reads."""
    return _READ_BY_MARKDOWN.sub("", text)


def _is_numeral(text: str) -> bool:
    return NUMERAL.fullmatch(text) is not None


_TEMPLATES: Final = Templates(
    "generator.pages",
    "templates",
    filters={
        "heading": _heading,
        "toc_label": _toc_label,
        "readable": files.readable,
        "written": thresholds.written,
        "bare_marker": _bare_marker,
        "in_words": _in_words,
    },
    tests={"numeral": _is_numeral},
)
