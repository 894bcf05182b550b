"""Money against a sheet worked by hand, LTV against geometric series, and the paid loop of Boundaryless."""

from __future__ import annotations

import math

import numpy as np
import pytest

from loopmodel import project, read
from loopmodel.analysis.money import ltv, money, paid_back, unit_money
from loopmodel.model import Change, Scenario
from loopmodel.simulation.ensemble import Settings, ensemble
from tests.conftest import model_of

SHOP = {
    "format": "loopmodel/1", "horizon": 4,
    "nodes": [{"id": "visitors", "role": "user", "start": 0, "retention": 0, "inflow": 100, "acquisition_cost": 0.5},
              {"id": "buyers", "role": "customer", "start": 10, "retention": 0.8, "revenue": 3}],
    "links": [{"id": "buy", "source": "visitors", "target": "buyers", "rate": 0.05}],
}  # fmt: skip

# period    visitors   buyers              revenue  cost  contribution  cash
#   0           0      10                   30.00    50      -20.00     -20.00
#   1         100       8                   24.00    50      -26.00     -46.00
#   2         100       6.4 + 5 = 11.4      34.20    50      -15.80     -61.80
#   3         100       9.12 + 5 = 14.12    42.36    50       -7.64     -69.44
#   4         100       11.296 + 5 = 16.296 48.888   50       -1.112    -70.552
CASH = [-20, -46, -61.8, -69.44, -70.552]


def test_the_sheet_by_hand():
    model = model_of(SHOP)
    made = money(ensemble(model, Settings(3, precision="double")))
    assert made.revenue[:, 1] == pytest.approx([30, 24, 34.2, 42.36, 48.888])
    assert made.cost[:, 2] == pytest.approx([50] * 5)
    assert made.cash[:, 0] == pytest.approx(CASH)


def test_a_scenario_changes_prices_from_its_date():
    """A price of 6 from period 2 doubles 34.2 and 42.36 and 48.888; no inflow from 3 on saves 50 twice."""
    model = model_of(SHOP)
    scenario = Scenario("s", "s", (Change("buyers", "revenue", 6.0, 2), Change("visitors", "inflow", 0.0, 3)))
    made = money(ensemble(model, Settings(1, precision="double"), scenario=scenario))
    assert made.revenue[:4, 0] == pytest.approx([30, 24, 68.4, 84.72])
    assert made.cost[:, 0] == pytest.approx([50, 50, 50, 0, 0])


def test_when_cash_is_back():
    cash = np.array([[-1, 1, -1, 3], [-1, 2, 1, 3], [2, 3, -1, 3], [3, 4, -2, 1.0]])
    assert paid_back(cash).tolist() == [2, 0, math.inf, 0]


def test_ltv_is_a_geometric_series():
    """10 a period at 0.8: 50. It costs 25: ratio 2; 10 + 8 + 6.4 = 24.4 falls short, the fourth period pays it back."""
    node = {
        "id": "a",
        "role": "customer",
        "start": 5,
        "retention": 0.8,
        "revenue": 10,
        "inflow": 1,
        "acquisition_cost": 25,
    }
    (found,) = unit_money(model_of({"format": "loopmodel/1", "nodes": [node]}))
    assert (found.ltv, found.cac, found.ratio, found.payback) == (pytest.approx(50), 25, pytest.approx(2), 4)
    assert found.why == {}


def test_ltv_goes_on_through_what_a_unit_converts_into():
    """A trial stays with 0.3 and becomes a subscription worth 10 / (1 - 0.9) with 0.2: 0.2 * 100 / 0.7."""
    nodes = [{"id": "trial", "role": "user", "start": 5, "retention": 0.5, "acquisition_cost": 7},
             {"id": "paying", "role": "customer", "retention": 0.9, "revenue": 10, "start": 1}]  # fmt: skip
    links = [{"id": "turn", "source": "trial", "target": "paying", "rate": 0.2, "mode": "converts"}]
    model = model_of({"format": "loopmodel/1", "nodes": nodes, "links": links})
    trial, paying = unit_money(model)
    assert trial.ltv == pytest.approx(0.2 * 100 / 0.7)
    assert paying.ltv == pytest.approx(100)
    assert paying.why["ratio"] == "it has no acquisition cost"
    made = ensemble(model, Settings(4, precision="double"))
    assert ltv(made, "trial") == pytest.approx([0.2 * 100 / 0.7] * 4)


def test_ltv_of_each_draw_is_its_own_series():
    node = {"id": "a", "role": "customer", "start": 5, "revenue": {"low": 5, "mid": 10, "high": 15},
            "retention": {"low": 0.6, "mid": 0.8, "high": 0.9}}  # fmt: skip
    made = ensemble(model_of({"format": "loopmodel/1", "nodes": [node]}), Settings(50, precision="double"))
    numbers = made.stages[0].numbers
    assert ltv(made, "a") == pytest.approx(numbers.revenue[0] / (1 - numbers.retention[0]))


def test_what_never_leaves_has_no_ltv():
    node = {"id": "a", "role": "customer", "start": 5, "retention": 1, "revenue": 10, "acquisition_cost": 25}
    model = model_of({"format": "loopmodel/1", "nodes": [node]})
    (found,) = unit_money(model)
    assert found.ltv is None
    assert "never leaves" in found.why["ltv"]
    assert found.payback == 3
    assert ltv(ensemble(model, Settings(2, precision="double")), "a").tolist() == [math.inf] * 2
    poor = {**node, "retention": 0.5, "revenue": 1}
    (found,) = unit_money(model_of({"format": "loopmodel/1", "nodes": [poor]}))
    assert found.payback is None
    assert "never brings back" in found.why["payback"]


def test_the_paid_loop_buys_the_published_users():
    """Boundaryless: 7, 17 and 33 customers pay for 31.5, 76.5 and 148.5 users (printed 32, 77, 149)."""
    model = read("paid-loop")
    for scenario, users in ((None, 31.5), ("seventeen", 76.5), ("thirty-three", 148.5)):
        chosen = next((s for s in model.scenarios if s.id == scenario), None)
        amounts = project(model, 3, chosen).amounts["users"]
        through = amounts[3] - 140  # what is not inflow came round the loop from the customers of period 0
        assert through == pytest.approx(users)
