"""The amounts at an operating point, and what the point is called."""

from __future__ import annotations

import numpy as np

from loopmodel.arrays import Arrays, Floats
from loopmodel.simulation.project import amounts_of


def amounts_at(arrays: Arrays, at: str | int) -> Floats:
    """Amounts at start, or at a period of the projection, shape (nodes,); raises ValueError for no such period."""
    if isinstance(at, str):
        return arrays.start
    if at < 0:
        raise ValueError(f"period is {at}; it must be 0 or more")
    amounts = amounts_of(arrays, at)[-1]
    if not np.isfinite(amounts).all():
        raise ValueError(f"amounts pass all bounds before period {at}; choose an earlier one")
    return np.asarray(amounts, dtype=np.float64)


def point_name(at: str | int) -> str:
    """How the operating point is named beside every figure."""
    return {"start": "at start", "best": "at its best"}[at] if isinstance(at, str) else f"at period {at}"
