"""Critical mass: both futures on one axis, and the frontier of two sides."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from loopmodel.analysis.mass import Mass
from loopmodel.figures.sheet import axis, inks, layout, line, note, plain
from loopmodel.model import LoopModel
from loopmodel.words import name_of, number


def axis_figure(found: Mass, dark: bool) -> go.Figure:
    """Multiples of the start from dying to taking off, with today's at 1. Empty without a critical mass."""
    multiple = found.multiple.value or 1.0
    ink, last = inks(dark), max(1.0, multiple) * 1.9
    bars = [("dies", 0.0, multiple, "/"), ("takes off", multiple, last, "")]
    traces = [
        {
            "type": "bar", "orientation": "h", "y": [""], "x": [end - begin], "base": [begin], "name": name,
            "text": [name], "textposition": "inside", "insidetextanchor": "middle", "hoverinfo": "skip",
            "marker": {"color": ink.grid if name == "dies" else ink.plain, "pattern": {"shape": pattern}},
        }
        for name, begin, end, pattern in bars
    ]  # fmt: skip
    spec = {
        "data": traces,
        "layout": layout(
            dark, 130, left=14, barmode="overlay",
            xaxis=axis(dark, "times the start", range=[0, last]),
            yaxis=axis(dark, showgrid=False),
            shapes=[line(dark, x0=x, x1=x, yref="paper", y0=0, y1=1) for x in (1.0, multiple)],
            annotations=[_above(1.0, "today"), _above(multiple, f"critical mass {number(multiple)}")],
        ),
    }  # fmt: skip
    return go.Figure(spec, _validate=False)


def _above(at: float, said: str) -> dict[str, Any]:
    return note(at, 1.0, said, yref="paper", yanchor="bottom")


def frontier_figure(model: LoopModel, found: Mass, dark: bool) -> go.Figure:
    """Starts of the two sides: below the line the model dies, above it takes off; today's and the cheapest marked."""
    ink, sides = inks(dark), found.sides or ("", "")
    xs, ys = [x for x, _ in found.frontier], [y for _, y in found.frontier]
    names = [plain(name_of(model, id_)) for id_ in sides] if found.sides else ["", ""]
    begin = [found.start[id_] for id_ in sides] if found.sides else [0.0, 0.0]
    points = [(begin[0], begin[1], "today", "circle", ink.text)]
    if found.cheapest is not None:
        x, y = (b + more for b, more in zip(begin, found.cheapest.added, strict=True))
        points.append((x, y, "cheapest seeding", "diamond", ink.accent))
    top = 1.15 * max([1.0, *ys, *(p[1] for p in points)])
    spec = {
        "data": [
            {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": {"color": ink.plain, "width": 3},
             "hovertemplate": f"{names[0]} %{{x:,.0f}}, {names[1]} %{{y:,.0f}}<extra>just enough</extra>"},
            *(_marker(*point) for point in points),
        ],
        "layout": layout(
            dark, 330, left=60,
            xaxis=axis(dark, names[0], range=[0, 1.05 * max([1.0, *xs])]),
            yaxis=axis(dark, names[1], range=[0, top]),
            annotations=[
                note(0.98, 0.95, "takes off", xref="paper", yref="paper", xanchor="right"),
                note(0.02, 0.04, "dies", xref="paper", yref="paper", xanchor="left"),
            ],
        ),
    }  # fmt: skip
    return go.Figure(spec, _validate=False)


def _marker(x: float, y: float, name: str, symbol: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "x": [x], "y": [y], "text": [name], "textposition": "middle right",
        "marker": {"size": 12, "symbol": symbol, "color": colour},
        "hovertemplate": "%{x:,.0f}, %{y:,.0f}<extra></extra>",
    }  # fmt: skip
