"""What the matcher promises, whatever the ranking: literal words, spellings, quantities, ids, slips."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from generator.model import Corpus
from tests.search.conftest import Answer, Search

pytestmark = pytest.mark.browser

SAMPLES = 1500
DIGIT = re.compile(r"[0-9.%-]")


def containing(corpus: Corpus, words: str) -> set[str]:
    return {item.id for item in corpus.item_by_id.values() if words in item.text}


def splits_a_number(text: str, start: int, end: int) -> bool:
    return any(
        0 < at < len(text) and DIGIT.match(text[at - 1]) and DIGIT.match(text[at]) for at in (start, end)
    )


def samples(corpus: Corpus) -> list[str]:
    """Stretches of 2 to 6 characters anywhere in the text, but for halves of numbers."""
    chance = random.Random(2016)
    items = list(corpus.item_by_id.values())
    found: list[str] = []
    while len(found) < SAMPLES:
        text = chance.choice(items).text
        start = chance.randrange(len(text) - 6)
        end = start + chance.randint(2, 6)
        letters = sum(c.isalpha() for c in text[start:end])
        if letters > 1 and not splits_a_number(text, start, end):
            found.append(text[start:end])
    return found


def test_any_stretch_of_the_text_finds_every_item_that_has_it(
    corpus: Corpus, search_all: Callable[[list[str]], list[Answer]]
) -> None:
    queries = samples(corpus)
    answers = search_all(queries)
    lost = {
        q: containing(corpus, q) - set(a["ids"])
        for q, a in zip(queries, answers, strict=True)
        if a["kind"] != "common"
    }
    assert len(lost) > SAMPLES * 0.8
    assert {q: items for q, items in lost.items() if items} == {}


def test_a_literal_word_that_nobody_means_otherwise_finds_nothing_else(
    corpus: Corpus, search: Search
) -> None:
    for word in ("联席会议", "五一劳动奖章", "安康杯", "工会工作站", "劳务派遣工", "心理疏导"):
        assert set(search(word)["ids"]) >= containing(corpus, word)
        assert len(search(word)["ids"]) <= len(containing(corpus, word)) + 2, word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("银行帐户", "银行账户"),
        ("佩带胸卡", "佩戴胸卡"),
        ("95%", "百分之九十五"),
        ("95%", "９５％"),
        ("２００人", "200人"),
        ("25人", "二十五人"),
        ("1-2名", "一至二名"),
        ("三至五年", "3到5年"),
        ("两次以上", "2次以上"),
        ("职工（代表）大会", "职工(代表)大会"),
    ],
)
def test_spellings_of_the_same_find_the_same(search: Search, one: str, other: str) -> None:
    assert search(one)["ids"]
    assert set(search(one)["ids"]) == set(search(other)["ids"])


def test_what_stands_in_brackets_may_be_left_out(search: Search) -> None:
    assert {"1.6.1", "2.6.1", "1.3.4"} <= set(search("职工大会")["ids"])
    assert {"1.6.1", "2.6.1", "1.3.4"} <= set(search("职工代表大会")["ids"])


def test_a_number_is_no_part_of_a_longer_number(corpus: Corpus, search: Search) -> None:
    assert set(search("2%")["ids"]) == {"1.5.3", "2.5.3", "3.5.3"}
    assert containing(corpus, "5%") == {"1.1.6", "3.1.6"}
    assert not search("5%")["ids"]
    assert not search("00人")["ids"]
    assert search("五人")["kind"] != "empty"


@pytest.mark.parametrize(
    ("query", "item"),
    [
        ("1.1.6", "1.1.6"),
        ("１．１．６", "1.1.6"),
        ("1-1-6", "1.1.6"),
        ("5 2 9", "5.2.9"),
        ("附件1 一 6", "1.1.6"),
        ("附件1一6", "1.1.6"),
        ("附件一第一部分第6条", "1.1.6"),
        ("附件5第二部分第9条", "5.2.9"),
        ("附件１第一部分第六条", "1.1.6"),
        ("附件1“工会组织健全”第6条", "1.1.6"),
        (
            "《河南省总工会关于印发基层工会规范化建设参考标准的通知》（豫工文〔2016〕35号）附件5第二部分第9条",
            "5.2.9",
        ),
    ],
)
def test_an_id_leads_straight_there(search: Search, query: str, item: str) -> None:
    assert search(query)["ids"] == [item]
    assert search(query)["kind"] == "item"


def test_a_part_of_an_id_leads_to_its_section_or_standard(search: Search) -> None:
    assert search("1.1")["ids"] == [f"1.1.{n}" for n in range(1, 7)]
    assert search("附件6第四部分")["ids"] == ["6.4.1", "6.4.2", "6.4.3"]
    assert search("附件3")["types"] == [2]
    assert search("1.1.99")["kind"] == "missing"
    assert search("1.1.99")["ids"] == [f"1.1.{n}" for n in range(1, 7)]


def test_several_words_are_all_meant(corpus: Corpus, search: Search) -> None:
    found = set(search("女职工 工资调整")["ids"])
    assert found == containing(corpus, "女职工") & containing(corpus, "工资调整")


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("经费审察", "经费审查"),
        ("集体和同", "集体合同"),
        ("会藉管理", "会籍管理"),
        ("劳动竟赛", "劳动竞赛"),
        ("农名工", "农民工"),
    ],
)
def test_a_slip_of_one_character_still_finds_it(search: Search, slip: str, right: str) -> None:
    first = search(right)["ids"]
    assert search(slip)["ids"][0] in first
    assert set(first) & set(search(slip)["ids"][:10])


@pytest.mark.parametrize(
    ("query", "attachment"),
    [
        ("机关 入会率", "3"),
        ("村工会要不要建账户", "6"),
        ("乡镇 办公场所", "5"),
        ("私企 职代会", "2"),
        ("工会联合会的主席怎么产生", "4"),
    ],
)
def test_the_name_of_a_type_narrows(search: Search, query: str, attachment: str) -> None:
    answer = search(query)
    assert answer["narrowed"]
    assert {item[0] for item in answer["ids"]} == {attachment}


def test_a_type_that_lacks_the_matter_still_gets_an_answer(search: Search) -> None:
    answer = search("村工会 缺额补选")
    assert "3.2.5" in answer["ids"]
    assert not answer["narrowed"]


def test_a_question_finds_its_item_first(search: Search) -> None:
    assert search("村工会要不要建账户？")["ids"][0] == "6.4.3"
    assert search("请问机关工会主席空缺最多可以多长时间？")["ids"][0] == "3.2.5"


@pytest.mark.parametrize("query", ["职代会", "社保", "经审会", "女工委", "会代会", "低保"])
def test_abbreviations_find_what_they_stand_for(search: Search, query: str) -> None:
    assert len(search(query)["ids"]) >= 1
    assert search(query)["topics"]


@pytest.mark.parametrize(
    "query", ["量子力学", "asdf", "9.9.9", "🙂", "啊", "股票涨停了吗", "....", "x" * 300, "的" * 300]
)
def test_no_answer_is_empty_without_an_offer(search: Search, query: str) -> None:
    answer = search(query)
    assert answer["ids"] or answer["near"] or answer["types"] or answer["pages"] or answer["kind"] == "empty"


def test_every_kind_of_unit_is_answered_with_its_standards_and_why(corpus: Corpus, search: Search) -> None:
    """Whatever it is called; words of items find these, and the standards are offered beside them."""
    order = [standard.id for standard in corpus.standards]
    bare = 0
    for kind in corpus.finder.kinds:
        for word in kind.words:
            answer = search(word)
            if answer["kind"] == "unit":
                bare += 1
                assert answer["unit"]["named"] == kind.named
                assert kind.why in answer["unit"]["because"]
                assert kind.limits in answer["unit"]["because"]
            if answer["kind"] == "unit" or len(kind.standards) == 1:
                assert [order[s] for s in answer["types"]] == list(kind.standards), word
    assert bare > 150


def test_a_form_is_offered_by_its_title(search: Search) -> None:
    assert search("申报表")["pages"] == ["示范点申报表"]
    assert search("表格怎么下载")["pages"] == ["示范点申报表"]


def test_every_law_is_found_by_its_name_with_and_without_what_nobody_says(
    corpus: Corpus, search_all: Callable[[list[str]], list[Answer]]
) -> None:
    laws = corpus.law.laws
    assert len(laws) > 20
    for say in (lambda law: law.name, lambda law: law.called, lambda law: f"《{law.called}》第十四条怎么说"):
        for law, answer in zip(laws, search_all([say(law) for law in laws]), strict=True):
            assert law.id in answer["laws"], say(law)


@pytest.mark.parametrize(
    ("query", "laws"),
    [
        ("工会法", ["union-law-2021"]),
        ("工会法第十四条", ["union-law-2021"]),
        ("工会法第14条", ["union-law-2021"]),
        ("公司法 2023", ["company-law-2023"]),
        ("省工会条例", ["henan-union-2024", "henan-union-2004"]),
        ("河南省工会条例2004", ["henan-union-2004"]),
        ("省工会条例第四十九条", ["henan-union-2024", "henan-union-2004"]),
        ("妇女权益法", ["women-law-2022"]),
        ("个人信息法怎么规定", ["personal-information-law-2021"]),
        ("劳动法", []),
        ("保险法", []),
        ("合同法", []),
        ("规定", []),
        ("法", []),
        ("例", []),
        ("女职工", []),
        ("工会", []),
    ],
)
def test_a_law_is_found_by_part_of_its_name_and_no_other_is_taken_for_it(
    search: Search, query: str, laws: list[str]
) -> None:
    assert search(query)["laws"] == laws


def test_a_part_of_a_longer_name_finds_the_law(corpus: Corpus, search: Search) -> None:
    ids = {law.called: law.id for law in corpus.law.laws}
    assert search("农民工工资条例")["laws"] == [ids["保障农民工工资支付条例"]]
    assert search("女职工劳动保护特别规定")["laws"] == [ids["女职工劳动保护特别规定"]]
    assert search("民主权利保障条例")["laws"] == [ids["河南省企业职工民主权利保障条例"]]


def test_marks_are_pieces_of_the_text_as_printed(corpus: Corpus, search: Search) -> None:
    answer = search("独立银行账户")
    marks = dict(zip(answer["ids"], answer["marks"], strict=True))
    assert marks["1.5.1"] == ["独立银行帐户"]
    assert all(mark in corpus.item_by_id[i].text for i, found in marks.items() for mark in found)


def test_topics_stand_as_few_lines(search_all: Callable[[list[str]], list[Answer]]) -> None:
    for answer in search_all(["工会", "职工", "会员", "入会率", "经费", "主席"]):
        assert len(answer["topics"]) <= 3


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "\\", "((", "*", "a.*", "\ud800", "\x00", "附件", "附件99"]
)
def test_odd_input_does_no_harm(search: Search, query: str) -> None:
    assert search(query)["kind"]


@pytest.mark.parametrize(
    ("slip", "meant"), [("职工之佳", "职工之家"), ("只工之家", "职工之家"), ("集体同合", "集体合同")]
)
def test_a_slip_at_either_end_or_in_the_order_finds_what_was_meant(
    corpus: Corpus, search: Search, slip: str, meant: str
) -> None:
    assert set(search(slip)["ids"]) >= containing(corpus, meant)


def test_a_part_of_a_word_of_the_vocabulary_is_understood(corpus: Corpus, search: Search) -> None:
    """网约车 stands in no text; the vocabulary has it in a longer word."""
    words = {w for wording in corpus.vocabulary.wordings for w in wording.words}
    assert "网约车司机" in words
    assert "网约车" not in words
    assert set(search("网约车")["ids"]) == set(search("网约车司机")["ids"])


def test_a_type_named_by_the_way_does_not_hide_a_better_answer(search: Search) -> None:
    """Who works in a small firm may ask what the unions above it have to do."""
    assert set(search("小厂工会不敢维权谁来代行")["ids"][:2]) == {"4.6.9", "5.3.7"}
    assert search("村里 女工委")["narrowed"]


def test_what_is_offered_besides_is_no_hit_and_of_the_type_that_was_asked_for(search: Search) -> None:
    answer = search("入会率")
    assert answer["beside"]
    assert not set(answer["beside"]) & set(answer["ids"])
    assert {item[0] for item in search("机关工会入会率是多少")["beside"]} <= {"3"}
