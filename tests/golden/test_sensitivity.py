"""Sobol indices against published closed forms; the ledger and the tornado against what they are made of."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from loopmodel import project, read
from loopmodel.analysis.ledger import by_basis, ledger
from loopmodel.analysis.outcome import amount_at, growth
from loopmodel.analysis.sensitivity import sensitivity, sobol_indices, tornado, width_left
from loopmodel.quantities import Place, with_numbers
from loopmodel.simulation.ensemble import Settings
from tests.conftest import job_board, model_of


def test_ishigami():
    """Ishigami and Homma (1990), a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""

    def ishigami(uniform):
        x = math.pi * (2 * uniform - 1)
        return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])

    first, total = sobol_indices(ishigami, 3, 8192, seed=1)
    assert first == pytest.approx([0.3139, 0.4424, 0], abs=0.01)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)


def test_one_number_answers_for_everything():
    found = sensitivity(chain(1e6, between(1, 2)), amount_at("c", 2))
    assert [(i.first, i.total) for i in found.influences] == [(1, 1)]


def test_sobol_g():
    """Sobol's g function with a = 0, 1, 4.5, 9 (Saltelli and Sobol 1995): V_i = 1 / (3 (1 + a_i)^2)."""
    a = np.array([0, 1, 4.5, 9])
    variances = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + variances) - 1

    def g(uniform):
        return np.prod((np.abs(4 * uniform - 2) + a[:, *[None] * (uniform.ndim - 1)])
                       / (1 + a[:, *[None] * (uniform.ndim - 1)]), axis=0)  # fmt: skip

    first, total = sobol_indices(g, 4, 8192, seed=2)
    rest = np.array([np.prod(1 + np.delete(variances, i)) for i in range(4)])
    assert first == pytest.approx(variances / whole, abs=0.01)
    assert total == pytest.approx(variances * rest / whole, abs=0.01)


def between(middle: float, times: float) -> dict[str, Any]:
    return {"low": middle / times, "mid": middle, "high": middle * times}


def chain(start: Any = 1e6, first: Any = 1.0, second: Any = 1.0):
    """a makes b, b makes c, nothing stays: c at period 2 is the product of the three numbers."""
    nodes = [{"id": i, "role": "user", "retention": 0} for i in "abc"]
    nodes[0]["start"] = start
    links = [
        {"id": "ab", "source": "a", "target": "b", "rate": first},
        {"id": "bc", "source": "b", "target": "c", "rate": second},
    ]
    return model_of({"format": "loopmodel/1", "horizon": 2, "nodes": nodes, "links": links})


def test_variances_of_log_normal_factors_add_up():
    times = {Place("a", "start"): 1.2, Place("ab", "rate"): 2.0, Place("bc", "rate"): 1.5}
    model = chain(between(1e6, 1.2), between(1, 2), between(1, 1.5))
    found = sensitivity(model, amount_at("c", 2))
    whole = sum(math.log(t) ** 2 for t in times.values())
    assert [i.places[0].target for i in found.influences] == ["ab", "bc", "a"]
    for influence in found.influences:
        expected = math.log(times[influence.places[0]]) ** 2 / whole
        assert influence.first == pytest.approx(expected, abs=0.01)
        assert influence.total == pytest.approx(expected, abs=0.01)


def test_numbers_that_move_together_count_as_one():
    pair = (Place("ab", "rate"), Place("bc", "rate"))
    model = chain(between(1e6, 2), between(1, 2), between(1, 2))
    found = sensitivity(model, amount_at("c", 2), together=[pair])
    assert found.influences[0].places == pair
    assert found.influences[0].first == pytest.approx(4 / 5, abs=0.01)
    entries = ledger(model, found)
    assert sum(e.share or 0 for e in entries) == pytest.approx(1, abs=0.02)


def test_knowing_a_number_leaves_the_width_of_the_others():
    model = chain(1e6, between(1, 2), between(1, 1.5))
    outcome, settings = amount_at("c", 2), Settings(20_000)
    alone = 1.5 - 1 / 1.5
    both = math.exp(math.hypot(math.log(2), math.log(1.5)))
    left = width_left(model, outcome, (Place("ab", "rate"),), settings)
    assert left == pytest.approx(alone / (both - 1 / both), rel=0.02)
    everything = (Place("ab", "rate"), Place("bc", "rate"))
    assert width_left(model, outcome, everything, settings) == pytest.approx(0, abs=1e-9)
    assert width_left(chain(), outcome, (), settings) is None


def test_a_tornado_bar_is_two_projections():
    model = read("job-board")
    bars = tornado(model, amount_at("seekers", 30))
    bar = bars[0]
    place = bar.places[0]
    quantity = getattr(model.by_id[place.target], place.field)
    for end, value in ((quantity.low, bar.low), (quantity.high, bar.high), (quantity.mid, bar.middle)):
        one = project(with_numbers(model, {place: end}), 30).amounts["seekers"][30]
        assert value == pytest.approx(one, rel=1e-9)
    spans = [abs(b.high - b.low) for b in bars]
    assert spans == sorted(spans, reverse=True)


def test_why_there_is_nothing_to_measure():
    assert sensitivity(job_board(0.07), growth()).why == "no number has a range"
    nothing = chain(1e6, between(1, 2), 0.0)
    assert sensitivity(nothing, amount_at("c", 2)).why == "the outcome is the same in all draws"


def test_the_ledger_has_every_number_its_basis_and_the_year_of_its_source():
    model = read("ugc")
    entries = ledger(model, sensitivity(model, amount_at("readers", 52)))
    assert {e.basis for e in entries} <= {"guess", "benchmark", "measured", "unsaid"}
    assert sum(by_basis(entries).values()) == pytest.approx(1)
    assert all((e.share is None) == (e.share_why is not None) for e in entries)
    named = next(e for e in entries if "Nielsen" in e.source)
    assert named.year == 2006
    plain = ledger(job_board(0.07), sensitivity(job_board(0.07), growth()))
    assert {(e.basis, e.share) for e in plain} == {("unsaid", None)}
    assert Place("listing", "revenue") not in [e.place for e in plain]
