"""The index as a pure function of the corpus, and the script file that carries it into a page.

A script that sets a global, not JSON: ``fetch`` is refused on ``file://``, a script element is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, TypedDict

from generator import addresses
from generator.model import Corpus, Standard, Topic
from generator.search import language
from generator.search.names import topic_words, type_words

MATCHER: Final = ("text.js", "lookup.js", "match.js")
"""The parts of the matcher, in the order in which they stand in the script."""

Section = tuple[str, str, list[tuple[int, str]]]
Clause = tuple[int, int, int]


class IndexedStandard(TypedDict):
    """A standard; its items stand in its sections as (number, text)."""

    attachment: int
    label: str
    short: str
    page: str
    sections: list[Section]


class Index(TypedDict):
    """What ``StandardsSearch.create`` takes; items and topics are referred to by their place.

    Lists of words are one string with ``|`` between them, which is a tenth smaller when compressed.
    """

    standards: list[IndexedStandard]
    topics: list[tuple[str, str, str, str, list[Clause]]]
    words: list[tuple[str, str, list[int]]]
    types: list[tuple[str, list[int]]]
    pages: list[tuple[str, str, int]]
    folds: str
    asked: str
    sounds: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page or file that is no item and no topic; ``standard`` is the slug of the one it is for, if any."""

    title: str
    url: str
    standard: str = ""


def build_index(corpus: Corpus, pages: Sequence[SearchPage] = ()) -> Index:
    """The index of ``corpus``."""
    order = {item_id: place for place, item_id in enumerate(_item_ids(corpus))}
    topics = {topic.id: place for place, topic in enumerate(corpus.topics)}
    slugs = {standard.id: place for place, standard in enumerate(corpus.standards)}
    words = [
        ("|".join(w.words), "|".join(w.means), [topics[t] for t in w.topics])
        for w in corpus.vocabulary.wordings
    ]
    types = [("|".join(type_words(corpus, standard)), [slugs[standard.id]]) for standard in corpus.standards]
    types += [("|".join(t.words), [slugs[s] for s in t.standards]) for t in corpus.vocabulary.types]
    index = Index(
        standards=[_standard(standard) for standard in corpus.standards],
        topics=[_topic(corpus, topic, order) for topic in corpus.topics],
        words=words,
        types=types,
        pages=[(page.title, page.url, slugs.get(page.standard, -1)) for page in pages],
        folds="|".join(language.folds()),
        asked="|".join(language.asked()),
        sounds="",
    )
    index["sounds"] = "|".join(language.sounds(_characters(corpus, index)))
    return index


def scripts(index: Index) -> dict[str, bytes]:
    """The script files by their path in the site: the box, which loads the other one when it is used.

    They are written without comments; the same bytes for the same index.
    """
    return {"search/box.js": _bare("box.js").encode(), "search/index.js": index_script(index)}


def index_script(index: Index) -> bytes:
    """The matcher, and the index that it works on."""
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return "".join([*map(_bare, MATCHER), f"globalThis.standardsIndex={data};\n"]).encode()


_COMMENT: Final = re.compile(r"^\s*/\*.*?\*/\s*$|\s/\*[^*]*\*/$", re.MULTILINE | re.DOTALL)


def _bare(name: str) -> str:
    """JavaScript without comments on lines of their own or at line ends, and without indentation."""
    source = (files("generator.search") / "matcher" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _item_ids(corpus: Corpus) -> Iterator[str]:
    return (item.id for standard in corpus.standards for item in standard.items)


def _standard(standard: Standard) -> IndexedStandard:
    page = addresses.standard_page(standard)
    for item in standard.items:
        assert addresses.item_url(standard, item) == f"{page}#{item.id}", "matcher/lookup.js builds it so"
    return IndexedStandard(
        attachment=standard.attachment,
        label=standard.label,
        short=standard.short,
        page=page,
        sections=[
            (section.marker, section.title, [(item.number, item.text) for item in section.items])
            for section in standard.sections
        ],
    )


def _topic(corpus: Corpus, topic: Topic, order: dict[str, int]) -> tuple[str, str, str, str, list[Clause]]:
    clauses = [
        (order[clause.item], corpus.item_by_id[clause.item].text.index(clause.quote), len(clause.quote))
        for clause in topic.clauses
    ]
    return topic.id, topic.name, addresses.topic_url(topic), "|".join(topic_words(topic)), clauses


def _characters(corpus: Corpus, index: Index) -> set[str]:
    """Every character that a slip of a query could have meant."""
    texts = [item.text for item in corpus.item_by_id.values()]
    texts += [name + words for _, name, _, words, _ in index["topics"]]
    texts += [entry[0] for entry in index["words"]]
    return {c for text in texts for c in text}
