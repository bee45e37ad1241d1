"""Drafts are never lost: the ways in which those of other forms were, each built again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.webform.phone import READY, a_phone, box, open_form, option

FORM = "checklist-villages"
RATING = "item-6-1-1-rating"
FACTS = "item-6-1-1-facts"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with a_phone(browser) as context:
        yield context


def kept(page: Page) -> list[dict[str, Any]]:
    """Every draft in the store, the newest first."""
    found: list[dict[str, Any]] = page.evaluate("FillPage.store.list().map(one => one.record)")
    return found


def again(phone: BrowserContext, address: str) -> Page:
    return open_form(phone, address, FORM)


@pytest.mark.parametrize("leave", ["close", "reload", "hidden", "link"])
def test_the_last_letter_typed_is_kept_however_the_page_is_left(
    phone: BrowserContext, address: str, leave: str
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").focus()
    text = "某某县某某乡某某村工会联合会（2026年）的名称"
    page.keyboard.insert_text(text[:-1])
    page.keyboard.insert_text(text[-1])
    match leave:
        case "close":
            page.close()
        case "reload":
            page.reload()
        case "hidden":
            page.evaluate(
                "Object.defineProperty(document, 'visibilityState', { value: 'hidden' });"
                "document.dispatchEvent(new Event('visibilitychange'))"
            )
            page.goto("about:blank")
        case _:
            page.evaluate("document.querySelector('.fill-links a:last-child').click()")
    assert box(again(phone, address), "unit-name").input_value() == text


def test_what_a_program_put_there_is_in_the_pdf_without_any_event(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, FORM)
    page.evaluate("document.querySelector('[name=unit-name]').value = '无事件村'")
    page.locator("#make").tap()
    page.wait_for_selector("#link")
    assert str(page.locator("#link").get_attribute("download")).startswith("无事件村")


BROKEN = {
    "no store": """for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, name, { get() { throw new Error('no'); } }); }""",
    "full": "Storage.prototype.setItem = function () { throw new DOMException('', 'QuotaExceededError'); };",
    "silently kept nowhere": "Storage.prototype.setItem = function () {};",
    "unreadable": "Storage.prototype.getItem = function () { throw new DOMException('', 'SecurityError'); };",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_browser_that_keeps_no_drafts_says_so_and_makes_the_pdf(
    phone: BrowserContext, address: str, how: str
) -> None:
    page = phone.new_page()
    complaints: list[str] = []
    page.add_init_script(BROKEN[how])
    page.goto(f"{address}fill/{FORM}/")
    page.wait_for_selector(READY)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    box(page, "unit-name").fill("某村")
    assert "不肯存草稿" in page.locator("#state").inner_text()
    page.locator("#make").tap()
    page.wait_for_selector("#link")
    assert "已存" not in page.locator("#state").inner_text()
    assert complaints == []


def test_only_the_write_that_failed_is_told_as_failed(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    page.evaluate(
        "() => { const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) {"
        " if (key.startsWith('form-draft') && value.includes('满')) throw new Error('full');"
        " return set.call(this, key, value); }; }"
    )
    told = []
    for text in ("一", "满", "三"):
        box(page, "unit-name").fill(text)
        told.append("已存" in page.locator("#state").inner_text())
    assert told == [True, False, True]


def test_two_tabs_put_their_changes_together(phone: BrowserContext, address: str) -> None:
    first = open_form(phone, address, FORM)
    box(first, "unit-name").fill("某村")
    second = again(phone, address)
    second.locator(f"label.option:has(input[name='{RATING}'][value='met'])").tap()
    box(second, FACTS).fill("第二个窗口写的")
    box(first, "phone").fill("1")
    for page in (first, second):
        page.bring_to_front()
        page.wait_for_function("FillPage.controls.one('phone') === '1'")
        assert box(page, FACTS).input_value() == "第二个窗口写的"
        assert page.is_checked(f"[name='{RATING}'][value=met]")
    (draft,) = kept(first)
    assert draft["values"] | {"total-met": "1"} == draft["values"]
    assert draft["values"]["phone"] == "1"
    assert draft["values"][FACTS] == "第二个窗口写的"


def test_what_two_tabs_wrote_in_one_field_is_both_kept(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    box(page, FACTS).fill("原来")
    page.evaluate(  # another tab, whose event has not arrived yet
        """() => { const [{ id, record }] = FillPage.store.list();
        const values = { ...record.values, 'item-6-1-1-facts': '那边' };
        FillPage.store.save(id, { ...record, saved: '2099', values }); }"""
    )
    box(page, FACTS).fill("这边")
    assert box(page, FACTS).input_value() == "这边"
    assert "那边" in page.locator("#aside").inner_text()


def test_a_page_without_edits_writes_nothing(phone: BrowserContext, address: str) -> None:
    first = open_form(phone, address, FORM)
    box(first, "unit-name").fill("某村")
    idle = again(phone, address)
    (before,) = kept(first)
    idle.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    idle.close()
    assert kept(first) == [before]
    empty = phone.new_page()
    empty.goto(f"{address}fill/application/")
    empty.wait_for_selector(READY)
    empty.reload()
    assert kept(empty) == []


def test_a_draft_deleted_in_another_tab_is_told_and_comes_back_with_the_next_edit(
    phone: BrowserContext, address: str
) -> None:
    first = open_form(phone, address, FORM)
    box(first, "unit-name").fill("某村")
    second = again(phone, address)
    second.evaluate("FillPage.store.remove(FillPage.session.now.id)")
    first.wait_for_function("document.getElementById('state').textContent.includes('删掉')")
    assert kept(first) == []
    box(first, "phone").fill("1")
    (draft,) = kept(first)
    assert draft["values"] == {"unit-name": "某村", "phone": "1"}


def test_a_page_that_comes_back_from_the_cache_shows_what_is_kept(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("旧")
    page.evaluate(
        """() => { const [{ id, record }] = FillPage.store.list();
        FillPage.store.save(id, { ...record, saved: '2099', values: { 'unit-name': '新' } });
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"""
    )
    assert box(page, "unit-name").input_value() == "新"


def test_several_units_on_one_device(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("甲村")
    page.locator("#shelf > summary").tap()
    page.locator("#new").tap()
    assert box(page, "unit-name").input_value() == ""
    box(page, "unit-name").fill("乙村")
    page.reload()
    page.wait_for_selector(READY)
    assert box(page, "unit-name").input_value() == "乙村"
    page.locator("#drafts li", has_text="甲村").get_by_role("button").first.tap()
    assert box(page, "unit-name").input_value() == "甲村"
    assert {draft["values"]["unit-name"] for draft in kept(page)} == {"甲村", "乙村"}


OLDER = """change => { const [{ id, record }] = FillPage.store.list(); const old = structuredClone(record);
    old.digest = 'f'.repeat(64); old.version = '0.9'; Object.assign(old.items, change.items);
    Object.assign(old.values, change.values); FillPage.store.save(id, old); }"""


def test_a_draft_of_an_older_version_is_carried_by_the_text_of_its_items(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("某村")
    for item in ("6-1-1", "6-1-2", "6-1-3"):
        box(page, f"item-{item}-facts").fill(f"{item} 的情况")
    moved = page.evaluate("FillPage.hashes.get('6.2.1')")
    values = {RATING: "gone", "old-field": "没有这一栏了", "item-6-9-9-facts": "没有这一条了"}
    page.evaluate(OLDER, {"items": {"6.1.2": "00000000", "6.1.3": moved}, "values": values})
    page.evaluate("sessionStorage.clear()")
    page.close()
    page = again(phone, address)
    assert box(page, "unit-name").input_value() == ""  # nobody is given an old draft unasked
    page.locator("#drafts li").get_by_role("button").first.tap()
    assert page.evaluate("FillPage.controls.read()") == {
        "unit-name": "某村",
        "item-6-1-1-facts": "6-1-1 的情况",
        "item-6-2-1-facts": "6-1-3 的情况",  # its text now has that number
    }
    aside = page.locator("#aside").inner_text()
    for text in ("6-1-2 的情况", "没有这一栏了", "没有这一条了", "gone"):
        assert text in aside
    assert [draft["version"] for draft in kept(page)].count("0.9") == 1  # the old one stays


def test_drafts_of_another_site_or_of_another_form_of_that_name_are_not_offered(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("某村")
    page.evaluate(
        """() => { const [{ record }] = FillPage.store.list();
        localStorage.setItem('form-draft /other/ checklist-villages x', JSON.stringify(record));
        const other = JSON.stringify({ ...record, title: '别的表' });
        localStorage.setItem('form-draft / checklist-villages y', other); }"""
    )
    assert len(kept(page)) == 1


def test_text_and_file_of_a_draft_open_as_that_draft(
    phone: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("某村“一”\\组")
    box(page, FACTS).fill('第一行\n第二行 {"}')
    option(page, RATING, "na").tap()
    values = page.evaluate("FillPage.controls.read()")
    text = page.evaluate("FillPage.record.text(FillPage.session.draft())")
    assert "未盖章" in text.splitlines()[0]
    page.locator("#shelf > summary").tap()
    with page.expect_download() as download:
        page.locator("#save-file").tap()
    download.value.save_as(tmp_path / "draft.json")
    assert json.loads((tmp_path / "draft.json").read_text(encoding="utf-8"))["kind"] == "form-draft"
    (tmp_path / "gbk.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "utf16.txt").write_text(text, encoding="utf-16")
    for name in ("draft.json", "gbk.txt", "utf16.txt"):
        page.evaluate("FillPage.session.begin({})")
        page.set_input_files("#open", tmp_path / name)
        page.wait_for_function("FillPage.controls.one('unit-name') !== ''")
        assert page.evaluate("FillPage.controls.read()") == values
    page.evaluate("FillPage.session.begin({})")
    page.locator("#paste").fill(f"转发：\n{text}\n谢谢")
    page.locator("#paste-open").tap()
    assert page.evaluate("FillPage.controls.read()") == values


HOSTILE = {
    "no draft": "你好",
    "cut off": '{"kind":"form-draft","form":"checklist-villages","values":{"unit-name":"某',
    "a list": '[{"kind":"form-draft"}]',
    "another kind": '{"kind":"x","form":"checklist-villages","values":{}}',
    "no text": '{"kind":"form-draft","form":"checklist-villages","values":{"unit-name":{"a":1}}}',
    "no values": '{"kind":"form-draft","form":"checklist-villages"}',
    "too long an answer": json.dumps(
        {"kind": "form-draft", "form": "checklist-villages", "values": {"unit-name": "长" * 30_000}}
    ),
    "too many answers": json.dumps(
        {"kind": "form-draft", "form": "checklist-villages", "values": {str(n): "x" for n in range(9_000)}}
    ),
    "too long": "{" + "长" * 2_000_001,
    "another form": '{"kind":"form-draft","form":"nothing-like-it","values":{"unit-name":"某"}}',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_draft_is_refused_in_words_and_changes_nothing(
    phone: BrowserContext, address: str, tmp_path: Path, what: str
) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").fill("某村")
    (tmp_path / "x.txt").write_text(HOSTILE[what], encoding="utf-8")
    page.set_input_files("#open", tmp_path / "x.txt")
    page.wait_for_function("document.getElementById('shelf-said').textContent !== ''")
    assert page.evaluate("FillPage.controls.read()") == {"unit-name": "某村"}
    assert len(kept(page)) == 1


def test_a_name_that_javascript_knows_is_only_a_name(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    draft = (
        '{"kind":"form-draft","form":"checklist-villages","digest":"x","items":{"__proto__":"y"},'
        '"values":{"__proto__":"坏","constructor":"也坏","toString":"还坏","unit-name":"某村"}}'
    )
    page.evaluate("text => FillPage.shelf.take(FillPage.record.parse(text))", draft)
    assert page.evaluate("FillPage.controls.read()") == {"unit-name": "某村"}
    assert "也坏" in page.locator("#aside").inner_text()


def test_pinyin_is_neither_kept_nor_judged_until_it_is_a_word(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    page.wait_for_function("FillPage.pdf.load().then(() => true)")
    box(page, "filled-by").fill("张三李四王五赵六")  # nine are asked for at most
    box(page, "filled-by").focus()
    ime = phone.new_cdp_session(page)
    for typed in ("z", "zh", "zhong", "zhonghua"):
        ime.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    page.wait_for_timeout(400)
    assert page.locator("#m-filled-by:visible").count() == 0
    assert kept(page)[0]["values"]["filled-by"] == "张三李四王五赵六"
    ime.send("Input.insertText", {"text": "华"})
    page.wait_for_function("FillPage.store.list()[0].record.values['filled-by'].endsWith('华')")
    page.wait_for_timeout(400)
    assert page.locator("#m-filled-by:visible").count() == 0


def test_a_word_left_in_the_input_method_is_in_the_pdf(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    box(page, "unit-name").focus()
    ime = phone.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "某村", "selectionStart": 2, "selectionEnd": 2})
    # a tap would be lost: Chromium scrolls back to the box where a word was left, under the finger
    page.evaluate("document.getElementById('make').click()")
    page.wait_for_selector("#link")
    assert str(page.locator("#link").get_attribute("download")).startswith("某村")
    assert kept(page)[0]["values"]["unit-name"] == "某村"


def test_the_file_behind_the_link_is_there_when_a_slow_browser_fetches_it(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, FORM)
    page.evaluate("() => { globalThis.revoked = []; URL.revokeObjectURL = url => revoked.push(url); }")
    page.locator("#make").tap()
    page.wait_for_selector("#link")
    page.locator("#link").tap()
    page.wait_for_timeout(500)
    assert page.evaluate("revoked") == []


def test_no_box_changes_under_the_wheel(phone: BrowserContext, address: str) -> None:
    page = open_form(phone, address, FORM)
    box(page, "employees").fill("330")
    box(page, "employees").focus()
    page.mouse.move(180, 400)
    page.mouse.wheel(0, 300)
    page.keyboard.press("ArrowUp")
    assert box(page, "employees").input_value() == "330"
    assert page.locator("input[type=number]").count() == 0
