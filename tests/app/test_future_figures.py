"""Charts of futures: valid for the chart library, true to their numbers, safe with any name."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from loopmodel import ensemble, fan, read
from loopmodel.figures.bars import Span, Swing, contribution_figure, influence_figure, roadmap_figure, tornado_figure
from loopmodel.figures.fans import Drawn, Target, fan_figure
from loopmodel.palette import ROLES
from loopmodel.simulation.ensemble import Settings

EVIL = "<a href='http://x.y'>%{x}</a>"


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_a_fan_shows_its_percentiles(log: bool, dark: bool):
    model = read("ugc")
    found = fan(ensemble(model, Settings(200)).of("readers"))
    drawn = [Drawn(EVIL, found), Drawn("other", found)]
    figure = fan_figure(drawn, ROLES["user"], "week", dark, log, Target(40, 1e4), [(3, EVIL), (9, "b")])
    go.Figure(figure.to_dict())  # raises where any property or value is not one the library knows
    shown = {tuple(trace.y) for trace in figure.data}
    for percent in (5.0, 25.0, 50.0, 75.0, 95.0):
        assert tuple(found.line(percent).tolist()) in shown
    text = " ".join([str(t.name) for t in figure.data] + [a.text for a in figure.layout.annotations])
    assert "<" not in text
    assert "://" not in text
    assert "%{" not in text
    low, high = figure.layout.yaxis.range
    assert (10**high if log else high) >= found.lines.max()
    assert low < high


@pytest.mark.parametrize("values", [[[0.0, 0.0]], [[-5.0, -3.0]], [[1e30, 2e30]], [[np.inf, np.inf]]])
@pytest.mark.parametrize("log", [False, True])
def test_fans_of_nothing_and_of_everything(values: list[list[float]], log: bool):
    figure = fan_figure([Drawn("a", fan(np.array(values)))], ROLES["user"], "week", False, log)
    go.Figure(figure.to_dict())


def test_bars():
    figures = [
        influence_figure([(EVIL, 0.4, 0.5), ("b", -0.01, 0.0)], dark=True),
        tornado_figure([Swing(EVIL, 1.0, 9.0), Swing("b", 6.0, 4.0)], 5.0, dark=False),
        contribution_figure([(EVIL, 4.0), ("b", -2.0)], dark=False),
        roadmap_figure([Span(EVIL, 3, 105), Span("b", 0, 9)], 104, "week", dark=True),
    ]
    for figure in figures:
        go.Figure(figure.to_dict())
        assert "<" not in figure.layout.yaxis.ticktext[0]
    assert list(figures[0].data[0].x) == [0.4, 0.0]
    assert [bar.x[0] + bar.base for bar in figures[1].data] == [1.0, 9.0]
    assert list(figures[3].data[0].x) == [101, 9]
    for make in (lambda: influence_figure([], True), lambda: contribution_figure([], True)):
        go.Figure(make().to_dict())
