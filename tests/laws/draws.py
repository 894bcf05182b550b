"""One draw of an ensemble as a model without ranges, so that the plain projection can say what it should be."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from loopmodel import LoopModel, Scenario
from loopmodel.estimate import Estimate, ranged
from loopmodel.model import Addition, Change
from loopmodel.quantities import Place, stated, with_numbers
from loopmodel.simulation.ensemble import Ensemble


def number(made: Ensemble, draw: int, place: Place, quantity: Any) -> Any:
    """The value of a number in one draw."""
    if not ranged(quantity):
        return quantity
    return float(np.asarray(made.drawn.values(place, quantity))[draw])


def model_of_draw(model: LoopModel, made: Ensemble, draw: int) -> LoopModel:
    """The model with the numbers of one draw."""
    return with_numbers(model, {s.place: number(made, draw, s.place, s.quantity) for s in stated(model)})


def scenario_of_draw(scenario: Scenario, made: Ensemble, draw: int) -> Scenario:
    """The scenario with the numbers of one draw."""
    changes = []
    for step in scenario.changes:
        if isinstance(step, Change):
            step = replace(step, value=number(made, draw, Place(step.target, step.field), step.value))
        elif isinstance(step, Addition):
            named = {f.name: getattr(step.element, f.name) for f in fields(step.element)}
            drawn = {n: v for n, v in named.items() if isinstance(v, Estimate)}
            made_of = {n: number(made, draw, Place(step.element.id, n), v) for n, v in drawn.items()}
            step = replace(step, element=replace(step.element, **made_of))
        changes.append(step)
    return replace(scenario, changes=tuple(changes))
