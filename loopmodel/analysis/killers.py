"""How much of each killer the loops bear, and the least counter-force that saves them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.course import carries, ends_well
from loopmodel.analysis.crossing import crossing
from loopmodel.analysis.growth import STEADY
from loopmodel.analysis.state import amounts_at, point_name
from loopmodel.analysis.verdict import At
from loopmodel.arrays import Arrays, Floats, Harms, Needs, arrays_of
from loopmodel.model import LoopModel

EVERYTHING = 1e15  # times the host: a share of 1 but for the last digits


class Answer(NamedTuple):
    """A number, or None with the reason."""

    value: float | None
    why: str | None = None


class Tolerance(NamedTuple):
    """How much of one killer the loops bear at an operating point, everything else as it is there.

    host     the node it hides among (the first by id where there are several)
    now      its share there at the operating point, or None at the best of the model
    share    its share, 0 to 1, at which the growth factor of the loops is 1
    amount   the same in units
    """

    killer: str
    at: str
    host: str
    now: float | None
    share: Answer
    amount: Answer


class CounterForce(NamedTuple):
    """The least moderation that saves the loops: the most of a killer that may last from one period to the next.

    now    the killer's retention as drawn; saved: whether the loops carry themselves at the horizon with it
    least  the largest retention of the killer with which they do
    """

    killer: str
    now: float
    saved: bool
    least: Answer


def tolerances(model: LoopModel, at: At = "start") -> tuple[Tolerance, ...]:
    """The tolerance of every killer of a model that harms something, in file order.

    For one loop of gain g with severity 1 on one link the share is 1 - 1 / g; else it is found by bisection on the
    growth factor. With room everywhere, because a ceiling is no killer; at its best there is no other killer. None
    where the loops bear all of it, or fade without it. Raises ValueError where `at` is no period.
    """
    arrays = arrays_of(model)
    return tuple(_tolerance(arrays, killer, at) for killer in harming(model, arrays))


def counter_forces(model: LoopModel) -> tuple[CounterForce, ...]:
    """The least counter-force to every killer that harms something, by bisection on the projection, in file order.

    None where the loops carry themselves at the horizon even if nobody removes any of it, and where they do not even if
    all of it goes each period.
    """
    arrays = arrays_of(model)
    return tuple(_counter_force(arrays, killer, model.horizon) for killer in harming(model, arrays))


def harming(model: LoopModel, arrays: Arrays) -> list[str]:
    """The killers that harm something, in file order."""
    return [n.id for n in model.nodes if n.role == "killer" and _hosts(arrays, arrays.position[n.id])]


def _hosts(arrays: Arrays, killer: int) -> list[int]:
    return [int(h.host[i]) for h in (arrays.link_harms, arrays.node_harms) for i in np.flatnonzero(h.killer == killer)]


def _tolerance(arrays: Arrays, killer: str, at: At) -> Tolerance:
    place = arrays.position[killer]
    host = min(_hosts(arrays, place))
    if at == "best":
        arrays, amounts = _alone(arrays, place), np.ones(len(arrays.nodes))
    else:
        amounts = amounts_at(arrays, at)
    hidden = float(amounts[host])
    now = None if at == "best" else _share(float(amounts[place]), hidden)
    share, amount = _breaking(arrays, amounts, place, hidden, arrays.nodes[host])
    if at == "best" and amount.value is not None:
        amount = Answer(None, "at its best the model has no amounts, only shares")
    return Tolerance(killer, point_name(at), arrays.nodes[host], now, share, amount)


def _breaking(arrays: Arrays, amounts: Floats, place: int, hidden: float, name: str) -> tuple[Answer, Answer]:
    """Share and amount of the killer at `place` at which the loops break."""

    def factor(amount: float) -> float:
        with_it = amounts.copy()
        with_it[place] = amount
        return carries(arrays, with_it)

    if factor(0.0) <= 1.0 + STEADY:
        return (Answer(None, "the loops do not carry themselves even without it"),) * 2
    if hidden <= 0.0:
        return (Answer(None, f"there is nothing at “{name}” to hide among here"),) * 2
    if factor(EVERYTHING * hidden) >= 1.0:
        return (Answer(None, "the loops bear all of it: they carry themselves even where everything is of it"),) * 2
    amount = crossing(factor, EVERYTHING * hidden, 0.0)
    return Answer(_share(amount, hidden)), Answer(amount)


def _share(killer: float, host: float) -> float:
    return killer / (killer + host) if killer > 0 else 0.0


def _alone(arrays: Arrays, killer: int) -> Arrays:
    """The model at its best but for one killer: no other harms, every need met."""
    none = np.zeros(0, dtype=np.int64)
    return replace(
        arrays,
        link_harms=_only(arrays.link_harms, killer),
        node_harms=_only(arrays.node_harms, killer),
        needs=Needs((), none, none, np.zeros(0)),
    )


def _only(harms: Harms, killer: int) -> Harms:
    at = np.flatnonzero(harms.killer == killer)
    ids = tuple(harms.ids[i] for i in at)
    return Harms(ids, harms.target[at], harms.killer[at], harms.host[at], harms.severity[at])


def _counter_force(arrays: Arrays, killer: str, horizon: int) -> CounterForce:
    place = arrays.position[killer]

    def well(retention: float) -> bool:
        kept = arrays.retention.copy()
        kept[place] = retention
        return ends_well(replace(arrays, retention=kept), horizon)

    now = float(arrays.retention[place])
    if well(1.0):
        least = Answer(None, "none is needed: the loops carry themselves at the horizon even if all of it stays")
    elif not well(0.0):
        least = Answer(None, "moderation alone does not save them: not even if all of it goes each period")
    else:
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if well(middle) else (low, middle)
        least = Answer(low)
    return CounterForce(killer, now, well(now), least)
