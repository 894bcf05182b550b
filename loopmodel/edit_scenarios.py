"""The ways in which the scenarios of a drawing change: each takes a Diagram and returns a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from loopmodel.diagram import Diagram
from loopmodel.edit import new_id

Changes = list[dict[str, Any]]


def add_scenario(diagram: Diagram, name: str) -> tuple[Diagram, str]:
    """The drawing with a scenario more, which changes nothing yet, and its id."""
    id_ = new_id(diagram, "scenario")
    made = [*diagram.items("scenarios"), {"id": id_, "name": name, "changes": []}]
    return Diagram({**diagram.document, "scenarios": made}), id_


def remove_scenario(diagram: Diagram, id_: str) -> Diagram:
    """The drawing without a scenario."""
    kept = [scenario for scenario in diagram.items("scenarios") if scenario.get("id") != id_]
    return Diagram({**diagram.document, "scenarios": kept})


def add_change(diagram: Diagram, id_: str, change: Mapping[str, Any]) -> Diagram:
    """The drawing with a change more at the end of a scenario."""
    return _changed(diagram, id_, lambda changes: [*changes, dict(change)])


def remove_change(diagram: Diagram, id_: str, index: int) -> Diagram:
    """The drawing without one change of a scenario, counted from 0."""
    return _changed(diagram, id_, lambda changes: [c for i, c in enumerate(changes) if i != index])


def _changed(diagram: Diagram, id_: str, by: Callable[[Changes], Changes]) -> Diagram:
    made = [
        {**scenario, "changes": by(list(scenario.get("changes") or []))} if scenario.get("id") == id_ else scenario
        for scenario in diagram.items("scenarios")
    ]
    return Diagram({**diagram.document, "scenarios": made})
