"""The trusted model: frozen, and valid because only `loopmodel.build` makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from loopmodel.estimate import Quantity

Role = Literal["user", "customer", "member", "content", "channel", "killer"]
Mode = Literal["creates", "converts"]
Period = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class Node:
    """A stock of users, customers, content or killers.

    start, capacity in units (capacity None: no ceiling); retention a share 0..1 per period; inflow in units per
    period; revenue in currency per unit and period; acquisition_cost in currency per unit of inflow.
    """

    id: str
    name: str
    role: Role
    start: Quantity = 0.0
    retention: Quantity = 1.0
    inflow: Quantity = 0.0
    capacity: Quantity | None = None
    revenue: Quantity = 0.0
    acquisition_cost: Quantity = 0.0
    group: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Link:
    """A directed effect: `rate` new units of target per unit of source and period, `lag` whole periods later."""

    id: str
    source: str
    target: str
    rate: Quantity
    lag: int = 0
    mode: Mode = "creates"
    via: str = ""
    note: str = ""


@dataclass(frozen=True)
class Harm:
    """A killer that takes from a link's rate or a node's retention, by its share of what it hides among (host)."""

    id: str
    killer: str
    target: str
    host: str
    severity: Quantity = 1.0
    note: str = ""


@dataclass(frozen=True)
class Need:
    """A link that runs at half its rate while `node` stands at `half` units."""

    id: str
    link: str
    node: str
    half: Quantity
    note: str = ""


@dataclass(frozen=True)
class Group:
    """A named set of nodes; groups nest through `parent`."""

    id: str
    name: str
    parent: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Change:
    """One dated change: `field` of the element `target` is `value` from period `start` until before period `until`."""

    target: str
    field: str
    value: Quantity | None
    start: int = 0
    until: int | None = None


@dataclass(frozen=True)
class Addition:
    """An element that exists from period `start` until before period `until`."""

    element: Node | Link | Harm | Need
    start: int = 0
    until: int | None = None


@dataclass(frozen=True)
class Removal:
    """An element that is gone from period `start` until before period `until`."""

    target: str
    start: int = 0
    until: int | None = None


Step = Change | Addition | Removal


@dataclass(frozen=True)
class Scenario:
    """A named tuple of dated changes; without changes it is the base case."""

    id: str
    name: str
    changes: tuple[Step, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class LoopModel:
    """A whole model, in the order of its file. `period` is one step; `horizon` is the number of periods projected."""

    name: str
    period: Period
    horizon: int
    currency: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    harms: tuple[Harm, ...] = ()
    needs: tuple[Need, ...] = ()
    groups: tuple[Group, ...] = ()
    scenarios: tuple[Scenario, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Every node, link, harm, need, group and scenario by its id."""
        parts = (self.nodes, self.links, self.harms, self.needs, self.groups, self.scenarios)
        return {element.id: element for part in parts for element in part}

    @cached_property
    def node_ids(self) -> tuple[str, ...]:
        """The ids of the nodes, in file order."""
        return tuple(node.id for node in self.nodes)

    @cached_property
    def link_ids(self) -> tuple[str, ...]:
        """The ids of the links, in file order."""
        return tuple(link.id for link in self.links)

    @cached_property
    def _hash(self) -> int:
        return hash(
            (self.name, self.period, self.horizon, self.nodes, self.links, self.harms, self.needs, self.scenarios)
        )

    def __hash__(self) -> int:
        return self._hash
