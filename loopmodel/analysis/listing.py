"""The first circuits of a model in the order asked for: by gain, by cycle time, by strength."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from loopmodel.analysis.circuits import Circuit, Search
from loopmodel.analysis.influence import Edges
from loopmodel.analysis.potentials import gain_costs
from loopmodel.arrays import Floats

By = Literal["gain", "cycle-time", "share"]
FAR = 1e6  # cost of an edge that brings nothing, or takes for ever: after all others
SMALL = 300  # nodes
AT_LEAST = 256  # loops of a small model listed whatever the top asked for, so that few loops are known whole
ALL_UP_TO = 1000  # loops of a small model looked at where the bound does not give their order; else 4 times the top


class Listing(NamedTuple):
    """Circuits in the order asked for, whether they are all there are, and why not."""

    circuits: list[Circuit]
    complete: bool
    why: str | None


def listed(found: Edges, strength: Floats, top: int, by: By) -> Listing:
    """The circuits in the order asked for, whether they are all, and why not."""
    cost, credit = _costs(found, strength, by)
    search = Search(found.source, found.target, cost, len(found.nodes))
    circuits: list[Circuit] = []
    small = len(found.nodes) <= SMALL
    most, enough = max(top, AT_LEAST) if small else top, credit <= 0.0
    all_of = max(ALL_UP_TO, most) if small else 4 * most
    for circuit in search:
        if len(circuits) >= most and (enough or len(circuits) >= all_of):
            break
        circuits.append(circuit)
        if not enough and len(circuits) > most and len(circuits) % 64 == 0:
            enough = _proven(circuits, circuit.cost, credit, len(found.nodes), top)
    circuits = _in_order(circuits, credit) if by == "gain" else circuits
    if search.exhausted:
        return Listing(circuits, True, None)
    if enough and len(circuits) >= top:
        return Listing(circuits, False, f"there are more than these {top:,}")
    said = f"there are more than the {len(circuits):,} looked at, and one of those may come before these"
    return Listing(circuits, False, said)


def _proven(circuits: list[Circuit], cost: float, credit: float, longest: int, top: int) -> bool:
    """Whether no loop still to come, however long, can have more gain than the `top` found."""
    sizes = sorted((credit * len(c.edges) - c.cost for c in circuits), reverse=True)
    return credit * longest - cost <= sizes[top - 1]


def _costs(found: Edges, strength: Floats, by: By) -> tuple[Floats, float]:
    """Cost of each edge, 0 or more, and how much a further edge may still add to a loop's gain (its log; 0: none)."""
    if by == "cycle-time":
        return np.minimum(found.delay, FAR), 0.0
    if by == "share":
        with np.errstate(divide="ignore"):
            return np.minimum(-np.log(strength), FAR), 0.0
    return gain_costs(found, FAR)


def _in_order(circuits: list[Circuit], credit: float) -> list[Circuit]:
    """By gain, the largest first; of equal gain those of fewer links."""
    return sorted(circuits, key=lambda c: (round(c.cost - credit * len(c.edges), 12), len(c.edges)))
