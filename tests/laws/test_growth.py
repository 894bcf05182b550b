"""Laws of growth: the matrix and the projection must meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from loopmodel import project, verdict
from loopmodel.analysis.growth import growth_factor, loop_growth_factor
from loopmodel.analysis.point import point_at_start
from loopmodel.analysis.reproduction import reproduction
from loopmodel.analysis.spectrum import Matrix, power
from loopmodel.arrays import Arrays, arrays_of
from tests.conftest import model_of
from tests.laws.strategies import documents


def widened(arrays: Arrays) -> np.ndarray:
    """The matrix over nodes and units under way: one row for each node, one for each period of each link's lag."""
    count = len(arrays.nodes)
    size = count + int(arrays.lag.sum())
    matrix = np.zeros((size, size))
    matrix[np.arange(count), np.arange(count)] = arrays.retention
    free = count
    for source, target, lag, rate in zip(arrays.source, arrays.target, arrays.lag, arrays.rate, strict=True):
        carrier, weight = source, rate
        for _ in range(lag):
            matrix[free, carrier] += weight
            carrier, weight, free = free, 1.0, free + 1
        matrix[target, carrier] += weight
    return matrix


@settings(deadline=None, max_examples=150)
@given(documents(linear=True))
def test_growth_factor_is_the_spectral_radius_of_the_widened_matrix(document):
    arrays = arrays_of(model_of(document))
    expected = max(abs(np.linalg.eigvals(widened(arrays))))
    assume(expected == 0 or expected > 1e-3)  # eigenvalues of a nilpotent matrix come out as noise
    assert growth_factor(point_at_start(arrays)) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(documents(linear=True))
def test_matrix_powers_equal_the_projection(document):
    model = model_of(document)
    arrays = arrays_of(model)
    matrix, made = widened(arrays), project(model, 20)
    state = np.zeros(matrix.shape[0])
    state[: len(arrays.nodes)] = arrays.start
    powered = np.linalg.matrix_power(matrix, 20) @ state
    projected = [made.amounts[id_][20] for id_ in arrays.nodes]
    np.testing.assert_allclose(projected, powered[: len(arrays.nodes)], rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(documents(linear=True, nodes=4))
def test_ratio_of_successive_totals_tends_to_the_growth_factor(document):
    """With retention at every node the matrix does not swing, so the ratio settles."""
    for node in document["nodes"]:
        node |= {"retention": 0.2 + 0.7 * node["retention"], "start": 1 + node["start"]}
    model = model_of(document)
    values = np.sort(abs(np.linalg.eigvals(widened(arrays_of(model)))))[::-1]
    assume(len(values) == 1 or values[1] < 0.97 * values[0])
    amounts = sum(project(model, 1500).amounts.values())
    last = amounts[np.flatnonzero(amounts > 1e-250)]
    assume(len(last) > 300)
    assert last[-1] / last[-2] == pytest.approx(growth_factor(point_at_start(arrays_of(model))), rel=1e-6)


@settings(deadline=None, max_examples=200)
@given(documents(linear=True))
def test_r_above_one_exactly_when_the_loops_grow(document):
    model = model_of(document)
    point = point_at_start(arrays_of(model))
    factor = loop_growth_factor(point)
    assume(abs(factor - 1) > 1e-7)
    for id_, on_loop in zip(point.nodes, point.on_loop, strict=True):
        r = reproduction(point, id_)
        if r.value is not None and on_loop:
            own = loop_growth_factor(point.only(point.component == point.component[point.nodes.index(id_)]))
            assert (r.value > 1) == (own > 1)
            assert (r.value > 1) == (factor > 1)


@settings(deadline=None)
@given(documents(linear=True))
def test_r_equals_the_inverse_formula(document):
    """R_i = 1 - 1 / [(I - K)^-1]_ii on the whole matrix, wherever that inverse is sound."""
    for node in document["nodes"]:
        node["retention"] = min(node["retention"], 0.95)
    model = model_of(document)
    arrays = arrays_of(model)
    size = len(arrays.nodes)
    k = np.zeros((size, size))
    np.add.at(k, (arrays.target, arrays.source), arrays.rate / (1 - arrays.retention[arrays.source]))
    assume(np.linalg.cond(np.eye(size) - k) < 1e8)
    inverse = np.linalg.inv(np.eye(size) - k)
    for i, id_ in enumerate(arrays.nodes):
        r = reproduction(point_at_start(arrays), id_)
        if r.value is not None and abs(inverse[i, i]) > 1e-6:
            assert r.value == pytest.approx(1 - 1 / inverse[i, i], rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("gain, hops, lag", [(2.0, 1, 0), (3.0, 4, 0), (0.5, 3, 2), (1.5, 2, 520), (1e-6, 2, 0)])
def test_a_single_ring_that_keeps_nothing_grows_by_the_root_of_its_gain(gain, hops, lag):
    nodes = [{"id": f"n{i}", "role": "user", "start": 1, "retention": 0} for i in range(hops)]
    links = [
        {"id": f"l{i}", "source": f"n{i}", "target": f"n{(i + 1) % hops}", "rate": gain if i == 0 else 1.0,
         "lag": lag if i == 0 else 0}
        for i in range(hops)
    ]  # fmt: skip
    found = verdict(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    assert found.growth_factor == pytest.approx(gain ** (1 / (hops + lag)), rel=1e-9)
    assert found.reproduction.value == pytest.approx(gain)


def test_large_models_take_the_sparse_road_to_the_same_number():
    """A ring of 200 nodes with shortcuts: beyond the dense limit, and with a small gap between eigenvalues."""
    count, rng = 200, np.random.default_rng(3)
    nodes = [{"id": f"n{i:03}", "role": "user", "retention": 0.3} for i in range(count)]
    links = [
        {"id": f"r{i}", "source": f"n{i:03}", "target": f"n{(i + 1) % count:03}", "rate": 0.8} for i in range(count)
    ]
    links += [
        {"id": f"s{k}", "source": f"n{rng.integers(count):03}", "target": f"n{rng.integers(count):03}", "rate": 0.05}
        for k in range(20)
    ]
    arrays = arrays_of(model_of({"format": "loopmodel/1", "nodes": nodes, "links": links}))
    expected = max(np.linalg.eigvals(widened(arrays)).real)
    assert growth_factor(point_at_start(arrays)) == pytest.approx(expected, rel=1e-9)


def test_a_period_two_matrix_does_not_swing():
    """Powers of this matrix alternate for ever; the shift must hold them still."""
    arrays = arrays_of(
        model_of({
            "format": "loopmodel/1",
            "nodes": [{"id": id_, "role": "user", "retention": 0} for id_ in "ab"],
            "links": [
                {"id": "ab", "source": "a", "target": "b", "rate": 8},
                {"id": "ba", "source": "b", "target": "a", "rate": 0.5},
            ],
        })
    )  # fmt: skip
    assert growth_factor(point_at_start(arrays)) == pytest.approx(2.0)
    matrix = Matrix(point_at_start(arrays))
    from scipy.sparse import csr_array

    sparse = csr_array((matrix.value, (matrix.rows, matrix.columns)), shape=(2, 2))
    vector = power(sparse, np.ones(2))
    assert (sparse @ vector / vector) == pytest.approx([2.0, 2.0])
