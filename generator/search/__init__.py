"""The search: a matcher in JavaScript and an index of everything that it knows, as one small script file.

The matcher (``matcher/``) knows nothing of any particular body of standards, and nothing of a page; the
search box around it is ``box/``, its markup ``generator/site/theme/partials/search.html``.
"""

from __future__ import annotations

from generator.search.index import Index, SearchPage, build_index, index_script, scripts

__all__ = ["Index", "SearchPage", "build_index", "index_script", "scripts"]
