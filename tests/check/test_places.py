"""Ids are addresses: two that would make one page are found before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.check.places import check_places
from generator.check.run import check
from generator.errors import Place
from generator.forms import expand
from generator.forms.definitions.load import load_forms
from generator.model import Corpus
from tests.bodies import body, write_body


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return body(tmp_path_factory.mktemp("four"), 4, 1, 3)


def called(corpus: Corpus, *ids: str) -> Corpus:
    renamed = [replace(one, id=name) for one, name in zip(corpus.standards, ids, strict=True)]
    return replace(corpus, standards=tuple(renamed))


def found(corpus: Corpus) -> list[str]:
    return [finding.message for finding in check_places(corpus, ())]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (("a", "b", "c", "pairs"), []),
        (("a-b", "a", "b-d", "e"), []),
        (("a", "b", "c", "index"), ["标准 index 的网页 standards/index/ 与 standards/ 的网页是同一个地址"]),
        (
            ("a-b", "c", "a", "b-c"),
            ["标准 a 和 b-c 的网页 compare/a-b-c/ 与 标准 a-b 和 c 的网页是同一个地址"],
        ),
        (("a", "a-to-b", "b", "c"), []),
        (
            ("x", "x-to-y", "z", "y-to-z"),
            ["标准 x-to-y 和 z 的网页 compare/from-x-to-y-to-z/ 与 标准 x 和 y-to-z"],
        ),
    ],
)
def test_ids_of_standards_that_make_one_address_are_found(
    four: Corpus, ids: tuple[str, ...], expected: list[str]
) -> None:
    messages = found(called(four, *ids))
    assert len(messages) == len(expected), messages
    for message, wanted in zip(messages, expected, strict=True):
        assert message.startswith(wanted)


def test_a_topic_may_not_stand_where_the_list_of_topics_does(four: Corpus) -> None:
    first, *others = four.topics
    messages = found(replace(four, topics=(replace(first, id="index"), *others)))
    assert messages == ["主题 index 的网页 topics/index/ 与 topics/ 的网页是同一个地址"]


def test_two_forms_may_not_be_filled_in_at_one_place(tmp_path: Path) -> None:
    root = write_body(tmp_path / "root", 2, 1, 3, forms=True)
    checked = check(root)
    assert checked.corpus is not None
    assert checked.findings == ()
    (definition,), _ = load_forms(root)
    forms = expand(checked.corpus, (definition,))
    assert list(check_places(checked.corpus, forms)) == []
    other = replace(definition, kind="application", id=forms[0].id, place=Place("forms/application.yml", 2))
    both = (*forms, replace(forms[0], definition=other))
    (found,) = check_places(checked.corpus, both)
    assert found.place == other.place
    assert f"与 表 {forms[0].id}（forms/checklist.yml） 的网页是同一个地址" in found.message


def test_check_tells_of_it_with_the_rest(tmp_path: Path) -> None:
    root = write_body(tmp_path / "root", 2, 1, 3)
    topics = root / "standards/editorial/topics.yml"
    topics.write_text(topics.read_text("utf-8").replace("id: t1\n", "id: index\n"), encoding="utf-8")
    assert [finding.code for finding in check(root).findings] == ["place-taken"]
