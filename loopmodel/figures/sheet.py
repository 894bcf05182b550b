"""What the charts of the weak points share: ink, axes, labels that are text and nothing else."""

from __future__ import annotations

from typing import Any, NamedTuple

from loopmodel.figures import frame
from loopmodel.palette import ACCENT


class Inks(NamedTuple):
    """Colours of one theme: text, grid, accent (the weak point), and a line of no special meaning."""

    text: str
    grid: str
    accent: str
    plain: str


def inks(dark: bool) -> Inks:
    """The colours for a light or a dark page."""
    ink = frame.ink(dark)
    return Inks(ink.text, ink.grid, ink.of(ACCENT), "#8CB4D6" if dark else "#3B6F96")


def plain(text: str, most: int = 60) -> str:
    """A name as it may stand in a chart, at most so many characters."""
    return frame.plain(frame.shortened(text, most))


def layout(dark: bool, height: int, left: int = 46, right: int = 20, **more: Any) -> dict[str, Any]:
    """The layout of a chart; `more` adds to it."""
    made = frame.layout(frame.ink(dark), height, right)
    made["margin"] = {"l": left, "r": right, "t": 26, "b": 42}
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
