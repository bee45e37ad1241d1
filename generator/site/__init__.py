"""The reference site: Markdown pages and assets written before MkDocs runs, then MkDocs, then proof."""

from __future__ import annotations
