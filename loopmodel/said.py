"""Places, ranges and changes as a person would say them."""

from __future__ import annotations

from collections.abc import Sequence

from loopmodel.estimate import Quantity, mid, ranged
from loopmodel.model import Addition, Harm, Link, LoopModel, Need, Node, Removal, Step
from loopmodel.quantities import Place, is_share, kind_of
from loopmodel.words import name_of, number, percent, safe


def place_name(model: LoopModel, place: Place) -> str:
    """A place as "Job seekers: retention" or "Listings → Job seekers: rate"."""
    return f"{element_name(model, place.target)}: {place.field.replace('_', ' ')}"


def places_name(model: LoopModel, places: Sequence[Place]) -> str:
    """Numbers that move together, joined."""
    return " with ".join(place_name(model, place) for place in places)


def element_name(model: LoopModel, id_: str) -> str:
    """A node by its name, a link by its ends, a harm or need by what it does; an id that is gone as it is."""
    element = model.by_id.get(id_) or _added(model, id_)
    if isinstance(element, Node):
        return safe(element.name)
    if isinstance(element, Link):
        return f"{_node(model, element.source)} → {_node(model, element.target)}"
    if isinstance(element, Harm):
        return f"{_node(model, element.killer)} against {element_name(model, element.target)}"
    if isinstance(element, Need):
        return f"{element_name(model, element.link)} needs {_node(model, element.node)}"
    return safe(id_)


def quantity_text(quantity: Quantity | None, share: bool) -> str:
    """A number with its range: "4 % (2 % to 6 %)", "1,200"."""
    if quantity is None:
        return "none"
    say = percent if share else number
    said = say(mid(quantity))
    if ranged(quantity) and quantity.low is not None and quantity.high is not None:
        said += f" ({say(quantity.low)} to {say(quantity.high)})"
    return said


def change_text(model: LoopModel, step: Step, ranges: bool = True) -> str:
    """A change without its dates: "Listings → Job seekers: rate 0.5 → 0.6", "without Spam", "new link a → b".

    Without `ranges` only the middles are said, for where there is little room.
    """
    if isinstance(step, Removal):
        return f"without {element_name(model, step.target)}"
    if isinstance(step, Addition):
        return f"new {kind_of(step.element)} {element_name(model, step.element.id)}"
    element = model.by_id.get(step.target) or _added(model, step.target)
    share = element is not None and step.field != "lag" and is_share(kind_of(element), step.field)
    both = [getattr(element, step.field, None), step.value]
    said = [quantity_text(q if q is None or ranges else mid(q), share) for q in both]
    return f"{place_name(model, Place(step.target, step.field))} {said[0]} → {said[1]}"


def dates_text(model: LoopModel, step: Step) -> str:
    """When a change holds: "from week 12", "from week 0 to 38"."""
    said = f"from {model.period} {step.start}"
    return said if step.until is None else f"{said} to {step.until - 1}"


def _node(model: LoopModel, id_: str) -> str:
    if id_ in model.node_ids:
        return name_of(model, id_)
    added = _added(model, id_)
    return safe(added.name) if isinstance(added, Node) else safe(id_)


def _added(model: LoopModel, id_: str) -> Node | Link | Harm | Need | None:
    steps = (step for scenario in model.scenarios for step in scenario.changes)
    return next((s.element for s in steps if isinstance(s, Addition) and s.element.id == id_), None)
