"""Killers: tolerance, counter-force, decline, point of no return, and the stress test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loopmodel import counter_forces, points_of_no_return, project, read, stress_test, tolerances, verdict
from loopmodel.analysis.decline import decline, held
from loopmodel.arrays import arrays_of
from loopmodel.model import Change, LoopModel, Scenario
from loopmodel.simulation.project import amounts_of
from loopmodel.simulation.scenario import apply_always
from tests.conftest import job_board, model_of


def grows(model: LoopModel, killer: str, share: float) -> bool:
    """Whether the projection grows in the long run with a killer held at a share of what it hides among."""
    arrays = held(arrays_of(model), killer, share)
    amounts = amounts_of(arrays, 2000).sum(axis=1)
    return amounts[-1] > amounts[-2]


def test_the_projection_grows_a_point_below_the_tolerance_and_shrinks_a_point_above():
    model = job_board(0.07, 0.1)
    (found,) = tolerances(model)
    assert found.share.value == pytest.approx(0.20)
    assert grows(model, "fake", found.share.value - 0.01)
    assert not grows(model, "fake", found.share.value + 0.01)


def test_tolerance_of_the_gallery_against_the_projection():
    """With the market still open and no inflow, so that only the loop is left."""
    model = read("ugc")
    open_market = replace(model, nodes=tuple(replace(n, capacity=None, inflow=0.0) for n in model.nodes))
    (found,) = tolerances(open_market)
    assert grows(open_market, "spam", found.share.value - 0.01)
    assert not grows(open_market, "spam", found.share.value + 0.01)


def test_job_board_breaks_where_its_note_says():
    """1 - 1 / 1.44 = 0.306 (data/README.md)."""
    (found,) = tolerances(read("job-board"))
    assert found.share.value == pytest.approx(1 - 1 / 1.44, abs=1e-6)


def test_least_moderation_that_saves_the_ugc():
    """Self-sustaining while the spam's retention is below 0.895, overrun above it (data/README.md)."""
    model = read("ugc")
    (found,) = counter_forces(model)
    assert found.least.value == pytest.approx(0.895, abs=1e-3)
    assert found.saved
    for retention, token in ((found.least.value - 0.005, "self-sustaining"), (found.least.value + 0.005, "overrun")):
        change = Scenario("s", "s", (Change("spam", "retention", retention),))
        assert verdict(apply_always(model, change)).token == token


def test_a_killer_that_harms_nothing_much_is_borne():
    document_model = job_board(0.07, 0.1)
    mild = replace(document_model, harms=tuple(replace(h, severity=0.05) for h in document_model.harms))
    (found,) = tolerances(mild)
    assert found.share.value is None
    assert "bear all of it" in found.share.why


def test_a_loop_that_fades_has_no_tolerance():
    (found,) = tolerances(job_board(0.05, 0.1))
    assert found.share.value is None
    assert "even without it" in found.share.why


def test_decline_of_a_single_node():
    """A user kept at 0.5 a period, with nothing coming in: half gone after the first, a tenth left within four."""
    model = model_of({"format": "loopmodel/1", "nodes": [{"id": "a", "role": "user", "start": 100, "retention": 0.5}]})
    found = decline(model, arrays_of(model), 20)
    assert (found.first, found.first_at, found.dead_at) == ("a", 2, 4)


def quality() -> LoopModel:
    """Writers make good posts, which bring writers; bad posts breed bad posts and drive the writers out.

    The spread of bad posts is limited to a small pool, so that there are two futures.
    """
    nodes = [
        {"id": "writers", "role": "user", "start": 100, "retention": 0.9},
        {"id": "good", "role": "content", "start": 300, "retention": 0.7},
        {"id": "bad", "role": "killer", "start": 50, "retention": 0.9},
    ]
    links = [
        {"id": "write", "source": "writers", "target": "good", "rate": 1.0},
        {"id": "come", "source": "good", "target": "writers", "rate": 0.04},
        {"id": "breed", "source": "bad", "target": "bad", "rate": 0.11},
    ]
    harms = [{"id": "drive", "killer": "bad", "target": "writers", "host": "good", "severity": 0.3}]
    return model_of({"format": "loopmodel/1", "nodes": nodes, "links": links, "harms": harms, "horizon": 400})


def test_the_point_of_no_return_parts_the_forward_runs():
    """From either side of the marked amount the projection comes to the other future."""
    model = quality()
    (found,) = points_of_no_return(model)
    level = found.amount.value
    assert level is not None
    for amount, well in ((level * 0.99, True), (level * 1.01, False)):
        nodes = tuple(replace(n, start=amount) if n.id == "bad" else n for n in model.nodes)
        made = project(replace(model, nodes=nodes)).amounts["writers"]
        assert (made[-1] > made[-2]) == well
    assert found.share.value == pytest.approx(level / (level + 300))


def test_the_last_chance_to_act_is_told_on_the_projection():
    """A marketplace whose buyers go below the critical mass: removing the killer helps before, not after."""
    model = _withering()
    (found,) = points_of_no_return(model)
    last = found.last_chance.value
    assert last is not None
    for start, well in ((int(last), True), (int(last) + 1, False)):
        act = Scenario("s", "s", (Change("fraud", "retention", 0.0, start),))
        made = project(model, start + model.horizon, act).amounts
        assert (made["sellers"][-1] > made["sellers"][-2]) == well


def _withering() -> LoopModel:
    nodes = [
        {"id": "buyers", "role": "user", "start": 3000, "retention": 0.9},
        {"id": "sellers", "role": "customer", "start": 3000, "retention": 0.9},
        {"id": "fraud", "role": "killer", "start": 2000, "retention": 1.0},
    ]
    links = [
        {"id": "sell", "source": "sellers", "target": "buyers", "rate": 0.2},
        {"id": "join", "source": "buyers", "target": "sellers", "rate": 0.2},
        {"id": "copy", "source": "fraud", "target": "fraud", "rate": 0.2},
    ]
    harms = [{"id": "cheat", "killer": "fraud", "target": "sell", "host": "sellers"}]
    needs = [{"id": "choice", "link": "sell", "node": "sellers", "half": 1000}]
    return model_of(
        {"format": "loopmodel/1", "nodes": nodes, "links": links, "harms": harms, "needs": needs, "horizon": 60}
    )


def test_stress_test_of_the_job_board():
    """False listings at 20 % and fake seekers at 20 % break the one loop of gain 1.25; low quality, of half the
    severity, at 40 %; a supplier that leaves takes the loop with it; channels and budgets there are none."""
    found = {stress.killer.id: stress for stress in stress_test(job_board(0.07))}
    assert found["false-postings"].tolerance.value == pytest.approx(0.2)
    assert found["fake-accounts"].tolerance.value == pytest.approx(0.2)
    assert found["low-quality"].tolerance.value == pytest.approx(0.4)
    assert found["supplier-leaves"].tolerance.why == "the loops break without it"
    assert found["channel-cut"].why_not
    assert found["budget-stopped"].why_not
    for stress in found.values():
        if len(stress.course) > 2:
            assert list(stress.course) == sorted(stress.course, reverse=True)
            assert stress.decline.first == "seeker"
