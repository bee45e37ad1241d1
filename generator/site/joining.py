"""What every page loads, in one style sheet and one script; and all of ours without what means nothing.

On a phone each request costs more than the bytes it brings. The template (``theme/main.html``) names the
parts one by one, marked with ``data-join``, so that they can be looked at as they are while the site is
previewed; here they are joined in the pages that MkDocs has laid out. What only one kind of page needs stays
a file of its own. The theme's script too: an error in it must not stop ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import rjsmin

from generator.errors import BuildError
from generator.site import styles
from generator.site.built import Built

STYLES: Final = "assets/every-page.css"
SCRIPTS: Final = "assets/every-page.js"
"""Paths of what is joined. The search box takes the folder above its script for the root of the site."""

_KINDS: Final = {b'link rel="stylesheet"': STYLES, b"script defer": SCRIPTS}
_TAGS: Final = {
    STYLES: '<link rel="stylesheet" href="{}">\n  ',
    SCRIPTS: '<script defer src="{}"></script>\n  ',
}
_MARK: Final = b" data-join "
_PART: Final = re.compile(
    rb'<(link rel="stylesheet"|script defer) data-join (?:href|src)="([^"]*)">(?:</script>)?\s*'
)
# each begins with plain text, which is looked for through the megabytes of all pages much faster
_CLASSES: Final = re.compile(rb'class="([^"]*)')
_COLOUR: Final = re.compile(rb'data-md-color-[a-z]+="[^"]*"')
_WORD: Final = re.compile(rb"[\w-]")
_BETWEEN: Final = bytes(byte if _WORD.match(bytes([byte])) else ord(" ") for byte in range(256))
"""Every byte that is no part of a word becomes a space: with that, words are split off faster."""


def join(site: Built, made: Mapping[str, bytes]) -> None:
    """Join the parts in every page that MkDocs has laid out, and remove those that are in no other use.

    ``made`` are the files that MkDocs has copied as they were made: the pages among them stand alone, and the
    parts among them stay. Raises :class:`BuildError` if a page names other parts than the rest, or in another
    order.
    """
    for path in sorted(site.paths):
        if path.startswith("assets/") and path.count("/") == 1 and path.endswith((".css", ".js")):
            text = site.read(path).decode()
            _write(site, path, styles.packed(text) if path.endswith(".css") else f"{rjsmin.jsmin(text)}\n")
    pages = {
        path: site.read(path) for path in sorted(site.paths) if path.endswith(".html") and path not in made
    }
    joined: dict[str, list[str]] = {}
    for page, html in pages.items():
        parts, pages[page] = _joined(site, html)
        for path in parts:
            if parts[path] != joined.setdefault(path, parts[path]):
                raise BuildError(
                    f"{page} 要并成一个文件的是 {parts[path]}，别的网页是 {joined[path]}："
                    "每一页都有的，才能在 theme/main.html 里标 data-join"
                )
        if parts:
            site.write(page, pages[page])
    known = _names(site, pages.values())
    for path, parts_of_it in joined.items():
        text = "\n".join(site.read(part).decode() for part in parts_of_it)
        _write(site, path, styles.used(styles.packed(text), known) if path == STYLES else text)
        for part in set(parts_of_it).difference(made):
            site.remove(part)


def _joined(site: Built, html: bytes) -> tuple[dict[str, list[str]], bytes]:
    """The parts that a page names, in order, by the path of what they are joined in; and it, loading that."""
    parts: dict[str, list[str]] = {}
    pieces, end = [], 0
    for mark in _marks(html):
        path, address = _KINDS[mark[1]], mark[2].decode()
        part = _part(site, address)
        pieces.append(html[end : mark.start()])
        if path not in parts:
            pieces.append(_TAGS[path].format(address.removesuffix(part) + path).encode())
        parts.setdefault(path, []).append(part)
        end = mark.end()
    return parts, b"".join((*pieces, html[end:]))


def _marks(html: bytes) -> Iterator[re.Match[bytes]]:
    at = html.find(_MARK)
    while at >= 0:
        if found := _PART.match(html, html.rfind(b"<", 0, at)):
            yield found
        at = html.find(_MARK, at + len(_MARK))


def _part(site: Built, address: str) -> str:
    """The path of the file that a page names, from itself or, in 404.html, from the root of the host."""
    path = address.lstrip("./")
    while "/" in path and path not in site.paths:
        path = path.partition("/")[2]
    return path


def _names(site: Built, pages: Iterable[bytes]) -> frozenset[str]:
    """The classes and colours in those of ``pages`` that load the styles, and every word in a script.

    A script may set it as a class.
    """
    names: set[bytes] = set()
    for html in pages:
        if STYLES.encode() in html:
            for classes in set(_CLASSES.findall(html)):
                names.update(classes.split())
            names.update(colour.replace(b'"', b"") for colour in set(_COLOUR.findall(html)))
    for path in site.paths:
        if path.endswith(".js"):
            names.update(site.read(path).translate(_BETWEEN).split())
    return frozenset(name.decode() for name in names)


def _write(site: Built, path: str, text: str) -> None:
    site.write(path, text.encode())
