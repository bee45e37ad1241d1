"""A standard that another document issued is cited by that document, wherever anything is cited."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator import forms
from generator.check import check
from generator.check.context import Context
from generator.check.numbering import check_numbering
from generator.compare import Crosswalk
from generator.export import data_files
from generator.forms.definitions.load import load_forms
from generator.load import load_corpus
from generator.model import Corpus, Issuance
from generator.pages.all_pages import pages
from generator.pages.cards import cards
from tests.bodies import write_body

OTHER = Issuance("关于流动阅览车的规定", "另一馆", "另馆发〔2021〕7号", "2021-01-02", "原件所印。")


@pytest.fixture(scope="module")
def corpus(small: Corpus) -> Corpus:
    *others, last = small.standards
    return replace(small, standards=(*others, replace(last, issuance=OTHER)))


def test_its_page_cites_its_own_document_and_the_others_cite_theirs(corpus: Corpus) -> None:
    written = pages(Crosswalk(corpus), [])
    for standard in corpus.standards:
        page = written[f"standards/{standard.id}.md"]
        assert (OTHER.number in page) == (standard.issuance is OTHER)
        assert (corpus.catalog.issuance.number in page) == (standard.issuance is None)


def test_the_lists_of_standards_name_both_documents(corpus: Corpus) -> None:
    written = pages(Crosswalk(corpus), [])
    for page in ("standards/index.md", "about.md"):
        assert OTHER.title in written[page]
        assert corpus.catalog.issuance.title in written[page]


def test_its_card_is_drawn_with_its_own_document(small: Corpus, corpus: Corpus) -> None:
    before, after = cards(small), cards(corpus)
    assert [path for path in before if before[path] != after[path]] == ["cards/mobile-rooms.png"]


def test_the_data_say_which_document_issued_it(corpus: Corpus) -> None:
    files = data_files(Crosswalk(corpus), [], {})
    by_id = {s["id"]: s for s in json.loads(files["standards.json"])["standards"]}
    assert by_id["mobile-rooms"]["document"]["number"] == OTHER.number
    assert by_id["small-rooms"]["document"]["number"] == corpus.catalog.issuance.number
    lines = files["standards.csv"].decode("utf-8-sig").splitlines()
    assert [OTHER.number in line for line in lines[1:]] == [False] * 9 + [True]


def test_its_form_is_headed_with_its_own_document(corpus: Corpus, root: Path) -> None:
    definitions, _ = load_forms(root / "tests" / "other_body" / "root")
    by_standard = {form.standard.id: form for form in forms.expand(corpus, definitions) if form.standard}
    assert by_standard["mobile-rooms"].patterns["document"] == OTHER.number
    assert by_standard["mobile-rooms"].patterns["issuer"] == OTHER.issuer
    assert by_standard["small-rooms"].patterns["document"] == corpus.catalog.issuance.number


def test_it_is_written_in_the_file_of_the_standard(copy: Path) -> None:
    file = copy / "standards" / "verbatim" / "villages.yml"
    text = file.read_text(encoding="utf-8")
    own = (
        "issuance:\n  title: 另一文\n  issuer: 另一会\n  number: 另〔2020〕1号\n"
        '  issued: "2020-01-02"\n  issued_note: 原件所印。\n'
    )
    file.write_text(text.replace("sections:", own + "sections:", 1), encoding="utf-8")
    checked = check(copy)
    assert checked.corpus is not None
    assert not checked.findings
    assert checked.corpus.issuance_of(checked.corpus.standards[-1]).number == "另〔2020〕1号"


@pytest.mark.parametrize(("own", "codes"), [(OTHER, []), (None, ["attachment-label"])])
def test_the_label_that_it_bears_counts_in_its_own_document(
    small: Corpus, own: Issuance | None, codes: list[str]
) -> None:
    *others, last = small.standards
    relabelled = replace(small, standards=(*others, replace(last, label="附表1", issuance=own)))
    found = check_numbering(Context(relabelled, "", frozenset()))
    assert [finding.code for finding in found] == codes


def test_two_that_bear_one_label_are_told_apart_by_their_types_wherever_they_are_compared(
    tmp_path: Path,
) -> None:
    write_body(tmp_path, 3, 1, 3)
    last = tmp_path / "standards" / "verbatim" / "type-3.yml"
    last.write_text(last.read_text("utf-8").replace("label: 附表3", "label: 附表1"), "utf-8")
    corpus = load_corpus(tmp_path).corpus
    assert corpus is not None
    first, second, third = corpus.standards
    assert [s.label for s in corpus.standards] == ["附表1", "附表2", "附表1"]
    assert (second.called, third.called) == ("附表2", f"附表1（{third.short}）")
    written = pages(Crosswalk(corpus), [])
    title = f'title: "附表1（{first.short}）与附表1（{third.short}）对看"'
    assert title in written[f"compare/{first.id}-{third.id}.md"]
    assert f"{corpus.issuance_of(third).title}》" in written[f"standards/{third.id}.md"]
    assert f"附表1（{third.short}）" not in written[f"standards/{third.id}.md"].partition("item-foot")[0]
    headings = data_files(Crosswalk(corpus), [], {})["comparison-topics.csv"].decode("utf-8-sig")
    assert headings.splitlines()[0].endswith(f"附表1（{first.short}）,附表2,附表1（{third.short}）")
