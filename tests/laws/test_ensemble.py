"""Ensembles: every draw is the projection of its model; draws repeat; the chance to carry itself is what algebra says."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from loopmodel import gallery_ids, project, read, verdict
from loopmodel.analysis import radius
from loopmodel.analysis.carry import chance_self_sustaining, growth_factors, self_sustaining
from loopmodel.analysis.growth import loop_growth_factor
from loopmodel.analysis.point import point_at
from loopmodel.arrays import arrays_of
from loopmodel.model import Scenario
from loopmodel.quantities import Place
from loopmodel.simulation import ensemble as room
from loopmodel.simulation.ensemble import Settings, ensemble
from loopmodel.simulation.fans import chance_of, fan
from loopmodel.simulation.flows import flow_of
from loopmodel.simulation.sampling import METHODS, sample
from tests.conftest import job_board, job_board_document, model_of
from tests.laws.draws import model_of_draw, scenario_of_draw
from tests.laws.strategies import documents

FEW = Settings(draws=7, method="plain", precision="double")


@st.composite
def ranged_documents(draw: Any) -> dict[str, Any]:
    """A valid document with ranges on some of its numbers, and a scenario that changes, adds and removes."""
    document = draw(documents())
    for part, fields in (("nodes", ("start", "retention", "inflow", "capacity")), ("links", ("rate",)),
                         ("harms", ("severity",)), ("needs", ("half",))):  # fmt: skip
        for element in document[part]:
            for field in fields:
                if element.get(field) and draw(st.integers(0, 2)) == 0:
                    top = 1.0 if field in ("retention", "severity") else math.inf
                    ends = sorted([element[field], element[field] * 0.7, min(top, element[field] * 1.4)])
                    element[field] = dict(zip(("low", "mid", "high"), ends, strict=True))
    document["scenarios"] = [{"id": "s", "changes": [draw(_changes(document)) for _ in range(draw(st.integers(0, 3)))]}]
    taken: set[str] = set()
    for change in document["scenarios"][0]["changes"]:
        if "add" in change:
            change["add"]["link"]["id"] = f"new{len(taken)}"
            taken.add(change["add"]["link"]["id"])
    return document


@st.composite
def _changes(draw: Any, document: dict[str, Any]) -> dict[str, Any]:
    nodes, links = ([e["id"] for e in document[part]] for part in ("nodes", "links"))
    start = draw(st.integers(0, 8))
    dates = {"from": start, "until": draw(st.one_of(st.none(), st.integers(start + 1, 12)))}
    kind = draw(st.sampled_from(["set", "remove", "add", "lag"]))
    if kind == "lag" and links:
        return {"target": draw(st.sampled_from(links)), "field": "lag", "value": draw(st.integers(0, 4)), **dates}
    if kind == "remove":
        return {"remove": draw(st.sampled_from(nodes + links)), **dates}
    if kind == "add":
        ends = {"source": draw(st.sampled_from(nodes)), "target": draw(st.sampled_from(nodes))}
        rate = {"low": 0.1, "mid": 0.3, "high": 0.4}
        return {"add": {"link": {**ends, "rate": rate, "lag": draw(st.integers(0, 3))}}, **dates}
    value = {"low": 0.2, "mid": 0.5, "high": 0.6}
    return {"target": draw(st.sampled_from(nodes)), "field": "retention", "value": value, **dates}


@settings(max_examples=120, deadline=None)
@given(ranged_documents())
def test_every_draw_is_the_projection_of_its_model(document: dict[str, Any]):
    model = model_of(document)
    for scenario in (None, model.scenarios[0]):
        made = ensemble(model, FEW, periods=12, scenario=scenario)
        for draw in (0, 6):
            then = None if scenario is None else scenario_of_draw(scenario, made, draw)
            one = project(model_of_draw(model, made, draw), 12, then)
            for id_, amounts in one.amounts.items():
                found = made.of(id_)[: len(amounts), draw] if id_ in made.nodes else np.zeros(len(amounts))
                np.testing.assert_allclose(found, amounts, rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(ranged_documents())
def test_growth_factors_of_all_draws_are_those_of_each(document: dict[str, Any]):
    model = model_of(document)
    made = ensemble(model, FEW, periods=1)
    found = growth_factors(made.stages[0], made.amounts[0])
    for draw in range(7):
        arrays = arrays_of(model_of_draw(model, made, draw))
        expected = loop_growth_factor(point_at(arrays, arrays.start, "", ceiling=False))
        assert found[draw] == pytest.approx(expected, rel=1e-7, abs=1e-6)


@pytest.mark.parametrize("id_", gallery_ids())
def test_chance_counts_the_draws_whose_verdict_is_self_sustaining(id_: str):
    model = read(id_)
    made = ensemble(model, Settings(draws=24, seed=5, precision="double"))
    carried = self_sustaining(made)
    for draw in range(24):
        token = verdict(model_of_draw(model, made, draw)).token
        assert (token == "self-sustaining") == (carried is not None and carried[draw])
    assert (chance_self_sustaining(made) is None) == (verdict(model).token == "open")


def two_links(first: dict[str, Any], second: dict[str, Any]):
    """Two nodes that keep 0.6 and 0.8, joined into one loop: R = first * second / (0.4 * 0.2)."""
    nodes = [{"id": "a", "role": "user", "start": 10, "retention": 0.6},
             {"id": "b", "role": "customer", "start": 10, "retention": 0.8}]  # fmt: skip
    links = [{"id": "ab", "source": "a", "target": "b", "rate": first},
             {"id": "ba", "source": "b", "target": "a", "rate": second}]  # fmt: skip
    return model_of({"format": "loopmodel/1", "horizon": 4, "nodes": nodes, "links": links})


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("middle", [0.2, 0.28, 0.4])
def test_chance_to_carry_itself_is_the_closed_form_of_log_normal_rates(method: Any, middle: float):
    one = {"low": middle / 2, "mid": middle, "high": middle * 2}
    other = {"low": 0.3 / 1.5, "mid": 0.3, "high": 0.3 * 1.5}
    spread = math.hypot(math.log(2), math.log(1.5)) / stats.norm.ppf(0.95)
    expected = stats.norm.cdf(math.log(middle * 0.3 / 0.08) / spread)
    made = ensemble(two_links(one, other), Settings(draws=16384, method=method))
    assert chance_self_sustaining(made) == pytest.approx(expected, abs=0.012)


def test_together_a_product_spreads_as_its_factors_added():
    rate = {"low": 0.28 / 2, "mid": 0.28, "high": 0.28 * 2}
    pair = [(Place("ab", "rate"), Place("ba", "rate"))]
    made = ensemble(two_links(rate, rate), Settings(together=pair))
    expected = stats.norm.cdf(2 * math.log(0.28 / math.sqrt(0.08)) / (2 * math.log(2) / stats.norm.ppf(0.95)))
    assert chance_self_sustaining(made) == pytest.approx(expected, abs=0.002)


def test_places_that_cannot_move_together_are_refused():
    model = two_links({"low": 0.1, "mid": 0.2, "high": 0.3}, 0.3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"ba\.rate has no range"):
        ensemble(model, Settings(together=[(Place("ab", "rate"), Place("ba", "rate"))]))
    with pytest.raises(ValueError, match="said twice"):
        ensemble(model, Settings(together=[(Place("ab", "rate"),), (Place("ab", "rate"),)]))


@pytest.mark.parametrize("method", METHODS)
def test_the_same_settings_give_the_same_draws(method: Any):
    first, second = (ensemble(read("ugc"), Settings(50, 9, method), 10).amounts for _ in range(2))
    other = ensemble(read("ugc"), Settings(50, 10, method), 10).amounts
    assert (first == second).all()
    assert not (first == other).all()


def test_what_is_drawn_elsewhere_leaves_the_draws_of_a_number_as_they_are():
    document = job_board_document(0.07)
    document["links"][0]["rate"] = {"low": 1, "mid": 2, "high": 3}
    more = copy.deepcopy(document)
    more["nodes"].append({"id": "aaa", "role": "user", "start": {"low": 1, "mid": 2, "high": 3}})
    place = Place("post", "rate")
    for method in ("plain", "latin-hypercube"):
        before, after = (sample(model_of(d), 40, 1, method).scores[place] for d in (document, more))
        assert (before == after).all()


@pytest.mark.parametrize("method", ["latin-hypercube", "sobol"])
def test_spread_draws_stand_one_in_each_slice(method: Any):
    scores = sample(read("ugc"), 64, 3, method).scores
    for column in scores.values():
        assert sorted(np.floor(stats.norm.cdf(column) * 64).astype(int).tolist()) == list(range(64))


def test_an_empty_scenario_is_the_identity():
    model = read("ugc")
    for scenario in (None, Scenario("none", "None", ())):
        made = ensemble(model, Settings(20, precision="double"), scenario=scenario)
        assert (made.amounts == ensemble(model, Settings(20, precision="double")).amounts).all()


def test_blocks_and_single_precision_change_nothing_that_shows(monkeypatch: pytest.MonkeyPatch):
    model = read("job-board")
    whole = ensemble(model, Settings(100, precision="double")).amounts
    single = ensemble(model, Settings(100)).amounts
    monkeypatch.setattr(room, "BLOCK", 33)
    assert (ensemble(model, Settings(100, precision="double")).amounts == whole).all()
    np.testing.assert_allclose(single, whole, rtol=2e-4)


def test_watching_may_end_the_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "BLOCK", 10)
    told: list[float] = []

    def watch(done: float) -> None:
        told.append(done)
        if done >= 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensemble(read("ugc"), Settings(100), watch=watch)
    assert told == [0.1, 0.2, 0.3]


def test_ten_million_draws_are_refused_with_what_is_possible():
    with pytest.raises(ValueError, match=r"10,000,000 draws of 5 nodes .* at most \d[\d,]+ draws fit"):
        ensemble(read("job-board"), Settings(10_000_000))
    with pytest.raises(ValueError, match="1 or more"):
        ensemble(read("job-board"), Settings(0))


def test_a_fan_is_numpys_percentile_and_ends_where_amounts_pass_all_bounds():
    values = np.random.default_rng(1).lognormal(size=(5, 333))
    np.testing.assert_allclose(fan(values).lines, np.percentile(values, (5, 25, 50, 75, 95), axis=1), rtol=1e-12)
    values[3, :40] = np.inf
    made = fan(values)
    assert made.lines.shape == (5, 3)
    assert made.stopped_why is not None


def test_the_chance_of_a_goal_by_a_date_is_that_of_a_log_normal_start():
    document = {"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "retention": 0.5, "inflow": 0,
                "start": {"low": 50, "mid": 100, "high": 200}}], "horizon": 3}  # fmt: skip
    values = ensemble(model_of(document), Settings(20_000)).of("a")
    expected = stats.norm.sf(math.log(1.2) / (math.log(2) / stats.norm.ppf(0.95)))
    assert chance_of(values, 120, 3) == pytest.approx(expected, abs=1e-3)
    assert chance_of(values[1:], 60, 2) == pytest.approx(expected, abs=1e-3)
    assert chance_of(values, 15, 3, at_least=False) == pytest.approx(stats.norm.cdf(
        math.log(15 / 12.5) / (math.log(2) / stats.norm.ppf(0.95))), abs=1e-3)  # fmt: skip
    with pytest.raises(ValueError, match="period is 9"):
        chance_of(values, 1, 9)


def test_a_model_without_ranges_has_one_future():
    made = ensemble(job_board(0.07), Settings(5, precision="double"))
    expected = project(job_board(0.07)).amounts["seeker"]
    np.testing.assert_allclose(made.of("seeker"), np.repeat(expected[:, None], 5, axis=1), rtol=1e-12)
    assert chance_self_sustaining(made) == 1.0


@settings(max_examples=60, deadline=None)
@given(ranged_documents())
def test_flows_of_every_draw_are_those_of_its_model(document: dict[str, Any]):
    model = model_of(document)
    made = ensemble(model, FEW, periods=8)
    one = project(model_of_draw(model, made, 3), 8)
    for link in model.link_ids:
        found = flow_of(made, link)[: len(one.periods), 3]
        np.testing.assert_allclose(found, one.flows[link], rtol=1e-9, atol=1e-9)


def test_the_flow_of_a_link_that_is_nowhere():
    with pytest.raises(ValueError, match="no link"):
        flow_of(ensemble(job_board(), FEW), "none")


def test_large_parts_are_decided_by_powers_as_small_ones_by_elimination(monkeypatch: pytest.MonkeyPatch):
    for id_ in gallery_ids():
        made = ensemble(read(id_), Settings(60, precision="double"))
        monkeypatch.setattr(radius, "ELIMINATED_UP_TO", 60)
        expected = self_sustaining(made)
        monkeypatch.setattr(radius, "ELIMINATED_UP_TO", 0)
        found = self_sustaining(made)
        assert (expected is None and found is None) or (expected == found).all()
