"""Goal seek against closed forms, and the cheapest combination against Lagrange's."""

from __future__ import annotations

import math

import numpy as np
import pytest

from loopmodel import project, read
from loopmodel.analysis.cheapest import cheapest, levers
from loopmodel.analysis.goal import Goal, goal_seek
from loopmodel.quantities import Place, with_numbers
from tests.conftest import job_board, model_of
from tests.golden.test_comparison import chain

STAYING = {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "start": 100, "retention": 0.5}]}


def test_each_number_alone_of_a_product():
    found = {a.place: a for a in goal_seek(chain(), Goal("c", 40, 2))}
    assert found[Place("a", "start")].value == pytest.approx(40, rel=1e-7)
    assert found[Place("ab", "rate")].value == pytest.approx(4, rel=1e-7)
    assert found[Place("bc", "rate")].value == pytest.approx(4, rel=1e-7)
    assert found[Place("a", "retention")].value is None
    assert "no value suffices" in (found[Place("a", "retention")].why or "")


def test_a_retention_has_its_limit():
    """100 s^2 = 64 at s = 0.8; 150 is beyond any share, but a start of 600 would do."""
    model = model_of(STAYING)
    assert {a.place.field: a.value for a in goal_seek(model, Goal("a", 64, 2))}["retention"] == pytest.approx(0.8)
    found = {a.place.field: a for a in goal_seek(model, Goal("a", 150, 2))}
    assert found["retention"].value is None
    assert (found["retention"].best, found["retention"].best_at) == (pytest.approx(100), pytest.approx(1))
    assert found["start"].value == pytest.approx(600)


def test_at_most_and_already_met():
    model = model_of(STAYING)
    found = {a.place.field: a for a in goal_seek(model, Goal("a", 9, 2, at_least=False))}
    assert found["retention"].value == pytest.approx(0.3)
    assert {a.value for a in goal_seek(model, Goal("a", 25, 2))} >= {0.5, 100}


def test_skok_by_doubling_the_start():
    """The published table: 1,270 after six cycles from 10; so 2,540 from 20."""
    model = read("viral-invite")
    total = next(node.id for node in model.nodes if node.role == "user")
    now = project(model, 6).amounts[total][6]
    found = {a.place: a for a in goal_seek(model, Goal(total, 2 * now, 6)) if a.value is not None}
    starts = [a for place, a in found.items() if place.field == "start" and a.now > 0]
    assert any(a.value == pytest.approx(2 * a.now, rel=1e-6) for a in starts)


@pytest.mark.parametrize("id_, node", [("job-board", "employers"), ("ugc", "readers")])
def test_the_value_found_just_meets_the_goal(id_: str, node: str):
    model = read(id_)
    goal = Goal(node, 1.5 * project(model).amounts[node][52], 52)
    answers = [a for a in goal_seek(model, goal) if a.value is not None]
    assert len(answers) > 4
    for answer in answers:
        reached = project(with_numbers(model, {answer.place: answer.value}), 52).amounts[node][52]
        assert reached == pytest.approx(goal.amount, rel=1e-4)
        assert reached >= goal.amount * (1 - 1e-9)


def test_goals_about_nothing():
    with pytest.raises(ValueError, match="no node"):
        goal_seek(job_board(0.07), Goal("nobody", 1, 1))
    with pytest.raises(ValueError, match="period is -1"):
        goal_seek(job_board(0.07), Goal("seeker", 1, -1))
    nothing = model_of({"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user"}]})
    assert goal_seek(nothing, Goal("a", 5, 1))[0].value == pytest.approx(5)


def test_the_cheapest_way_to_a_product_is_lagranges():
    """ln c = sum of moves; the least sum of effort * move^2 that reaches ln 3 has moves in proportion to 1 / effort."""
    model = chain(1e6)
    chosen = [lever for lever in levers(model) if lever.place.field in ("rate", "start")]
    weights = {"a": 4.0, "ab": 1.0, "bc": 2.0}
    wide = [type(lv)(lv.place, lv.now, lv.now / 50, lv.now * 50, lv.share, weights[lv.place.target]) for lv in chosen]
    found = cheapest(model, Goal("c", 3e6, 2), wide)
    assert found.values is not None
    inverse = sum(1 / w for w in weights.values())
    for lever in wide:
        expected = math.log(3) / lever.effort / inverse
        assert math.log(found.values[lever.place] / lever.now) == pytest.approx(expected, rel=1e-4)
    assert found.effort == pytest.approx(math.log(3) ** 2 / inverse, rel=1e-4)
    assert found.amount == pytest.approx(3e6, rel=1e-5)


def test_bounds_are_kept_and_a_goal_out_of_reach_is_said():
    model = chain(1e6)
    chosen = [lever for lever in levers(model) if lever.place.target in ("ab", "bc")]
    found = cheapest(model, Goal("c", 3.9e6, 2), chosen)
    assert found.values is not None
    assert all(lever.low - 1e-9 <= found.values[lever.place] <= lever.high + 1e-9 for lever in chosen)
    beyond = cheapest(model, Goal("c", 4.1e6, 2), chosen)
    assert beyond.values is None
    assert beyond.amount == pytest.approx(4e6)
    assert "not reached" in (beyond.why or "")
    assert cheapest(model, Goal("c", 1e6, 2), chosen).values == {}


def test_a_combination_within_the_ranges_of_a_gallery_model():
    model = read("job-board")
    goal = Goal("employers", 2 * project(model).amounts["employers"][52], 52)
    chosen = levers(model)
    found = cheapest(model, goal, chosen)
    assert found.values is not None
    reached = project(with_numbers(model, found.values), 52).amounts["employers"][52]
    assert reached == pytest.approx(goal.amount, rel=1e-4)
    alone = [a for a in goal_seek(model, goal) if a.value is not None and a.place in {lv.place for lv in chosen}]
    least = min(np.log(a.value / a.now) ** 2 for a in alone if a.place.field == "rate" and a.value)
    assert found.effort is not None
    assert found.effort < least
