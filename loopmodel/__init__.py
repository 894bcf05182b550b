"""Growth loops: drawn, projected and judged.

import loopmodel as lm
model = lm.read("job-board")
lm.verdict(model).token
lm.project(model).amounts["seekers"]
"""

from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.analysis.closing import Closing, closing
from loopmodel.analysis.dominance import Dominance, dominance
from loopmodel.analysis.killers import counter_forces, tolerances
from loopmodel.analysis.loops import Loop, Loops, find_loops
from loopmodel.analysis.mass import critical_mass
from loopmodel.analysis.no_return import points_of_no_return
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
from loopmodel.store.gallery import gallery_ids
from loopmodel.words import verdict_sentence

__version__ = "0.1.0"

__all__ = [
    "Closing", "Diagram", "Dominance", "Ensemble", "Estimate", "Fan", "Group", "Harm", "Link", "Loop", "LoopModel",
    "LoopModelError", "Loops", "Need", "Node", "Problem", "Projection", "Scenario", "Settings", "Verdict", "WeakPoints",
    "build_model", "chance_of", "chance_self_sustaining", "check", "closing", "counter_forces", "critical_mass",
    "dominance", "ensemble", "fan", "find_loops", "gallery_ids", "points_of_no_return", "project", "projection_table",
    "read", "read_diagram", "stress_test", "tolerances", "verdict", "verdict_sentence", "weak_points", "write",
    "write_table",
]  # fmt: skip
