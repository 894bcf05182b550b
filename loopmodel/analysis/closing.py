"""The close-the-loop advisor: every missing link that would close an open or fading model, easiest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.growth import STEADY, loop_growth_factor
from loopmodel.analysis.missing import Missing, Pair, missing_rates, pairs_of
from loopmodel.analysis.patterns import Pattern, pattern
from loopmodel.analysis.point import Point
from loopmodel.analysis.sides import customer_user_loop
from loopmodel.analysis.state import amounts_at
from loopmodel.analysis.verdict import At, operating_point
from loopmodel.arrays import Chosen, Floats, arrays_of
from loopmodel.model import LoopModel
from loopmodel.simulation.factors import room

PLAUSIBLE = 10.0  # times the plausible rate: beyond, a single link is not counted as enough
NOTHING_UP_TO = 10_000  # pairs that close nothing and are named
NOT_NEEDED = "the loops carry themselves already, so no further link is needed"
NO_SINGLE = "no single missing link closes anything"
NO_WAY_BACK = "nothing leads from {target} back to {source}"
TOO_THIN = "so little comes back from {target} to {source} that no rate is enough"
FULL = "{target} is full here: there is no room for more"


class Candidate(NamedTuple):
    """A link that is not drawn and would close the loop.

    break_even  the rate at which the loops just carry themselves; 0 where any rate will do
    ratio       that rate over what is plausible for the two roles: below 1 is easy
    joins       whether it is the hop that joins customer and user
    pattern     how products have done it
    """

    source: str
    target: str
    break_even: float
    ratio: float
    joins: bool
    pattern: Pattern


class Nothing(NamedTuple):
    """A link that is not drawn and would close nothing, with the reason."""

    source: str
    target: str
    why: str


@dataclass(frozen=True)
class Closing:
    """What would close a model at one operating point.

    candidates           easiest first, the hop that joins customer and user before all others; where any rate will do,
                         the plausible one is taken for the order; `candidates_count` of them there are
    own                  the same for links from a node to itself
    closes_nothing       the pairs that close nothing, at most 10,000 of them; `closes_nothing_count` of them there are
    pairs                where no single link is plausibly enough: two that are together, easiest first
    why                  why there are no candidates, or None
    """

    at: str
    candidates: tuple[Candidate, ...]
    candidates_count: int
    own: tuple[Candidate, ...]
    closes_nothing: tuple[Nothing, ...]
    closes_nothing_count: int
    pairs: tuple[Pair, ...]
    why: str | None


def closing(model: LoopModel, at: At = "start", top: int = 20) -> Closing:
    """Missing links that would close the model, with the rate each must reach; at most `top` of them.

    With B the model as it is, a link j -> i is at break-even at 1 / [(I - B)^-1]_ji over the room at i, valid while the
    loops of B fade (rank-one change, Sherman and Morrison 1950; the target reproduction number of Shuai, Heesterbeek
    and van den Driessche 2013 gives the same threshold). 0 where a node on the way round keeps everything. Order:
    break-even over the plausible rate of the two roles (`patterns`). Raises ValueError where `top` is below 1 or
    `at` no period.
    """
    if top < 1:
        raise ValueError(f"top is {top}; it must be 1 or more")
    arrays = arrays_of(model)
    point = operating_point(arrays, at)
    if not point.nodes:
        return _none(point.name, "there is nothing to link: the model has no nodes that are no killers")
    if loop_growth_factor(point) >= 1.0 - STEADY:
        return _none(point.name, NOT_NEEDED)
    missing = missing_rates(model, point, _room(model, point, at))
    shown, count = _candidates(model, point, missing, missing.pairs, top)
    own, _ = _candidates(model, point, missing, missing.own, top)
    nothing, idle = _nothing(model, point, missing)
    easy = any(candidate.ratio <= PLAUSIBLE for candidate in shown)
    pairs = () if easy else pairs_of(model, point, missing, top)
    return Closing(point.name, shown, count, own, nothing, idle, pairs, None if count else NO_SINGLE)


def _none(at: str, why: str) -> Closing:
    return Closing(at, (), 0, (), (), 0, (), why)


def _room(model: LoopModel, point: Point, at: At) -> Floats:
    """Room at each node of the point: a new link fills what is free."""
    arrays = arrays_of(model)
    if at == "best":
        return np.ones(len(point.nodes))
    free = room(amounts_at(arrays, at), arrays)
    return free[[arrays.position[id_] for id_ in point.nodes]]


def _candidates(
    model: LoopModel, point: Point, missing: Missing, among: Chosen, top: int
) -> tuple[tuple[Candidate, ...], int]:
    """The easiest `top` of the pairs that close something, and how many do."""
    hop = customer_user_loop(model).missing
    ratio = np.where(among & np.isfinite(missing.rate), missing.rate / missing.typical, np.inf).ravel()
    ratio[ratio == 0.0] = 1.0  # any rate will do in the end, but how soon it tells depends on the rate
    count = int(np.isfinite(ratio).sum())
    few = min(count, top)
    best = np.argpartition(ratio, few - 1)[:few] if few else np.zeros(0, dtype=np.int64)
    best = best[np.argsort(ratio[best], kind="stable")]
    made = [_candidate(model, point, missing, divmod(int(i), len(point.nodes)), hop) for i in best]
    joining = _joining(point, missing, among, hop)
    if joining is not None:
        first = _candidate(model, point, missing, joining, hop)
        made = [first, *(c for c in made if (c.source, c.target) != hop)][:top]
    return tuple(made), count


def _joining(point: Point, missing: Missing, among: Chosen, hop: tuple[str, str] | None) -> tuple[int, int] | None:
    """Positions of the hop between customer and user, where it closes something."""
    if hop is None:
        return None
    at = point.nodes.index(hop[0]), point.nodes.index(hop[1])
    return at if among[at] and np.isfinite(missing.rate[at]) else None


def _candidate(
    model: LoopModel, point: Point, missing: Missing, at: tuple[int, int], hop: tuple[str, str] | None
) -> Candidate:
    source, target = point.nodes[at[0]], point.nodes[at[1]]
    known = pattern(model.by_id[source].role, model.by_id[target].role)
    rate = float(missing.rate[at])
    return Candidate(source, target, rate, rate / float(missing.typical[at]), (source, target) == hop, known)


def _nothing(model: LoopModel, point: Point, missing: Missing) -> tuple[tuple[Nothing, ...], int]:
    """The pairs that close nothing, with the reason, and how many there are."""
    idle = missing.pairs & ~np.isfinite(missing.rate)
    made = []
    for i, j in np.argwhere(idle)[:NOTHING_UP_TO].tolist():
        source, target = point.nodes[i], point.nodes[j]
        names = {"source": model.by_id[source].name, "target": model.by_id[target].name}
        full = missing.room[j] <= 0.0
        why = FULL if full else TOO_THIN if missing.back[i, j] else NO_WAY_BACK
        made.append(Nothing(source, target, why.format(**names)))
    return tuple(made), int(idle.sum())
