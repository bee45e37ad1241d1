"""Programs that tests drive and that pip does not install.

In CI a missing program is a failure: a test that did not run has shown nothing.
"""

from __future__ import annotations

import os
import shutil

import pytest


def program(*names: str) -> str:
    """The path of the first of ``names`` on this machine; else skip, or fail where CI=true."""
    for name in names:
        path = shutil.which(name)
        if path is not None:
            return path
    message = f"{names[0]} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
