"""The option --scenario, the same wherever it stands."""

from __future__ import annotations

import argparse

from loopmodel.cli.shared import WrongUseError
from loopmodel.model import LoopModel, Scenario
from loopmodel.simulation.scenario import apply_always


def add_scenario(command: argparse.ArgumentParser) -> None:
    """The option that chooses a scenario of the file."""
    command.add_argument("--scenario", metavar="ID", help="under this scenario of the file")


def scenario_of(given: argparse.Namespace, model: LoopModel) -> Scenario | None:
    """The scenario asked for, None for the base case; raises WrongUseError where the model has none of that id."""
    found = next((s for s in model.scenarios if s.id == given.scenario), None)
    if given.scenario is not None and found is None:
        known = ", ".join(s.id for s in model.scenarios) or "none"
        raise WrongUseError(f"the model has no scenario “{given.scenario}”; it has: {known}")
    return found


def model_under(given: argparse.Namespace, model: LoopModel) -> LoopModel:
    """The model with every change of the scenario in force and dates set aside: for what looks at no period."""
    scenario = scenario_of(given, model)
    return model if scenario is None else apply_always(model, scenario)
