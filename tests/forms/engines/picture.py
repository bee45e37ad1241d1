"""Rendered pages as arrays, one convention for all engines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SCALE = 4
"""Pixels for each point: 288 dpi, so that a character of 10 points is 40 pixels wide."""

Picture = npt.NDArray[np.uint8]
"""A page in grey: rows from the top, 255 is white."""
