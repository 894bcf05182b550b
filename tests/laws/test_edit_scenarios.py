"""Scenarios come, change and go."""

from __future__ import annotations

from loopmodel import Diagram, check
from loopmodel.edit_scenarios import add_change, add_scenario, remove_change, remove_scenario
from tests.conftest import job_board_document


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
