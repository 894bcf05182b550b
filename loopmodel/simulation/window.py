"""One projection of a large model: steady links as one sparse product over the recent periods, the rest by hand.

A link is steady when its flow per unit of source never changes: `creates`, without harm or need. What steady links
bring at t is W times the last (longest lag + 1) periods laid end to end, so lags cost nothing and nothing is copied.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array

from loopmodel.arrays import Arrays, Floats
from loopmodel.simulation.factors import flows
from loopmodel.simulation.step import settle


@dataclass(frozen=True, eq=False)
class _Plan:
    """What depends on the model only: W, the longest steady lag, and the arrays of the links that are not steady."""

    brings: csr_array
    before: int
    linear: bool
    others: Arrays


_KEPT: WeakKeyDictionary[Arrays, _Plan] = WeakKeyDictionary()


def project_windowed(arrays: Arrays, periods: int) -> Floats:
    """Amounts of shape (periods + 1, nodes)."""
    plan = _KEPT.get(arrays)
    if plan is None:
        plan = _KEPT[arrays] = _plan(arrays)
    nodes, before = len(arrays.nodes), plan.before
    history = np.empty((before + periods + 1, nodes))
    history[:before] = 0.0
    history[before] = arrays.start
    flat, size = history.reshape(-1), (before + 1) * nodes
    others = _Others(plan.others)
    for t in range(periods):
        created = plan.brings @ flat[t * nodes : t * nodes + size]
        if plan.linear:
            np.add(created, arrays.inflow, out=history[before + t + 1])
        else:
            history[before + t + 1] = others.settle(t, history[before + t], created)
    return history[before:]


def _plan(arrays: Arrays) -> _Plan:
    steady = _steady(arrays)
    before = int(arrays.lag[steady].max(initial=0))
    linear = bool(steady.all()) and not arrays.capped and not arrays.node_harms.target.size
    brings = _window_matrix(arrays, steady, before, with_retention=linear)
    return _Plan(brings, before, linear, _only(arrays, np.flatnonzero(~steady)))


def _steady(arrays: Arrays) -> np.ndarray:
    changing = np.zeros(len(arrays.links), dtype=bool)
    changing[arrays.link_harms.target] = True
    changing[arrays.needs.link] = True
    return ~arrays.converts & ~changing


def _window_matrix(arrays: Arrays, steady: np.ndarray, before: int, with_retention: bool) -> csr_array:
    """W of shape (nodes, (before + 1) * nodes): block d from the right holds what was sent d periods ago."""
    nodes = len(arrays.nodes)
    rows, values = arrays.target[steady], arrays.rate[steady]
    columns = (before - arrays.lag[steady]) * nodes + arrays.source[steady]
    if with_retention:
        own = np.arange(nodes)
        rows, values = np.concatenate([rows, own]), np.concatenate([values, arrays.retention])
        columns = np.concatenate([columns, before * nodes + own])
    narrow = (rows.astype(np.int32), columns.astype(np.int32))  # half the bytes to move, once a period
    return csr_array((values, narrow), shape=(nodes, (before + 1) * nodes))


class _Others:
    """What the links that are not steady have under way, in rings of (longest lag + 1) periods."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.rows = arrays.longest_lag + 1
        self.created = np.zeros((self.rows, len(arrays.nodes)))
        self.converted = np.zeros((self.rows, len(arrays.nodes)))

    def settle(self, t: int, amounts: Floats, created: Floats) -> Floats:
        """Amounts one period later; `created` is what the steady links bring."""
        arrays, now = self.arrays, t % self.rows
        if not arrays.links:
            return settle(amounts, 0.0, created, 0.0, arrays)
        sent = flows(amounts, arrays)
        due = (now + arrays.lag) % self.rows
        for under_way, of_mode in ((self.created, ~arrays.converts), (self.converted, arrays.converts)):
            np.add.at(under_way, (due[of_mode], arrays.target[of_mode]), sent[of_mode])
        leaving = np.zeros_like(amounts)
        np.add.at(leaving, arrays.source[arrays.converts], sent[arrays.converts])
        settled = settle(amounts, leaving, created + self.created[now], self.converted[now], arrays)
        self.created[now] = 0.0
        self.converted[now] = 0.0
        return settled


def _only(arrays: Arrays, at: np.ndarray) -> Arrays:
    """The arrays with only the links at these positions."""
    new = np.full(len(arrays.links), -1)
    new[at] = np.arange(len(at))
    harms, needs = arrays.link_harms, arrays.needs
    return replace(
        arrays,
        links=tuple(arrays.links[i] for i in at),
        source=arrays.source[at],
        target=arrays.target[at],
        rate=arrays.rate[at],
        lag=arrays.lag[at],
        converts=arrays.converts[at],
        link_harms=replace(harms, target=new[harms.target]),
        needs=replace(needs, link=new[needs.link]),
    )
