"""The matcher alone in a real browser, and a small site with the search box, built once per process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.compare import Crosswalk
from generator.model import Corpus
from generator.pages.all_pages import pages
from generator.project import open_project
from generator.search import Index, SearchPage, build_index, index_script, scripts
from tests.served import serve

WANTED = ("index.md", "standards/")
"""Pages enough to try the box on: the build of all takes half a minute."""

SEARCH = """queries => queries.map(query => {
  const answer = globalThis.matcher.search(query);
  answer.hits.concat(answer.beside).forEach(hit => matcher.mark(hit, answer.pieces));
  const ids = hits => hits.flatMap(hit => [hit.item, ...hit.same].map(item => item.id));
  return {...answer, ids: ids(answer.hits), beside: ids(answer.beside),
    groups: answer.groups.map(g => g.standard),
    marks: answer.hits.map(hit => hit.spans.map(([from, to]) => hit.item.text.slice(from, to))),
    cards: answer.hits.map(hit => [hit.item, ...hit.same].map(item => item.id)),
    topics: answer.topics.map(t => t.id), near: answer.near.map(t => t.id),
    pages: answer.pages.map(page => page.title),
    laws: answer.laws.map(law => law.url.split("#")[1]), matter: answer.matter && answer.matter.matter,
    counts: [...answer.counts], hits: undefined};
})"""

Answer = dict[str, Any]
Search = Callable[[str], Answer]


def searcher(browser: Browser, index: Index) -> Callable[[list[str]], list[Answer]]:
    """The matcher over an index, in a page of its own."""
    page = browser.new_page()
    page.add_script_tag(content=index_script(index).decode())
    page.evaluate("globalThis.matcher = StandardsSearch.create(standardsIndex)")

    def search(queries: list[str]) -> list[Answer]:
        answers: list[Answer] = page.evaluate(SEARCH, queries)
        return answers

    return search


@pytest.fixture(scope="session")
def index(corpus: Corpus, root: Path) -> Index:
    """The index of the real corpus, with one form's title and all laws."""
    return build_index(
        corpus,
        [SearchPage("示范点申报表", "forms/application.pdf", words=corpus.vocabulary.forms)],
        open_project(root).laws(),
    )


@pytest.fixture(scope="session")
def search_all(browser: Browser, index: Index) -> Callable[[list[str]], list[Answer]]:
    """Answers of the matcher, as plain data, without any page around it."""
    return searcher(browser, index)


@pytest.fixture(scope="session")
def search(search_all: Callable[[list[str]], list[Answer]]) -> Search:
    return lambda query: search_all([query])[0]


@pytest.fixture(scope="session")
def small_site(corpus: Corpus, root: Path, index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pages: quick to build, and all that the search box needs."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(root / "generator/site/theme", folder / "generator/site/theme")
    shutil.copy(root / "mkdocs.yml", folder)
    texts = {path: text for path, text in pages(Crosswalk(corpus), ()).items() if path.startswith(WANTED)}
    files = {path: text.encode() for path, text in texts.items()} | scripts(index)
    for path, content in files.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(content)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "site"


@pytest.fixture(scope="session")
def small_address(small_site: Path) -> Iterator[str]:
    with serve(small_site) as address:
        yield address


@pytest.fixture
def box(browser: Browser, small_address: str) -> Iterator[Page]:
    """A page of the site; a request to another host or an error of the console fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(8000)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(small_address) else faults.append(r.url))
    page.goto(small_address + "standards/villages/")
    yield page
    page.close()
    assert not faults
