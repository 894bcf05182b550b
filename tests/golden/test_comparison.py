"""Scenarios beside each other: Shapley values and changes of lead by hand, and both sides at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from loopmodel import read
from loopmodel.analysis.both_sides import Effect, effects_of_changes, helping_both, nudges
from loopmodel.analysis.comparison import Crossing, crossings, paired
from loopmodel.analysis.contributions import contributions
from loopmodel.analysis.outcome import amount_at
from loopmodel.model import Addition, Change, Link, Node, Scenario
from loopmodel.simulation.ensemble import Settings, ensemble
from tests.conftest import model_of


def chain(start: Any = 10, first: Any = 1, second: Any = 1):
    """a makes b, b makes c, nothing stays: c at period 2 is the product of the three numbers."""
    nodes = [
        {"id": i, "role": role, "retention": 0} for i, role in zip("abc", ("user", "content", "customer"), strict=True)
    ]
    nodes[0]["start"] = start
    links = [
        {"id": "ab", "source": "a", "target": "b", "rate": first},
        {"id": "bc", "source": "b", "target": "c", "rate": second},
    ]
    return model_of({"format": "loopmodel/1", "horizon": 2, "nodes": nodes, "links": links})


def test_shapley_values_of_a_product_by_hand():
    """10 to 60 by doubling and tripling: (10 + 30) / 2 = 20 for the one, (20 + 40) / 2 = 30 for the other."""
    scenario = Scenario("s", "s", (Change("ab", "rate", 2.0), Change("bc", "rate", 3.0)))
    found = contributions(chain(), scenario, amount_at("c", 2), {1: 5.0, 0: 0.0})
    assert [c.value for c in found.changes] == pytest.approx([20, 30])
    assert [c.per_effort for c in found.changes] == [None, pytest.approx(6)]
    assert (found.base, found.scenario, found.exact) == (10, 60, True)


def test_a_change_of_what_another_adds_does_nothing_without_it():
    """The link brings 10 with rate 1 and 20 with rate 2; without it nothing: 10 + 5 for it, 5 for its rate."""
    scenario = Scenario("s", "s", (Addition(Link("ac", "a", "c", 1.0)), Change("ac", "rate", 2.0)))
    found = contributions(chain(), scenario, amount_at("c", 1))
    assert [c.value for c in found.changes] == pytest.approx([15, 5])


@pytest.mark.parametrize("id_", ["job-board", "ugc", "marketplace", "ecosystem-commerce"])
def test_shapley_values_sum_to_the_whole(id_: str):
    model = read(id_)
    for scenario in model.scenarios:
        found = contributions(model, scenario, amount_at(model.nodes[0].id, 40))
        assert sum(c.value for c in found.changes) == pytest.approx(found.scenario - found.base, rel=1e-9)


def test_many_changes_are_sampled_and_sum_all_the_same():
    model = read("job-board")
    changes = tuple(Change(link.id, "rate", 0.9) for link in model.links) * 2
    found = contributions(model, Scenario("s", "s", changes[:10]), amount_at("seekers", 6))
    assert not found.exact
    assert sum(c.value for c in found.changes) == pytest.approx(found.scenario - found.base, rel=1e-9)


def test_changes_of_lead_by_hand():
    first = np.array([1, 2, 3, 4, 5, 6.0])
    second = np.array([1, 1, 3, 5, 5, 4.0])
    assert crossings(first, second) == (Crossing(3, True), Crossing(5, False))
    assert crossings(first, first) == ()
    assert crossings(first, first + 1) == ()


def test_the_same_draws_cancel():
    model = read("job-board")
    base = ensemble(model, Settings(400), 20)
    same = ensemble(model, Settings(400), 20, Scenario("s", "s", ()))
    assert (paired(base, same, "seekers") == 0).all()
    better = ensemble(model, Settings(400), 20, model.scenarios[1])
    gain = paired(base, better, "seekers")[20]
    assert gain.std() < 0.2 * (better.of("seekers")[20].std() + base.of("seekers")[20].std())
    with pytest.raises(ValueError, match="same settings"):
        paired(base, ensemble(model, Settings(400, seed=2), 20), "seekers")


def test_a_node_that_only_one_has_counts_as_nothing_in_the_other():
    model = chain({"low": 5, "mid": 10, "high": 20})
    more = ensemble(model, Settings(9), scenario=Scenario("s", "s", (Addition(Node("d", "d", "user", 7.0)),)))
    assert (paired(ensemble(model, Settings(9)), more, "d") == 7).all()


def both(rate: float):
    """Users who become customers: what one side gains the other loses."""
    nodes = [{"id": "u", "role": "user", "start": 100}, {"id": "c", "role": "customer", "start": 50}]
    links = [{"id": "turn", "source": "u", "target": "c", "rate": rate, "mode": "converts"}]
    return model_of({"format": "loopmodel/1", "horizon": 1, "nodes": nodes, "links": links})


def test_both_sides_by_hand():
    """With 0.1, 90 users and 60 customers; with 0.2, 80 and 70."""
    scenario = Scenario("s", "s", (Change("turn", "rate", 0.2), Change("u", "start", 200.0)))
    (_, first), (_, second) = effects_of_changes(both(0.1), scenario, 1)
    assert (first.users, first.customers) == (pytest.approx(-1 / 9), pytest.approx(1 / 6))
    assert (second.users, second.customers) == (pytest.approx(1), pytest.approx(1 / 6))
    assert (first.judged, second.judged) == ("trade-off", "helps both")


def test_the_search_finds_what_helps_both():
    found = nudges(both(0.1), 1)
    best = {(n.place, n.after > n.before) for n in helping_both(found)}
    assert best == {(("u", "start"), True)}
    turn = next(n for n in found if n.place == ("turn", "rate") and n.after > n.before)
    assert turn.after == pytest.approx(0.11)
    assert (turn.effect.users, turn.effect.customers) == (pytest.approx(-1 / 90), pytest.approx(1 / 60))


def test_words_for_effects():
    cases = {(0.1, None): "helps one", (0.0, -0.1): "hurts one", (-0.1, -0.2): "hurts both", (None, 0.0): "no effect",
             (0.1, 0.2): "helps both", (-0.1, 0.2): "trade-off"}  # fmt: skip
    for (users, customers), said in cases.items():
        assert Effect(users, customers).judged == said


def test_a_member_counts_on_both_sides():
    model = replace(both(0.1), nodes=(Node("m", "m", "member", 100.0, 0.5),), links=())
    up = next(n for n in nudges(model, 1) if n.place.field == "start" and n.after > n.before)
    assert up.effect == Effect(pytest.approx(0.1), pytest.approx(0.1))  # type: ignore[arg-type]
