"""Where everything stands in the site: the one place that knows paths, anchors and file names.

All are relative to the root of the site, so that they hold under any ``site_url`` and from a folder.
"""

from __future__ import annotations

from generator.model import Document, Item, Standard, Topic


def standard_page(standard: Standard) -> str:
    """The folder of a standard's page (``standards/state-sector/``)."""
    return f"standards/{standard.id}/"


def item_url(standard: Standard, item: Item) -> str:
    """A standard's page at one item (``standards/state-sector/#1.1.6``)."""
    return f"{standard_page(standard)}#{item.id}"


def document_page(document: Document) -> str:
    """The folder of a covering document's page."""
    return f"documents/{document.id}/"


def topic_url(topic: Topic) -> str:
    """The row of a topic in the comparison."""
    return f"compare/#{topic.id}"


def source(page: str) -> str:
    """The Markdown file, relative to ``docs/``, that MkDocs turns into the folder ``page``."""
    return (page.rstrip("/") or "index") + ".md"
