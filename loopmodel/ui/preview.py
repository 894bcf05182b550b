"""What the canvas plays back while a number is pulled, and the projection it plays; thinned for the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from loopmodel.analysis.break_even import level_at_start
from loopmodel.analysis.loops import Loop, find_loops
from loopmodel.analysis.verdict import Verdict, verdict
from loopmodel.estimate import mid
from loopmodel.model import Link, LoopModel, Node
from loopmodel.palette import DASHES
from loopmodel.simulation.project import Projection, project
from loopmodel.words import name_of, number, periods, verdict_sentence

STEPS = 100  # of a slider, as in canvas/paper/pull.js: each has its exact answer
SMALL = 60  # nodes and links together up to which all steps are computed; every fourth beyond
LARGE = 600  # beyond this a pull shows its answer only when it is let go
MOST_LOOPS = 12
POINTS = 53  # periods of each line that travel
FIELDS = ("rate", "retention", "start", "inflow", "capacity")
ARROWS = {
    "open": "⇥", "fading": "↘", "break-even": "→", "self-sustaining": "↗", "needs-critical-mass": "⤴", "overrun": "⤵",
}  # fmt: skip


class Pulled(NamedTuple):
    """The number in hand: the element that has it, its field, and where its slider ends."""

    id: str
    field: str
    top: float


def preview(model: LoopModel, pulled: Pulled, shown: Sequence[str], log: bool) -> dict[str, Any] | None:
    """The verdict, the shown lines and all flows at each step of a number's slider; None where it cannot be pulled.

    The break-even has a value on either side of it, so that the verdict turns there even where steps are left out.
    """
    element = model.by_id.get(pulled.id)
    size = len(model.nodes) + len(model.links)
    if not isinstance(element, (Node, Link)) or pulled.field not in FIELDS or size > LARGE:
        return None
    quantity = getattr(element, pulled.field, None)
    if quantity is None:
        return None
    level = level_at_start(model, pulled.id, pulled.field)
    values = _values(mid(quantity), pulled, level, STEPS if size <= SMALL else STEPS // 4)
    answers = [_answer(model, element, pulled.field, value) for value in values]
    length = min(len(projected.periods) for _, _, projected in answers)
    shown_at = _thinned(length)
    return {
        "id": pulled.id,
        "field": pulled.field,
        "level": level,
        "top": pulled.top,
        "values": values,
        "said": [f"{ARROWS[judged.token]} {verdict_sentence(changed, judged)}" for changed, judged, _ in answers],
        "flows": {id_: [_short(p.flows[id_][0]) for _, _, p in answers] for id_ in model.link_ids},
        "periods": shown_at,
        "lines": [
            line | {"at": [_series(p.amounts[line["id"]], shown_at) for _, _, p in answers]}
            for line in _lines(model, shown)
        ],
        "log": log,
    }


def _answer(model: LoopModel, element: Node | Link, field: str, value: float) -> tuple[LoopModel, Verdict, Projection]:
    changes: dict[str, Any] = {field: value}

    def put(kept: Any) -> Any:
        return replace(kept, **changes) if kept is element else kept

    changed = replace(model, nodes=tuple(map(put, model.nodes)), links=tuple(map(put, model.links)))
    return changed, verdict(changed), project(changed)


def _values(value: float, pulled: Pulled, level: float | None, steps: int) -> list[float]:
    low = pulled.top / steps if pulled.field == "capacity" else 0.0  # a ceiling of 0 is none
    near = [] if level is None else [level * (1 - 1e-6), level * (1 + 1e-6)]
    regular = [float(f"{pulled.top * k / steps:.6g}") for k in range(steps + 1)]
    return sorted({v for v in [*regular, value, *near] if low <= v <= pulled.top})


def _thinned(length: int) -> list[int]:
    return sorted({round(t) for t in np.linspace(0, length - 1, min(length, POINTS)).tolist()}) if length else []


def _series(column: Any, shown_at: Sequence[int]) -> list[float]:
    return [_short(column[t]) for t in shown_at]


def _short(value: float) -> float:
    """Four digits are more than a screen shows."""
    return float(f"{value:.4g}")


def _lines(model: LoopModel, shown: Sequence[str]) -> list[dict[str, Any]]:
    used: dict[str, int] = {}
    made = []
    for id_ in shown:
        role = model.by_id[id_].role
        count = used[role] = used.get(role, -1) + 1
        made.append({"id": id_, "name": name_of(model, id_), "role": role, "dash": DASHES[count % len(DASHES)]})
    return made


def play(projection: Projection) -> dict[str, Any]:
    """The projection, thinned: amounts of all nodes, flows of all links, and the most that flows anywhere."""
    shown_at = _thinned(len(projection.periods))
    links = {id_: _series(column, shown_at) for id_, column in projection.flows.items()}
    return {
        "periods": shown_at,
        "nodes": {id_: _series(column, shown_at) for id_, column in projection.amounts.items()},
        "links": links,
        "most": max((max(series, default=0.0) for series in links.values()), default=0.0),
    }


def loops(model: LoopModel) -> tuple[dict[str, Any], ...]:
    """The strongest loops by gain: {"links": ids, "text": a line that says where each passes and how strong it is}."""
    found = find_loops(model, top=MOST_LOOPS)
    made = [{"links": list(loop.links), "text": _loop_text(model, loop)} for loop in found.loops]
    if made and not found.complete:
        made.append({"links": [], "text": f"More than these: {found.partial_why}."})
    return tuple(made)


def _loop_text(model: LoopModel, loop: Loop) -> str:
    names = " → ".join(name_of(model, id_) for id_ in (*loop.nodes, loop.nodes[0]))
    gain = "gain undefined" if loop.gain is None else f"gain {number(loop.gain)} per generation"
    time = "" if loop.cycle_time is None else f", {periods(loop.cycle_time, model.period)} a round"
    return f"{names}: {gain}{time}{', balancing' if loop.polarity == 'balancing' else ''}"
