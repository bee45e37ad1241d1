"""The index as a pure function of the corpus, and the script file that carries it into a page.

A script that sets a global, not JSON: ``fetch`` is refused on ``file://``, a script element is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, TypedDict

import rjsmin

from generator import addresses
from generator.model import Corpus, Standard, Topic
from generator.search import language
from generator.search.names import topic_words, type_words

MATCHER: Final = ("text.js", "lookup.js", "cutting.js", "match.js")
"""The parts of the matcher, in the order in which they stand in the script."""

Section = tuple[str, str, list[tuple[int, str]]]
IndexedTopic = tuple[str, str, str, str]
"""Id, name, words that mean it, and its clauses: for each how many items on from the one before, where it
begins in the item's text, and its length; all in one string of numbers, a quarter smaller when compressed."""


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
    topics: list[IndexedTopic]
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
    said = {topic.id: topic_words(topic) for topic in corpus.topics}
    words = []
    for wording in corpus.vocabulary.wordings:
        if wording.means or len(wording.topics) > 1:
            about = [topics[t] for t in wording.topics]
            words.append(("|".join(wording.words), "|".join(wording.means), about))
        else:  # an entry of its own would say the same and take more room
            said[wording.topics[0]] += wording.words
    types = [("|".join(type_words(corpus, standard)), [slugs[standard.id]]) for standard in corpus.standards]
    types += [("|".join(t.words), [slugs[s] for s in t.standards]) for t in corpus.vocabulary.types]
    index = Index(
        standards=[_standard(standard) for standard in corpus.standards],
        topics=[_topic(corpus, topic, said[topic.id], order) for topic in corpus.topics],
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

    They are written without comments and white space; the same bytes for the same index.
    """
    return {"search/box.js": _minified("box.js").encode(), "search/index.js": index_script(index)}


def index_script(index: Index) -> bytes:
    """The matcher, and the index that it works on."""
    data = json.dumps(_packed(index), ensure_ascii=False, separators=(",", ":"))
    script = f"globalThis.standardsIndex=StandardsSearch.unpacked({data});\n"
    return "".join([*map(_minified, MATCHER), script]).encode()


_CODES: Final = range(0x80, 0x800)
"""Code points that UTF-8 writes in two bytes, where it needs three for a Chinese character."""


def _packed(index: Index) -> dict[str, object]:
    """The index with characters outside ASCII as codes: their places in ``sounds``, which lists them anyway.

    A tenth smaller when compressed. ``unpacked`` in matcher/text.js reads it. Characters for which
    there is no code stay as they are; those that could be taken for a code come first, and have one.
    """
    plain = json.dumps({**index, "sounds": ""}, ensure_ascii=False)
    others = sorted({c for c in plain if ord(c) >= _CODES.start}.difference(index["sounds"]))
    taken = [c for c in others if ord(c) in _CODES]
    sounds = "|".join([*taken, index["sounds"], *others[len(taken) :]])
    codes = {ord(c): code for c, code in zip(sounds.replace("|", ""), _CODES, strict=False)}
    packed: dict[str, object] = json.loads(plain.translate(codes))
    return packed | {"sounds": sounds}


def _minified(name: str) -> str:
    source = (files("generator.search") / "matcher" / name).read_text(encoding="utf-8")
    return str(rjsmin.jsmin(source)) + "\n"


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


def _topic(corpus: Corpus, topic: Topic, said: list[str], order: dict[str, int]) -> IndexedTopic:
    assert addresses.topic_url(topic) == f"topics/{topic.id}/", "matcher/lookup.js builds it so"
    numbers: list[int] = []
    last = 0
    for clause in topic.clauses:
        item = order[clause.item]
        numbers += (item - last, corpus.item_by_id[clause.item].text.index(clause.quote), len(clause.quote))
        last = item
    return topic.id, topic.name, "|".join(said), " ".join(map(str, numbers))


def _characters(corpus: Corpus, index: Index) -> set[str]:
    """Every character that a slip of a query could have meant."""
    texts = [item.text for item in corpus.item_by_id.values()]
    texts += [name + said for _, name, said, _ in index["topics"]]
    texts += [entry[0] for entry in index["words"]]
    return {c for text in texts for c in text}
