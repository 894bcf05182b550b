"""The compiled step does what batch.py does; without numba, or before it is ready, nothing is missing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from loopmodel import gallery_ids, read
from loopmodel.simulation import compiled
from loopmodel.simulation.ensemble import Ensemble, Settings, ensemble
from tests.conftest import model_of
from tests.laws.test_ensemble import ranged_documents

pytestmark = pytest.mark.skipif(not compiled.available(), reason="numba is not installed")


@pytest.fixture(scope="module", autouse=True)
def ready():
    compiled.prepare(wait=True)
    yield
    compiled._READY.clear()


def both(model: Any, how: Settings, **more: Any) -> tuple[Ensemble, Ensemble]:
    assert compiled.ready()
    fast = ensemble(model, how, **more)
    kept = compiled._READY.pop("kernel")
    try:
        return fast, ensemble(model, how, **more)
    finally:
        compiled._READY["kernel"] = kept


@settings(max_examples=150, deadline=None)
@given(ranged_documents())
def test_both_roads_meet(document: dict[str, Any]):
    model = model_of(document)
    for scenario in (None, model.scenarios[0]):
        fast, plain = both(model, Settings(7, precision="double"), periods=12, scenario=scenario)
        np.testing.assert_allclose(fast.amounts, plain.amounts, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("id_", gallery_ids())
def test_both_roads_meet_in_single_precision_and_many_blocks(id_: str):
    fast, plain = both(read(id_), Settings(2500))
    np.testing.assert_allclose(fast.amounts, plain.amounts, rtol=1e-3, atol=1e-3)


def test_it_is_used_where_it_can_be_and_not_where_a_lag_reaches_over_a_change():
    model = read("job-board")
    assert compiled.serves(ensemble(model, Settings(3), 4).stages)
    assert compiled.serves(ensemble(model, Settings(3), 60, model.scenarios[0]).stages)
    document = {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "start": 1}],
                "links": [{"id": "l", "source": "a", "target": "a", "rate": 0.1, "lag": 2}],
                "scenarios": [{"id": "s", "changes": [{"target": "l", "field": "rate", "value": 0.2, "from": 3}]}]}  # fmt: skip
    lagged = model_of(document)
    assert compiled.serves(ensemble(lagged, Settings(3), 4).stages)
    assert not compiled.serves(ensemble(lagged, Settings(3), 4, lagged.scenarios[0]).stages)
