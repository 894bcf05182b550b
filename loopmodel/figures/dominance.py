"""Which loop drives the curve when: shares of the loops over time as stacked areas, hand-overs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from loopmodel.analysis.dominance import Dominance, DrivingLoop, Spell
from loopmodel.figures.sheet import axis, inks, layout, line, note
from loopmodel.model import LoopModel
from loopmodel.palette import ROLES

MOST = 5  # loops with an area of their own
MARKED = 6  # hand-overs marked
PATTERNS = ("", "/", "x", ".", "-", "|")


def dominance_figure(model: LoopModel, found: Dominance, dark: bool) -> go.Figure:
    """Sizes of the shares of the first group of loops, stacked to 100 %; each area has a pattern and a label."""
    own = [loop for loop in found.loops if loop.group == found.loops[0].group]
    first, rest = own[:MOST], own[MOST:]
    periods = list(found.periods)
    areas = [(f"{i + 1}", np.abs(loop.shares)) for i, loop in enumerate(first)]
    if rest:
        areas.append((f"{len(rest)} more", np.abs([loop.shares for loop in rest]).sum(axis=0)))
    spec = {
        "data": [_area(periods, 100.0 * values, name, i, dark) for i, (name, values) in enumerate(areas)],
        "layout": layout(
            dark, 300, right=24,
            xaxis=axis(dark, model.period, range=[periods[0], periods[-1]]),
            yaxis=axis(dark, "% of the change", range=[0, 100]),
            showlegend=True, legend={"orientation": "h", "y": -0.22, "font": {"size": 11.5}},
            margin={"l": 46, "r": 24, "t": 26, "b": 96},
            shapes=[line(dark, x0=s.first, x1=s.first, yref="paper", y0=0, y1=1) for s in _turns(found)],
            annotations=[_mark(s, own) for s in _turns(found)],
            hovermode="x unified",
        ),
    }  # fmt: skip
    return go.Figure(spec, _validate=False)


def _turns(found: Dominance) -> Sequence[Spell]:
    """The hand-overs of the longest spells."""
    later = sorted(found.spells[1:], key=lambda s: s.first - s.last)[:MARKED]
    return sorted(later, key=lambda s: s.first)


def _mark(spell: Spell, own: Sequence[DrivingLoop]) -> dict[str, Any]:
    said = f"{spell.first}: {spell.loop + 1}" if spell.loop < len(own) else str(spell.first)
    return note(spell.first, 1.0, said, yref="paper", yanchor="bottom")


def _area(periods: list[int], values: np.ndarray, name: str, number: int, dark: bool) -> dict[str, Any]:
    looks = [ROLES[role] for role in ("user", "customer", "content", "member", "channel", "killer")]
    colour = (looks[number].dark if dark else looks[number].light) if number < MOST else inks(dark).grid
    return {
        "type": "scatter", "mode": "lines", "x": periods, "y": values.round(4).tolist(), "stackgroup": "one",
        "name": name, "line": {"width": 0.8, "color": colour},
        "fillpattern": {"shape": PATTERNS[number % len(PATTERNS)], "solidity": 0.35, "fgcolor": colour},
        "hovertemplate": "%{y:.0f} %",
    }  # fmt: skip
