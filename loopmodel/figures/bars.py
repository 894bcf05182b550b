"""Bars: what to measure first, the tornado, what each change contributes; and the roadmap of dated changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from loopmodel.figures.frame import Ink, ink, layout, plain
from loopmodel.palette import ACCENT, ROLES
from loopmodel.words import number, percent

ROW = 26


class Swing(NamedTuple):
    """One bar of a tornado: the outcome at the low and at the high end of a number."""

    name: str
    low: float
    high: float


class Span(NamedTuple):
    """A change that holds from `first` to before `last`."""

    name: str
    first: int
    last: int


def influence_figure(rows: Sequence[tuple[str, float, float]], dark: bool) -> go.Figure:
    """Name, first-order and total index of each number: a bar for what it does alone, a tick with others.

    The first takes the accent: it is what to measure first.
    """
    inks = ink(dark)
    alone = [max(0.0, first) for _, first, _ in rows]
    both = [max(first, total, 0.0) for _, first, total in rows]
    bar = _bar(
        alone,
        [inks.of(ACCENT) if i == 0 else inks.of(ROLES["user"]) for i in range(len(rows))],
        [""] * len(rows),
        "%{x:.1%} alone<extra></extra>",
    )
    tick: dict[str, Any] = {"type": "scatter", "mode": "markers+text", "y": list(range(len(rows))), "x": both}
    tick |= {"text": [f"  {percent(share)}" for share in alone], "textposition": "middle right", "cliponaxis": False}
    tick["marker"] = {"symbol": "line-ns", "size": 11, "line": {"width": 2, "color": inks.text}}
    tick["hovertemplate"] = "%{x:.1%} with others<extra></extra>"
    top = max([*both, *alone, 0.05]) * 1.3
    axis = {"range": [0, top], "tickformat": ".0%", "nticks": 5}
    return _rows([bar, tick], [name for name, _, _ in rows], inks, axis)


def tornado_figure(rows: Sequence[Swing], middle: float, dark: bool) -> go.Figure:
    """The outcome between low and high end of each number, around its value in the middle; ends are named."""
    inks = ink(dark)
    traces = []
    for end, look, ends in (
        ("low", ROLES["customer"], [row.low for row in rows]),
        ("high", ROLES["user"], [row.high for row in rows]),
    ):
        bar = _bar(
            [value - middle for value in ends],
            inks.of(look),
            [end] * len(rows),
            f"at its {end} end: %{{customdata:,.4~g}}<extra></extra>",
        )
        bar |= {"base": middle, "customdata": ends, "textposition": "inside", "insidetextanchor": "end"}
        bar["marker"] |= {"pattern": {"shape": "/" if end == "low" else "", "fillmode": "overlay", "solidity": 0.15}}
        traces.append(bar)
    made = _rows(traces, [row.name for row in rows], inks, {"exponentformat": "B", "nticks": 6})
    made.layout.barmode = "overlay"
    return made


def contribution_figure(rows: Sequence[tuple[str, float]], dark: bool) -> go.Figure:
    """What each change adds to the outcome, or takes from it."""
    inks = ink(dark)
    values = [value for _, value in rows]
    colours = [inks.of(ROLES["user"]) if value >= 0 else inks.of(ACCENT) for value in values]
    text = [("+" if value > 0 else "") + number(value) for value in values]
    bar = _bar(values, colours, text, "%{x:,.4~g}<extra></extra>") | {"textposition": "auto"}
    axis = {"exponentformat": "B", "zeroline": True, "zerolinecolor": inks.text, "nticks": 6}
    return _rows([bar], [name for name, _ in rows], inks, axis)


def roadmap_figure(rows: Sequence[Span], last: int, period: str, dark: bool) -> go.Figure:
    """Dated changes as bars over the periods of the projection."""
    inks = ink(dark)
    text = [f"from {row.first}" if row.last > last else f"{row.first} to {row.last - 1}" for row in rows]
    bar = _bar(
        [max(min(row.last, last) - row.first, 0) for row in rows],
        inks.of(ROLES["user"]),
        text,
        "%{text}<extra></extra>",
    )
    bar |= {"base": [row.first for row in rows], "textposition": "inside", "insidetextanchor": "start"}
    axis = {"range": [0, max(1, last)], "title": {"text": period, "standoff": 4}}
    return _rows([bar], [row.name for row in rows], inks, axis, more=18)


def _bar(values: Sequence[float], colour: str | list[str], text: list[str], hover: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(values))),
        "x": list(values),
        "marker": {"color": colour},
        "width": 0.62,
        "text": text,
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": hover,
    }


def _rows(traces: list[dict[str, Any]], names: list[str], inks: Ink, axis: dict[str, Any], more: int = 0) -> go.Figure:
    rows = {
        "range": [len(names) - 0.5, -0.5],
        "showgrid": False,
        "automargin": True,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [plain(_short(name)) for name in names],
        "ticklabelstandoff": 6,
        "tickfont": {"size": 11.5},
    }
    made = layout(inks, 52 + more + ROW * max(len(names), 1), 24, x=axis, y=rows)
    made["margin"] |= {"l": 10, "t": 6}
    made["hovermode"] = "closest"
    return go.Figure({"data": traces, "layout": made}, _validate=False)


def _short(name: str) -> str:
    return name if len(name) <= 44 else name[:43] + "…"
