"""Ranges, scenarios and goals that are wrong: each is said, none breaks anything."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from loopmodel import Diagram, Goal, Settings, check, ensemble, fan, goal_seek
from loopmodel.build import build_sound
from loopmodel.edit import remove
from tests.conftest import job_board_document, model_of


def with_value(field: str, value: Any, part: str = "links") -> dict[str, Any]:
    document = job_board_document(0.07)
    document[part][0][field] = value
    return document


@pytest.mark.parametrize("document, code, place", [
    (with_value("rate", {"low": 3, "mid": 2, "high": 1}), "range-order", "/links/0/rate"),
    (with_value("rate", {"low": 1, "mid": 4, "high": 3}), "range-order", "/links/0/rate"),
    (with_value("rate", {"low": 1, "mid": 2}), "half-a-range", "/links/0/rate"),
    (with_value("lag", {"low": 1, "mid": 2, "high": 3}), "wrong-type", "/links/0/lag"),
    (with_value("retention", {"low": 0.5, "mid": 0.9, "high": 1.1}, "nodes"), "out-of-range", "/nodes/0/retention/high"),
    (with_value("start", {"low": -1, "mid": 2, "high": 3}, "nodes"), "out-of-range", "/nodes/0/start/low"),
])  # fmt: skip
def test_a_bad_range_is_a_problem_at_its_place(document: dict[str, Any], code: str, place: str):
    assert [(p.code, p.place) for p in check(Diagram(document))] == [(code, place)]


@pytest.mark.parametrize("low, mid, high", [(0, 0.5, 1), (0, 0, 1), (0, 1, 1), (0, 0, 0), (1, 1, 1), (0, 0, 0.5)])
def test_0_and_1_are_good_ends(low: float, mid: float, high: float):
    document = with_value("retention", {"low": low, "mid": mid, "high": high}, "nodes")
    assert check(Diagram(document)) == ()
    made = ensemble(model_of(document), Settings(200, precision="double"), 5)
    assert np.isfinite(made.amounts).all()
    assert (made.amounts >= 0).all()


def test_a_scenario_that_changes_what_was_deleted():
    document = job_board_document(0.07)
    document["scenarios"] = [{"id": "s", "changes": [{"target": "hire", "field": "rate", "value": 0.08}]}]
    gone = remove(Diagram(document), ["hire"])
    assert check(gone) == ()
    assert gone.items("scenarios")[0]["changes"] == []
    dangling = copy.deepcopy(document)
    dangling["links"] = dangling["links"][:2]
    problems = check(Diagram(dangling))
    assert [p.code for p in problems] == ["unknown-reference"]
    model, left_out = build_sound(Diagram(dangling), problems)
    assert model.scenarios == ()
    assert len(left_out) == 1


def test_a_removal_of_what_another_change_needs_is_no_error():
    document = job_board_document(0.07)
    document["scenarios"] = [{"id": "s", "changes": [
        {"remove": "listing", "from": 3}, {"target": "post", "field": "rate", "value": 9, "from": 4}]}]  # fmt: skip
    model = model_of(document)
    made = ensemble(model, Settings(4), 8, model.scenarios[0])
    assert (made.of("listing")[3:] == 0).all()


def test_growth_past_all_bounds_ends_the_fan_with_a_reason():
    made = ensemble(model_of(with_value("rate", {"low": 1e30, "mid": 1e32, "high": 1e34})), Settings(50), 20)
    found = fan(made.of("listing"))
    assert found.stopped_why is not None
    assert np.isfinite(found.lines).all()


def test_a_goal_out_of_reach_says_what_comes_nearest():
    nodes = [{"id": "a", "role": "user", "start": 10, "retention": 0.5, "capacity": 100}]
    answers = goal_seek(model_of({"format": "loopmodel/1", "nodes": nodes}), Goal("a", 1e9, 3))
    by_field = {answer.place.field: answer for answer in answers}
    assert by_field["retention"].value is None
    assert "no value suffices: at 1 it comes nearest, with 10" in (by_field["retention"].why or "")
