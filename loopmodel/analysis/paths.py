"""Every path by which one node changes the flows of another in a projection: what dominance is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from loopmodel.arrays import Arrays, Floats, Harms
from loopmodel.simulation.factors import kept_retention, multipliers, room, share, unit_flows

Kind = Literal["link", "ceiling", "leaving", "harm", "host", "need"]


class Path(NamedTuple):
    """One path from a node to a node.

    kind     through a link; the room of its target; what leaves a node; a harm, from its killer or its host; a need
    id       of the link, harm or need; of the node for ceiling and leaving
    alone    change of the flow from one period to the next if only the source had changed, negative where it flows
             out; shape (periods - 1,)
    moved    change of the source, as many periods ago as the link has lag, same shape
    """

    kind: Kind
    id: str
    source: int
    target: int
    alone: Floats
    moved: Floats


def paths(arrays: Arrays, amounts: Floats) -> Iterator[Path]:
    """All paths of a projection; amounts of shape (periods, nodes)."""
    free, kept = room(amounts, arrays), kept_retention(amounts, arrays)
    units = unit_flows(multipliers(amounts, arrays), free, kept, arrays)
    yield from _leaving(arrays, amounts, kept)
    yield from _ceilings(arrays, amounts, units, free)
    for link in range(len(arrays.links)):
        yield from _link(arrays, amounts, units, free, link)


def _leaving(arrays: Arrays, amounts: Floats, kept: Floats) -> Iterator[Path]:
    """What leaves a node by itself: more where there is more of it, and where a killer drives it out."""
    harms = arrays.node_harms
    for node, id_ in enumerate(arrays.nodes):
        x, s = amounts[:, node], kept[:, node]
        if (s < 1.0).any():
            yield Path("leaving", id_, node, node, -(1.0 - s[:-1]) * np.diff(x), np.diff(x))
        for harm in np.flatnonzero(harms.target == node).tolist():
            for kind, source, ratio in _harm_ratios(harms, harm, amounts):
                staying = s[:-1] * x[:-1] * (ratio - 1.0)
                yield Path(kind, harms.ids[harm], source, node, staying, np.diff(amounts[:, source]))


def _link(arrays: Arrays, amounts: Floats, units: Floats, free: Floats, link: int) -> Iterator[Path]:
    """The paths through one link: from its source, its harms and its needs, to its target and out of its source."""
    source, target, lag = int(arrays.source[link]), int(arrays.target[link]), int(arrays.lag[link])
    converts = bool(arrays.converts[link])
    sent = units[:, link] * amounts[:, source]
    taken_in = 1.0 if converts else free[:-1, target]
    for kind, id_, from_, ratio in _ratios(arrays, amounts, link):
        moved = np.diff(amounts[:, from_])
        alone = units[:-1, link] * moved if kind == "link" else sent[:-1] * (ratio - 1.0)
        yield Path(kind, id_, from_, target, _late(alone, lag) * taken_in, _late(moved, lag))
        if converts:
            yield Path(kind, id_, from_, source, -alone, moved)


def _ceilings(arrays: Arrays, amounts: Floats, units: Floats, free: Floats) -> Iterator[Path]:
    """The room of each node with a capacity: the fuller it is, the less it takes in of all that arrives."""
    for node in np.flatnonzero(np.isfinite(arrays.capacity)).tolist():
        moved, less = np.diff(amounts[:, node]), np.diff(free[:, node])
        arriving = np.full(len(moved), float(arrays.inflow[node]))
        for link in np.flatnonzero((arrays.target == node) & ~arrays.converts).tolist():
            sent = units[:, link] * amounts[:, arrays.source[link]]
            arriving = arriving + _late(sent[:-1], int(arrays.lag[link]))
        yield Path("ceiling", arrays.nodes[node], node, node, arriving * less, moved)
        for link in np.flatnonzero((arrays.target == node) & arrays.converts).tolist():
            source, lag = int(arrays.source[link]), int(arrays.lag[link])
            alone = units[:-1, link] * amounts[:-1, source] * (_over(free[1:, node], free[:-1, node]) - 1.0)
            yield Path("ceiling", arrays.nodes[node], node, node, _late(alone, lag), _late(moved, lag))
            yield Path("ceiling", arrays.nodes[node], node, source, -alone, moved)


def _late(values: Floats, lag: int) -> Floats:
    """The same `lag` periods later; nothing was under way before."""
    return np.concatenate([np.zeros(min(lag, len(values))), values[: max(len(values) - lag, 0)]])


def _ratios(arrays: Arrays, amounts: Floats, link: int) -> Iterator[tuple[Kind, str, int, Floats]]:
    """For each node that acts on what a link sends, by what the flow is multiplied if only that node changes."""
    source = int(arrays.source[link])
    yield "link", arrays.links[link], source, np.ones(len(amounts) - 1)
    for harm in np.flatnonzero(arrays.link_harms.target == link):
        for kind, from_, ratio in _harm_ratios(arrays.link_harms, int(harm), amounts):
            yield kind, arrays.link_harms.ids[harm], from_, ratio
    for need in np.flatnonzero(arrays.needs.link == link):
        node, half = int(arrays.needs.node[need]), float(arrays.needs.half[need])
        level = amounts[:, node] / (amounts[:, node] + half)
        yield "need", arrays.needs.ids[need], node, _over(level[1:], level[:-1])


def _harm_ratios(harms: Harms, harm: int, amounts: Floats) -> Iterator[tuple[Kind, int, Floats]]:
    killer, host = int(harms.killer[harm]), int(harms.host[harm])
    severity = float(harms.severity[harm])
    k, h = amounts[:, killer], amounts[:, host]
    before = 1.0 - severity * share(k[:-1], h[:-1])
    yield "harm", killer, _over(1.0 - severity * share(k[1:], h[:-1]), before)
    yield "host", host, _over(1.0 - severity * share(k[:-1], h[1:]), before)


def _over(now: Floats, before: Floats) -> Floats:
    return np.divide(now, before, out=np.ones_like(now), where=before > 0)
