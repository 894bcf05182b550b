"""Growth loops: drawn, projected and judged.

import loopmodel as lm
model = lm.read("job-board")
lm.verdict(model).token
lm.project(model).amounts["seekers"]
"""

from loopmodel.analysis.carry import chance_self_sustaining
from loopmodel.analysis.verdict import Verdict, verdict
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
    "Diagram", "Ensemble", "Estimate", "Fan", "Group", "Harm", "Link", "LoopModel", "LoopModelError", "Need", "Node",
    "Problem", "Projection", "Scenario", "Settings", "Verdict", "build_model", "chance_of", "chance_self_sustaining",
    "check", "ensemble", "fan", "gallery_ids", "project", "projection_table", "read", "read_diagram", "verdict",
    "verdict_sentence", "write", "write_table",
]  # fmt: skip
