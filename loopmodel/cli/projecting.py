"""`project`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from loopmodel.cli.scenarios import add_scenario, scenario_of
from loopmodel.cli.shared import Commands, WrongUseError, read_model, show
from loopmodel.cli.text import projection_text
from loopmodel.exchange.tables import ENDINGS, write_table
from loopmodel.simulation.project import project


def add(commands: Commands) -> None:
    """Add this command to the parser."""
    projected = commands.add("project", _project, "project amounts and flows over time")
    projected.add_argument("--periods", type=int, metavar="N", help="how many periods, instead of the horizon")
    add_scenario(projected)
    projected.add_argument("--out", metavar="F.csv|F.parquet", help="write the table to a file")


def _project(given: argparse.Namespace) -> int:
    model = read_model(given)
    if given.periods is not None and not 0 <= given.periods <= 5200:
        raise WrongUseError(f"--periods is {given.periods}; it must be between 0 and 5,200")
    scenario = scenario_of(given, model)
    if given.out is not None and Path(given.out).suffix.lower() not in ENDINGS:
        raise WrongUseError(f"--out is “{given.out}”; it must end in {' or '.join(ENDINGS)}")
    made = project(model, given.periods, scenario)
    if given.out is not None:
        write_table(made, given.out)
    data: dict[str, Any] = {
        "periods": list(made.periods),
        "nodes": {id_: column.tolist() for id_, column in made.amounts.items()},
        "links": {id_: column.tolist() for id_, column in made.flows.items()},
    }
    if made.stopped_why:
        data["periods_why"] = made.stopped_why
    return show(given, data, projection_text(model, made, given.out))
