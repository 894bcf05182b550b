"""Putting what the page proposes on the drawing, keeping it, and taking it back."""

from __future__ import annotations

import math

from loopmodel.analysis.closing import Candidate
from loopmodel.analysis.library import Hit, LibraryKiller
from loopmodel.analysis.patterns import typical_rate
from loopmodel.diagram import Diagram
from loopmodel.edit import add, new_id, remove
from loopmodel.model import LoopModel
from loopmodel.words import link_name, name_of, number

MARK = "Proposed on the Weak points page; not kept yet."


def with_link(diagram: Diagram, model: LoopModel, found: Candidate) -> tuple[Diagram, str]:
    """The drawing with the proposed link at its threshold, and the sentence that says so.

    Rounded up to three digits, so that the loops carry themselves; where any rate will do, the plausible one.
    """
    source, target = model.by_id[found.source], model.by_id[found.target]
    rate = _rounded_up(found.break_even) or typical_rate(source.role, target.role, model.period)
    id_ = new_id(diagram, f"{found.source}-{found.target}")
    link = {"id": id_, "source": found.source, "target": found.target, "rate": rate, "note": MARK}
    way = f"{name_of(model, found.source)} → {name_of(model, found.target)}"
    return add(diagram, "links", link), f"{way} at {number(rate)} is on the drawing. Undo on the paper takes it back."


def _rounded_up(value: float) -> float:
    if value <= 0.0:
        return 0.0
    digits = 2 - math.floor(math.log10(value))
    return math.ceil(value * 10.0**digits) / 10.0**digits if abs(digits) < 290 else value


def with_killer(diagram: Diagram, model: LoopModel, killer: LibraryKiller) -> tuple[Diagram, str]:
    """The drawing with a killer of the library and its harms; a little of it, and more where it spreads."""
    hits: tuple[Hit, ...] = killer.hits(model)
    id_ = new_id(diagram, killer.id)
    host = model.by_id[hits[0].host]
    start = 0.05 * float(getattr(host.start, "mid", host.start))
    node = {"id": id_, "name": killer.name, "role": "killer", "start": start, "retention": 0.9, "note": MARK}
    made = add(diagram, "nodes", node)
    for hit in hits:
        harm = {"id": new_id(made, f"{id_}-harm"), "killer": id_, "target": hit.target, "host": hit.host}
        made = add(made, "harms", {**harm, "severity": hit.severity})
    if killer.spreads:
        link = {"id": new_id(made, f"{id_}-spreads"), "source": host.id, "target": id_, "rate": killer.spreads}
        made = add(made, "links", link)
    return made, f"{killer.name} is on the drawing, hidden among {name_of(model, host.id)}. Undo takes it back."


def tried(diagram: Diagram) -> list[str]:
    """Ids of what was proposed and is neither kept nor taken back."""
    return [str(item["id"]) for part in ("links", "nodes") for item in diagram.items(part) if item.get("note") == MARK]


def kept(diagram: Diagram) -> Diagram:
    """The drawing with all of it kept."""
    parts = {
        part: [{k: v for k, v in item.items() if (k, v) != ("note", MARK)} for item in diagram.items(part)]
        for part in ("links", "nodes")
    }
    return Diagram({**diagram.document, **parts})


def taken_back(diagram: Diagram) -> Diagram:
    """The drawing without any of it."""
    return remove(diagram, tried(diagram))


def called(model: LoopModel, id_: str) -> str:
    """What was proposed, as a sentence names it."""
    element = model.by_id.get(id_)
    return link_name(model, id_) if hasattr(element, "source") else name_of(model, id_) if element else id_
