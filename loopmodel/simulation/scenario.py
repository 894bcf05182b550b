"""What a scenario makes of a model: the model as it stands at one period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from loopmodel.model import Addition, Harm, Link, LoopModel, Need, Node, Removal, Scenario, Step


def boundaries(scenario: Scenario) -> tuple[int, ...]:
    """The periods at which something changes, ascending, 0 always among them."""
    dates = {0} | {step.start for step in scenario.changes}
    return tuple(sorted(dates | {step.until for step in scenario.changes if step.until is not None}))


def model_at(model: LoopModel, scenario: Scenario, period: int) -> LoopModel:
    """The model with the changes in force at a period; later changes win over earlier ones of the same number.

    What hangs on something removed (its links, harms, needs) is gone with it. A node that comes back comes back with
    its start amount.
    """
    parts: tuple[tuple[Any, ...], ...] = (model.nodes, model.links, model.harms, model.needs)
    elements: dict[str, Any] = {element.id: element for part in parts for element in part}
    for step in scenario.changes:
        if _in_force(step, period):
            _apply(elements, step)
    _drop_orphans(elements)
    return replace(
        model,
        nodes=tuple(e for e in elements.values() if isinstance(e, Node)),
        links=tuple(e for e in elements.values() if isinstance(e, Link)),
        harms=tuple(e for e in elements.values() if isinstance(e, Harm)),
        needs=tuple(e for e in elements.values() if isinstance(e, Need)),
    )


def apply_always(model: LoopModel, scenario: Scenario) -> LoopModel:
    """The model with every change of the scenario in force from the start, dates set aside."""
    undated = tuple(replace(step, start=0, until=None) for step in scenario.changes)
    return model_at(model, replace(scenario, changes=undated), 0)


def _in_force(step: Step, period: int) -> bool:
    return step.start <= period and (step.until is None or period < step.until)


def _apply(elements: dict[str, Any], step: Step) -> None:
    if isinstance(step, Addition):
        elements[step.element.id] = step.element
    elif isinstance(step, Removal):
        elements.pop(step.target, None)
    elif step.target in elements:
        value = int(step.value) if step.field == "lag" and isinstance(step.value, float) else step.value
        elements[step.target] = replace(elements[step.target], **{step.field: value})


def _drop_orphans(elements: dict[str, Any]) -> None:
    for kind in (Link, Harm, Need):
        for element in [e for e in elements.values() if isinstance(e, kind)]:
            if not set(_hangs_on(element)) <= elements.keys():
                del elements[element.id]


def _hangs_on(element: Link | Harm | Need) -> Iterable[str]:
    if isinstance(element, Link):
        return element.source, element.target
    if isinstance(element, Harm):
        return element.killer, element.target, element.host
    return element.link, element.node
