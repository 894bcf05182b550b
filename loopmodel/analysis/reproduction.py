"""R, the reproduction number of a node: how many of itself one unit brings about over its life."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import spsolve

from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.point import Point
from loopmodel.analysis.spectrum import DENSE_UP_TO
from loopmodel.arrays import Floats, Indices


class Reproduction(NamedTuple):
    """R of a node per generation, or None with the reason."""

    value: float | None
    why: str | None = None


def reproduction(point: Point, node: str) -> Reproduction:
    """The type reproduction number of a node (Roberts and Heesterbeek 2003; Heesterbeek and Roberts 2007).

    With K = T (I - S)^-1, S what stays and T all links (lags do not matter), it is K_ii + K_ir (I - K_rr)^-1 K_ri, r
    being every other node: the same number as 1 - 1 / [(I - K)^-1]_ii, but finite at break-even. Above 1 exactly
    when the growth factor is. None where the rest of the model grows without the node, or a unit never leaves.
    """
    if node not in point.nodes:
        return Reproduction(None, "the node is a killer, or not there")
    at = point.nodes.index(node)
    if not point.on_loop[at]:
        return Reproduction(None, "it lies on no loop")
    rest = np.ones(len(point.nodes), dtype=bool)
    rest[at] = False
    if loop_growth_factor(point.only(rest)) >= 1.0 + STEADY:
        return Reproduction(None, "the rest of the model carries itself even without it")
    loop = point.only(point.component == point.component[at])
    with np.errstate(over="ignore", invalid="ignore"):
        found = _through(loop, loop.nodes.index(node))
    if found.value is not None and not np.isfinite(found.value):
        return Reproduction(None, "its rates are too large or too far apart for arithmetic")
    return found


def _through(loop: Point, at: int) -> Reproduction:
    if loop.stay[at] >= 1.0:
        return Reproduction(None, "a unit of it never leaves (retention 1), so it brings about more without end")
    endless = (loop.stay >= 1.0) & (np.arange(len(loop.nodes)) != at)
    if endless.any():
        return Reproduction(None, "a unit elsewhere on its loop never leaves (retention 1), so it goes on without end")
    size = len(loop.nodes)
    per_life = loop.gain / (1.0 - loop.stay[loop.source])
    rest = np.flatnonzero(np.arange(size) != at)
    onward, back = np.zeros(size), np.zeros(size)
    out, into = loop.source == at, loop.target == at
    np.add.at(onward, loop.target[out], per_life[out])
    np.add.at(back, loop.source[into], per_life[into])
    value = float(onward[at])
    if rest.size:
        value += float(back[rest] @ _solved(loop, per_life, rest, onward[rest]))
    return Reproduction(value)


def _solved(loop: Point, per_life: Floats, rest: Indices, onward: Floats) -> Floats:
    """(I - K)^-1 onward over the rest of the loop: how many of each node one unit brings about without itself."""
    size = len(loop.nodes)
    if size <= DENSE_UP_TO:
        dense = np.eye(size)
        np.subtract.at(dense, (loop.target, loop.source), per_life)
        return np.linalg.solve(dense[np.ix_(rest, rest)], onward).astype(np.float64)
    k = csr_array((per_life, (loop.target, loop.source)), shape=(size, size)).tocsc()
    inner = (eye_array(rest.size, format="csc") - k[rest, :][:, rest]).tocsc()
    return np.atleast_1d(spsolve(inner, onward))
