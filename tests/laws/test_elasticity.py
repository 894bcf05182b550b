"""Elasticities: they sum to 1, and each is the slope that a small change shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from loopmodel import weak_points
from loopmodel.analysis.growth import loop_parts
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of
from tests.conftest import model_of
from tests.laws.random_models import long_run, random_document, with_value
from tests.laws.strategies import documents


@settings(deadline=None, max_examples=150)
@given(documents(killers=False))
def test_they_sum_to_one(document):
    found = weak_points(model_of(document))
    if found.elasticity_of_lags is None:
        assert found.elasticity_of_lags_why
        return
    assert sum(e.elasticity for e in found.entries) + found.elasticity_of_lags == pytest.approx(1.0, abs=1e-6)


def test_each_is_the_slope_of_the_projections_growth():
    """d log growth / d log value by central differences, growth from squaring the step of the simulation."""
    rng = np.random.default_rng(21)
    tried = 0
    while tried < 25:
        document = random_document(rng)
        point = point_at_start(arrays_of(model_of(document)))
        factors = sorted((part.mode.factor for part in loop_parts(point)), reverse=True)
        alone = float(point.stay[~point.on_loop].max(initial=0.0))
        if not factors or factors[0] < 1.02 * max([alone, *factors[1:]]) or point.shared_out.any():
            continue
        tried += 1
        for entry in weak_points(model_of(document)).entries:
            up, down = (long_run(with_value(document, entry.id, entry.value * (1 + d))) for d in (1e-5, -1e-5))
            slope = (np.log(up) - np.log(down)) / 2e-5
            assert entry.elasticity == pytest.approx(slope, abs=2e-4), (entry, document)


def test_what_the_lag_carries():
    """One link of lag 3 that keeps nothing: four entries of 1/4 each, three of which only carry the lag."""
    node = {"id": "a", "role": "user", "start": 1, "retention": 0}
    link = {"id": "l", "source": "a", "target": "a", "rate": 2, "lag": 3}
    found = weak_points(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}))
    assert next(e for e in found.entries if e.id == "l").elasticity == pytest.approx(0.25)
    assert found.elasticity_of_lags == pytest.approx(0.75)


def test_a_tie_is_called_a_tie():
    """Two separate loops that grow equally fast: which one decides depends on the first change."""
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0.5} for id_ in "ab"]
    links = [{"id": f"l{id_}", "source": id_, "target": id_, "rate": 0.7} for id_ in "ab"]
    found = weak_points(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    assert all(e.elasticity is None and "a tie" in e.elasticity_why for e in found.entries)
    assert found.growth_factor == pytest.approx(1.2)


def test_nothing_at_all():
    node = {"id": "a", "role": "user", "retention": 0}
    link = {"id": "l", "source": "a", "target": "a", "rate": 0}
    found = weak_points(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}))
    assert found.growth_factor == 0.0
    assert "growth factor is 0" in found.elasticity_of_lags_why


@settings(deadline=None, max_examples=60)
@given(documents(linear=True))
def test_the_order_of_drawing_changes_nothing(document):
    before = {e.id: e for e in weak_points(model_of(document)).entries}
    turned = {**document, "nodes": document["nodes"][::-1], "links": document["links"][::-1]}
    after = {e.id: e for e in weak_points(model_of(turned)).entries}
    assume(before.keys() == after.keys())
    assert before == after
