"""The stress test: how the growth factor of the loops falls with the share of each killer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from loopmodel.analysis.stress import SHARES, Stress
from loopmodel.figures.sheet import axis, inks, layout, line, note, plain
from loopmodel.palette import DASHES, ROLES


def stress_figure(found: Sequence[Stress], dark: bool) -> go.Figure:
    """A line for each killer that hides among others, a point for what is cut off; below the dotted line loops die."""
    shown = [s for s in found if s.course]
    traces = [_line(s, i, dark) if len(s.course) > 2 else _point(s, i, dark) for i, s in enumerate(shown)]
    lowest = min([0.98, *(min(s.course) for s in shown)])
    highest = max([1.02, *(max(s.course) for s in shown)])
    span = highest - lowest
    spec = {
        "data": traces,
        "layout": layout(
            dark, 320,
            xaxis=axis(dark, "share of the killer, %", range=[0, 103]),
            yaxis=axis(dark, "growth factor of the loops", range=[lowest - 0.06 * span, highest + 0.06 * span]),
            shapes=[line(dark, xref="paper", x0=0, x1=1, y0=1, y1=1)],
            annotations=[note(1, 1, "below: the loops die", xref="paper", xanchor="right", yanchor="bottom")],
            showlegend=True, legend={"orientation": "h", "y": -0.2, "font": {"size": 11.5}},
            margin={"l": 56, "r": 20, "t": 16, "b": 96},
        ),
    }  # fmt: skip
    return go.Figure(spec, _validate=False)


def _colour(number: int, dark: bool) -> str:
    look = list(ROLES.values())[number % len(ROLES)]
    return look.dark if dark else look.light


def _line(found: Stress, number: int, dark: bool) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [100.0 * s for s in SHARES], "y": list(found.course),
        "name": plain(found.killer.name), "hovertemplate": "%{x:.0f} %: %{y:.4g}<extra>%{fullData.name}</extra>",
        "line": {"color": _colour(number, dark), "dash": DASHES[number % len(DASHES)], "width": 2.5},
    }  # fmt: skip


def _point(found: Stress, number: int, dark: bool) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [100.0], "y": [found.course[-1]], "name": plain(found.killer.name),
        "hovertemplate": "cut off: %{y:.4g}<extra>%{fullData.name}</extra>",
        "marker": {"color": _colour(number, dark), "size": 11, "symbol": ("x", "diamond", "square")[number % 3],
                   "line": {"color": inks(dark).text, "width": 1}},
    }  # fmt: skip
