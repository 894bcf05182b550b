"""Loops that Matter, definitions of 2023: the published link scores, the logistic and the Bass model."""

from __future__ import annotations

import numpy as np
import pytest

from loopmodel import dominance
from loopmodel.analysis.scores import flow_score, link_score
from tests.conftest import job_board, model_of


def test_link_scores_of_a_sum():
    """z = 2 x + y, x from 5 to 7, y from 4 to 5: 0.8 and 0.2."""
    before, now = {"x": 5.0, "y": 4.0}, {"x": 7.0, "y": 5.0}
    scores = [link_score(lambda x, y: 2 * x + y, before, now, name) for name in ("x", "y")]
    assert scores == pytest.approx([0.8, 0.2])


def test_link_scores_of_a_quotient():
    """z = (w + x) / y, w from 7 to 10, x from 2 to 4, y from 3 to 5: +5, +3.33, -6."""
    before, now = {"w": 7.0, "x": 2.0, "y": 3.0}, {"w": 10.0, "x": 4.0, "y": 5.0}
    scores = [link_score(lambda w, x, y: (w + x) / y, before, now, name) for name in ("w", "x", "y")]
    assert scores == pytest.approx([5.0, 10 / 3, -6.0])


def test_scores_of_two_flows():
    """In from 5 to 10, out from 4 to 5, so net from 1 to 5: +1.25 and -0.25."""
    assert flow_score((5.0, 10.0), (1.0, 5.0), into=True) == pytest.approx(1.25)
    assert flow_score((4.0, 5.0), (1.0, 5.0), into=False) == pytest.approx(-0.25)


def test_nothing_scores_where_nothing_changes():
    assert link_score(lambda x: x, {"x": 1.0}, {"x": 1.0}, "x") == 0.0
    assert flow_score((1.0, 1.0), (2.0, 2.0), into=True) == 0.0


def logistic():
    """Start 50, r 0.08 a year, capacity 10,000, four steps a year, 100 years: the README of pysimlin."""
    node = {"id": "p", "role": "user", "start": 50, "capacity": 10_000}
    link = {"id": "births", "source": "p", "target": "p", "rate": 0.08 / 4}
    return model_of({"format": "loopmodel/1", "horizon": 400, "nodes": [node], "links": [link]})


def test_logistic_as_published():
    """Average shares 0.66 and 0.34, the hand-over at t = 67 (in closed form ln((K - P) / P) / r = 66.17)."""
    found = dominance(logistic())
    assert [loop.steps[0].kind for loop in found.loops] == ["link", "ceiling"]
    assert [round(loop.average, 2) for loop in found.loops] == [0.66, 0.34]
    first, second = found.spells
    assert (first.loop, second.loop) == (0, 1)
    assert second.first / 4 == pytest.approx(67, abs=0.5)


def test_logistic_share_in_closed_form():
    """The share of the growth loop is 1 - P / K, P one step before."""
    from loopmodel import project

    found = dominance(logistic())
    amounts = project(logistic()).amounts["p"]
    expected = 1 - amounts[: len(found.loops[0].shares)] / 10_000
    np.testing.assert_allclose(found.loops[0].shares, expected, rtol=1e-6)


def test_bass_hands_over_at_its_peak():
    """Word of mouth gives way to saturation where adoption peaks: ln(q / p) / (p + q) = 6.193 periods, because both are
    the point at which the slope of (p + q F)(1 - F) in F is 0."""
    p, q, size, fine = 0.03, 0.38, 1000.0, 100
    node = {"id": "n", "role": "member", "inflow": p * size / fine, "capacity": size}
    link = {"id": "word", "source": "n", "target": "n", "rate": q / fine}
    found = dominance(model_of({"format": "loopmodel/1", "horizon": 1500, "nodes": [node], "links": [link]}))
    kinds = [found.loops[spell.loop].steps[0].kind for spell in found.spells]
    assert kinds == ["link", "ceiling"]
    assert found.spells[1].first / fine == pytest.approx(np.log(q / p) / (p + q), abs=0.05)


def test_a_lone_loop_scores_one():
    node = {"id": "n", "role": "user", "start": 1}
    link = {"id": "again", "source": "n", "target": "n", "rate": 0.5}
    found = dominance(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}), 30)
    assert len(found.loops) == 1
    np.testing.assert_allclose(found.loops[0].shares, 1.0)


def test_sizes_of_shares_sum_to_one_wherever_something_changes():
    found = dominance(job_board(0.07))
    total = np.abs([loop.shares for loop in found.loops]).sum(axis=0)
    np.testing.assert_allclose(total, 1.0)


def test_merging_two_flows_changes_no_share():
    """What the correction of 2023 is about: one link of rate 0.5 or two of 0.2 and 0.3, put together, score alike."""

    def made(rates):
        nodes = [{"id": "a", "role": "user", "start": 5, "retention": 0.9, "capacity": 200}]
        links = [{"id": f"l{i}", "source": "a", "target": "a", "rate": r} for i, r in enumerate(rates)]
        return dominance(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}), 40)

    one, two = made([0.5]), made([0.2, 0.3])
    ceiling = [next(loop for loop in found.loops if loop.steps[0].kind == "ceiling") for found in (one, two)]
    np.testing.assert_allclose(ceiling[0].shares, ceiling[1].shares, rtol=1e-9)


def test_still_is_said():
    node = {"id": "n", "role": "user", "start": 1}
    link = {"id": "again", "source": "n", "target": "n", "rate": 0}
    found = dominance(model_of({"format": "loopmodel/1", "nodes": [node], "links": [link]}), 30)
    assert found.spells == ()
    assert "nothing changes" in found.why
