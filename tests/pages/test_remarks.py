"""What is said to the reader of some standards stands on their pages, and not on those of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import addresses
from generator.compare import Crosswalk
from generator.model import Corpus
from generator.pages.all_pages import FormFile, pages
from generator.remarks import Remark

SAID = "这句话只对一类说"


def offer(standard: str) -> FormFile:
    return FormFile(
        f"form-{standard}", "checklist", "表", "表", "a.pdf", 1, "a.docx", 1, standard, "1.0.0", "0"
    )


@pytest.mark.parametrize("where", ["standard-first", "standard", "pdf"])
def test_a_remark_on_one_standard_is_on_its_pages_alone(small: Corpus, where: str) -> None:
    *others, last = small.standards
    remark = Remark("one", (where,), "说明", SAID, standards=(last.id,))
    corpus = replace(small, remarks=(remark,))
    written = pages(Crosswalk(corpus), [offer(standard.id) for standard in corpus.standards])
    assert SAID in written[f"standards/{last.id}.md"]
    for other in others:
        assert SAID not in written[f"standards/{other.id}.md"]
        to, back = (f"{addresses.move_page(*ends).rstrip('/')}.md" for ends in ((other, last), (last, other)))
        assert (SAID in written[to]) == (where == "pdf")
        assert SAID not in written[back]
