"""Where everything stands in the site: the one place in Python that puts paths and anchors together.

All are relative to the root of the site, so that they hold under any ``site_url`` and from a folder.
Templates take them from here too, but for links to a fixed folder (``forms/``), which MkDocs's strict
build proves.
"""

from __future__ import annotations

from typing import Final

from generator.law import Law
from generator.model import Corpus, Document, Item, Standard, Topic


def beside(item: Item, other: Item | None = None) -> str:
    """The page of two items side by side with one or both of them chosen (``compare/items/?a=1.1.6``)."""
    return f"{ITEMS}?a={item.id}" + (f"&b={other.id}" if other else "")


def standard_page(standard: Standard) -> str:
    """The folder of a standard's page (``standards/state-sector/``)."""
    return f"standards/{standard.id}/"


def item_url(standard: Standard, item: Item) -> str:
    """A standard's page at one item (``standards/state-sector/#1.1.6``)."""
    return f"{standard_page(standard)}#{item.id}"


def item_beside(standard: Standard, item_id: str) -> str:
    """The same from the page of another standard (``../state-sector/#1.1.6``); there are hundreds on one."""
    return f"../{standard.id}/#{item_id}"


def permalink(item: Item) -> str:
    """The folder of an item's short address, which leads to it for ever (``id/1.1.6/``)."""
    return f"id/{item.id}/"


def web_form(form_id: str) -> str:
    """The folder of the page on which a form is filled in (``fill/application/``)."""
    return f"fill/{form_id}/"


def web_form_file(form_id: str) -> str:
    """The same page as one file that needs nothing beside it (``fill/application.html``)."""
    return f"fill/{form_id}.html"


def poster(form_id: str) -> str:
    """The folder of the sheet for a wall that leads to a form's page (``fill/application/poster/``)."""
    return f"{web_form(form_id)}poster/"


def card(standard: Standard) -> str:
    """The picture that stands for a standard where its page is shared (``cards/state-sector.png``)."""
    return f"cards/{standard.id}.png"


CHOSEN: Final = "chosen/"
"""The page of the items that a reader has chosen."""

SITE_CARD: Final = "cards/site.png"
"""The picture for every other page."""


def document_page(document: Document) -> str:
    """The folder of a covering document's page."""
    return f"documents/{document.id}/"


def offline_copy(corpus: Corpus) -> str:
    """The whole site as one file, where it was built with one (``offline/standards-1.0.0.zip``)."""
    return f"offline/standards-{corpus.catalog.version}.zip"


def forms_archive(corpus: Corpus) -> str:
    """All blanks as one file (``forms/forms-1.0.0.zip``)."""
    return f"{FORMS}forms-{corpus.catalog.version}.zip"


FORMS: Final = "forms/"
"""The folder of the page that offers the forms."""

COMPARISON: Final = "compare/"
PAIRS: Final = "compare/pairs/"
ITEMS: Final = "compare/items/"
MOVING: Final = "compare/moving/"
NUMBERS: Final = "compare/numbers/"
ALONE: Final = "compare/only/"
CONDITIONS: Final = "compare/if/"
TOPICS: Final = "topics/"
"""The folders of the views of the comparison."""

ON_DEMAND: Final = "compare/standards.js"
"""What the browser compares any two standards from, where there are too many for a page for every two."""


COLLECTOR: Final = "collect/"
"""The folder of the page on which forms are collected in the browser, where the site has it."""

WHOLE_ITEMS: Final = "compare/items.js"
"""What the browser puts any two items side by side from."""


LAWS: Final = "laws/"
"""The folder of the page on what the law says today."""


def law_version(law: Law) -> str:
    """One version of a law, with what is known of it (``laws/#union-law-2021``)."""
    return f"{LAWS}#{law.id}"


def law_topic(topic: Topic) -> str:
    """What the law says on a topic (``laws/#topic-membership-rate``)."""
    return f"{LAWS}#topic-{topic.id}"


def topic_url(topic: Topic) -> str:
    """The folder of a topic's page (``topics/membership-rate/``)."""
    return f"{TOPICS}{topic.id}/"


def topic_row(topic: Topic) -> str:
    """The row of a topic in the comparison of all standards."""
    return f"{COMPARISON}#{topic.id}"


def pair_page(left: Standard, right: Standard) -> str:
    """The folder of two standards side by side; the one with the lower attachment comes first."""
    first, second = sorted((left, right), key=lambda standard: standard.attachment)
    return f"{COMPARISON}{first.id}-{second.id}/"


def move_page(start: Standard, end: Standard) -> str:
    """The folder of the way from one standard to another."""
    return f"{COMPARISON}from-{start.id}-to-{end.id}/"


DATA: Final = "data/"
"""The folder of the published data files."""


def form_file(form: str) -> str:
    """The blank of a form by its id (``forms/checklist-villages.pdf``)."""
    return f"{FORMS}{form}.pdf"


def word_file(form: str) -> str:
    """The blank of a form in Word by its id (``forms/checklist-villages.docx``)."""
    return f"{FORMS}{form}.docx"


def data_file(name: str) -> str:
    """A published data file by its name (``data/standards.json``)."""
    return f"{DATA}{name}"


def source(page: str) -> str:
    """The Markdown file, relative to ``docs/``, that MkDocs turns into the folder ``page``."""
    return (page.rstrip("/") or "index") + ".md"


def html(page: str) -> str:
    """The file that a server answers with for the folder ``page`` (``forms/`` is ``forms/index.html``)."""
    return f"{page}index.html"


def built(source: str) -> str:
    """What MkDocs makes of a Markdown file below ``docs/`` (``about.md`` is ``about/index.html``)."""
    stem = source.removesuffix(".md")
    folder = stem.removesuffix("index") if stem.rpartition("/")[2] == "index" else f"{stem}/"
    return html(folder)
