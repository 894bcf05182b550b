"""Break-evens, one or many: a number, or none with the reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loopmodel.arrays import Chosen, Floats, Indices


class Threshold(NamedTuple):
    """A break-even, or None with the reason."""

    value: float | None
    why: str | None = None


@dataclass(frozen=True, eq=False)
class Levels:
    """Break-evens of many quantities: nan in `value` where there is none, with the reason in `why`. Inside only."""

    value: Floats
    why: NDArray[np.object_]

    @staticmethod
    def none(count: int, why: str) -> Levels:
        """As many without a break-even, all for the same reason."""
        return Levels(np.full(count, np.nan), np.full(count, why, dtype=object))

    def all(self) -> list[Threshold]:
        """Each as a value, or None with the reason."""
        pairs = zip(self.value.tolist(), self.why.tolist(), strict=True)
        return [Threshold(None, why) if math.isnan(value) else Threshold(value) for value, why in pairs]

    def put(self, at: Indices, others: Levels) -> None:
        """Set several."""
        self.value[at], self.why[at] = others.value, others.why

    def set(self, number: int, level: Threshold) -> None:
        """Set one."""
        self.value[number], self.why[number] = (np.nan if level.value is None else level.value), level.why

    def drop(self, chosen: Chosen, why: str) -> None:
        """Take the value from those chosen."""
        self.value[chosen], self.why[chosen] = np.nan, why
