"""How a model dies: how long it takes, and who leaves first."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.course import finite_part
from loopmodel.arrays import Arrays, Chosen, Harms
from loopmodel.model import LoopModel
from loopmodel.simulation.project import amounts_of

HALF, TENTH = 0.5, 0.1
SERVED = ("user", "customer", "member")


class Decline(NamedTuple):
    """When the users and customers of a model go.

    dead_at   first period at which they are together below a tenth of their start, or None with `dead_why`
    first     id of the node of them that falls below half of its start first, `first_at` when; None with `first_why`
    """

    dead_at: int | None
    dead_why: str | None
    first: str | None
    first_at: int | None
    first_why: str | None


def decline(model: LoopModel, arrays: Arrays, horizon: int) -> Decline:
    """How the users, customers and members of a model decline over the horizon, from these arrays of it."""
    amounts = finite_part(amounts_of(arrays, horizon))
    served = [n.id for n in model.nodes if n.role in SERVED and n.id in arrays.position]
    at = [arrays.position[id_] for id_ in served if arrays.start[arrays.position[id_]] > 0]
    if not at:
        why = "no user, customer or member is there at start"
        return Decline(None, why, None, None, why)
    people = amounts[:, at]
    dead = np.flatnonzero(people.sum(axis=1) < TENTH * people[0].sum())
    below = people < HALF * people[0]
    when = [int(np.argmax(column)) if column.any() else len(below) for column in below.T]
    first = int(np.argmin(when))
    gone = when[first] < len(below)
    return Decline(
        dead_at=int(dead[0]) if dead.size else None,
        dead_why=None if dead.size else f"more than a tenth of them is still there after {horizon:,} periods",
        first=arrays.nodes[at[first]] if gone else None,
        first_at=when[first] if gone else None,
        first_why=None if gone else "nobody falls below half of the start",
    )


def held(arrays: Arrays, killer: str, share: float) -> Arrays:
    """The model with one killer held at a share of each of its hosts, instead of what its own amount makes of it."""
    place = arrays.position[killer]
    rate, retention = arrays.rate.copy(), arrays.retention.copy()
    for harms, values in ((arrays.link_harms, rate), (arrays.node_harms, retention)):
        own = harms.killer == place
        np.multiply.at(values, harms.target[own], 1.0 - harms.severity[own] * share)
    return replace(
        arrays,
        rate=rate,
        retention=retention,
        link_harms=_kept(arrays.link_harms, arrays.link_harms.killer != place),
        node_harms=_kept(arrays.node_harms, arrays.node_harms.killer != place),
    )


def _kept(harms: Harms, chosen: Chosen) -> Harms:
    ids = tuple(id_ for id_, keep in zip(harms.ids, chosen, strict=True) if keep)
    return Harms(ids, harms.target[chosen], harms.killer[chosen], harms.host[chosen], harms.severity[chosen])
