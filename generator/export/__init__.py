"""The published data: JSON, CSV and workbooks, each a pure function of the model."""

from __future__ import annotations

from generator.export.files import data_files

__all__ = ["data_files"]
