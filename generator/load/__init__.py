"""YAML in, the immutable model out; everything that is wrong comes back as findings."""

from __future__ import annotations

from generator.load.corpus import Loaded, load_corpus

__all__ = ["Loaded", "load_corpus"]
