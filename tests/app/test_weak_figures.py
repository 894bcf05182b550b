"""Charts of the weak points: valid for the chart library, and true to what they show."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from loopmodel import critical_mass, dominance, gallery_ids, read, stress_test, weak_points
from loopmodel.figures.dominance import dominance_figure
from loopmodel.figures.lenses import lenses_figure
from loopmodel.figures.mass import axis_figure, frontier_figure
from loopmodel.figures.threats import stress_figure
from tests.conftest import job_board, model_of


def valid(figure: go.Figure) -> go.Figure:
    """Raises where any property or value is not one the library knows."""
    return go.Figure(figure.to_dict())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("id_", gallery_ids())
def test_charts_of_the_gallery_are_valid(id_, dark):
    model = read(id_)
    valid(lenses_figure(model, weak_points(model), dark))
    valid(stress_figure(stress_test(model), dark))
    found = dominance(model)
    if found.spells:
        valid(dominance_figure(model, found, dark))


def test_the_lenses_chart_shows_the_numbers():
    model = job_board(0.07)
    leverage, way = valid(lenses_figure(model, weak_points(model), dark=False)).data
    assert leverage.y[0] == "◆ retention of employer"
    assert leverage.x[0] == pytest.approx(42.32, abs=5e-3)
    assert way.x[0] == pytest.approx(-6.25)


def test_the_areas_of_dominance_fill_the_whole():
    model = read("ugc")
    figure = valid(dominance_figure(model, dominance(model), dark=True))
    for values in zip(*(trace.y for trace in figure.data), strict=True):
        assert sum(values) == pytest.approx(100.0, abs=1e-2)


def test_the_charts_of_critical_mass():
    model = read("marketplace")
    found = critical_mass(model)
    dies, takes_off = valid(axis_figure(found, dark=False)).data
    assert dies.x[0] == takes_off.base[0] == found.multiple.value
    frontier = valid(frontier_figure(model, found, dark=False))
    assert list(zip(frontier.data[0].x, frontier.data[0].y, strict=True)) == list(found.frontier)
    assert (frontier.data[1].x[0], frontier.data[1].y[0]) == (1500, 90)


def test_names_in_the_charts_are_text():
    node = {"id": "a", "role": "user", "name": "<a href='http://x.y'>%{x}</a>", "start": 1, "retention": 0.5}
    link = {"id": "l", "source": "a", "target": "a", "rate": 0.6}
    model = model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]})
    said = lenses_figure(model, weak_points(model), dark=False).to_json()
    said += dominance_figure(model, dominance(model), dark=False).to_json()
    assert "<a" not in said
    assert "http://" not in said
