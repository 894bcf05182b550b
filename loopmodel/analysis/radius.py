"""Whether the spectral radius of a non-negative matrix is above a bound, for many draws of the matrix at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from loopmodel.arrays import Chosen, Floats

Entries = dict[tuple[int, int], Any]  # of each entry its value, or one for each draw; what is not there is 0
ELIMINATED_UP_TO = 60
ROUNDS = 500


def radius_above(entries: Entries, size: int, bound: Floats) -> Chosen:
    """For each draw whether the spectral radius is above its bound, shape (draws,); each strong part by itself."""
    ends = [at for at in entries if at[0] != at[1]]
    graph = csr_array((np.ones(len(ends)), ([i for i, _ in ends], [j for _, j in ends])), shape=(size, size))
    count, label = connected_components(graph, directed=True, connection="strong")
    above = np.zeros(len(bound), dtype=bool)
    for part in range(count):
        row = {node: i for i, node in enumerate(np.flatnonzero(label == part).tolist())}
        own = {(row[i], row[j]): value for (i, j), value in entries.items() if i in row and j in row}
        solve = _by_elimination if len(row) <= ELIMINATED_UP_TO else _by_powers
        above |= solve(own, len(row), bound)
    return above


def _by_elimination(entries: Entries, size: int, bound: Floats) -> Chosen:
    """The radius of M is below L exactly when L I - M is a non-singular M-matrix.

    That is when elimination without exchanges meets positive pivots only (Berman and Plemmons 1994, theorem 6.2.3). The
    order is that of fewest new entries, so that a few operations serve all draws.
    """
    left = {at: bound - value if at[0] == at[1] else -value for at, value in entries.items()}
    good, rest = np.ones(len(bound), dtype=bool), set(range(size))
    with np.errstate(all="ignore"):
        while rest:
            rows = {n: [i for i in rest if i != n and (i, n) in left] for n in rest}
            columns = {n: [j for j in rest if j != n and (n, j) in left] for n in rest}
            n = min(rest, key=lambda m: (len(rows[m]) * len(columns[m]), m))
            rest.remove(n)
            pivot = left[n, n]
            good &= pivot > 0.0
            for i in rows[n]:
                ratio = left[i, n] / pivot
                for j in columns[n]:
                    left[i, j] = left.get((i, j), 0.0) - ratio * left[n, j]
    return ~good


def _by_powers(entries: Entries, size: int, bound: Floats) -> Chosen:
    """For large parts: powers of the shifted matrix until the Collatz-Wielandt bounds on the radius decide every draw.

    Source: Horn and Johnson, Matrix Analysis, 8.1.26. A draw that is still open after 500 rounds is so near its bound
    that the mean of the ratios decides.
    """
    fixed = {at: value for at, value in entries.items() if np.ndim(value) == 0}
    rows, columns = [i for i, _ in fixed], [j for _, j in fixed]
    steady = csr_array((np.array(list(fixed.values()), dtype=np.float64), (rows, columns)), shape=(size, size))
    drawn = [(i, j, value) for (i, j), value in entries.items() if np.ndim(value)]
    shift = 0.3 * float(np.mean(bound))
    x = np.ones((size, len(bound)))
    for _ in range(ROUNDS):
        y = steady @ x
        for i, j, value in drawn:
            y[i] += value * x[j]
        ratio = y / x
        above, below = ratio.min(axis=0) > bound, ratio.max(axis=0) <= bound
        if (above | below).all():
            return np.asarray(above)
        x = y + shift * x
        x = np.maximum(x / x.max(axis=0), 1e-290)
    return np.asarray(above | (~below & (ratio.mean(axis=0) > bound)))
