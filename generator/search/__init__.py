"""The search index: everything that the matcher in the browser knows, as one small script file.

The matcher and the search box stand in ``generator/site/theme/assets/`` (``search-match.js``,
``search.js``); they know nothing of any particular body of standards.
"""

from __future__ import annotations

from generator.search.index import PATH, Index, SearchPage, build_index, index_script

__all__ = ["PATH", "Index", "SearchPage", "build_index", "index_script"]
