"""Growth loops: drawn, projected and judged.

import loopmodel as lm
model = lm.read("job-board")
lm.verdict(model).token
lm.project(model).amounts["seekers"]
"""

from loopmodel.analysis.both_sides import effects_of_changes, nudges
from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.analysis.cheapest import cheapest, levers
from loopmodel.analysis.closing import Closing, closing
from loopmodel.analysis.contributions import contributions
from loopmodel.analysis.dominance import Dominance, dominance
from loopmodel.analysis.extinction import extinction_chance
from loopmodel.analysis.goal import Goal, goal_seek
from loopmodel.analysis.killers import counter_forces, tolerances
from loopmodel.analysis.ledger import ledger
from loopmodel.analysis.loops import Loop, Loops, find_loops
from loopmodel.analysis.mass import critical_mass
from loopmodel.analysis.money import money, unit_money
from loopmodel.analysis.no_return import points_of_no_return
from loopmodel.analysis.outcome import amount_at, cash_at
from loopmodel.analysis.sensitivity import sensitivity, tornado
from loopmodel.analysis.stress import stress_test
from loopmodel.analysis.verdict import Verdict, verdict
from loopmodel.analysis.weak import WeakPoints, weak_points
from loopmodel.build import build_model
from loopmodel.check import check
from loopmodel.diagram import Diagram
from loopmodel.errors import LoopModelError, Problem
from loopmodel.estimate import Estimate
from loopmodel.exchange.files import read, read_diagram, write
from loopmodel.exchange.tables import projection_table, write_table
from loopmodel.model import Group, Harm, Link, LoopModel, Need, Node, Scenario
from loopmodel.simulation.ensemble import Ensemble, Settings, ensemble
from loopmodel.simulation.fans import Fan, chance_of, fan
from loopmodel.simulation.project import Projection, project
from loopmodel.simulation.whole_people import whole_people
from loopmodel.store.gallery import gallery_ids
from loopmodel.words import verdict_sentence

__version__ = "0.1.0"

__all__ = [
    "Closing", "Diagram", "Dominance", "Ensemble", "Estimate", "Fan", "Goal", "Group", "Harm", "Link", "Loop",
    "LoopModel", "LoopModelError", "Loops", "Need", "Node", "Problem", "Projection", "Scenario", "Settings",
    "Verdict", "WeakPoints", "amount_at", "build_model", "cash_at", "chance_of", "chance_self_sustaining", "cheapest",
    "check", "closing", "contributions", "counter_forces", "critical_mass", "dominance", "effects_of_changes",
    "ensemble", "extinction_chance", "fan", "find_loops", "gallery_ids", "goal_seek", "ledger", "levers", "money",
    "nudges", "points_of_no_return", "project", "projection_table", "read", "read_diagram", "sensitivity",
    "stress_test", "tolerances", "tornado", "unit_money", "verdict", "verdict_sentence", "weak_points",
    "whole_people", "write", "write_table",
]  # fmt: skip
