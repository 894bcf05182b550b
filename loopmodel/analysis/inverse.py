"""The entries of (I - A)^-1 that break-evens need, in one factorisation and a block of columns at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from loopmodel.analysis.point import Point
from loopmodel.arrays import Chosen, Floats, Indices

BLOCK = 512
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


def columns_of(part: Point, nodes: bool = True) -> Columns | None:
    """The columns for every link and (if `nodes`) every node; None where I - A cannot be inverted.

    Memory: the matrix, 8 bytes an entry (800 MB for 10,000 nodes), and blocks of 512 columns.
    """
    factors = factorised(part)
    if factors is None:
        return None
    size, count = len(part.nodes), len(part.links)
    needed = np.ones(size, dtype=bool) if nodes else np.bincount(part.target[~part.converts], minlength=size) > 0
    made = Columns(np.zeros(count), np.zeros(size), np.zeros(count, dtype=bool), np.zeros(size, dtype=bool))
    creates, converts = np.flatnonzero(~part.converts), np.flatnonzero(part.converts)
    creates = creates[np.argsort(part.target[creates], kind="stable")]
    asked = np.flatnonzero(needed)
    for block in _blocks(asked):
        columns = solved(factors, block, size)
        signs = _one_sign(columns)
        made.node_slope[block], made.node_one_sign[block] = columns[block, np.arange(len(block))], signs
        links = creates[np.isin(part.target[creates], block)]
        place = np.searchsorted(block, part.target[links])
        made.link_slope[links], made.link_one_sign[links] = columns[part.source[links], place], signs[place]
    for block in _blocks(converts):
        columns = solved(factors, part.target[block], size) - solved(factors, part.source[block], size)
        made.link_slope[block] = columns[part.source[block], np.arange(len(block))]
        made.link_one_sign[block] = _one_sign(columns)
    return made


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
    limit = TINY * np.abs(columns).max(axis=0, initial=0.0)
    return np.asarray((columns >= -limit).all(axis=0) | (columns <= limit).all(axis=0))
