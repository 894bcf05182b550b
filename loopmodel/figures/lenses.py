"""Leverage and fragility of every quantity side by side: bars of the elasticity, and the way to the break-even."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from loopmodel.analysis.weak import Entry, WeakPoints
from loopmodel.explain.lenses import leaders, of
from loopmodel.figures.sheet import axis, inks, layout, line, note, plain
from loopmodel.model import LoopModel

MOST = 12
FARTHEST = 100.0  # percent shown; what is farther stands at the edge, with its number
EDGES = [-1.2 * FARTHEST, 1.2 * FARTHEST]


def lenses_figure(model: LoopModel, found: WeakPoints, dark: bool) -> go.Figure:
    """At most 12 quantities, the nearest to its break-even on top; the weak point has a diamond and the accent."""
    shown = _shown(found)
    weak = {entry.id for entry in leaders(found).get("fragility", [])[:1]}
    names = [plain(of(model, entry), 34) for entry in shown]
    ink = inks(dark)
    colours = [ink.accent if entry.id in weak else ink.plain for entry in shown]
    marks = ["◆ " if entry.id in weak else "" for entry in shown]
    labels = [f"{mark}{name}" for mark, name in zip(marks, names, strict=True)]
    spec = {
        "data": [_leverage(shown, labels, colours), _distance(shown, labels, colours)],
        "layout": layout(
            dark, 90 + 27 * len(shown), left=10,
            xaxis={**axis(dark, "leverage: % of a change that comes through"), "domain": [0.0, 0.47]},
            xaxis2={**axis(dark, "way to the break-even, %", range=EDGES), "domain": [0.53, 1.0]},
            yaxis=axis(dark, autorange="reversed", automargin=True, showgrid=False),
            shapes=[line(dark, xref="x2", yref="paper", x0=0, x1=0, y0=0, y1=1)],
            annotations=[note(0, 1.0, "now", xref="x2", yref="paper", yanchor="bottom")],
        ),
    }  # fmt: skip
    return go.Figure(spec, _validate=False)


def _shown(found: WeakPoints) -> list[Entry]:
    """Those with something to show: a break-even or leverage."""
    some = [e for e in found.entries if e.distance is not None or (e.elasticity or 0.0) > 0.0]
    return sorted(some, key=lambda e: (e.distance is None, abs(e.distance or 0.0), -(e.elasticity or 0.0)))[:MOST]


def _leverage(shown: Sequence[Entry], labels: list[str], colours: list[str]) -> dict[str, Any]:
    values = [None if e.elasticity is None else 100.0 * e.elasticity for e in shown]
    return {
        "type": "bar", "orientation": "h", "y": labels, "x": values, "marker": {"color": colours},
        "text": ["" if v is None else f"{v:.3g}" for v in values], "textposition": "outside", "cliponaxis": False,
        "hovertemplate": "%{y}: %{x:.3g} %<extra>leverage</extra>",
    }  # fmt: skip


def _distance(shown: Sequence[Entry], labels: list[str], colours: list[str]) -> dict[str, Any]:
    ways = [None if e.distance is None else 100.0 * e.distance for e in shown]
    held = [None if way is None else max(-FARTHEST, min(FARTHEST, way)) for way in ways]
    return {
        "type": "bar", "orientation": "h", "y": labels, "x": held, "xaxis": "x2", "marker": {"color": colours},
        "text": ["" if way is None else f"{way:+.3g}" for way in ways], "textposition": "outside", "cliponaxis": False,
        "hovertemplate": "%{y}: %{text} %<extra>to the break-even</extra>",
    }  # fmt: skip
