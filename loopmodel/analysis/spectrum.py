"""The spectral radius of one strongly connected part of an operating point, with its right and left vectors."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.linalg import eig
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import splu

from loopmodel.analysis.balance import units
from loopmodel.analysis.point import Point
from loopmodel.arrays import Floats, Indices

DENSE_UP_TO = 60
ROUNDS, POWERS = 50, 8  # of powers, before inverse iteration takes over
LARGEST_LOG = 709.78  # beyond, exp is no float any more


class Mode(NamedTuple):
    """How a part grows in the long run.

    log_factor  log of the growth factor; -inf where it is 0
    links       share of the growth that passes through each link, shape (links,)
    nodes       the same through what stays at each node, shape (nodes,); with `links` it sums to 1
    mean_lag    lags averaged by these shares, in periods
    """

    log_factor: float
    links: Floats
    nodes: Floats
    mean_lag: float

    @property
    def factor(self) -> float:
        """The growth factor per period."""
        return math.exp(min(self.log_factor, LARGEST_LOG))


def mode(part: Point) -> Mode:
    """The dominant mode of a strongly connected part whose links all carry something.

    With lag d a link enters as gain * L**-d, and the growth factor is the L at which M(L) = diag(stay) + these has the
    spectral radius L. log radius(M(e**q)) is convex in q, so Newton's method finds it; its slope is the mean lag.
    """
    matrix = Matrix(part)
    log_factor, right, left = 0.0, np.ones(matrix.size), np.ones(matrix.size)
    limit, step = (3.0 if matrix.lag.any() else math.inf), 1.0
    for _ in range(400):
        # The radius between both vectors is as good as their errors multiplied: they need only be as good as the step.
        log_radius, right, left = matrix.eigen(log_factor, right, left, max(1e-8, min(1e-2, abs(step))))
        if log_radius == -math.inf:
            break
        weight = matrix.weight(log_factor, right, left)
        mean_lag = float(matrix.lag @ weight)
        before, step = step, (log_radius - log_factor) / (1.0 + mean_lag)
        log_factor += max(-limit, min(limit, step))
        if abs(step) < 1e-13 * max(1.0, abs(log_factor)) and abs(before) <= 1e-8:
            break
    if log_radius == -math.inf:
        nothing = np.zeros(len(part.nodes))
        return Mode(-math.inf, np.zeros(len(part.links)), nothing, 0.0)
    count = len(part.links)
    return Mode(log_factor, weight[:count], weight[count:], mean_lag)


class Matrix:
    """M(L) of a part, as a function of log L, with the pattern made once."""

    def __init__(self, part: Point) -> None:
        size = len(part.nodes)
        own = np.arange(size)
        self.size = size
        self.rows = np.concatenate([part.target, own])
        self.columns = np.concatenate([part.source, own])
        self.lag = np.concatenate([part.lag, np.zeros(size, dtype=np.int64)])
        self.value = np.concatenate([part.gain, part.stay])
        with np.errstate(divide="ignore"):
            self.log_value = np.log(self.value)
        self._by_row = _Compressed(self.rows, self.columns, size)
        self._by_column = _Compressed(self.columns, self.rows, size)

    def scaled(self, log_factor: float) -> tuple[Floats, float]:
        """The entries of M(L) over the largest of them, nodes counted in units that suit, and log of the largest."""
        log_entry = self.log_value - self.lag * log_factor
        unit = units(self.columns, self.rows, log_entry, self.size)
        log_entry = log_entry + unit[self.columns] - unit[self.rows]
        largest = float(log_entry.max(initial=-math.inf))
        if largest == -math.inf:
            return np.zeros(len(self.lag)), largest
        return np.asarray(np.exp(log_entry - largest), dtype=np.float64), largest

    def eigen(self, log_factor: float, right: Floats, left: Floats, enough: float) -> tuple[float, Floats, Floats]:
        """Log of the radius of M, right and left vector to the accuracy `enough`, starting from those of a nearby L."""
        entries, largest = self.scaled(log_factor)
        if largest == -math.inf:
            return -math.inf, np.zeros(self.size), np.zeros(self.size)
        if self.size <= DENSE_UP_TO:
            dense = np.zeros((self.size, self.size))
            np.add.at(dense, (self.rows, self.columns), entries)
            radius, right, left = _dense(dense)
        else:
            matrix = self._by_row.filled(entries)
            right, left = power(matrix, right, enough), power(self._by_column.filled(entries), left, enough)
            radius = float(left @ (matrix @ right) / (left @ right))
        return (math.log(radius) + largest if radius > 0 else -math.inf), right, left

    def weight(self, log_factor: float, right: Floats, left: Floats) -> Floats:
        """Share of the growth that passes through each entry (Caswell 2001, 9.2): links first, then what stays."""
        weight = left[self.rows] * self.scaled(log_factor)[0] * right[self.columns]
        total = float(weight.sum())
        return np.asarray(weight / total if total > 0.0 else weight, dtype=np.float64)


class _Compressed:
    """The pattern of a sparse matrix, sorted once."""

    def __init__(self, rows: Indices, columns: Indices, size: int) -> None:
        self.order = np.argsort(rows, kind="stable")
        self.columns = columns[self.order].astype(np.int32)
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int32)
        self.shape = (size, size)

    def filled(self, entries: Floats) -> csr_array:
        """The matrix with these entries."""
        return csr_array((entries[self.order], self.columns, self.starts), shape=self.shape)


def _dense(matrix: Floats) -> tuple[float, Floats, Floats]:
    values, left, right = eig(matrix, left=True, right=True)
    at = int(np.argmax(values.real))
    return float(values[at].real), np.abs(right[:, at]), np.abs(left[:, at])


def power(matrix: csr_array, vector: Floats, enough: float = 1e-8) -> Floats:
    """The positive vector, by powers of (matrix + shift): the shift keeps a period-two matrix from swinging.

    Ends when the Collatz-Wielandt bounds on the radius meet (Horn and Johnson, Matrix Analysis, 8.1.26); where they
    would take too long, inverse iteration from the upper bound (Noda 1971) goes on.
    """
    image = matrix @ vector
    shift = 0.1 * float(image.max() / vector.max())
    for _ in range(ROUNDS):
        ratios = image / vector
        if ratios.max() - ratios.min() <= enough * ratios.max():
            return vector
        for _ in range(POWERS):
            vector = image + shift * vector
            image = matrix @ vector
        size = vector.max()
        vector, image = np.maximum(vector / size, 1e-290), image / size
    return _inverse_iteration(matrix, vector, enough)


def _inverse_iteration(matrix: csr_array, vector: Floats, enough: float) -> Floats:
    for _ in range(60):
        upper = float((matrix @ vector / vector).max())
        solver = splu((upper * (1 + 1e-12) * eye_array(matrix.shape[0], format="csr") - matrix).tocsc())
        vector = np.abs(solver.solve(vector))
        vector = np.maximum(vector / vector.max(), 1e-290)
        ratios = matrix @ vector / vector
        if ratios.max() - ratios.min() <= enough * ratios.max():
            break
    return vector
