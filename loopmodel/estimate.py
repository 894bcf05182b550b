"""A number with a range and a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Basis = Literal["guess", "benchmark", "measured"]


@dataclass(frozen=True)
class Estimate:
    """A number that is not known exactly.

    mid        the median; what a projection without draws uses
    low, high  5th and 95th percentile, or None where no range was given
    basis      ``guess``, ``benchmark`` or ``measured``
    why        the reason in words
    source     where it comes from
    """

    mid: float
    low: float | None = None
    high: float | None = None
    basis: Basis = "guess"
    why: str = ""
    source: str = ""


Quantity = float | Estimate


def mid(quantity: Quantity) -> float:
    """The middle of a quantity: its median, or the plain number itself."""
    return quantity.mid if isinstance(quantity, Estimate) else quantity
