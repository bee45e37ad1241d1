"""What every page loads, in one style sheet and one script; and all of ours without what means nothing.

On a phone each request costs more than the bytes it brings. The template (``theme/main.html``) names the
parts one by one, marked with ``data-join``, so that they can be looked at as they are while the site is
previewed; here they are joined in the pages that MkDocs has laid out. What only one kind of page needs stays
a file of its own. The theme's script too: an error in it must not stop ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

import rjsmin

from generator.errors import BuildError
from generator.site import styles

STYLES: Final = "assets/every-page.css"
SCRIPTS: Final = "assets/every-page.js"
"""Paths of what is joined. The search box takes the folder above its script for the root of the site."""

_MARKED: Final = {
    STYLES: re.compile(rb'<link rel="stylesheet" data-join href="([^"]*)">\s*'),
    SCRIPTS: re.compile(rb'<script defer data-join src="([^"]*)"></script>\s*'),
}
_TAGS: Final = {
    STYLES: '<link rel="stylesheet" href="{}">\n  ',
    SCRIPTS: '<script defer src="{}"></script>\n  ',
}
# each begins with plain text, which is looked for through the megabytes of all pages ten times as fast
_CLASSES: Final = re.compile(rb'class="([^"]*)')
_COLOUR: Final = re.compile(rb'data-md-color-[a-z]+="[^"]*"')
_WORD: Final = re.compile(rb"[\w-]+")


def join(site: Path, keep: Collection[str] = ()) -> None:
    """Join the parts in every page below ``site``, and remove those of which ``keep`` has not the path.

    Raises :class:`BuildError` if a page names other parts than the rest, or in another order.
    """
    for ours in (*(site / "assets").glob("*.css"), *(site / "assets").glob("*.js")):
        text = ours.read_text(encoding="utf-8")
        _write(ours, styles.packed(text) if ours.suffix == ".css" else f"{rjsmin.jsmin(text)}\n")
    pages = {page: page.read_bytes() for page in sorted(site.rglob("*.html"))}
    known = _names(site, pages.values())
    joined = {path: _joined(site, pages, path) for path in _MARKED}
    for page, html in pages.items():
        page.write_bytes(html)
    for path, parts in joined.items():
        text = "\n".join((site / part).read_text(encoding="utf-8") for part in parts)
        if text:
            _write(site / path, styles.used(styles.packed(text), known) if path == STYLES else text)
        for part in set(parts).difference(keep):
            (site / part).unlink()


def _joined(site: Path, pages: dict[Path, bytes], path: str) -> list[str]:
    """Let each of ``pages`` load ``path`` instead of the parts of it; returns their paths, in order."""
    joined: list[str] = []
    for page, html in pages.items():
        addresses = [address.decode() for address in _MARKED[path].findall(html)]
        if not addresses:
            continue
        parts = [_part(site, address) for address in addresses]
        joined = joined or parts
        if parts != joined:
            raise BuildError(
                f"{page.relative_to(site)} 要并成一个文件的是 {parts}，别的网页是 {joined}："
                "每一页都有的，才能在 theme/main.html 里标 data-join"
            )
        tag = _TAGS[path].format(addresses[0].removesuffix(parts[0]) + path)
        before, *between = _MARKED[path].split(html)[::2]  # every second is the address of a part
        pages[page] = b"".join((before, tag.encode(), *between))
    return joined


def _part(site: Path, address: str) -> str:
    """The path of the file that a page names, from itself or, in 404.html, from the root of the host."""
    path = address.lstrip("./")
    while "/" in path and not (site / path).is_file():
        path = path.partition("/")[2]
    return path


def _names(site: Path, pages: Iterable[bytes]) -> frozenset[str]:
    """The classes and colours in ``pages``, and every word in a script, which may set it as a class."""
    names: set[bytes] = set()
    for html in pages:
        for classes in set(_CLASSES.findall(html)):
            names.update(classes.split())
        names.update(colour.replace(b'"', b"") for colour in set(_COLOUR.findall(html)))
    for script in site.rglob("*.js"):
        names.update(_WORD.findall(script.read_bytes()))
    return frozenset(name.decode() for name in names)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
