"""The projection of some nodes as a line chart, each line labelled at its end."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from loopmodel.model import LoopModel
from loopmodel.palette import DASHES, ROLES
from loopmodel.simulation.project import Projection
from loopmodel.words import name_of, number, safe

CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["sendChartToCloud", "lasso2d", "select2d"],
    "displayModeBar": False,
}
MOST = 8


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
    periods = list(projection.periods)
    used: dict[str, int] = {}
    traces: list[dict[str, Any]] = []
    for id_ in list(shown)[:MOST]:
        node = model.by_id[id_]
        count = used[node.role] = used.get(node.role, -1) + 1
        look = ROLES[node.role]
        line = {"color": look.dark if dark else look.light, "dash": DASHES[count % len(DASHES)], "width": 2.5}
        traces.append(_line(periods, projection.amounts[id_].tolist(), name_of(model, id_), line))
    spec = {"data": traces, "layout": _layout(model, traces, periods, dark, log, events)}
    # Drawn anew at every stroke; validating costs more than computing, so a test validates it instead.
    return go.Figure(spec, _validate=False)


def _line(periods: list[int], amounts: list[float], name: str, line: dict[str, Any]) -> dict[str, Any]:
    said = _plain(name)
    return {
        "type": "scatter", "mode": "lines", "x": periods, "y": amounts, "name": said, "line": line,
        "hovertemplate": f"{said}: %{{y:,.4~g}}<extra></extra>",
    }  # fmt: skip


def _plain(text: str) -> str:
    return html.escape(safe(text), quote=False).replace("://", ":\u200b//").replace("%{", "%\u200b{")


def _layout(
    model: LoopModel,
    traces: list[dict[str, Any]],
    periods: list[int],
    dark: bool,
    log: bool,
    events: Sequence[tuple[int, str]],
) -> dict[str, Any]:
    ink, grid = ("#ECEBE7", "#3A3E47") if dark else ("#22252B", "#E4E1DA")
    last = periods[-1] if periods else 0
    axis = {"gridcolor": grid, "zeroline": False, "linecolor": grid, "fixedrange": True}
    top = max((max(trace["y"], default=0.0) for trace in traces), default=0.0)
    scale: dict[str, Any] = {"type": "log"} if log else {"rangemode": "tozero"}
    scale["exponentformat"] = "B" if top < 1e15 else "power"
    lines = [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": ink, "width": 1, "dash": "dot"},
        }
        for at, _ in events
    ]
    return {
        "template": "none",
        "annotations": [*_ends(traces, last, log), *_marks(events, ink)],
        "shapes": lines,
        "showlegend": False,
        "hovermode": "x unified",
        "margin": {"l": 46, "r": 132, "t": 18, "b": 38},
        "height": 290,
        "font": {"color": ink, "size": 12.5},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**axis, "title": {"text": model.period, "standoff": 4}, "range": [0, max(1, last)]},
        "yaxis": {**axis, **scale},
        "hoverlabel": {"font": {"size": 12}},
        "uirevision": "projection",
    }


def _marks(events: Sequence[tuple[int, str]], ink: str) -> list[dict[str, Any]]:
    return [
        {"x": at, "y": 1.0, "yref": "paper", "yanchor": "bottom", "text": _plain(said), "showarrow": False,
         "font": {"size": 11, "color": ink}}
        for at, said in events
    ]  # fmt: skip


def _ends(traces: list[dict[str, Any]], last: int, log: bool) -> list[dict[str, Any]]:
    """A label at the end of each line, moved apart where two would touch."""
    values = [(trace["y"][-1] if trace["y"] else 0.0, trace) for trace in traces]
    top = max((max(trace["y"], default=0.0) for _, trace in values), default=0.0)
    made = []
    previous = -1.0
    for value, trace in sorted(values, key=lambda pair: pair[0]):
        place = max(value / top if top > 0 else 0.0, previous + 0.07)
        previous = place
        shift = (place - (value / top if top > 0 else 0.0)) * 232
        # plotly counts the y of an annotation on a log axis in powers of ten
        at = _log10(value) if log else value
        name = trace["name"] if len(trace["name"]) <= 13 else trace["name"][:12] + "…"
        text = f"{name} {number(value)}"
        made.append(
            {"x": last, "y": at, "xanchor": "left", "xshift": 4, "yshift": 0 if log else shift, "text": text,
             "showarrow": False, "font": {"color": trace["line"]["color"], "size": 11.5}}
        )  # fmt: skip
    return made


def _log10(value: float) -> float:
    return math.log10(value) if value > 0 else 0.0
