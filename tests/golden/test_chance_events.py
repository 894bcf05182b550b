"""Whole people: extinction is the branching process's, the mean is the projection."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.special import lambertw

from loopmodel import project, read
from loopmodel.analysis.extinction import extinction_chance
from loopmodel.estimate import mid
from loopmodel.simulation.whole_people import whole_people
from tests.conftest import job_board, model_of
from tests.laws.strategies import documents

RUNS = 4000


def alone(rate: float, retention: float = 0.0, start: float = 1, lag: int = 0):
    node = {"id": "a", "role": "user", "start": start, "retention": retention}
    link = {"id": "aa", "source": "a", "target": "a", "rate": rate, "lag": lag}
    return model_of({"format": "loopmodel/1", "horizon": 60, "nodes": [node], "links": [link]})


@pytest.mark.parametrize("rate", [1.2, 1.5, 2.0, 3.0])
def test_poisson_offspring_die_out_as_lambert_says(rate: float):
    """q = exp(r (q - 1)) has q = -W(-r e^-r) / r; for r = 2 that is 0.2032 (Harris 1963)."""
    expected = float(-lambertw(-rate * math.exp(-rate)).real / rate)
    assert extinction_chance(alone(rate)).value == pytest.approx(expected, rel=1e-9)
    assert extinction_chance(alone(rate, start=3, lag=2)).value == pytest.approx(expected**3, rel=1e-9)


def test_at_or_below_one_it_always_dies_out():
    assert extinction_chance(alone(0.9)).value == pytest.approx(1)
    assert extinction_chance(alone(0.2, 0.7)).value == pytest.approx(1)


@pytest.mark.parametrize("rate, retention, lag", [(1.5, 0, 0), (0.4, 0.8, 0), (0.3, 0.9, 2)])
def test_runs_die_out_as_often_as_the_branching_process(rate: float, retention: float, lag: int):
    model = alone(rate, retention, start=1, lag=lag)
    expected = extinction_chance(model).value
    assert expected is not None
    gone = whole_people(model, RUNS, seed=1, periods=60).chance_gone
    assert gone == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / RUNS))


def test_a_loop_of_two_kinds_with_conversion():
    nodes = [{"id": "trial", "role": "user", "start": 2, "retention": 0.6},
             {"id": "member", "role": "member", "retention": 0.7}]  # fmt: skip
    links = [{"id": "turn", "source": "trial", "target": "member", "rate": 0.3, "mode": "converts"},
             {"id": "invite", "source": "member", "target": "trial", "rate": 0.9}]  # fmt: skip
    model = model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})
    expected = extinction_chance(model).value
    assert expected is not None
    assert 0.1 < expected < 0.9
    gone = whole_people(model, RUNS, seed=2, periods=80).chance_gone
    assert gone == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / RUNS))


def test_why_there_is_no_branching_value():
    fed = {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "inflow": 3}]}
    assert "inflow" in (extinction_chance(model_of(fed)).why or "")
    assert "ceilings" in (extinction_chance(job_board(0.07, fakes=0.1)).why or "")


@settings(max_examples=15, deadline=None)
@given(documents(linear=True, nodes=3, lags=2))
def test_the_mean_is_the_projection(document):
    model = model_of(document)
    expected = project(model, 4).amounts
    found = whole_people(model, 3000, seed=4, periods=4)
    for i, id_ in enumerate(found.nodes):
        spread = found.amounts[:, :, i].std(axis=1) / math.sqrt(3000)
        assert (np.abs(found.amounts[:, :, i].mean(axis=1) - expected[id_]) <= 6 * spread + 1e-6 + 0.05).all()


@settings(max_examples=15, deadline=None)
@given(documents(nodes=4))
def test_whole_people_are_whole_never_negative_and_fit(document):
    model = model_of(document)
    found = whole_people(model, 20, seed=4, periods=12)
    assert found.amounts.dtype == np.int64
    assert (found.amounts >= 0).all()
    again = whole_people(model, 20, seed=4, periods=12)
    assert (found.amounts == again.amounts).all()


def test_a_ceiling_takes_no_more_than_fits():
    model = read("bass")
    (node,) = [n for n in model.nodes if n.capacity is not None][:1]
    found = whole_people(model, 200, seed=1)
    amounts = found.amounts[:, :, found.nodes.index(node.id)]
    assert amounts.max() <= mid(node.capacity)
    middle = project(model).amounts[node.id]
    assert amounts.mean(axis=1) == pytest.approx(middle, rel=0.05, abs=1)


def test_runs_and_periods_must_make_sense():
    with pytest.raises(ValueError, match="runs is 0"):
        whole_people(alone(1), 0, seed=1)
