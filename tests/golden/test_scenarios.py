"""Dated changes on the projection, against trajectories worked out by hand."""

from __future__ import annotations

import pytest

from loopmodel import project, read
from tests.conftest import model_of


def run(changes: list[dict], periods: int = 6, **more):
    document = {
        "format": "loopmodel/1",
        "nodes": [{"id": "a", "role": "user", "start": 100, "retention": 0.5, "inflow": 10}],
        "links": [],
        "scenarios": [{"id": "s", "name": "S", "changes": changes}],
    }
    document |= more
    model = model_of(document)
    return project(model, periods, model.scenarios[0])


def test_a_dated_change_holds_from_its_first_to_before_its_last_period():
    made = run([{"target": "a", "field": "inflow", "value": 0, "from": 1, "until": 3}])
    assert made.amounts["a"] == pytest.approx([100, 60, 30, 15, 17.5, 18.75, 19.375])


def test_a_start_changed_from_the_beginning():
    assert run([{"target": "a", "field": "start", "value": 20}]).amounts["a"][:2] == pytest.approx([20, 20])


def test_a_node_and_a_link_added_later():
    added = {"id": "b", "role": "content", "start": 5, "retention": 1}
    link = {"id": "l", "source": "a", "target": "b", "rate": 1}
    made = run([{"add": {"node": added}, "from": 2}, {"add": {"link": link}, "from": 3}])
    assert made.amounts["a"] == pytest.approx([100, 60, 40, 30, 25, 22.5, 21.25])
    assert made.amounts["b"] == pytest.approx([0, 0, 5, 5, 35, 60, 82.5])
    assert made.flows["l"] == pytest.approx([0, 0, 0, 30, 25, 22.5, 21.25])


def test_what_was_under_way_still_arrives_after_its_link_is_gone():
    nodes = [{"id": "a", "role": "user", "start": 8}, {"id": "b", "role": "content"}]
    links = [{"id": "l", "source": "a", "target": "b", "rate": 1, "lag": 2}]
    made = run([{"remove": "l", "from": 2}], nodes=nodes, links=links)
    assert made.amounts["b"] == pytest.approx([0, 0, 0, 8, 16, 16, 16])


def test_a_lag_changed_does_not_touch_what_is_under_way():
    nodes = [{"id": "a", "role": "user", "start": 8}, {"id": "b", "role": "content"}]
    links = [{"id": "l", "source": "a", "target": "b", "rate": 1, "lag": 2}]
    made = run([{"target": "l", "field": "lag", "value": 0, "from": 1}], nodes=nodes, links=links)
    assert made.amounts["b"] == pytest.approx([0, 0, 8, 24, 32, 40, 48])


def test_a_removed_node_takes_its_links_with_it_and_comes_back_at_its_start():
    nodes = [{"id": "a", "role": "user", "start": 8}, {"id": "b", "role": "content", "start": 1}]
    links = [{"id": "l", "source": "a", "target": "b", "rate": 1}]
    made = run([{"remove": "b", "from": 1, "until": 3}], nodes=nodes, links=links)
    assert made.amounts["b"] == pytest.approx([1, 0, 0, 1, 9, 17, 25])


def test_a_scenario_without_changes_is_the_base_case():
    model = read("job-board")
    base, empty = project(model), project(model, scenario=type(model.scenarios[0])("x", "Empty"))
    assert all((base.amounts[id_] == empty.amounts[id_]).all() for id_ in base.amounts)


def test_skok_with_a_one_day_cycle_from_the_gallery():
    model = read("viral-invite")
    made = project(model, 20, next(s for s in model.scenarios if s.id == "one-day"))
    assert made.amounts["total"][20] == pytest.approx(20_971_510)
    assert set(made.flows) >= {"count-same-day"}
