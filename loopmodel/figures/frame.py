"""What the charts of futures share: axes, inks, labels that keep apart."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from loopmodel.palette import Look
from loopmodel.words import number, safe


class Ink(NamedTuple):
    """Colours of text and grid."""

    text: str
    grid: str
    dark: bool

    def of(self, look: Look) -> str:
        """A look's colour on this background."""
        return look.dark if self.dark else look.light


def ink(dark: bool) -> Ink:
    """The inks of a theme."""
    return Ink("#ECEBE7", "#3A3E47", True) if dark else Ink("#22252B", "#E4E1DA", False)


def tint(colour: str, part: float) -> str:
    """A colour let through to `part` of its strength."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{part:g})"


def plain(text: str) -> str:
    """User text for a chart: no markup, no address, no template."""
    return html.escape(safe(text), quote=False).replace("://", ":\u200b//").replace("%{", "%\u200b{")


def shortened(name: str, most: int) -> str:
    """A name of at most so many characters."""
    return name if len(name) <= most else name[: most - 1] + "…"


def layout(inks: Ink, height: int, right: int, **axes: Any) -> dict[str, Any]:
    """The layout that all charts start from."""
    axis = {"gridcolor": inks.grid, "zeroline": False, "linecolor": inks.grid, "fixedrange": True}
    return {
        "template": "none",
        "showlegend": False,
        "margin": {"l": 54, "r": right, "t": 22, "b": 38},
        "height": height,
        "font": {"color": inks.text, "size": 12.5},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"font": {"size": 12}},
        "xaxis": axis | axes.get("x", {}),
        "yaxis": axis | axes.get("y", {}),
    }


def end_labels(
    ends: Sequence[tuple[float, str, str]], last: float, span: tuple[float, float], log: bool, height: int
) -> list[dict[str, Any]]:
    """Labels at the right ends of lines, from (value, text, colour), pushed apart where two would touch."""
    low, high = span
    room = max(height - 60, 1)
    made, previous = [], -math.inf
    for value, text, colour in sorted(ends, key=lambda end: end[0]):
        at = math.log10(value) if log and value > 0 else value
        place = (at - low) / (high - low) * room if high > low else 0.0
        moved = max(place, previous + 15)
        previous = moved
        made.append(
            {"x": last, "y": at, "xanchor": "left", "xshift": 5, "yshift": moved - place, "showarrow": False,
             "text": f"{text} {number(value)}", "font": {"color": colour, "size": 11.5}}
        )  # fmt: skip
    return made
