"""What people type: numbers, percentages, ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loopmodel import Diagram, check
from loopmodel.edit_scenarios import add_change, add_scenario, remove_change, remove_scenario
from loopmodel.typed import over, typed
from tests.conftest import job_board_document


@pytest.mark.parametrize("text, expected", [
    ("0.4", 0.4), (" 40 % ", 0.4), ("1,200", 1200), (".5", 0.5), ("2e3", 2000), ("-3", -3), ("12%", 0.12),
])  # fmt: skip
def test_numbers(text, expected):
    assert typed(text, share=False) == expected


@pytest.mark.parametrize("text, low, mid, high", [
    ("2 to 8", 2, 4, 8), ("2..8", 2, 4, 8), ("2 - 8", 2, 4, 8), ("1,000 to 9,000", 1000, 3000, 9000),
    ("2 to 6 % about 3 %", 0.02, 0.03, 0.06), ("2% to 6%, about 3%", 0.02, 0.03, 0.06), ("0 to 4", 0, 2, 4),
    ("2 to 8 mid 5", 2, 5, 8),
])  # fmt: skip
def test_ranges(text, low, mid, high):
    found = typed(text, share=False)
    assert found == pytest.approx({"low": low, "mid": mid, "high": high})


def test_the_middle_of_shares_is_even_in_logits():
    assert typed("10 to 90 %", share=True) == pytest.approx({"low": 0.1, "mid": 0.5, "high": 0.9})
    assert typed("20 to 80 %", share=True) == pytest.approx({"low": 0.2, "mid": 0.5, "high": 0.8})
    assert typed("50 to 100 %", share=True) == pytest.approx({"low": 0.5, "mid": 0.75, "high": 1.0})


@pytest.mark.parametrize("text", ["", "two", "2 to", "to 6", "2 to 6 to", "1 2", "%", "nan", "inf", "2 to x"])
def test_what_is_no_number(text):
    assert typed(text, share=False) is None


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_taken(text, share):
    typed(text, share)


def test_reasons_stay_but_a_measurement_that_is_overruled_becomes_a_guess():
    old = {"mid": 1, "low": 0.5, "high": 2, "basis": "measured", "why": "counted", "source": "log"}
    assert over(old, 3.0) == {"mid": 3.0, "basis": "guess", "why": "counted", "source": ""}
    assert over(0.4, {"low": 0.1, "mid": 0.2, "high": 0.3}) == {"low": 0.1, "mid": 0.2, "high": 0.3}
    assert over(0.4, 0.5) == 0.5


def test_scenarios_come_and_go():
    drawn = Diagram(job_board_document(0.07))
    named, id_ = add_scenario(drawn, "Better")
    made = add_change(named, id_, {"target": "hire", "field": "rate", "value": 0.08, "from": 3})
    assert check(made) == ()
    assert made.items("scenarios")[0]["changes"] == [{"target": "hire", "field": "rate", "value": 0.08, "from": 3}]
    assert remove_change(made, id_, 0).document == named.document
    assert remove_scenario(made, id_).items("scenarios") == []
    again, other = add_scenario(made, "More")
    assert other != id_
    assert len(again.items("scenarios")) == 2
