"""Who acts on whom, how strongly and how fast: links and harms as the edges that loops are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loopmodel.analysis.point import Point, point_at_best, point_with_killers
from loopmodel.analysis.state import amounts_at, point_name
from loopmodel.analysis.verdict import At
from loopmodel.arrays import Arrays, Floats, Harms, Indices


@dataclass(frozen=True, eq=False)
class Edges:
    """Links, then harms, at one operating point; all of shape (edges,).

    per_life  units of the target that one unit of the source brings about over its life, without sign; 0 where nothing;
              infinite where the source never leaves
    sign      1, or -1 for a harm
    delay     periods from a unit's arrival at the source to what it brings about, on average; infinite likewise
    lag       whole periods under way beyond the step itself
    """

    at: str
    nodes: tuple[str, ...]
    ids: tuple[str, ...]
    source: Indices
    target: Indices
    per_life: Floats
    sign: Indices
    delay: Floats
    lag: Indices

    @property
    def links(self) -> int:
        """How many of the edges are links; the rest are harms."""
        return int((self.sign > 0).sum())


def edges(arrays: Arrays, at: At) -> Edges:
    """The edges at an operating point. At its best there is no killer, so there are no harms."""
    if at == "best":
        return _edges(point_at_best(arrays), [])
    amounts = amounts_at(arrays, at)
    point = point_with_killers(arrays, amounts, point_name(at))
    return _edges(point, [*_on_nodes(arrays, point, amounts), *_on_links(arrays, point, amounts)])


def _edges(point: Point, harms: list[tuple[str, int, int, float]]) -> Edges:
    ids = (*point.links, *(harm[0] for harm in harms))
    source = np.concatenate([point.source, np.array([harm[1] for harm in harms], dtype=np.int64)])
    target = np.concatenate([point.target, np.array([harm[2] for harm in harms], dtype=np.int64)])
    gain = np.concatenate([point.gain, np.array([harm[3] for harm in harms], dtype=np.float64)])
    lag = np.concatenate([point.lag, np.zeros(len(harms), dtype=np.int64)])
    stay = point.stay[source]
    with np.errstate(over="ignore"):
        life = np.divide(1.0, 1.0 - stay, out=np.full(len(stay), np.inf), where=stay < 1.0)
        per_life = np.where(gain > 0.0, np.maximum(gain, 5e-324) * life, 0.0)
    sign = np.where(np.arange(len(ids)) < len(point.links), 1, -1)
    return Edges(point.name, point.nodes, ids, source, target, per_life, sign, lag + life, lag)


def _on_nodes(arrays: Arrays, point: Point, amounts: Floats) -> list[tuple[str, int, int, float]]:
    """What one more killer takes from the units that stay at the node it harms."""
    harms = arrays.node_harms
    lost = _share_lost(harms, amounts, point.per_retention[harms.target] * arrays.retention[harms.target])
    lost = lost * amounts[harms.target]
    return list(zip(harms.ids, harms.killer.tolist(), harms.target.tolist(), lost.tolist(), strict=True))


def _on_links(arrays: Arrays, point: Point, amounts: Floats) -> list[tuple[str, int, int, float]]:
    """What one more killer takes from the units that the link it harms brings to its target."""
    harms = arrays.link_harms
    lost = _share_lost(harms, amounts, point.gain[harms.target]) * amounts[arrays.source[harms.target]]
    ends = arrays.target[harms.target]
    return list(zip(harms.ids, harms.killer.tolist(), ends.tolist(), lost.tolist(), strict=True))


def _share_lost(harms: Harms, amounts: Floats, level: Floats) -> Floats:
    """The slope of `level` in the amount of the killer, without sign: severity * d share / d killer over the factor."""
    killer, host = amounts[harms.killer], amounts[harms.host]
    total = killer + host
    slope = np.divide(host, total * total, out=np.zeros_like(total), where=total > 0)
    share = np.divide(killer, total, out=np.zeros_like(total), where=total > 0)
    factor = 1.0 - harms.severity * share
    return np.asarray(level * harms.severity * np.divide(slope, factor, out=np.zeros_like(slope), where=factor > 0))
