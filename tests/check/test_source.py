"""Every text of the verbatim layer is the source's, shown without the generator's own reading.

The YAML is read here by PyYAML and the transcript by two string operations; but for the last test
nothing of ``generator`` takes part, so a fault of the loader or of the check cannot hide one of the data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from generator.model import Corpus

COUNTS: Final = {
    "state-sector": 44,
    "non-public": 41,
    "public-organs": 32,
    "federations": 32,
    "townships": 38,
    "villages": 23,
}

Data = dict[str, Any]


def solid(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def transcript(root: Path) -> str:
    return solid((root / "standards/source/notice-and-standards.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def files(root: Path) -> list[Data]:
    """The verbatim files in the order of the catalog."""

    def read(name: str) -> Data:
        data: Data = yaml.safe_load((root / "standards" / name).read_text(encoding="utf-8"))
        return data

    return [read(f"verbatim/{name}.yml") for name in read("catalog.yml")["sequence"]]


@pytest.fixture(scope="module")
def standards(files: list[Data]) -> list[Data]:
    return [data for data in files if "sections" in data]


def printed(data: Data) -> Iterator[str]:
    """Everything that a file says the source prints, in order."""
    for block in data.get("blocks", ()):
        yield block.get("marker", "")
        yield block["text"]
    if "sections" in data:
        yield data["label"]
        yield data["title"]
        for section in data["sections"]:
            yield section["marker"]
            yield section["title"]
            for item in section["items"]:
                yield item["marker"]
                yield item["text"]


def test_the_verbatim_layer_put_together_is_the_transcript(files: list[Data], transcript: str) -> None:
    whole = "".join(text for data in files for text in printed(data))
    assert len(whole) == len(transcript)
    assert whole == transcript


def test_every_item_stands_in_the_transcript_with_its_marker_in_order(
    standards: list[Data], transcript: str
) -> None:
    position = proved = 0
    for standard in standards:
        for section in standard["sections"]:
            position = transcript.index(section["marker"] + section["title"], position)
            for item in section["items"]:
                line = item["marker"] + item["text"]
                position = transcript.index(line, position) + len(line)
                proved += 1
    assert proved == 210


def test_the_standards_have_as_many_items_as_the_source(standards: list[Data]) -> None:
    counts = {s["id"]: sum(len(section["items"]) for section in s["sections"]) for s in standards}
    assert counts == COUNTS
    assert sum(len(s["sections"]) for s in standards) == 35


def test_the_transcript_itself_shows_as_many_numbered_paragraphs(root: Path) -> None:
    text = (root / "standards/source/notice-and-standards.txt").read_text(encoding="utf-8")
    *_, letter, body = re.split(r"^\s*附件1\s*$|^\s*6月21日\s*$", text, flags=re.MULTILINE)
    assert letter.strip() == ""
    assert len(re.findall(r"^\s*\d+[.．]", body, flags=re.MULTILINE)) == 210
    assert len(re.findall(r"^\s*[一二三四五六七]、", body, flags=re.MULTILINE)) == 35


def test_every_text_is_nfc_and_without_white_space(files: list[Data]) -> None:
    for data in files:
        for text in printed(data):
            assert unicodedata.is_normalized("NFC", text)
            assert solid(text) == text


def test_what_is_peculiar_to_the_source_is_kept(files: list[Data]) -> None:
    whole = "".join(text for data in files for text in printed(data))
    for peculiar in (
        "帐户",
        "账户",
        "佩带胸卡",
        "技能竞赛活和",
        "〔2016〕35号",
        "1．工会联合会",
        "哺乳期保护，禁忌",
    ):
        assert peculiar in whole
    assert unicodedata.normalize("NFKC", whole) != whole, "full-width forms are the source's own"


def test_the_model_holds_the_same_texts_under_the_same_ids(standards: list[Data], corpus: Corpus) -> None:
    expected = {
        f"{standard['attachment']}.{section['number']}.{item['number']}": (item["marker"], item["text"])
        for standard in standards
        for section in standard["sections"]
        for item in section["items"]
    }
    assert len(expected) == 210
    assert {i.id: (i.marker, i.text) for i in corpus.item_by_id.values()} == expected
    assert list(corpus.item_by_id) == list(expected)
