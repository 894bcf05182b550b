"""Chance events: arrivals and departures as whole people, for the time when a loop is small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.model import LoopModel
from loopmodel.simulation.factors import kept_retention, multipliers, room, unit_flows

Counts = NDArray[np.int64]
MOST = 1e15  # beyond, chance no longer shows and numbers no longer count ones


@dataclass(frozen=True, eq=False)
class Crowds:
    """Runs with whole people: `amounts` of shape (periods + 1, runs, nodes), nodes as in the arrays.

    gone  for each run whether nothing is left at the end, killers apart: nobody there and nobody under way
    """

    nodes: tuple[str, ...]
    amounts: Counts
    gone: NDArray[np.bool_]

    @property
    def chance_gone(self) -> float:
        """The share of runs that have died out by the end."""
        return float(self.gone.mean())


def whole_people(model: LoopModel, runs: int, seed: int, periods: int | None = None) -> Crowds:
    """Project a model with whole people, every number at its middle.

    Each unit stays with the chance of its (kept) retention, converts with the chance of a link's rate (binomial, one
    draw a unit among what becomes of it); what is created, and the inflow, is a Poisson number with the flow as its
    mean; a ceiling takes no more than there is room for. The mean of a model without ceilings, harms and needs is its
    projection. A start that is not whole is rounded up with the chance of its fraction. Source: docs/formulas.md,
    "Chance events". Raises ValueError where `runs` is less than 1 or `periods` is negative.
    """
    count = model.horizon if periods is None else periods
    if runs < 1 or count < 0:
        raise ValueError(f"runs is {runs} and periods is {count}; they must be 1 or more and 0 or more")
    arrays, rng = arrays_of(model), np.random.default_rng(seed)
    whole = np.floor(arrays.start)
    amounts = np.zeros((count + 1, runs, len(arrays.nodes)), dtype=np.int64)
    amounts[0] = whole + (rng.random((runs, len(arrays.nodes))) < arrays.start - whole)
    rows = arrays.longest_lag + 1
    created = np.zeros((rows, runs, len(arrays.nodes)), dtype=np.int64)
    converted = np.zeros_like(created)
    for t in range(count):
        amounts[t + 1] = _next(amounts[t], arrays, created, converted, t, rng)
    living = ~arrays.killer
    left = amounts[-1] + created.sum(axis=0) + converted.sum(axis=0)
    return Crowds(arrays.nodes, amounts, (left[:, living] == 0).all(axis=1))


def _next(now: Counts, arrays: Arrays, created: Counts, converted: Counts, t: int, rng: np.random.Generator) -> Counts:
    """Amounts one period later; what is under way lies in rings that this fills and empties."""
    amounts, rows = now.astype(np.float64), len(created)
    free, kept = room(amounts, arrays), kept_retention(amounts, arrays)
    rates = unit_flows(multipliers(amounts, arrays), free, kept, arrays)
    left, chance = now.copy(), np.ones_like(amounts)  # units whose fate is open, and the chance that is left for them
    for link in np.flatnonzero(arrays.converts).tolist():
        source = arrays.source[link]
        sent = rng.binomial(left[:, source], _of(rates[:, link], chance[:, source]))
        left[:, source] -= sent
        chance[:, source] -= rates[:, link]
        converted[(t + arrays.lag[link]) % rows, :, arrays.target[link]] += sent
    gone_over = np.zeros_like(amounts)
    np.add.at(gone_over, (slice(None), arrays.source[arrays.converts]), rates[:, arrays.converts])  # type: ignore[arg-type]
    staying = rng.binomial(left, _of(np.maximum(kept - gone_over, 0.0), chance))
    for link in np.flatnonzero(~arrays.converts).tolist():
        mean = np.minimum(rates[:, link] * amounts[:, arrays.source[link]], MOST)
        created[(t + arrays.lag[link]) % rows, :, arrays.target[link]] += rng.poisson(mean)
    arriving = created[t % rows] + rng.poisson(np.broadcast_to(np.minimum(arrays.inflow, MOST), now.shape))
    if arrays.capped:
        arriving = rng.binomial(arriving, free)
        limit = np.maximum(arrays.capacity - staying, 0.0)
        arriving = np.minimum(arriving, np.floor(np.minimum(limit, MOST))).astype(np.int64)
    made: Counts = staying + arriving + converted[t % rows]
    created[t % rows] = 0
    converted[t % rows] = 0
    return np.minimum(made, int(MOST))


def _of(part: Floats, whole: Floats) -> Floats:
    """One chance as a part of what is left, kept inside 0..1 against rounding."""
    ratio = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return np.clip(ratio, 0.0, 1.0)
