"""The projection of some nodes as a line chart, each line labelled at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from loopmodel.figures.frame import Ink, end_labels, ink, layout, plain, shortened
from loopmodel.model import LoopModel
from loopmodel.palette import DASHES, ROLES
from loopmodel.simulation.project import Projection
from loopmodel.words import name_of

CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["sendChartToCloud", "lasso2d", "select2d"],
    "displayModeBar": False,
}
MOST = 8
HEIGHT = 290
MARGIN = {"l": 54, "r": 132, "t": 22, "b": 42}  # room for labels at the right; canvas/paper/curve.js has the same


def projection_figure(
    model: LoopModel,
    projection: Projection,
    shown: Sequence[str],
    dark: bool,
    log: bool,
    events: Sequence[tuple[int, str]] = (),
) -> go.Figure:
    """Amounts of the nodes `shown` (at most 8 lines), with a mark at each event (period, what happens).

    Lines take the colour of their role, and a dash of their own where a role stands twice.
    """
    inks = ink(dark)
    periods = list(projection.periods)
    last = periods[-1] if periods else 0
    used: dict[str, int] = {}
    traces: list[dict[str, Any]] = []
    for id_ in list(shown)[:MOST]:
        node = model.by_id[id_]
        count = used[node.role] = used.get(node.role, -1) + 1
        line = {"color": inks.of(ROLES[node.role]), "dash": DASHES[count % len(DASHES)], "width": 2.5}
        traces.append(_line(periods, projection.amounts[id_].tolist(), name_of(model, id_), line))
    axes = {
        "x": {"automargin": False, "title": {"text": model.period, "standoff": 8}, "range": [0, max(1, last)]},
        "y": _scale(traces, log),
    }
    made = layout(inks, HEIGHT, MARGIN["r"], **axes) | {
        "annotations": [*_ends(traces, last, log), *_marks(events, inks)],
        "shapes": _uprights(events, inks),
        "margin": MARGIN,
        "hovermode": "x unified",
        "uirevision": "projection",
    }
    # Drawn anew at every stroke; validating costs more than computing, so a test validates it instead.
    return go.Figure({"data": traces, "layout": made}, _validate=False)


def _line(periods: list[int], amounts: list[float], name: str, line: dict[str, Any]) -> dict[str, Any]:
    said = plain(name)
    return {
        "type": "scatter", "mode": "lines", "x": periods, "y": amounts, "name": said, "line": line,
        "hovertemplate": f"{said}: %{{y:,.4~g}}<extra></extra>",
    }  # fmt: skip


def _scale(traces: Sequence[dict[str, Any]], log: bool) -> dict[str, Any]:
    """The axis, with round marks; canvas/paper/curve.js draws the same, so that nothing jumps when a pull ends."""
    top = 1.05 * _top(traces)
    scale: dict[str, Any] = {"type": "log"} if log else {"range": [0, top], "dtick": _step(top)} if top > 0 else {}
    return scale | {"automargin": False, "exponentformat": "B" if top < 1e15 else "power"}


def _step(top: float) -> float:
    """A round step (1, 2, 5, 10, ...) of which about four go up to the top."""
    wished = top / 4.5
    ten = 10.0 ** math.floor(math.log10(wished))
    return next(step * ten for step in (1, 2, 5, 10) if step * ten >= wished * (1 - 1e-9))


def _top(traces: Sequence[dict[str, Any]]) -> float:
    return max((max(trace["y"], default=0.0) for trace in traces), default=0.0)


def _uprights(events: Sequence[tuple[int, str]], inks: Ink) -> list[dict[str, Any]]:
    line = {"color": inks.text, "width": 1, "dash": "dot"}
    return [{"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line} for at, _ in events]


def _marks(events: Sequence[tuple[int, str]], inks: Ink) -> list[dict[str, Any]]:
    return [
        {"x": at, "y": 1.0, "yref": "paper", "yanchor": "bottom", "text": plain(said), "showarrow": False,
         "font": {"size": 11, "color": inks.text}}
        for at, said in events
    ]  # fmt: skip


def _ends(traces: Sequence[dict[str, Any]], last: int, log: bool) -> list[dict[str, Any]]:
    """A label at the end of each line."""
    ends = [
        (trace["y"][-1] if trace["y"] else 0.0, shortened(trace["name"], 13), trace["line"]["color"])
        for trace in traces
    ]
    span = (0.0, _top(traces))
    if log:
        values = [y for trace in traces for y in trace["y"] if y > 0]
        span = (math.log10(min(values)), math.log10(max(values))) if values else (0.0, 1.0)
    return end_labels(ends, last, span, log, HEIGHT)
