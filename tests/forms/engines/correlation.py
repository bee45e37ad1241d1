"""Normalised cross-correlation: how alike two drawings are, and where in a region a smaller one fits best."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Ink = npt.NDArray[np.float32]
"""A drawing: how dark each point is, from 0 to 1."""

HOPELESS: Final = 0.6
"""Similarity at half the size below which a closer look cannot help."""


def best_fit(region: Ink, cell: Ink) -> tuple[float, int, int]:
    """Where in ``region`` the cell fits best: at half the size first, then around that at full size."""
    rows, columns = region.shape[0] - cell.shape[0] + 1, region.shape[1] - cell.shape[1] + 1
    x0 = y0 = 0
    if rows * columns > 64:
        scores = correlate(_halved(region), _halved(cell))
        y, x = np.unravel_index(int(np.argmax(scores)), scores.shape)
        if scores[y, x] < HOPELESS:
            return float(scores[y, x]), 2 * int(x), 2 * int(y)
        x0, y0 = min(max(2 * int(x) - 2, 0), columns - 1), min(max(2 * int(y) - 2, 0), rows - 1)
        region = region[y0 : y0 + 4 + cell.shape[0], x0 : x0 + 4 + cell.shape[1]]
    scores = correlate(region, cell)
    y, x = np.unravel_index(int(np.argmax(scores)), scores.shape)
    return float(scores[y, x]), x0 + int(x), y0 + int(y)


def _halved(ink: Ink) -> Ink:
    height, width = ink.shape[0] // 2 * 2, ink.shape[1] // 2 * 2
    even = ink[:height, :width]
    return np.asarray((even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4)


def correlate(region: Ink, cell: Ink) -> Ink:
    """Normalised cross-correlation of ``cell`` with every place of ``region``: -1 to 1."""
    pattern = cell - cell.mean()
    norm = float(np.sqrt((pattern**2).sum()))
    rows, columns = region.shape[0] - cell.shape[0] + 1, region.shape[1] - cell.shape[1] + 1
    windows = np.lib.stride_tricks.sliding_window_view(region, cell.shape)
    # einsum, not @: that would start threads for every small product
    products = np.einsum("nk,k->n", windows.reshape(rows * columns, -1), pattern.ravel()).reshape(
        rows, columns
    )
    sums, squares = _sums(region, cell.shape), _sums(region**2, cell.shape)
    spread = np.sqrt(np.maximum(squares - sums**2 / cell.size, 1e-6))
    return np.asarray(products / np.maximum(spread * norm, 1e-3), dtype=np.float32)


def _sums(values: Ink, shape: tuple[int, ...]) -> Ink:
    """Sums over every window of ``shape``."""
    # by hand: np.pad takes longer than all the rest, and this runs for every place of every character
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(values, axis=0, dtype=np.float64, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    h, w = shape
    total = table[h:, w:] - table[:-h, w:] - table[h:, :-w] + table[:-h, :-w]
    return np.asarray(total, dtype=np.float32)
