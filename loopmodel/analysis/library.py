"""The killers that break loops, ready to be set on a model: what each hits, and how hard.

The severities are guesses of this project: what would be lost if everything were of the killer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from loopmodel.model import Link, LoopModel


class Hit(NamedTuple):
    """One harm that a killer of the library would do: to a link or node, hidden among `host`."""

    target: str
    host: str
    severity: float


class LibraryKiller(NamedTuple):
    """One killer of the library.

    says     what it is, in a sentence
    spreads  whether it grows with what it hides among: the share of it that a unit brings about in a period
    hits     what of a model it hits; cuts: the ids of links (or nodes, whose inflow goes) that it cuts off instead
    lacking  why it has nothing to hit where both are empty
    """

    id: str
    name: str
    says: str
    spreads: float
    hits: Callable[[LoopModel], tuple[Hit, ...]]
    cuts: Callable[[LoopModel], tuple[str, ...]]
    lacking: str


SERVED = ("user", "member")


def _links(model: LoopModel, sources: tuple[str, ...], targets: tuple[str, ...] | None = None) -> list[Link]:
    role = {node.id: node.role for node in model.nodes}
    return [
        k
        for k in model.links
        if role[k.source] in sources
        and (targets is None or role[k.target] in targets)
        and "killer" not in (role[k.source], role[k.target])
    ]


def _false_postings(model: LoopModel) -> tuple[Hit, ...]:
    return tuple(Hit(k.id, k.source, 1.0) for k in _links(model, ("content",), ("user", "member", "customer")))


def _spam(model: LoopModel) -> tuple[Hit, ...]:
    """Whoever deals with content meets the spam in it, and some of them leave."""
    role = {node.id: node.role for node in model.nodes}
    found: dict[str, Hit] = {}
    for k in model.links:
        for person, content in ((k.source, k.target), (k.target, k.source)):
            if role[person] in SERVED and role[content] == "content":
                found.setdefault(person, Hit(person, content, 0.5))
    return tuple(found.values())


def _low_quality(model: LoopModel) -> tuple[Hit, ...]:
    return tuple(Hit(k.id, k.source, 0.5) for k in _links(model, ("content",)))


def _fake_accounts(model: LoopModel) -> tuple[Hit, ...]:
    return tuple(Hit(k.id, k.source, 1.0) for k in _links(model, SERVED))


def _no_hits(model: LoopModel) -> tuple[Hit, ...]:
    return ()


def _no_cuts(model: LoopModel) -> tuple[str, ...]:
    return ()


def _channel(model: LoopModel) -> tuple[str, ...]:
    """All that comes from the outside world."""
    return tuple(k.id for k in _links(model, ("channel",)))


def _supplier(model: LoopModel) -> tuple[str, ...]:
    """The link that brings most of what is offered at start."""
    arrays = {node.id: node for node in model.nodes}
    made = _links(model, ("user", "customer", "member", "channel"), ("content",))
    flow = {k.id: _mid(k.rate) * _mid(arrays[k.source].start) for k in made}
    return (max(flow, key=lambda id_: (flow[id_], id_)),) if flow else ()


def _budget(model: LoopModel) -> tuple[str, ...]:
    """Every inflow that is paid for; all of them where no price is drawn."""
    fed = [n for n in model.nodes if n.role != "killer" and _mid(n.inflow) > 0]
    paid = [n for n in fed if _mid(n.acquisition_cost) > 0]
    return tuple(n.id for n in paid or fed)


def _mid(quantity: object) -> float:
    return float(getattr(quantity, "mid", quantity))  # type: ignore[arg-type]


LIBRARY: tuple[LibraryKiller, ...] = (
    LibraryKiller(
        "false-postings", "False postings", "Offers that do not exist: who meets one does not come for it.",
        0.0, _false_postings, _no_cuts, "no link leads from content to people",
    ),
    LibraryKiller(
        "spam", "Spam", "Content nobody asked for: half of those who meet nothing else leave each period.",
        0.05, _spam, _no_cuts, "no user deals with content",
    ),
    LibraryKiller(
        "low-quality", "Low quality", "Content that is no good brings half as many as good content does.",
        0.05, _low_quality, _no_cuts, "no link starts from content",
    ),
    LibraryKiller(
        "fake-accounts", "Fake accounts", "Users that are none: they bring nobody and make nothing.",
        0.0, _fake_accounts, _no_cuts, "no link starts from a user",
    ),
    LibraryKiller(
        "channel-cut", "Channel cut off", "The outside world brings nothing any more.",
        0.0, _no_hits, _channel, "no link starts from a channel",
    ),
    LibraryKiller(
        "supplier-leaves", "Supplier leaves", "Whoever makes most of what is offered stops.",
        0.0, _no_hits, _supplier, "nobody makes content",
    ),
    LibraryKiller(
        "budget-stopped", "Paid budget stopped", "Arrivals that are bought stop.",
        0.0, _no_hits, _budget, "no node has an inflow",
    ),
)  # fmt: skip
