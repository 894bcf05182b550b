"""The entries of (I - A)^-1 that break-evens need, in one factorisation and a block of columns at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import get_lapack_funcs, lu_factor, lu_solve

from loopmodel.analysis.point import Point
from loopmodel.arrays import Chosen, Floats, Indices

BLOCK = 512
WHOLE_UP_TO = 3000  # nodes; beyond, a block of columns at a time
TINY = 1e-9


class Columns(NamedTuple):
    """What the columns of (I - A)^-1 say.

    link_slope     for a link j -> i the entry ji (less jj where it converts): 1 over it leads to growth factor 1
    node_slope     for a node the entry ii
    *_one_sign     whether that column has one sign throughout, so that 1 is then the largest root: of an irreducible
                   non-negative matrix only that one has a vector without negatives (Perron and Frobenius)
    """

    link_slope: Floats
    node_slope: Floats
    link_one_sign: Chosen
    node_one_sign: Chosen


def columns_of(part: Point, signs: bool) -> Columns | None:
    """The columns for every link and every node; None where I - A cannot be inverted. Signs only if asked.

    Memory: the matrix and its inverse, 8 bytes an entry each (16 MB for 1,000 nodes); beyond 3,000 nodes the matrix and
    blocks of 512 columns (800 MB and 41 MB for 10,000).
    """
    factors = factorised(part)
    if factors is None:
        return None
    size, count = len(part.nodes), len(part.links)
    made = Columns(np.zeros(count), np.zeros(size), np.zeros(count, dtype=bool), np.zeros(size, dtype=bool))
    creates, converts = np.flatnonzero(~part.converts), np.flatnonzero(part.converts)
    for block in _blocks(converts):
        columns = solved(factors, part.target[block], size) - solved(factors, part.source[block], size)
        made.link_slope[block] = columns[part.source[block], np.arange(len(block))]
        made.link_one_sign[block] = signs and _one_sign(columns)
    for block in [np.arange(size)] if size <= WHOLE_UP_TO else _blocks(np.arange(size)):
        columns = inverted(factors) if len(block) == size else solved(factors, block, size)
        of_block = signs and _one_sign(columns)
        made.node_slope[block], made.node_one_sign[block] = columns[block, np.arange(len(block))], of_block
        first = int(block[0])
        links = creates[(part.target[creates] >= first) & (part.target[creates] < first + len(block))]
        place = part.target[links] - first
        made.link_slope[links] = columns[part.source[links], place]
        made.link_one_sign[links] = made.node_one_sign[part.target[links]]
    return made


def inverted(factors: tuple[Floats, Indices]) -> Floats:
    """The whole inverse, in the place of the factors."""
    getri = get_lapack_funcs("getri", (factors[0],))
    inverse, _ = getri(*factors, lwork=64 * max(1, len(factors[0])), overwrite_lu=True)
    return np.asarray(inverse, dtype=np.float64)


def factorised(part: Point) -> tuple[Floats, Indices] | None:
    """The LU factors of I - A; None where it has no inverse."""
    size = len(part.nodes)
    matrix = np.zeros((size, size), order="F")
    own = np.arange(size)
    matrix[own, own] = 1.0 - part.stay
    np.subtract.at(matrix, (part.target, part.source), part.gain)
    if not np.isfinite(matrix).all():
        return None
    factors, pivots = lu_factor(matrix, overwrite_a=True, check_finite=False)
    diagonal = np.abs(factors[own, own])
    if size and (not np.isfinite(diagonal).all() or diagonal.min() == 0.0):
        return None
    return factors, pivots


def solved(factors: tuple[Floats, Indices], columns: Indices, size: int) -> Floats:
    """These columns of the inverse, shape (size, columns)."""
    unit = np.zeros((size, len(columns)), order="F")
    unit[columns, np.arange(len(columns))] = 1.0
    return np.asarray(lu_solve(factors, unit, overwrite_b=True, check_finite=False), dtype=np.float64)


def _blocks(numbers: Indices) -> list[Indices]:
    return [numbers[i : i + BLOCK] for i in range(0, len(numbers), BLOCK)]


def _one_sign(columns: Floats) -> Chosen:
    least, most = columns.min(axis=0, initial=0.0), columns.max(axis=0, initial=0.0)
    limit = TINY * np.maximum(-least, most)
    return np.asarray((least >= -limit) | (most <= limit))
