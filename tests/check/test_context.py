"""What the checks are given finds words in the items as a search through every text would."""

from __future__ import annotations

from pathlib import Path

from generator.check.context import Context
from generator.load import load_corpus


def test_a_word_is_counted_as_in_all_texts_one_after_the_other(root: Path) -> None:
    corpus = load_corpus(root).corpus
    assert corpus is not None
    context = Context(corpus, "", frozenset())
    texts = [item.text for standard in corpus.standards for item in standard.items]
    printed = {text[at : at + length] for text in texts for at in (0, 3, 7) for length in (1, 2, 3, 5)} - {""}
    mixed = {one[:-1] + other[-1:] for one, other in zip(sorted(printed), sorted(printed)[7:], strict=False)}
    for word in {*printed, *mixed, "驫", "驫驫", "驫" + texts[0][:2], texts[0], "x"} - {""}:
        assert context.times(word) == sum(text.count(word) for text in texts), word
    assert any(context.times(word) == 0 for word in mixed)
    assert all(context.times(word) for word in printed)
