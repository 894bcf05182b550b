"""What the canvas plays back while a number is pulled: the same engine, asked beforehand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loopmodel import project, read, weak_points
from loopmodel.analysis.break_even import level_at_start
from loopmodel.ui.lenses import lens
from loopmodel.ui.preview import STEPS, Pulled, loops, play, preview
from loopmodel.words import percent
from tests.conftest import job_board, model_of

PAPER = Path(__file__).parents[2] / "loopmodel" / "canvas" / "paper"


@pytest.mark.parametrize(
    "id_, field, level",
    [("attract", "rate", 0.40), ("hire", "rate", 0.056), ("post", "rate", 1.6), ("seeker", "retention", 0.5),
     ("employer", "retention", 0.75), ("listing", "retention", 0.125)],
)  # fmt: skip
def test_the_verdict_turns_at_the_published_break_even(id_, field, level):
    model = job_board(0.07)
    assert level_at_start(model, id_, field) == pytest.approx(level)
    found = preview(model, Pulled(id_, field, 5.0 if field == "rate" else 1.0), ["seeker"], log=False)
    assert found["level"] == pytest.approx(level)
    for value, said in zip(found["values"], found["said"], strict=True):
        if abs(value - level) > 1e-9 * level:
            assert ("Self-sustaining" in said) == (value > level), (value, said)


def test_the_lines_are_those_of_the_projection():
    model = job_board(0.07)
    found = preview(model, Pulled("attract", "rate", 1.0), ["seeker", "employer"], log=False)
    assert set(found["values"]) >= {k / 100 for k in range(STEPS + 1)}
    assert f"STEPS = {STEPS}" in (PAPER / "pull.js").read_text(encoding="utf-8")
    at = found["values"].index(0.5)
    made = project(model)
    for line, id_ in zip(found["lines"], ("seeker", "employer"), strict=True):
        expected = [float(f"{made.amounts[id_][t]:.4g}") for t in found["periods"]]
        assert line["at"][at] == expected
    assert found["flows"]["post"][at] == float(f"{made.flows['post'][0]:.4g}")
    other = replace(model, links=tuple(replace(x, rate=1.0) if x.id == "attract" else x for x in model.links))
    assert found["lines"][0]["at"][-1][-1] == float(f"{project(other).amounts['seeker'][-1]:.4g}")


@pytest.mark.parametrize(
    "pulled",
    [
        Pulled("nobody", "rate", 1),
        Pulled("attract", "lag", 1),
        Pulled("attract", "via", 1),
        Pulled("seeker", "capacity", 1),
    ],
)
def test_what_cannot_be_pulled_has_no_preview(pulled):
    assert preview(job_board(0.07), pulled, ["seeker"], log=False) is None


def test_what_is_played_is_the_projection():
    model = read("job-board")
    found, made = play(project(model)), project(model)
    assert found["periods"][0] == 0
    assert found["periods"][-1] == 104
    for id_, series in found["nodes"].items():
        assert series == [float(f"{made.amounts[id_][t]:.4g}") for t in found["periods"]]
    assert found["most"] == max(max(series) for series in found["links"].values())


def test_the_strongest_loop_comes_first():
    first = loops(job_board(0.07))[0]
    assert sorted(first["links"]) == ["attract", "hire", "post"]
    assert "gain 1.25 per generation" in first["text"]
    assert loops(job_board()) == ()


def test_each_lens_is_the_table_of_weak_points():
    model = job_board(0.07)
    found = {(e.id, e.field): e for e in weak_points(model).entries}
    leverage, fragility, loss = (lens(model, name)["of"] for name in ("leverage", "fragility", "loss"))
    assert leverage["post"]["text"] == percent(found["post", "rate"].elasticity) == "12 %"
    assert fragility["hire"]["text"] == "−20 %"  # 0.056 instead of 0.07
    assert loss["hire"]["text"] == "0.8 without"
    assert max(one["strength"] for one in leverage.values()) == leverage["employer"]["strength"] == 1.0
    assert lens(model, "fashion") is None
    assert lens(model_of({"format": "loopmodel/1", "nodes": [], "links": []}), "loss")["of"] == {}
