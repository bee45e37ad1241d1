"""The links of a built page that lead into the site."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


def links_of(path: Path) -> list[str]:
    """href and src of a page that name something in the site, percent-decoded, without queries."""
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    found = []
    for link in parser.links:
        parts = urlsplit(link)
        # 404.html may be served for any address, so its links start at the root of the host
        if parts.scheme or parts.netloc or link.startswith("/"):
            continue
        found.append(unquote(parts.path) + ("#" + unquote(parts.fragment) if parts.fragment else ""))
    return found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and tag != "base":
                self.links.append(value)
