"""Every loop of a model: its gain, its cycle time, its share of the growth; the strongest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from loopmodel.analysis.elasticity import Elasticities, elasticities
from loopmodel.analysis.influence import Edges, edges
from loopmodel.analysis.listing import By, listed
from loopmodel.analysis.share import Shares, shares_of
from loopmodel.analysis.verdict import At, operating_point
from loopmodel.arrays import Floats, arrays_of
from loopmodel.model import LoopModel


@dataclass(frozen=True)
class Loop:
    """One loop at one operating point.

    links       ids of what carries it, in order: links, and harms where it passes through a killer
    nodes       ids of the nodes it passes through, in the same order, each the source of its link
    harms       those of `links` that are harms
    gain        how many of itself one unit brings about in one round, per generation; negative where it is balancing
    cycle_time  periods a round takes on average
    polarity    reinforcing, or balancing where it passes through an odd number of harms
    share       its share of the growth, with `unique` telling whether any other split is possible
    via         the products or features that carry its links
    """

    links: tuple[str, ...]
    nodes: tuple[str, ...]
    harms: tuple[str, ...]
    gain: float | None
    gain_why: str | None
    cycle_time: float | None
    cycle_time_why: str | None
    polarity: Literal["reinforcing", "balancing"]
    share: float | None
    share_why: str | None
    unique: bool
    via: tuple[str, ...]


@dataclass(frozen=True)
class Loops:
    """Loops of a model at one operating point, in the order asked for.

    complete      whether every loop of the model is listed
    partial_why   what is left out, or None
    staying       share of the growth that passes through what merely stays; None with `staying_why`
    rest          share of the growth that passes through loops not listed; None where undefined
    rule          how the growth is split where loops share links, in words
    """

    at: str
    by: By
    loops: tuple[Loop, ...]
    complete: bool
    partial_why: str | None
    staying: float | None
    staying_why: str | None
    rest: float | None
    rule: str


def find_loops(model: LoopModel, at: At = "start", top: int = 100, by: By = "gain") -> Loops:
    """The `top` loops by gain, by cycle time (shortest first) or by share of growth.

    A loop is an ordered tuple of links (harms among them), so parallel links make different loops. Gain is the product
    of the rates (times multipliers and room) over the product of what leaves at the nodes, 1 - stay; cycle time is the
    sum of lag + 1 + stay / (1 - stay) (model of docs/formulas.md, "Loops"). Found best first; never more is listed than
    asked for. Raises ValueError where `top` is below 1 or `at` no period.
    """
    if top < 1:
        raise ValueError(f"top is {top}; it must be 1 or more")
    arrays = arrays_of(model)
    found = edges(arrays, at)
    leverage = elasticities(operating_point(arrays, at))
    strength = _strength(found, leverage)
    listing = listed(found, strength, top, by)
    shares = shares_of([c.edges for c in listing.circuits], found, leverage, strength, listing.complete)
    order = list(range(len(listing.circuits)))
    if by == "share":
        order.sort(key=lambda i: -(shares.values[i] or 0.0))
    made = [_loop(model, found, listing.circuits[i].edges, shares, i) for i in order[:top]]
    whole = listing.complete and len(order) <= top
    why = None if whole else listing.why or f"there are {len(order):,} loops"
    return Loops(found.at, by, tuple(made), whole, why, shares.staying, leverage.why, shares.rest, shares.rule)


def _strength(found: Edges, leverage: Elasticities) -> Floats:
    """For each edge the chance that growth leaving its source goes this way; 0 outside the part that decides.

    The product round a loop is its rates, each discounted by the growth over its delay: the cycles of the Markov chain
    that the elasticities make (Tuljapurkar 1982), which no choice of units can change.
    """
    made = np.zeros(len(found.ids))
    if leverage.entries is None:
        return made
    place = {id_: i for i, id_ in enumerate(found.ids)}
    flow = leverage.entries[0]
    for i in np.flatnonzero(flow > 0):
        made[place[leverage.link_ids[i]]] = flow[i]
    total = np.bincount(found.source, made, len(found.nodes))[found.source]
    return np.divide(made, total, out=np.zeros_like(made), where=total > 0)


def _loop(model: LoopModel, found: Edges, path: tuple[int, ...], shares: Shares, number: int) -> Loop:
    at = list(path)
    balancing = int(found.sign[at].prod()) < 0
    gain, gain_why = _gain(model, found, at)
    time = float(found.delay[at].sum())
    endless = None if np.isfinite(time) else _never_leaves(model, found, at)
    links = tuple(found.ids[i] for i in at)
    share, share_why, unique = shares.of(number)
    return Loop(
        links=links,
        nodes=tuple(found.nodes[found.source[i]] for i in at),
        harms=tuple(found.ids[i] for i in at if found.sign[i] < 0),
        gain=None if gain is None else (-gain if balancing else gain),
        gain_why=gain_why,
        cycle_time=time if endless is None else None,
        cycle_time_why=endless,
        polarity="balancing" if balancing else "reinforcing",
        share=share,
        share_why=share_why,
        unique=unique,
        via=tuple(dict.fromkeys(v for id_ in links if (v := getattr(model.by_id[id_], "via", "")))),
    )


def _gain(model: LoopModel, found: Edges, at: list[int]) -> tuple[float | None, str | None]:
    factors = found.per_life[at]
    if (factors == 0.0).any():
        return 0.0, None
    if not np.isfinite(factors).all():
        return None, _never_leaves(model, found, at)
    log_gain = float(np.log(factors).sum())
    if abs(log_gain) > 709.0:
        return None, "its rates are too large or too small for arithmetic"
    return float(np.exp(log_gain)), None


def _never_leaves(model: LoopModel, found: Edges, at: list[int]) -> str:
    first = next((found.nodes[found.source[i]] for i in at if not np.isfinite(found.delay[i])), None)
    if first is None:
        return "its rates are too large for arithmetic"
    return f"a unit of “{model.by_id[first].name}” never leaves (it keeps all), so it goes on without end"
