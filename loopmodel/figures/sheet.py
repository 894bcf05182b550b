"""What the charts of the weak points share: ink, axes, labels that are text and nothing else."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

from loopmodel.palette import ACCENT
from loopmodel.words import safe


class Inks(NamedTuple):
    """Colours of one theme: text, grid, accent (the weak point), and a line of no special meaning."""

    text: str
    grid: str
    accent: str
    plain: str


def inks(dark: bool) -> Inks:
    """The colours for a light or a dark page."""
    if dark:
        return Inks("#ECEBE7", "#3A3E47", ACCENT.dark, "#8CB4D6")
    return Inks("#22252B", "#E4E1DA", ACCENT.light, "#3B6F96")


def plain(text: str, most: int = 60) -> str:
    """A name as it may stand in a chart."""
    short = safe(text) if len(text) <= most else safe(text)[: most - 1] + "…"
    return html.escape(short, quote=False).replace("://", ":\u200b//").replace("%{", "%\u200b{")


def layout(dark: bool, height: int, left: int = 46, right: int = 20, **more: Any) -> dict[str, Any]:
    """The layout of a chart; `more` adds to it."""
    ink = inks(dark)
    made: dict[str, Any] = {
        "template": "none",
        "height": height,
        "margin": {"l": left, "r": right, "t": 26, "b": 42},
        "showlegend": False,
        "font": {"color": ink.text, "size": 12.5},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis(dark),
        "yaxis": axis(dark),
        "hoverlabel": {"font": {"size": 12}},
    }
    return {**made, **more}


def axis(dark: bool, title: str = "", **more: Any) -> dict[str, Any]:
    """One axis that neither zooms nor draws a zero line of its own."""
    grid = inks(dark).grid
    made: dict[str, Any] = {"gridcolor": grid, "linecolor": grid, "zeroline": False, "fixedrange": True}
    return {**made, "title": {"text": title, "standoff": 6}, **more}


def line(dark: bool, **where: Any) -> dict[str, Any]:
    """A dotted line across the chart."""
    return {"type": "line", "line": {"color": inks(dark).text, "width": 1, "dash": "dot"}, **where}


def note(x: float, y: float, text: str, **more: Any) -> dict[str, Any]:
    """A label in the chart."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 11.5}, **more}
