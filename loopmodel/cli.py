"""The command line: what the pages do, without a browser."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loopmodel.analysis.verdict import At, verdict
from loopmodel.build import build_model
from loopmodel.check import check_text
from loopmodel.cli_text import gallery_text, problems_text, projection_text, verdict_text
from loopmodel.errors import LoopModelError, Problem, errors
from loopmodel.exchange.files import content, read
from loopmodel.exchange.tables import ENDINGS, write_table
from loopmodel.model import LoopModel
from loopmodel.simulation.project import project
from loopmodel.store.gallery import gallery_ids


class WrongUseError(Exception):
    """The command was called in a way it does not take."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 1: the input has problems; 2: wrong use."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        outcome: int = given.run(given)
    except LoopModelError as error:
        return _refuse(error.problems, given)
    except (WrongUseError, FileNotFoundError, OSError) as error:
        print(f"loopmodel: {error}", file=sys.stderr)
        return 2
    return outcome


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="loopmodel", description="Growth loops: drawn, projected and judged.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Any, about: str, file: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        if file:
            added.add_argument("file", metavar="FILE", help="a model file, - for standard input, or a gallery id")
        added.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        added.set_defaults(run=run)
        return added

    command("check", _check, "say everything that is wrong with a model file")
    judged = command("verdict", _verdict, "say whether the loop is closed and carries itself")
    judged.add_argument("--at", default="start", metavar="start|best|PERIOD", help="the operating point")
    judged.add_argument("--focal", metavar="ID", help="the node whose reproduction number is asked for")
    projected = command("project", _project, "project amounts and flows over time")
    projected.add_argument("--periods", type=int, metavar="N", help="how many periods, instead of the horizon")
    projected.add_argument("--scenario", metavar="ID", help="under this scenario of the file")
    projected.add_argument("--out", metavar="F.csv|F.parquet", help="write the table to a file")
    command("gallery", _gallery, "list the gallery models", file=False)
    serve = commands.add_parser(
        "serve", help="start the app in the browser", description="start the app in the browser"
    )
    serve.add_argument("--port", type=int, metavar="N", help="instead of 8501")
    serve.set_defaults(run=_serve, json=False)
    return parser


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return content(name)
    except FileNotFoundError as error:
        raise WrongUseError(f"{error}. Gallery models: {', '.join(gallery_ids())}.") from None


def _model(given: argparse.Namespace) -> LoopModel:
    diagram, problems = check_text(_read(given.file))
    if errors(problems):
        raise LoopModelError(problems)
    return build_model(diagram)


def _show(given: argparse.Namespace, data: dict[str, Any], text: str) -> None:
    print(json.dumps(data, ensure_ascii=True, allow_nan=False) if given.json else text)


def _refuse(problems: Sequence[Problem], given: argparse.Namespace) -> int:
    if given.json:
        print(json.dumps({"problems": [p.as_dict() for p in problems]}))
    else:
        print(problems_text(problems), file=sys.stderr)
    return 1


def _check(given: argparse.Namespace) -> int:
    _, problems = check_text(_read(given.file))
    if errors(problems):
        return _refuse(problems, given)
    _show(given, {"problems": [p.as_dict() for p in problems]}, problems_text(problems))
    return 0


def _verdict(given: argparse.Namespace) -> int:
    model = _model(given)
    at: At = given.at if given.at in ("start", "best") else _period(given.at)
    try:
        found = verdict(model, at, given.focal)
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    sides = found.customer_user_loop
    shared = {"shared": sides.shared, "out": sides.out, "back": sides.back, "missing": sides.missing}
    data = {
        "verdict": found.token,
        "at": at,
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
    data |= {f"{name}_why": why for name, why in whys.items() if data[name] is None}
    _show(given, data, verdict_text(model, found))
    return 0


def _period(text: str) -> int:
    if not text.isdigit() or int(text) > 100_000:
        raise WrongUseError(f"--at is “{text}”; it must be start, best or a period such as 12")
    return int(text)


def _project(given: argparse.Namespace) -> int:
    model = _model(given)
    if given.periods is not None and not 0 <= given.periods <= 5200:
        raise WrongUseError(f"--periods is {given.periods}; it must be between 0 and 5,200")
    scenario = next((s for s in model.scenarios if s.id == given.scenario), None)
    if given.scenario is not None and scenario is None:
        known = ", ".join(s.id for s in model.scenarios) or "none"
        raise WrongUseError(f"the model has no scenario “{given.scenario}”; it has: {known}")
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
    _show(given, data, projection_text(model, made, given.out))
    return 0


def _gallery(given: argparse.Namespace) -> int:
    models = [(id_, read(id_)) for id_ in gallery_ids()]
    rows = [{"id": id_, "name": model.name, "verdict": verdict(model).token} for id_, model in models]
    _show(given, {"models": rows}, gallery_text(rows))
    return 0


def _serve(given: argparse.Namespace) -> int:
    app = Path(__file__).resolve().parents[1] / "app.py"
    port = [] if given.port is None else ["--server.port", str(given.port)]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *port]
    return subprocess.call(command, cwd=app.parent, env=os.environ)
