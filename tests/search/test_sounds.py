"""The characters that sound alike: the committed file is what its script makes, and letters mean them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from generator.search import names
from tests.search.conftest import Search

SCRIPT = Path(__file__).resolve().parents[2] / "generator/search/make_sounds.py"


def test_the_committed_sounds_are_what_the_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_sounds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.FILE.read_text(encoding="utf-8") == script.lines()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("ruhuilv", "入会率"),
        ("rhl", "入会率"),
        ("入hui率", "入会率"),
        ("zhidaihui", "职代会"),
        ("zidaihui", "职代会"),
        ("zdh", "职代会"),
        ("jitihetong", "集体合同"),
        ("jiti hetong", "集体 合同"),
        ("zhidh", "职代会"),
        ("nvzhigong", "女职工"),
    ],
)
def test_letters_find_what_the_characters_find(search: Search, letters: str, meant: str) -> None:
    found, right = search(letters), search(meant)
    assert found["ids"][0] in right["ids"][:3]
    assert len(set(right["ids"][:5]) & set(found["ids"][:8])) >= min(3, len(right["ids"]))


@pytest.mark.browser
def test_radicals_that_pdf_programs_put_for_characters_are_read_as_these(search: Search) -> None:
    """U+2EA0 for 民, U+2F27 for 宀 (folded by NFKC), U+2ED3 for 长."""
    assert search("农⺠工入会")["ids"] == search("农民工入会")["ids"]
    assert search("⼯资增⻓")["ids"] == search("工资增长")["ids"]


def test_names_that_end_like_an_attribute_are_names() -> None:
    assert list(names._pieces("区域性、行业性工会")) == ["行业性工会"]
    assert list(names._pieces("男性、女性")) == ["男性", "女性"]


@pytest.mark.browser
def test_a_question_in_letters_is_cut_like_characters(search: Search) -> None:
    assert search("cungonghuiyaobuyaojianzhanghu")["ids"][0] == "6.4.3"
    assert search("jiguan ruhuilv")["ids"][0] == "3.1.6"


@pytest.mark.browser
@pytest.mark.parametrize("query", ["APP", "QQ群"])
def test_letters_that_the_vocabulary_has_mean_themselves(search: Search, query: str) -> None:
    assert search(query)["topics"] == ["online-services"]
