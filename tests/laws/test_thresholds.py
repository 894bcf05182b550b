"""Break-even in closed form against the projection, for a thousand random models."""

from __future__ import annotations

import numpy as np
import pytest

from loopmodel import weak_points
from loopmodel.analysis.break_even import thresholds
from loopmodel.analysis.point import point_at_start
from loopmodel.arrays import arrays_of
from tests.conftest import model_of
from tests.laws.random_models import long_run, random_document, with_value

NEAR = 1e-6


def bisected(document: dict, id_: str, low: float, high: float) -> float:
    """The value at which the projection neither grows nor shrinks in the long run."""
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if long_run(with_value(document, id_, middle)) < 1.0 else (low, middle)
    return (low + high) / 2


def known_of(document: dict, highest: float) -> list[tuple[str, str, float]]:
    """Id, field and value of every break-even that is neither extreme nor on the edge of what a number may be."""
    point = point_at_start(arrays_of(model_of(document)))
    links, nodes = (levels.all() for levels in thresholds(point))
    every = [(id_, "rate", t.value) for id_, t in zip(point.links, links, strict=True)]
    every += [(id_, "retention", t.value) for id_, t in zip(point.nodes, nodes, strict=True)]
    return [e for e in every if e[2] and 1e-3 < e[2] < (0.999 if e[1] == "retention" else highest)]


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_models_cross_one_exactly_at_their_break_even(block: int):
    """A little less and the projection shrinks, a little more and it grows (one number of each of 1,000 models)."""
    rng = np.random.default_rng(100 + block)
    tried = 0
    while tried < 100:
        document = random_document(rng)
        known = known_of(document, 1e3)
        if not known:
            continue
        tried += 1
        id_, _, level = known[int(rng.integers(len(known)))]
        assert long_run(with_value(document, id_, level * (1 - NEAR))) < 1.0, document
        assert long_run(with_value(document, id_, level * (1 + NEAR))) > 1.0, document


def test_break_even_equals_bisection_on_the_projection():
    rng = np.random.default_rng(7)
    tried = 0
    while tried < 20:
        document = random_document(rng)
        known = known_of(document, 50.0)
        if not known:
            continue
        tried += 1
        id_, field, level = known[int(rng.integers(len(known)))]
        assert bisected(document, id_, 0.0, 1.0 if field == "retention" else 100.0) == pytest.approx(level, rel=1e-7)


def test_where_there_is_none_the_reason_is_true():
    """Not needed: the projection carries itself without it. Off every loop, or nothing comes back: no rate helps."""
    rng = np.random.default_rng(8)
    seen = set()
    for _ in range(150):
        document = random_document(rng)
        growth = long_run(model_of(document))
        for entry in weak_points(model_of(document)).entries:
            if entry.break_even is None:
                seen.add(entry.break_even_why.split(":")[0])
                if entry.break_even_why.startswith("not needed"):
                    assert entry.without is not None
                    assert long_run(with_value(document, entry.id, 0.0)) > 1.0 - 1e-9
                elif entry.field == "rate" and not entry.break_even_why.startswith("it takes more"):
                    more = long_run(with_value(document, entry.id, 1e6))
                    assert more < 1.0 or more <= growth * (1 + 1e-9), (document, entry)
    assert {"not needed", "it lies on no loop"} <= seen


def test_losses_are_the_growth_without():
    rng = np.random.default_rng(9)
    for _ in range(25):
        document = random_document(rng)
        for entry in weak_points(model_of(document)).entries:
            expected = long_run(with_value(document, entry.id, 0.0))
            assert entry.without == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_two_loops_of_which_one_carries_itself():
    """A reducible model: no link of the fading loop is needed, and the growing one keeps its own break-even."""
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0.5} for id_ in "abcd"]
    ends = [("a", "b", 0.8), ("b", "a", 0.8), ("c", "d", 0.3), ("d", "c", 0.3), ("a", "c", 5.0)]
    links = [{"id": s + t, "source": s, "target": t, "rate": r} for s, t, r in ends]
    point = point_at_start(arrays_of(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})))
    found = dict(zip(point.links, thresholds(point)[0].all(), strict=True))
    assert found["ab"].value == pytest.approx(0.25 / 0.8)  # gain 1 of the loop a b: r * 0.8 / 0.25
    assert found["cd"].value is None
    assert found["cd"].why == "not needed: another loop carries itself without it"
    assert found["ac"].why == "it lies on no loop"


def test_a_period_two_loop():
    """All is sent and nothing stays: eigenvalues 1 and -1 at break-even, which must not confuse."""
    nodes = [{"id": id_, "role": "user", "start": 1, "retention": 0} for id_ in "ab"]
    links = [
        {"id": "ab", "source": "a", "target": "b", "rate": 8},
        {"id": "ba", "source": "b", "target": "a", "rate": 0.5},
    ]
    entries = {
        e.id: e for e in weak_points(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})).entries
    }
    assert entries["ab"].break_even == pytest.approx(2.0)
    assert entries["ba"].break_even == pytest.approx(0.125)
    assert entries["ab"].elasticity == pytest.approx(0.5)
    assert entries["ab"].without == 0.0


def test_exactly_at_break_even_every_number_is_its_own():
    from tests.conftest import job_board

    for entry in weak_points(job_board(0.056)).entries:
        assert entry.break_even == pytest.approx(entry.value)
