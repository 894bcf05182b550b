"""Critical mass: two futures, their edge and the cheapest way past it, against forward runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loopmodel import LoopModel, critical_mass, project, read, verdict
from tests.conftest import job_board, model_of


def started(model: LoopModel, **starts: float) -> LoopModel:
    """The model with other starts."""
    return replace(model, nodes=tuple(replace(n, start=starts.get(n.id, n.start)) for n in model.nodes))


def takes_off(model: LoopModel) -> bool:
    return verdict(model).token == "self-sustaining"


def test_the_marketplace_needs_2_32_times_its_start():
    """data/README.md."""
    assert critical_mass(read("marketplace")).multiple.value == pytest.approx(2.32, abs=5e-3)


def test_runs_from_both_sides_of_the_multiple():
    """Long after the horizon, at which the edge is told: near the edge the future is open for longer than that."""
    model = read("marketplace")
    found = critical_mass(model)
    for factor, off in ((0.97, False), (1.03, True)):
        starts = {id_: amount * factor for id_, amount in found.amounts.items()}
        made = project(started(model, **starts), 400).amounts["buyers"]
        assert made[-1] > 5 * made[0] if off else made[-1] < made[0] / 100


def test_runs_from_both_sides_of_the_frontier():
    model = read("marketplace")
    found = critical_mass(model)
    assert found.sides == ("buyers", "sellers")
    assert len(found.frontier) > 8
    for x, y in found.frontier[::3]:
        if y > 0:
            assert takes_off(started(model, buyers=x, sellers=y * 1.005))
            assert not takes_off(started(model, buyers=x, sellers=y * 0.99))


def test_more_of_one_side_needs_less_of_the_other():
    needed = [y for _, y in critical_mass(read("marketplace")).frontier]
    assert needed == sorted(needed, reverse=True)


def test_the_cheapest_seeding_passes_and_no_other_on_the_frontier_is_cheaper():
    model = read("marketplace")
    found = critical_mass(model)
    seeding = found.cheapest
    assert seeding.by_heads
    assert seeding.cost == pytest.approx(sum(seeding.added))
    start = {n.id: n.start.mid for n in model.nodes}
    more = {id_: start[id_] + amount * 1.01 for id_, amount in zip(found.sides, seeding.added, strict=True)}
    assert takes_off(started(model, **more))
    for x, y in found.frontier:
        heads = max(0.0, x - start["buyers"]) + max(0.0, y - start["sellers"])
        assert seeding.cost <= heads * 1.01


def test_prices_turn_the_cheapest_seeding():
    """Where sellers are dear, buyers are bought instead."""
    model = read("marketplace")
    price = {"buyers": 1.0, "sellers": 500.0}
    priced = replace(model, nodes=tuple(replace(n, acquisition_cost=price.get(n.id, 0.0)) for n in model.nodes))
    seeding = critical_mass(priced).cheapest
    assert not seeding.by_heads
    assert seeding.added[0] > 1000
    assert seeding.added[1] < 10


def test_allee_threshold_in_closed_form():
    """One node that needs itself: x' = s x + r x x / (x + h) stands still where r x / (x + h) = 1 - s, at
    x = h (1 - s) / (r - (1 - s)) = 100 * 0.2 / 0.3."""
    node = {"id": "a", "role": "member", "start": 10, "retention": 0.8}
    link = {"id": "l", "source": "a", "target": "a", "rate": 0.5}
    need = {"id": "d", "link": "l", "node": "a", "half": 100}
    model = model_of({"format": "loopmodel/1", "nodes": [node], "links": [link], "needs": [need], "horizon": 1000})
    found = critical_mass(model)
    assert found.amounts["a"] == pytest.approx(200 / 3, rel=1e-3)
    assert found.alone["a"].value == pytest.approx(200 / 3, rel=1e-3)
    assert found.sides is None


@pytest.mark.parametrize("model", [job_board(0.07), job_board(), read("bass")], ids=["loop", "open", "bass"])
def test_one_future_is_said(model):
    found = critical_mass(model)
    assert found.multiple.value is None
    assert found.multiple.why.startswith("one future only")
