"""The font files of the forms, and the script that makes them; see README.md."""

from __future__ import annotations
