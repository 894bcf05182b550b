"""A fan over time, scenarios over it, a goal in it, and what happens when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from loopmodel.figures.frame import Ink, end_labels, ink, layout, plain, shortened, tint
from loopmodel.palette import DASHES, Look
from loopmodel.simulation.fans import Fan

HEIGHT = 330
OTHERS = (
    Look("#A9437F", "#E08DBA", "", "", "a scenario"),
    Look("#007A5A", "#2DBE94", "", "", "a scenario"),
    Look("#A66F00", "#E69F00", "", "", "a scenario"),
    Look("#6A4FB3", "#B49CF0", "", "", "a scenario"),
)


@dataclass(frozen=True)
class Drawn:
    """A fan with its name; the first of a chart is drawn with its bands, the others as their medians."""

    name: str
    fan: Fan


@dataclass(frozen=True)
class Target:
    """A goal: an amount at a period."""

    period: int
    amount: float


def fan_figure(
    drawn: Sequence[Drawn],
    look: Look,
    period: str,
    dark: bool,
    log: bool = False,
    target: Target | None = None,
    events: Sequence[tuple[int, str]] = (),
    height: int = HEIGHT,
) -> go.Figure:
    """Percentiles 5 to 95 and 25 to 75 as tints of one hue, the median on top; other medians dashed, named at the end.

    `look` is the hue of the fan; `period` the word for a step.
    """
    inks = ink(dark)
    first = drawn[0]
    colours = [inks.of(look), *(inks.of(OTHERS[i % len(OTHERS)]) for i in range(len(drawn) - 1))]
    traces = _bands(first.fan, colours[0], dark)
    for number, (one, colour) in enumerate(zip(drawn, colours, strict=True)):
        traces.append(_median(one, colour, DASHES[number % len(DASHES)]))
    span = _span(drawn, target, log)
    last = max((len(one.fan.lines.T) - 1 for one in drawn), default=0)
    ends = [(float(one.fan.line(50.0)[-1]), plain(shortened(one.name, 16)), colour)
            for one, colour in zip(drawn, colours, strict=True) if one.fan.lines.size]  # fmt: skip
    ends = [end for end in ends if not log or end[0] > 0]
    made = layout(
        inks, height, 150, x={"title": {"text": period, "standoff": 4}, "range": [0, max(1, last)]},
        y={"range": list(span), "type": "log" if log else "linear", "exponentformat": "B"},
    )  # fmt: skip
    notes = [*end_labels(ends, last, span, log, height), *_marks(events, inks, last), *_goal(target, log, inks)]
    made |= {"hovermode": "x unified", "shapes": _lines(events, inks), "annotations": notes}
    if target is not None:
        traces.append(_cross(target, inks))
    return go.Figure({"data": traces, "layout": made}, _validate=False)


def _bands(found: Fan, colour: str, dark: bool) -> list[dict[str, Any]]:
    parts = ((5.0, 95.0, 0.22 if dark else 0.16), (25.0, 75.0, 0.38 if dark else 0.3))
    traces: list[dict[str, Any]] = []
    line: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": list(range(found.lines.shape[1]))}
    line["line"] = {"width": 0, "color": colour}
    for low, high, part in parts:
        for percent in (low, high):
            said = f"{percent:g} %"
            made = {**line, "y": found.line(percent).tolist(), "name": said, "hovertemplate": _hover(said)}
            traces.append(made | ({"fill": "tonexty", "fillcolor": tint(colour, part)} if percent == high else {}))
    return traces


def _median(one: Drawn, colour: str, dash: str) -> dict[str, Any]:
    y = one.fan.line(50.0).tolist()
    name = plain(one.name)
    line = {"color": colour, "width": 2.5, "dash": dash}
    made = {"type": "scatter", "mode": "lines", "x": list(range(len(y))), "y": y, "name": name, "line": line}
    return made | {"hovertemplate": _hover(name)}


def _hover(name: str) -> str:
    return f"{name}: %{{y:,.4~g}}<extra></extra>"


def _span(drawn: Sequence[Drawn], target: Target | None, log: bool) -> tuple[float, float]:
    tops = [float(drawn[0].fan.lines.max(initial=0.0)), *(float(d.fan.line(50.0).max(initial=0.0)) for d in drawn)]
    lows = [float(drawn[0].fan.lines.min(initial=0.0)), *(float(d.fan.line(50.0).min(initial=0.0)) for d in drawn)]
    if target is not None:
        tops.append(target.amount)
        lows.append(target.amount)
    top, low = max(tops), min(0.0, *lows)
    if log:
        positive = [v for d in drawn for v in (d.fan.line(5.0).max(initial=0.0), _least(d.fan)) if v > 0]
        bottom = max(min([*positive, top or 1.0]), (top or 1.0) * 1e-9)
        return math.log10(bottom) - 0.1, math.log10(top or 1.0) + 0.1
    return low * 1.05, (top * 1.06 if top > 0 else 1.0)


def _least(found: Fan) -> float:
    positive = found.lines[found.lines > 0]
    return float(positive.min()) if positive.size else 0.0


def _lines(events: Sequence[tuple[int, str]], inks: Ink) -> list[dict[str, Any]]:
    return [
        {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1,
         "line": {"color": inks.text, "width": 1, "dash": "dot"}}
        for at, _ in events
    ]  # fmt: skip


def _marks(events: Sequence[tuple[int, str]], inks: Ink, last: int) -> list[dict[str, Any]]:
    return [
        {"x": at, "y": 1.0, "yref": "paper", "yanchor": "bottom" if number % 2 == 0 else "top", "text": plain(said),
         "showarrow": False, "xanchor": "left" if at < last * 0.75 else "right", "xshift": 0 if number % 2 == 0 else 4,
         "font": {"size": 11, "color": inks.text}}
        for number, (at, said) in enumerate(events)
    ]  # fmt: skip


def _cross(target: Target, inks: Ink) -> dict[str, Any]:
    return {"type": "scatter", "mode": "markers", "x": [target.period], "y": [target.amount], "name": "goal",
            "marker": {"symbol": "cross-thin", "size": 13, "line": {"width": 2.5, "color": inks.text}},
            "hovertemplate": _hover("goal")}  # fmt: skip


def _goal(target: Target | None, log: bool, inks: Ink) -> list[dict[str, Any]]:
    if target is None:
        return []
    at = math.log10(target.amount) if log and target.amount > 0 else target.amount
    return [{"x": target.period, "y": at, "text": "goal", "showarrow": False, "yshift": 14, "xshift": -4,
             "xanchor": "right", "font": {"size": 11.5, "color": inks.text}}]  # fmt: skip
