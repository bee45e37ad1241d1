"""No two pages stand at one place: ids are also addresses, and some addresses are taken.

An example. Of the types ``a``, ``b``, ``a-b`` and ``b-c`` … two pairs of ids may make one address:
``a-b`` beside ``c`` and ``a`` beside ``b-c`` are both ``compare/a-b-c/``. And a topic that is called
``index`` would stand where the list of topics stands.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from generator import addresses
from generator.compare import every_two
from generator.errors import Finding, Place
from generator.forms import Form
from generator.model import Corpus

LISTS: Final = ("standards/", "documents/", "fill/", addresses.TOPICS, addresses.COMPARISON, addresses.FORMS)
"""Folders with a page of their own, or with room for one."""
PAGES: Final = (
    addresses.PAIRS,
    addresses.ITEMS,
    addresses.MOVING,
    addresses.NUMBERS,
    addresses.ALONE,
    addresses.CONDITIONS,
)


def check_places(corpus: Corpus, forms: Sequence[Form]) -> Iterator[Finding]:
    """Findings for whatever would be written where something else stands."""
    taken: dict[str, str] = {addresses.html(folder): folder for folder in LISTS}
    taken |= {addresses.html(page): page for page in PAGES}
    for page, whose, place in _pages(corpus, forms):
        file = addresses.built(addresses.source(page))
        if taken.get(file, whose) != whose:  # one id twice is told by who counts ids
            message = f"{whose} 的网页 {page} 与 {taken[file]} 的网页是同一个地址"
            yield Finding(place, "place-taken", message, "换一个代号（已经发布的代号不要换，换新的那个）")
        taken.setdefault(file, whose)


def _pages(corpus: Corpus, forms: Sequence[Form]) -> Iterator[tuple[str, str, Place]]:
    """Every page that is called by an id, with whose it is and where that stands."""
    for standard in corpus.standards:
        yield addresses.standard_page(standard), f"标准 {standard.id}", standard.place
    for document in corpus.documents:
        yield addresses.document_page(document), f"文件 {document.id}", document.place
    for topic in corpus.topics:
        yield addresses.topic_url(topic), f"主题 {topic.id}", topic.place
    for form in forms:
        yield (
            addresses.web_form(form.id),
            f"表 {form.id}（{form.definition.place.file}）",
            form.definition.place,
        )
    for one, other in itertools.permutations(corpus.standards, 2) if every_two(corpus) else ():
        both = f"标准 {one.id} 和 {other.id}"
        if one.attachment < other.attachment:
            yield addresses.pair_page(one, other), both, other.place
        yield addresses.move_page(one, other), both, other.place
