"""Each loop's share of the growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.elasticity import Elasticities
from loopmodel.analysis.influence import Edges
from loopmodel.arrays import Chosen, Floats

UNIQUE_UP_TO = 400  # loops for which it is found out whether another split is possible
ALONE = "each loop has a link of its own, so the split is the only one possible"
STRONGEST_FIRST = (
    "where loops share links the split is a choice: the strongest loop first, "
    "each taking what its scarcest link has left"
)


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares of growth of a list of loops, in its order; `staying` and `rest` complete them to 1.

    why   for each loop why it has no share, or None
    """

    values: tuple[float | None, ...]
    why: tuple[str | None, ...]
    unique: Chosen
    staying: float | None
    rest: float | None
    rule: str

    def of(self, number: int) -> tuple[float | None, str | None, bool]:
        """Share of one loop, why it has none, and whether no other split is possible."""
        return self.values[number], self.why[number], bool(self.unique[number])


def shares_of(
    loops: Sequence[tuple[int, ...]], found: Edges, leverage: Elasticities, strength: Floats, complete: bool
) -> Shares:
    """Share of the growth factor of each loop (edges in order).

    The elasticities of the entries flow round the loops: what enters a node leaves it. A loop that carries m of this
    flow has a share of m times its number of entries, lags included; with what merely stays they sum to 1 (van
    Groenendael, de Kroon, Kalisz and Tuljapurkar 1994). Where loops share links many splits
    fit; then the rule is STRONGEST_FIRST.
    """
    if leverage.entries is None:
        none = tuple(leverage.why for _ in loops)
        return Shares(tuple(None for _ in loops), none, np.zeros(len(loops), dtype=bool), None, None, "")
    flow = _flow(found, leverage)
    split = _split(loops, flow, strength)
    entries = np.array([found.lag[list(path)].sum() + len(path) for path in loops], dtype=np.float64)
    values = split * entries
    unique = _unique(loops, flow) if complete and len(loops) <= UNIQUE_UP_TO else np.zeros(len(loops), dtype=bool)
    harmed = [any(found.sign[i] < 0 for i in path) for path in loops]
    why = "it passes through a harm: it acts on the growth, but units do not flow round it"
    staying = float(leverage.entries[1].sum())
    return Shares(
        values=tuple(None if h else float(v) for h, v in zip(harmed, values, strict=True)),
        why=tuple(why if h else None for h in harmed),
        unique=unique,
        staying=staying,
        rest=max(0.0, 1.0 - staying - float(values.sum())),
        rule=ALONE if unique.all() else STRONGEST_FIRST,
    )


def _flow(found: Edges, leverage: Elasticities) -> Floats:
    made = np.zeros(len(found.ids))
    assert leverage.entries is not None
    place = {id_: i for i, id_ in enumerate(found.ids)}
    for id_, value in zip(leverage.link_ids, leverage.entries[0].tolist(), strict=True):
        made[place[id_]] = value
    return made


def _split(loops: Sequence[tuple[int, ...]], flow: Floats, strength: Floats) -> Floats:
    """How much of the flow each loop carries, the strongest taking first."""
    left, made = flow.copy(), np.zeros(len(loops))
    with np.errstate(divide="ignore"):
        log_strength = np.log(strength)
    order = sorted(range(len(loops)), key=lambda i: (-round(float(log_strength[list(loops[i])].sum()), 12), i))
    for i in order:
        path = list(loops[i])
        made[i] = left[path].min()
        left[path] -= made[i]
    return made


def _unique(loops: Sequence[tuple[int, ...]], flow: Floats) -> Chosen:
    """For each loop whether every split gives it the same: no other loops add up to it and its like.

    True where the loop has no part in the null space of the matrix of links by loops, those loops left out that can
    carry nothing.
    """
    carrying = np.array([bool((flow[list(path)] > 0).all()) for path in loops], dtype=bool)
    made = np.ones(len(loops), dtype=bool)
    at = np.flatnonzero(carrying)
    if at.size == 0:
        return made
    matrix = np.zeros((len(flow), at.size))
    for k, i in enumerate(at.tolist()):
        matrix[list(loops[i]), k] = 1.0
    _, size, rows = np.linalg.svd(matrix, full_matrices=True)
    rank = int((size > 1e-9 * size[0]).sum())
    made[at] = np.abs(rows[rank:]).max(axis=0, initial=0.0) < 1e-9
    return made
