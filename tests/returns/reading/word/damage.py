"""Word forms damaged at random: bytes, XML, elements; each with the fields that were hit."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from generator.forms.definitions.word_names import read_tag
from tests.returns.mutations import mutants
from tests.returns.reading.word.edits import MAIN, Element, W, element, parts, with_part

CELL = re.compile(rb"<w:tc>.*?</w:tc>", re.DOTALL)
TAG = re.compile(rb'<w:tag w:val="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file; ``hit`` are the fields in whose own cell something is no longer what it was."""

    kind: str
    data: bytes
    hit: frozenset[str]


Owners = Sequence[frozenset[str]]
"""The fields of each cell, in the order of the document."""


def owners(data: bytes) -> Owners:
    """Those of a form that has its controls."""
    return [
        frozenset(read_tag(tag.decode()).field for tag in TAG.findall(c))
        for c in CELL.findall(parts(data)[MAIN])
    ]


def damaged(data: bytes, count: int, rng: random.Random, owned: Owners) -> Iterator[Damaged]:
    """``count`` files: one in four by bytes, one by the bytes of its document, the others by elements."""
    document = parts(data)[MAIN]
    flat = mutants(data, count, rng)
    inner = mutants(document, count, rng)
    for number in range(count):
        if number % 4 == 0:
            mutant = next(flat)
            yield Damaged(f"bytes {mutant.kind}", mutant.data, frozenset())
        elif number % 4 == 1:
            mutant = next(inner)
            changed = with_part(data, MAIN, mutant.data)
            yield Damaged(f"xml {mutant.kind}", changed, _hit(document, mutant.places, owned))
        else:
            yield _operated(data, document, OPERATIONS[number // 2 % len(OPERATIONS)], rng, owned)


def _hit(document: bytes, places: Sequence[int], owned: Owners) -> frozenset[str]:
    offsets = set(places)
    cells = zip(CELL.finditer(document), owned, strict=True)
    hit = (fields for m, fields in cells if not offsets.isdisjoint(range(m.start(), m.end())))
    return frozenset().union(*hit)


def _fields(node: Element, owned: Mapping[Element, frozenset[str]]) -> frozenset[str]:
    """The fields of the cell that an element stands in."""
    cell = next((n for n in (node, *node.iterancestors()) if n.tag == f"{W}tc"), None)
    return owned.get(cell, frozenset())


Operation = Callable[[Element, list[Element], random.Random], list[Element]]


def _delete(node: Element, _others: list[Element], _rng: random.Random) -> list[Element]:
    node.getparent().remove(node)
    return [node]


def _repeat(node: Element, _others: list[Element], _rng: random.Random) -> list[Element]:
    node.addnext(copy.deepcopy(node))
    return [node]


def _swap(node: Element, others: list[Element], rng: random.Random) -> list[Element]:
    alike = [
        o
        for o in others
        if o.tag == node.tag and o not in node.iterancestors() and node not in o.iterancestors()
    ]
    other = rng.choice(alike)
    if other is node:
        return []
    mark = etree.Element("mark")
    node.addprevious(mark)
    other.addprevious(node)
    mark.getparent().replace(mark, other)
    return [node, other]


def _move(node: Element, others: list[Element], rng: random.Random) -> list[Element]:
    target = rng.choice(others)
    if target is node or node in target.iterancestors():
        return []
    target.append(node)
    return [node, target]


def _rename(node: Element, others: list[Element], rng: random.Random) -> list[Element]:
    node.tag = rng.choice(others).tag
    return [node]


def _unwrap(node: Element, _others: list[Element], _rng: random.Random) -> list[Element]:
    parent, at = node.getparent(), node.getparent().index(node)
    parent[at : at + 1] = list(node)
    return [parent]


def _wrap(node: Element, _others: list[Element], rng: random.Random) -> list[Element]:
    name = rng.choice(
        ["del", "ins", "moveFrom", "moveTo", "sdtContent", "smartTag", "p", "r", "txbxContent", "x"]
    )
    outer = element(f"<w:{name}/>")
    node.addprevious(outer)
    outer.append(node)
    return [outer]


def _text(node: Element, others: list[Element], rng: random.Random) -> list[Element]:
    texts = [t for t in others if t.tag == f"{W}t" and t.text]
    chosen = rng.choice(texts)
    chosen.text = rng.choice(["", chosen.text * 2, chosen.text[:1], rng.choice(texts).text, node.tag[-1:]])
    return [chosen]


def _attribute(_node: Element, others: list[Element], rng: random.Random) -> list[Element]:
    with_some = [o for o in others if o.attrib]
    chosen = rng.choice(with_some)
    name = rng.choice(list(chosen.attrib))
    if rng.random() < 0.5:
        del chosen.attrib[name]
    else:
        donors = [o for o in with_some if name in o.attrib]
        chosen.set(name, rng.choice(donors).get(name))
    return [chosen]


OPERATIONS: tuple[Operation, ...] = (
    _delete, _repeat, _swap, _move, _rename, _unwrap, _wrap, _text, _attribute,
)  # fmt: skip


def _operated(
    data: bytes, document: bytes, operation: Operation, rng: random.Random, owned: Owners
) -> Damaged:
    root = etree.fromstring(document)
    others = list(root[0].iter(etree.Element))
    by_cell = dict(zip([o for o in others if o.tag == f"{W}tc"], owned, strict=True))
    hit: set[str] = set()
    level = rng.choice(["tr", "tc", "p", "r", "t", "sdt", "tbl", ""])
    chosen = [o for o in others if o.tag == f"{W}{level}"] or others
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        node = rng.choice(chosen)
        if root not in node.iterancestors():
            continue
        hit |= _fields(node, by_cell)
        touched = operation(node, [o for o in others if root in o.iterancestors()], rng)
        for each in touched:
            hit |= _fields(each, by_cell)
    kind = f"{operation.__name__.strip('_')} {level}"
    return Damaged(kind, with_part(data, MAIN, etree.tostring(root)), frozenset(hit))
