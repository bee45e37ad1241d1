"""Forms collected in Chromium: what the page saves is what the command writes."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, Route

from generator.cli import main
from generator.forms import Form
from generator.model import Corpus
from generator.returns.reading.setup import Setup
from tests import served
from tests.collector import mixed
from tests.collector.desk import Desk, a_desk, cells, differences, members
from tests.returns import mutations, sample
from tests.returns.conftest import Make

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]
"""A whole program starts in every test, beside the others that a busy machine runs."""


def collected(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[Path, Path, Path]:
    """Workbook, JSON and replies that the command writes for what is in ``folder``."""
    monkeypatch.chdir(folder)
    out = ("--out", "o.xlsx", "--json", "o.json", "--replies", "o.replies")
    assert main(["--root", str(root), "collect", *arguments, *out]) in (0, 1)
    return folder / "o.xlsx", folder / "o.json", folder / "o.replies"


@pytest.fixture
def desk(browser: Browser, collecting_address: str) -> Iterator[Desk]:
    with a_desk(browser) as desk:
        desk.open(f"{collecting_address}collect/")
        yield desk


@pytest.fixture(scope="session")
def policy(root: Path) -> str:
    """The Content-Security-Policy of the guide as it is for this page."""
    policy = served.policy(root, collecting=True)
    assert policy.replace(" 'wasm-unsafe-eval'", "") == served.policy(root)
    return policy


def test_sixty_mixed_returns_a_roster_and_a_zip_are_collected_as_by_the_command(
    root: Path, browser: Browser, collecting_address: str, policy: str, forms: dict[str, Form],
    blank: Callable[[str], bytes], setup: Setup, corpus: Corpus, make: Make, tmp_path: Path,
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    units = mixed.write(tmp_path / "收件", request, forms, blank, setup, corpus)
    assert sum(1 for path in (tmp_path / "收件").rglob("*") if path.is_file() and path.suffix != ".db") == 60
    (tmp_path / "名册.csv").write_bytes(sample.roster(units))
    (tmp_path / "活动.yml").write_text(sample.CAMPAIGN, encoding="utf-8")
    late = {"unit-name": units[60]["name"], "phone": units[60]["phone"]}
    inner = mixed.zipped({"后来的.pdf": make("application", late), "不是.pdf": b"x" * 99})
    (tmp_path / "批.zip").write_bytes(mixed.zipped({"里.zip": inner, "空.pdf": blank("application")}))
    book, told, replies = collected(
        root, tmp_path, monkeypatch, "收件", "批.zip", "--expected", "名册.csv", "--campaign", "活动.yml"
    )

    with a_desk(browser) as desk:

        def answer(route: Route) -> None:
            response = route.fetch()
            route.fulfill(response=response, headers=response.headers | {"content-security-policy": policy})

        desk.page.route("**/*", answer)
        desk.open(f"{collecting_address}collect/")
        desk.drop(*(tmp_path / name for name in ("收件", "名册.csv", "批.zip", "活动.yml")))
        assert "选了 64 个文件" in desk.chosen()
        desk.run()
        assert desk.complaints == []
        assert {url for url in desk.asked if not url.startswith((collecting_address, "blob:"))} == set()
        statement = desk.page.inner_text("#statement")
        assert differences(cells(desk.save("workbook", tmp_path)), cells(book)) == []
        assert desk.save("result", tmp_path).read_bytes() == told.read_bytes()
        said = {path.name: path.read_bytes() for path in replies.iterdir()}
        assert differences(members(desk.save("replies", tmp_path)), said) == []
        result = json.loads(told.read_bytes())
        assert statement.startswith(f"共 {len(result['files']) + 1} 个文件")
        assert desk.page.locator("#rejected-list > li").count() == sum(
            file["status"] == "rejected" for file in result["files"]
        )
        assert desk.page.locator("#missing-rows > tr").count() > len(units) - 60


# --- files that break something -------------------------------------------------------------------


def test_damaged_files_are_read_as_by_the_command_or_refused_for_the_browser(
    root: Path, desk: Desk, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = make(answers={"item-6-1-1-rating": "met", "item-6-1-2-facts": "职工320人", "employees": "320"})
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for number, mutant in enumerate(mutations.mutants(sound, 24, random.Random("in a browser"))):
        (inbox / f"{number:02}.pdf").write_bytes(mutant.data)
    (inbox / "空.pdf").write_bytes(b"")
    (inbox / "嵌套.txt").write_bytes(b'{"kind":"form-draft","a":' + b"[" * 100_000 + b"}")
    (inbox / "坏.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    (inbox / "压.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(60))
    _, told, _ = collected(root, tmp_path, monkeypatch, "收件")
    desk.drop(inbox)
    desk.run()
    ours = {file["path"]: file for file in desk.result(tmp_path)["files"]}
    theirs = {file["path"]: file for file in json.loads(told.read_bytes())["files"]}
    assert ours.keys() == theirs.keys()
    for path, file in ours.items():
        if file["reason"] == "not-in-browser":
            assert file["values"] == {}
        else:
            assert differences(_told(file), _told(theirs[path])) == [], path


def _told(file: Mapping[str, object]) -> dict[str, object]:
    return {key: file[key] for key in ("status", "reason", "values", "sha256", "size", "message")}


TRAP = """
    if "慢" in label:
        while True:
            pass
    if "倒" in label:
        __import__("os").abort()
"""


@pytest.fixture
def trapped(desk: Desk, collecting: Path, collecting_address: str) -> Desk:
    """The page with a program that never ends over 慢, and falls over at 倒."""
    content = (collecting / "collect" / "python" / "program.zip").read_bytes()
    files = dict(members_of(content))
    place = "generator/returns/judging/entry.py"
    head = re.search(rb"\ndef _read_entry\([^)]*\) -> Entry:\n", files[place])
    assert head is not None
    files[place] = files[place][: head.end()] + TRAP.encode() + files[place][head.end() :]
    desk.page.route("**/program.zip", lambda route: route.fulfill(body=mixed.zipped(files)))
    desk.open(f"{collecting_address}collect/")
    desk.page.evaluate("CollectPage.run.wait(6)")
    return desk


def members_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def drafts(setup: Setup, forms: dict[str, Form], *names: str) -> dict[str, bytes]:
    form = forms["checklist-villages"]
    return {f"{name}.txt": mixed.draft(setup, form, {"name": f"{name}村"}) for name in names}


def test_a_file_that_never_ends_costs_itself_alone_also_within_an_archive(
    trapped: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    for name, content in drafts(setup, forms, "甲", "慢一", "倒一", "丙").items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "批.zip").write_bytes(mixed.zipped(drafts(setup, forms, "丁", "慢二", "戊", "倒二", "己")))
    trapped.choose(*tmp_path.glob("*.txt"), tmp_path / "批.zip")
    trapped.run()
    files = {file["path"]: file for file in trapped.result(tmp_path)["files"]}
    assert {path: file["reason"] for path, file in files.items() if file["reason"]} == {
        "慢一.txt": "not-in-browser",
        "批.zip!/慢二.txt": "not-in-browser",
        "倒一.txt": "not-in-browser",
        "批.zip!/倒二.txt": "not-in-browser",
    }
    assert {path: file["detail"] for path, file in files.items() if "一" in path} == {
        "慢一.txt": "slow",
        "倒一.txt": "crash",
    }
    assert {path.removesuffix(".txt")[-1] for path, file in files.items() if not file["reason"]} == set(
        "甲丙丁戊己"
    )


def test_a_file_that_went_away_is_told_and_the_others_are_read(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    for name, content in drafts(setup, forms, "甲", "乙").items():
        (tmp_path / name).write_bytes(content)
    desk.choose(tmp_path / "甲.txt", tmp_path / "乙.txt")
    (tmp_path / "甲.txt").unlink()
    desk.run()
    files = {file["path"]: file["reason"] for file in desk.result(tmp_path)["files"]}
    assert files == {"甲.txt": "unreadable", "乙.txt": None}


def test_what_fits_into_no_browser_is_refused_for_it(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    for name, content in drafts(setup, forms, "甲", "乙").items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "乙.txt").write_bytes((tmp_path / "乙.txt").read_bytes() + b" " * 100_000)
    desk.page.evaluate("CollectPage.known.largest = 90000")
    desk.choose(tmp_path / "甲.txt", tmp_path / "乙.txt")
    desk.run()
    files = {file["path"]: (file["reason"], file["detail"]) for file in desk.result(tmp_path)["files"]}
    assert files == {"甲.txt": (None, None), "乙.txt": ("not-in-browser", "large")}


# --- in the hands of a person -----------------------------------------------------------------------


STOP_AFTER_THREE = """() => { const lines = CollectPage.run.lines; const push = lines.push;
    lines.push = (...more) => {
        if (lines.length === 3) { document.querySelector("#stop").click(); }
        return push.apply(lines, more); }; }"""


def test_reading_stops_goes_on_and_keeps_what_was_read(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    written = drafts(setup, forms, *(f"第{number}" for number in range(40)))
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    desk.choose(*tmp_path.glob("*.txt"))
    # a person is not as quick as the program
    desk.page.evaluate("document.querySelector('#start').click(); CollectPage.run.stop()")
    desk.page.wait_for_selector("#resume:visible")
    assert desk.page.is_hidden("#stop")
    assert "停下了" in desk.state()
    desk.page.evaluate(STOP_AFTER_THREE)
    desk.page.click("#resume")
    desk.page.wait_for_selector("#resume:visible")
    with desk.page.expect_download() as download:
        desk.page.click("#keep")
    assert download.value.suggested_filename == "结果-未读完.json"
    download.value.save_as(tmp_path / "part.json")
    kept = json.loads((tmp_path / "part.json").read_bytes())["files"]
    assert len(kept) == 4
    desk.page.click("#resume")
    desk.finished()
    assert len(desk.result(tmp_path)["files"]) == len(written)


def test_more_files_join_what_was_read_and_the_last_workbook_goes_on(
    desk: Desk, setup: Setup, forms: dict[str, Form], collecting_address: str, tmp_path: Path
) -> None:
    for name, content in drafts(setup, forms, "甲", "乙", "丙").items():
        (tmp_path / name).write_bytes(content)
    desk.choose(tmp_path / "甲.txt")
    desk.run()
    desk.choose(tmp_path / "乙.txt")
    assert desk.page.inner_text("#start") == "接着汇总"
    desk.run()
    assert "收下 2 个" in desk.page.inner_text("#statement")
    last = desk.save("workbook", tmp_path)
    desk.open(f"{collecting_address}collect/")
    desk.choose(last, tmp_path / "丙.txt")
    desk.run()
    assert desk.page.locator("#table-list select").input_value() == "workbook"
    assert "收下 3 个" in desk.page.inner_text("#statement")


def test_a_roster_that_cannot_be_used_is_told_before_anything_is_read(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    (tmp_path / "甲.txt").write_bytes(drafts(setup, forms, "甲")["甲.txt"])
    (tmp_path / "名单.csv").write_text("联系人,电话\n张三,1\n", encoding="utf-8")
    desk.choose(tmp_path / "甲.txt", tmp_path / "名单.csv")
    desk.page.select_option("#table-list select", "roster")
    desk.start()
    desk.page.wait_for_function("() => !CollectPage.busy")
    assert "名单.csv 里没有单位名称这一列" in desk.state()
    assert desk.page.is_hidden("#results")
    desk.page.click("#table-list button")
    desk.run()
    assert "收下 1 个" in desk.page.inner_text("#statement")


def test_leaving_is_warned_of_until_the_workbook_is_saved(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    (tmp_path / "甲.txt").write_bytes(drafts(setup, forms, "甲")["甲.txt"])
    leaves = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert desk.page.evaluate(leaves)
    desk.choose(tmp_path / "甲.txt")
    desk.run()
    assert not desk.page.evaluate(leaves)
    desk.save("workbook", tmp_path)
    assert desk.page.evaluate(leaves)


def test_the_sentences_for_a_unit_are_copied(desk: Desk, tmp_path: Path) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    (tmp_path / "甲村 自评表.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    desk.choose(tmp_path / "甲村 自评表.jpg")
    desk.run()
    sentence = desk.page.inner_text("#rejected-list p")
    assert "甲村 自评表.jpg" in sentence
    desk.page.click("#rejected-list button")
    desk.page.wait_for_function("() => document.querySelector('#said').textContent")
    assert desk.page.evaluate("navigator.clipboard.readText()") == sentence


def test_a_host_that_lost_a_part_is_told_in_words_and_tried_again(
    desk: Desk, setup: Setup, forms: dict[str, Form], tmp_path: Path
) -> None:
    (tmp_path / "甲.txt").write_bytes(drafts(setup, forms, "甲")["甲.txt"])
    desk.page.route("**/python_stdlib.zip", lambda route: route.abort())
    desk.choose(tmp_path / "甲.txt")
    desk.start()
    desk.page.wait_for_function("() => !CollectPage.busy")
    assert "程序没有下载下来" in desk.state()
    desk.page.unroute("**/python_stdlib.zip")
    desk.run()


def test_the_same_file_twice_counts_once_and_another_of_that_name_is_kept(desk: Desk, tmp_path: Path) -> None:
    for folder, content in (("一", b"x"), ("二", b"yy")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.pdf").write_bytes(content)
    desk.choose(tmp_path / "一" / "表.pdf")
    desk.choose(tmp_path / "一" / "表.pdf")
    desk.choose(tmp_path / "二" / "表.pdf")
    names: list[str] = desk.page.evaluate("CollectPage.chosen.items.map(item => item.name)")
    assert names == ["表.pdf", "表 (2).pdf"]
    response: Response | None = desk.page.reload()
    assert response is not None
