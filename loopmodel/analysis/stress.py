"""A stress test: every killer of the library set on a model, one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from loopmodel.analysis.course import carries, ends_well
from loopmodel.analysis.crossing import crossing
from loopmodel.analysis.decline import Decline, decline
from loopmodel.analysis.growth import STEADY
from loopmodel.analysis.killers import Answer
from loopmodel.analysis.library import LIBRARY, Hit, LibraryKiller
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import Arrays, arrays_of
from loopmodel.model import LoopModel

DOSE = 0.5  # share of a killer that hides, in the test
SHARES = tuple(i / 20 for i in range(21))


class Stress(NamedTuple):
    """What one killer of the library would do to a model.

    hits       ids of the links and nodes it hits or cuts; empty with `why_not`
    tolerance  share, 0 to 1, at which the loops break; for what is cut off: None with a sentence
    growth     growth factor of the loops at the dose (half of everything, or cut off), room everywhere
    course     the same at each share of SHARES; of what is cut off two values: before and after
    survives   whether the loops carry themselves at the horizon under the dose
    decline    how its users and customers leave under the dose
    """

    killer: LibraryKiller
    hits: tuple[str, ...]
    why_not: str | None
    tolerance: Answer
    growth: float | None
    course: tuple[float, ...]
    survives: bool | None
    decline: Decline | None


def stress_test(model: LoopModel) -> tuple[Stress, ...]:
    """Every killer of the library, held at its dose from the start on, one after the other, all else as drawn."""
    return tuple(_tested(model, killer) for killer in LIBRARY)


def _tested(model: LoopModel, killer: LibraryKiller) -> Stress:
    arrays = arrays_of(model)
    hits, cuts = killer.hits(model), killer.cuts(model)
    if not hits and not cuts:
        return Stress(killer, (), killer.lacking, Answer(None, killer.lacking), None, (), None, None)
    ids = cuts or tuple(hit.target for hit in hits)
    dosed = _cut(arrays, cuts) if cuts else _held(arrays, hits, DOSE)
    course = (_factor(arrays), _factor(dosed)) if cuts else tuple(_factor(_held(arrays, hits, s)) for s in SHARES)
    return Stress(
        killer=killer,
        hits=ids,
        why_not=None,
        tolerance=Answer(None, _cut_says(course)) if cuts else _tolerance(arrays, hits),
        growth=_factor(dosed),
        course=course,
        survives=ends_well(dosed, model.horizon),
        decline=decline(model, dosed, model.horizon),
    )


def _factor(arrays: Arrays) -> float:
    """Growth factor of the loops at start, room everywhere."""
    return carries(arrays, arrays.start) if point_at_start(arrays).on_loop.any() else 0.0


def _held(arrays: Arrays, hits: tuple[Hit, ...], share: float) -> Arrays:
    """The model with the killer at a share of each of its hosts."""
    rate, retention = arrays.rate.copy(), arrays.retention.copy()
    link = {id_: i for i, id_ in enumerate(arrays.links)}
    for hit in hits:
        values, at = (rate, link[hit.target]) if hit.target in link else (retention, arrays.position[hit.target])
        values[at] *= 1.0 - hit.severity * share
    return replace(arrays, rate=rate, retention=retention)


def _cut(arrays: Arrays, ids: tuple[str, ...]) -> Arrays:
    """The model with these links, and the inflow of these nodes, gone."""
    rate = np.where([id_ in ids for id_ in arrays.links], 0.0, arrays.rate) if arrays.links else arrays.rate
    inflow = np.where([id_ in ids for id_ in arrays.nodes], 0.0, arrays.inflow)
    return replace(arrays, rate=rate, inflow=inflow)


def _cut_says(course: tuple[float, ...]) -> str:
    if course[0] <= 1.0 + STEADY:
        return "the loops do not carry themselves even with it"
    return "the loops carry themselves without it" if course[1] > 1.0 + STEADY else "the loops break without it"


def _tolerance(arrays: Arrays, hits: tuple[Hit, ...]) -> Answer:
    if _factor(arrays) <= 1.0 + STEADY:
        return Answer(None, "the loops do not carry themselves even without it")
    if _factor(_held(arrays, hits, 1.0)) >= 1.0:
        return Answer(None, "the loops bear all of it")
    return Answer(crossing(lambda share: _factor(_held(arrays, hits, share)), 1.0, 0.0))
