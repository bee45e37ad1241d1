"""The site as one zip that works from a folder: every link names a file, nothing is asked of a network.

A browser that opens a folder (``file://``) shows a list of files instead of its ``index.html``, so
the addresses of folders in pages and scripts are completed. All else is what the site publishes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from generator import addresses
from generator.model import Corpus
from generator.pages.all_pages import offline_link
from generator.site.collecting import carried_files
from generator.site.joining import SCRIPTS
from generator.webform.carried import carried
from generator.zips import zipped

MARK: Final = "<!-- offline -->"
"""Where the page of the forms offers the copy."""

LEFT_OUT: Final = re.compile(
    r"404\.html|fill/[^/]*\.html|forms/[^/]*\.zip|sitemap\.xml(\.gz)?|.*\.map|assets/javascripts/(lunr|workers)/.*|offline/.*"
    r"|collect/(python/.*|worker\.js)"
)
"""What only a server, a crawler or a developer needs, and what stands in the copy in another shape."""

_ATTRIBUTE: Final = re.compile(r'(\s(?:href|action|data-[a-z-]+)="|content="0; url=)([^"#?]+)')
_LISTED: Final = re.compile(r"(\s)((?:\.\./)+[A-Za-z0-9._/-]+/)(?=;)")  # in data-pairs, for compare.js
_ONLINE_ONLY: Final = re.compile(rb'<(a|p) class="online-only[^>]*>.*?</\1>')  # what stands in no copy


def publish(corpus: Corpus, site: Path) -> Path:
    """Put the copy into ``site`` and offer it on the page of the forms; returns its path."""
    path = site / addresses.offline_copy(corpus)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = pack(corpus, site)
    path.write_bytes(content)
    page = site / addresses.html(addresses.FORMS)
    if page.exists():
        text = page.read_text(encoding="utf-8")
        offer = offline_link(corpus, len(content))
        page.write_text(text.replace(MARK, offer), encoding="utf-8", newline="\n")
    return path


def pack(corpus: Corpus, site: Path) -> bytes:
    """The zip, in one folder; the same bytes for the same site."""
    top = Path(addresses.offline_copy(corpus)).stem
    published = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    scripts = _blank_scripts(site) | carried_files(site)
    names = (name for name in sorted(published | scripts.keys()) if not LEFT_OUT.fullmatch(name))
    members = ((f"{top}/{name}", scripts.get(name) or _complete(site, name)) for name in names)
    return zipped(members, corpus.catalog.date, level=9)


def _blank_scripts(site: Path) -> dict[str, bytes]:
    """What the pages of forms load instead of fetching a PDF, which a page from a folder may not."""
    blanks = {path.stem: path for path in sorted((site / addresses.FORMS).glob("*.pdf"))}
    return carried(
        {
            form_id: path.read_bytes()
            for form_id, path in blanks.items()
            if (site / addresses.html(addresses.web_form(form_id))).is_file()
        }
    )


def _complete(site: Path, name: str) -> bytes:
    content = (site / name).read_bytes()
    if name.endswith(".html"):
        folder = posixpath.dirname(name)
        content = _ONLINE_ONLY.sub(b"", content)
        for pattern in (_ATTRIBUTE, _LISTED):
            content = _completed(content, pattern, lambda to: _is_page(site, folder, to))
        return content
    # the search makes its links in the browser
    return content + _folder_script() if name == SCRIPTS else content


@cache
def _folder_script() -> bytes:
    return (resources.files("generator.site") / "folder.js").read_bytes()


def _completed(content: bytes, pattern: re.Pattern[str], is_page: Callable[[str], bool]) -> bytes:
    def complete(found: re.Match[str]) -> str:
        before, target = found.groups()
        return f"{before}{target.rstrip('/')}/index.html" if is_page(target) else found[0]

    return pattern.sub(complete, content.decode()).encode()


def _is_page(site: Path, folder: str, target: str) -> bool:
    """Whether a relative address is that of a folder with a page."""
    if target.startswith("/") or ":" in target or target.rpartition("/")[2] not in ("", ".", ".."):
        return False
    return (site / folder / target / "index.html").is_file()
