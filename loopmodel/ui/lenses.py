"""One lens on every link and retention, for the canvas to wear: leverage, fragility or loss, at start."""

from __future__ import annotations

from typing import Any

from loopmodel.analysis.weak import Entry, WeakPoints, weak_points
from loopmodel.model import LoopModel
from loopmodel.words import number, percent

LARGEST = 600  # nodes and links together; beyond, the Weak points page has the table
NONE = "–"
SAYS = {
    "leverage": "Leverage: the part of a small change that comes through in the growth.",
    "fragility": "Fragility: the way to the break-even; what has the shortest way breaks first.",
    "loss": "Loss: the growth factor per {period} if it were gone.",
}


def lens(model: LoopModel, name: str) -> dict[str, Any] | None:
    """For each link and node {"text", "strength" 0 to 1}, and what the lens says; None for a lens that is not known."""
    if name not in SAYS or len(model.nodes) + len(model.links) > LARGEST:
        return None
    found = weak_points(model)
    strengths = {entry.id: _strength(name, entry, found) for entry in found.entries}
    most = max(strengths.values(), default=0.0) or 1.0
    of = {e.id: {"text": _text(name, e), "strength": round(strengths[e.id] / most, 3)} for e in found.entries}
    return {"name": name, "says": f"{SAYS[name].format(period=model.period)} Taken {found.at}.", "of": of}


def _text(name: str, entry: Entry) -> str:
    if name == "leverage":
        return NONE if entry.elasticity is None else percent(entry.elasticity)
    if name == "fragility":
        return NONE if entry.distance is None else f"{'+' if entry.distance > 0 else '−'}{percent(abs(entry.distance))}"
    return NONE if entry.without is None else f"{number(entry.without)} without"


def _strength(name: str, entry: Entry, found: WeakPoints) -> float:
    if name == "leverage":
        return max(0.0, entry.elasticity or 0.0)
    if name == "fragility":
        return 0.0 if entry.distance is None else 1.0 / (0.05 + abs(entry.distance))
    return 0.0 if entry.without is None else max(0.0, (found.growth_factor or 0.0) - entry.without)
