"""A number with a range and a reason; its percentiles and draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logit, ndtri

Basis = Literal["guess", "benchmark", "measured"]
FIVE = float(
    ndtri(0.95)
)  # how many standard deviations the 5th and the 95th percentile of a normal lie from its middle
LARGEST = 1e300


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


def ranged(quantity: Quantity | None) -> TypeGuard[Estimate]:
    """Whether a quantity has a range that leaves anything open."""
    if not isinstance(quantity, Estimate) or quantity.low is None or quantity.high is None:
        return False
    return quantity.low < quantity.high


def percentile(quantity: Quantity, percent: ArrayLike, share: bool) -> NDArray[np.float64]:
    """The value below which `percent` (0 to 100, any shape) of the draws lie; a plain number is its own percentile.

    `share` says that the quantity lies in 0..1 and not in 0 upwards.
    """
    return at_scores(quantity, ndtri(np.asarray(percent, dtype=np.float64) / 100.0), share)


def at_scores(quantity: Quantity, scores: NDArray[np.float64], share: bool) -> NDArray[np.float64]:
    """The values that stand where `scores` (any shape) stand in a standard normal: -1.645 gives low, 0 mid, 1.645 high.

    Two halves of normal distributions that meet in the median, on the log scale (amounts, rates) or the logit scale
    (shares). Half the draws lie on each side, so the three percentiles come out exactly. A side that touches 0, or 1
    for a share, has no finite log or logit: it is normal on the plain scale, and what would pass the limit lies on it.
    Source: docs/formulas.md, "Ranges". Values stay finite: at most 1e300.
    """
    if not isinstance(quantity, Estimate) or not ranged(quantity):
        return np.full(scores.shape, mid(quantity))
    assert quantity.low is not None
    assert quantity.high is not None
    low, middle, high = quantity.low, quantity.mid, quantity.high
    top = 1.0 if share else np.inf
    if low > 0.0 and high < top:  # the usual case, both sides at once
        to = logit if share else np.log
        steps = np.where(scores < 0, to(middle) - to(low), to(high) - to(middle)) / FIVE
        return _back(to(middle) + scores * steps, share)
    far = np.abs(scores) / FIVE
    return np.asarray(np.where(scores < 0, _towards(middle, low, far, share), _towards(middle, high, far, share)))


def _towards(start: float, end: float, far: NDArray[np.float64], share: bool) -> NDArray[np.float64]:
    """Values `far` of the way from the middle to one end, on the scale of that side."""
    top = 1.0 if share else np.inf
    if not (0.0 < start < top and 0.0 < end < top):
        return np.clip(start + far * (end - start), 0.0, min(top, LARGEST))
    to = logit if share else np.log
    return _back(to(start) + far * (to(end) - to(start)), share)


def _back(values: NDArray[np.float64], share: bool) -> NDArray[np.float64]:
    """From the logit or logarithmic scale to the plain one."""
    if share:
        return np.asarray(1.0 / (1.0 + np.exp(-values)))  # several times faster than SciPy's expit on an array
    return np.asarray(np.exp(np.minimum(values, np.log(LARGEST))))
