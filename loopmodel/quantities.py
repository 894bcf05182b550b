"""Every number of a model with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from loopmodel.estimate import Quantity, ranged
from loopmodel.fields import CHANGEABLE, FIELDS
from loopmodel.model import Addition, Change, Harm, Link, LoopModel, Need, Node

FIELDS_OF = {kind: {f.name: f for f in FIELDS[kind] if f.estimate} for kind in CHANGEABLE}
COLLECTION = {"node": "nodes", "link": "links", "harm": "harms", "need": "needs"}


class Place(NamedTuple):
    """Where a number stands: the id of its node, link, harm or need, and the field."""

    target: str
    field: str


class Stated(NamedTuple):
    """A number as the model states it; `share` says that it lies in 0..1."""

    place: Place
    quantity: Quantity
    share: bool


def kind_of(element: Node | Link | Harm | Need) -> str:
    """The kind of an element, as in files: node, link, harm or need."""
    return type(element).__name__.lower()


def is_share(kind: str, field: str) -> bool:
    """Whether a field of that kind lies in 0..1."""
    return FIELDS_OF[kind][field].high == 1.0


def stated(model: LoopModel) -> tuple[Stated, ...]:
    """Every number of the nodes, links, harms and needs that a range could stand for, in file order."""
    parts = (model.nodes, model.links, model.harms, model.needs)
    return tuple(number for part in parts for element in part for number in _numbers(element))


def uncertain(model: LoopModel) -> Mapping[Place, bool]:
    """The places where a range stands, in the model or in a scenario of it, sorted; True for a share.

    A number and what a scenario changes it to stand at the same place.
    """
    found = {number.place: number.share for number in stated(model) if ranged(number.quantity)}
    kinds = {element.id: kind_of(element) for element in elements(model)}
    for scenario in model.scenarios:
        for step in scenario.changes:
            if isinstance(step, Addition):
                kinds[step.element.id] = kind_of(step.element)
                found |= {n.place: n.share for n in _numbers(step.element) if ranged(n.quantity)}
            elif isinstance(step, Change) and ranged(step.value) and step.target in kinds:
                found[Place(step.target, step.field)] = is_share(kinds[step.target], step.field)
    return dict(sorted(found.items()))


def with_numbers(model: LoopModel, numbers: Mapping[Place, Quantity]) -> LoopModel:
    """The model with other numbers at some places; a place that is not there is left aside."""
    made: dict[str, Any] = {}
    for name in COLLECTION.values():
        made[name] = tuple(_with(element, numbers) for element in getattr(model, name))
    return replace(model, **made)


def _with(element: Any, numbers: Mapping[Place, Quantity]) -> Any:
    changes = {place.field: value for place, value in numbers.items() if place.target == element.id}
    return replace(element, **changes) if changes else element


def elements(model: LoopModel) -> Iterator[Node | Link | Harm | Need]:
    """The nodes, links, harms and needs, in file order."""
    yield from model.nodes
    yield from model.links
    yield from model.harms
    yield from model.needs


def _numbers(element: Node | Link | Harm | Need) -> Iterator[Stated]:
    kind = kind_of(element)
    for field in FIELDS_OF[kind]:
        quantity = getattr(element, field)
        if quantity is not None:
            yield Stated(Place(element.id, field), quantity, is_share(kind, field))
