"""Scenarios beside each other: what one gains over another, and when it overtakes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loopmodel.arrays import Floats
from loopmodel.simulation.ensemble import Ensemble
from loopmodel.simulation.stages import Values

EQUAL = 1e-9  # relative differences up to this are none


@dataclass(frozen=True)
class Crossing:
    """A change of lead: from `period` on, the second series lies above the first (or below, if not `above`)."""

    period: int
    above: bool


def paired(base: Ensemble, other: Ensemble, node: str) -> Values:
    """Amount of a node under one scenario less that under another, draw by draw; shape (periods + 1, draws).

    Both must come from the same settings, so that chance cancels; raises ValueError where they do not. A node that one
    of them does not have counts as 0 there.
    """
    if base.settings != other.settings or base.periods != other.periods:
        raise ValueError("only ensembles of the same settings and periods are paired")
    zero = np.zeros_like(base.amounts[:, 0])
    first, second = (made.of(node) if node in made.nodes else zero for made in (base, other))
    return np.asarray(second - first)


def crossings(first: Floats, second: Floats) -> tuple[Crossing, ...]:
    """The periods at which the lead changes between two series of shape (periods,).

    A series that draws level and falls back has not overtaken. The first time they part is no change of lead.
    """
    size = np.maximum(np.abs(first), np.abs(second))
    sign = np.where(np.abs(second - first) <= EQUAL * size, 0, np.sign(second - first))
    found, lead = [], 0
    for period, now in enumerate(sign.tolist()):
        if now and lead and now != lead:
            found.append(Crossing(period, now > 0))
        lead = now or lead
    return tuple(found)
