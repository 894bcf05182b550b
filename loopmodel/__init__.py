"""Growth loops: drawn, projected and judged.

import loopmodel as lm
model = lm.read("job-board")
lm.verdict(model).token
lm.project(model).amounts["seekers"]
"""

from loopmodel.analysis.verdict import Verdict, verdict
from loopmodel.build import build_model
from loopmodel.check import check
from loopmodel.diagram import Diagram
from loopmodel.errors import LoopModelError, Problem
from loopmodel.estimate import Estimate
from loopmodel.exchange.files import read, read_diagram, write
from loopmodel.exchange.tables import projection_table, write_table
from loopmodel.model import Group, Harm, Link, LoopModel, Need, Node, Scenario
from loopmodel.simulation.project import Projection, project
from loopmodel.store.gallery import gallery_ids
from loopmodel.words import verdict_sentence

__version__ = "0.1.0"

__all__ = [
    "Diagram", "Estimate", "Group", "Harm", "Link", "LoopModel", "LoopModelError", "Need", "Node", "Problem",
    "Projection", "Scenario", "Verdict", "build_model", "check", "gallery_ids", "project", "projection_table", "read",
    "read_diagram", "verdict", "verdict_sentence", "write", "write_table",
]  # fmt: skip
