"""The site as MkDocs lays it out for ``serve``: all of it once, then only the pages that an edit changed.

MkDocs's own ``dirty`` build reads only what changed, and so knows no title of the other pages; its
clean build lays everything out again. Here the pages, the navigation and the templates of the last
whole build stay in memory, and a changed page is read and laid out among them as MkDocs does it
(by the two functions of MkDocs 1.6.1 that its build calls for each page).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jinja2
from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from generator.check.handwritten import CONFIG
from generator.errors import BuildError


@dataclass
class _Kept:
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment


class _Keeper(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Hears of MkDocs what it has made, on the way of a whole build."""

    kept: _Kept | None = None
    _nav: Navigation

    def on_nav(self, nav: Navigation, /, **_: object) -> Navigation:
        self._nav = nav
        return nav

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        self.kept = _Kept(config, files, self._nav, env)
        return env


class Preview:
    """The laid-out site of ``root`` in the folder ``site``, served at ``url``."""

    def __init__(self, root: Path, site: Path, url: str) -> None:
        self._root = root
        self._site = site
        self._url = url
        self._kept: _Kept | None = None
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

    def lay_out(self, changed: Iterable[str] | None = None) -> int:
        """Lay out the files ``changed`` (paths below ``docs/``), or everything; returns how many.

        Everything is laid out too where a file is new or gone, or the configuration has changed,
        since the navigation may be another.

        Raises:
            BuildError: MkDocs refuses the configuration or a page.

        """
        try:
            if changed is not None and self._kept is not None:
                names = list(changed)
                files = [self._kept.files.get_file_from_path(name) for name in names]
                there = [(self._root / "docs" / name).is_file() for name in names]
                if all(files) and all(there):
                    return self._some(names)
            return self._all()
        except (Abort, MkDocsException, jinja2.TemplateError) as error:
            self._kept = None
            raise BuildError(f"MkDocs 排不出网页：{error}") from error

    def _all(self) -> int:
        config = load_config(config_file=str(self._root / CONFIG), site_dir=str(self._site), strict=False)
        config.site_url = self._url
        keeper = _Keeper()
        config.plugins["generator/keeper"] = keeper
        mkdocs.build(config, serve_url=self._url)
        self._kept = keeper.kept
        return 0 if keeper.kept is None else len(keeper.kept.files)

    def _some(self, names: list[str]) -> int:
        assert self._kept is not None
        config, files, nav, env = self._kept.config, self._kept.files, self._kept.nav, self._kept.env
        pages = []
        for name in names:
            file = files.get_file_from_path(name)
            assert file is not None
            if file.page is None:
                file.copy_file()
            else:
                mkdocs._populate_page(file.page, config, files)  # noqa: SLF001 - see the module
                pages.append(file.page)
        documents = list(files.documentation_pages())
        for page in pages:
            mkdocs._build_page(page, config, documents, nav, env)  # noqa: SLF001 - see the module
        return len(names)
