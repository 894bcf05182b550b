"""Laws of the projection, for every valid model."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loopmodel import project
from loopmodel.arrays import arrays_of
from loopmodel.simulation.step import advance, start_state
from loopmodel.simulation.unrolled import project_unrolled
from loopmodel.simulation.window import project_windowed
from tests.conftest import model_of
from tests.laws.oracle import trajectory
from tests.laws.strategies import documents, numbers

PERIODS = 25


@settings(deadline=None, max_examples=150)
@given(documents())
def test_three_roads_and_the_oracle_meet(document):
    model = model_of(document)
    arrays = arrays_of(model)
    expected = np.array([[x[id_] for id_ in arrays.nodes] for x in trajectory(model, PERIODS)])
    state, stepped = start_state(arrays), []
    for _ in range(PERIODS + 1):
        stepped.append(state.amounts)
        state = advance(state, arrays)
    for road in (np.array(stepped), project_unrolled(arrays, PERIODS)[0], project_windowed(arrays, PERIODS)):
        np.testing.assert_allclose(road, expected, rtol=1e-9, atol=1e-9)


@settings(deadline=None)
@given(documents(), st.randoms())
def test_the_order_of_drawing_changes_nothing(document, rng: random.Random):
    before = project(model_of(document), PERIODS)
    shuffled = {key: rng.sample(part, len(part)) if isinstance(part, list) else part for key, part in document.items()}
    after = project(model_of(shuffled), PERIODS)
    for id_, column in before.amounts.items():
        assert (after.amounts[id_] == column).all()
    for id_, column in before.flows.items():
        assert (after.flows[id_] == column).all()


@settings(deadline=None)
@given(documents())
def test_nothing_below_zero(document):
    made = project(model_of(document), PERIODS)
    assert all((column >= 0).all() for column in [*made.amounts.values(), *made.flows.values()])


@settings(deadline=None)
@given(documents(converts=False))
def test_nothing_above_capacity_where_nothing_converts(document):
    for node in document["nodes"]:
        if "capacity" in node:
            node["start"] = min(node["start"], node["capacity"])
    made = project(model_of(document), PERIODS)
    for node in document["nodes"]:
        if "capacity" in node:
            assert made.amounts[node["id"]].max() <= node["capacity"] * (1 + 1e-12)


def test_conversions_under_way_may_pass_the_capacity():
    nodes = [
        {"id": "trial", "role": "user", "start": 100, "retention": 1},
        {"id": "paying", "role": "customer", "start": 0, "capacity": 60},
    ]
    link = {"id": "buy", "source": "trial", "target": "paying", "rate": 0.5, "lag": 3, "mode": "converts"}
    made = project(model_of({"format": "loopmodel/1", "nodes": nodes, "links": [link]}), 10)
    assert made.amounts["paying"].max() > 60


@settings(deadline=None)
@given(documents())
def test_conversion_with_retention_one_conserves(document):
    """Without lag, ceiling, inflow and creation, units only change their place."""
    for node in document["nodes"]:
        node |= {"retention": 1, "inflow": 0}
        node.pop("capacity", None)
    for link in document["links"]:
        link |= {"mode": "converts", "lag": 0}
    document["harms"] = [harm for harm in document["harms"] if not harm["target"].startswith("n")]
    amounts = np.array(list(project(model_of(document), PERIODS).amounts.values()))
    np.testing.assert_allclose(amounts.sum(axis=0), amounts[:, 0].sum(), rtol=1e-9)


@settings(deadline=None)
@given(st.lists(numbers(0.1, 2), min_size=2, max_size=5), numbers(0.1, 1))
def test_a_short_supply_is_shared_pro_rata(rates, retention):
    total = sum(rates)
    nodes = [{"id": "pool", "role": "user", "start": 100, "retention": retention}]
    nodes += [{"id": f"t{i}", "role": "user"} for i in range(len(rates))]
    links = [
        {"id": f"l{i}", "source": "pool", "target": f"t{i}", "rate": rate, "mode": "converts"}
        for i, rate in enumerate(rates)
    ]
    made = project(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}), 1)
    taken = min(total, retention) * 100
    assert made.amounts["pool"][1] == pytest.approx(retention * 100 - taken, abs=1e-9)
    for i, rate in enumerate(rates):
        assert made.amounts[f"t{i}"][1] == pytest.approx(taken * rate / total)


def test_amounts_beyond_all_bounds_end_the_projection_with_a_reason():
    node = {"id": "a", "role": "user", "start": 1, "retention": 1}
    link = {"id": "l", "source": "a", "target": "a", "rate": 1e6}
    made = project(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}), 200)
    assert len(made.periods) < 201
    assert "1e300" in made.stopped_why
    assert np.isfinite(made.amounts["a"]).all()


def test_a_negative_number_of_periods_is_refused():
    node = {"id": "a", "role": "user"}
    with pytest.raises(ValueError, match="0 or more"):
        project(model_of({"format": "loopmodel/1", "nodes": [node], "links": []}), -1)
