"""Scripts of ours as text, and data for the scripts of a page: within it, or as a script beside it."""

from __future__ import annotations

import json
from importlib.resources import files


def embedded(known: object) -> str:
    r"""What a page knows, as JSON that may stand in a script element or the other elements of HTML.

    Neither an end tag nor a comment is read in it by a browser, and no line end by a script.

    >>> embedded({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    return _compact(known).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def assigned(name: str, value: object) -> bytes:
    r"""A script that sets the global ``name``: ``fetch`` is refused on ``file://``, a script element is not.

    >>> assigned("known", {"items": ["1.1.6"]})
    b'globalThis.known={"items":["1.1.6"]};\n'
    """
    return f"globalThis.{name}={_compact(value)};\n".encode()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def minified(*paths: str) -> str:
    """Scripts of the package, by their paths in it, one after the other without comments and white space."""
    import rjsmin  # who only collects forms need not have it: it has no wheels for Windows

    parts = [(files("generator") / path).read_text(encoding="utf-8") for path in paths]
    return "".join(f"{rjsmin.jsmin(part)}\n" for part in parts)
