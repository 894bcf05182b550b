"""Other units for the nodes of a part, where its numbers lie too far apart for arithmetic."""

from __future__ import annotations

import numpy as np

from loopmodel.arrays import Floats, Indices

FAR_APART = 70.0  # log of largest over smallest
SWEEPS = 60


def units(source: Indices, target: Indices, log_gain: Floats, nodes: int) -> Floats:
    """Log of the unit in which to count each node, shape (nodes,); zeros where the gains lie close enough together.

    Counting a node in other units changes neither the growth factor nor any share of growth. Each node's unit moves to
    the middle between the largest gain that enters it and the largest that leaves it (Osborne 1960, on logs, with
    the maximum as norm), so that a loop of 1e308 and 1e-308 becomes one of 1 and 1.
    """
    unit = np.zeros(nodes)
    live = np.isfinite(log_gain)
    if not live.any() or np.ptp(log_gain[live]) < FAR_APART:
        return unit
    away = live & (source != target)
    source, target, size = source[away], target[away], log_gain[away]
    for _ in range(SWEEPS):
        now = size + unit[source] - unit[target]
        into, out = np.full(nodes, -np.inf), np.full(nodes, -np.inf)
        np.maximum.at(into, target, now)
        np.maximum.at(out, source, now)
        both = np.isfinite(into) & np.isfinite(out)
        unit[both] += (into[both] - out[both]) / 4.0
    return unit
