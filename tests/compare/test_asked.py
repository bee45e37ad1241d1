"""Fifty questions by two writers who asked them of the texts alone, each answered two clicks from home.

The questions and their answers stand in asked.yml and asked_elsewhere.yml; here stands how a reader gets
there: the names of the links, and where on the page that they lead to the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page

from generator.model import Corpus

pytestmark = pytest.mark.browser

SIZES: Final = {"desktop": (1280, 900), "phone": (375, 800)}
ABSENT: Final = re.compile(r"本类无此要求|没写这个数字")


@dataclass(frozen=True)
class Question:
    """What is asked; by item the words that answer it; the types that say nothing on it.

    ``out_of_reach`` gives by item the reason why its words are not two clicks away.
    """

    id: str
    question: str
    says: dict[str, str]
    silent: list[int]
    out_of_reach: dict[str, str] = field(default_factory=dict)


SETS: Final = {
    name: [
        Question(**entry)
        for entry in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    ]
    for name in ("asked.yml", "asked_elsewhere.yml")
}
ASKED: Final = [asked for questions in SETS.values() for asked in questions]


@dataclass(frozen=True)
class Way:
    """The links to follow, the first from the home page; ``within`` is a selector of the answer's place.

    ``{type}`` in it stands for the id of the standard. A type that is silent either says so there, or has no
    place, or says other things: then none of them has ``word``. ``by_clause``: the words are there clause by
    clause, since the page sorts them by what they demand.
    """

    links: tuple[str, ...]
    within: str = "section.entry#{type}"
    word: str = ""
    by_clause: bool = False


def topic(name: str, word: str = "") -> Way:
    """The page of a topic, from the list of all."""
    return Way(("按主题查", name), word=word)


WAYS: Final = {
    "vacancy": topic("主席、副主席缺额补选"),
    "term": topic("换届与任期"),
    "unions-founded": topic("所属（辖区）基层工会组建", word="组建率"),
    "fewer-than-25": topic("按会员人数确定建会形式"),
    "both-shown": topic("双亮（亮牌子、亮身份）"),
    "rank-of-chair": topic("工会主席配备级别"),
    "chair-when-state-owned": Way(("换一类", ".*附件1.*"), ".md-content"),
    "two-percent": topic("工会经费拨缴"),
    "audit-on-leaving": topic("工会主席经济责任审计"),
    "craftsmen": topic("劳模创新和大工匠工作室"),
    "directors": topic("职工董事、职工监事"),
    "housing-fund": topic("社会保险和住房公积金"),
    "labour-contracts": topic("签订劳动合同"),
    "special-contracts": topic("专项集体合同"),
    "bank-account": topic("独立银行账户"),
    "staff": topic("工会工作人员配备"),
    "audit-chair": topic("经审会主任配备"),
    "women-chair": topic("女职工委员会主任配备"),
    "rooms": topic("职工图书室、心理咨询室等"),
    "minimum-living": topic("特困职工家庭纳入低保"),
    "disputes": topic("劳动争议调处和法律援助"),
    "women-protected": topic("女职工权益和特殊保护"),
    "organ-becomes-institution": Way(("换一类", ".*附件1.*"), ".md-content"),
    "in-their-stead": topic("代行基层工会维权职责"),
    "away-from-home": topic("农民工服务和权益", word="外出"),
    "vacancy-limit": topic("主席、副主席缺额补选"),
    "private-to-state-membership": topic("职工入会和入会率"),
    "private-to-state-rate-bosses": topic("民主评议领导干部"),
    "away-workers-records": topic("农民工服务和权益", word="外出"),
    "village-into-street-chair": Way(("换一类", ".*附件5.*"), ".md-content", by_clause=True),
    "village-to-community-audit": Way(("换一类", ".*附件5.*"), ".md-content", by_clause=True),
    "special-contracts-who": topic("专项集体合同"),
    "five-insurances-who": topic("社会保险和住房公积金"),
    "township-into-zone-party": Way(("各类独有",), ".md-content"),
    "fulltime-chair-headcount": topic("专职工会主席"),
    "term-years": topic("换届与任期"),
    "moving-chair-consent": topic("工会干部调动和任免"),
    "craftsman-studio": topic("劳模创新和大工匠工作室", word="大工匠"),
    "chair-mobile-number": topic("双亮（亮牌子、亮身份）", word="手机号码"),
    "tiny-shop-under-25": topic("按会员人数确定建会形式"),
    "reading-counselling-rooms": topic("职工图书室、心理咨询室等"),
    "institution-to-organ-two-percent": Way(("换一类", ".*附件3.*"), ".md-content", by_clause=True),
    "womens-head-rank": topic("女职工委员会主任配备"),
    "workers-blocking-gate": topic("职工群体性事件处理"),
    "stand-in-for-weak-union": topic("代行基层工会维权职责"),
    "member-card-platform": topic("网上服务平台和新媒体", word="河南职工网"),
    "pregnant-nursing": topic("女职工权益和特殊保护"),
    "own-account-without-legal-person": topic("独立银行账户"),
    "right-to-know-whose": topic("会务公开", word="知情权"),
    "minimum-living-allowance": topic("特困职工家庭纳入低保"),
}
FROM: Final = {
    "chair-when-state-owned": "non-public",
    "organ-becomes-institution": "public-organs",
    "village-into-street-chair": "villages",
    "village-to-community-audit": "villages",
    "institution-to-organ-two-percent": "state-sector",
}
"""For a change of type: the section of the page of all ways in which the second link stands."""


@pytest.fixture(params=SIZES)
def home(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def follow(page: Page, asked: Question) -> None:
    """One click for each link of the way, on the content of the page that one is on."""
    for number, name in enumerate(WAYS[asked.id].links):
        place: Page | Locator = page
        if number and asked.id in FROM:
            place = page.locator("section.choice", has=page.locator(f"#{FROM[asked.id]}"))
        link = place.locator(".md-content a, .choice a" if place is page else "a")
        link.filter(has_text=re.compile(f"^{name}$" if "*" in name else f"^{re.escape(name)}$")).first.click()
        page.wait_for_load_state()


def shown(page: Page, selector: str) -> str:
    """What can be read there without opening anything, white space left out; nothing where it is not."""
    found = page.locator(selector)
    if not found.count():
        return ""
    found.first.scroll_into_view_if_needed()
    return re.sub(r"\s", "", found.first.inner_text())


def test_each_set_has_twenty_five_questions_whose_answers_stand_in_the_texts(corpus: Corpus) -> None:
    assert [len(questions) for questions in SETS.values()] == [25, 25]
    assert len({asked.id for asked in ASKED}) == len(ASKED)
    assert set(WAYS) == {asked.id for asked in ASKED}
    for asked in ASKED:
        assert len(WAYS[asked.id].links) <= 2
        for item, words in asked.says.items():
            assert words in corpus.item_by_id[item].text
        assert not {int(item[0]) for item in asked.says} & set(asked.silent)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.id)
def test_a_question_is_answered_two_clicks_from_home(home: Page, corpus: Corpus, asked: Question) -> None:
    follow(home, asked)
    way = WAYS[asked.id]
    types = {standard.attachment: standard.id for standard in corpus.standards}
    for item, words in asked.says.items():
        text = shown(home, way.within.format(type=types[int(item[0])]))
        clauses = re.split("[，。；]", words) if way.by_clause else [words]
        # what has come into reach is to be taken from the list
        assert all(clause in text for clause in clauses) == (item not in asked.out_of_reach), (
            f"{asked.question} {item}"
        )
    for number in asked.silent if "{type}" in way.within else ():
        text = shown(home, way.within.format(type=types[number]))
        assert not text or ABSENT.search(text) or (way.word and way.word not in text), (
            f"{asked.question} {number}"
        )
