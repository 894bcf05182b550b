"""`check`, `verdict` and `gallery`."""

from __future__ import annotations

import argparse
from typing import Any

from loopmodel.analysis.verdict import Verdict, verdict
from loopmodel.check import check_text
from loopmodel.cli.scenarios import add_scenario, model_under
from loopmodel.cli.shared import Commands, WrongUseError, add_at, at_of, read_file, read_model, refuse, show
from loopmodel.cli.text import gallery_text, problems_text, verdict_text
from loopmodel.errors import errors
from loopmodel.exchange.files import read
from loopmodel.store.gallery import gallery_ids


def add(commands: Commands) -> None:
    """Add these commands to the parser."""
    commands.add("check", _check, "say everything that is wrong with a model file")
    judged = commands.add("verdict", _verdict, "say whether the loop is closed and carries itself")
    add_at(judged)
    add_scenario(judged)
    judged.add_argument("--focal", metavar="ID", help="the node whose reproduction number is asked for")
    commands.add("gallery", _gallery, "list the gallery models", file=False)


def _check(given: argparse.Namespace) -> int:
    _, problems = check_text(read_file(given.file))
    if errors(problems):
        return refuse(problems, given)
    return show(given, {"problems": [p.as_dict() for p in problems]}, problems_text(problems))


def _verdict(given: argparse.Namespace) -> int:
    model, at = model_under(given, read_model(given)), at_of(given)
    try:
        found = verdict(model, at, given.focal)
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    return show(given, {"verdict": found.token, "at": at, **_figures(found)}, verdict_text(model, found))


def _figures(found: Verdict) -> dict[str, Any]:
    sides = found.customer_user_loop
    shared = {"shared": sides.shared, "out": sides.out, "back": sides.back, "missing": sides.missing}
    data: dict[str, Any] = {
        "growth_factor": found.growth_factor,
        "reproduction": found.reproduction.value,
        "focal": found.focal,
        "doubling_time": found.doubling_time,
        "customer_user_loop": shared | ({"missing_why": sides.why} if sides.why else {}),
    }
    whys = {
        "growth_factor": "the model has no nodes",
        "reproduction": found.reproduction.why,
        "focal": "no node lies on a loop",
        "doubling_time": found.doubling_time_why,
    }
    return data | {f"{name}_why": why for name, why in whys.items() if data[name] is None}


def _gallery(given: argparse.Namespace) -> int:
    models = [(id_, read(id_)) for id_ in gallery_ids()]
    rows = [{"id": id_, "name": model.name, "verdict": verdict(model).token} for id_, model in models]
    return show(given, {"models": rows}, gallery_text(rows))
