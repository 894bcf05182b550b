"""Charts: valid for the chart library, true to the projection, and safe with any name."""

from __future__ import annotations

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from loopmodel import gallery_ids, project, read
from loopmodel.figures.projection import projection_figure
from tests.conftest import model_of


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("id_", gallery_ids())
def test_the_chart_is_valid_and_shows_the_projection(id_, log):
    model = read(id_)
    made = project(model)
    shown = list(made.amounts)[:8]
    figure = projection_figure(model, made, shown, dark=log, log=log, events=[(3, "full")])
    go.Figure(figure.to_dict())  # raises where any property or value is not one the library knows
    for id_, trace in zip(shown, figure.data, strict=True):
        assert list(trace.y) == made.amounts[id_].tolist()
    assert len(figure.layout.annotations) == len(shown) + 1


def test_names_in_the_chart_are_text():
    node = {"id": "a", "role": "user", "name": "<a href='http://x.y'>%{x}</a>", "start": 1}
    model = model_of({"format": "loopmodel/1", "nodes": [node], "links": []})
    figure = projection_figure(model, project(model), ["a"], dark=False, log=False)
    said = figure.data[0].name + figure.layout.annotations[0].text
    assert "<" not in said
    assert "://" not in said
    assert "%{" not in said


def test_an_empty_chart():
    model = model_of({"format": "loopmodel/1", "nodes": [], "links": []})
    go.Figure(projection_figure(model, project(model), [], dark=False, log=True).to_dict())


def test_the_curve_of_a_pull_lies_where_the_chart_lies():
    made = projection_figure(read("bass"), project(read("bass")), ["adopters"], dark=False, log=False).layout
    source = (Path(__file__).parents[2] / "loopmodel" / "canvas" / "paper" / "curve.js").read_text(encoding="utf-8")
    margin = dict(re.findall(r"(left|right|top|bottom): (\d+)", source.split("MARGIN = ")[1].splitlines()[0]))
    assert {name: int(value) for name, value in margin.items()} == {
        "left": made.margin.l, "right": made.margin.r, "top": made.margin.t, "bottom": made.margin.b,
    }  # fmt: skip
    assert f"HEIGHT = {made.height}" in source
