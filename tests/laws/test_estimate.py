"""Ranges: the three percentiles exactly, between them what SciPy's log-normal and logit-normal say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import logit

from loopmodel.estimate import Estimate, percentile, ranged

amounts = st.one_of(st.just(0.0), st.floats(1e-6, 1e9))
shares = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.001, 0.999))


def estimate(values: list[float]) -> Estimate:
    low, mid, high = sorted(values)
    return Estimate(mid, low, high)


@given(st.lists(amounts, min_size=3, max_size=3))
def test_the_three_percentiles_of_an_amount_are_exact(values: list[float]):
    made = estimate(values)
    assert percentile(made, [5, 50, 95], share=False) == pytest.approx(sorted(values), rel=1e-9)


@given(st.lists(shares, min_size=3, max_size=3))
def test_the_three_percentiles_of_a_share_are_exact(values: list[float]):
    made = estimate(values)
    found = percentile(made, [5, 50, 95], share=True)
    assert found == pytest.approx(sorted(values), rel=1e-9)


@given(st.lists(shares, min_size=3, max_size=3), st.booleans())
def test_percentiles_rise_and_stay_inside(values: list[float], share: bool):
    found = percentile(estimate(values), np.linspace(0.01, 99.99, 201), share)
    assert (np.diff(found) >= -1e-12 * found[1:]).all()
    assert found[0] >= 0
    assert found[-1] <= (1 if share else math.inf)


@given(st.floats(0.01, 1e6), st.floats(1.01, 20))
def test_an_even_range_of_an_amount_is_log_normal(mid: float, times: float):
    sigma = math.log(times) / stats.norm.ppf(0.95)
    percents = np.array([1, 10, 37, 60, 99.5])
    expected = stats.lognorm.ppf(percents / 100, s=sigma, scale=mid)
    assert percentile(Estimate(mid, mid / times, mid * times), percents, share=False) == pytest.approx(expected)


def test_each_side_of_a_share_is_logit_normal():
    found = logit(percentile(Estimate(0.3, 0.1, 0.4), [10, 20, 80, 90], share=True))
    below = stats.norm(logit(0.3), (logit(0.3) - logit(0.1)) / stats.norm.ppf(0.95))
    above = stats.norm(logit(0.3), (logit(0.4) - logit(0.3)) / stats.norm.ppf(0.95))
    assert found == pytest.approx([*below.ppf([0.1, 0.2]), *above.ppf([0.8, 0.9])])


def test_a_side_that_touches_its_limit_is_plain_and_held_there():
    made = Estimate(4.0, 0.0, 10.0)
    assert percentile(made, [1, 4, 5], share=False) == pytest.approx([0, 0, 0])
    below = stats.norm(4.0, 4.0 / stats.norm.ppf(0.95))
    assert percentile(made, [10, 30], share=False) == pytest.approx(below.ppf([0.1, 0.3]))
    assert percentile(Estimate(0.9, 0.8, 1.0), [95, 99], share=True) == pytest.approx([1, 1])


def test_extremes_stay_finite():
    found = percentile(Estimate(1.0, 1e-300, 1e300), [1e-9, 100 - 1e-9], share=False)
    assert np.isfinite(found).all()


@given(st.floats(0, 1))
def test_a_number_without_a_range_is_its_own_percentile(value: float):
    assume(math.isfinite(value))
    for quantity in (value, Estimate(value), Estimate(value, value, value)):
        assert not ranged(quantity)
        assert percentile(quantity, [5, 95], share=True).tolist() == [value, value]
