"""Where a growth factor passes 1, by bisection."""

from __future__ import annotations

import math
from collections.abc import Callable

STEPS = 200


def crossing(factor: Callable[[float], float], below: float, above: float) -> float:
    """A value between `below` (factor under 1) and `above` (over 1) at which the factor is 1, to the last digits.

    Either of the two may be the larger. Between ends far apart the middle is the geometric one.
    """
    for _ in range(STEPS):
        middle = _middle(below, above)
        if middle in (below, above):
            break
        if factor(middle) < 1.0:
            below = middle
        else:
            above = middle
    return above


def _middle(low: float, high: float) -> float:
    least, most = min(low, high), max(low, high)
    if most > 4.0 * least and most > 1e-6:
        return math.sqrt(max(least, most * 1e-12)) * math.sqrt(most)
    return (least + most) / 2.0
