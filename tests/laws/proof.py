"""Prove every quote of the law layer against the cited articles in full: ``python -m tests.laws.proof DIR``.

``DIR`` holds ``<id of the law>.txt`` for each law: blocks parted by an empty line, each the number of
an article and its paragraphs. They are not part of the project; the layer keeps their digests.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.law import LawLayer, article_order
from generator.load import load_corpus

ROOT: Final = Path(__file__).resolve().parents[2]


def articles(text: str) -> dict[str, str]:
    """The paragraphs of each article by its number.

    >>> articles("第二条\\n甲。\\n乙。\\n\\n第三条\\n丙。\\n")
    {'第二条': '甲。\\n乙。', '第三条': '丙。'}
    """
    found = {}
    for block in text.strip("\n").split("\n\n"):
        number, _, paragraphs = block.partition("\n")
        article_order(number)
        found[number] = paragraphs
    return found


def faults(layer: LawLayer, folder: Path) -> Iterator[str]:
    """A line for every digest that differs and for every quote that does not stand once in its article."""
    texts = {}
    for law in layer.laws:
        data = (folder / f"{law.id}.txt").read_bytes()
        if hashlib.sha256(data).hexdigest() != law.sha256:
            yield f"{law.id}: another text than the one that was read"
        texts[law.id] = articles(data.decode())
    for entry in layer.provisions:
        times = texts[entry.law].get(entry.article, "").count(entry.quote)
        if times != 1:
            elsewhere = [number for number, text in texts[entry.law].items() if entry.quote in text]
            yield f"{entry.id}: {times} times in {entry.article}; found in {elsewhere}"


def main() -> int:
    """Print what is wrong; 1 if anything is, 2 without the folder."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__)
        return 2
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None, "the encoding cannot be loaded"
    found = list(faults(corpus.law, Path(sys.argv[1])))
    print("\n".join([*found, f"{len(corpus.law.provisions)} quotes, {len(found)} faults"]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
