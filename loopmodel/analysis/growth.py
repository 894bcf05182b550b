"""Growth factor and doubling time of an operating point."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.linalg import eig
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from loopmodel.analysis.point import Point
from loopmodel.arrays import Floats

DENSE_UP_TO = 60
STEADY = 1e-9  # growth factors within this of 1 count as 1


class Eigen(NamedTuple):
    """Spectral radius of an irreducible non-negative matrix, with its positive right and left vectors."""

    radius: float
    right: Floats
    left: Floats


def growth_factor(point: Point, loops: float | None = None) -> float:
    """Growth factor per period: the spectral radius of the matrix over nodes and units under way.

    0 where nothing stays and no link closes a loop. Source: Caswell, Matrix Population Models, 2nd ed. (2001), 4.4.
    Lags never widen the matrix: with lag d a link enters as gain * L**-d, and the growth factor is the L at which
    M(L) = diag(stay) + sum of gain * L**-lag has the spectral radius L (the characteristic equation of the widened
    matrix, Caswell 4.1). log radius(M(e**q)) is convex in q, so Newton's method finds it from any start. `loops` may
    hand in the loop growth factor where it is known.
    """
    alone = float(point.stay[~point.on_loop].max(initial=0.0))
    return max(alone, loop_growth_factor(point) if loops is None else loops)


def loop_growth_factor(point: Point) -> float:
    """The same for the nodes that lie on loops alone; 0 where there are none."""
    factors = [_strong(point.only(point.component == c)) for c in np.unique(point.component[point.on_loop])]
    return max(factors, default=0.0)


def doubling_time(factor: float) -> float | None:
    """Periods until everything has doubled, ln 2 / ln factor; None where the factor is at most 1."""
    return math.log(2) / math.log(factor) if factor > 1 + STEADY else None


def _strong(part: Point) -> float:
    """Growth factor of one strongly connected part; links whose gain is 0 may take it apart again."""
    live = part.gain > 0
    if live.all():
        return _newton(part)
    size = len(part.nodes)
    graph = csr_array((np.ones(int(live.sum())), (part.source[live], part.target[live])), shape=(size, size))
    count, label = connected_components(graph, directed=True, connection="strong")
    if count == 1 and live.any():
        return _newton(part)
    pieces = [part.only(label == c) for c in range(count)]
    return max(_newton(p) if (p.gain > 0).any() else float(p.stay.max()) for p in pieces)


def _newton(part: Point) -> float:
    matrix = _Matrix(part)
    log_factor, eigen = 0.0, None
    for _ in range(100):
        eigen = matrix.eigen(log_factor, eigen)
        if eigen.radius <= 0.0:
            return 0.0
        away = math.log(eigen.radius) - log_factor
        step = away / (1.0 + matrix.mean_lag(log_factor, eigen))
        log_factor += max(-3.0, min(3.0, step))
        if abs(step) < 1e-13:
            break
    return math.exp(log_factor)


class _Matrix:
    """M(L) of a part, as a function of log L, with the pattern made once."""

    def __init__(self, part: Point) -> None:
        size = len(part.nodes)
        own = np.arange(size)
        self.size = size
        self.rows = np.concatenate([part.target, own])
        self.columns = np.concatenate([part.source, own])
        self.lag = np.concatenate([part.lag, np.zeros(size, dtype=np.int64)])
        self.value = np.concatenate([part.gain, part.stay])

    def _scaled(self, log_factor: float) -> Floats:
        return self.value * np.exp(np.clip(-self.lag * log_factor, -700.0, 250.0))

    def eigen(self, log_factor: float, before: Eigen | None) -> Eigen:
        """Radius and vectors of M, starting from those of a nearby L."""
        shape = (self.size, self.size)
        if self.size <= DENSE_UP_TO:
            dense = np.zeros(shape)
            np.add.at(dense, (self.rows, self.columns), self._scaled(log_factor))
            return _dense(dense)
        matrix = csr_array((self._scaled(log_factor), (self.rows, self.columns)), shape=shape)
        ones = np.ones(self.size)
        _, right, left = before or Eigen(0.0, ones, ones)
        right, left = _power(matrix, right), _power(csr_array(matrix.T), left)
        return Eigen(float(left @ (matrix @ right) / (left @ right)), right, left)

    def mean_lag(self, log_factor: float, eigen: Eigen) -> float:
        """Lags averaged by how much the growth passes through each entry: minus the slope of log radius."""
        weight = eigen.left[self.rows] * self._scaled(log_factor) * eigen.right[self.columns]
        return float((self.lag * weight).sum() / weight.sum())


def _dense(matrix: Floats) -> Eigen:
    values, left, right = eig(matrix, left=True, right=True)
    at = int(np.argmax(values.real))
    return Eigen(float(values[at].real), np.abs(right[:, at]), np.abs(left[:, at]))


def _power(matrix: csr_array, vector: Floats, enough: float = 1e-8) -> Floats:
    """The positive vector, by powers of (matrix + shift): the shift keeps a period-two matrix from swinging.

    Ends when the Collatz-Wielandt bounds on the radius meet (Horn and Johnson, Matrix Analysis, 8.1.26); where they
    would take too long, inverse iteration from the upper bound (Noda 1971) goes on.
    """
    shift = 0.1 * float(np.abs(matrix @ vector).max() / vector.max())
    for _ in range(400):
        image = matrix @ vector
        ratios = image / vector
        if ratios.max() - ratios.min() <= enough * ratios.max():
            return vector
        vector = image + shift * vector
        vector = np.maximum(vector / vector.max(), 1e-290)
    for _ in range(60):
        upper = float((matrix @ vector / vector).max())
        solver = splu((upper * (1 + 1e-12) * eye_array(matrix.shape[0], format="csr") - matrix).tocsc())
        vector = np.abs(solver.solve(vector))
        vector = np.maximum(vector / vector.max(), 1e-290)
        ratios = matrix @ vector / vector
        if ratios.max() - ratios.min() <= enough * ratios.max():
            break
    return vector
