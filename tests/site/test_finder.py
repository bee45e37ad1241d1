"""Which standard is mine: the home page says why and where it is not sure, the search says the same."""

from __future__ import annotations

from playwright.sync_api import Browser

from generator.model import Corpus


def test_home_says_why_each_kind_of_unit_has_its_standard(
    chromium: Browser, address: str, corpus: Corpus
) -> None:
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    page.goto(address)
    for standard in corpus.standards:
        card = page.locator(f"#unit-{standard.id}")
        reasons = card.locator(".finder-why")
        assert not reasons.locator("li").first.is_visible()
        reasons.locator("summary").click()
        told = reasons.locator("li").all_inner_texts()
        kinds = corpus.finder.of(standard.id)
        assert len(told) == len(kinds) > 0
        for kind, text in zip(kinds, told, strict=True):
            assert kind.named in standard.title
            for words in (*kind.examples, kind.named, kind.why, kind.limits):
                assert words in text
            rule = corpus.finder.rule(kind)
            assert (rule is None) == (not kind.source)
            for words in (rule.name, rule.article, rule.quote, rule.version) if rule else ():
                assert words in text
    page.close()


def test_the_search_answers_a_kind_of_unit_with_the_same_reason(
    chromium: Browser, address: str, corpus: Corpus
) -> None:
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    for word, limits in (("民办学校", "登记为公司"), ("乡镇卫生院", "民办的"), ("社区", "")):
        page.goto(address)
        page.locator("label[for=__search]").locator("visible=true").first.click()
        page.locator(".md-search__input").fill(word)
        kind = next(k for k in corpus.finder.kinds if word in k.words)
        standard = next(s for s in corpus.standards if s.id == kind.standards[0])
        option = page.locator(f".search-option[href$='standards/{standard.id}/']")
        option.wait_for()
        assert f"{standard.label} {standard.short}" in option.inner_text()
        said = page.locator(".md-search-result__meta").inner_text()
        if limits:
            assert kind.named in said
            assert kind.why in said
            assert limits in said
            assert "见首页" in said
    page.close()


def test_a_printed_home_page_has_no_card_on_another(chromium: Browser, address: str) -> None:
    """The theme opens what is folded before it prints: the reasons then lay over the next cards."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.locator(".finder-why").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 640, "height": 900})
    assert (
        page.locator(".finder > li").evaluate_all(
            "cards => cards.filter(card => card.scrollHeight > card.clientHeight + 1).length"
        )
        == 0
    )
    assert not page.locator(".finder-why").first.is_visible()
    page.close()
