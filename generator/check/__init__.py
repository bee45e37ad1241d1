"""Everything that must hold before anything is built.

Each module holds one concern behind one interface: a function from what was loaded to findings.
"""

from __future__ import annotations

from generator.check.mentions import unmentioned
from generator.check.run import Checked, check, release, require

__all__ = ["Checked", "check", "release", "require", "unmentioned"]
