"""A model as arrays: what simulation and analysis compute with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from loopmodel.estimate import mid
from loopmodel.model import Harm, LoopModel, Need

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Harms:
    """Harms on links (or on nodes): `target` suffers by severity * share(killer, host). All of shape (harms,)."""

    ids: tuple[str, ...]
    target: Indices
    killer: Indices
    host: Indices
    severity: Floats


@dataclass(frozen=True, eq=False)
class Needs:
    """Needs: `link` runs at x / (x + half) of `node`. All of shape (needs,)."""

    ids: tuple[str, ...]
    link: Indices
    node: Indices
    half: Floats


@dataclass(frozen=True, eq=False)
class Arrays:
    """Nodes and links sorted by id, so that the order of drawing can never change a result.

    start, retention, inflow, capacity have shape (nodes,), capacity infinite where there is none; source, target, lag,
    rate, converts have shape (links,), source and target being positions among the nodes.
    """

    nodes: tuple[str, ...]
    links: tuple[str, ...]
    start: Floats
    retention: Floats
    inflow: Floats
    capacity: Floats
    killer: Chosen
    source: Indices
    target: Indices
    rate: Floats
    lag: Indices
    converts: Chosen
    link_harms: Harms
    node_harms: Harms
    needs: Needs

    @cached_property
    def longest_lag(self) -> int:
        """The longest lag of any link, in whole periods."""
        return int(self.lag.max(initial=0))

    @cached_property
    def capped(self) -> bool:
        """Whether any node has a ceiling."""
        return bool(np.isfinite(self.capacity).any())

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each node id."""
        return {id_: index for index, id_ in enumerate(self.nodes)}


_KEPT: WeakKeyDictionary[LoopModel, Arrays] = WeakKeyDictionary()


def arrays_of(model: LoopModel) -> Arrays:
    """The arrays of a model, made once for each model."""
    found = _KEPT.get(model)
    if found is None:
        found = _KEPT[model] = _arrays(model)
    return found


def _arrays(model: LoopModel) -> Arrays:
    nodes = sorted(model.nodes, key=lambda node: node.id)
    links = sorted(model.links, key=lambda link: link.id)
    at = {node.id: index for index, node in enumerate(nodes)}
    of = {link.id: index for index, link in enumerate(links)}
    harms = sorted(model.harms, key=lambda harm: harm.id)
    return Arrays(
        nodes=tuple(at),
        links=tuple(of),
        start=_floats([mid(node.start) for node in nodes]),
        retention=_floats([mid(node.retention) for node in nodes]),
        inflow=_floats([mid(node.inflow) for node in nodes]),
        capacity=_floats([np.inf if node.capacity is None else mid(node.capacity) for node in nodes]),
        killer=np.array([node.role == "killer" for node in nodes], dtype=bool),
        source=_indices([at[link.source] for link in links]),
        target=_indices([at[link.target] for link in links]),
        rate=_floats([mid(link.rate) for link in links]),
        lag=_indices([link.lag for link in links]),
        converts=np.array([link.mode == "converts" for link in links], dtype=bool),
        link_harms=_harms([harm for harm in harms if harm.target in of], of, at),
        node_harms=_harms([harm for harm in harms if harm.target in at], at, at),
        needs=_needs(sorted(model.needs, key=lambda need: need.id), of, at),
    )


def _harms(harms: Sequence[Harm], targets: dict[str, int], nodes: dict[str, int]) -> Harms:
    return Harms(
        ids=tuple(harm.id for harm in harms),
        target=_indices([targets[harm.target] for harm in harms]),
        killer=_indices([nodes[harm.killer] for harm in harms]),
        host=_indices([nodes[harm.host] for harm in harms]),
        severity=_floats([mid(harm.severity) for harm in harms]),
    )


def _needs(needs: Sequence[Need], links: dict[str, int], nodes: dict[str, int]) -> Needs:
    return Needs(
        ids=tuple(need.id for need in needs),
        link=_indices([links[need.link] for need in needs]),
        node=_indices([nodes[need.node] for need in needs]),
        half=_floats([mid(need.half) for need in needs]),
    )


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _indices(values: Sequence[int]) -> Indices:
    return np.array(values, dtype=np.int64)
