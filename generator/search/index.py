"""The index as a pure function of the corpus, and the script file that carries it into a page.

A script that sets a global, not JSON: ``fetch`` is refused on ``file://``, a script element is not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, TypedDict

from generator import addresses
from generator.model import Corpus, Standard, Topic
from generator.search import language
from generator.search.names import topic_words, type_words, unit_words
from generator.search.questions import packed_questions
from generator.wording import UnitKind

MATCHER: Final = (
    "text.js",
    "corpus.js",
    "lookup.js",
    "sounds.js",
    "likeness.js",
    "cutting.js",
    "addresses.js",
    "ranking.js",
    "marks.js",
    "match.js",
)
"""The parts of the matcher, in the order in which they stand in the script."""

BOX: Final = ("view.js", "memory.js", "box.js")
"""The parts of the search box, in their order."""

Section = tuple[str, str, list[tuple[int, str]]]
IndexedTopic = tuple[str, str, str, str]
"""Id, name, words that mean it, and its clauses: for each how many items on from the one before, where it
begins in the item's text, and how much of the text follows it; all in one string of numbers, which are small
and repeat, and so compress."""


class IndexedStandard(TypedDict):
    """A standard; its items stand in its sections as (number, text)."""

    attachment: int
    label: str
    short: str
    page: str
    sections: list[Section]


class Index(TypedDict):
    """What ``StandardsSearch.create`` takes; items and topics are referred to by their place.

    Lists of words are one string with ``|`` between them, which is a tenth smaller when compressed; so are
    the questions, where a space begins the numbers of the items that those before it lead to.
    """

    version: str
    standards: list[IndexedStandard]
    topics: list[IndexedTopic]
    words: list[tuple[str, str, list[int]]]
    types: list[tuple[str, list[int], str, str]]
    questions: str
    matters: list[tuple[str, str, str, list[int]]]
    pages: list[tuple[str, str, int, str]]
    laws: list[tuple[str, str]]
    folds: str
    asked: str
    interrogatives: str
    sounds: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page or file that is no item and no topic.

    ``standard`` is the slug of the one it is for, if any; ``words`` is what people call it besides its title.
    """

    title: str
    url: str
    standard: str = ""
    words: tuple[str, ...] = ()


def build_index(
    corpus: Corpus, pages: Sequence[SearchPage] = (), laws: Sequence[tuple[str, str]] = ()
) -> Index:
    """The index of ``corpus``, of other ``pages``, and of ``laws``.

    Of each version of a law there is a title, its name and what tells the version with spaces between
    (``工会法 2021``), and the address of its place in the site.
    """
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
    types = [("|".join(type_words(standard)), [slugs[standard.id]], "", "") for standard in corpus.standards]
    types += [
        ("|".join(unit_words(corpus, kind)), [slugs[s] for s in kind.standards], kind.named, _because(kind))
        for kind in corpus.finder.kinds
    ]
    asked, interrogatives = language.asked(), language.interrogatives()
    index = Index(
        version=corpus.catalog.version,
        standards=[_standard(standard) for standard in corpus.standards],
        topics=[_topic(corpus, topic, said[topic.id], order) for topic in corpus.topics],
        words=words,
        types=types,
        questions="|".join(f"{t}| {p}" for t, p in packed_questions(corpus, said, asked)),
        matters=_matters(corpus, topics),
        pages=[(page.title, page.url, slugs.get(page.standard, -1), "|".join(page.words)) for page in pages],
        laws=list(laws),
        folds="",
        asked="|".join(w for w in asked if w not in interrogatives),
        interrogatives="|".join(interrogatives),
        sounds="",
    )
    index["folds"] = "|".join(language.folds(_characters(corpus, index)))
    index["sounds"] = "|".join(language.sounds(_characters(corpus, index)))
    return index


def scripts(index: Index) -> dict[str, bytes]:
    """The script files by their path in the site: the box, which loads the other one when it is used.

    They are written without comments and white space; the same bytes for the same index.
    """
    box = "".join(_minified("box", name) for name in BOX)
    return {"search/box.js": box.encode(), "search/index.js": index_script(index)}


def index_script(index: Index) -> bytes:
    """The matcher, and the index that it works on."""
    data = json.dumps(_packed(index), ensure_ascii=False, separators=(",", ":"))
    script = f"globalThis.standardsIndex=StandardsSearch.unpacked({data});\n"
    return "".join([*(_minified("matcher", name) for name in MATCHER), script]).encode()


_CODES: Final = range(0x80, 0x800)
"""Code points that UTF-8 writes in two bytes, where it needs three for a Chinese character."""
_SHORT: Final = "".join(c for c in map(chr, range(33, 127)) if not c.isdigit() and c not in '"\\|')
"""Characters of one byte that Chinese texts hardly use; the commonest others change places with them."""

_LATIN: Final = re.compile(r"[!-~]*[A-Za-z][!-~]*")
"""Ids and addresses: characters of one byte that would only get longer by a code."""


def _packed(index: Index) -> dict[str, object]:
    """The index with characters outside ASCII as codes: their places in ``sounds``, which lists them anyway.

    The commonest change places with characters of one byte; ``common`` lists them. A fifth smaller when
    compressed. ``unpacked`` in matcher/text.js reads it. Characters for which there is no code stay as they
    are; those that could be taken for a code come first, and have one. Tables stand by columns, where like
    stands beside like.
    """
    texts = {key: _columns(value) for key, value in index.items()} | {"sounds": ""}
    count = Counter("".join(_strings(texts)))
    others = sorted(c for c in set(count).difference(index["sounds"]) if not c.isascii())
    taken = [c for c in others if ord(c) in _CODES]
    sounds = "|".join([*taken, index["sounds"], *others[len(taken) :]])
    codes = dict(zip((c for c in sounds if not c.isascii()), map(chr, _CODES), strict=False))
    common = sorted((c for c in count if c in codes), key=lambda c: (-count[c], c))[: len(_SHORT)]
    exchange = dict(zip(common, _SHORT, strict=False))
    latin: list[str] = []
    table = str.maketrans(codes | exchange | {short: codes[long] for long, short in exchange.items()})
    packed = {
        key: value if key == "version" else _translated(value, table, latin) for key, value in texts.items()
    }
    return packed | {"sounds": sounds, "common": "".join(common), "latin": " ".join(latin)}


def _columns(table: object) -> object:
    """A list of rows of one length as its columns; anything else as it is.

    >>> _columns([("甲", 1), ("乙", 2)]), _columns(["甲"]), _columns([])
    ([('甲', '乙'), (1, 2)], ['甲'], [])
    """
    rows = table if isinstance(table, list) and table and isinstance(table[0], tuple) else None
    return list(zip(*rows, strict=True)) if rows else table


def _strings(value: object) -> Iterator[str]:
    """Every text in a value of JSON, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _translated(value: object, table: dict[int, str], latin: list[str]) -> object:
    """The value of JSON with its texts translated, keys left as they are.

    Ids and addresses, in which nothing needs a code, are moved to ``latin``; null stands for each.

    >>> moved = []
    >>> _translated(["甲", "1 2", "topics/a/"], {ord("甲"): "$", ord("a"): "€"}, moved), moved
    (['$', '1 2', None], ['topics/a/'])
    """
    if isinstance(value, str):
        if _LATIN.fullmatch(value):
            latin.append(value)
            return None
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _translated(one, table, latin) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(one, table, latin) for one in value]
    return value


def _minified(folder: str, name: str) -> str:
    source = (files("generator.search") / folder / name).read_text(encoding="utf-8")
    import rjsmin  # who only collects forms need not have it: it has no wheels for Windows

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
        text = corpus.item_by_id[clause.item].text
        start = text.index(clause.quote)
        numbers += (item - last, start, len(text) - start - len(clause.quote))
        last = item
    return topic.id, topic.name, "|".join(said), " ".join(map(str, numbers))


def _matters(corpus: Corpus, topics: dict[str, int]) -> list[tuple[str, str, str, list[int]]]:
    names = {office.id: office.name for office in corpus.unregulated.offices}
    return [
        (
            m.matter,
            "|".join(m.words),
            "；".join(names[office] for office in m.ask),
            [topics[t] for t in m.near],
        )
        for m in corpus.unregulated.matters
    ]


def _because(kind: UnitKind) -> str:
    """Why a kind of unit has its standard, and what that leaves open, as the search says it."""
    return "；".join(filter(None, (kind.why, kind.limits)))


def _characters(corpus: Corpus, index: Index) -> set[str]:
    """Every character that a slip of a query could have meant."""
    texts = [item.text for item in corpus.item_by_id.values()]
    texts += [name + said for _, name, said, _ in index["topics"]]
    texts += [entry[0] for entry in index["words"]]
    texts += [entry[0] for entry in index["types"]]
    return set("".join(texts))
