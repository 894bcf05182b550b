"""Elasticities, generation time and R0 as printed for published projection matrices; sources in matrices.json."""

from __future__ import annotations

import math

import numpy as np
import pytest

from loopmodel import find_loops, verdict, weak_points
from tests.golden.test_published_matrices import BY_ID, PUBLISHED, as_model


def as_matrix(entry: dict) -> np.ndarray:
    """Our elasticities, laid out as the printed matrix: retentions on the diagonal, links elsewhere."""
    size = len(entry["matrix"])
    made = np.zeros((size, size))
    for found in weak_points(as_model(entry)).entries:
        ends = [int(end[1:]) for end in found.id.split("-")]
        made[ends[-1], ends[0]] = found.elasticity
    return made


@pytest.mark.parametrize("entry", [e for e in PUBLISHED if "elasticities" in e], ids=lambda e: e["id"])
def test_elasticities_as_printed(entry):
    printed = np.array(entry["elasticities"])
    np.testing.assert_allclose(as_matrix(entry), printed, atol=6e-5, rtol=6e-4)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda e: e["id"])
def test_elasticities_are_those_of_the_eigenvectors(entry):
    """(a_ij / lambda) v_i w_j / <v, w> from numpy's eigenvectors of the printed matrix (Caswell 2001, 9.2)."""
    matrix = np.array(entry["matrix"], dtype=float)
    values, right = np.linalg.eig(matrix)
    others, left = np.linalg.eig(matrix.T)
    w = np.abs(right[:, np.argmax(values.real)])
    v = np.abs(left[:, np.argmax(others.real)])
    expected = matrix * np.outer(v, w) / (v @ w) / values.real.max()
    np.testing.assert_allclose(as_matrix(entry), expected, atol=1e-8)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda e: e["id"])
def test_what_enters_a_stage_leaves_it(entry):
    """Row sums of the elasticities equal column sums (van Groenendael and others 1994), so loops can carry them."""
    made = as_matrix(entry)
    np.testing.assert_allclose(made.sum(axis=0), made.sum(axis=1), atol=1e-9)
    assert made.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda e: e["id"])
def test_shares_of_loops_and_of_what_stays_sum_to_one(entry):
    found = find_loops(as_model(entry), top=10_000)
    shares = [loop.share for loop in found.loops]
    assert found.complete
    assert min(shares) >= 0
    assert sum(shares) + found.staying + found.rest == pytest.approx(1.0)
    assert found.rest == pytest.approx(0.0, abs=1e-9)


def test_killer_whale_generation_time_as_printed():
    """Time in which the population grows by R0, ln R0 / ln lambda (Caswell 2001, 5.3.5); all births enter stage 1."""
    entry = BY_ID["killer_whale_brault_caswell1993"]
    found = verdict(as_model(entry), focal="s0")
    r0, factor = found.reproduction.value, found.loop_growth
    assert math.log(r0) / math.log(factor) == pytest.approx(entry["generation_time"], abs=6e-6)


def test_killer_whale_loops():
    """Of its two loops one passes through mature females and one does not; each has a link of its own, so their shares
    are the printed elasticities of those links times their number of links."""
    found = find_loops(as_model(BY_ID["killer_whale_brault_caswell1993"]), by="share")
    assert [loop.nodes for loop in found.loops] == [("s0", "s1", "s2"), ("s0", "s1")]
    assert found.loops[0].share == pytest.approx(3 * 0.0407, abs=2e-4)
    assert found.loops[1].share == pytest.approx(2 * 0.001513, abs=2e-6)
    assert all(loop.unique for loop in found.loops)
