"""Which loop drives the curve when: Loops that Matter on a projection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.circuits import Search
from loopmodel.analysis.course import finite_part
from loopmodel.analysis.paths import Kind, Path, paths
from loopmodel.analysis.scores import path_scores
from loopmodel.arrays import Arrays, Floats, arrays_of
from loopmodel.model import LoopModel
from loopmodel.simulation.project import amounts_of

MOST = 400  # loops looked at, those strongest on average first
LARGEST = 2000  # nodes and links


class Step(NamedTuple):
    """One step round a loop: through a link, a ceiling, what leaves, a harm (from killer or host), or a need."""

    kind: Kind
    id: str
    source: str
    target: str


@dataclass(frozen=True, eq=False)
class DrivingLoop:
    """One loop over time.

    shares    relative loop score at each period of `Dominance.periods`: positive where the loop reinforces a change,
              negative where it balances it; sizes of all loops of its group sum to 1, or are 0 where nothing changes
    average   mean size over the periods in which something changes
    group     number of the group of nodes it belongs to: nodes that act on one another
    """

    steps: tuple[Step, ...]
    shares: Floats
    average: float
    group: int


class Spell(NamedTuple):
    """Periods first to last in which one loop (its number) has the largest share; whether it explains half or more."""

    first: int
    last: int
    loop: int
    average: float
    dominant: bool


@dataclass(frozen=True, eq=False)
class Dominance:
    """Loops that Matter on the projection of a model.

    periods   those at which shares are told: from 1 on, since a share compares a period with the one before
    loops     the largest on average first; spells: of the first group, in the order of time
    complete  whether every loop was looked at
    why       why there is nothing to tell, or None
    """

    periods: range
    loops: tuple[DrivingLoop, ...]
    spells: tuple[Spell, ...]
    complete: bool
    why: str | None = None


def dominance(model: LoopModel, periods: int | None = None) -> Dominance:
    """The relative loop scores over a projection (its horizon when None).

    A loop's score is the product of the scores of its paths; its share is that over the sum of the sizes of all loops
    of its group (Schoenberg, Davidsen and Eberlein 2020; link scores as corrected in 2023, see `scores`). Shares at t
    tell what changed the flows between t - 1 and t. A lag is one long path, not a chain of stocks.
    """
    arrays = arrays_of(model)
    if len(arrays.nodes) + len(arrays.links) > LARGEST:
        return _nothing(f"more than {LARGEST:,} nodes and links: too many loops to follow over time")
    amounts = finite_part(amounts_of(arrays, (model.horizon if periods is None else periods) + 1))
    if len(amounts) < 3:
        return _nothing("the projection is too short: a share needs three periods")
    return dominance_of(arrays, amounts)


def _nothing(why: str) -> Dominance:
    return Dominance(range(0), (), (), True, why)


def dominance_of(arrays: Arrays, amounts: Floats) -> Dominance:
    """The same for amounts of shape (periods, nodes) at hand."""
    merged = _merged(paths(arrays, amounts))
    if not merged:
        return _nothing("nothing acts on anything: there is no link, and nothing leaves")
    change = np.diff(np.diff(amounts, axis=0), axis=0)
    with np.errstate(over="ignore", invalid="ignore"):
        scores = np.array([_scores(path, change) for path in merged])
    found, complete = _circuits(merged, len(change), len(arrays.nodes))
    if not found:
        return _nothing("no loop: nothing acts back on itself")
    with np.errstate(over="ignore", invalid="ignore"):
        totals = np.array([np.prod(scores[list(path)], axis=0) for path in found])
    totals = np.where(np.isfinite(totals), totals, 0.0)
    groups = _groups(merged, found)
    loops = _loops(arrays, merged, found, _relative(totals, groups), groups)
    where = range(1, len(change) + 1)
    spells = _spells(where, loops)
    why = None if spells else "nothing changes: every flow stays as it is"
    return Dominance(where, loops, spells, complete, why)


def _scores(path: Path, change: Floats) -> Floats:
    return path_scores(path.alone[: len(change)], change[:, path.target], path.moved[: len(change)])


def _merged(found: Iterable[Path]) -> list[Path]:
    """Paths of the same kind, name and ends added up: flows that are merged must not change a score."""
    made: dict[tuple[str, str, int, int], Path] = {}
    for path in found:
        key = (path.kind, path.id, path.source, path.target)
        before = made.get(key)
        made[key] = path if before is None else path._replace(alone=before.alone + path.alone)
    return list(made.values())


def _circuits(merged: list[Path], periods: int, nodes: int) -> tuple[list[tuple[int, ...]], bool]:
    """Loops of the paths, those strongest on average first, at most MOST."""
    size = np.array([np.abs(p.alone[:periods]).sum() for p in merged])
    target = np.array([p.target for p in merged])
    total = np.bincount(target, size, nodes)[target]
    part = np.divide(size, total, out=np.full(len(size), 1e-12), where=total > 0)
    cost = -np.log(np.maximum(part, 1e-12))
    search = Search(np.array([p.source for p in merged]), target, cost, nodes)
    found: list[tuple[int, ...]] = []
    for circuit in search:
        if len(found) == MOST:
            return found, False
        found.append(circuit.edges)
    return found, search.exhausted


def _groups(merged: list[Path], found: list[tuple[int, ...]]) -> list[int]:
    """For each loop the number of its group: loops that share a node belong together."""
    group: dict[int, int] = {}
    for path in found:
        nodes = {merged[i].source for i in path}
        old = {group[n] for n in nodes if n in group}
        new = min(old, default=min(nodes))
        for node, number in list(group.items()):
            if number in old:
                group[node] = new
        group |= dict.fromkeys(nodes, new)
    return [group[merged[path[0]].source] for path in found]


def _relative(totals: Floats, groups: list[int]) -> Floats:
    made = np.zeros_like(totals)
    for number in set(groups):
        at = [i for i, g in enumerate(groups) if g == number]
        whole = np.abs(totals[at]).sum(axis=0)
        made[at] = np.divide(totals[at], whole, out=np.zeros_like(totals[at]), where=whole > 0)
    return made


def _step(arrays: Arrays, path: Path) -> Step:
    return Step(path.kind, path.id, arrays.nodes[path.source], arrays.nodes[path.target])


def _loops(
    arrays: Arrays, merged: list[Path], found: list[tuple[int, ...]], shares: Floats, groups: list[int]
) -> tuple[DrivingLoop, ...]:
    made = []
    for path, share, group in zip(found, shares, groups, strict=True):
        steps = tuple(_step(arrays, merged[i]) for i in path)
        some = np.abs(shares[[g == group for g in groups]]).sum(axis=0) > 0
        made.append(DrivingLoop(steps, share, float(np.abs(share[some]).mean()) if some.any() else 0.0, group))
    sizes = {g: sum(len(loop.steps) > 1 for loop in made if loop.group == g) for g in set(groups)}
    first = max(sizes, key=lambda g: (sizes[g], -g))
    return tuple(sorted(made, key=lambda loop: (loop.group != first, loop.group, -loop.average)))


def _spells(where: range, loops: tuple[DrivingLoop, ...]) -> tuple[Spell, ...]:
    own = [i for i, loop in enumerate(loops) if loop.group == loops[0].group]
    size = np.abs(np.array([loops[i].shares for i in own]))
    moving = size.sum(axis=0) > 0
    leader = np.where(moving, size.argmax(axis=0), -1)
    made: list[Spell] = []
    start = 0
    for t in range(1, len(leader) + 1):
        if t == len(leader) or leader[t] != leader[start]:
            if leader[start] >= 0:
                average = float(size[leader[start], start:t].mean())
                made.append(Spell(where[start], where[t - 1], own[leader[start]], average, average >= 0.5))
            start = t
    return tuple(made)
